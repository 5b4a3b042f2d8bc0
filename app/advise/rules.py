"""The rules in force: the newest configuration, or while it is broken the last good one."""

from dataclasses import dataclass

from app.advise.protocols import Analyst, GoodConfigurations
from app.core.layers import Layers, Resolved
from app.errors import AuthorsMistake, Mistake


@dataclass(frozen=True, slots=True)
class Rules:
    """What a pull request is judged by."""

    configuration: Resolved | None
    """None where there is no configuration that can be read, now or from before."""
    mistakes: tuple[Mistake, ...] = ()
    """What is wrong with the newest configuration, if anything is."""


async def rules_in_force(
    repository: str, newest: Layers, analyst: Analyst, good: GoodConfigurations
) -> Rules:
    """Resolve the newest layers and remember them, or fall back to what was remembered.

    `repository` names it in the record, as `installation/owner/name`.
    """
    try:
        configuration = await analyst.resolve(newest)
    except AuthorsMistake as broken:
        return Rules(await _last_good(repository, analyst, good), broken.mistakes)
    await good.keep(repository, newest)
    return Rules(configuration)


async def _last_good(
    repository: str, analyst: Analyst, good: GoodConfigurations
) -> Resolved | None:
    kept = await good.last(repository)
    if kept is None:
        return None
    try:
        return await analyst.resolve(kept)
    except AuthorsMistake:
        return None  # it was good for an older Cowpath
