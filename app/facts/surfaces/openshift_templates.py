"""Templates of OpenShift: the parameters that `oc process` asks for."""

from dataclasses import replace
from posixpath import dirname

import re2

from app.facts import inputs, paths
from app.facts.change import Version
from app.facts.inputs import Words
from app.facts.surface import Declaration
from app.facts.yaml_text import Mapping, text_at

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
    found: list[Declaration] = []
    for document in inputs.documents(text, "Template", "objects", "parameters"):
        if text_at(document, "kind") == "Template" and document.get("objects") is not None:
            found += _of(document, path)
    return tuple(found)


def _of(template: Mapping, path: str) -> list[Declaration]:
    name = text_at(template.get("metadata"), "name") or ""
    scope = f"{dirname(path)}#{name}"
    return [
        replace(parameter, required=parameter.required and about.get("generate") is None)
        for key, about in inputs.named(template.get("parameters"))
        for parameter in (_PARAMETER.declared(key, about, scope, path),)
    ]
