"""Reads promises of service from Terraform: the resources that declare an SLO with a provider.

A value that is not written out, such as `var.goal`, keeps its text alone.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from tree_sitter import Node

from app.facts import hcl
from app.facts.promise_files import MOST_OBJECTIVES, MOST_SLOS, Objective, Slo
from app.facts.promise_values import ABSENT, Quantity, measure, share, span
from app.facts.syntax import line_of, normalised

_LEVELS = 5
"""Of blocks inside one another; the deepest value of the providers below lies there."""


def resources(path: str, text: str) -> tuple[Slo, ...]:
    """The SLOs that a file of Terraform declares, in its order.

    Raises `CannotTell` where the text is too large.
    """
    found: list[Slo] = []
    for block in hcl.blocks(text, _LEVELS):
        if block.type == "resource" and len(block.labels) == 2 and block.labels[0] in READERS:
            objectives = tuple(islice(READERS[block.labels[0]](block), MOST_OBJECTIVES))
            if objectives and len(found) <= MOST_SLOS:
                found.append(Slo("", block.labels[1], path, block.line, objectives))
    return tuple(found)


def _google(block: hcl.Block) -> Iterator[Objective]:
    days = _value(block, "rolling_period_days")
    latency = _value(block, "basic_sli.latency.threshold")
    slowest = _value(block, "request_based_sli.distribution_cut.range.max")
    yield from _objective(
        target=_value(block, "goal"),
        window=_with_unit(days, "d") if days.text else _value(block, "calendar_period"),
        threshold=latency if latency.text else slowest,
    )


def _datadog(block: hcl.Block) -> Iterator[Objective]:
    for each in _blocks(block, "thresholds"):
        window = _value(each, "timeframe")
        yield from _objective(_value(each, "target"), window, label=window.text)


def _nobl9(block: hcl.Block) -> Iterator[Objective]:
    unit = _value(block, "time_window.unit").text
    window = _with_unit(_value(block, "time_window.count"), unit)
    for each in _blocks(block, "objective"):
        yield from _objective(
            target=_value(each, "target"),
            window=window,
            threshold=_value(each, "value"),
            label=_value(each, "display_name").text,
            less_is_stricter=not _value(each, "op").text.startswith("g"),
        )


def _grafana(block: hcl.Block) -> Iterator[Objective]:
    for each in _blocks(block, "objectives"):
        yield from _objective(_value(each, "value"), _value(each, "window"))


def _cloudwatch(block: hcl.Block) -> Iterator[Objective]:
    interval = "goal.interval.rolling_interval"
    unit = _value(block, f"{interval}.duration_unit").text
    window = _with_unit(_value(block, f"{interval}.duration"), unit)
    yield from _objective(_value(block, "goal.attainment_goal"), window)


READERS: dict[str, Callable[[hcl.Block], Iterator[Objective]]] = {
    "google_monitoring_slo": _google,
    "datadog_service_level_objective": _datadog,
    "nobl9_slo": _nobl9,
    "grafana_slo": _grafana,
    "aws_applicationsignals_service_level_objective": _cloudwatch,
    "awscc_applicationsignals_service_level_objective": _cloudwatch,
}
"""By the type of the resource."""


def _objective(
    target: Quantity,
    window: Quantity,
    threshold: Quantity = ABSENT,
    label: str = "",
    less_is_stricter: bool = True,
) -> Iterator[Objective]:
    """The objective, where there is a target."""
    if target.text:
        yield Objective(
            label=label,
            target=share(target.text, target.line),
            window=span(window.text, window.line),
            threshold=measure(threshold.text, threshold.line),
            less_is_stricter=less_is_stricter,
        )


def _blocks(block: hcl.Block, kind: str) -> Iterator[hcl.Block]:
    return (inner for inner in block.blocks if inner.type == kind)


def _with_unit(count: Quantity, unit: str) -> Quantity:
    return replace(count, text=f"{count.text} {unit}") if count.text and unit else ABSENT


def _value(block: hcl.Block, name: str) -> Quantity:
    """What stands under a name with dots, in blocks or objects; `ABSENT` where nothing does."""
    first, _, rest = name.partition(".")
    if first in block.attributes:
        return _inside(block.attributes[first], rest)
    inner = next(_blocks(block, first), None)
    return _value(inner, rest) if inner and rest else ABSENT


def _inside(node: Node, name: str) -> Quantity:
    first, _, rest = name.partition(".")
    if not first:
        text = hcl.literal(node) or normalised(node) or ""
        return Quantity(text.strip(), None, line_of(node))
    for key, value, _, _ in hcl.members(node):
        if key == first:
            return _inside(value, rest)
    return ABSENT
