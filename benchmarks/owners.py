"""Thousands of rules: whose approval each file of a large change needs.

python -m benchmarks owners [--rules 5000] [--files 3000]
"""

from argparse import ArgumentParser, Namespace
from statistics import median
from time import process_time

from app.facts import codeowners

_SHAPES = (
    "/services/area-{n}/",
    "/services/area-{n}/**/*.tf",
    "services/area-{n}/docs/*",
    "*.kind{n}",
    "team-{n}-*.yaml",
    "**/area-{n}/config",
)
"""The shapes of pattern that large owners files are made of, in equal parts."""
_ENDS = ("main.tf", "docs/start.md", "config/app.yaml", "src/a/b/c/file.go", "x.kind{n}")
_ROUNDS = 5


def options(parser: ArgumentParser) -> None:
    parser.add_argument("--rules", type=int, default=5_000)
    parser.add_argument("--files", type=int, default=3_000)


def run(asked: Namespace) -> None:
    rules = (_SHAPES[n % len(_SHAPES)].format(n=n) for n in range(asked.rules))
    text = "".join(f"{pattern} @acme/team-{n % 97}\n" for n, pattern in enumerate(rules))
    paths = [_path(n * 7 % asked.rules, _ENDS[n % len(_ENDS)]) for n in range(asked.files)]
    times = []
    for number in range(_ROUNDS):
        start = process_time()
        # a comment of its own makes each round's text a new one, of which nothing is known yet
        owners = codeowners.parse(f"# {number}\n{text}")
        owned = sum(owners.rule_for(path) is not None for path in paths)
        times.append(process_time() - start)
    print(f"{asked.rules} rules, {asked.files} files, {owned} of them owned")
    print(f"  processor time: first {times[0]:.3f} s, median {median(times):.3f} s")


def _path(number: int, end: str) -> str:
    return f"services/area-{number}/{end.format(n=number)}"
