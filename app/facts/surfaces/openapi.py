"""OpenAPI and Swagger descriptions: operations and their parameters."""

import re
from collections.abc import Iterator
from dataclasses import replace
from posixpath import dirname

from app.facts import inputs, paths, schema
from app.facts.change import Version
from app.facts.public_api import with_fair_documentation
from app.facts.surface import Declaration
from app.facts.yaml_text import Mapping, Node, Scalar, Sequence, YamlTrouble, compose, text_at
from app.lazy_re import regex

_PATH = regex(r"(?:openapi|swagger|(?:^|[/._-])(?:apis?|oas)[/._-]).*\.(?:ya?ml|json)$", re.I)
_MARK = regex(r"""^[ \t{]{0,8}["']?(?:openapi|swagger)["']?[ \t]{0,8}:""", re.MULTILINE)
_MOST_KEYS = 50
"""Of a parameter; what has more is something else that a reference points to."""
_METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace"})


def reads(path: str) -> bool:
    """Descriptions as they are commonly named; a folder `spec` holds no tests here."""
    aside = paths.is_example(path) or paths.is_vendored(path) or paths.is_generated(path)
    tests = not {"test", "tests", "testdata", "fixtures"}.isdisjoint(path.lower().split("/"))
    return bool(_PATH.search(path)) and not aside and not tests


def neighbours(path: str) -> tuple[str, ...]:
    """A description explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """Operations such as `GET /pets/{id}`, and the parameters that each takes."""
    if not _MARK.search(text[:5_000]):
        return ()
    try:
        document = compose(text)
    except YamlTrouble:
        return ()
    listed = document.get("paths") if isinstance(document, Mapping) else None
    found: dict[tuple[str, str], Declaration] = {}
    references = schema.References(document)
    for route, item in listed.entries() if isinstance(listed, Mapping) else ():
        for declared in _operations(route, item, references, path):
            found.setdefault((declared.kind, declared.name), declared)
    for declared in with_fair_documentation(_schemas(document, path), owed=frozenset()):
        found.setdefault((declared.kind, declared.name), declared)
    copied = _is_copy(path, version)
    return tuple(replace(each, generated=True) if copied else each for each in found.values())


def _is_copy(path: str, version: Version) -> bool:
    """Whether it came out of a generator of code, which leaves a mark in the folder it fills."""
    folder = dirname(path)
    while folder:
        if f"{folder}/.openapi-generator/VERSION" in version.paths:
            return True
        folder = dirname(folder)
    return False


def _schemas(document: Node | None, path: str) -> Iterator[Declaration]:
    """The fields of shared schemas; a new schema is told by the operations that use it."""
    shared = inputs.under(document, "components", "schemas")
    for name, about in inputs.entries(shared or inputs.under(document, "definitions")):
        place = dirname(path), path, name.line
        yield Declaration("openapi_schema", name.text, *place, grouping=True)
        for each in schema.fields(about):
            # whether it is sent or received, only the operations tell
            yield replace(
                each.declared("openapi_field", dirname(path), path),
                name=f"{name.text}.{each.name}",
                required=False,
                part_of=name.text,
                output=True,
            )


def _operations(
    route: Scalar, item: Node, references: schema.References, path: str
) -> Iterator[Declaration]:
    if not isinstance(item, Mapping):
        return
    for key, operation in item.entries():
        if key.text not in _METHODS or not isinstance(operation, Mapping):
            continue
        name = f"{key.text.upper()} {route.text}"
        about = schema.words(operation, "description") or schema.words(operation, "summary")
        yield Declaration(
            kind="openapi_operation",
            name=name,
            shown=f"{named} ({name})" if (named := text_at(operation, "operationId")) else "",
            scope=dirname(path),
            path=path,
            line=key.line,
            documentation=about,
            documented_by="description" if about else None,
            deprecated=schema.is_true(operation, "deprecated"),
        )
        for parameter in (*_items(item), *_items(operation)):
            reference = text_at(parameter, "$ref")
            target = references.follow(reference) if reference is not None else parameter
            yield from _parameter(target, parameter.line, name, path)


def _items(node: Mapping) -> tuple[Node, ...]:
    parameters = node.get("parameters")
    return parameters.items if isinstance(parameters, Sequence) else ()


def _parameter(target: Node | None, line: int, operation: str, path: str) -> Iterator[Declaration]:
    if not isinstance(target, Mapping) or len(target.pairs) > _MOST_KEYS:
        return
    if (name := text_at(target, "name")) is None:
        return
    about = schema.words(target, "description")
    shape = target.get("schema") or target
    yield Declaration(
        kind="openapi_parameter",
        name=f"{operation} {name}",
        scope=dirname(path),
        path=path,
        line=line,
        type=text_at(shape, "type"),
        default=text_at(shape, "default"),
        required=schema.is_true(target, "required"),
        documentation=about,
        documented_by="description" if about else None,
        deprecated=schema.is_true(target, "deprecated"),
        part_of=operation,
    )
