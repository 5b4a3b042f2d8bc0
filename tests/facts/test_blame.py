"""Sentences that blame teams for how they use the platform."""

import pytest
from builders import a_change

from app.core.configuration import Capability, Configuration, Platform
from app.facts.blame import blames

HARBOUR = Configuration(
    platform=Platform(name="Harbour"), capabilities={"service-metrics": Capability()}
)
PAGE = "docs/adoption.md"


def words(text: str, before: str | None = None) -> list[str]:
    return [blame.words for blame in blames(a_change({PAGE: (before, text)}, HARBOUR))]


@pytest.mark.parametrize(
    ("sentence", "blaming"),
    [
        ("Five non-compliant teams are not on Harbour.", "non-compliant"),
        ("Rogue squads build a platform of their own beside Harbour.", "Rogue"),
        ("Shadow IT of teams beside the platform goes on.", "Shadow IT"),
        ("Teams refuse to use the shared pipeline.", "refuse to"),
        ("We will be naming and shaming teams that are not on Harbour.", "naming and shaming"),
        ("The worst offenders among the teams lack service-metrics.", "worst offenders"),
        (
            "In the past, teams on our platform haven't used memory efficiently.",
            "haven't used memory efficiently",
        ),
        ("Some teams neglect to update what they run on Harbour.", "neglect to"),
        ("Many teams on Harbour do not bother to read the guide.", "do not bother to"),
    ],
)
def test_blame_beside_teams_and_the_platform_is_heard(sentence, blaming):
    assert words(sentence) == [blaming]


@pytest.mark.parametrize(
    "sentence",
    [
        "Rogue processes on Harbour are stopped.",
        "If teams forget to renew it, Harbour tells them.",
        "Teams may fail to reach Harbour on holidays.",
        "Where a team fails to answer, Harbour stops the service.",
        "Teams of the offender service move to Harbour.",
        "Non-compliant teams are listed.",
        "Teams on Harbour that are non-compliant with the security rules are listed.",
        "Non-compliant containers may come from developers of the platform.",
        "Teams with non-compliant licences may not publish on Harbour.",
        "We never call teams on Harbour laggards.",
        "Avoid the words laggard and offender for teams on Harbour.",
        "The pod refuses to start on Harbour for some teams: it has no quota.",
        "`rogue teams on Harbour`" * 60,
    ],
)
def test_what_blames_no_team_for_using_the_platform_is_not(sentence):
    assert words(sentence) == []


def test_only_what_is_added_counts():
    sentence = "Rogue teams stay away from Harbour.\n"
    assert words(sentence + "\nMore.\n", before=sentence) == []


def test_the_description_counts_and_quotations_in_it_do_not():
    body = "Teams refuse to use Harbour.\n\n> Rogue teams stay away from Harbour.\n"
    change = a_change({}, HARBOUR, title="Move on", body=body)
    assert [(blame.path, blame.words) for blame in blames(change)] == [("", "refuse to")]
