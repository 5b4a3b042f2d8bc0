"""Azure Pipelines: the parameters of templates that pipelines elsewhere extend or include."""

from dataclasses import replace

from app.facts import inputs, paths
from app.facts.change import Version
from app.facts.helm_comments import Comments
from app.facts.inputs import Words
from app.facts.surface import Declaration
from app.facts.yaml_text import Mapping, Scalar

_CONTENT = frozenset({"steps", "jobs", "stages", "variables", "extends"})
_PIPELINE = frozenset({"trigger", "pr", "schedules", "pool"})
"""Keys of what runs by itself, whose parameters are for its own people."""
_PARAMETER = Words("pipeline_parameter", description="displayName", choices="values")


def reads(path: str) -> bool:
    """Any YAML may hold one, but in a folder that begins with a dot it is the repository's own."""
    own = paths.is_hidden(path) or paths.is_supporting(path)
    return path.endswith((".yaml", ".yml")) and not own


def neighbours(path: str) -> tuple[str, ...]:
    """A definition explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The parameters of a template, in a list or, as older ones have it, in a mapping."""
    for document in inputs.documents(text, "parameters:")[:1]:
        keys = {key.text for key, _ in document.entries()}
        if not keys & _CONTENT or keys & _PIPELINE or "apiVersion" in keys:
            return ()
        return tuple(_parameters(document, path, text))
    return ()


def _parameters(template: Mapping, path: str, text: str) -> list[Declaration]:
    parameters, comments = template.get("parameters"), Comments(text)
    if not isinstance(parameters, Mapping):
        return [
            _PARAMETER.declared(name, about, path, path, comments.of_item(about))
            for name, about in inputs.named(parameters)
        ]
    if not _is_referred_to(text):
        return []
    return [
        replace(
            _PARAMETER.declared(name, None, path, path, comments.of(name.text, name, value, None)),
            default=value.text if isinstance(value, Scalar) else None,
            required=False,
        )
        for name, value in parameters.entries()
    ]


def _is_referred_to(text: str) -> bool:
    """Whether parameters are used in the way of Azure; a mapping of that name is not rare."""
    return "${{ parameters." in text or "${{parameters." in text
