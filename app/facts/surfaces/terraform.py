"""Terraform and OpenTofu modules: variables with the attributes of their types, and outputs.

Only modules that others call have users. A root configuration, where a backend or provider is set
up, has variables too, but nobody sets them except its own pipeline.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname

from tree_sitter import Node

from app.core.fact import CannotTell
from app.facts import deployments, hcl
from app.facts.change import Version
from app.facts.surface import Declaration
from app.lazy_re import regex

ENDINGS = (".tf", ".tofu")
MODULE_FOLDERS = regex(r"(?:^|[-_])modules?$")
_ROOT_FILES = ("backend.tf", "backend.hcl", "provider.tf", "providers.tf", "terraform.tfvars")
"""Files that by their names alone make a folder a root configuration."""
_SIMPLE = regex(r"true|false|-?\d+(?:\.\d+)?")
_DEPRECATED = regex(r"\bdepr[ei]cated\b", re.IGNORECASE)
"""As authors mark a variable that shall go, in the one misspelling that is frequent."""
MOST_LEVELS = 20
"""Of nested object types; deeper ones are not told apart."""


def reads(path: str) -> bool:
    """Every file of a module may hold a variable, and the backend that makes it a deployment."""
    return path.endswith(ENDINGS)


def neighbours(path: str) -> tuple[str, ...]:
    """The module's other files, where its folder's name does not say what it is."""
    return (f"{dirname(path)}/",) if _by_convention(path) is None else ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The variables and outputs of a module; nothing for a root configuration."""
    if _by_convention(path) is False or _is_private(path, version):
        return ()
    declared = tuple(declarations(path, text))
    if declared and _by_convention(path) is None and not _looks_like_module(path, version):
        return ()
    return declared


def _by_convention(path: str) -> bool | None:
    """Whether the folders' names make it a module or a deployment; `None` where they are silent."""
    folders = path.lower().split("/")[:-1]
    if not deployments.FOLDERS.isdisjoint(folders):
        return False
    if any(folder.startswith("_") for folder in folders):  # private to the modules beside it
        return False
    return True if any(MODULE_FOLDERS.search(folder) for folder in folders) else None


def _is_private(path: str, version: Version) -> bool:
    """Whether it is a module that only the root configuration around it calls."""
    folders = path.split("/")[:-1]
    above = [n for n, folder in enumerate(folders) if MODULE_FOLDERS.search(folder.lower())]
    if not above:
        return False
    around = "/".join([*folders[: above[0]], ""])
    return any(f"{around}{name}" in version.paths for name in _ROOT_FILES)


def _looks_like_module(path: str, version: Version) -> bool:
    """Whether nothing in the folder sets up a backend or provider, or gives variables values."""
    folder = dirname(path)
    beside = version.folders.get(folder, ())
    if any(other.endswith((".tfvars", ".tfvars.json", ".terraform.lock.hcl")) for other in beside):
        return False
    unread = False
    for other in filter(reads, beside):
        text = version.text(other)
        if text is None:
            unread = True
        elif _is_root(text):
            return False
    if unread:
        raise CannotTell(f"not all of {folder or 'the top folder'} was read, so that it stays open "
                         "whether it is a Terraform module or a deployment")  # fmt: skip
    return True


def _is_root(text: str) -> bool:
    if not re.search(r"\b(?:backend|cloud|provider)\b", text):
        return False
    for block in hcl.blocks(text):
        if block.type == "provider":
            return True
        if block.type == "terraform" and any(b.type in ("backend", "cloud") for b in block.blocks):
            return True
    return False


def declarations(path: str, text: str) -> Iterator[Declaration]:
    """The variables and outputs in a text, whoever may set and read them."""
    if "variable" not in text and "output" not in text:
        return
    for block in hcl.blocks(text):
        if len(block.labels) != 1:
            continue
        if block.type == "variable":
            whole = _variable(path, block)
            yield whole
            if (type_ := block.attributes.get("type")) is not None:
                yield from _attributes(whole, _Place(whole.name, type_, 0))
        elif block.type == "output":
            yield _output(path, block)


def _variable(path: str, block: hcl.Block) -> Declaration:
    attributes = block.attributes
    description = hcl.literal(attributes.get("description"))
    type_, default = attributes.get("type"), attributes.get("default")
    choices, constraints = _validations(block)
    nullable = attributes.get("nullable")
    if default is None and nullable is not None and hcl.source(nullable) == "false":
        constraints = (*constraints, "must not be null")  # with a default, null stands for it
    return Declaration(
        kind="terraform_variable",
        name=block.labels[0],
        scope=dirname(path),
        path=path,
        line=block.line,
        type=_type_text(type_, 0) if type_ is not None else None,
        default=_default(default),
        required=default is None,
        choices=choices,
        documentation=description,
        documented_by="description" if description else None,
        deprecated=_DEPRECATED.search(description) is not None,
        constraints=constraints,
        traits=_traits(block),
    )


def _default(node: Node | None) -> str | None:
    """A default's text; truths and numbers are the same with quotes and without."""
    if node is None:
        return None
    text = hcl.literal(node)
    return text if _SIMPLE.fullmatch(text) else hcl.source(node)


def _output(path: str, block: hcl.Block) -> Declaration:
    description = hcl.literal(block.attributes.get("description"))
    return Declaration(
        kind="terraform_output",
        name=block.labels[0],
        scope=dirname(path),
        path=path,
        line=block.line,
        documentation=description,
        documented_by="description" if description else None,
        output=True,
        traits=_traits(block),
    )


def _traits(block: hcl.Block) -> tuple[str, ...]:
    marks = ("sensitive", "ephemeral")
    set_ = (mark for mark in marks if mark in block.attributes)
    return tuple(mark for mark in set_ if hcl.source(block.attributes[mark]) == "true")


def _validations(block: hcl.Block) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
    """The accepted values, where a validation lists them, and the other conditions' texts."""
    choices: tuple[str, ...] | None = None
    constraints = []
    for validation in block.blocks:
        condition = validation.attributes.get("condition")
        if validation.type != "validation" or condition is None:
            continue
        called = hcl.call(condition)
        if called and called[0] == "contains" and called[1]:
            choices = tuple(hcl.literal(e) or hcl.source(e) for e in hcl.elements(called[1][0]))
            constraints.append("must be one of a list")
        else:
            constraints.append(hcl.source(condition))
    return choices, tuple(constraints)


@dataclass(frozen=True, slots=True)
class _Place:
    """A type expression and where it stands inside its variable."""

    name: str
    node: Node
    level: int


def _attributes(whole: Declaration, place: _Place) -> Iterator[Declaration]:
    """The attributes of every object type inside a variable's type."""
    called = hcl.call(place.node)
    if called is None or not called[1] or place.level > MOST_LEVELS:
        return
    name, arguments = called
    if name != "object":
        yield from _attributes(whole, _Place(place.name, arguments[0], place.level + 1))
        return
    for key, value, line, comment in hcl.members(arguments[0]):
        optional = hcl.call(value)
        is_optional = bool(optional and optional[0] == "optional" and optional[1])
        inner = optional[1][0] if optional and is_optional else value
        default = optional[1][1] if optional and is_optional and len(optional[1]) > 1 else None
        full = f"{place.name}.{key}"
        yield Declaration(
            kind=whole.kind,
            name=full,
            scope=whole.scope,
            path=whole.path,
            line=line,
            type=_type_text(inner, 0),
            default=hcl.source(default) if default is not None else None,
            required=not is_optional,
            documentation=comment or whole.documentation,
            documented_by="comment" if comment else whole.documented_by,
            part_of=whole.name,
        )
        yield from _attributes(whole, _Place(full, inner, place.level + 1))


def _type_text(node: Node, level: int) -> str:
    """A type without the attributes of its objects, which are declarations of their own."""
    called = hcl.call(node)
    if called is None or not called[1] or level > MOST_LEVELS:
        return hcl.source(node)
    name, arguments = called
    if name == "object":
        return "object"
    if name == "optional":
        return _type_text(arguments[0], level + 1)
    return f"{name}({', '.join(_type_text(argument, level + 1) for argument in arguments)})"
