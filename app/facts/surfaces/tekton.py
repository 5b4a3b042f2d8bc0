"""Tekton: the parameters, results and workspaces of tasks and pipelines that others refer to."""

from collections.abc import Iterator
from dataclasses import replace

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
    own = paths.is_hidden(path) or paths.is_supporting(path)
    return path.endswith((".yaml", ".yml")) and not own


def neighbours(path: str) -> tuple[str, ...]:
    """A definition explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """What the tasks and pipelines in a file take and give."""
    definitions = inputs.resources(text, _KINDS, "tekton.dev/")
    return tuple(each for definition in definitions for each in _of(definition, path))


def _of(document: Mapping, path: str) -> Iterator[Declaration]:
    spec, scope = document.get("spec"), inputs.scope_of(path, document)
    for each, about in inputs.named(inputs.under(spec, "params")):
        yield _PARAMETER.declared(each, about, scope, path)
    for each, about in inputs.named(inputs.under(spec, "results")):
        yield _RESULT.output(each, about, scope, path)
    for each, about in inputs.named(inputs.under(spec, "workspaces")):
        optional = text_at(about, "optional") == "true"
        workspace = _WORKSPACE.declared(each, about, scope, path)
        yield replace(workspace, required=not optional)
