"""Reads promises of service from YAML: OpenSLO and Nobl9, Sloth, Pyrra, told by their content.

Where each format keeps what:

    OpenSLO, Nobl9  spec.objectives[]: target 0 to 1, or targetPercent; op and value; timeWindow
    Sloth           slos[].objective in percent; its window is set where Sloth runs
    Pyrra           spec.target in percent; spec.window; the latency is in the indicator

A threshold that stands in a query of Prometheus is the boundary of its bucket, `le="0.3"`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.facts.promise_values import ABSENT, Quantity, measure, share, span
from app.facts.yaml_text import Mapping, Node, Scalar, Sequence, YamlTrouble, compose_all, text_at
from app.lazy_re import regex

MARKS = ("openslo", "n9/", "prometheus/v1", "sloth.slok.dev/", "pyrra.dev/")
"""A text without any of these promises nothing."""
MOST_SLOS = 1_000
"""Read of one file, and compared of one change."""
MOST_OBJECTIVES = 20
"""Read of one SLO."""
_BUCKET = regex(r'\ble\s{0,3}=\s{0,3}["\'](\d{1,9}(?:\.\d{1,9})?)["\']', re.ASCII)
_PLACEHOLDER = regex(r"\{\{([^{}\n]{0,300})\}\}")
_NO_LETTERS = regex(r"\W{1,300}")
_STATEMENT = regex(r"\{\{[^{}\n]{0,300}\}\}")
"""A line that holds nothing else steers the template, and is no YAML."""


@dataclass(frozen=True, slots=True)
class Objective:
    """One target of an SLO, with what counts as good and over which time."""

    label: str
    """What it is called among several; empty where it has no name."""
    target: Quantity
    window: Quantity = ABSENT
    threshold: Quantity = ABSENT
    less_is_stricter: bool = True
    """Whether a lower threshold promises more, as it does for latency."""


@dataclass(frozen=True, slots=True)
class Slo:
    """A service level objective as it is declared, with one target or several."""

    service: str
    name: str
    path: str
    line: int
    objectives: tuple[Objective, ...]


def slos(path: str, text: str) -> tuple[Slo, ...]:
    """The SLOs that a text of YAML declares, in its order.

    Where it is no YAML, the braces of a template are taken for words. Raises `YamlTrouble` where
    that does not help.
    """
    try:
        documents = compose_all(text)
    except YamlTrouble:
        documents = compose_all(_as_words(text))
    found: list[Slo] = []
    for document in documents:
        for slo in _slos_in(path, document):
            if slo.objectives and len(found) <= MOST_SLOS:
                found.append(slo)
    return tuple(found)


def _as_words(text: str) -> str:
    """A template as YAML: its statements left out, each placeholder one word of its own."""
    lines = ("" if _STATEMENT.fullmatch(line.strip()) else line for line in text.split("\n"))
    return _PLACEHOLDER.sub(
        lambda found: _NO_LETTERS.sub("-", f"template{found[1]}"), "\n".join(lines)
    )


def _slos_in(path: str, node: Node) -> Iterator[Slo]:
    """The SLOs of one document; a list, or a `kind: List`, may hold several."""
    if isinstance(node, Sequence):
        for item in node.items:
            yield from _slos_in(path, item)
        return
    if not isinstance(node, Mapping):
        return
    kind, version = text_at(node, "kind") or "", text_at(node, "apiVersion") or ""
    if kind == "List" and (items := node.get("items")):
        yield from _slos_in(path, items)
    elif kind == "SLO" and version.startswith(("openslo/", "openslo.com/", "n9/")):
        yield _openslo(path, node)
    elif kind == "ServiceLevelObjective" and version.startswith("pyrra.dev/"):
        yield _pyrra(path, node)
    elif kind == "PrometheusServiceLevel" and version.startswith("sloth.slok.dev/"):
        yield from _sloth(path, node.get("spec"))
    elif text_at(node, "version") == "prometheus/v1":
        yield from _sloth(path, node)


# OpenSLO, and Nobl9 which it came from ------------------------------------------------------------


def _openslo(path: str, document: Mapping) -> Slo:
    spec = document.get("spec")
    window = _openslo_window(_first(_at(spec, "timeWindow") or _at(spec, "timeWindows")))
    bucket = _bucket(_at(spec, "indicator"))
    objectives = tuple(
        Objective(
            label=text_at(item, "displayName") or text_at(item, "name") or "",
            target=target,
            window=window,
            threshold=_read(measure, _at(item, "value")) or bucket,
            less_is_stricter=not (text_at(item, "op") or "").startswith("g"),
        )
        for item in _items(_at(spec, "objectives"))[:MOST_OBJECTIVES]
        if (target := _read(share, _at(item, "target") or _at(item, "targetPercent")))
    )
    name = text_at(document.get("metadata"), "name") or ""
    return Slo(text_at(spec, "service") or "", name, path, document.line, objectives)


def _openslo_window(window: Node | None) -> Quantity:
    """`duration: 28d`, or in the first version `unit: Day` and `count: 28`."""
    duration = _at(window, "duration")
    if duration is not None:
        return _read(span, duration) or ABSENT
    unit, count = _at(window, "unit"), _at(window, "count")
    if not (isinstance(unit, Scalar) and isinstance(count, Scalar)):
        return ABSENT
    return span(f"{count.text} {unit.text}", count.line)


# Sloth --------------------------------------------------------------------------------------------


def _sloth(path: str, spec: Node | None) -> Iterator[Slo]:
    service = text_at(spec, "service") or ""
    for item in _items(_at(spec, "slos")):
        if target := _read(share, _at(item, "objective")):
            objective = Objective("", target, threshold=_bucket(_at(item, "sli")))
            yield Slo(service, text_at(item, "name") or "", path, item.line, (objective,))


# Pyrra --------------------------------------------------------------------------------------------


def _pyrra(path: str, document: Mapping) -> Slo:
    metadata, spec = document.get("metadata"), document.get("spec")
    indicator = _at(spec, "indicator")
    target = _read(share, _at(spec, "target"))
    native = _read(measure, _at(_at(indicator, "latencyNative"), "latency"))
    window = _read(span, _at(spec, "window")) or ABSENT
    objective = target and Objective("", target, window, native or _bucket(indicator))
    service = text_at(_at(metadata, "labels"), "pyrra.dev/service")
    return Slo(
        service=service or text_at(metadata, "namespace") or "",
        name=text_at(metadata, "name") or "",
        path=path,
        line=document.line,
        objectives=(objective,) if objective else (),
    )


# Looking into nodes -------------------------------------------------------------------------------


def _at(node: Node | None, name: str) -> Node | None:
    """What stands under a name; `None` where nothing does."""
    value = node.get(name) if isinstance(node, Mapping) else None
    return None if isinstance(value, Scalar) and value.is_null else value


def _items(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else ()


def _first(node: Node | None) -> Node | None:
    return next(iter(_items(node)), None)


def _read(how: Callable[[str, int], Quantity], node: Node | None) -> Quantity | None:
    """The value of a node; `None` where there is no node."""
    if node is None:
        return None
    if isinstance(node, Scalar):
        return how(node.text, node.line)
    words = " ".join(scalar.text for scalar in _scalars(node))
    return Quantity(
        words.strip(), None, node.line
    )  # a placeholder without quotes reads as a mapping


def _bucket(indicator: Node | None) -> Quantity:
    """The boundary of the bucket that queries count as good, where there is just one."""
    found = {
        bucket: scalar.line
        for scalar in _scalars(indicator)
        for bucket in _BUCKET.findall(scalar.text)
    }
    if len(found) != 1:
        return ABSENT
    ((bucket, line),) = found.items()
    return measure(bucket, line)


def _scalars(node: Node | None) -> Iterator[Scalar]:
    """Every scalar below a node, in the order of the text."""
    waiting = [node] if node is not None else []
    while waiting:
        current = waiting.pop()
        if isinstance(current, Scalar):
            yield current
        elif isinstance(current, Sequence):
            waiting.extend(reversed(current.items))
        else:
            waiting.extend(reversed([each for pair in current.pairs for each in pair]))
