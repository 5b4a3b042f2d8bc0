"""The verdict: the one line that opens a comment and names a check run."""

from app.core.advice import Report


def verdict(report: Report, shown: int) -> str:
    """What came of it, for a reader who is shown that many pieces of advice."""
    if report.stopped:
        return "Could not tell: the analysis was stopped"
    parts = [counted(shown, "suggestion")] if shown else ["Nothing to add"]
    if report.exempt:
        parts.append(f"{len(report.exempt)} exempt")
    if shown:
        parts.append("nothing blocks")
    elif untold := len({one.policy for one in report.unknown}):
        parts.append(f"{counted(untold, 'policy', 'policies')} could not tell")
    return ", ".join(parts)


def counted(number: int, one: str, several: str = "") -> str:
    """A number of things, such as "2 mistakes"."""
    return f"{number} {one if number == 1 else several or one + 's'}"
