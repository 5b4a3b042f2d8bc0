"""`python -m benchmarks NAME …`: one command for every measurement."""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import owners, speed, week

HERE = Path(__file__).parent


def main() -> None:
    """Run the measurement that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    choices = parser.add_subparsers(required=True, metavar="NAME")
    for module in (week, speed, owners):
        name = module.__name__.rpartition(".")[2]
        command = choices.add_parser(name, help=(module.__doc__ or "").partition("\n")[0])
        module.options(command)
        command.set_defaults(run=module.run)
    accuracy = choices.add_parser("accuracy", help="Facts against labelled changes.")
    accuracy.add_argument("--repos", type=Path, required=True, help="folder of the repositories")
    accuracy.add_argument("--only", default="", help="labels to score, as in F2,F5")
    accuracy.add_argument("--verbose", action="store_true", help="list every single slip")
    accuracy.set_defaults(run=_accuracy)
    asked = parser.parse_args()
    asked.run(asked)


def _accuracy(asked: argparse.Namespace) -> None:
    """Score all labels together."""
    folder = HERE / "accuracy"
    score = [sys.executable, folder / "score.py", "--repos", asked.repos]
    command = ["--command", f"{sys.executable} -m app"]
    command += ["--only", asked.only] * bool(asked.only) + ["--verbose"] * asked.verbose
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as together:
        together.writelines(path.read_text() for path in sorted(folder.glob("*.jsonl")))
        together.flush()
        ending = subprocess.run([*score, "--labels", together.name, *command], check=False)
    sys.exit(ending.returncode)


if __name__ == "__main__":
    main()
