"""Reading a policy file: strict, and with every mistake at once."""

import pytest
from policy_texts import OCCASION, REST, SCHEMA, a_policy, a_policy_text

from app.errors import AuthorsMistake, Mistake
from app.policies.parse import parse_policy


def mistakes(text: str, name: str = "our-own") -> tuple[Mistake, ...]:
    with pytest.raises(AuthorsMistake) as caught:
        parse_policy(text, f"{name}.yml", name, SCHEMA)
    return caught.value.mistakes


def changed(old: str, new: str) -> str:
    text = a_policy_text()
    assert old in text
    return text.replace(old, new)


def test_a_policy_is_called_as_its_file_and_keeps_what_it_says() -> None:
    policy = a_policy()
    assert policy.id == "our-own"
    assert policy.settings["teams"].default == 2
    assert (policy.enabled, policy.mode) == (True, "advise")


def test_a_key_that_is_missing_or_wrong_hides_no_other_mistake() -> None:
    """A first draft lacks several things, and whoever writes it wants to hear of all of them."""
    text = changed("false_alarms: None that we know of.\n", "").replace(
        "    when: Nothing is new.", ""
    )
    text = text.replace("{name: is silent, expect: silence}", "{name: x, expect: advice}")
    text = text.replace("confidence: high", "confidence: sure").replace("citations.size()", "cited")
    words = [mistake.message for mistake in mistakes(text)]
    for part in (
        "`false_alarms` is missing",
        "one of 'low'",
        "Say under `silence: when:`",
        "at least one example of silence",
        "undeclared reference to 'cited'",
    ):
        assert any(part in one for one in words), (part, words)


@pytest.mark.parametrize("settings", ["settings: [a]", "settings: {teams: 3}"])
def test_what_depends_on_wrong_settings_is_not_complained_about(settings: str) -> None:
    start, end = REST.index("settings:"), REST.index("examples:")
    text = a_policy_text(OCCASION, f"{REST[:start]}{settings}\n{REST[end:]}")
    assert all("settings" in str(one) or one.line == 5 for one in mistakes(text)), mistakes(text)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("title: something", "titel: something", "Did you mean `title`?"),
        ("confidence: high", "confidence: sure", "one of 'low', 'medium' or 'high'"),
        ("why: Everybody lives with it.", "why: [a]", "must be a text"),
        ("why: Everybody lives with it.", "why: x\nid: our-own", "leave `id` out"),
        ("why: Everybody lives with it.", "why: a\nwhy: b", "already given"),
        ("why: Everybody lives with it.", f"why: {'x' * 1_001}", "longer than"),
        ("default: 2", "default: two", "a whole number"),
        ("default: 2", "default: 0", "at least 1"),
        ("type: integer", "type: int", "one of 'boolean'"),
        ("{type: integer", "{typ: integer", "Did you mean `type`?"),
        ("  teams: {type", "  mode: {type", "no key of every policy"),
        ("expect: silence}", "expect: quiet}", "one of 'advice'"),
        ("expect: silence}", "expect: advice}", "example of silence"),
        ("expect: silence}", "expect: silence, subjects: [a]}", "Only advice has subjects"),
        ("expect: silence}", "expect: silence, files: [{path: a}]}", "text `before` or `after`"),
        (
            "expect: silence}",
            "expect: silence, configuration: {policies: {our-own: {team: 3}}}}",
            "Did you mean `teams`?",
        ),
        ("core_features.size() > 0", "core_features.size()", "must be true or false"),
        ("core_features.size() > 0", "core_feature.size() > 0", "Did you mean `core_features`?"),
        ("settings.teams\n", "settings.team\n", "Did you mean `settings.teams`?"),
        ("{{ settings.teams }}", "{{ settings.teams", "never closed by `}}`."),
        ("place: core_features[0].paths[0]", "place: core_features", "This must be a path"),
        ("    when: Nothing is new.\n", "", "Say under `silence: when:`"),
        ("    when: Nothing is new.", "    when: x\n      for_each: y", "no `for_each` here"),
        ("when: core_features.size() > 0", "for_each: core_features.size()", "must be a list"),
        ("when: core_features.size() > 0", f"when: {'-' * 2_001}1 < 2", "longer than"),
    ],
)
def test_a_mistake_is_explained(old: str, new: str, words: str) -> None:
    found = mistakes(changed(old, new))
    assert any(words in mistake.message for mistake in found), found


def test_all_mistakes_are_reported_at_once_and_in_order() -> None:
    text = (
        changed("title: something", "titel: something")
        .replace("confidence: high", "confidence: sure")
        .replace("default: 2", "defualt: 2")
    )
    assert [mistake.line for mistake in mistakes(text)] == [1, 1, 3, 6, 6]


def test_mistakes_of_conditions_settings_and_examples_come_together() -> None:
    text = (
        changed("core_features.size() > 0", "core_feature.size() > 0")
        .replace("default: 2", "default: two")
        .replace("expect: silence}", "expect: advice}")
    )
    assert [mistake.line for mistake in mistakes(text)] == [6, 8, 11]


def test_a_mistake_in_a_condition_has_its_line_and_column() -> None:
    text = a_policy_text(
        OCCASION.replace(
            "when: core_features.size() > 0",
            "when: |\n    core_features.size() > 0 &&\n      citations.exists(c, c.grad > 1)",
        )
    )
    (mistake,) = mistakes(text)
    line = text.splitlines()[mistake.line - 1]
    assert line[mistake.column - 1 :].startswith(".grad")
    assert "undefined field 'grad' not found in struct 'Citation'" in mistake.message
    assert "Did you mean `grade`?" in mistake.message


def test_a_slip_in_for_each_is_one_mistake_however_often_each_is_used() -> None:
    broken = a_policy_text(
        """\
- for_each: extension_point
  expect: each.documented == true
  advice: {subject: "{{ each.name }}", title: "{{ each.name }}", next_step: "{{ oops }}"}
  silence: {for_each: Nothing., expect: All.}
"""
    )
    said = [mistake.message for mistake in mistakes(broken)]
    assert len(said) == 2, said
    assert "Did you mean `extension_points`?" in said[0]
    assert "'oops'" in said[1]


@pytest.mark.parametrize(
    "text", ["", "- a", "a: &x 1", "[" * 1_000, "title: *x", "a: {{ b }}", "\t", "?"]
)
def test_what_is_no_policy_is_a_mistake_and_no_crash(text: str) -> None:
    assert mistakes(text)


def test_the_kind_of_entry_is_known_where_each_is_used() -> None:
    occasion = """\
- for_each: extension_points.filter(p, p.documented == false)
  advice:
    subject: "{{ each.nam }}"
    title: x
    next_step: x
    place: each
  silence: {for_each: x}
"""
    (mistake,) = mistakes(a_policy_text(occasion))
    assert "Did you mean `name`?" in mistake.message
    assert a_policy(occasion.replace("nam }}", "name }}")).occasions


def test_an_occasion_without_a_condition_is_a_mistake() -> None:
    occasion = "- advice: {subject: x, title: x, next_step: x}\n"
    assert "needs `when`, `for_each` or `expect`" in mistakes(a_policy_text(occasion))[0].message


def test_a_file_has_a_plain_name() -> None:
    assert "small letters" in mistakes(a_policy_text(), "Our_Own")[0].message


@pytest.mark.parametrize("name", ["occasions", "settings", "examples"])
def test_there_are_limits_to_how_much_a_policy_holds(name: str) -> None:
    text = {
        "occasions": a_policy_text(OCCASION * 6),
        "settings": a_policy_text(
            rest=REST.replace(
                "examples:",
                "".join(f"  s{n}: {{type: boolean, default: true, about: x}}\n" for n in range(10))
                + "examples:",
            )
        ),
        "examples": a_policy_text(rest=REST + "  - {name: x, expect: advice}\n" * 50),
    }[name]
    assert any("more than" in mistake.message for mistake in mistakes(text))
