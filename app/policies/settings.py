"""Values of the settings that a policy declares."""

from dataclasses import dataclass
from typing import Any

from app.core.configuration import Setting
from app.policies.model import SettingDeclaration

_LARGEST = 1_000_000_000
_LONGEST = 300
_MOST = 100

_WORDS = {
    "boolean": "`true` or `false`",
    "integer": "a whole number",
    "number": "a number",
    "string": "a text",
    "strings": "a list of texts",
}


@dataclass(frozen=True, slots=True)
class Given:
    """A value that was given for a setting, and what is wrong with it, if anything is."""

    value: Setting
    complaint: str | None = None


def setting_value(declared: SettingDeclaration, value: Any) -> Given:
    """A value from YAML, checked against the setting's declaration."""
    if not _fits(declared, value):
        return Given("", f"This must be {_WORDS[declared.type]}.")
    if declared.type == "strings":
        return Given(tuple(value))
    if declared.type == "number":
        value = float(value)
    least = declared.at_least
    if least is not None and declared.type in ("integer", "number") and value < least:
        return Given(value, f"This must be at least {least}.")
    return Given(value)


def _fits(declared: SettingDeclaration, value: Any) -> bool:
    match declared.type:
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            return isinstance(value, int) and _is_measured(value)
        case "number":
            return isinstance(value, int | float) and _is_measured(value)
        case "string":
            return isinstance(value, str) and len(value) <= _LONGEST
        case "strings":
            return (
                isinstance(value, list)
                and len(value) <= _MOST
                and all(isinstance(text, str) and len(text) <= _LONGEST for text in value)
            )


def _is_measured(value: int | float) -> bool:
    return not isinstance(value, bool) and abs(value) <= _LARGEST
