"""`cowpath test`: runs the examples of policy files."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.analyse import analyse
from app.errors import AuthorsMistake, Mistake
from app.policies.examples import run as failures_of
from app.policies.model import Policies
from app.policy_files import built_in, policy_paths, read_policies
from app.render.verdict import counted


def options(parser: ArgumentParser) -> None:
    """What can be asked."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="policy files or folders of them (the built-in ones)",
    )


def run(asked: Namespace) -> None:
    """Run the examples. Raises `AuthorsMistake` with every example that comes out differently."""
    policies = _policies(asked.paths)
    failures = [failure for policy in policies for failure in failures_of(policy, analyse)]
    if failures:
        raise AuthorsMistake(
            Mistake(f"{failure.policy}: {failure.example}", 0, 0, failure.message)
            for failure in failures
        )
    examples = sum(len(policy.examples) for policy in policies)
    whose = counted(len(policies), "policy", "policies")
    print(f"{counted(examples, 'example')} of {whose} come out as they say.")


def _policies(paths: list[str]) -> Policies:
    if not paths:
        return built_in()
    return read_policies(file for path in paths for file in policy_paths(Path(path)))
