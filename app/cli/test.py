"""`cowpath test`: runs the examples of policy files, each file in a process with limits."""

import asyncio
from argparse import ArgumentParser, Namespace
from pathlib import Path

from app.advise.journey import CONFIGURATION
from app.analyse import analyse
from app.cli import layers
from app.cli.own import files_here, is_policy, resolved
from app.errors import AuthorsMistake, Mistake
from app.policies.examples import Failure
from app.policies.examples import run as failures_of
from app.policies.model import Policy
from app.policies.yaml_source import YamlSource
from app.policy_files import built_in, policy_paths, read_policies, saved_pull_requests
from app.pool.alone import Alone
from app.pool.limits import Limits, Stopped
from app.render.verdict import counted

_BUILT_IN = ""
"""In place of a file."""


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
    runner = Alone(Limits(seconds=60))
    mistakes = [
        mistake
        for policy, file in policies
        for mistake in asyncio.run(_run(runner, policy.id, file))
    ]
    if mistakes:
        raise AuthorsMistake(mistakes)
    examples = sum(len(policy.examples) for policy, _ in policies)
    whose = counted(len(policies), "policy", "policies")
    print(f"{counted(examples, 'example')} of {whose} come out as they say.")


async def _run(runner: Alone, name: str, file: str) -> list[Mistake]:
    try:
        return await runner.run(_failures, name, file)
    except Stopped as stopped:
        return [Mistake(file or name, 0, 0, f"Its examples were stopped: {stopped}.")]


def _failures(name: str, file: str) -> list[Mistake]:
    """In a process of its own: what does not come out as a policy's examples say."""
    policies = built_in() if file == _BUILT_IN else read_policies([Path(file)])
    source = None if file == _BUILT_IN else YamlSource(Path(file).read_text("utf-8"), file)
    policy = next(one for one in policies if one.id == name)
    saved = saved_pull_requests(policy, Path(file).parent)
    return [_mistake(failure, source) for failure in failures_of(policy, analyse, saved)]


def _mistake(failure: Failure, source: YamlSource | None) -> Mistake:
    """Where the example stands, if it stands in a file of the author's, and how it comes out."""
    if source is None:
        return Mistake(f"{failure.policy}: {failure.example}", 0, 0, failure.message)
    message = f"{failure.example}: {failure.message}"
    return source.mistake(("examples", failure.number), message)


def _read(paths: list[str], given: list[str]) -> list[tuple[Policy, str]]:
    """The policies with their files."""
    files = [file for path in paths for file in policy_paths(Path(path))] or _own(given)
    if not files:
        return [(policy, _BUILT_IN) for policy in built_in()]
    return list(zip(read_policies(files), map(str, files), strict=True))


def _own(given: list[str]) -> list[Path]:
    """The policy files of this folder, once its configuration is known to be in order."""
    files = files_here()
    if CONFIGURATION in files:
        resolved(CONFIGURATION, given)
    return [Path(file) for file in files if file != CONFIGURATION and is_policy(file)]
