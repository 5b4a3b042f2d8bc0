"""A pull request that edits the configuration: mistakes, differences, effect on the past."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from repositories import Repository as Clone
from town import INVITED, Town, checks, comments

from app.sandbox.records import Repository

pytestmark = pytest.mark.anyio

CONFIGURATION = ".github/cowpath.yml"
BASE = str(INVITED[CONFIGURATION])
QUIETER = f"{BASE}policies:\n  documented-extension-points: {{mode: report}}\n"


def with_a_past(town: Town, name: str) -> Repository:
    """A module that grew settings, some explained and some not, some merged and some squashed."""
    harbour = town.world.add_repository(name, INVITED)
    path = "modules/dns/variables.tf"
    text = str(INVITED[path])
    for number, setting in enumerate(("ttl", "size", "zone", "owner")):
        about = '  description = "It."\n' if setting == "size" else ""
        text += f'\nvariable "{setting}" {{\n{about}  type    = number\n  default = 1\n}}\n'
        proposed = town.world.open_pull_request(
            harbour, {path: text}, title=f"feat: the {setting}", body="For the teams.", fork=True
        )
        town.world.merge(harbour, proposed, "merge" if number % 2 else "squash")
    town.world.commit(harbour, {"notes.md": "# Notes\n"})
    town.world.events.clear()
    return harbour


def cloned(harbour: Repository, folder: Path) -> Path:
    """The default branch with its history as a local repository."""
    clone = Clone(folder)

    def copied(sha: str) -> str:
        commit = harbour.history.get(sha)
        assert commit
        parents = [word for parent in commit.parents for word in ("-p", copied(parent))]
        clone.git("read-tree", "--empty")
        for path, data in commit.files.items():
            (folder / "blob").write_bytes(data)
            blob = clone.git("hash-object", "-w", str(folder / "blob"))
            clone.git("update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")
        return clone.git("commit-tree", clone.git("write-tree"), *parents, "-m", commit.message)

    clone.git("update-ref", "refs/heads/main", copied(harbour.branches["main"]))
    return folder


def backtest(folder: Path, *words: str, against: str, **environment: str) -> str:
    """What `cowpath backtest` prints of the whole past; the folder is for what it needs."""
    (folder / "other.yml").write_text(against)
    shown = [*words, "--last", "50", "--against", str(folder / "other.yml")]
    done = subprocess.run(
        [sys.executable, "-m", "app", "backtest", *shown],
        env={**os.environ, "XDG_CACHE_HOME": str(folder / "cache"), **environment},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


async def test_mistakes_stand_on_their_lines_and_the_base_judges(town: Town) -> None:
    harbour = town.world.add_repository("acme/mistaken", INVITED)
    text = f"{BASE}polices: {{}}\ncomment:\n  at_mots: 2\n"
    proposed = town.world.open_pull_request(
        harbour, {CONFIGURATION: text}, fork=True, author="visitor"
    )
    await town.deliver()
    [check] = checks(harbour, proposed.head_sha)
    assert check.conclusion == "neutral"
    assert check.title.endswith("configuration: 2 mistakes")
    assert [(one["path"], one["start_line"]) for one in check.annotations] == [
        (CONFIGURATION, 3),
        (CONFIGURATION, 5),
    ]
    assert "policies" in check.annotations[0]["message"]
    assert "at_most" in check.annotations[1]["message"]
    [comment] = comments(harbour, proposed)
    assert "<details><summary>Cowpath's configuration: 2 mistakes</summary>" in comment.body
    assert "Only a preview" in comment.body

    town.world.push(harbour, proposed, {CONFIGURATION: BASE})
    await town.deliver()
    [same] = comments(harbour, proposed)
    assert same.id == comment.id
    assert "mistake" not in same.body


ELEVEN = """\
versoin: 1
extends: [acme/base:b.yml]
locked: {platfrom: agreed}
platform: {kind: web}
paths: {core: [./a]}
streams: {a: {team: acme}}
policies:
  rule-of-tree: {}
  rule-of-three: {teams: many}
exemptions: [{policy: rule-of-three, reason: x, until: soon}]
skip: {labels: x}
comment: {at_most: 99}
"""


async def test_eleven_mistakes_are_told_at_their_places_in_one_go(town: Town) -> None:
    lines = [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12]
    harbour = town.world.add_repository("acme/eleven", INVITED)
    proposed = town.world.open_pull_request(harbour, {CONFIGURATION: ELEVEN})
    await town.deliver()
    [check] = checks(harbour, proposed.head_sha)
    assert check.title.endswith("configuration: 11 mistakes")
    assert [one["start_line"] for one in check.annotations] == lines
    [comment] = comments(harbour, proposed)
    for page in (check.summary, comment.body):
        assert all(f"`{CONFIGURATION}:{line}:" in page for line in lines)
    assert check.conclusion == "neutral"

    broken = town.world.add_repository("acme/broken-on-main", {**INVITED, CONFIGURATION: ELEVEN})
    proposed = town.world.open_pull_request(broken, {"notes.md": "# Notes\n"})
    await town.deliver()
    [check] = checks(broken, proposed.head_sha)
    assert check.title == "The configuration cannot be read: 11 mistakes"
    assert [one["start_line"] for one in check.annotations] == lines


async def test_what_is_shown_open_is_bounded_and_the_rest_folded(town: Town) -> None:
    few = {**INVITED, CONFIGURATION: f"{BASE}comment: {{at_most: 2}}\n"}
    modules = ("cache", "mail", "queue", "search", "storage")
    few |= {f"modules/{name}/main.tf": str(INVITED["modules/dns/main.tf"]) for name in modules}
    harbour = town.world.add_repository("acme/few-mistakes", few)
    setting = 'variable "{}" {{\n  type    = number\n  default = 1\n}}\n'
    files = {f"modules/{name}/variables.tf": setting.format("owner") for name in modules}
    proposed = town.world.open_pull_request(harbour, files, title="feat: say who owns it")
    await town.deliver()
    [comment] = comments(harbour, proposed)
    opened, fold, rest = comment.body.partition("<details><summary>3 more</summary>")
    assert (opened.count("\n#### "), bool(fold), rest.count("\n#### ")) == (2, True, 3), (
        comment.body
    )


async def test_a_preview_is_what_a_backtest_of_the_same_range_says(
    town: Town, tmp_path: Path
) -> None:
    harbour = with_a_past(town, "acme/previewed")
    proposed = town.world.open_pull_request(harbour, {CONFIGURATION: QUIETER}, fork=True)
    await town.deliver()
    [check] = checks(harbour, proposed.head_sha)
    [comment] = comments(harbour, proposed)
    assert "`policies.documented-extension-points.mode`" in comment.body
    assert '`"advise"` → `"report"`' in comment.body
    assert len(town.box.log) <= 8 + 12

    clone = ("--repo", str(cloned(harbour, tmp_path / "clone")), "--format")
    compared = json.loads(backtest(tmp_path, *clone, "json", against=QUIETER))["against"]
    assert compared["changes"] == 5
    assert [(one["policy"], one["newly"], one["no_longer"]) for one in compared["policies"]] == [
        ("documented-extension-points", 0, 3)
    ]
    first, _, second, *_ = backtest(tmp_path, *clone, "markdown", against=QUIETER).splitlines()
    for page in (comment.body, check.summary):
        assert first in page
        assert second in page
    assert "/acme/previewed/pull/4)" in comment.body

    town.box.log.clear()
    town.world.push(harbour, proposed, {CONFIGURATION: f"{QUIETER}# said why\n"})
    await town.deliver()
    assert sum(one.counts for one in town.box.log) <= 5, "what was read of the past is at hand"
    [newest] = checks(harbour, proposed.head_sha)
    assert first in newest.summary


async def test_a_backtest_reads_github_as_it_reads_a_clone(town: Town, tmp_path: Path) -> None:
    harbour = with_a_past(town, "acme/distant")
    for number in range(22):
        notes = {f"notes-{number}.md": "# Notes\n"}
        proposed = town.world.open_pull_request(harbour, notes, title=f"docs: note {number}")
        town.world.merge(harbour, proposed, "squash")
    town.world.events.clear()
    clone = cloned(harbour, tmp_path / "clone")
    local = backtest(tmp_path, "--repo", str(clone), "--format", "json", against=QUIETER)
    town.box.access.people["a token"] = "robin"
    there = {"GITHUB_API_URL": town.world.api_url, "GITHUB_TOKEN": "a token"}
    words = ("acme/distant", "--format", "json")
    town.box.log.clear()
    distant = backtest(tmp_path, *words, against=QUIETER, **there)
    assert json.loads(distant)["changes"] == 27
    page = f"{town.world.web_url}/acme/distant"
    assert f'"{page}/pull/4"' in distant
    assert without_places(distant) == without_places(local)
    assert len(town.box.log) <= 3 + 2 * 12

    town.box.log.clear()
    assert backtest(tmp_path, *words, against=QUIETER, **there) == distant
    assert len(town.box.log) <= 3 + 3, "what was found before is not read again"


def without_places(document: str) -> str:
    """A backtest's JSON without ids and addresses, which are others in our copy of a repository."""
    return re.sub(r'"(url|commit)": (null|"[^"]*")', r'"\1": ""', document)


async def test_a_policy_of_ones_own_is_tried_on_the_past(town: Town) -> None:
    harbour = with_a_past(town, "acme/own-edited")
    own = ".github/cowpath/notes.yml"
    text = f"{BASE}policies:\n  notes: {{file: {own}}}\n"
    proposed = town.world.open_pull_request(
        harbour, {CONFIGURATION: text, own: NOTES}, fork=True, author="visitor"
    )
    await town.deliver()
    [check] = checks(harbour, proposed.head_sha)
    assert "`notes`: newly said on 1" in check.summary, check.summary

    broken = NOTES.replace("changed_paths", "changed_path")
    town.world.push(harbour, proposed, {own: broken})
    await town.deliver()
    [check] = checks(harbour, proposed.head_sha)
    assert [one["path"] for one in check.annotations] == [own]
    assert "changed_paths" in check.annotations[0]["message"]


NOTES = """\
title: notes were written
why: Notes are read by nobody.
confidence: low
false_alarms: Always.
occasions:
  - when: changed_paths.exists(path, path == "notes.md")
    advice:
      subject: notes
      title: These are notes.
      next_step: Keep them.
    silence:
      when: No notes were written.
examples:
  - name: notes
    expect: advice
    files: [{path: notes.md, after: "# Notes"}]
  - name: no notes
    expect: silence
    files: [{path: other.md, after: "# Other"}]
"""


async def test_without_graphql_the_difference_is_told_alone(own_town: Town) -> None:
    own_town.box.offers_graphql = False
    harbour = with_a_past(own_town, "rest/previewed")
    proposed = own_town.world.open_pull_request(harbour, {CONFIGURATION: QUIETER})
    await own_town.deliver()
    [check] = checks(harbour, proposed.head_sha)
    assert "`policies.documented-extension-points.mode`" in check.summary
    assert "no GraphQL" in check.summary
