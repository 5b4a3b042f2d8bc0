"""`cowpath test`: runs the examples of policy files."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.advise.journey import CONFIGURATION
from app.analyse import analyse
from app.cli import layers
from app.cli.own import files_here, is_policy, resolved
from app.errors import AuthorsMistake, Mistake
from app.policies.examples import run as failures_of
from app.policies.model import Policy
from app.policy_files import built_in, policy_paths, read_policies, saved_pull_requests
from app.render.verdict import counted


def options(parser: ArgumentParser) -> None:
    """What can be asked."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="policy files or folders of them (those of this repository, else the built-in ones)",
    )
    layers.option(parser)


def run(asked: Namespace) -> None:
    """Run the examples. Raises `AuthorsMistake` with every example that comes out differently."""
    policies = _read(asked.paths, asked.layers)
    failures = [
        failure
        for policy, folder in policies
        for failure in failures_of(policy, analyse, saved_pull_requests(policy, folder))
    ]
    if failures:
        raise AuthorsMistake(
            Mistake(f"{failure.policy}: {failure.example}", 0, 0, failure.message)
            for failure in failures
        )
    examples = sum(len(policy.examples) for policy, _ in policies)
    whose = counted(len(policies), "policy", "policies")
    print(f"{counted(examples, 'example')} of {whose} come out as they say.")


def _read(paths: list[str], given: list[str]) -> list[tuple[Policy, Path]]:
    """The policies with the folders of their files."""
    files = [file for path in paths for file in policy_paths(Path(path))] or _own(given)
    if not files:
        return [(policy, Path()) for policy in built_in()]
    return list(zip(read_policies(files), [file.parent for file in files], strict=True))


def _own(given: list[str]) -> list[Path]:
    """The policy files of this folder, once its configuration is known to be in order."""
    files = files_here()
    if CONFIGURATION in files:
        resolved(CONFIGURATION, given)
    return [Path(file) for file in files if file != CONFIGURATION and is_policy(file)]
