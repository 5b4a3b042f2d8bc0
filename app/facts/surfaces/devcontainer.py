"""Dev container features and templates: the options that repositories set for them."""

from dataclasses import replace
from posixpath import basename, dirname

from app.facts import inputs, paths
from app.facts.change import Version
from app.facts.inputs import Words
from app.facts.surface import Declaration

_FILES = ("devcontainer-feature.json", "devcontainer-template.json")
_OPTION = Words("devcontainer_option")


def reads(path: str) -> bool:
    """The files that make a folder a feature or a template."""
    return basename(path) in _FILES and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A description explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The options; the tools give one that is not set a value of their own."""
    return tuple(
        replace(_OPTION.declared(name, about, dirname(path), path), required=False)
        for document in inputs.documents(text, "options")
        for name, about in inputs.entries(document.get("options"))
    )
