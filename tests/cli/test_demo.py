"""The demonstration: the whole App on this machine, against a GitHub in a box."""

import subprocess
import sys


def test_the_demonstration_plays_to_its_end() -> None:
    command = [sys.executable, "-m", "app", "demo", "--once", "--port", "0"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=90)
    assert (ended.returncode, ended.stderr) == (0, "")
    before, _, after = ended.stdout.partition("Their authors answer …")
    assert "no comment" in before
    assert "<!-- cowpath -->" in before
    assert "Nothing is left to suggest here." in after
