"""Gatekeeper: the parameters of constraint templates, which clusters set for each constraint."""

from posixpath import dirname

from app.facts import inputs, paths, schema
from app.facts.change import Version
from app.facts.surface import Declaration
from app.facts.yaml_text import Mapping, text_at


def reads(path: str) -> bool:
    """Any YAML may hold one."""
    return path.endswith((".yaml", ".yml")) and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A definition explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """What each constraint may set."""
    templates = inputs.resources(text, ("ConstraintTemplate",), "templates.gatekeeper.sh/")
    return tuple(each for template in templates for each in _of(template, path))


def _of(template: Mapping, path: str) -> list[Declaration]:
    definition = inputs.under(template, "spec", "crd", "spec")
    kind = text_at(inputs.under(definition, "names"), "kind") or ""
    shape = inputs.under(definition, "validation", "openAPIV3Schema")
    scope = f"{dirname(path)}#{kind}"
    return [each.declared("policy_parameter", scope, path) for each in schema.fields(shape)]
