"""The command line as a function, for the tests beside this file."""

from pathlib import Path

import pytest
from commands import Cowpath, Ended
from repositories import Repository

from app.cli import main


@pytest.fixture
def cowpath(capsys: pytest.CaptureFixture[str]) -> Cowpath:
    """Runs a command."""

    def run(*words: str) -> Ended:
        with pytest.raises(SystemExit) as ended:
            main(words)
        said = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Ended(ended.value.code, said.out, said.err)

    return run


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A platform repository with a proposed change on the branch `topic`, which is checked out."""
    repository = Repository(tmp_path / "harbour")
    repository.commit({"README.md": "# Harbour\n", "modules/dns/main.tf": "locals {}\n"})
    repository.branch("topic")
    repository.commit(
        {"modules/search/main.tf": "locals {}\n", "modules/search/variables.tf": VARIABLES},
        "feat: offer search\n\nConsumers:\n- @acme/payments\n",
    )
    return repository


VARIABLES = 'variable "size" {\n  type = string\n}\n'
