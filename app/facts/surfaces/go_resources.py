"""Kubernetes resources defined by Go types: the fields that users write, by their `json` tags.

Definitions in YAML and documentation are generated from these types, so this is where a field is
declared. A field is identified by its struct, since structs are shared between resources; users
know it by its path from the resource, which is shown where the file tells it.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname

from tree_sitter import Node

from app.facts import go_source, syntax
from app.facts.change import Version
from app.facts.definitions import is_in_a_group
from app.facts.go_source import GoField, GoType
from app.facts.surface import Declaration
from app.lazy_re import regex

_RESOURCE_MARKS = ("+kubebuilder:", "+genclient", "+k8s:deepcopy-gen")
_MACHINERY = regex(r"\b(?:TypeMeta|ObjectMeta|ListMeta)$")
_ENUM = regex(r"(?:kubebuilder:)?validation:Enum:?=(.+)")
_DEFAULT = regex(r"(?:kubebuilder:)?default:?=(.+)")
_API_FOLDER = regex(r"apis?|crds?|v\d+(?:(?:alpha|beta)\d+)?")
_BUILT_IN = regex(r"string|bool|byte|rune|any|u?int(?:8|16|32|64)?|float(?:32|64)")
_MOST_PATHS = 5_000
"""Fields followed from the resources of one file."""
_MOST_LEVELS = 10
"""Of anonymous structs inside one another."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where users find a struct: its path in the resource, and whether it only reports."""

    path: str
    status: bool


@dataclass(frozen=True, slots=True)
class _File:
    """What one file says about the types in it."""

    path: str
    types: dict[str, GoType]
    places: dict[str, _Place]
    kind: str


def reads(path: str) -> bool:
    """Go files that others may import."""
    return path.endswith(".go") and go_source.is_open(path)


def neighbours(path: str) -> tuple[str, ...]:
    """The module's name, which tells own groups of resources from those of others."""
    return ("go.mod",) if is_in_a_group(path) else ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The resources and the fields of every struct in a package of resource types."""
    if "json:" not in text or syntax.is_generated(text) or not _is_resources(path, text, version):
        return ()
    types = {each.name: each for each in go_source.types_of(syntax.parse("go", text))}
    structs = {name: each for name, each in types.items() if each.node.type == "struct_type"}
    known = _File(path, types, _places(structs), _kind(path, structs))
    found: list[Declaration] = []
    for struct in structs.values():
        if _is_resource(struct):
            found.append(_resource(struct, path))
        if go_source.is_exported(struct.name) and not _embeds(struct, "ListMeta"):
            found += _fields(struct, struct.node, struct.name, known)
    return tuple(found)


def _is_resources(path: str, text: str, version: Version) -> bool:
    generated = f"{dirname(path)}/zz_generated.deepcopy.go" in version.paths
    return generated or any(mark in text for mark in _RESOURCE_MARKS)


def _embeds(struct: GoType, name: str) -> bool:
    fields = go_source.fields_of(struct.node)
    return any(not f.names and f.type.rpartition(".")[2] == name for f in fields)


def _is_resource(struct: GoType) -> bool:
    return _embeds(struct, "ObjectMeta") and _embeds(struct, "TypeMeta")


def _kind(path: str, structs: dict[str, GoType]) -> str:
    """What the fields are: keys of a program's configuration where no type is a resource."""
    tops = [each for each in structs.values() if _embeds(each, "TypeMeta")]
    if tops:
        resources = any(_embeds(each, "ObjectMeta") or _embeds(each, "ListMeta") for each in tops)
    else:
        resources = any(_API_FOLDER.fullmatch(folder) for folder in path.split("/")[:-1])
    return "crd_field" if resources else "config_key"


def _resource(struct: GoType, path: str) -> Declaration:
    return Declaration(
        kind="crd",
        name=struct.name,
        scope=dirname(path),
        path=path,
        line=struct.line,
        documentation=struct.documentation,
        documented_by="Go doc comment" if struct.documentation else None,
        deprecated=_is_deprecated(struct.documentation, struct.markers),
    )


def _fields(struct: GoType, node: Node, name: str, known: _File) -> Iterator[Declaration]:
    """The fields of a struct and of the anonymous structs inside it."""
    place = known.places.get(struct.name)
    resource = _is_resource(struct)
    for field in go_source.fields_of(node):
        key = _json_name(field)
        if key is None or (resource and key in ("spec", "status")):
            continue
        full = f"{name}.{key}"
        inside = full.removeprefix(f"{struct.name}.")
        element = known.types.get(_element(field.type))
        reported = place.status if place else struct.name.endswith("Status")
        yield Declaration(
            kind=known.kind,
            name=full,
            scope=dirname(known.path),
            path=known.path,
            line=field.line,
            type=_type(field.type, known.types),
            default=_first(_DEFAULT, field.markers),
            required=not reported and _is_required(field),
            choices=_choices(field.markers) or (_choices(element.markers) if element else None),
            documentation=field.documentation,
            documented_by="Go doc comment" if field.documentation else None,
            deprecated=_is_deprecated(field.documentation, field.markers),
            output=reported,
            shown=f"{place.path}.{inside}".lstrip(".") if place else "",
        )
        anonymous = next(syntax.descendants(field.node, {"struct_type"}, {"struct_type"}), None)
        if anonymous is not None and full.count(".") < _MOST_LEVELS:
            yield from _fields(struct, anonymous, full, known)


def _places(structs: dict[str, GoType]) -> dict[str, _Place]:
    """Where each struct is first met on the way down from the resources of this file."""
    places = {name: _Place("", False) for name, each in structs.items() if _is_resource(each)}
    waiting = deque(places)
    followed = 0
    while waiting and followed < _MOST_PATHS:
        name = waiting.popleft()
        for field in go_source.fields_of(structs[name].node):
            followed += 1
            element = _element(field.type)
            step = _step(field)
            if step is None or element not in structs or element in places:
                continue
            above = places[name]
            steps = ".".join(part for part in (above.path, step) if part)
            places[element] = _Place(steps, above.status or steps.startswith("status"))
            waiting.append(element)
    return places


def _step(field: GoField) -> str | None:
    """What a field adds to the path; nothing where its struct is written in line."""
    key = _json_name(field)
    if key is None:
        return "" if not field.names else None
    return key + ("[]" if "[]" in field.type else "")


def _json_name(field: GoField) -> str | None:
    """The name that users write; None for what has none of its own or is machinery."""
    name, _, options = field.tags.get("json", "-").partition(",")
    if "inline" in options or name in ("", "-") or _MACHINERY.search(field.type):
        return None
    return name


def _element(type_: str) -> str:
    """The name of the type inside lists, maps and pointers."""
    return type_.rpartition("]")[2].lstrip("*")


def _type(type_: str, types: dict[str, GoType]) -> str | None:
    """The type as users see it; None where that depends on a type declared elsewhere.

    A pointer only says that a value may be absent, and the names of structs are nobody's business.
    """
    element = _element(type_)
    around = type_.replace("*", "").removesuffix(element)
    named = types.get(element)
    if named is not None:
        element = syntax.normalised(named.node) or ""
    if element.startswith("struct") or "struct{" in type_:
        return f"{around}object" if "struct{" not in around else "object"
    return around + element if _BUILT_IN.fullmatch(element) else None


def _is_required(field: GoField) -> bool:
    markers = {marker.partition("=")[0].removeprefix("kubebuilder:") for marker in field.markers}
    if markers & {"validation:Required", "required", "k8s:required"}:
        return True
    optional = {"optional", "validation:Optional", "nullable", "default", "k8s:optional"}
    options = field.tags["json"].split(",")[1:]
    return not (markers & optional or {"omitempty", "omitzero"}.intersection(options))


def _choices(markers: tuple[str, ...]) -> tuple[str, ...] | None:
    listed = _first(_ENUM, markers)
    if listed is None:
        return None
    return tuple(choice.strip().strip('"') for choice in listed.strip("{}").split(";"))


def _first(pattern: re.Pattern[str], markers: tuple[str, ...]) -> str | None:
    found = (pattern.match(marker) for marker in markers)
    return next((match[1].strip() for match in found if match), None)


def _is_deprecated(documentation: str, markers: tuple[str, ...]) -> bool:
    marked = any(marker.lower().endswith(("deprecated", "deprecated=true")) for marker in markers)
    return marked or go_source.is_deprecated(documentation)
