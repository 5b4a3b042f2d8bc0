"""Tekton: the parameters, results and workspaces of tasks and pipelines that others refer to."""

from collections.abc import Iterator
from dataclasses import replace
from posixpath import dirname

from app.facts import inputs, paths
from app.facts.change import Version
from app.facts.inputs import Words
from app.facts.surface import Declaration
from app.facts.yaml_text import Mapping, text_at

_KINDS = frozenset({"Task", "ClusterTask", "StepAction", "Pipeline"})
_PARAMETER = Words("tekton_parameter")
_RESULT = Words("tekton_result")
_WORKSPACE = Words("tekton_workspace")


def reads(path: str) -> bool:
    """Any YAML may hold one, but in a folder that begins with a dot it is the repository's own."""
    own = any(folder.startswith(".") for folder in path.split("/")[:-1])
    return path.endswith((".yaml", ".yml")) and not own and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A definition explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """What the tasks and pipelines in a file take and give."""
    found: list[Declaration] = []
    for document in inputs.documents(text, "tekton.dev/"):
        if text_at(document, "kind") in _KINDS:
            found += _of(document, path)
    return tuple(found)


def _of(document: Mapping, path: str) -> Iterator[Declaration]:
    spec, name = document.get("spec"), text_at(document.get("metadata"), "name") or ""
    scope = f"{dirname(path)}#{name}"
    for each, about in inputs.named(inputs.under(spec, "params")):
        yield _PARAMETER.declared(each, about, scope, path)
    for each, about in inputs.named(inputs.under(spec, "results")):
        result = _RESULT.declared(each, about, scope, path)
        yield replace(result, required=False, output=True)
    for each, about in inputs.named(inputs.under(spec, "workspaces")):
        optional = text_at(about, "optional") == "true"
        workspace = _WORKSPACE.declared(each, about, scope, path)
        yield replace(workspace, required=not optional)
