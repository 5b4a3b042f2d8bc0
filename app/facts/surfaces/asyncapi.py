"""AsyncAPI: the channels on which others send or receive messages, and what messages carry."""

from collections.abc import Iterator
from dataclasses import replace
from posixpath import basename, dirname

from app.facts import inputs, paths, schema
from app.facts.change import Version
from app.facts.inputs import Words
from app.facts.surface import Declaration
from app.facts.yaml_text import Mapping, Node

_CHANNEL = Words("event")
_ENDINGS = (".yaml", ".yml", ".json")


def reads(path: str) -> bool:
    """Descriptions bear the name of the format, or that of their service."""
    aside = paths.is_example(path) or paths.is_vendored(path) or paths.is_generated(path)
    named = "asyncapi" in path.lower() or "events" in basename(path).lower()
    return path.endswith(_ENDINGS) and named and not aside


def neighbours(path: str) -> tuple[str, ...]:
    """A description explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The channels, and the fields of messages that are described in the same file."""
    found: dict[tuple[str, str], Declaration] = {}
    for document in inputs.documents(text, "asyncapi", "channels"):
        if document.get("asyncapi") is not None:
            for each in _of(document, path):
                found.setdefault((each.kind, each.name), each)
    return tuple(found.values())


def _of(document: Mapping, path: str) -> Iterator[Declaration]:
    for name, about in inputs.entries(document.get("channels")):
        channel = _CHANNEL.declared(name, about, dirname(path), path)
        words = channel.documentation or _operations(about)
        yield replace(
            channel,
            required=False,
            documentation=words,
            documented_by="description" if words else None,
        )
    messages = inputs.under(document, "components", "messages")
    for name, about in inputs.entries(messages):
        for each in schema.fields(inputs.under(about, "payload"), document):
            field = each.declared("event_data_field", dirname(path), path)
            # who is to send it and who to read it, only the operations tell
            yield replace(field, name=f"{name.text}.{each.name}", output=True)


def _operations(channel: Node) -> str:
    """What older descriptions say of sending and receiving."""
    if not isinstance(channel, Mapping):
        return ""
    sides = (channel.get("publish"), channel.get("subscribe"))
    words = (schema.words(side, key) for side in sides for key in ("description", "summary"))
    return next(filter(None, words), "")
