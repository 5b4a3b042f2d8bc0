"""What commits say in the words of pull requests."""

import pytest

from app.git.message import CommitMessage


def merged(message: str) -> tuple[str, str, int | None]:
    commit = f"tree 1\nparent 2\nparent 3\nauthor A <a@b> 1 +0\n\n{message}".encode()
    said = CommitMessage.parse(commit).as_merged()
    assert said.parents == ("2", "3")
    return said.title, said.body, said.number


@pytest.mark.parametrize(
    ("message", "title", "body", "number"),
    [
        ("Merge pull request #12 from a/b\n\nfeat: one\n\nWhy.\n", "feat: one", "Why.", 12),
        ("Merge pull request #12 from a/b\n\nfeat: one", "feat: one", "", 12),
        ("Merge pull request #12 from a/b", "Merge pull request #12 from a/b", "", 12),
        ("feat: one (#12)\n\nWhy.", "feat: one", "Why.", 12),
        ("feat: one (#12) again", "feat: one (#12) again", "", None),
        (" (#12)", "(#12)", "", None),
        ("Merge branch 'main'", "Merge branch 'main'", "", None),
    ],
)
def test_what_github_wrote_around_a_pull_requests_words_is_taken_off(
    message: str, title: str, body: str, number: int | None
) -> None:
    assert merged(message) == (title, body, number)
