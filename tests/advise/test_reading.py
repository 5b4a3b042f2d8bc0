"""What was read is put together into one value, and nothing more is asked for than facts want."""

import asyncio
from collections.abc import Mapping, Sequence

from app.advise.protocols import FileList, Opening
from app.advise.reading import read_change
from app.core.pull_request import ChangedFile, Content, NotRead, Wanted


def an_opening(**changed: object) -> Opening:
    values: dict[str, object] = {
        "repository": "acme/harbour", "number": 7, "title": "Add a region", "body": "",
        "author": "robin", "labels": (), "draft": False, "state": "open", "locked": False,
        "base_sha": "b" * 40, "head_sha": "a" * 40, "standing": {},
    }  # fmt: skip
    return Opening(**{**values, **changed})  # type: ignore[arg-type]


class RecordedSource:
    """Answers from a mapping, and remembers what it was asked for."""

    def __init__(self, files: Sequence[ChangedFile], texts: Mapping[Wanted, Content]) -> None:
        self._files, self._texts = tuple(files), texts
        self.asked: list[Wanted] = []

    async def opening(self, standing: Sequence[str]) -> Opening:
        return an_opening()

    async def organisation_file(self, path: str) -> Content:
        return None

    async def files(self) -> FileList:
        return FileList(self._files, ("2 of 5 files",), ("README.md", "modules/vpc/variables.tf"))

    async def contents(self, wanted: Sequence[Wanted]) -> Mapping[Wanted, Content]:
        self.asked += wanted
        return {wish: self._texts.get(wish) for wish in wanted}


def test_both_sides_of_a_changed_file_are_read() -> None:
    file = ChangedFile("modules/vpc/variables.tf", "modified")
    texts: dict[Wanted, Content] = {("before", file.path): "old", ("after", file.path): "new"}
    source = RecordedSource([file], texts)
    pull_request = asyncio.run(read_change(source, an_opening()))
    assert [(f.before, f.after) for f in pull_request.files] == [("old", "new")]
    assert pull_request.not_looked_at == ("2 of 5 files",)


def test_a_renamed_file_is_read_under_both_its_names() -> None:
    file = ChangedFile("modules/net/variables.tf", "renamed", "modules/vpc/variables.tf")
    texts: dict[Wanted, Content] = {
        ("before", file.path_before): "same",
        ("after", file.path): "same",
    }
    pull_request = asyncio.run(read_change(RecordedSource([file], texts), an_opening()))
    assert [(f.before, f.after) for f in pull_request.files] == [("same", "same")]


def test_a_side_that_is_not_there_is_no_unread_text() -> None:
    added = ChangedFile("modules/vpc/outputs.tf", "added")
    removed = ChangedFile("modules/vpc/variables.tf", "removed")
    source = RecordedSource([added, removed], {})
    pull_request = asyncio.run(read_change(source, an_opening()))
    assert pull_request.files[0].before is None
    assert pull_request.files[1].after is None
    assert ("before", added.path) not in source.asked


def test_a_text_nobody_wanted_says_so() -> None:
    picture = ChangedFile("docs/harbour.png", "modified")
    pull_request = asyncio.run(read_change(RecordedSource([picture], {}), an_opening()))
    assert isinstance(pull_request.files[0].after, NotRead)


def test_standing_texts_are_those_of_the_base_branch_even_where_the_change_edits_them() -> None:
    """Configuration and owners are judged as they stand today, whatever the change does."""
    path = ".github/CODEOWNERS"
    opening = an_opening(standing={path: "* @acme/platform\n"})
    edited = ChangedFile(path, "modified")
    texts: dict[Wanted, Content] = {
        ("before", path): "* @acme/old\n",
        ("after", path): "* @acme/new\n",
    }
    pull_request = asyncio.run(read_change(RecordedSource([edited], texts), opening))
    assert pull_request.neighbours[path] == "* @acme/platform\n"
    assert pull_request.files[0].before == "* @acme/old\n"
