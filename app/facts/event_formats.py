"""The events and topics that a file declares, in the formats in which they are declared.

Terraform, Kubernetes resources, AsyncAPI, Avro, JSON Schema and Protocol Buffers. Every reader is
total: what cannot be read declares nothing.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from app.core.fact import CannotTell
from app.facts.hcl import blocks, literal
from app.facts.yaml_text import Mapping, Node, YamlTrouble, compose_all, text_at
from app.lazy_re import regex


@dataclass(frozen=True, slots=True)
class Declared:
    """One topic, schema or event."""

    kind: Literal["topic", "schema", "event"]
    name: str
    line: int
    span: tuple[int, int]
    """The first and the last line that may be about it."""


MOST = 200
"""Declarations of one file that are looked at."""

_TOPICS = frozenset({
    "aiven_kafka_topic", "azurerm_eventhub", "azurerm_servicebus_topic", "confluent_kafka_topic",
    "google_pubsub_topic", "kafka_topic", "redpanda_topic",
})  # fmt: skip
_SCHEMAS = frozenset({
    "aws_glue_schema", "aws_schemas_schema", "confluent_schema", "google_pubsub_schema",
    "schemaregistry_schema",
})  # fmt: skip
_NAMES = ("name", "topic_name", "subject_name", "schema_name", "subject")
_TOPIC_KINDS = frozenset({"KafkaTopic", "PubSubTopic", "Topic"})
_TOPIC_GROUP = regex(r"kafka|pubsub|confluent|strimzi|redpanda")
_EVENT_PLACE = regex(r"(?:^|[/._-])(?:events?|topics?|messages?)(?:[/._-]|$)", re.I)
_MESSAGE = regex(r"^message\s+(?P<name>[A-Za-z]\w{0,120})\s*\{")
_TEMPLATED = ("{{", "${")


def declared_in(path: str, text: str) -> tuple[Declared, ...]:
    """What a file declares; nothing where its format is none of these."""
    for fits, read in _READERS:
        if fits(path):
            try:
                found = tuple(islice(read(text), MOST))
            except (CannotTell, YamlTrouble, ValueError, RecursionError):
                return ()
            return tuple(one for one in found if not any(mark in one.name for mark in _TEMPLATED))
    return ()


def may_declare(path: str) -> bool:
    """Whether a file with this path could declare any."""
    return any(fits(path) for fits, _ in _READERS)


def _terraform(text: str) -> Iterator[Declared]:
    if not any(kind in text for kind in _TOPICS | _SCHEMAS):
        return
    found = blocks(text)
    ends = [block.line - 1 for block in found[1:]] + [text.count("\n") + 1]
    for block, end in zip(found, ends, strict=True):
        if block.type == "resource" and len(block.labels) == 2:
            kind, label = block.labels
            named = (literal(block.attributes.get(name)) for name in _NAMES)
            name = next(filter(None, named), label)
            if kind in _TOPICS:
                yield Declared("topic", name, block.line, (block.line, end))
            elif kind in _SCHEMAS:
                yield Declared("schema", name, block.line, (block.line, end))


def _yaml(text: str) -> Iterator[Declared]:
    if "asyncapi" not in text and not any(kind in text for kind in _TOPIC_KINDS):
        return
    documents = [document for document in compose_all(text) if isinstance(document, Mapping)]
    ends = [document.line - 1 for document in documents[1:]] + [text.count("\n") + 1]
    for document, end in zip(documents, ends, strict=True):
        if text_at(document, "asyncapi"):
            yield from _channels(document, end)
        elif name := _name_of_topic(document):
            yield Declared("topic", name, document.line, (document.line, end))


def _name_of_topic(document: Mapping) -> str | None:
    """The topic that a Kubernetes resource stands for; `None` where it stands for none."""
    if text_at(document, "kind") not in _TOPIC_KINDS:
        return None
    if not _TOPIC_GROUP.search(text_at(document, "apiVersion") or ""):
        return None
    return text_at(document.get("spec"), "topicName") or text_at(document.get("metadata"), "name")


def _channels(document: Mapping, end: int) -> Iterator[Declared]:
    channels: Node | None = document.get("channels")
    for key, value in channels.entries() if isinstance(channels, Mapping) else ():
        yield Declared("topic", text_at(value, "address") or key.text, key.line, (1, end))


def _avro(text: str) -> Iterator[Declared]:
    schema = json.loads(text)
    if isinstance(schema, dict) and schema.get("type") == "record":
        yield Declared("schema", str(schema.get("name", "")), 1, _whole(text))


def _json_schema(text: str) -> Iterator[Declared]:
    schema = json.loads(text) if '"$schema"' in text else None
    if isinstance(schema, dict) and isinstance(schema.get("title"), str):
        yield Declared("schema", schema["title"], 1, _whole(text))


def _protobuf(text: str) -> Iterator[Declared]:
    for number, line in enumerate(text.split("\n"), 1):
        found = _MESSAGE.match(line)
        if found and found["name"].endswith("Event"):
            yield Declared("schema", found["name"], number, _whole(text))


def _whole(text: str) -> tuple[int, int]:
    return 1, text.count("\n") + 1


_READERS: tuple[tuple[Callable[[str], bool], Callable[[str], Iterator[Declared]]], ...] = (
    (lambda path: path.endswith(".tf"), _terraform),
    (lambda path: path.endswith(".avsc"), _avro),
    (lambda path: path.endswith(".proto"), _protobuf),
    (lambda path: path.endswith((".yaml", ".yml")), _yaml),
    (
        lambda path: (
            path.endswith(".json") and bool(_EVENT_PLACE.search(path)) and "schema" in path
        ),
        _json_schema,
    ),
)
