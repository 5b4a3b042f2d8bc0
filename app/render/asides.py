"""What is said beside the advice: why, to those who asked, and about how Cowpath fares here."""

from collections.abc import Iterator, Sequence

from app.core.advice import Advice, Report
from app.core.observation import HEARINGS, Hearings, Learning
from app.core.publication import Aside
from app.core.reply import EVERY, Answer
from app.core.text import ours
from app.render.account import Account, accounts
from app.render.escape import code_span, markdown
from app.render.folds import MOST_LISTED, fitting, folded, listed
from app.render.verdict import counted

ROOM = 20_000
"""Bytes that answers may take of a comment."""
WHY_THIS_FIRST = (
    "First comes what may stop working for teams, then what makes them wait or takes a choice from "
    "them, then what is hard to undo, then what would make their way easier; of equals, the surer."
)
"""The order of `app.policies.interplay`, for those who wonder."""
HELP = (
    "`/cowpath ok <policy> because …` excuses what a policy says here, with your reason beside it",
    "`/cowpath not-useful <policy> …` quietens a policy here and counts against it",
    "`/cowpath why <policy>` says what it looked for and what it found",
    "`/cowpath again` looks again",
    "`/cowpath help` says this",
)


def whole_account(report: Report, room: int) -> str:
    """The account of every policy, for the check run."""
    if report.stopped:
        return ""
    opening = "Every policy, what it looked for and what it found."
    return "\n\n".join(fitting([opening, *map(_told, accounts(report))], room))


def origin(report: Report, shown: Sequence[Advice], head_sha: str) -> list[str]:
    """What was looked for, why it is told in this order, and how to quieten it."""
    policies = tuple(dict.fromkeys(advice.policy for advice in shown))
    entries = [
        f"{code_span(policy)} looked for: {markdown(ours(report.looked_for[policy]))}."
        for policy in policies
        if policy in report.looked_for
    ]
    entries += [f"Not looked at: {code_span(one)}" for one in report.not_looked_at]
    entries += [
        f"{code_span(one.policy)} needs {code_span(one.fact)}: {code_span(one.reason)}"
        for one in report.unknown
    ]
    order = [WHY_THIS_FIRST] if len(policies) > 1 else []
    looked = f"Cowpath looked at {code_span(head_sha[:12])}."
    if shown:
        title = "Why this, and how to quieten it"
        return folded(title, [*listed(entries), *order, looked, *_quieter(policies)])
    return folded("Why this", [*listed(entries), looked] if entries else [])


def _quieter(policies: Sequence[str]) -> list[str]:
    answer = f"`/cowpath not-useful {policies[0]}`"
    choices = "\n".join(f"  {policy}: {{mode: report}}" for policy in policies[:MOST_LISTED])
    return [
        f"Not useful here? Answer {answer}, or keep the lines you want in `.github/cowpath.yml`:",
        f"```yaml\npolicies:\n{choices}\n```",
    ]


def fares(aside: Aside) -> list[str]:
    """For the maintainers, in the check run: policies that stepped down, and the first days."""
    told = [_stepped_down(one) for one in aside.stepped_down[:MOST_LISTED]]
    return [*told, *([_learning(aside.learning)] if aside.learning else [])]


def answers(aside: Aside, report: Report) -> list[str]:
    """What those get to hear who asked for something."""
    parts = [part for answer in aside.answers for part in _answer(answer, report)]
    return folded("Answers", fitting(list(dict.fromkeys(parts)), ROOM))


def is_said(answer: Answer) -> bool:
    """Whether an answer takes words; the rest is told by a reaction and by what changes."""
    return bool(answer.complaint) or answer.verb in ("why", "help")


def _answer(answer: Answer, report: Report) -> Iterator[str]:
    asked = f"/cowpath {answer.verb} {answer.policy}".strip()
    if answer.complaint:
        said = f"{code_span(answer.by)} said {code_span(asked)}."
        yield f"{said} Not done: {markdown(ours(answer.complaint))}"
    elif answer.verb == "help":
        yield "\n".join(f"- {line}" for line in HELP)
    elif answer.verb == "why":
        for one in accounts(report):
            if answer.policy in ("", EVERY, one.policy):
                yield _told(one)


def _told(one: Account) -> str:
    return "\n".join([f"**{code_span(one.policy)}**", "", *(f"- {markdown(x)}" for x in one.lines)])


def _stepped_down(one: Hearings) -> str:
    return (
        f"{code_span(one.policy)} keeps quiet here: of its last {HEARINGS} hearings, "
        f"{one.not_useful} were called not useful. To hear it again, set its `mode` in "
        "`.github/cowpath.yml`."
    )


def _learning(learning: Learning) -> str:
    would = ", ".join(
        f"{code_span(policy)} on {counted(number, 'pull request')}"
        for policy, number in learning.would_have_spoken[:MOST_LISTED]
    )
    return (
        f"Cowpath is new here: until {learning.until} it writes no comment. "
        f"So far it would have spoken: {would or 'not at all'}."
    )
