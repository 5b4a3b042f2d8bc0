"""What CEL complains about is told with its remedy."""

import pytest

from app.policies.cel import BadExpression
from app.policies.complaints import explained
from app.policies.schema import of_facts

SCHEMA = of_facts()
ENVIRONMENT = SCHEMA.environment({"settings.pages": "LIST<STRING>"})


@pytest.mark.parametrize(
    ("condition", "remedy"),
    [
        ("len(changed_paths) > 2", "'len'. CEL has `size`."),
        ("pull_request.body.lower() == ''", "'lower'. CEL has `lowerAscii`."),
        ("pull_request.draft == True", "'True'. CEL has `true`."),
        ("settings.page.size() > 0", "Did you mean `settings.pages`?"),
        ("pull_request.text == ''", "in struct 'ProposedChange'. Known: `author`, `body`,"),
        ("pull_request.draft and true", "CEL writes `&&`, `||`, `!` and `==`."),
        ("not pull_request.draft", "CEL writes `&&`, `||`, `!` and `==`."),
        ("change_kind = 'fix'", "CEL writes `&&`, `||`, `!` and `==`."),
        ("under(changed_paths, ['a'])", "`under` takes (string, list of string)."),
        ("consumers >= 3", "'(list(Consumer), int)'. `list.size()` counts a list."),
        ("pull_request.labels.contains('x')", "`text in list` asks a list for a text."),
        ("'a' in pull_request.body", "`text.contains(part)` asks a text."),
        ("pull_request.body.contains(settings.pages)", "`list.exists(x, text.contains(x))`"),
        ("citations.kind == 'team'", "A list has no fields: `list.exists(x, …)`"),
    ],
)
def test_a_usual_slip_is_told_with_its_remedy(condition: str, remedy: str) -> None:
    assert any(remedy in told for told in complaints(condition)), complaints(condition)


@pytest.mark.parametrize("condition", ["changed_paths.exists(p, p", "pull_request.draft ? 1"])
def test_where_nothing_helps_the_complaint_stands_alone(condition: str) -> None:
    (told,) = complaints(condition)
    assert told.startswith("Syntax error") and not told.endswith("..")
    assert "CEL writes" not in told


def complaints(condition: str) -> list[str]:
    with pytest.raises(BadExpression) as caught:
        ENVIRONMENT.compile(condition)
    return [
        explained(fault.message, condition, ENVIRONMENT.names, SCHEMA.fields)
        for fault in caught.value.faults
    ]
