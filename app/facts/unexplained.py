"""What others may build on from now on and nobody explains, gathered by unit."""

from collections.abc import Sequence
from posixpath import dirname
from typing import Literal

from app.core.fact import ExtensionPoint
from app.core.unexplained import UnexplainedUnit
from app.facts.change import Change, fact
from app.facts.comparison import compare
from app.facts.definitions import is_of_another_project
from app.facts.extension_points import extension_points
from app.facts.habits import is_usually_explained
from app.facts.helm_values import says_enough
from app.facts.here_alone import is_inner, is_offered, is_used_here_alone
from app.facts.surface import Declaration
from app.lazy_re import regex

MOST_UNITS = 50
_Format = Literal["terraform", "github", "helm", "other"]
_FORMATS: tuple[tuple[str, _Format], ...] = (
    ("terraform_", "terraform"),
    ("action_", "github"),
    ("workflow_call_", "github"),
    ("helm_value", "helm"),
)
"""By the beginning of a kind of extension point."""

_VERSIONED = regex(r"(.{0,500}/)v\d\w{0,12}/([^/]{1,200})")
_BORROWED = regex(r"\b[a-z]\w{0,80}\.([A-Z]\w{0,120})\b")
"""A type of another package in Go."""
_MANY = 3
_IDENTITIES = frozenset({
    "apiVersion", "group", "kind", "name", "namespace", "replicas", "selector", "template",
})  # fmt: skip
"""Fields by which resources name others, or that many have alike."""
_SETTINGS = frozenset({"config", "configuration", "structuredConfig"})
"""Mappings of a chart's values that hold the settings of the program that it runs."""
_CALLED = regex(r"_(?:exported_(?:api|method)|class_(?:field|member|method)|nested_class)$")
"""Kinds of what code exports, which says by its name what it does, as far as others call it."""
_PROPERTY = regex(r"\.(?:Get|Set|Is|Has)[A-Z]\w*$")
"""A method that only reads or sets a property."""
_TO_BE_MADE = regex(r"_interface_(?:member|method)$")
"""Kinds of parts that others write themselves where they are required."""


@fact
def unexplained_units(change: Change) -> tuple[UnexplainedUnit, ...]:
    """Modules, actions, charts and folders of code that gain something to set or build on without
    a word on what it is for. What its name says, as `image.tag` does, needs none; neither does what
    only this repository is seen to use."""
    units: dict[tuple[_Format, str], list[ExtensionPoint]] = {}
    # both in the same order, and the points may be fewer
    points = extension_points(change)
    told = zip(compare(change).differences, points, strict=False)
    for difference, point in told:
        if point.change != "added" or point.documented is not False or point.standard:
            continue
        declared = difference.declaration
        if _says_enough(declared) or _is_one_of_many(point, points):
            continue
        if is_of_another_project(change, declared.kind, declared.path):
            continue
        if _is_another_version(change, declared.path) or _is_of_a_type_taken_over(change, declared):
            continue
        kind = _format(declared)
        if kind in ("helm", "other") and not is_usually_explained(change, declared):
            continue
        if kind == "other" or not _is_used_here_alone(change, declared):
            units.setdefault((kind, _unit(declared)), []).append(point)
    return tuple(_gathered(*unit, points) for unit, points in list(units.items())[:MOST_UNITS])


def _says_enough(declared: Declaration) -> bool:
    """Whether its name tells those who call or set it; what others implement owes more."""
    if declared.kind in ("crd_field", "config_key"):
        name = declared.shown or declared.name
        return says_enough(name) or name.rpartition(".")[2] in _IDENTITIES
    if declared.kind == "helm_value" and not _SETTINGS.isdisjoint(declared.name.split(".")[:-1]):
        return True  # the program explains its own settings
    if declared.kind == "annotation_or_label" and declared.output:
        return True  # the program sets it
    if declared.kind.startswith("proto_") and "/src/" in declared.path:
        return True  # messages of a program, compiled into it
    if declared.kind == "go_interface_method" and _PROPERTY.search(declared.name):
        return True
    made = declared.required or not _TO_BE_MADE.search(declared.kind)
    return not made or _CALLED.search(declared.kind) is not None


def _is_of_a_type_taken_over(change: Change, declared: Declaration) -> bool:
    """Whether the type of a field had its name in another package, where it was used from before:
    users find in the resource what was there."""
    text = change.before.text(declared.path) if declared.path.endswith(".go") else None
    type_ = declared.name.partition(".")[0]
    return text is not None and any(each[1] == type_ for each in _BORROWED.finditer(text))


def _is_another_version(change: Change, path: str) -> bool:
    """Whether the file is new and stands in the folder of one version of an API, as one of its name
    did in that of another: what it declares was there, as it was."""
    place = _VERSIONED.fullmatch(path)
    if place is None or path in change.before.paths:
        return False
    known = change.once("app.facts.unexplained versions", _files_of_versions)
    return place.groups() in known


def _files_of_versions(change: Change) -> frozenset[tuple[str, ...]]:
    found = map(_VERSIONED.fullmatch, change.before.paths)
    return frozenset(place.groups() for place in found if place)


def _is_one_of_many(point: ExtensionPoint, points: Sequence[ExtensionPoint]) -> bool:
    """Whether it differs from several others by a number alone, such as `secret3`."""
    stem = point.name.rstrip("0123456789")
    if stem == point.name:
        return False
    alike = sum(other.name.rstrip("0123456789") == stem for other in points)
    return alike >= _MANY


def _gathered(kind: _Format, unit: str, points: list[ExtensionPoint]) -> UnexplainedUnit:
    first = points[0]
    return UnexplainedUnit(unit or first.path, kind, first.path, first.line, tuple(points))


def _format(declared: Declaration) -> _Format:
    found = (told for start, told in _FORMATS if declared.kind.startswith(start))
    return next(found, "other")


def _unit(declared: Declaration) -> str:
    """The folder or file of the whole that it belongs to; for code, its folder."""
    return dirname(declared.path) if _format(declared) == "other" else declared.scope


def _is_used_here_alone(change: Change, declared: Declaration) -> bool:
    if is_inner(change, declared.scope):
        return True
    if is_offered(change, declared.path):
        return False
    return is_used_here_alone(change, declared.kind, declared.scope, declared.path)
