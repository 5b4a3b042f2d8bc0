"""An ordinary week: what would have been said on merges drawn at random, to be read by eye.

python -m benchmarks week --repos DIR [--merges 300] [--seed 1] [--since 2023-01-01]

With `--configurations benchmarks/configurations`, by what a maintainer who knows a repository might
declare, for the repositories that have such a file.
"""

from argparse import ArgumentParser, Namespace
from collections import Counter
from pathlib import Path

from app.core.text import plain
from app.render.shown import in_check_run
from benchmarks.histories import Result, configurations, repositories, results, sample


def options(parser: ArgumentParser) -> None:
    parser.add_argument("--repos", type=Path, required=True, help="folder of the repositories")
    parser.add_argument("--only", action="append", default=[], help="repositories, by part of name")
    parser.add_argument("--merges", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--since", help="a date; older changes are left out")
    parser.add_argument(
        "--configurations", type=Path, help="folder of `owner+name.yml`; only these repositories"
    )
    parser.add_argument("--jobs", type=int, default=2)


def run(asked: Namespace) -> None:
    places = [
        place
        for place in repositories(asked.repos)
        if not asked.only or any(word in str(place) for word in asked.only)
    ]
    declared = configurations(asked.configurations, places) if asked.configurations else {}
    places = [place for place in places if place in declared or not asked.configurations]
    drawn = sample(places, asked.merges, asked.seed, asked.since)
    heard, counts, failed = 0, Counter[str](), 0
    done = results(drawn, asked.jobs, declared)
    for result in sorted(done, key=lambda result: result.merge.name):
        failed += bool(result.error)
        heard += bool(result.report and in_check_run(result.report))
        if result.report:
            counts.update(advice.policy for advice in result.report.advice)
        print(_told(result), end="")
    print(f"\n{len(drawn)} merges of {len(places)} repositories, {failed} errors")
    print(f"{heard} would have heard something: {heard / max(1, len(drawn)):.1%}")
    print(*(f"  {count:4} {policy}" for policy, count in counts.most_common()), sep="\n")


def _told(result: Result) -> str:
    """Nothing where nothing was said."""
    if result.error:
        return f"\n## {result.merge.name} {result.title[:80]!r}\nERROR {result.error}\n"
    if not result.report or not result.report.advice:
        return ""
    lines = [f"\n## {result.merge.name} {result.title[:80]!r} ({result.files} files)"]
    for advice in result.report.advice:
        place = f" [{advice.path}:{advice.line}]" if advice.path else ""
        lines += [f"- **{advice.policy}**{place} {plain(advice.title)}"]
        lines += [f"  next: {plain(advice.next_step)}"]
    return "\n".join(lines) + "\n"
