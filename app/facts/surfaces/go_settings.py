"""Settings that Go programs read: struct fields by their tags, and annotations and labels."""

from collections.abc import Iterator
from dataclasses import replace
from posixpath import dirname

from tree_sitter import Node

from app.facts import go_source, metadata_keys, paths, syntax
from app.facts.change import Version
from app.facts.go_source import GoField, GoType
from app.facts.surface import Declaration
from app.lazy_re import regex

_KEY_TAGS = ("mapstructure", "koanf", "yaml", "toml", "hcl")
_ENVIRONMENT_TAGS = ("env", "envconfig")
_SETTINGS_NAME = regex(r"(?:Config|Configuration|Settings|Options)$")
_SET = regex(r"(?:Labels|Annotations)\[(\w{1,100})\][ \t]{0,4}=[^=]")
"""A label or annotation that a program gives to something."""
_META_NAME = regex(r"Annotation|Label|Key$")


def reads(path: str) -> bool:
    """Go files, the internal ones too: users write the keys, not the types."""
    return path.endswith(".go") and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A Go file explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """Keys and variables of structs of settings; names of annotations and labels."""
    root = syntax.parse("go", text)
    found: list[Declaration] = []
    for type_ in go_source.types_of(root):
        if type_.node.type == "struct_type":
            found += _settings(type_, path)
    if go_source.is_open(path):
        found += _meta(root, path, frozenset(_SET.findall(text)))
    if syntax.is_generated(text):
        found = [replace(each, generated=True) for each in found]
    return tuple(found)


def _settings(type_: GoType, path: str) -> Iterator[Declaration]:
    named_so = bool(_SETTINGS_NAME.search(type_.name))
    for field in go_source.fields_of(type_.node):
        key = _tag(field, _KEY_TAGS)
        variable = _tag(field, _ENVIRONMENT_TAGS)
        if key and named_so:
            yield _setting("config_key", f"{type_.name}.{key}", field, path)
        if variable and variable.isupper():
            yield _setting("env_var", variable, field, path)


def _tag(field: GoField, tags: tuple[str, ...]) -> str | None:
    """The name in the first of some tags; None where there is none or it is `-`."""
    written = next((field.tags[tag] for tag in tags if tag in field.tags), "")
    name = written.partition(",")[0]
    return name if name not in ("", "-") else None


def _setting(kind: str, name: str, field: GoField, path: str) -> Declaration:
    about = field.documentation or field.tags.get("desc", "") or field.tags.get("description", "")
    required = field.tags.get("required") == "true" or ",required" in field.tags.get("env", "")
    return Declaration(
        kind=kind,
        name=name,
        scope=dirname(path),
        path=path,
        line=field.line,
        type=field.type.replace("*", ""),
        default=field.tags.get("default") or field.tags.get("envDefault"),
        required=required,
        documentation=about,
        documented_by="doc comment" if about else None,
        deprecated=go_source.is_deprecated(about),
    )


def meta_keys(root: Node) -> dict[str, str]:
    """The annotations and labels that a file names, by the constant that stands for each."""
    constants = go_source.constants_of(root)
    return {
        name: key
        for name, key in constants.items()
        if go_source.is_exported(name) and _META_NAME.search(name) and metadata_keys.is_key(key)
    }


def _meta(root: Node, path: str, set_here: frozenset[str]) -> Iterator[Declaration]:
    """Constants such as `PausedAnnotation = "acme.io/paused"`; what is set here, users read."""
    keys = meta_keys(root)
    for value in go_source.values_of(root):
        key = keys.get(value.name)
        if key is None or metadata_keys.is_foreign(key):
            continue
        about, _ = go_source.parted(value.documentation)
        yield Declaration(
            kind="annotation_or_label",
            name=key,
            # the same key may be declared for several packages
            scope="",
            path=path,
            line=value.line,
            documentation=about,
            documented_by="doc comment" if about else None,
            deprecated=go_source.is_deprecated(about),
            output=value.name in set_here,
        )
