"""CloudFormation and SAM: the parameters of templates, and the outputs of their stacks."""

from collections.abc import Iterator
from dataclasses import replace

from app.facts import inputs, paths
from app.facts.change import Version
from app.facts.deployments import is_rolled_out
from app.facts.inputs import Words
from app.facts.surface import Declaration
from app.facts.yaml_text import Mapping, text_at

_PARAMETER = Words(
    "cloudformation_parameter", "Description", "Default", "Type", choices="AllowedValues"
)
_OUTPUT = Words("cloudformation_output", "Description")
_PATTERNS = ("AllowedPattern", "MinLength", "MaxLength", "MinValue", "MaxValue")


def reads(path: str) -> bool:
    """Templates have no name of their own."""
    endings = (".yaml", ".yml", ".json", ".template")
    return path.endswith(endings) and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A template explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """What who makes a stack of the template may set, and what it gives back."""
    found: list[Declaration] = []
    if is_rolled_out(path, version):
        return ()
    for document in inputs.documents(text, "AWS::", "Resources"):
        if isinstance(document.get("Resources"), Mapping):
            found += _of(document, path)
    return tuple(found)


def _of(template: Mapping, path: str) -> Iterator[Declaration]:
    for name, about in inputs.entries(template.get("Parameters")):
        limits = (f"{key}: {text_at(about, key)}" for key in _PATTERNS)
        stated = tuple(limit for limit in limits if not limit.endswith(": None"))
        yield replace(_PARAMETER.declared(name, about, path, path), constraints=stated)
    for name, about in inputs.entries(template.get("Outputs")):
        yield _OUTPUT.output(name, about, path, path)
