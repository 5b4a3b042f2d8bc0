"""Helm charts: the values that users may set, wherever the chart shows them.

A value is declared in `values.yaml`, in `values.schema.json`, or only by a template that reads it.
"""

from collections.abc import Iterator
from dataclasses import replace
from posixpath import basename, dirname

from app.facts.change import Version
from app.facts.helm_chart import (
    DESCRIPTIONS,
    SCHEMA,
    TEMPLATE_ENDINGS,
    VALUES,
    Chart,
    chart_at,
)
from app.facts.helm_templates import Use, uses
from app.facts.helm_values import KIND, composed, declared_values, is_borrowed, plain, says_enough
from app.facts.surface import Declaration
from app.facts.yaml_text import Mapping, Sequence, text_at

_NORM = 2 / 3
"""Of what a schema lists, the part that it describes where it is the place for explanations."""


def reads(path: str) -> bool:
    """A chart's values, their schema and its templates."""
    return basename(path) in (*VALUES, SCHEMA) or _is_template(path)


def neighbours(path: str) -> tuple[str, ...]:
    """The chart's description and values, and the other templates, which may read the same."""
    chart = _chart_folder(path)
    names = (*DESCRIPTIONS, VALUES[0], SCHEMA)
    beside = tuple(f"{chart}/{name}" if chart else name for name in names)
    return (*beside, f"{dirname(path)}/") if _is_template(path) else beside


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The values that this file is the first to declare, in the order values, schema, template."""
    chart = chart_at(_chart_folder(path), version)
    if not chart.is_one:
        return ()
    if basename(path) in VALUES:
        return tuple(_of_values(chart, path, text))
    if basename(path) == SCHEMA:
        return tuple(_of_schema(chart, path, text))
    return tuple(_of_template(chart, path, text))


def _is_template(path: str) -> bool:
    inside = f"/{path}"
    return (
        "/templates/" in inside
        and "/templates/tests/" not in inside
        and path.endswith(TEMPLATE_ENDINGS)
    )


def _chart_folder(path: str) -> str:
    if _is_template(path):
        return f"/{path}".rpartition("/templates/")[0].removeprefix("/")
    return dirname(path)


def _of_values(chart: Chart, path: str, text: str) -> Iterator[Declaration]:
    for each in declared_values(chart.folder, path, text, chart.dependencies):
        accepts = chart.accepted_types.get(each.name)
        yield replace(each, accepts=accepts) if accepts and not each.grouping else each


def _of_schema(chart: Chart, path: str, text: str) -> Iterator[Declaration]:
    top = composed(text)
    if not isinstance(top, Mapping):
        return
    found = list(_properties(chart.folder, path, top, ""))
    told = sum(bool(each.documentation) for each in found)
    only_types = told < _NORM * len(found)
    for each in found:
        if not chart.declares(each.name):
            yield replace(each, documentation_unseen=True) if only_types else each


def _properties(chart: str, path: str, node: Mapping, above: str) -> Iterator[Declaration]:
    properties = node.get("properties")
    for key, value in properties.entries() if isinstance(properties, Mapping) else ():
        if not isinstance(value, Mapping):
            continue
        name = f"{above}.{key.text}" if above else key.text
        if isinstance(value.get("properties"), Mapping):
            yield from _properties(chart, path, value, name)
            continue
        description = text_at(value, "description") or ""
        listed = value.get("enum")
        choices = listed.items if isinstance(listed, Sequence) else ()
        yield Declaration(
            kind=KIND,
            name=name,
            scope=chart,
            path=path,
            line=key.line,
            choices=tuple(plain(item) or "" for item in choices) or None,
            documentation=description,
            documented_by="description in the schema" if description else None,
            standard=says_enough(name),
        )


def _of_template(chart: Chart, path: str, text: str) -> Iterator[Declaration]:
    # partial templates may be handed other values than those that users set
    unseen = basename(path).startswith("_") and chart.hands_over_values
    first: dict[str, Use] = {}
    for use in uses(text, chart.arguments):
        if use.name not in first or (use.templated and not first[use.name].templated):
            first[use.name] = use
    holders = {name.rpartition(".")[0].removesuffix("[]") for name in first}
    for name, use in first.items():
        if name.endswith("[]") or chart.declares(name):
            continue
        shown = "commented-out example" if chart.shows(name) else ""
        yield Declaration(
            kind=KIND,
            name=name,
            scope=chart.folder,
            path=path,
            line=use.line,
            type="template" if use.templated else None,
            documentation=shown,
            documented_by=shown or None,
            documentation_unseen="[]" in name or unseen or is_borrowed(name, chart.dependencies),
            standard=says_enough(name),
            grouping=name in holders,
            inferred=True,
        )
