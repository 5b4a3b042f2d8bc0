"""What an evaluation may ask of GitHub, counted for the worst configurations, over real HTTP."""

import pytest
from town import INVITED, Town, checks, comments

from app.core.layers import DEEPEST, MOST_LAYERS, MOST_OWN_POLICIES
from app.sandbox.history import Changes
from app.sandbox.records import PullRequest, Repository

pytestmark = pytest.mark.anyio

FIRST, LATER, UNCHANGED = 8, 5, 4
ELSEWHERE = 2
"""More where layers lie in other repositories."""
NEWLY_ELSEWHERE = 3
"""More for a later one that is the first to see new layers: one for each step down."""
REBASED = 1
"""More where a push puts a change on another base and alters it as well: the tree there."""
PREVIEW = 12
"""More for a look at the past of the branch, once."""
A_REPLY = 2
"""More for each: who may say it, and the reaction."""

CONFIGURATION = ".github/cowpath.yml"
FOLDER = ".github/cowpath"
OFFERING = """\
title: a variable comes without a word
why: Teams meet it where it is declared.
confidence: high
occasions:
  - for_each: extension_points.filter(p, p.change == "added")
    advice:
      subject: "{{ each.name }}"
      title: "Nothing says what {{ each.name }} is for"
      next_step: A line above it is enough.
      place: each
      paste:
        into: the declaration
        text: |
          # What a team may set for itself.
          variable "{{ each.name }}" {
        in_place: true
    silence: {for_each: All is explained.}
false_alarms: None.
examples:
  - name: speaks
    expect: advice
    files: [{path: modules/a/variables.tf, after: 'variable "a" {}'}]
  - {name: is silent, expect: silence}
"""
SILENT = """\
title: nothing
why: Nothing.
confidence: high
occasions: [{when: "false", advice: {subject: a, title: a, next_step: a}, silence: {when: None.}}]
false_alarms: None.
examples: [{name: a, expect: advice}, {name: b, expect: silence}]
"""
A_HUNDRED: Changes = {
    f"modules/m{n}/variables.tf": 'variable "a" {\n  type = string\n}\n' for n in range(100)
}
GROWN: dict[str, str] = {
    path: f'{text}\nvariable "zone_{n}" {{\n  default = 1\n}}\n'
    for n, (path, text) in enumerate(A_HUNDRED.items())
}


def policies(folder: str, *names: str) -> Changes:
    """The files of policies, of which the first has something to offer."""
    paths = [f"{folder}/{name}.yml".lstrip("/") for name in names]
    return {path: SILENT if number else OFFERING for number, path in enumerate(paths)}


def bringing(folder: str, *names: str) -> str:
    """The lines of a configuration that bring policies of its own."""
    entries = [f"{name}: {{file: {folder}{name}.yml}}" for name in names]
    return f"policies: {{{', '.join(entries)}}}\n"


def with_layers(town: Town, owner: str) -> str:
    """Layers as deep as they may go, each in a repository and with a policy of its own; the line
    of a configuration that builds on them."""
    extends = ""
    for depth in reversed(range(DEEPEST)):
        name = f"deep-{depth}"
        text = f"{extends}{bringing('', name)}"
        layer = town.world.add_repository(
            f"{owner}/{name}", {"base.yml": text, **policies("", name)}
        )
        layer.branches["refs/tags/v1"] = layer.branches["main"]
        extends = f'extends: ["{owner}/{name}:base.yml@v1"]\n'
    return extends


class Proposed:
    """A pull request, and what each event on it costs."""

    def __init__(self, town: Town, repository: Repository, changes: Changes) -> None:
        town.box.log.clear()
        self.town = town
        self.repository = repository
        self.one: PullRequest = town.world.open_pull_request(repository, changes, author="robin")

    async def cost(self) -> int:
        """All requests since the last time, but for answers that count against no limit."""
        await self.town.deliver()
        asked = [one for one in self.town.box.log if one.status != 304]
        self.town.box.log.clear()
        return len(asked)

    async def cost_of_push(self, changes: Changes) -> int:
        self.town.world.push(self.repository, self.one, changes)
        return await self.cost()

    async def cost_of_reply(self, text: str, by: str) -> int:
        self.town.world.say(self.repository, self.one.number, by, text)
        return await self.cost()

    async def cost_of_rebase(self, changes: Changes) -> int:
        """The change begins anew at the tip of its base."""
        self.one.head_sha = self.repository.branches["main"]
        return await self.cost_of_push(changes)

    def base_moves(self, changes: Changes) -> None:
        """Others merge meanwhile."""
        self.town.world.commit(self.repository, changes)

    @property
    def title(self) -> str:
        return checks(self.repository, self.one.head_sha)[-1].title

    @property
    def comment(self) -> str:
        [comment] = comments(self.repository, self.one)
        return comment.body


async def through_its_life(proposed: Proposed, first: int) -> None:
    """A first evaluation, and the ways in which later ones differ from it."""
    assert await proposed.cost() <= first
    assert "zone_1" in proposed.comment
    proposed.base_moves({"notes.md": "something else\n"})
    assert await proposed.cost_of_push({"more.md": "nothing that matters\n"}) <= UNCHANGED
    proposed.base_moves({"notes.md": "something more\n"})
    fewer = dict(list(A_HUNDRED.items())[:50])
    assert await proposed.cost_of_push(fewer) <= LATER
    assert "zone_1`" not in proposed.comment
    more = {f"modules/n{n}/variables.tf": f'variable "n{n}" {{}}\n' for n in range(50)}
    assert await proposed.cost_of_push(more) <= LATER
    proposed.town.world.rerequest(
        proposed.repository, checks(proposed.repository, proposed.one.head_sha)[-1]
    )
    assert await proposed.cost() <= LATER
    proposed.repository.roles["ana"] = "write"
    excuse = "/cowpath not-useful all because it is so"
    assert await proposed.cost_of_reply(excuse, by="ana") <= LATER + A_REPLY
    assert "exempt" in proposed.title


async def test_a_repository_with_as_many_policies_as_it_may_bring(town: Town) -> None:
    names = [f"own-{n}" for n in range(MOST_OWN_POLICIES)]
    files = {
        **INVITED,
        **A_HUNDRED,
        CONFIGURATION: bringing(f"{FOLDER}/", *names),
        **policies(FOLDER, *names),
    }
    repository = town.world.add_repository("purse-own/harbour", files)
    await through_its_life(Proposed(town, repository, GROWN), FIRST)


async def test_layers_as_deep_as_they_may_go_with_policies_of_their_own(town: Town) -> None:
    text = f"{with_layers(town, 'purse-deep')}{bringing(f'{FOLDER}/', 'own')}"
    files = {**INVITED, **A_HUNDRED, CONFIGURATION: text, **policies(FOLDER, "own")}
    repository = town.world.add_repository("purse-deep/harbour", files)
    await through_its_life(Proposed(town, repository, GROWN), FIRST + ELSEWHERE)


async def test_an_organisation_that_invites_for_all_its_repositories(town: Town) -> None:
    text = f"{with_layers(town, 'purse-all')}{bringing(f'{FOLDER}/', 'own')}"
    town.world.add_repository("purse-all/.github", {CONFIGURATION: text, **policies(FOLDER, "own")})
    repository = town.world.add_repository("purse-all/harbour", {**A_HUNDRED, "README.md": "# H\n"})
    proposed = Proposed(town, repository, GROWN)
    assert await proposed.cost() <= FIRST + ELSEWHERE
    assert await proposed.cost_of_push({"more.md": "nothing that matters\n"}) <= UNCHANGED


async def test_a_change_that_is_put_on_another_base(town: Town) -> None:
    files = {
        **INVITED,
        **A_HUNDRED,
        CONFIGURATION: bringing(f"{FOLDER}/", "own"),
        **policies(FOLDER, "own"),
    }
    repository = town.world.add_repository("purse-rebased/harbour", files)
    proposed = Proposed(town, repository, GROWN)
    assert await proposed.cost() <= FIRST
    proposed.base_moves({"notes.md": "something else\n"})
    assert await proposed.cost_of_rebase(GROWN) <= UNCHANGED
    proposed.base_moves({"notes.md": "something more\n"})
    fewer = dict(list(GROWN.items())[50:])
    assert await proposed.cost_of_rebase({**fewer, "more.tf": 'variable "x" {}\n'}) <= (
        LATER + REBASED
    )
    assert "zone_1`" not in proposed.comment


async def test_layers_that_are_new_between_two_pushes(town: Town) -> None:
    repository = town.world.add_repository("purse-new/harbour", {**INVITED, **A_HUNDRED})
    proposed = Proposed(town, repository, GROWN)
    assert await proposed.cost() <= FIRST
    proposed.base_moves({CONFIGURATION: with_layers(town, "purse-new")})
    assert await proposed.cost_of_push({"more.md": "nothing\n"}) <= LATER + NEWLY_ELSEWHERE
    assert await proposed.cost_of_push({"more.md": "nothing either\n"}) <= UNCHANGED


async def test_as_many_layers_as_there_may_be(town: Town) -> None:
    layered: Changes = {}
    for n in range(MOST_LAYERS - 1):
        layered[f"{n}/base.yml"] = bringing("", f"p{n}-a", f"p{n}-b")
        layered |= policies(f"{n}", f"p{n}-a", f"p{n}-b")
    shared = town.world.add_repository("purse-wide/shared", layered)
    shared.branches["refs/tags/v1"] = shared.branches["main"]
    layers = [f"purse-wide/shared:{n}/base.yml@v1" for n in range(MOST_LAYERS - 1)]
    files = {**INVITED, **A_HUNDRED, CONFIGURATION: f"extends: {layers}\n"}
    repository = town.world.add_repository("purse-wide/harbour", files)
    proposed = Proposed(town, repository, GROWN)
    assert await proposed.cost() <= FIRST + ELSEWHERE
    proposed.base_moves({"notes.md": "something else\n"})
    assert await proposed.cost_of_push({"more.md": "nothing that matters\n"}) <= UNCHANGED


async def test_a_broken_configuration_above_the_last_good_one(town: Town) -> None:
    good = f"{with_layers(town, 'purse-good')}{bringing(f'{FOLDER}/', 'own')}"
    files = {**INVITED, **A_HUNDRED, CONFIGURATION: good, **policies(FOLDER, "own")}
    repository = town.world.add_repository("purse-good/harbour", files)
    proposed = Proposed(town, repository, GROWN)
    assert await proposed.cost() <= FIRST + ELSEWHERE
    proposed.base_moves({CONFIGURATION: f"versoin: 1\n{good}"})
    assert await proposed.cost_of_push({"more.md": "nothing that matters\n"}) <= LATER
    assert proposed.title.endswith("configuration: 1 mistake")


async def test_all_of_it_at_once(town: Town) -> None:
    """A broken configuration of deep layers and many policies, edited, and talked about."""
    names = [f"own-{n}" for n in range(MOST_OWN_POLICIES - DEEPEST - 1)]
    text = f"{with_layers(town, 'purse-sum')}{bringing(f'{FOLDER}/', *names)}"
    exempt = "exemptions: [{policy: own-1, reason: agreed, until: 9999-12-31}]\n"
    files = {**INVITED, **A_HUNDRED, CONFIGURATION: text + exempt, **policies(FOLDER, *names)}
    repository = town.world.add_repository("purse-sum/harbour", files)
    for number in range(25):
        past = town.world.open_pull_request(repository, {f"modules/p/{number}.tf": f"# {number}\n"})
        town.world.merge(repository, past, "squash")
    town.world.events.clear()
    edited = {
        CONFIGURATION: f"{text}learning_days: 3\n",
        f"{FOLDER}/{names[0]}.yml": OFFERING.replace("meet", "find"),
    }
    proposed = Proposed(town, repository, {**GROWN, **edited})
    assert await proposed.cost() <= FIRST + ELSEWHERE + PREVIEW
    assert "configuration: " in proposed.title
    assert await proposed.cost_of_push({"more.md": "nothing that matters\n"}) <= UNCHANGED
    assert await proposed.cost_of_reply("/cowpath why all", by="robin") <= LATER + A_REPLY
    proposed.base_moves({CONFIGURATION: f"versoin: 1\n{text}"})
    moved = await proposed.cost_of_push({"more.md": "and nothing either\n"})
    assert moved <= LATER + PREVIEW


async def test_offers_come_with_what_is_left(town: Town) -> None:
    """A first comment has room for one more request beside a policy of the repository's own."""
    files = {**INVITED, CONFIGURATION: bringing(f"{FOLDER}/", "own"), **policies(FOLDER, "own")}
    repository = town.world.add_repository("purse-offering/harbour", files)
    lines = "".join(f'variable "zone_{n}" {{\n  default = 1\n}}\n\n' for n in range(3))
    proposed = Proposed(town, repository, {"modules/dns/variables.tf": lines})
    assert await proposed.cost() == FIRST
    assert len(repository.line_comments) == 1
