#!/usr/bin/env python3
"""Score what `<command> facts` says about labelled changes.

    python3 score.py --labels dev-labels.jsonl --repos DIR --command "python -m app"

The command runs once for each labelled change, in the current folder, as
    <command> facts --repo DIR --base PARENT --head COMMIT --format json
README.md beside this file explains the labels, the answer and the figures.
"""

import argparse
import json
import os
import re
import shlex
import shutil
import signal
import statistics
import subprocess
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

LABELS = {
    "F1": "core feature",
    "F2": "extension points",
    "F3": "ownership",
    "F4": "mandate",
    "F5": "breaking without guide",
    "F6": "mixed concerns",
    "F7": "citations",
}
PLAIN = ("core_features", "mandates", "breaking_changes", "mixed_concerns", "unknown")
SHAPE = {key: {} for key in PLAIN} | {  # lists of an answer, and what the score needs of an entry
    "extension_points": {"kind": str, "name": str, "path": str, "line": int, "change": str},
    "approvals": {"effect": str},
    "citations": {"kind": str, "name": str, "grade": int},
}
NOTHING = {"change_kind": "error"} | {name: [] for name in SHAPE}
GROUPS = {  # the first pattern found in a kind names its group
    "terraform": "terraform",
    "helm": "helm",
    "action/workflow": "action|workflow",
    "crd": "crd",
    "code interface": "interface|exported_api|method|class|function|hook|event|plugin",
    "other": "",
}
EFFECTS = ("requires", "co_owner_added", "relaxes", "none")  # strongest first


@dataclass
class Run:
    """One run of the command; an error stands beside an answer of nothing."""

    row: dict
    answer: dict
    error: str | None
    seconds: float


class Tally(Counter):
    """Counts of tp, fp, fn and tn; `open` are true positives that only recall counts."""

    def add(self, want: bool, got: bool) -> None:
        self[("t" if want == got else "f") + ("p" if got else "n")] += 1

    def figures(self) -> dict:
        counts = {name: self[name] for name in ("tp", "fp", "fn", "tn", "open")}
        tp, fp, fn, _, extra = counts.values()
        figures = {"precision": ratio(tp, tp + fp), "recall": ratio(tp + extra, tp + extra + fn)}
        return counts | figures


class Board:
    """All figures by title: tallies, shares of right answers, and every single slip."""

    def __init__(self) -> None:
        self.tallies: dict[str, Tally] = defaultdict(Tally)
        self.shares: dict[str, Counter] = defaultdict(Counter)
        self.slips: list[str] = []

    def compare(self, title: str, r: Run, want: str, got: str) -> None:
        self.shares[title][want == got] += 1
        if want != got:
            self.slips.append(f"{r.row['id']}: {title}: {want}, not {got}")


def ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def show(value: float | None) -> str:
    return f"{value:.2f}" if value is not None else "-"


def find_repository(row: dict, root: Path) -> Path | None:
    """Return the repository if it is there and holds both commits of the row."""
    joined = root / row["repo"].replace("/", "+")
    for path in (joined / "repo", root / row["repo"], joined):
        if (path / ".git").exists() or (path / "HEAD").is_file():
            git = ["git", "-C", str(path), "rev-list", "--no-walk", row["commit"], row["parent"]]
            return None if subprocess.run(git, capture_output=True).returncode else path
    return None


def fault(answer: object) -> str | None:
    """Say what keeps an answer from being scored, if anything."""
    if not isinstance(answer, dict) or not isinstance(answer.get("change_kind"), str):
        return "not a JSON object with a change_kind"
    for name, needs in SHAPE.items():
        entries = answer.get(name)
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            return f"{name} is not a list of objects"
        for key, kind in needs.items():
            if not all(isinstance(entry.get(key), kind) for entry in entries):
                return f"{name}: {key} is not always {kind.__name__}"
    return None


def run(row: dict, path: Path, command: list[str], timeout: float) -> Run:
    argv = [*command, "facts", "--repo", str(path.absolute()), "--base", row["parent"]]
    argv += ["--head", row["commit"], "--format", "json"]
    start, pipe = time.perf_counter(), subprocess.PIPE
    process = subprocess.Popen(
        argv, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, start_new_session=True
    )
    try:
        out, err = process.communicate(timeout=timeout)
        error = f"exit {process.returncode}" if process.returncode else None
        answer = NOTHING if error else json.loads(out)
        error = error or fault(answer)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        err, error = process.communicate()[1], f"no answer within {timeout:g} s"
    except ValueError:
        error = "the output is not JSON"
    seconds = time.perf_counter() - start
    if error:
        said = err.decode(errors="replace").strip().partition("\n")[0]
        return Run(row, NOTHING, f"{error}: {said}", seconds)
    return Run(row, answer, None, seconds)


def detected(answer: dict) -> dict[str, bool]:
    """Say of each label whether the answer amounts to `true`."""
    return {
        "F1": bool(answer["core_features"]),
        "F2": bool(answer["extension_points"]),
        "F3": effect(answer) == "requires",
        "F4": bool(answer["mandates"]),
        "F5": any(change.get("guide") is None for change in answer["breaking_changes"]),
        "F6": bool(answer["mixed_concerns"]),
        "F7": bool(cited(answer)),
    }


def effect(answer: dict) -> str:
    """Return the strongest effect of the approvals; none listed means `none`."""
    found = {approval["effect"] for approval in answer["approvals"]} | {"none"}
    return next(name for name in EFFECTS if name in found)


def cited(answer: dict) -> list[str]:
    kinds = ("team", "user")
    return [c["name"] for c in answer["citations"] if c["kind"] in kinds and c["grade"] >= 1]


def group_of(kind: str) -> str:
    return next(group for group, pattern in GROUPS.items() if re.search(pattern, kind.lower()))


def last_segment(name: str) -> str:
    """`spec.a[].b`, `--b`, `b()` and `b (remark)` are all `b`; a mere remark is empty."""
    bare = re.sub(r"\([^)]*\)|=\S*", " ", name)
    segments = re.findall(r"[\w<{$-][\w<>{}$-]*", bare)
    return segments[-1].lstrip("-").lower() if segments else ""


def pair_items(items: list[dict], points: list[dict]) -> dict[int, int]:
    """Pair by group, last segment and file; full name, change and line break ties."""
    candidates, pairs = [], {}
    for i, item in enumerate(items):
        path, line = re.fullmatch(r"(.+?)(?::(\d+))?", item["at"]).groups("0")
        place = (group_of(item["kind"]), last_segment(item["name"]), path)
        for p, point in enumerate(points):
            path = point["path"].removeprefix("./")
            if place == (group_of(point["kind"]), last_segment(point["name"]), path):
                unlike = [item[key].lower() != point[key].lower() for key in ("name", "change")]
                candidates.append((*unlike, abs(int(line) - point["line"]), i, p))
    for *_, i, p in sorted(candidates):
        if i not in pairs and p not in pairs.values():
            pairs[i] = p
    return pairs


def count_names(wanted: list[str], given: list[str]) -> Counter:
    """Match names by words: `Search team` is `@org/search`."""

    def words(name: str) -> set[str]:
        return set(re.findall(r"\w+", name.rpartition("/")[2].lower())) - {"the", "team"}

    left = [words(name) for name in given]
    for want in map(words, wanted):
        match = next((w for w in left if want and w and (want <= w or w <= want)), None)
        if match is not None:
            left.remove(match)
    found = len(given) - len(left)
    return Counter(tp=found, fp=len(left), fn=len(wanted) - found)


def score_values(board: Board, r: Run, wanted: list[str]) -> None:
    """An error is a miss where the label is true, and not counted where it is false."""
    got = detected(r.answer)
    for name in wanted:
        want = r.row["labels"][name]["value"]
        if want or (want is False and not r.error):
            for sample in (r.row["sample"], "all"):
                board.tallies[f"{name} {LABELS[name]}, {sample}"].add(want, got[name])
            if got[name] != want:
                board.slips.append(f"{r.row['id']}: {name} is {want}. {r.row['note']}")


def score_noise(board: Board, r: Run) -> None:
    """Count the random changes on which the advice would speak, and should."""
    values = {name: label["value"] for name, label in r.row["labels"].items()}
    for verb, says, points in (
        ("would", detected(r.answer), r.answer["extension_points"]),
        ("should", values, r.row["labels"]["F2"]["items"]),
    ):
        speaks = any(says[name] for name in ("F3", "F4", "F5", "F6"))
        speaks |= any(point.get("documented") is False for point in points)
        board.shares[f"noise: random changes that {verb} get advice"][speaks] += 1


def score_items(board: Board, r: Run, label: dict) -> None:
    """Extra extension points count as wrong only where the label lists them all."""
    items = [item for item in label["items"] if last_segment(item["name"])]
    points = r.answer["extension_points"]
    pairs = pair_items(items, points)
    for i, item in enumerate(items):
        point = points[pairs[i]] if i in pairs else {}
        known, said = item["documented"], point.get("documented")
        hit = "fn" if not point else "tp" if label["complete"] else "open"
        board.tallies[f"F2 items, {group_of(item['kind'])}"][hit] += 1
        if known is not None:
            board.tallies["F2 undocumented items"].add(not known, said is False)
        if not point:
            board.slips.append(f"{r.row['id']}: F2 lacks {item['name']} at {item['at']}")
            continue
        board.compare("F2 change of matched items", r, item["change"], point["change"])
        if known is not None:
            board.compare("F2 documentation of matched items", r, known, said)
    for p, point in enumerate(points):
        if label["complete"] and p not in pairs.values():
            board.tallies[f"F2 items, {group_of(point['kind'])}"]["fp"] += 1
            board.slips.append(f"{r.row['id']}: F2 extra {point['name']} in {point['path']}")


def score_details(board: Board, r: Run, wanted: list[str]) -> None:
    """Score what lies below the values: kinds, items, effects, guides and names."""
    kind, items, owners, _, breaks, _, cites = (r.row["labels"][name] for name in LABELS)
    if "F1" in wanted and kind["change_kind"] is not None:
        board.compare("F1 change_kind", r, kind["change_kind"], r.answer["change_kind"])
    if "F2" in wanted and items["value"] is not None:
        score_items(board, r, items)
    if "F3" in wanted and owners["effect"] != "not_touched":
        got = "error" if r.error else effect(r.answer)
        board.compare("F3 effect where approval rules are touched", r, owners["effect"], got)
    broken, changes = breaks["breaking"], r.answer["breaking_changes"]
    if "F5" in wanted and (broken or (broken is False and not r.error)):
        board.tallies["F5 breaking, with guide or not"].add(broken, bool(changes))
        if broken and changes and breaks["guide"] is not None:
            guided = all(change.get("guide") is not None for change in changes)
            board.compare("F5 guide of breaking changes found", r, breaks["guide"], guided)
    if "F7" in wanted and cites["value"] is not None:
        names = cites["teams"] + cites["users"]
        board.tallies["F7 teams and users by name"] += count_names(names, cited(r.answer))
        given = {c["name"].removeprefix(r.row["repo"]) for c in r.answer["citations"]}
        for name in cites["issues"] + cites["tickets"]:
            board.shares["F7 issues and tickets"][name.removeprefix(r.row["repo"]) in given] += 1


def report(board: Board, verbose: bool) -> None:
    print(f"\n{'':42}   tp   fp   fn   tn  open  precision  recall")
    for title, tally in sorted(board.tallies.items()):
        f = tally.figures()
        counts = "".join(f"{f[name]:5}" for name in ("tp", "fp", "fn", "tn"))
        print(f"{title:42}{counts}{f['open']:6}{show(f['precision']):>11}{show(f['recall']):>8}")
    print("\nshares")
    for title, share in sorted(board.shares.items()):
        print(f"{title:44}{share[True]:4} of {share.total():3}  {share[True] / share.total():.2f}")
    print(*board.slips if verbose else [], "", sep="\n")


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Score `<command> facts` on labelled changes.")
    parser.add_argument("--labels", required=True, help="file with one labelled change a line")
    parser.add_argument("--repos", required=True, type=Path, help="folder of the repositories")
    parser.add_argument("--command", required=True, help='for example "python -m app"')
    parser.add_argument("--jobs", type=int, default=2, help="runs at a time")
    parser.add_argument("--only", default=",".join(LABELS), help="labels to score, as in F2,F5")
    parser.add_argument("--timeout", type=float, default=60, help="seconds for one run")
    parser.add_argument("--verbose", action="store_true", help="list every single slip")
    parser.add_argument("--json", type=Path, help="also write figures and answers to this file")
    args = parser.parse_args()
    args.only, args.command = args.only.split(","), shlex.split(args.command)
    if set(args.only) - set(LABELS) or not shutil.which(args.command[0]):
        parser.error("--only takes F1 to F7, and --command must name a program that is there")
    return args


def main() -> None:
    args = parse_arguments()
    rows = [json.loads(line) for line in Path(args.labels).read_text(encoding="utf-8").splitlines()]
    for row in rows:
        row["labels"] = {name[:2]: label for name, label in row["labels"].items()}
    found = [(row, path) for row in rows if (path := find_repository(row, args.repos))]
    with ThreadPoolExecutor(args.jobs) as pool:
        runs = list(pool.map(lambda place: run(*place, args.command, args.timeout), found))
    board, errors = Board(), [r for r in runs if r.error]
    for r in runs:
        score_values(board, r, args.only)
        score_details(board, r, args.only)
        if r.row["sample"] == "random":
            score_noise(board, r)
    skipped = Counter(row["repo"] for row in rows) - Counter(row["repo"] for row, _ in found)
    report(board, args.verbose)
    print(f"{len(runs)} changes run, {len(errors)} errors, {skipped.total()} skipped")
    for r in errors:
        print(f"error    {r.row['id']}: {r.error}")
    for repo, count in skipped.items():
        print(f"skipped  {count} of {repo}: the repository or its commits are not there")
    seconds = sorted(r.seconds for r in runs) or [0.0]
    p95 = seconds[round(0.95 * (len(seconds) - 1))]
    print(f"seconds a change: median {statistics.median(seconds):.2f}, p95 {p95:.2f}")
    if args.json:
        tallies = {title: tally.figures() for title, tally in board.tallies.items()}
        shares = {title: {"right": s[True], "of": s.total()} for title, s in board.shares.items()}
        answers = {r.row["id"]: {"error": r.error, **r.answer} for r in runs}
        figures = {"tallies": tallies, "shares": shares, "answers": answers}
        args.json.write_text(json.dumps(figures, indent=1))
    final = [(f, board.tallies[f"{f} {LABELS[f]}, all"].figures()) for f in args.only]
    print(" | ".join(f"{f} P {show(t['precision'])} R {show(t['recall'])}" for f, t in final))


if __name__ == "__main__":
    main()
