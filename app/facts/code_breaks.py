"""Breaks in code: what goes along with something else, or goes by a slip of the pen."""

import re
from difflib import SequenceMatcher

from app.core.fact import BreakingChange
from app.facts.added import removed_lines
from app.facts.change import Change
from app.facts.change_kind import change_kind
from app.facts.comparison import compare
from app.lazy_re import regex

_CODE = regex(r"(?:go|java|python|typescript|cli)_|env_var$|config_key$")
_ACCESSOR = regex(r"(?:Get|Set|Is|Has)(\w{2,100})")
_SENT = regex(r"^\s{0,80}(?://|#|\*|/\*\*?)?\s{0,8}@?Deprecated\b", re.IGNORECASE)
_MOST_NAMES = 50
_SLIP = 2
"""Letters that a slip of the pen adds, leaves out or takes for others."""
_LONG_ENOUGH = 6
"""Letters of a name in which a slip is told from another word."""


def is_of_code(found: BreakingChange) -> bool:
    """Whether it is a part of a program, or one of its settings."""
    return _CODE.match(found.kind) is not None


def goes_with_its_field(change: Change, found: BreakingChange) -> bool:
    """Whether it is a method that only read or set what goes as well."""
    accessor = _ACCESSOR.fullmatch(found.name.rpartition(".")[2])
    if accessor is None or not is_of_code(found):
        return False
    return accessor[1].lower() in change.once("app.facts.sparing fields", _fields_gone)


def _fields_gone(change: Change) -> frozenset[str]:
    gone = (each.before for each in compare(change).differences if each.change == "removed")
    names = (was.name.rpartition(".")[2].lower() for was in gone if was)
    return frozenset(name for name in names if not _ACCESSOR.fullmatch(name))


def is_to_come(change: Change, found: BreakingChange) -> bool:
    """Whether something deprecated sent its users there and sends them elsewhere now."""
    file = next((file for file in change.files if file.path == found.path), None)
    if file is None or not is_of_code(found):
        return False
    name = re.compile(rf"\b{re.escape(found.name)}\b")
    return any(_SENT.search(line.text) and name.search(line.text) for line in removed_lines(file))


def is_made_here(change: Change, found: BreakingChange) -> bool:
    """Whether what an interface asks for comes with it to the types beside it."""
    last = found.name.rpartition(".")[2]
    return found.kind == "go_interface_method" and any(
        each.change == "added"
        and each.declaration.kind == "go_exported_method"
        and each.declaration.name.rpartition(".")[2] == last
        for each in compare(change).differences
    )


def gets_its_name_mended(change: Change, found: BreakingChange) -> bool:
    """Whether something of nearly the same name comes where a fix takes it away."""
    if found.how != "removed" or change_kind(change) != "fix":
        return False
    new = (each.declaration for each in compare(change).differences if each.change == "added")
    near = (now.name for now in new if (now.kind, now.scope) == (found.kind, found.unit))
    return any(_differ_by_a_slip(found.name, name) for name in list(near)[:_MOST_NAMES])


def _differ_by_a_slip(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _LONG_ENOUGH or max(len(one), len(other)) > 200:
        return False
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return max(len(one), len(other)) - sum(block.size for block in blocks) <= _SLIP
