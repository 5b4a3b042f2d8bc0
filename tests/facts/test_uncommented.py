"""Keys that stand as comments, by their place."""

import pytest
from builders import a_change

from app.facts.extension_points import extension_points
from app.facts.uncommented import commented_out

TEXT = """\
logs:
  access:
    filters: {}
    # statuses: "200"
    # more:
    #   deep: 1
    names: {}
#  level: INFO
# The port that is meant: http
store:
  #  claim: ""
  ## class: ""
"""


@pytest.mark.parametrize(
    "name",
    ["logs.access.statuses", "logs.access.more", "logs.access.more.deep", "logs.level",
     "store.claim", "store.class"],
)  # fmt: skip
def test_a_key_that_is_commented_out_has_its_place(name: str) -> None:
    assert name in commented_out(TEXT)


@pytest.mark.parametrize("name", ["statuses", "logs.access.filters", "http", "logs.access.claim"])
def test_what_is_no_key_or_stands_elsewhere_is_not_commented_out(name: str) -> None:
    assert name not in commented_out(TEXT)


def test_a_value_that_was_commented_out_owes_no_words() -> None:
    was = "web:\n  path: /\n  # retries: 3\n"
    now = "web:\n  path: /\n  retries: 3\nother:\n  retries: 1\n"
    chart = {"charts/web/Chart.yaml": "name: web\n"}
    change = a_change({"charts/web/values.yaml": (was, now)}, neighbours=chart)
    told = {each.name: each.documented for each in extension_points(change)}
    assert told["web.retries"] is None
    assert told["other.retries"] is False
