"""Our schemas in a YAML language server: an editor completes keys and underlines mistakes."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from language_server import SERVER, LanguageServer

SCHEMAS = Path(__file__).parents[2] / "docs/schemas"
NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(
    not NODE or not SERVER.exists(),
    reason="EDITOR NOT TRIED: it needs node, and `npm ci --prefix tests/editor`",
)


@pytest.fixture(scope="module")
def editor() -> Iterator[LanguageServer]:
    assert NODE
    server = LanguageServer(NODE)
    yield server
    server.close()


def opened(schema: str, text: str) -> str:
    return f"# yaml-language-server: $schema={(SCHEMAS / schema).as_uri()}\n{text}"


def test_a_wrong_key_of_the_configuration_is_underlined(editor: LanguageServer) -> None:
    text = opened("cowpath.json", "platfrom: {}\npolicies: {rule-of-three: {teams: many}}\n")
    found = editor.mistakes("wrong.yml", text)
    assert any("platfrom" in message for message in found)
    assert any("integer" in message for message in found)


def test_keys_of_the_configuration_are_offered_with_what_they_mean(editor: LanguageServer) -> None:
    text = opened("cowpath.json", "policies:\n  rule-of-three:\n    \n")
    editor.mistakes("offers.yml", text)
    offers = editor.offers("offers.yml", 3, 4)
    assert {"mode", "enabled", "teams"} <= offers.keys()
    assert "distinct stream teams" in offers["teams"]


@pytest.mark.parametrize(
    "text",
    [
        'extends: ["a/b:c.yml@v1"]\npolicies: {theirs: {teams: 2}}\nskip: {+labels: [x]}\n',
        "policies: {our-own: {file: .github/cowpath/our-own.yml, where: [x]}}\n",
        "exemptions: [{policy: kind-words, reason: agreed, until: 2027-01-31}]\n",
    ],
)
def test_what_is_right_is_not_underlined(editor: LanguageServer, text: str) -> None:
    assert editor.mistakes(f"right-{len(text)}.yml", opened("cowpath.json", text)) == []


def test_a_policy_is_completed_and_checked(editor: LanguageServer) -> None:
    found = editor.mistakes("policy.yml", opened("policy.json", "title: x\nconfidence: certain\n"))
    assert any("high" in message for message in found)
    assert any("occasions" in message for message in found)
    assert "why" in editor.offers("policy.yml", 3, 0)


def test_every_built_in_policy_is_right(editor: LanguageServer) -> None:
    for file in sorted((SCHEMAS.parents[1] / "policies").glob("*.yml")):
        assert editor.mistakes(file.name, opened("policy.json", file.read_text())) == []
