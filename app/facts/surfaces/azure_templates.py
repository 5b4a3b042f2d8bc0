"""Azure Resource Manager templates: parameters and outputs of what Bicep is compiled to."""

from collections.abc import Iterator
from dataclasses import replace
from posixpath import basename

from app.facts import inputs, paths
from app.facts.change import Version
from app.facts.deployments import is_rolled_out
from app.facts.inputs import Words
from app.facts.surface import Declaration
from app.facts.yaml_text import Mapping, Node, text_at

_PARAMETER = Words("arm_parameter", default="defaultValue", choices="allowedValues")
_OUTPUT = Words("arm_output")


def reads(path: str) -> bool:
    """Templates, not the files that give their parameters values."""
    named = path.endswith(".json") and "parameters" not in basename(path).lower()
    return named and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A template explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """What who deploys the template may set, and what it gives back."""
    found: list[Declaration] = []
    if is_rolled_out(path, version):
        return ()
    for document in inputs.documents(text, "eploymentTemplate.json#", "parameters"):
        copied = text_at(inputs.under(document, "metadata", "_generator"), "name") is not None
        found += [replace(each, generated=copied) for each in _of(document, path)]
    return tuple(found)


def _of(template: Mapping, path: str) -> Iterator[Declaration]:
    for name, about in inputs.entries(template.get("parameters")):
        yield _explained(_PARAMETER.declared(name, about, path, path), about)
    for name, about in inputs.entries(template.get("outputs")):
        yield _explained(_OUTPUT.output(name, about, path, path), about)


def _explained(found: Declaration, about: Node) -> Declaration:
    """With the description, which stands one level deeper than elsewhere."""
    words = text_at(inputs.under(about, "metadata"), "description") or ""
    return replace(found, documentation=words, documented_by="description" if words else None)
