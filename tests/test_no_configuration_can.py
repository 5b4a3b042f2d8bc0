"""What no configuration can do, however it is made."""

import asyncio
import re
from collections.abc import Mapping, Sequence

import pytest
from builders import a_pull_request
from github_markdown import tokens_of

from app.advise.journey import tell
from app.advise.resolving import Invitation, read_layers
from app.core.layers import Layers, LayerText, Place, PolicyText, References, Resolved
from app.core.pull_request import Content
from app.errors import AuthorsMistake
from app.policies.references import references
from app.policies.resolution import resolve
from app.policy_files import built_in
from app.pool.analyst import alone
from app.render.terminal import terminal

OWN = ".github/cowpath.yml"
HOSTILE = "@acme/everyone <img src=x> ![x](https://evil.example/x.png) <!-- cowpath --> fixes #1"
LOUD = f"""\
title: "{HOSTILE}"
why: "{HOSTILE} \\e[2J"
confidence: high
occasions:
  - when: "true"
    advice:
      subject: "{HOSTILE}"
      title: "{HOSTILE} \\e[2J {{{{ pull_request.body }}}}"
      next_step: "{HOSTILE} ::error::x"
      paste: {{into: "{HOSTILE}", text: "```\n{HOSTILE}\n~~~\n````", language: text}}
    silence: {{when: "{HOSTILE}"}}
false_alarms: "{HOSTILE}"
examples:
  - {{name: a, expect: advice}}
  - {{name: b, expect: silence}}
"""
CONFIGURATION = f"""\
policies:
  our-own: {{file: .github/cowpath/our-own.yml}}
  quiet: {{file: .github/cowpath/quiet.yml}}
exemptions: [{{policy: quiet, reason: "{HOSTILE}", until: 2027-01-31, by: "{HOSTILE}"}}]
"""


def judged(today: str) -> tuple[str, str, str]:
    """The comment, the check run's summary, and the terminal's page, by a loud configuration."""
    brought = tuple(
        PolicyText(name, f".github/cowpath/{name}.yml", LOUD) for name in ("our-own", "quiet")
    )
    layers = Layers((LayerText(OWN, CONFIGURATION, policies=brought),))
    pull_request = a_pull_request(body=HOSTILE)

    async def report() -> tuple[str, str, str]:
        analyst = alone(built_in)
        configuration: Resolved = await analyst.resolve(layers)
        said = await analyst.analyse(pull_request, configuration, today)
        told = tell(said, pull_request, configuration, spoken_before=False)
        assert told.check.conclusion == "neutral"
        return told.comment or "", told.check.summary, terminal(said, "a" * 40)

    return asyncio.run(report())


@pytest.mark.parametrize("today", ["2027-01-31", "2027-02-01"])
def test_nothing_that_it_says_comes_alive(today: str) -> None:
    comment, summary, page = judged(today)
    for text in (comment, summary):
        assert "everyone" in text
        for token in tokens_of(text):
            assert token.type not in {"link_open", "image"}, token
            if token.type == "text":
                assert not re.search(r"@\w|#[0-9]", token.content), token
            if token.type == "html_inline":
                assert "<img" not in token.content
    assert "\x1b" not in page + comment + summary
    assert not re.search(r"^\s*::", page, re.MULTILINE)


@pytest.mark.parametrize(
    "text",
    [
        "a: !!python/object/apply:os.system [id]",
        "a: &a [*a]",
        "a: &a [x]\n" + "\n".join(f"k{n}: &k{n} [*a, *a]" for n in range(30)),
        "{{ 1 }}: x",
        "- " * 5_000,
        "[" * 5_000,
        "policies: " + "{a: " * 5_000,
        "a: " + "x" * 300_000,
        "\x00",
    ],
)
def test_nothing_that_it_holds_is_run_or_hangs(text: str) -> None:
    with pytest.raises(AuthorsMistake):
        resolve(Layers((LayerText(OWN, text),)), ())


class RecordingSource:
    """Has every text that is asked for, and remembers what was."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def texts_at(self, places: Sequence[Place]) -> Mapping[Place, Content]:
        self.asked += (f"{one.repository}:{one.path}@{one.ref}" for one in places)
        return dict.fromkeys(places, "x: 1")


class PlainAnalyst:
    """Reads references here and now."""

    async def references(self, text: str, where: str, folder: str | None) -> References:
        return references(text, where, folder)


PLACES = (
    "../secret.yml",
    "/etc/passwd.yml",
    ".github/cowpath/../../secret.yml",
    ".github/workflows/deploy.yml",
    ".github/cowpath/a/../../../our-own.yml",
    "secrets/our-own.yml",
    "our-own.yml",
    "https://evil.example/our-own.yml",
    ".github/cowpath//our-own.yml",
    ".github/cowpath/./our-own.yml",
    "..\\our-own.yml",
)


@pytest.mark.parametrize("place", PLACES)
def test_it_reads_no_file_outside_its_folder(place: str) -> None:
    source = RecordingSource()
    text = f"policies: {{our-own: {{file: '{place}'}}}}"
    asyncio.run(read_layers(Invitation(text, OWN), source, PlainAnalyst()))  # type: ignore[arg-type]
    assert source.asked == []


@pytest.mark.parametrize("place", PLACES)
def test_it_reads_no_repository_but_the_layers_it_names(place: str) -> None:
    source = RecordingSource()
    names = (f"acme/base:{place}@v1", f"{place}@v1", "acme/base:ok.yml", "acme/..:a.yml@v1")
    text = f"extends: {list(names)}"
    asyncio.run(read_layers(Invitation(text, OWN), source, PlainAnalyst()))  # type: ignore[arg-type]
    assert all(one.startswith("acme/base:") and ".." not in one for one in source.asked)
    assert not any("/etc" in one or "https:" in one for one in source.asked)
