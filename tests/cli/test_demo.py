"""The demonstration: the whole App on this machine, against a GitHub in a box."""

import subprocess
import sys
from pathlib import Path

from commands import Cowpath


def test_the_demonstration_plays_to_its_end_and_leaves_a_page(tmp_path: Path) -> None:
    page = tmp_path / "demo page.html"
    command = [sys.executable, "-m", "app", "demo", "--once", "--port", "0", "--page", str(page)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=90)
    assert (ended.returncode, ended.stderr) == (0, "")
    before, _, after = ended.stdout.partition("Their authors answer …")
    assert "no comment" in before
    assert "▸ Why this, and how to quieten it" in before
    assert "<" not in before, "what is shown is read, not Markdown"
    assert "beside .github/CODEOWNERS:3, to be applied with one click" in before
    assert "Nothing is left to suggest here." in after
    assert page.as_uri() in after
    left = page.read_text("utf-8")
    assert "Nothing is left to suggest here." in left
    assert "commented on <code>.github/CODEOWNERS</code>, line 3" in left


def test_a_page_that_cannot_be_left_is_said_before_anything_is_played(
    cowpath: Cowpath, tmp_path: Path
) -> None:
    ended = cowpath("demo", "--once", "--page", str(tmp_path / "nowhere" / "page.html"))
    assert ended.code == 2
    assert ended.out == ""
    assert ended.err.startswith("--page: ")
