"""What a configuration file refers to: the layers it builds on and the policies it brings."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from posixpath import splitext
from typing import Any

from app.core.layers import MOST_LAYERS, LayerReference, PolicyReference, References
from app.errors import Mistake
from app.lazy_re import regex
from app.policies.yaml_source import Location, YamlSource

OWN_FOLDER = ".github/cowpath/"
ENDINGS = (".yml", ".yaml")

_REFERENCE = regex(
    r"(?P<repository>[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100})"
    r":(?P<path>[^:@\s]{1,300})@(?P<ref>[A-Za-z0-9][A-Za-z0-9._/+-]{0,199})"
)
_UNPINNED = regex(r"[^:@\s]{1,200}:[^:@\s]{1,300}@?")
_ODD_PART = ("", ".", "..")


def references(text: str, where: str, folder: str | None = None) -> References:
    """What a file refers to; what is wrong there is left out, and complained about in resolving.

    Raises `AuthorsMistake` where the text is no YAML.
    """
    source = YamlSource(text, where)
    return read_references(source, source.value, folder)[0]


def layer_reference(written: str) -> LayerReference | None:
    """The layer that a name as in `extends` means; `None` where it is no such name."""
    match = _REFERENCE.fullmatch(written)
    places = (match["repository"], match["path"]) if match else ()
    if match and all(map(is_path, places)) and match["path"].endswith(ENDINGS):
        return LayerReference(match["repository"], match["path"], match["ref"])
    return None


def read_references(
    source: YamlSource, value: Any, folder: str | None
) -> tuple[References, list[Mistake]]:
    """What a document refers to, and what is wrong with its references."""
    if not isinstance(value, Mapping):
        return References(), []
    layers = tuple(_layers(source, value.get("extends")))
    policies = tuple(_policies(source, value.get("policies"), folder))
    found = References(
        tuple(one for one in layers if isinstance(one, LayerReference)),
        tuple(one for one in policies if isinstance(one, PolicyReference)),
    )
    return found, [one for one in (*layers, *policies) if isinstance(one, Mistake)]


def _layers(source: YamlSource, value: Any) -> Iterator[LayerReference | Mistake]:
    if not isinstance(value, list):
        return  # that it must be a list is said where shapes are checked
    if len(value) >= MOST_LAYERS:
        yield source.mistake(("extends",), f"These are more than {MOST_LAYERS - 1} layers.")
        return
    for number, written in enumerate(value):
        if not isinstance(written, str):
            continue
        place = source.mistake(("extends", number), "")
        layer = layer_reference(written)
        if layer:
            yield replace(layer, line=place.line, column=place.column)
        elif _UNPINNED.fullmatch(written):
            message = "A layer is pinned: end it in `@` and a tag or the full id of a commit."
            yield Mistake(place.where, place.line, place.column, message)
        else:
            message = "A layer is written `owner/repository:path/to/file.yml@tag`."
            yield Mistake(place.where, place.line, place.column, message)


def _policies(
    source: YamlSource, value: Any, folder: str | None
) -> Iterator[PolicyReference | Mistake]:
    if not isinstance(value, Mapping):
        return
    for name, entry in value.items():
        if not isinstance(entry, Mapping) or "file" not in entry:
            continue
        location: Location = ("policies", name, "file")
        path, complaint = _place(name, str(entry["file"]), folder)
        if complaint:
            yield source.mistake(location, complaint)
        else:
            place = source.mistake(location, "")
            yield PolicyReference(name, path, place.line, place.column)


def _place(name: str, file: str, folder: str | None) -> tuple[str, str | None]:
    """Where a policy's file lies in its repository, and what is wrong with how it is named."""
    root, ending = splitext(file)
    if not is_path(file) or ending not in ENDINGS or len(file) > 300:
        return "", f"This must be the path of a YAML file, such as `{OWN_FOLDER}{name}.yml`."
    if root.rpartition("/")[2] != name:
        return "", f"A policy is called as its file is: `{name}{ending}`."
    if file.startswith(OWN_FOLDER):
        return file, None
    if folder is None:
        return "", f"A repository's own policies lie in `{OWN_FOLDER}`."
    return f"{folder}/{file}".lstrip("/"), None


def is_path(path: str) -> bool:
    """Whether it is a path from the top of a repository, by the shortest way."""
    parts = path.split("/")
    return "\\" not in path and path.isprintable() and not any(p in _ODD_PART for p in parts)
