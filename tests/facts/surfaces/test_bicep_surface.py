"""Parameters and outputs of Bicep modules."""

import pytest
from builders import declared_by

from app.facts.surfaces import bicep

MODULE = """\
targetScope = 'resourceGroup'

@description('How big')
@allowed([
  'small'
  'large'
])
param size string = 'small'
@minLength(3)
param name string
param tags object?
param mode 'fast' | 'safe' = 'safe'

var own = '${name}-queue'

@description('''
Where it is.
''')
output address string = queue.id
"""


def test_a_module_declares_parameters_and_outputs() -> None:
    found = declared_by(bicep, "modules/queue.bicep", MODULE)
    assert {name: each.line for name, each in found.items()} == {
        "size": 8, "name": 10, "tags": 11, "mode": 12, "address": 19,
    }  # fmt: skip
    assert (found["size"].documentation, found["size"].choices) == ("How big", ("small", "large"))
    assert [name for name, each in found.items() if each.required] == ["name"]
    assert found["name"].constraints == ("minLength(3)",)
    assert found["mode"].choices == ("fast", "safe")
    assert (found["address"].output, found["address"].documentation) == (True, "Where it is.")


@pytest.mark.parametrize("text", ["", "@description('", "param", "@" * 50, "parameter x"])
def test_what_is_broken_declares_nothing(text: str) -> None:
    assert declared_by(bicep, "modules/queue.bicep", text) == {}


def test_what_is_rolled_out_here_is_no_module() -> None:
    assert declared_by(bicep, "environments/main.bicep", MODULE) == {}
    assert (
        declared_by(bicep, "infra/main.bicep", MODULE, tree=("infra/main.prod.bicepparam",)) == {}
    )
