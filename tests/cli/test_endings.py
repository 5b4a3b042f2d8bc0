"""Every way of going wrong becomes an exit code and words that help."""

import subprocess
import sys

import pytest
from repositories import Repository

from app.cli.endings import ending
from app.errors import AuthorsMistake, Mistake, PassingTrouble


def end(error: BaseException, verbose: bool = False) -> int:
    def command() -> None:
        raise error

    return ending(command, verbose)


def test_a_command_that_is_done_is_zero() -> None:
    assert ending(lambda: None) == 0


def test_every_mistake_of_the_author_is_shown_on_its_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    mistakes = [Mistake("a.yml", 3, 5, "Mend this."), Mistake("--base", 0, 0, "And that.")]
    assert end(AuthorsMistake(mistakes)) == 2
    assert capsys.readouterr().err == "--base: And that.\na.yml:3:5: Mend this.\n"


@pytest.mark.parametrize("family", [PassingTrouble, ValueError, "mistake"])
def test_what_a_message_quotes_commands_neither_terminal_nor_build(
    family: type[Exception] | str, capsys: pytest.CaptureFixture[str]
) -> None:
    quoted = "`a\x1b]0;b\x07\n::error::c\u202e`"
    end(AuthorsMistake.at("a.yml", quoted) if isinstance(family, str) else family(quoted))
    said = capsys.readouterr().err
    assert not {"\x1b", "\x07", "\u202e"} & set(said)
    assert not any(line.startswith("::") for line in said.splitlines())


def test_an_error_of_ours_is_three_and_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert end(ValueError("odd")) == 3
    said = capsys.readouterr().err
    assert "ValueError: odd" in said
    assert "--verbose" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("by_variable", [False, True])
def test_where_it_arose_is_shown_when_asked(
    by_variable: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if by_variable:
        monkeypatch.setenv("COWPATH_DEBUG", "1")
    assert end(ValueError("odd"), verbose=not by_variable) == 3
    assert "Traceback" in capsys.readouterr().err


def test_a_passing_trouble_may_be_tried_again(capsys: pytest.CaptureFixture[str]) -> None:
    assert end(PassingTrouble("GitHub is busy.")) == 3
    assert capsys.readouterr().err == "GitHub is busy.\nThis may pass: try again in a while.\n"


def test_an_interruption_ends_quietly(capsys: pytest.CaptureFixture[str]) -> None:
    assert end(KeyboardInterrupt()) == 130
    assert capsys.readouterr().err == "Interrupted.\n"


def test_a_reader_that_has_seen_enough_is_no_error(repository: Repository) -> None:
    command = [sys.executable, "-m", "app", "facts", "--repo", str(repository.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0
