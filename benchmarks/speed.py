"""Whole histories: no crash, no hang, and how long a change takes.

python -m benchmarks speed --repos DIR --only jenkins [--most 5000] [--minutes 20]
"""

import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from math import inf
from pathlib import Path
from statistics import median

from benchmarks.histories import Result, merges, repositories, results


def options(parser: ArgumentParser) -> None:
    parser.add_argument("--repos", type=Path, required=True, help="folder of the repositories")
    parser.add_argument("--only", action="append", default=[], help="repositories, by part of name")
    parser.add_argument("--most", type=int, default=100_000, help="newest changes of each history")
    parser.add_argument("--every", type=int, default=1, help="each n-th change alone")
    parser.add_argument("--minutes", type=float, default=inf, help="stop a history after these")
    parser.add_argument("--jobs", type=int, default=1)


def run(asked: Namespace) -> None:
    for place in repositories(asked.repos):
        if asked.only and not any(word in str(place) for word in asked.only):
            continue
        history = merges(place)[:: asked.every][: asked.most]
        done = list(_until(time.monotonic() + 60 * asked.minutes, results(history, asked.jobs)))
        if not done:
            continue
        slow = sorted(done, key=lambda one: one.deciding)
        deciding, reading = [one.deciding for one in slow], sorted(one.reading for one in done)
        name = done[0].merge.name.partition("@")[0]
        print(f"{name}: {len(done)} of {len(history)} changes")
        print(f"  deciding median {median(deciding):.3f} s, p95 {_p95(deciding):.3f} s, ", end="")
        print(f"worst {deciding[-1]:.2f} s at {slow[-1].merge.name}")
        print(f"  reading median {median(reading):.3f} s, p95 {_p95(reading):.3f} s")
        print(f"  peak memory of a process {max(one.peak for one in done)} MB")
        errors = [one for one in done if one.error]
        print(
            f"  errors {len(errors)}",
            *(f"{e.merge.name}: {e.error}" for e in errors[:20]),
            sep="\n    ",
        )


def _until(end: float, done: Iterator[Result]) -> Iterator[Result]:
    for one in done:
        yield one
        if time.monotonic() > end:
            return


def _p95(values: list[float]) -> float:
    return values[round(0.95 * (len(values) - 1))]
