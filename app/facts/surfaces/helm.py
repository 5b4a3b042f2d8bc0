"""Helm charts: the values that users may set, wherever the chart shows them.

A value is declared in `values.yaml`, in `values.schema.json`, or only by a template that reads it.
Leaves are values; a mapping is no more than their common name.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from posixpath import basename, dirname

from app.core.fact import CannotTell
from app.facts.change import Version
from app.facts.helm_comments import Comments
from app.facts.helm_templates import Use, handed_over, uses
from app.facts.surface import Declaration
from app.facts.yaml_text import Mapping, Node, Scalar, Sequence, YamlTrouble, compose, text_at

VALUES = ("values.yaml", "values.yml")
SCHEMA = "values.schema.json"
TEMPLATE_ENDINGS = (".yaml", ".yml", ".tpl", ".txt")
KIND = "helm_value"
LONGEST_NAME = 300


def reads(path: str) -> bool:
    """A chart's values, their schema and its templates."""
    return basename(path) in (*VALUES, SCHEMA) or _is_template(path)


def neighbours(path: str) -> tuple[str, ...]:
    """The values, and the other templates, which may read the same values."""
    chart = _chart(path)
    names = tuple(_join(chart, name) for name in (VALUES[0], SCHEMA))
    return (*names, f"{dirname(path)}/") if _is_template(path) else names


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The values that this file is the first to declare, in the order values, schema, template."""
    chart = _chart(path)
    if _join(chart, "Chart.yaml") not in version.paths:
        return ()
    if basename(path) in VALUES:
        return _of_values(chart, path, text)
    declared = _declared_in_values(chart, version)
    if basename(path) == SCHEMA:
        return tuple(d for d in _of_schema(chart, path, text) if not declared.covers(d.name))
    read = uses(text, _arguments(chart, version))
    return tuple(_of_template(chart, path, read, declared))


def _is_template(path: str) -> bool:
    return (
        "/templates/" in f"/{path}"
        and "/templates/tests/" not in f"/{path}"
        and path.endswith(TEMPLATE_ENDINGS)
    )


def _chart(path: str) -> str:
    """The chart's folder."""
    if _is_template(path):
        return f"/{path}".rpartition("/templates/")[0].removeprefix("/")
    return dirname(path)


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _declared_in_values(chart: str, version: Version) -> "_Declared":
    for name in VALUES:
        path = _join(chart, name)
        text = version.text(path)
        if text is not None:
            return _Declared(_of_values(chart, path, text), text)
        if path in version.paths:
            raise CannotTell(f"{path} was not read, so that its values are not known")
    return _Declared((), "")


_COMMENTED_OUT = re.compile(r"^[ \t]*#[# \t-]*([\w.-]{2,100}):", re.MULTILINE)


class _Declared:
    """What a chart's values declare, mappings included."""

    def __init__(self, values: tuple[Declaration, ...], text: str) -> None:
        self._names = frozenset(each.name for each in values)
        self._leaves = frozenset(each.name for each in values if not each.grouping)
        self._commented_out = frozenset(_COMMENTED_OUT.findall(text))
        self._ends: dict[str, set[str]] = defaultdict(set)
        for each in values:
            above, _, last = each.name.rpartition(".")
            while above:
                self._ends[above].add(last)
                above = above.rpartition(".")[0]

    def covers(self, name: str) -> bool:
        """Whether a name is declared, lies in a leaf that takes anything, or is what entries of a
        mapping have in common (`ports[].port` where there is `ports.web.port`)."""
        collection, _, field = name.partition("[].")
        if name in self._names or field.rpartition(".")[2] in self._ends.get(collection, ()):
            return True
        parts = re.split(r"(?=\[\])|\.", name)
        return any(".".join(parts[:n]) in self._leaves for n in range(1, len(parts)))

    def shows(self, name: str) -> bool:
        """Whether the name stands in the values as an example that is commented out."""
        return name.rpartition(".")[2] in self._commented_out


@lru_cache(maxsize=16)
def _of_values(chart: str, path: str, text: str) -> tuple[Declaration, ...]:
    comments = Comments(text)
    return tuple(
        Declaration(KIND, name, chart, path, key.line, type="map", grouping=True)
        if isinstance(value, Mapping) and value.pairs
        else _value(chart, path, name, key, value, comments.of(name, key, value, parent))
        for name, key, value, parent in _keys(_composed(text), "")
    )


def _composed(text: str) -> Node | None:
    try:
        return compose(text)
    except YamlTrouble:
        return None


Key = tuple[str, Scalar, Node, "tuple[Scalar, Mapping] | None"]
"""Full name, key, value, and the mapping right above with its own key."""


def _keys(node: Node | None, above: str, parent: Scalar | None = None) -> Iterator[Key]:
    if not isinstance(node, Mapping):
        return
    for key, value in node.entries():
        name = f"{above}.{key.text}" if above else key.text
        if key.text == "<<" or len(name) > LONGEST_NAME:
            continue
        yield name, key, value, (parent, node) if parent is not None else None
        yield from _keys(value, name, key)


def _value(chart: str, path: str, name: str, key: Scalar, value: Node, comment: str) -> Declaration:
    return Declaration(
        kind=KIND,
        name=name,
        scope=chart,
        path=path,
        line=key.line,
        type=_type(value),
        default=_plain(value),
        documentation=comment,
        documented_by="comment" if comment else None,
        deprecated="deprecated" in comment.lower(),
    )


def _type(value: Node) -> str | None:
    """List or mapping; scalars are not told apart, since templates take most of them alike."""
    if isinstance(value, Sequence):
        return "list"
    if isinstance(value, Mapping):
        return "map"
    return None if value.is_null or value.text == "" else "scalar"


def _plain(value: Node) -> str | None:
    """The default as text that quoting and layout do not change; `None` for null."""
    if isinstance(value, Scalar):
        return None if value.is_null else value.text
    if isinstance(value, Sequence):
        return f"[{', '.join(_plain(item) or '' for item in value.items)}]"
    pairs = (f"{_plain(key)}: {_plain(item)}" for key, item in value.pairs)
    return f"{{{', '.join(pairs)}}}"


def _of_schema(chart: str, path: str, text: str) -> Iterator[Declaration]:
    top = _composed(text)
    yield from _properties(chart, path, top, "", 0) if isinstance(top, Mapping) else ()


def _properties(
    chart: str, path: str, node: Mapping, above: str, level: int
) -> Iterator[Declaration]:
    properties = node.get("properties")
    for key, value in properties.entries() if isinstance(properties, Mapping) else ():
        if not isinstance(value, Mapping):
            continue
        name = f"{above}.{key.text}" if above else key.text
        if isinstance(value.get("properties"), Mapping):
            yield from _properties(chart, path, value, name, level + 1)
            continue
        description = text_at(value, "description") or ""
        listed = value.get("enum")
        yield Declaration(
            kind=KIND,
            name=name,
            scope=chart,
            path=path,
            line=key.line,
            choices=tuple(_plain(item) or "" for item in listed.items)
            if isinstance(listed, Sequence)
            else None,
            documentation=description,
            documented_by="description in the schema" if description else None,
        )


def _arguments(chart: str, version: Version) -> tuple[tuple[str, str], ...]:
    """The value that each partial template is handed, where all calls in the chart agree."""
    folder = _join(chart, "templates/")
    handed: dict[str, set[str]] = {}
    for path in version.paths:
        if path.startswith(folder) and _is_template(path) and (text := version.text(path)):
            for name, value in handed_over(text):
                handed.setdefault(name, set()).add(value)
    return tuple(sorted((name, min(values)) for name, values in handed.items() if len(values) == 1))


def _of_template(
    chart: str, path: str, read: tuple[Use, ...], declared: "_Declared"
) -> Iterator[Declaration]:
    first: dict[str, Use] = {}
    for use in read:
        if use.name not in first or (use.templated and not first[use.name].templated):
            first[use.name] = use
    read_below = {name.rpartition(".")[0].removesuffix("[]") for name in first}
    for name, use in first.items():
        if not declared.covers(name) and not name.endswith("[]"):
            shown = "commented-out example" if declared.shows(name) else ""
            yield Declaration(
                kind=KIND,
                name=name,
                scope=chart,
                path=path,
                line=use.line,
                type="template" if use.templated else None,
                documentation=shown,
                documented_by=shown or None,
                documentation_unseen="[]" in name,
                grouping=name in read_below,
                inferred=True,
            )
