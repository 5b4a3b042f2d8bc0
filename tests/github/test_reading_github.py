"""Reading a pull request from GitHub: what is read, and how many requests it takes."""

from typing import Any

import pytest

from app.core.pull_request import NotRead
from app.facts.wanted import STANDING
from app.github import by_graphql, client
from app.github.client import Server
from app.github.identity import App, visitor
from app.github.shelf import Shelf
from app.github.source import GitHubSource
from app.github.spots import Spot
from app.github.troubles import Gone, Refused
from app.sandbox.faults import Fault
from app.sandbox.records import PullRequest, Repository
from app.sandbox.server import Sandbox

pytestmark = pytest.mark.anyio
CONFIGURATION = ".github/cowpath.yml"
BASE = {
    CONFIGURATION: "version: 1\n",
    "README.md": "# Harbour\n",
    "modules/vpc/main.tf": "# vpc\n",
    "old.md": "moved as it is\n",
}


@pytest.fixture
def harbour(box: Sandbox) -> Repository:
    return box.world.add_repository("acme/harbour", BASE)


def a_source(
    app: App, box: Sandbox, repository: Repository, one: PullRequest, shelf: Shelf | None = None
) -> GitHubSource:
    installation = app.installation(next(iter(box.world.installations)))
    return GitHubSource(installation, repository.name, one.number, shelf or Shelf(), app.id)


@pytest.fixture(params=["GraphQL", "REST"])
def way(request: pytest.FixtureRequest, box: Sandbox) -> str:
    box.offers_graphql = request.param == "GraphQL"
    return str(request.param)


async def test_a_pull_request_is_read_whole(
    way: str, box: Sandbox, app: App, harbour: Repository
) -> None:
    changes: dict[str, str | bytes | None] = {
        "README.md": "# The harbour\n",
        "modules/vpc/main.tf": None,
        "old.md": None,
        "new.md": "moved as it is\n",
        "logo.png": b"\x89PNG\0",
    }
    one = box.world.open_pull_request(
        harbour, changes, title="Tidy", body="Because", author="renovate[bot]", labels=("a", "b")
    )
    box.world.commit(harbour, {"later.md": "after the fork\n"})
    source = a_source(app, box, harbour, one)
    opening = await source.opening(STANDING)
    assert (opening.title, opening.body, opening.author) == ("Tidy", "Because", "renovate[bot]")
    assert (opening.labels, opening.draft, opening.state) == (("a", "b"), False, "open")
    assert opening.base_sha == harbour.branches["main"]
    assert opening.head_sha == one.head_sha
    assert opening.standing[CONFIGURATION] == "version: 1\n"
    assert opening.standing["CODEOWNERS"] is None
    listed = await source.files()
    assert listed.tree == tuple(sorted(BASE)), "where the change began"
    assert listed.tree_is_whole
    assert [(file.path, file.status, file.old_path) for file in listed.files] == [
        ("README.md", "modified", None),
        ("logo.png", "added", None),
        ("modules/vpc/main.tf", "removed", None),
        ("new.md", "renamed", "old.md"),
    ]
    texts = await source.contents(
        [
            ("before", "README.md"),
            ("after", "README.md"),
            ("before", "modules/vpc/main.tf"),
            ("before", "later.md"),
            ("after", "logo.png"),
        ]
    )
    assert list(texts.values()) == [
        "# Harbour\n",
        "# The harbour\n",
        "# vpc\n",
        None,
        NotRead("it is not text"),
    ]


async def test_a_forks_head_is_read_where_it_was_proposed(
    way: str, box: Sandbox, app: App, harbour: Repository
) -> None:
    one = box.world.open_pull_request(harbour, {"new.md": "from afar\n"}, fork=True)
    source = a_source(app, box, harbour, one)
    await source.opening(STANDING)
    await source.files()
    assert await source.contents([("after", "new.md")]) == {("after", "new.md"): "from afar\n"}


@pytest.mark.parametrize(
    "path",
    [
        'a") { viewer { login } } #',
        "with space & question?.md",
        "100%25.md",
        "ümläut/日本.md",
        "quote'\"`.md",
        "a:b.md",
        "new\nline.md",
        "$e0",
    ],
)
async def test_a_hostile_path_is_only_ever_a_path(
    path: str, way: str, box: Sandbox, app: App, harbour: Repository
) -> None:
    one = box.world.open_pull_request(harbour, {path: "text\n"})
    source = a_source(app, box, harbour, one)
    await source.opening(STANDING)
    await source.files()
    assert await source.contents([("after", path)]) == {("after", path): "text\n"}


async def test_a_path_that_climbs_out_is_not_asked_for(
    box: Sandbox, app: App, harbour: Repository
) -> None:
    box.offers_graphql = False
    one = box.world.open_pull_request(harbour, {"new.md": "text\n"})
    source = a_source(app, box, harbour, one)
    await source.opening(STANDING)
    await source.files()
    before = len(box.log)
    assert list((await source.contents([("before", "../../app")])).values()) == [None]
    assert len(box.log) == before


async def test_a_large_file_is_not_read_and_a_long_one_is_read_by_rest(
    box: Sandbox, app: App, harbour: Repository
) -> None:
    changes = {"large.txt": "x" * 1_000_001, "long.txt": "y" * 600_000}
    one = box.world.open_pull_request(harbour, changes)
    source = a_source(app, box, harbour, one)
    await source.opening(STANDING)
    await source.files()
    texts = await source.contents([("after", "large.txt"), ("after", "long.txt")])
    assert texts["after", "large.txt"] == NotRead("it is larger than 1,000,000 bytes")
    assert texts["after", "long.txt"] == "y" * 600_000


async def test_beyond_three_hundred_files_the_list_is_paged(
    box: Sandbox, app: App, harbour: Repository
) -> None:
    one = box.world.open_pull_request(harbour, {f"f{n}.md": f"{n}\n" for n in range(310)})
    source = a_source(app, box, harbour, one)
    await source.opening(STANDING)
    listed = await source.files()
    assert len(listed.files) == 310
    assert listed.not_looked_at == ()


async def test_what_github_leaves_out_of_the_list_is_said(
    box: Sandbox, app: App, harbour: Repository
) -> None:
    one = box.world.open_pull_request(harbour, {f"f{n}.md": f"{n}\n" for n in range(3_010)})
    source = a_source(app, box, harbour, one)
    await source.opening(STANDING)
    listed = await source.files()
    assert len(listed.files) == 3_000
    assert listed.not_looked_at == ("GitHub lists 3,000 of 3,010 changed files",)


async def test_texts_that_github_cannot_give_at_once_are_asked_for_in_halves(
    box: Sandbox, app: App, harbour: Repository
) -> None:
    one = box.world.open_pull_request(harbour, {f"f{n}.md": f"{n}\n" for n in range(8)})
    source = a_source(app, box, harbour, one)
    await source.opening(STANDING)
    await source.files()
    box.faults.append(Fault("POST", "query Texts", times=3))
    texts = await source.contents([("after", f"f{n}.md") for n in range(8)])
    assert [texts["after", f"f{n}.md"] for n in range(8)] == [f"{n}\n" for n in range(8)]


async def test_a_text_that_github_never_gives_is_not_taken_for_absent() -> None:
    class HalfBlind:
        async def query(
            self, _: str, variables: dict[str, Any]
        ) -> tuple[dict[str, Any], list[Any]]:
            asked = {name[1:]: value for name, value in variables.items() if name[:2] == "et"}
            blob = {"__typename": "Blob", "byteSize": 1, "isBinary": False, "isTruncated": False}
            texts = {name: {**blob, "text": value} for name, value in asked.items()}
            blind = [name for name, value in asked.items() if value == "sha:b"]
            return (
                {"r0": {"c0": {}} | texts | dict.fromkeys(blind)},
                [client.Fault(("r0", name), "") for name in blind],
            )

    spots = {name: Spot("acme/harbour", "sha", name) for name in "abcd"}
    texts = await by_graphql.texts(HalfBlind(), list(spots.values()))  # type: ignore[arg-type]
    assert texts[spots["b"]] == NotRead("GitHub did not give its text")
    assert [texts[spots[name]] for name in "acd"] == ["sha:a", "sha:c", "sha:d"]


async def test_a_pull_request_that_is_not_there_is_gone(
    way: str, app: App, box: Sandbox, harbour: Repository
) -> None:
    one = box.world.open_pull_request(harbour, {"new.md": "new\n"})
    harbour.pull_requests.clear()
    with pytest.raises(Gone):
        await a_source(app, box, harbour, one).opening(STANDING)


async def test_a_closed_pull_request_costs_one_request(
    box: Sandbox, app: App, harbour: Repository
) -> None:
    one = box.world.open_pull_request(harbour, {"new.md": "new\n"})
    box.world.close(harbour, one)
    opening = await a_source(app, box, harbour, one).opening(STANDING)
    assert opening.state == "closed"
    assert box.counting() == 1


async def test_a_visitor_reads_a_closed_pull_request_as_it_was(
    box: Sandbox, server: Server, harbour: Repository
) -> None:
    box.access.people["ghp_robin"] = "robin"
    one = box.world.open_pull_request(harbour, {"new.md": "new\n"})
    box.world.close(harbour, one)
    box.world.commit(harbour, {CONFIGURATION: None})
    for token in ("ghp_robin", None):
        source = GitHubSource(visitor(server, token), "acme/harbour", one.number, Shelf())
        opening = await source.opening(STANDING)
        assert opening.standing[CONFIGURATION] == "version: 1\n"
        assert [file.path for file in (await source.files()).files] == ["new.md"]
    assert {logged.path for logged in box.log if logged.method != "GET"} == {"/graphql"}


async def test_the_organisations_file_is_read_and_asked_about_for_free_afterwards(
    box: Sandbox, app: App, harbour: Repository
) -> None:
    shared = box.world.add_repository("acme/.github", {CONFIGURATION: "version: 1 # ours\n"})
    one = box.world.open_pull_request(harbour, {"new.md": "new\n"})
    source = a_source(app, box, harbour, one)
    assert await source.organisation_file(CONFIGURATION) == "version: 1 # ours\n"
    counted = box.counting()
    assert await source.organisation_file(CONFIGURATION) == "version: 1 # ours\n"
    assert box.counting() == counted
    box.world.commit(shared, {CONFIGURATION: "version: 1\n"})
    assert await source.organisation_file(CONFIGURATION) == "version: 1\n"


async def test_an_organisation_without_that_file_has_none(
    box: Sandbox, app: App, harbour: Repository
) -> None:
    one = box.world.open_pull_request(harbour, {"new.md": "new\n"})
    assert await a_source(app, box, harbour, one).organisation_file(CONFIGURATION) is None


async def test_an_organisations_file_that_we_may_not_read_is_not_taken_for_none(
    box: Sandbox, app: App, harbour: Repository
) -> None:
    one = box.world.open_pull_request(harbour, {"new.md": "new\n"})
    box.faults.append(Fault("GET", "/.github/contents", status=403, message="Not accessible"))
    with pytest.raises(Refused, match="Not accessible"):
        await a_source(app, box, harbour, one).organisation_file(CONFIGURATION)


async def test_a_push_costs_only_what_it_changed(
    box: Sandbox, app: App, harbour: Repository
) -> None:
    shelf = Shelf()
    one = box.world.open_pull_request(harbour, {f"f{n}.md": f"{n}\n" for n in range(250)})
    wishes = [("after", f"f{n}.md") for n in range(250)]

    async def read() -> Any:
        source = a_source(app, box, harbour, one, shelf)
        await source.opening(STANDING)
        await source.files()
        return await source.contents(wishes)  # type: ignore[arg-type]

    await read()
    box.log.clear()
    box.world.push(harbour, one, {"f7.md": "new\n"})
    texts = await read()
    assert texts["after", "f7.md"] == "new\n"
    assert texts["after", "f8.md"] == "8\n"
    assert box.counting() == 3


def test_the_shelf_makes_room_by_taking_away_what_was_not_used_for_longest() -> None:
    shelf = Shelf(room=10)
    shelf.put("a", "aaaa", 4)
    shelf.put("b", "bbbb", 4)
    assert shelf.get("a") == "aaaa"
    shelf.put("c", "cccc", 4)
    assert (shelf.get("a"), shelf.get("b"), shelf.get("c")) == ("aaaa", None, "cccc")
    shelf.put("d", "too large for it", 16)
    assert (shelf.get("a"), shelf.get("d")) == ("aaaa", None)
    shelf.put("a", "a", 1)
    shelf.put("e", "eeeee", 5)
    assert (shelf.get("a"), shelf.get("c"), shelf.get("e")) == ("a", "cccc", "eeeee")
