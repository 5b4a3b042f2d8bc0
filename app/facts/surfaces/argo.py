"""Argo Workflows: the parameters of templates that workflows elsewhere refer to."""

from collections.abc import Iterator
from dataclasses import replace

from app.facts import inputs, paths
from app.facts.change import Version
from app.facts.inputs import Words
from app.facts.surface import Declaration
from app.facts.yaml_text import Mapping, Node, text_at

_KINDS = frozenset({"WorkflowTemplate", "ClusterWorkflowTemplate"})
_PARAMETER = Words("argo_parameter", default="value")
_OUTPUT = Words("argo_output")


def reads(path: str) -> bool:
    """Any YAML may hold one."""
    return path.endswith((".yaml", ".yml")) and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A definition explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The parameters of whole templates, and of each step such as `build.image`."""
    templates = inputs.resources(text, _KINDS, "argoproj.io/", "WorkflowTemplate")
    return tuple(each for template in templates for each in _of(template, path))


def _of(document: Mapping, path: str) -> Iterator[Declaration]:
    spec, scope = document.get("spec"), inputs.scope_of(path, document)
    yield from _parameters(inputs.under(spec, "arguments"), "", scope, path)
    for step, template in inputs.named(inputs.under(spec, "templates")):
        yield from _parameters(inputs.under(template, "inputs"), f"{step.text}.", scope, path)
        given = inputs.under(template, "outputs", "parameters")
        for each, about in inputs.named(given):
            result = _OUTPUT.output(each, about, scope, path)
            yield replace(result, name=f"{step.text}.{each.text}")


def _parameters(holder: Node | None, prefix: str, scope: str, path: str) -> Iterator[Declaration]:
    for each, about in inputs.named(inputs.under(holder, "parameters")):
        given = _PARAMETER.declared(each, about, scope, path)
        default = given.default if given.default is not None else text_at(about, "default")
        yield replace(given, name=f"{prefix}{each.text}", default=default, required=default is None)
