"""What the configuration declares of an obligation: of which capability it is, and what for."""

import re
from collections.abc import Iterable
from dataclasses import replace

from app.core.configuration import Configuration, DeclaredMandate
from app.core.fact import Mandate
from app.facts.own_products import has_word
from app.facts.prose import Sentence

_KIND = (
    r"\s+(?:action|api|base\s+image|capability|chart|cli|cluster|gateway|image|library|module|"
    r"pipeline|platform|registry|sdk|service|template|tooling|workflow)\b"
)


def as_declared(mandate: Mandate, sentence: Sentence, configuration: Configuration) -> Mandate:
    """The mandate with the declared capability it speaks of, and what is declared of that."""
    capability = names_capability(sentence, configuration)
    entries = [entry for entry in configuration.mandates if entry.capability == capability]
    if not capability or not entries:
        return replace(mandate, capability=capability)
    entry = entries[0]
    return replace(
        mandate, capability=capability, declared=entry.class_, lacks=tuple(_lacks(entry))
    )


def _lacks(entry: DeclaredMandate) -> Iterable[str]:
    declared = {"reason": entry.reason, "exit": entry.exit, "review": entry.review}
    return (name for name, value in declared.items() if not value)


def names_capability(sentence: Sentence, configuration: Configuration) -> str:
    """The declared capability that a sentence names; empty where it names none."""
    entries = (entry.capability for entry in configuration.mandates)
    for name in dict.fromkeys((*configuration.capabilities, *entries)):
        if _speaks_of(sentence, name) or _refers_to(sentence, name, configuration):
            return name
    return ""


def _speaks_of(sentence: Sentence, name: str) -> bool:
    """Whether it is named; a plain word, such as "deploy", only with what it is behind it."""
    lower, spoken = sentence.text.lower(), re.sub(r"[-_.]", " ", name.lower())
    if len(spoken.split()) > 1:
        return has_word(lower, spoken) or has_word(lower, name.lower())
    return re.search(rf"(?<!\w){re.escape(spoken)}{_KIND}", lower) is not None


def _refers_to(sentence: Sentence, name: str, configuration: Configuration) -> bool:
    """Whether it links to the capability, or names what others refer to it by."""
    declared = configuration.capabilities.get(name)
    if declared is None:
        return False
    marks = [mark.partition(":")[2] or mark for mark in declared.match]
    folders = [path.strip("/").partition("*")[0].rstrip("/") for path in declared.paths]
    targets = [link.target for link in sentence.links]
    named = (mark in sentence.text or any(mark in target for target in targets) for mark in marks)
    linked = (folder in target for folder in folders if "/" in folder for target in targets)
    return any(named) or any(linked)
