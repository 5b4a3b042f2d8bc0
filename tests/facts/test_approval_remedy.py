"""The line that lets a stream approve beside the platform."""

import pytest
from builders import a_change

from app.core.configuration import Configuration, Platform, Stream
from app.facts.approvals import approvals, touched_approvals

KNOWN = Configuration(
    platform=Platform(team="@acme/platform"),
    streams={"payments": Stream("@acme/payments", ("streams/payments/**",))},
)
TREE = ("streams/payments/config.yml",)
BEFORE = "* @acme/platform\n/streams/payments/ @acme/payments\n"


def remedies(after, before=BEFORE, path="CODEOWNERS", configuration=KNOWN):
    change = a_change({path: (before, after)}, configuration, tree=TREE)
    required = [each for each in approvals(change) if each.effect == "requires"]
    return [(each.remedy, each.in_place) for each in required]


@pytest.mark.parametrize(
    ("line", "settled"),
    [
        ("/streams/payments/ @acme/platform", "/streams/payments/ @acme/payments @acme/platform"),
        (
            "/streams/payments/    @acme/platform # ours",
            "/streams/payments/    @acme/payments @acme/platform # ours",
        ),
    ],
)
def test_the_stream_is_put_back_into_the_line_that_leaves_it_out(line, settled):
    assert remedies(f"* @acme/platform\n{line}\n") == [(settled, True)]


def test_a_person_may_have_left_so_that_nobody_is_put_back_with_a_click():
    before = BEFORE.replace("@acme/payments", "@acme/payments @robin")
    settled = "/streams/payments/ @acme/payments @robin @acme/platform"
    after = "* @acme/platform\n/streams/payments/ @acme/platform\n"
    assert remedies(after, before) == [(settled, False)]


def test_a_rule_that_goes_comes_back_with_both_but_takes_no_other_line_s_place():
    settled = "/streams/payments/ @acme/payments @acme/platform"
    assert remedies("* @acme/platform\n") == [(settled, False)]


def test_a_stream_without_a_handle_cannot_be_written_down():
    nameless = Configuration(
        platform=KNOWN.platform, streams={"payments": Stream(paths=("streams/payments/**",))}
    )
    after = "* @acme/platform\n/streams/payments/ @acme/platform\n"
    assert remedies(after, "", configuration=nameless) == [(None, False)]


def test_what_takes_nothing_from_a_stream_needs_no_remedy():
    change = a_change({"CODEOWNERS": (BEFORE, BEFORE + "/docs/ @acme/docs\n")}, KNOWN, tree=TREE)
    assert {each.remedy for each in approvals(change)} == {None}


def touched(configuration=KNOWN, owners="* @acme/platform\n"):
    files = {"streams/payments/config.yml": ("a: 1\n", "a: 2\n")}
    change = a_change(files, configuration, neighbours={"CODEOWNERS": owners})
    return [each.remedy for each in touched_approvals(change)]


def test_a_stream_that_waits_gets_a_line_for_its_folder():
    assert touched() == ["/streams/payments/ @acme/payments @acme/platform"]


def test_a_stream_that_may_approve_needs_none():
    assert touched(owners=BEFORE) == [None]


def test_globs_within_a_folder_make_no_line():
    odd = Configuration(
        platform=KNOWN.platform,
        streams={"payments": Stream("@acme/payments", ("streams/pay*/**",))},
    )
    assert touched(odd) == [None]


SEVERAL = Configuration(
    platform=KNOWN.platform,
    streams={
        "payments": Stream("@acme/payments", ("streams/payments/**", "streams/ledger/**")),
        "search": Stream("@acme/search", ("streams/search/**",)),
    },
)


def test_streams_that_a_wide_rule_takes_over_get_a_line_for_each_folder_of_theirs():
    tree = ("streams/payments/config.yml", "streams/search/config.yml")
    change = a_change(
        {"CODEOWNERS": ("", "* @acme/all\n/streams/ @acme/platform\n")}, SEVERAL, tree=tree
    )
    (required,) = (each for each in approvals(change) if each.effect == "requires")
    assert (required.remedy or "").split("\n") == [
        "/streams/payments/ @acme/payments @acme/platform",
        "/streams/ledger/ @acme/payments @acme/platform",
        "/streams/search/ @acme/search @acme/platform",
    ]
    assert not required.in_place


def test_streams_that_shared_a_folder_share_its_line_again():
    before = "* @acme/platform\n/shared/ @acme/payments @acme/search\n"
    change = a_change(
        {"CODEOWNERS": (before, "* @acme/platform\n/shared/ @acme/platform\n")},
        SEVERAL,
        tree=("shared/x.yml",),
    )
    (required,) = (each for each in approvals(change) if each.effect == "requires")
    assert required.remedy == "/shared/ @acme/payments @acme/search @acme/platform"


def test_of_several_folders_the_line_is_for_the_one_that_is_touched():
    files = {"streams/ledger/config.yml": ("a: 1\n", "a: 2\n")}
    change = a_change(files, SEVERAL, neighbours={"CODEOWNERS": "* @acme/platform\n"})
    (each,) = touched_approvals(change)
    assert each.remedy == "/streams/ledger/ @acme/payments @acme/platform"


@pytest.mark.parametrize(
    ("beside", "alone"),
    [
        ({}, True),
        ({"streams/ledger/x.yml": ("a: 1\n", "a: 2\n")}, True),
        ({"streams/search/x.yml": ("a: 1\n", "a: 2\n")}, False),
        ({"modules/queue/main.tf": ("locals {}\n", "locals { a = 1 }\n")}, False),
    ],
)
def test_a_change_is_a_stream_s_own_where_it_touches_nobody_else_s_files(beside, alone):
    files = {"streams/payments/config.yml": ("a: 1\n", "a: 2\n"), **beside}
    change = a_change(files, SEVERAL, neighbours={"CODEOWNERS": "* @acme/platform\n"})
    assert {each.alone for each in touched_approvals(change)} == {alone}
