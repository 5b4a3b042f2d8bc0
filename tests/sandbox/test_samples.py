"""The sample platform shows what it says it shows, read and judged as the App would."""

import httpx
import pytest
import yaml

from app.advise.journey import tell
from app.advise.reading import read_change
from app.analyse import analyse
from app.core.configuration import Configuration
from app.core.publication import Publication
from app.facts.wanted import STANDING
from app.github.client import Server
from app.github.identity import visitor
from app.github.shelf import Shelf
from app.github.source import GitHubSource
from app.policies.configuration import parse_configuration
from app.policy_files import built_in
from app.sandbox.records import PullRequest, Repository
from app.sandbox.samples import Sample, add_harbour, samples
from app.sandbox.server import Sandbox
from app.sandbox.world import World

pytestmark = pytest.mark.anyio


class Demonstration:
    """The sample platform with all its pull requests open."""

    def __init__(self) -> None:
        self.world = World()
        self.repository: Repository = add_harbour(self.world)
        self.opened: dict[str, tuple[Sample, PullRequest]] = {
            sample.shows: (sample, sample.open(self.world, self.repository)) for sample in samples()
        }

    async def judged(self, one: PullRequest) -> tuple[set[str], Publication]:
        """The policies that speak about a pull request, and what would be published."""
        server = Server(transport=httpx.ASGITransport(Sandbox(self.world).app))
        source = GitHubSource(visitor(server, None), self.repository.name, one.number, Shelf())
        opening = await source.opening(STANDING)
        pull_request = await read_change(source, opening)
        await server.close()
        text = opening.standing[".github/cowpath.yml"]
        assert isinstance(text, str)
        configuration: Configuration = parse_configuration(text, "cowpath.yml", built_in())
        report = analyse(pull_request, configuration, built_in())
        spoken = {advice.policy for advice in report.advice if advice.mode == "advise"}
        return spoken, tell(report, pull_request, configuration, spoken_before=False)

    def titled(self, words: str) -> tuple[Sample, PullRequest]:
        return next(pair for pair in self.opened.values() if words in pair[1].title)


@pytest.fixture
def demonstration() -> Demonstration:
    return Demonstration()


@pytest.mark.parametrize(
    ("words", "policy"),
    [
        ("cache module", "rule-of-three"),
        ("retry a deployment", "documented-extension-points"),
        ("eye on payments", "approval-scope"),
        ("queue module", "rule-of-three"),
    ],
)
async def test_a_sample_is_answered_with_the_advice_it_is_there_for(
    words: str, policy: str, demonstration: Demonstration
) -> None:
    spoken, publication = await demonstration.judged(demonstration.titled(words)[1])
    assert spoken == {policy}
    assert publication.comment is not None


@pytest.mark.parametrize("words", ["healthy service", "bump actions/checkout"])
async def test_where_there_is_nothing_to_say_nothing_is_said(
    words: str, demonstration: Demonstration
) -> None:
    _, publication = await demonstration.judged(demonstration.titled(words)[1])
    assert publication.comment is None


async def test_the_authors_later_words_settle_it(demonstration: Demonstration) -> None:
    sample, opened = demonstration.titled("queue module")
    assert sample.settle(demonstration.world, demonstration.repository, opened)
    spoken, _ = await demonstration.judged(opened)
    assert spoken <= {"good-news"}


def test_only_that_author_has_something_to_add(demonstration: Demonstration) -> None:
    settled = [
        opened.number
        for sample, opened in demonstration.opened.values()
        if sample.settle(demonstration.world, demonstration.repository, opened)
    ]
    assert settled == [6]


def test_the_new_input_is_one_input() -> None:
    [changed] = [sample for sample in samples() if "retry" in sample.title]
    text = str(changed.changes["actions/deploy/action.yml"])
    assert list(yaml.safe_load(text)["inputs"]) == ["service", "retries", "wait"]


def test_every_sample_says_what_it_shows() -> None:
    assert all(sample.shows.endswith(".") for sample in samples())
    assert len(samples()) == 6
