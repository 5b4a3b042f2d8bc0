"""Scripts that write an owners file."""

import pytest
from builders import a_change

from app.core.configuration import Configuration, Platform
from app.facts.approvals import approvals
from app.facts.owners_generators import EVERY_TEAM, is_generator, rules_written

PLACE = "scripts/generate-codeowners.sh"
OURS = Configuration(platform=Platform(team="@acme/platform"))
SCRIPT = """\
#!/bin/bash
cat <<EOF > CODEOWNERS
# who owns what
* @acme/platform
EOF
for folder in environments/*; do
  team=$(jq -r .team "${folder}/team.json")
  echo "${folder}/ @acme/${team}" >> CODEOWNERS
done
"""


def effects(before: str, after: str, path: str = PLACE) -> list[str]:
    change = a_change({path: (before, after)}, OURS)
    return [approval.effect for approval in approvals(change)]


def test_what_a_script_fills_in_stands_for_every_team() -> None:
    everything, each = rules_written(SCRIPT, PLACE).rules
    assert (everything.pattern, everything.owners, everything.line) == ("*", ("@acme/platform",), 4)
    assert (each.pattern, each.owners, each.line) == ("each/", (EVERY_TEAM,), 8)


@pytest.mark.parametrize(
    "line",
    [
        'echo "/teams/$name $team @acme/platform" >> "$FILE"',
        "printf '/teams/%s @acme/%s @acme/platform\\n' $name $team",
        'fmt.Fprintf(out, "/teams/%s/ @acme/%s @acme/platform\\n", name, team)',
        '  lines.append(f"/teams/{name}/ @acme/{team} @acme/platform")',
        "/teams/{{ name }}/ {{ team }} @acme/platform",
        "/teams/<%= name %>/ @<%= team %> @acme/platform",
    ],
)
def test_scripts_and_templates_of_many_languages_are_read(line: str) -> None:
    (rule,) = rules_written(line, PLACE).rules
    assert rule.pattern.strip("/") == "teams/each"
    assert rule.owners == (EVERY_TEAM, "@acme/platform")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("@acme/${team}", "@acme/${team} @acme/platform", ["co_owner_added"]),
        ("@acme/${team}", "@acme/platform", ["requires"]),
        ("@acme/${team} @acme/platform", "@acme/${team}", ["relaxes"]),
        ("@acme/platform", "@acme/platform @acme/${team}", ["relaxes"]),
        ("@acme/${team}", "$owner", []),
    ],
)
def test_the_rules_that_it_would_write_decide(before: str, after: str, expected: list[str]) -> None:
    line = "${folder}/ @acme/${team}"
    sides = (SCRIPT.replace(line, f"${{folder}}/ {owners}") for owners in (before, after))
    assert effects(*sides) == expected


@pytest.mark.parametrize("after", [SCRIPT.replace("folder", "directory"), SCRIPT + "git add .\n"])
def test_code_around_the_rules_has_no_effect(after: str) -> None:
    assert effects(SCRIPT, after) == []


def test_a_rule_that_is_not_found_any_more_may_be_written_in_another_way() -> None:
    lines = [line for line in SCRIPT.splitlines() if "@acme/$" not in line]
    assert effects(SCRIPT, "\n".join(lines)) == ["none"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("scripts/generate-codeowners.sh", True),
        ("tools/code_owners.py", True),
        ("templates/CODEOWNERS.tftpl", True),
        (".github/CODEOWNERS", False),
        ("docs/codeowners.md", False),
        ("scripts/release.sh", False),
    ],
)
def test_a_generator_is_known_by_its_name(path: str, expected: bool) -> None:
    assert is_generator(path) is expected


def test_ordinary_code_holds_no_rule() -> None:
    code = 'cp "$from/a" "$to"\nif [ -d "$x/y" ]; then\n# /a/ @acme/b\n'
    assert rules_written(code, PLACE).rules == ()
    assert rules_written("/a/ @b/c " * 1_000, PLACE).rules == ()
