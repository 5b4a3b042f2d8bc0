"""The configuration and the policies of the repository that a command is called in."""

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path

from app.advise.journey import CONFIGURATION
from app.advise.resolving import Invitation
from app.cli import layers
from app.cli.change import text_of
from app.core.layers import Resolved
from app.errors import AuthorsMistake
from app.policies.references import OWN_FOLDER
from app.policy_files import ASTRAY, built_in, leads_outside, policy_paths
from app.pool.analyst import alone

_ONLY_IN_POLICIES = re.compile(r"^(?:occasions|examples|false_alarms|why)\s*:", re.MULTILINE)


def files_here() -> list[str]:
    """The configuration of this folder and the files beside it; none where there is neither."""
    own = Path(OWN_FOLDER)
    files = [CONFIGURATION] if Path(CONFIGURATION).exists() else []
    if leads_outside(Path(CONFIGURATION), Path()):
        raise AuthorsMistake.at(CONFIGURATION, ASTRAY)
    if own.is_dir():
        files += map(str, policy_paths(own))
    return files


def is_policy(file: str) -> bool:
    """Whether a file looks like a policy; what does not is taken for a configuration."""
    return bool(_ONLY_IN_POLICIES.search(text_of(file, file)))


def resolved(file: str, given: Sequence[str]) -> Resolved:
    """The configuration that a file makes with its layers. Raises `AuthorsMistake`."""
    whole = Path(file).as_posix()
    text = text_of(file, file)
    if whole.endswith(CONFIGURATION):
        top = Path(whole.removesuffix(CONFIGURATION))
        invitation = Invitation(text, file)
    else:
        top = Path(file).parent
        invitation = Invitation(text, file, folder="")
    return asyncio.run(_resolved(invitation, given, top))


async def _resolved(invitation: Invitation, given: Sequence[str], top: Path) -> Resolved:
    return await alone(built_in).resolve(await layers.read(invitation, given, top))
