"""Layers of a configuration become one, and all their mistakes are told at once."""

import pytest
from policy_texts import a_policy

from app.core.configuration import Excuse
from app.core.layers import Layers, LayerText, PolicyText, Resolved
from app.errors import AuthorsMistake, Mistake
from app.policies.own import in_force
from app.policies.resolution import MOST_MISTAKES, explain, resolve

BUILT_IN = (a_policy(name="rule-of-three"), a_policy(name="kind-words"))
BASE = "acme/.github:cowpath/base.yml@v3"
OWN = ".github/cowpath.yml"
EXTENDS = f'extends: ["{BASE}"]\n'
OUR_OWN = """\
title: a release has no notes
why: Teams learn of it by surprise.
confidence: high
settings: {where: {type: strings, default: ["notes/**"], about: Where notes are.}}
occasions:
  - when: changed_paths.exists(p, p == "VERSION")
    expect: changed_paths.exists(p, under(p, settings.where))
    advice: {subject: VERSION, title: A release without notes, next_step: Write a note.}
    silence: {when: No release., expect: It has notes.}
false_alarms: None.
examples:
  - {name: speaks, expect: advice, files: [{path: VERSION, after: "2"}]}
  - {name: is silent, expect: silence}
"""


def layers(own: str, base: str | None = None, **policies: str) -> Layers:
    """The repository's file with its own policies by their names, and perhaps a layer below."""
    brought = tuple(
        PolicyText(name, f".github/cowpath/{name}.yml", text) for name, text in policies.items()
    )
    below = () if base is None else (LayerText(BASE, base, "cowpath"),)
    return Layers((*below, LayerText(OWN, own, policies=brought)))


def resolved(own: str, base: str | None = None, **policies: str) -> Resolved:
    return resolve(layers(own, base, **policies), BUILT_IN)


def mistakes(read: Layers) -> list[str]:
    with pytest.raises(AuthorsMistake) as caught:
        resolve(read, BUILT_IN)
    return [str(mistake) for mistake in caught.value.mistakes]


def origins(read: Layers) -> dict[str, tuple[str, ...]]:
    return {value.key: value.layers for value in explain(read, BUILT_IN)[1].values}


def test_keys_are_merged_and_the_upper_layer_wins() -> None:
    base = 'platform: {team: "@acme/platform", name: Base}\npolicies: {rule-of-three: {teams: 4}}'
    found = resolved("platform: {name: Harbour}\npolicies: {rule-of-three: {mode: report}}", base)
    assert (found.platform.name, found.platform.team) == ("Harbour", "@acme/platform")
    choice = found.choice("rule-of-three")
    assert (choice.mode, choice.settings) == ("report", {"teams": 4})


def test_lists_replace_unless_their_key_asks_to_add() -> None:
    base = "skip: {labels: [a]}\npaths: {core: [core/**]}"
    assert resolved("skip: {labels: [b]}", base).skip.labels == ("b",)
    found = resolved("skip: {+labels: [b, a]}\npaths: {+core: [more/**]}", base)
    assert found.skip.labels == ("a", "b")
    assert found.paths.core == ("core/**", "more/**")


def test_a_list_can_be_added_to_what_is_built_in() -> None:
    authors = resolved("skip: {+authors: [robot]}").skip.authors
    assert {"dependabot[bot]", "robot"} <= set(authors)


@pytest.mark.parametrize(
    ("own", "mistake"),
    [
        ("skip: {labels: [a], +labels: [b]}", f"{OWN}:1:21: `labels` replaces the list"),
        ("platform: {+name: x}", f"{OWN}:1:12: Only to a list can be added"),
        ("skip: {+lables: [x]}", f"{OWN}:1:8: There is no key `lables` here. Did you mean"),
        ("paths: {+core: ['']}", f"{OWN}:1:17: This pattern names nothing"),
    ],
)
def test_a_plus_in_the_wrong_place_is_a_mistake(own: str, mistake: str) -> None:
    assert any(found.startswith(mistake) for found in mistakes(layers(own)))


def test_every_value_knows_its_layer() -> None:
    base = "policies: {rule-of-three: {teams: 4}}\nskip: {labels: [a]}"
    found = origins(layers("skip: {+labels: [b]}\nplatform: {name: Harbour}", base))
    assert found["policies.rule-of-three.teams"] == (BASE,)
    assert found["policies.rule-of-three.mode"] == ("built-in",)
    assert found["skip.labels"] == (BASE, OWN) or found["skip.labels"] == ("built-in", BASE, OWN)
    assert found["platform.name"] == (OWN,)


LOCKING = "locked: {policies.rule-of-three: agreed in 2026}\npolicies: {rule-of-three: {teams: 4}}"


def test_a_locked_key_cannot_be_changed_and_the_mistake_says_who_locked_it_and_why() -> None:
    own = (
        "policies:\n  rule-of-three:\n    teams: 1\n    enabled: false\n  kind-words: {teams: 1}\n"
    )
    [mistake] = mistakes(layers(own, LOCKING))
    assert mistake == (
        f"{OWN}:3:5: `policies.rule-of-three` is locked by {BASE}: agreed in 2026. "
        "Leave it out here."
    )


def test_a_locked_value_may_be_repeated_and_everything_else_changed() -> None:
    own = "policies: {rule-of-three: {teams: 4}, kind-words: {teams: 1}}"
    assert resolved(own, LOCKING).choice("kind-words").settings == {"teams": 1}


@pytest.mark.parametrize(
    ("locked", "mistake"),
    [
        ("{platfrom: x}", "1:10: There is no key `platfrom` there. Did you mean `platform`?"),
        ("{skip.lables: x}", "1:10: There is no key `lables` there. Did you mean `labels`?"),
        ("{policies.rule-of-tree: x}", "1:10: There is no policy `rule-of-tree`."),
        ("{policies.rule-of-three.team: x}", "`rule-of-three` has no setting `team`."),
        ("{comment: ''}", "1:10: Say why"),
    ],
)
def test_what_is_locked_must_be_there_and_have_a_reason(locked: str, mistake: str) -> None:
    assert mistake in "\n".join(mistakes(layers(f"locked: {locked}")))


@pytest.mark.parametrize(
    ("entry", "mistake"),
    [
        ("acme/base:b.yml", "1:11: A layer is pinned"),
        ("acme/base:b.yml@", "1:11: A layer is pinned"),
        ("acme/base", "1:11: A layer is written"),
        ("acme/base:../b.yml@v1", "1:11: A layer is written"),
        ("acme/base:b.txt@v1", "1:11: A layer is written"),
        ("https://example.org/b.yml@v1", "1:11: A layer is"),
    ],
)
def test_a_layer_is_named_in_full_and_pinned(entry: str, mistake: str) -> None:
    assert any(mistake in found for found in mistakes(layers(f'extends: ["{entry}"]')))


def test_own_policies_are_in_force_and_tuned_like_any_other() -> None:
    own = "policies: {our-own: {file: .github/cowpath/our-own.yml, where: [n/**], mode: report}}"
    found = resolved(own, **{"our-own": OUR_OWN})
    assert found.choice("our-own").settings == {"where": ("n/**",)}
    assert [policy.id for policy in in_force(found, BUILT_IN)] == [
        "kind-words", "our-own", "rule-of-three",
    ]  # fmt: skip


def test_what_an_own_policy_says_of_itself_comes_from_its_file() -> None:
    found = origins(layers(DECLARED, **{"our-own": OUR_OWN}))
    assert found["policies.our-own.where"] == (".github/cowpath/our-own.yml",)
    assert found["policies.our-own.file"] == (OWN,)
    assert found["policies.kind-words.mode"] == ("built-in",)


def test_a_layer_brings_policies_that_the_repository_may_tune() -> None:
    text = LayerText(
        BASE,
        "policies: {our-own: {file: our-own.yml}}",
        "cowpath",
        (PolicyText("our-own", "acme/.github:cowpath/our-own.yml@v3", OUR_OWN),),
    )
    own = LayerText(OWN, f"{EXTENDS}policies: {{our-own: {{+where: [n/**]}}}}")
    found = resolve(Layers((text, own)), BUILT_IN)
    assert found.choice("our-own").settings == {"where": ("notes/**", "n/**")}


def yielding(*others: str) -> str:
    return f"yields_to: {list(others)}\n{OUR_OWN}"


DECLARED = "policies: {our-own: {file: .github/cowpath/our-own.yml}}"


@pytest.mark.parametrize(
    ("other", "mistake"),
    [
        ("rule-of-tree", "There is no policy `rule-of-tree`. Did you mean `rule-of-three`?"),
        ("our-onw", "There is no policy `our-onw`. Did you mean `our-own`?"),
        ("elsewhere", "There is no policy `elsewhere`. Known: `kind-words`,"),
        ("our-own", "A policy cannot leave it to itself"),
    ],
)
def test_a_policy_leaves_it_to_one_that_is_there(other: str, mistake: str) -> None:
    [found] = mistakes(layers(DECLARED, **{"our-own": yielding("kind-words", other)}))
    assert found.startswith(f".github/cowpath/our-own.yml:1:27: {mistake}")


def test_own_policies_may_leave_it_to_one_another_but_not_in_a_circle() -> None:
    own = f"{DECLARED[:-1]}, another: {{file: .github/cowpath/another.yml}}}}"
    both = {"our-own": yielding("another"), "another": OUR_OWN}
    assert len(resolved(own, **both).own_policies) == 2
    found = mistakes(layers(own, **{**both, "another": yielding("our-own")}))
    assert ["in turn: where both find something, none speaks" in one for one in found] == [True] * 2


def test_nobody_complains_of_a_policy_that_a_layer_may_bring() -> None:
    missing = Mistake(OWN, 1, 11, f"`{BASE}` cannot be read.")
    policy = PolicyText("our-own", ".github/cowpath/our-own.yml", yielding("theirs"))
    own = LayerText(OWN, f"{EXTENDS}{DECLARED}", policies=(policy,))
    assert mistakes(Layers((own,), (missing,))) == [str(missing)]


def test_a_layer_may_have_in_mind_what_repositories_bring_but_makes_no_slips() -> None:
    def below(*others: str) -> Layers:
        policy = PolicyText("our-own", "acme/.github:cowpath/our-own.yml@v3", yielding(*others))
        base = LayerText(BASE, "policies: {our-own: {file: our-own.yml}}", "cowpath", (policy,))
        return Layers((base, LayerText(OWN, EXTENDS)))

    assert resolve(below("theirs"), BUILT_IN)
    assert "Did you mean `rule-of-three`?" in mistakes(below("rule-of-tree"))[0]


@pytest.mark.parametrize(
    ("choice", "mistake"),
    [
        ("our-own: {file: our-own.yml}", "lie in `.github/cowpath/`"),
        ("our-own: {file: .github/cowpath/../../etc/our-own.yml}", "the path of a YAML file"),
        ("our-own: {file: /etc/our-own.yml}", "the path of a YAML file"),
        ("our-own: {file: .github/cowpath/other.yml}", "called as its file is: `our-own.yml`"),
        ("our-own: {file: .github/cowpath/our-own.sh}", "the path of a YAML file"),
        ("our-own: {file: 3}", "the path of a YAML file"),
        ("kind-words: {file: .github/cowpath/kind-words.yml}", "comes with Cowpath"),
    ],
)
def test_own_policies_lie_in_one_folder_under_names_of_their_own(choice: str, mistake: str) -> None:
    assert any(mistake in found for found in mistakes(layers(f"policies: {{{choice}}}")))


def test_mistakes_in_an_own_policy_are_told_with_those_of_the_configuration() -> None:
    own = "policies: {our-own: {file: .github/cowpath/our-own.yml, who: 3}}\nplatfrom: {}"
    broken = OUR_OWN.replace("changed_paths.exists", "chnged_paths.exists")
    found = mistakes(layers(own, **{"our-own": broken}))
    assert {one.split(":")[0] for one in found} == {OWN, ".github/cowpath/our-own.yml"}
    assert not any("no setting" in one for one in found), "its settings are not known yet"


def test_what_depends_on_a_layer_that_is_not_at_hand_is_no_mistake_of_its_own() -> None:
    missing = Mistake(OWN, 1, 11, f"`{BASE}` cannot be read.")
    own = LayerText(OWN, f"{EXTENDS}policies: {{theirs: {{teams: 3}}}}\ncomment: {{at_most: 99}}")
    found = mistakes(Layers((own,), (missing,)))
    assert len(found) == 2
    assert str(missing) in found


def test_an_exemption_names_a_policy_a_reason_and_its_last_day() -> None:
    own = "exemptions: [{policy: kind-words, paths: [a/**], reason: agreed, until: 2027-01-31}]"
    expected = Excuse("kind-words", "agreed", "2027-01-31", ("a/**",), by=OWN)
    assert resolved(own).exemptions == (expected,)


@pytest.mark.parametrize(
    ("entry", "mistake"),
    [
        ("{policy: kind-word, reason: x, until: 2027-01-31}", "Did you mean `kind-words`?"),
        ("{policy: kind-words, reason: '', until: 2027-01-31}", "Say why"),
        ("{policy: kind-words, reason: x}", "An exemption ends"),
        ("{policy: kind-words, reason: x, until: 2027-02-29}", "This must be a day"),
        ("{policy: kind-words, reason: x, until: tomorrow}", "This must be a day"),
        ("{policy: kind-words, until: 2027-01-31}", "`reason` is missing here."),
        ("{policy: kind-words, reason: x, until: 2027-01-31, paths: [./a]}", "leave out `./`"),
    ],
)
def test_an_exemption_that_says_too_little_is_a_mistake(entry: str, mistake: str) -> None:
    assert any(mistake in found for found in mistakes(layers(f"exemptions: [{entry}]")))


ELEVEN = """\
versoin: 1
extends: [acme/base:b.yml]
locked: {platfrom: agreed}
platform: {kind: web}
paths: {core: [./a]}
streams: {a: {team: acme}}
policies:
  rule-of-tree: {}
  rule-of-three: {teams: many}
exemptions: [{policy: kind-words, reason: x, until: soon}]
skip: {+labels: x}
comment: {at_most: 99}
"""


def test_eleven_mistakes_are_eleven_located_messages_in_one_go() -> None:
    found = mistakes(layers(ELEVEN))
    lines = [int(one.split(":")[1]) for one in found]
    assert set(lines) == {1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12}


def test_a_flood_of_mistakes_is_told_in_bounded_words() -> None:
    found = mistakes(layers("".join(f"key-{n}: 1\n" for n in range(1_000))))
    assert len(found) == MOST_MISTAKES + 1
    assert ":201:1: From here on there are 800 more" in found[-1]
    [long] = mistakes(layers(f"? {'x' * 9_000}\n: 1\n"))
    assert len(long) < 600


@pytest.mark.parametrize("word", ["block", "fail", "required", "error"])
def test_no_layer_can_make_anything_block(word: str) -> None:
    for text in (
        f"comment: {{mode: {word}}}",
        f"policies: {{kind-words: {{mode: {word}}}}}",
        f"{word}: true",
    ):
        assert mistakes(layers("version: 1", text))


def test_a_key_that_is_left_empty_takes_nothing_away_and_says_nothing() -> None:
    below = "policies: {rule-of-three: {teams: 4}}\n"
    for above in ("policies: {rule-of-three: }\n", "policies:\n", "comment: {}\n"):
        assert explain(layers(above, below), BUILT_IN)[1].values == (
            explain(layers("version: 1\n", below), BUILT_IN)[1].values
        )
