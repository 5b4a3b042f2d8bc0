"""Analyses many past changes of local repositories, on all cores, and yields what came of each.

A change is a commit of the first-parent line against its parent, as a merge or a squash leaves it
on the default branch, judged with no configuration at all.
"""

import asyncio
import random
import resource
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from app.advise.reading import read_change
from app.analyse import analyse
from app.core.advice import Report
from app.core.configuration import Configuration
from app.facts.wanted import STANDING
from app.git.local import LocalChange
from app.git.plumbing import Git
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
        folder = self.repository.parent if self.repository.name == "repo" else self.repository
        return f"{folder.name}@{self.commit[:10]}"


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


def results(changes: Sequence[Merge], jobs: int) -> Iterator[Result]:
    """Analyse changes in worker processes; in the order in which they are done."""
    with get_context("fork").Pool(jobs, maxtasksperchild=500) as pool:
        yield from pool.imap_unordered(analysed, changes)


def analysed(merge: Merge) -> Result:
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
        report = analyse(pull_request, Configuration(), built_in())
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
