"""Where the core begins to treat one stream unlike all others."""

import pytest
from builders import a_change

from app.core.configuration import Configuration, Paths, Stream
from app.facts.stream_branches import stream_branches

STREAMS = {
    "search": Stream(team="@acme/search"),
    "case-tracking": Stream(team="@acme/case-tracking"),
}
KNOWN = Configuration(streams=STREAMS, paths=Paths(extensions=("extensions/**",)))


def branches(line, path="modules/nodes/main.tf", configuration=KNOWN, **rest):
    change = a_change({path: ("locals {}\n", f"locals {{}}\n{line}\n")}, configuration, **rest)
    return [(one.stream, one.form, one.line) for one in stream_branches(change)]


@pytest.mark.parametrize(
    ("line", "stream"),
    [
        ('size = var.team == "search" ? 4 : 2', "search"),
        ('{{- if eq .Values.ownerTeam "search" }}', "search"),
        ('if [ "$SERVICE" = "search" ]; then', "search"),
        ('elif name == "case-tracking":', "case-tracking"),
        ('case "Case Tracking Team":', "case-tracking"),
    ],
)
def test_a_condition_on_a_streams_name_is_a_branch(line, stream):
    assert branches(line) == [(stream, "condition", 2)]


@pytest.mark.parametrize(
    "line",
    [
        'if action == "search":',  # a word like any other
        'team = "search"',  # a label
        '# if team == "search"',
        'size = var.team == "research" ? 4 : 2',
        'contains(["search", "case-tracking"], var.team)',
        'enabled = var.rollout_team == "search"',
    ],
)
def test_what_only_looks_like_a_branch_is_none(line):
    assert branches(line) == []


@pytest.mark.parametrize(
    "path",
    ["tests/nodes.py", "docs/nodes.md", "CODEOWNERS", "extensions/search/main.tf", "CHANGELOG.md"],
)
def test_only_the_core_can_have_a_branch(path):
    assert branches('size = var.team == "search" ? 4 : 2', path) == []


def test_streams_that_only_codeowners_names_are_too_loosely_known():
    owners = {".github/CODEOWNERS": "* @acme/platform\n/apps/ @acme/search\n"}
    line = 'size = var.team == "search" ? 4 : 2'
    assert branches(line, configuration=Configuration(), neighbours=owners) == []


def test_a_file_that_tells_many_streams_apart_is_a_table():
    streams = {name: Stream() for name in ("search", "billing", "orders")}
    lines = "\n".join(f'case team == "{name}":' for name in streams)
    assert branches(lines, configuration=Configuration(streams=streams)) == []


def test_an_option_called_after_a_stream_is_one_for_it_alone():
    option = 'variable "case_tracking_ports" {\n  description = "Ports."\n}'
    found = branches(option, "modules/service/variables.tf")
    assert [(stream, form) for stream, form, _ in found] == [("case-tracking", "option")]


def test_an_extension_that_is_there_serves_as_an_example():
    change = a_change(
        {"modules/a.tf": (None, 'x = var.team == "search"\n')},
        KNOWN,
        tree=("extensions/ledger/main.tf", "extensions/mail/main.tf"),
    )
    assert [one.example for one in stream_branches(change)] == ["extensions/ledger"]


@pytest.mark.parametrize("name", ["case_tracking_url", "caseTrackingApiToken"])
def test_how_to_reach_a_stream_is_no_option_for_it(name):
    option = f'variable "{name}" {{\n  description = "Where."\n}}'
    assert branches(option, "modules/service/variables.tf") == []
