"""Feeds one reader with texts that change under the guidance of what they reach in the code.

python -m benchmarks.fuzz TARGET --repos DIR [--seconds 300] [--keep DIR]
python -m benchmarks.fuzz TARGET --input FILE

Needs `atheris` (`pip install atheris`), which is no dependency of the project.
"""

import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["app", "markdown_it"]):
    from benchmarks.fuzz.targets import PARTS, TARGETS, Target

from benchmarks.histories import repositories

MOST_SECONDS = 5
"""Of processor time for one text of `LONGEST` characters, watched code being several times slower
than otherwise."""
LONGEST = 16_000
MOST_SEEDS = 60
LONGEST_SEED = 4_000
"""Bytes."""


class TooSlow(Exception):
    """A text took longer than its length allows."""


def main() -> None:
    """Fuzz one target until the time is up; ends with an error at the first broken promise."""
    parser = ArgumentParser(
        prog="python -m benchmarks.fuzz",
        description=__doc__,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument("--repos", type=Path, help="folder of repositories to take seeds from")
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--keep", type=Path, help="folder for inputs that broke a promise (this)")
    parser.add_argument("--input", type=Path, help="run a single input, and fuzz nothing")
    asked = parser.parse_args()
    target = TARGETS[asked.target]
    if asked.input:
        _once(target, asked.input.read_bytes())
        return
    with tempfile.TemporaryDirectory() as corpus:
        _plant(target, asked, Path(corpus))
        words = [
            sys.argv[0],
            f"-max_total_time={asked.seconds}",
            f"-max_len={LONGEST}",
            "-timeout=120",
            "-rss_limit_mb=2048",
            f"-artifact_prefix={asked.keep or Path()}/{asked.target}-",
            corpus,
        ]
        atheris.Setup(words, lambda data: _once(target, data))
        atheris.Fuzz()


def _once(target: Target, data: bytes) -> None:
    start = time.process_time()
    target.run(data.decode(errors="ignore"))
    if (spent := time.process_time() - start) > MOST_SECONDS:
        raise TooSlow(f"{spent:.1f} s for {len(data)} bytes")


def _plant(target: Target, asked: Namespace, corpus: Path) -> None:
    """Write the seeds: the text alone, and the text as it stayed through a change."""
    here = Path(__file__).parents[2]
    places = [here, *(repositories(asked.repos) if asked.repos else ())]
    per_place = max(3, MOST_SEEDS // len(places))
    for text in target.texts:
        (corpus / sha256(text.encode()).hexdigest()[:16]).write_text(text)
    for place in places:
        for content in _files(place, target.seeds, per_place):
            name = sha256(content).hexdigest()[:16]
            (corpus / name).write_bytes(content)
            (corpus / f"{name}-twice").write_bytes(content + PARTS.encode() + content)


def _files(repository: Path, endings: tuple[str, ...], most: int) -> Iterator[bytes]:
    """Some small files of a repository, spread evenly over those whose names end so."""
    git = ["git", "-C", str(repository)]
    listing = subprocess.run([*git, "ls-tree", "-rlz", "HEAD"], capture_output=True, check=True)
    found = []
    for entry in listing.stdout.decode(errors="replace").split("\0"):
        about, _, path = entry.partition("\t")
        words = about.split()
        if path.endswith(tuple(endings)) and words[3].isdigit() and int(words[3]) <= LONGEST_SEED:
            found.append(words[2])
    for blob in found[:: max(1, len(found) // most)][:most]:
        shown = subprocess.run([*git, "cat-file", "blob", blob], capture_output=True, check=False)
        if shown.returncode == 0:  # a partial clone may not hold it
            yield shown.stdout


if __name__ == "__main__":
    main()
