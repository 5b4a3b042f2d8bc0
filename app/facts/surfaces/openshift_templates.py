"""Templates of OpenShift: the parameters that `oc process` asks for."""

from dataclasses import replace

import re2

from app.facts import inputs, paths
from app.facts.change import Version
from app.facts.inputs import Words
from app.facts.surface import Declaration
from app.facts.yaml_text import Mapping

_KIND = re2.compile(r"\bkind[\"']?[\t ]*:[\t ]*[\"']?Template\b")
"""Definitions of other resources are large, and name templates within longer words."""
_PARAMETER = Words("template_parameter", default="value", required="required")


def reads(path: str) -> bool:
    """Templates have no name of their own."""
    return path.endswith((".yaml", ".yml", ".json")) and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A template explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The parameters; one that is generated need not be given."""
    if not _KIND.search(text):
        return ()
    templates = inputs.resources(text, ("Template",), "objects", "parameters")
    return tuple(
        each
        for template in templates
        if template.get("objects") is not None
        for each in _of(template, path)
    )


def _of(template: Mapping, path: str) -> list[Declaration]:
    scope = inputs.scope_of(path, template)
    return [
        replace(parameter, required=parameter.required and about.get("generate") is None)
        for key, about in inputs.named(template.get("parameters"))
        for parameter in (_PARAMETER.declared(key, about, scope, path),)
    ]
