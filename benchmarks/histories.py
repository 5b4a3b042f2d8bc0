"""Analyses many past changes of local repositories, on all cores, and yields what came of each.

A change is a commit of the first-parent line against its parent, as a merge or a squash leaves it
on the default branch, judged with no configuration at all unless one is given.
"""

import asyncio
import random
import resource
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from app.advise.reading import read_change
from app.analyse import analyse
from app.core.advice import Report
from app.core.configuration import Configuration
from app.facts.wanted import STANDING
from app.git.local import LocalChange
from app.git.plumbing import Git
from app.policies.configuration import parse_configuration
from app.policy_files import built_in

DEADLINE = 60
"""Seconds that one change may take before it counts as a hang."""


@dataclass(frozen=True, slots=True)
class Merge:
    """One past change."""

    repository: Path
    commit: str
    parent: str

    @property
    def name(self) -> str:
        """`owner+name@0123456789`."""
        return f"{full_name(self.repository)}@{self.commit[:10]}"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of analysing one change."""

    merge: Merge
    title: str
    files: int
    report: Report | None
    error: str | None
    reading: float
    """Seconds spent on git."""
    deciding: float
    """Seconds of processor time spent on facts and policies: however busy the machine is."""
    peak: int
    """Megabytes that the process had ever held by then."""


def repositories(root: Path) -> list[Path]:
    """The git repositories below a folder: `owner+name`, `owner+name/repo` or `owner/name`."""
    found = []
    for folder in sorted(root.iterdir()):
        for path in (folder / "repo", folder, *sorted(folder.glob("*"))):
            if (path / "HEAD").is_file() or (path / ".git").exists():
                found.append(path)
                break
    return found


def full_name(place: Path) -> str:
    """`owner+name` of the repository at a place."""
    folder = place.parent if place.name == "repo" else place
    return folder.name if "+" in folder.name else f"{folder.parent.name}+{folder.name}"


def configurations(folder: Path, places: Sequence[Path]) -> dict[Path, Configuration]:
    """The configurations `owner+name.yml` of a folder, by the places of their repositories."""
    files = {place: folder / f"{full_name(place)}.yml" for place in places}
    return {
        place: parse_configuration(file.read_text(), str(file), built_in())
        for place, file in files.items()
        if file.is_file()
    }


def merges(repository: Path, since: str | None = None) -> list[Merge]:
    """Every change of the first-parent line, newest first."""
    words = ["git", "-C", str(repository), "log", "--first-parent", "--format=%H %P"]
    if since:
        words.append(f"--since={since}")
    lines = subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines()
    parts = (line.split() for line in lines)
    return [Merge(repository, part[0], part[1]) for part in parts if len(part) > 1]


def sample(places: Sequence[Path], count: int, seed: int, since: str | None) -> list[Merge]:
    """Changes drawn at random, as evenly over the repositories as their histories allow."""
    chance = random.Random(seed)
    histories = [merges(place, since) for place in places]
    for history in histories:
        chance.shuffle(history)
    drawn: list[Merge] = []
    while len(drawn) < count and any(histories):
        drawn += [history.pop() for history in histories if history]
    return drawn[:count]


def results(
    changes: Sequence[Merge], jobs: int, declared: Mapping[Path, Configuration] | None = None
) -> Iterator[Result]:
    """Analyse changes in worker processes; in the order in which they are done.

    `declared` holds configurations by the places of their repositories.
    """
    with get_context("fork").Pool(jobs, maxtasksperchild=500) as pool:
        yield from pool.imap_unordered(partial(analysed, declared=declared or {}), changes)


def analysed(merge: Merge, declared: Mapping[Path, Configuration]) -> Result:
    """Analyse one change here; errors and hangs become part of the result."""
    signal.signal(signal.SIGALRM, _late)
    signal.alarm(DEADLINE)
    title, files, report, error = "", 0, None, None
    start = middle = time.perf_counter()
    began = time.process_time()
    try:
        source = LocalChange(Git(merge.repository), merge.parent, merge.commit)
        pull_request = asyncio.run(_read(source))
        title, files = pull_request.title, len(pull_request.files)
        middle, began = time.perf_counter(), time.process_time()
        configuration = declared.get(merge.repository, Configuration())
        report = analyse(pull_request, configuration, built_in())
    except Exception as trouble:  # whatever it is, it is what we are looking for
        error = f"{type(trouble).__name__}: {trouble}"
    finally:
        signal.alarm(0)
    deciding = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Result(merge, title, files, report, error, middle - start, deciding, peak)


async def _read(source: LocalChange):  # type: ignore[no-untyped-def]
    return await read_change(source, await source.opening(STANDING))


def _late(*_: object) -> None:
    raise TimeoutError(f"no answer within {DEADLINE} s")
