"""Histories in memory behave as git's do."""

from app.sandbox.history import History, blob_id, difference


def test_a_blob_has_the_id_that_git_gives_it() -> None:
    assert blob_id(b"hello\n") == "ce013625030ba8dba906f756967f9e9ca394464a"


def test_the_merge_base_is_the_nearest_common_commit() -> None:
    history = History()
    first = history.commit((), {"a": "1\n"}, "first")
    second = history.commit((first.sha,), {"a": "2\n"}, "second")
    ours = history.commit((second.sha,), {"a": "3\n"}, "ours")
    theirs = history.commit((second.sha,), {"b": "1\n"}, "theirs")
    merged = history.commit((ours.sha, theirs.sha), {"b": "1\n"}, "merged")
    assert history.merge_base(theirs.sha, ours.sha) == second
    assert history.merge_base(merged.sha, theirs.sha) == theirs
    stranger = history.commit((), {"z": "1\n"}, "elsewhere")
    assert history.merge_base(stranger.sha, ours.sha) is None


def test_two_commits_that_say_the_same_are_two() -> None:
    history = History()
    first = history.commit((), {"a": "1\n"}, "same")
    assert history.commit((), {"a": "1\n"}, "same").sha != first.sha


def test_a_difference_tells_what_was_added_moved_changed_and_removed() -> None:
    history = History()
    before = history.commit(
        (), {"changed": "1\n2\n", "gone": "x\n", "moved": "same\n", "empty": ""}, "before"
    )
    after = history.commit(
        (before.sha,),
        {"changed": "1\n3\n4\n", "gone": None, "moved": None, "here": "same\n", "new": "n\n",
         "empty": None, "blank": ""},
        "after",
    )  # fmt: skip
    found = {one.path: one for one in difference(before, after)}
    assert {path: one.status for path, one in found.items()} == {
        "blank": "added",
        "changed": "modified",
        "empty": "removed",
        "gone": "removed",
        "here": "renamed",
        "new": "added",
    }
    assert found["here"].old_path == "moved"
    assert (found["changed"].additions, found["changed"].deletions) == (2, 1)
