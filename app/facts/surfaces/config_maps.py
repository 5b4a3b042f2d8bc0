"""Settings of programs that run in Kubernetes: keys of a ConfigMap that comments explain."""

from collections.abc import Iterator
from posixpath import dirname

from app.facts import paths
from app.facts.change import Version
from app.facts.helm_comments import Comments
from app.facts.surface import Declaration
from app.facts.yaml_text import Mapping, Node, Scalar, YamlTrouble, compose, compose_all, text_at

_EXAMPLE = "_example"
"""The key under which Knative and its like show every setting with its default."""
_FOLDERS = frozenset({"config", "configmaps", "configmap"})


def reads(path: str) -> bool:
    """Manifests in a folder of configuration, not the templates of a chart."""
    folders = path.split("/")[:-1]
    inside = not _FOLDERS.isdisjoint(folders) and "templates" not in folders
    return path.endswith((".yaml", ".yml")) and inside and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A manifest explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The keys that users may set, with their defaults."""
    if "ConfigMap" not in text:
        return ()
    try:
        documents = compose_all(text)
    except YamlTrouble:
        return ()  # a template, or nothing that a cluster would take
    found: dict[tuple[str, str], Declaration] = {}
    for document in documents:
        if isinstance(document, Mapping) and text_at(document, "kind") == "ConfigMap":
            for declared in _of_map(document, path, text):
                found.setdefault((declared.scope, declared.name), declared)
    return tuple(found.values())


def _of_map(document: Mapping, path: str, text: str) -> Iterator[Declaration]:
    name = text_at(document.get("metadata"), "name") or dirname(path)
    data = document.get("data")
    if not isinstance(data, Mapping):
        return
    example = data.get(_EXAMPLE)
    if not isinstance(example, Scalar):
        yield from _keys(data, text, 0, name, path)
        return
    try:
        shown = compose(example.text)
    except YamlTrouble:
        return
    key = next(key for key, value in data.entries() if value is example)
    if isinstance(shown, Mapping):
        yield from _keys(shown, example.text, key.line, name, path)


def _keys(
    data: Mapping, text: str, lines_above: int, scope: str, path: str
) -> Iterator[Declaration]:
    """The explained keys; what has no word is not meant to be set."""
    comments, most = Comments(text), text.count("\n") + 1
    for key, value in data.entries():
        about = comments.of(key.text, key, value, None)
        if not about or _is_file(key, value):
            continue
        yield Declaration(
            kind="config_key",
            name=key.text,
            scope=scope,
            path=path,
            line=lines_above + min(key.line, most),
            default=value.text if isinstance(value, Scalar) else None,
            documentation=about,
            documented_by="comment",
        )


def _is_file(key: Scalar, value: Node) -> bool:
    """Whether the key names a file that is mounted, rather than a setting."""
    return "." in key.text and isinstance(value, Scalar) and "\n" in value.text
