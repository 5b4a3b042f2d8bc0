"""A backtest, and the comparison of two, for the terminal, for GitHub and for scripts."""

from collections.abc import Iterator, Sequence
from typing import Any

from app.core.backtest import (
    Backtest,
    Comparison,
    Example,
    Judgement,
    PastChange,
    PolicyCount,
    PolicyDifference,
)
from app.render.escape import code_span, markdown, one_line, words
from app.render.verdict import counted

MOST_FAILED = 10
"""Changes named that could not be judged."""
SHOWN_OF_ID = 10


def text(backtest: Backtest) -> str:
    """A table for people, policies that spoke most first."""
    speaking, silent = _parted(backtest)
    rows = [("policy", "spoke", "share", "in reports only", "cannot tell", "examples")]
    rows += [(*_cells(one, backtest), _names(one.examples)) for one in speaking]
    lines = [_opening(backtest), ""]
    lines += [*_columns(rows), ""] if speaking else []
    lines += [f"Silent throughout: {', '.join(silent)}."] if silent else []
    return "\n".join([*lines, *_failed_lines(backtest.failed)]).rstrip() + "\n"


def comparison_text(comparison: Comparison) -> str:
    """What differs, with what would have been said."""
    lines = [_opening_of_comparison(comparison)]
    for one in comparison.policies:
        lines += ["", f"{one.policy}: {_change_in_words(one)}"]
        lines += [f"  + {_example_text(each)}" for each in one.newly_examples]
        lines += [f"  - {_example_text(each)}" for each in one.no_longer_examples]
    return "\n".join([*lines, *_failed_lines(comparison.failed)]) + "\n"


def markdown_page(backtest: Backtest, home: str) -> str:
    """A table for GitHub; `home` is the repository's address for links, empty without."""
    speaking, silent = _parted(backtest)
    lines = [_opening(backtest), ""]
    if speaking:
        lines += ["| policy | spoke | share | in reports only | cannot tell | examples |"]
        lines += ["| --- | ---: | ---: | ---: | ---: | --- |"]
        for one in speaking:
            name, *numbers = _cells(one, backtest)
            examples = ", ".join(_link(each.change, home) for each in one.examples)
            lines.append(f"| {' | '.join([code_span(name), *numbers, examples])} |")
        lines.append("")
    if silent:
        lines += [f"Silent throughout: {', '.join(map(code_span, silent))}.", ""]
    return "\n".join([*lines, *_failed_markdown(backtest.failed, home)]).rstrip() + "\n"


def comparison_markdown(comparison: Comparison, home: str) -> str:
    """What differs, policy by policy, with examples."""
    lines = [_opening_of_comparison(comparison), ""]
    for one in comparison.policies:
        lines.append(f"- {code_span(one.policy)}: {_change_in_words(one)}")
        lines += [f"  - newly: {_example(each, home)}" for each in one.newly_examples]
        lines += [f"  - no longer: {_example(each, home)}" for each in one.no_longer_examples]
    return "\n".join([*lines, "", *_failed_markdown(comparison.failed, home)]).rstrip() + "\n"


def document(backtest: Backtest, home: str) -> dict[str, Any]:
    """For scripts."""
    return {
        "schema": "cowpath/backtest/1",
        "changes": backtest.changes,
        "heard": backtest.heard,
        "policies": [
            {
                "policy": one.policy,
                "spoke": one.heard,
                "share": round(one.heard / max(1, backtest.changes), 4),
                "in_reports_only": one.in_reports,
                "cannot_tell": one.untold,
                "examples": _examples_document(one.examples, home),
            }
            for one in backtest.policies
        ],
        "failed": _failed_document(backtest.failed, home),
    }


def comparison_document(comparison: Comparison, home: str) -> dict[str, Any]:
    """For scripts."""
    return {
        "schema": "cowpath/backtest-against/1",
        "changes": comparison.changes,
        "policies": [
            {
                "policy": one.policy,
                "newly": one.newly,
                "newly_examples": _examples_document(one.newly_examples, home),
                "no_longer": one.no_longer,
                "no_longer_examples": _examples_document(one.no_longer_examples, home),
            }
            for one in comparison.policies
        ],
        "failed": _failed_document(comparison.failed, home),
    }


def _parted(backtest: Backtest) -> tuple[list[PolicyCount], list[str]]:
    """The policies with anything to tell, and the names of the others."""
    told = [one for one in backtest.policies if one.heard or one.in_reports or one.untold]
    told.sort(key=lambda one: (-one.heard, -one.in_reports, -one.untold))
    return told, [one.policy for one in backtest.policies if one not in told]


def _opening(backtest: Backtest) -> str:
    share = _share(backtest.heard, backtest.changes)
    looked = counted(backtest.changes, "past change")
    return f"Of {looked}, {backtest.heard} would have heard something ({share})."


def _opening_of_comparison(comparison: Comparison) -> str:
    looked = counted(comparison.changes, "past change")
    if not comparison.policies:
        return f"The same would have been said on {looked}."
    newly = sum(one.newly for one in comparison.policies)
    no_longer = sum(one.no_longer for one in comparison.policies)
    return f"On {looked}: {newly} newly said, {no_longer} no longer said."


def _change_in_words(one: PolicyDifference) -> str:
    parts = [f"newly said on {one.newly}"] if one.newly else []
    parts += [f"no longer said on {one.no_longer}"] if one.no_longer else []
    return ", ".join(parts)


def _cells(one: PolicyCount, backtest: Backtest) -> tuple[str, str, str, str, str]:
    share = _share(one.heard, backtest.changes)
    return one.policy, str(one.heard), share, str(one.in_reports), str(one.untold)


def _share(count: int, whole: int) -> str:
    return f"{count / max(1, whole):.1%}"


def _columns(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Words to the left, numbers to the right."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    for row in rows:
        numbers = (cell.rjust(width) for cell, width in zip(row[1:-1], widths[1:], strict=False))
        yield "  ".join([row[0].ljust(widths[0]), *numbers, row[-1]]).rstrip()


def _names(examples: Sequence[Example]) -> str:
    return ", ".join(_name(each.change) for each in examples)


def _name(change: PastChange) -> str:
    return f"#{change.number}" if change.number else change.commit[:SHOWN_OF_ID]


def _example_text(example: Example) -> str:
    return f"{_name(example.change)} {one_line(example.change.title, 60)}: {words(example.title)}"


def _example(example: Example, home: str) -> str:
    return f"{_link(example.change, home)}: {markdown(example.title)}"


def _link(change: PastChange, home: str) -> str:
    """By its full address: a bare number would be linked to, and noted there as a mention."""
    return f"[{_name(change)}]({_address(change, home)})" if home else code_span(_name(change))


def _address(change: PastChange, home: str) -> str:
    place = f"pull/{change.number}" if change.number else f"commit/{change.commit}"
    return f"{home}/{place}" if home else ""


def _failed_lines(failed: Sequence[Judgement]) -> list[str]:
    if not failed:
        return []
    shown = [
        f"  {_name(one.change)} {one_line(one.failed or '', 200)}" for one in failed[:MOST_FAILED]
    ]
    rest = [f"  and {len(failed) - MOST_FAILED} more"] if len(failed) > MOST_FAILED else []
    return ["", f"{counted(len(failed), 'change')} could not be judged:", *shown, *rest]


def _failed_markdown(failed: Sequence[Judgement], home: str) -> list[str]:
    if not failed:
        return []
    shown = [
        f"- {_link(one.change, home)}: {code_span(one.failed or '')}"
        for one in failed[:MOST_FAILED]
    ]
    return [f"{counted(len(failed), 'change')} could not be judged:", "", *shown]


def _examples_document(examples: Sequence[Example], home: str) -> list[dict[str, Any]]:
    return [{**_change_document(one.change, home), "says": words(one.title)} for one in examples]


def _failed_document(failed: Sequence[Judgement], home: str) -> list[dict[str, Any]]:
    return [{**_change_document(one.change, home), "reason": one.failed} for one in failed]


def _change_document(change: PastChange, home: str) -> dict[str, Any]:
    return {
        "commit": change.commit,
        "number": change.number,
        "title": one_line(change.title),
        "url": _address(change, home) or None,
    }
