"""The values that promises of service are made of: shares, thresholds, lengths of time.

A value that is written so that it has none here, such as the placeholder of a template, keeps its
text alone: two of them are the same where their texts are.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from app.core.fact import CannotTell
from app.lazy_re import regex

MINUTES_A_MONTH = 30 * 24 * 60
"""The month that budgets are counted in has 30 days, whatever window a promise has."""
LONGEST_VALUE = 100
"""Characters of a value that are kept to be shown."""

_NUMBER = regex(r"(\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})", re.ASCII)
_SHARE = regex(r"(\d{1,3}(?:\.\d{1,9})?|\.\d{1,9})\s?%?", re.ASCII)
_MEASURE = regex(r"(\d{1,9}(?:\.\d{1,9})?)\s?(ns|us|µs|ms|s|m|h)", re.ASCII)
_SPAN = regex(r"(\d{1,6})\s?([A-Za-z]{1,12})", re.ASCII)
_SPANS = regex(r"(?:\d{1,6}\s?[A-Za-z]{1,12}\s?){1,4}", re.ASCII)
_SECONDS = {
    "ns": Decimal("1e-9"), "us": Decimal("1e-6"), "µs": Decimal("1e-6"), "ms": Decimal("0.001"),
    "s": Decimal(1), "m": Decimal(60), "h": Decimal(3600),
}  # fmt: skip
_DAYS = {
    "s": Decimal(1) / 86_400, "m": Decimal(1) / 1440, "minute": Decimal(1) / 1440,
    "h": Decimal(1) / 24, "hour": Decimal(1) / 24,
    "d": Decimal(1), "day": Decimal(1),
    "w": Decimal(7), "week": Decimal(7), "fortnight": Decimal(14),
    "M": Decimal(30), "mo": Decimal(30), "month": Decimal(30),
    "Q": Decimal(91), "quarter": Decimal(91), "half": Decimal(182),
    "y": Decimal(365), "Y": Decimal(365), "year": Decimal(365),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """One value of a promise, and where it stands."""

    text: str
    """As it is written; empty where it is not given."""
    amount: Decimal | None
    """What it comes to; `None` where it is not given or has no value here."""
    line: int

    def differs(self, other: "Quantity") -> bool:
        """Whether the two are not the same; where they differ, both amounts are known.

        Raises `CannotTell` where that depends on a value that is not known.
        """
        if self.amount is not None and other.amount is not None:
            return self.amount != other.amount
        if self.text == other.text or not (self.text and other.text):
            return False  # what is not given has a default that we do not know, and leave alone
        unread = self if self.amount is None else other
        raise CannotTell(f"the value of `{unread.text[:LONGEST_VALUE]}` in a promise is not known")


ABSENT = Quantity("", None, 0)


def share(text: str, line: int) -> Quantity:
    """A target: `0.999`, `99.9` and `99.9%` are the same; up to 1 it is a share of all."""
    bare = text.strip()
    found = _SHARE.fullmatch(bare)
    if not found:
        return Quantity(bare, None, line)
    number = Decimal(found[1])
    amount = number if number <= 1 and "%" not in bare else number / 100
    return Quantity(bare, amount if amount <= 1 else None, line)


def measure(text: str, line: int) -> Quantity:
    """A threshold: a number, or a length of time in seconds."""
    bare = text.strip()
    if timed := _MEASURE.fullmatch(bare):
        return Quantity(bare, Decimal(timed[1]) * _SECONDS[timed[2]], line)
    plain = _NUMBER.fullmatch(bare)
    return Quantity(bare, Decimal(plain[1]) if plain else None, line)


def span(text: str, line: int) -> Quantity:
    """A window in days: `30d`, `4w`, `1M`, `1w3d`, `DAY`, `2 weeks`."""
    bare = text.strip()
    counted = bare if bare[:1].isdigit() else f"1 {bare}"
    if not bare or not _SPANS.fullmatch(counted):
        return Quantity(bare, None, line)
    amounts = [_days(int(number), unit) for number, unit in _SPAN.findall(counted)]
    known = [amount for amount in amounts if amount is not None]
    return Quantity(bare, sum(known, Decimal(0)) if len(known) == len(amounts) else None, line)


def _days(number: int, unit: str) -> Decimal | None:
    word = unit.lower().removesuffix("s") if len(unit) > 1 else unit
    days = _DAYS.get(unit) or _DAYS.get(word)
    return None if days is None else number * days


def percentage_in_words(target: Quantity) -> str:
    """A target as in `99.9 %`, however it is written."""
    if target.amount is None:
        return target.text[:LONGEST_VALUE]
    return f"{_bare(target.amount * 100)} %"


def days_in_words(window: Quantity) -> str:
    """A window as in `30 days`."""
    if window.amount is None:
        return window.text[:LONGEST_VALUE]
    if window.amount < 1:
        return minutes_in_words(window.amount * 1440)
    return f"{_bare(round(window.amount, 1))} {'day' if window.amount == 1 else 'days'}"


def budget_in_words(target: Quantity) -> str:
    """What a target allows to go wrong in a month, as in `3 h 36 min`; empty where not known."""
    if target.amount is None:
        return ""
    return minutes_in_words((1 - target.amount) * MINUTES_A_MONTH)


def minutes_in_words(minutes: Decimal) -> str:
    """A length of time in at most two units, to the second below ten minutes."""
    if minutes < 10:
        whole, seconds = divmod(round(minutes * 60), 60)
        parts = ((whole, "min"), (seconds, "s"))
    elif minutes < 48 * 60:
        hours, rest = divmod(round(minutes), 60)
        parts = ((hours, "h"), (rest, "min"))
    else:
        days, hours = divmod(round(minutes / 60), 24)
        parts = ((days, "days"), (hours, "h"))
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or "0 s"


def _bare(number: Decimal) -> str:
    """A number without zeros at its end."""
    return f"{number.normalize():f}"
