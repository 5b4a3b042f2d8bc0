"""Reading `.github/cowpath.yml`: strict, and with every mistake at once."""

import pytest
from policy_texts import a_policy

from app.core.configuration import Configuration, PolicyChoice
from app.errors import AuthorsMistake
from app.policies.configuration import parse_configuration

POLICIES = (a_policy(name="our-own"), a_policy(name="another"))


def parsed(text: str) -> Configuration:
    return parse_configuration(text, "cowpath.yml", POLICIES)


def mistakes(text: str) -> list[str]:
    with pytest.raises(AuthorsMistake) as caught:
        parsed(text)
    return [str(mistake) for mistake in caught.value.mistakes]


def test_an_empty_configuration_declares_nothing() -> None:
    assert parsed("") == parsed("# nothing yet\n") == parsed("version: 1") == Configuration()


def test_everything_that_is_declared_is_read() -> None:
    configuration = parsed(
        """\
version: 1
platform: {name: Harbour, kind: core, team: "@acme/platform", aliases: [Platform Engineering]}
paths:
  core: ["modules/**"]
  guarded: ["iam/**"]
streams:
  payments: {team: "@acme/payments", paths: ["streams/payments/**"]}
policies:
  our-own: {teams: 3, mode: report}
  another: {enabled: false}
skip: {authors: ["robot"], labels: []}
comment: {at_most: 5, mode: check-only}
product: {manager: "@ana", roadmap: "https://example.org/next"}
capabilities: {deploy: {paths: ["actions/deploy/**"], since: 2024-03-01, runtime: true}}
mandates: [{capability: deploy, class: guardrail, review: 2027-05-01}]
"""
    )
    assert configuration.platform.name == "Harbour"
    assert configuration.paths.core == ("modules/**",)
    assert configuration.streams["payments"].paths == ("streams/payments/**",)
    assert configuration.policies["our-own"] == PolicyChoice(None, "report", {"teams": 3})
    assert configuration.policies["another"].enabled is False
    assert configuration.skip.labels == ()
    assert configuration.comment.at_most == 5
    assert configuration.capabilities["deploy"].since == "2024-03-01"
    assert configuration.mandates[0].class_ == "guardrail"


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("platfrom: {}", "1:1: There is no key `platfrom` here. Did you mean `platform`?"),
        ("platform: {nam: x}", "1:12: There is no key `nam` here. Did you mean `name`?"),
        ("streams: {a: {tem: x}}", "1:15: There is no key `tem` here. Did you mean `team`?"),
        ("version: 2", "1:10: This must be 1; it is 2."),
        ("version: '1'", '1:10: This must be 1; it is "1".'),
        ("paths: {core: modules}", '1:15: This must be a list; it is "modules".'),
        ("paths: {core: [3]}", "1:16: This must be a text; put it in quotes; it is 3."),
        ("paths: [a]", "1:8: This must be keys with values; it is a list."),
        ("platform:", "1:10: This must be keys with values; it is empty."),
        ("platform: {kind: web}", "1:18: This must be one of 'core' or 'data'; it is \"web\"."),
        ("comment: {at_most: 11}", "1:20: This must be from 1 to 10."),
        ("learning_days: 91", "1:16: This must be from 0 to 90."),
        ("product: {roadmap: board}", "1:20: This must be a link that begins with `https://`."),
        ("core_page: ../a.md", "1:12: This must be a path from the top of the repository."),
        ("capabilities: {a: {since: soon}}", "1:27: This must be a day such as `2027-01-31`."),
        ("capabilities: {a: {lifecycle: new}}", "1:31: This must be one of 'experimental'"),
        ("mandates: [{class: guardrail}]", "1:12: `capability` is missing here."),
        ("mandates: [{capability: a, clas: b}]", "`clas` here. Did you mean `class`?"),
        (
            "capabilities: {deploy: {}}\nmandates: [{capability: deplyo}]",
            "2:25: There is no capability `deplyo`. Did you mean `deploy`?",
        ),
        ("comment: {at_most: true}", "1:20: This must be a whole number; it is true."),
        ("platform: {team: acme}", '1:18: A team is written "@organisation/team".'),
        ("streams: {a: {team: '@a'}}", '1:21: A team is written "@organisation/team".'),
        ("paths: {core: ['']}", "1:16: This pattern names nothing; for everything, write `**`."),
        ("paths: {core: [./a]}", "1:16: Patterns begin at the top of the repository"),
        ("policies: [a]", "1:11: This must be keys with values"),
        ("policies: {our-on: {}}", "1:12: There is no policy `our-on`. Did you mean `our-own`?"),
        ("policies: {mine: {}}", "needs `file: .github/cowpath/mine.yml`."),
        ("policies: {our-own: off}", "1:21: This must be keys with values"),
        ("policies: {our-own: {team: 3}}", "`our-own` has no setting `team`. Did you mean `teams`"),
        ("policies: {our-own: {teams: three}}", "1:29: This must be a whole number."),
        ("policies: {our-own: {teams: 0}}", "1:29: This must be at least 1."),
        ("policies: {our-own: {mode: block}}", "1:28: This must be one of 'report'"),
        ("policies: {our-own: {enabled: on}}", "1:31: This must be `true` or `false`"),
        ("version: 1\nversion: 1", "2:1: `version` is already given above"),
        ("- a", "1:1: A configuration is made of keys with values."),
        ("a: *b", "1:4: This is no YAML that we read"),
        ("a:\n\tb: c", "2:1: YAML is indented with spaces, never with tabs."),
        (
            "a: b: c",
            "1:5: This is no YAML that we read: mapping values are not allowed in this context."
            " A text with `: ` in it needs quotes",
        ),
        ("a: {{ b }} c", "A text that begins with `{{` needs quotes"),
        (
            "a: {{ b }}",
            "1:5: A text that begins with `{{` needs quotes",
        ),
        ("team: @acme/x", "1:7: This character cannot begin a value; put the value in quotes."),
    ],
)
def test_a_mistake_has_its_place_and_its_remedy(text: str, mistake: str) -> None:
    assert any(mistake in found for found in mistakes(text)), mistakes(text)


def test_all_mistakes_come_at_once() -> None:
    text = "versoin: 1\nplatform: {kind: web}\npolicies: {x: {}, our-own: {teams: a}}\n"
    assert len(mistakes(text)) == 4


def test_nothing_can_be_made_to_block() -> None:
    for mode in ("block", "fail", "required"):
        assert mistakes(f"comment: {{mode: {mode}}}")


def test_patterns_are_bounded_in_number_and_length() -> None:
    many = "paths: {core: [" + ", ".join(["a"] * 201) + "]}"
    assert "more than 200 patterns" in mistakes(many)[0]
    assert "longer than 300" in mistakes(f"paths: {{core: [{'a' * 301}]}}")[0]


def test_a_policy_that_is_named_and_not_tuned_keeps_its_defaults() -> None:
    assert parsed("policies:\n  our-own:\n").choice("our-own") == PolicyChoice()
