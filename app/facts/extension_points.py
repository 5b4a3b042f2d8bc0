"""Extension points: what others build on, as far as the change adds, alters or removes it."""

from posixpath import dirname

from app.core.fact import ExtensionPoint
from app.facts.change import Change, fact
from app.facts.comparison import Difference, compare
from app.facts.documentation import WORDS_IN_ONE, documented_by, is_unseen
from app.facts.helm_templates import uses
from app.facts.surface import Declaration
from app.facts.uncommented import stood_as_comment
from app.facts.units import serves_only_us

MOST_POINTS = 1_000
"""Told of one change; nobody reads more."""


@fact
def extension_points(change: Change) -> tuple[ExtensionPoint, ...]:
    """Everything that others build on and that the change adds, alters or removes."""
    return tuple(_point(change, each) for each in compare(change).differences[:MOST_POINTS])


def _point(change: Change, difference: Difference) -> ExtensionPoint:
    declaration = difference.declaration
    documented, where = _documentation(change, difference)
    return ExtensionPoint(
        kind=declaration.kind,
        name=declaration.shown or declaration.name,
        path=declaration.path,
        line=declaration.line,
        change=difference.change,
        documented=documented,
        documented_by=where,
        standard=declaration.standard,
    )


def _documentation(change: Change, difference: Difference) -> tuple[bool | None, str | None]:
    """Whether it is explained, and where.

    What is gone needs no explanation, and what lacked one before is not held against this change.
    """
    if difference.after is None:
        return None, None
    where = documented_by(change, difference.after)
    if where is None and not _owes_words(change, difference.after, is_new=not difference.before):
        return None, None
    return where is not None, where


def _owes_words(change: Change, declared: Declaration, is_new: bool) -> bool:
    """Whether it is this change that leaves others without a word on something they can set."""
    if not is_new or is_unseen(change, declared):
        return False
    name = declared.shown or declared.name
    is_answer = declared.kind == "crd_field" and name.lower().startswith("status.")
    if is_answer or serves_only_us(declared.path) or _is_written_down_later(change, declared.path):
        return False
    return not (_may_be_renamed(change, declared) or stood_as_comment(change, declared))


def _is_written_down_later(change: Change, path: str) -> bool:
    """Whether a schema comes to a folder that was there: what it describes may be older."""
    if not path.endswith("schema.json") or path in change.before.paths:
        return False
    return bool(change.before.folders.get(dirname(path)))


def _may_be_renamed(change: Change, declared: Declaration) -> bool:
    """Whether something of its kind, which had no word either, goes from the same file."""
    if declared.kind == "helm_value" and declared.inferred:
        return _is_read_instead(change, declared) or _is_misread(change, declared)
    gone = change.once("app.facts.extension_points gone", _gone_without_a_word)
    return (declared.kind, declared.path) in gone


def _is_read_instead(change: Change, declared: Declaration) -> bool:
    """Whether a template reads a value in place of one with the same last name."""
    path = declared.path
    gone = change.once(f"values read no more in {path}", lambda change: _read_no_more(change, path))
    return declared.name.rpartition(".")[2] in gone


def _is_misread(change: Change, declared: Declaration) -> bool:
    """Whether a template reads a value that is declared nowhere, while the change declares and
    explains one with the same last name elsewhere: a slip, and the words stand where they belong.
    A name of one word may be that of many values."""
    last = declared.name.rpartition(".")[2]
    if not WORDS_IN_ONE.fullmatch(last):
        return False
    explained = change.once("app.facts.extension_points explained values", _explained_values)
    return (declared.scope, last) in explained


def _explained_values(change: Change) -> frozenset[tuple[str, str]]:
    """Charts, and the last names of the values that come to them with a word of explanation."""
    new = (each.after for each in compare(change).differences if each.before is None)
    return frozenset(
        (each.scope, each.name.rpartition(".")[2])
        for each in new
        if each and each.kind == "helm_value" and not each.inferred and each.documentation
    )


def _read_no_more(change: Change, path: str) -> frozenset[str]:
    """The last names of the values that a template reads no longer."""
    was, now = (side.text(path) or "" for side in (change.before, change.after))
    gone = {each.name for each in uses(was)} - {each.name for each in uses(now)}
    return frozenset(name.rpartition(".")[2] for name in gone)


def _gone_without_a_word(change: Change) -> frozenset[tuple[str, str]]:
    """Kinds and files of what goes and was never explained."""
    gone = (each.declaration for each in compare(change).differences if each.after is None)
    return frozenset((each.kind, each.path) for each in gone if not each.documentation)
