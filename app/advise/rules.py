"""The rules in force: the newest configuration, or while it is broken the last good one."""

from dataclasses import dataclass

from app.advise.protocols import Analyst, Branch, GoodConfigurations
from app.core.layers import Layers, Resolved
from app.errors import AuthorsMistake, Mistake


@dataclass(frozen=True, slots=True)
class Rules:
    """What a pull request is judged by."""

    configuration: Resolved | None
    """None where there is no configuration that can be read, now or from before."""
    layers: Layers | None
    """What it was put together from."""
    mistakes: tuple[Mistake, ...] = ()
    """What is wrong with the newest configuration, if anything is."""


async def rules_in_force(
    branch: Branch, newest: Layers, analyst: Analyst, good: GoodConfigurations
) -> Rules:
    """Resolve the newest layers and remember them, or fall back to what was remembered."""
    try:
        configuration = await analyst.resolve(newest)
    except AuthorsMistake as broken:
        return await _last_good(branch, broken.mistakes, analyst, good)
    await good.keep(branch, newest)
    return Rules(configuration, newest)


async def _last_good(
    branch: Branch,
    mistakes: tuple[Mistake, ...],
    analyst: Analyst,
    good: GoodConfigurations,
) -> Rules:
    kept = await good.last(branch)
    if kept is not None:
        try:
            return Rules(await analyst.resolve(kept), kept, mistakes)
        except AuthorsMistake:
            pass  # it was good for an older Cowpath
    return Rules(None, None, mistakes)
