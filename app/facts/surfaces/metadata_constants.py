"""Annotations and labels that programs read, by their constants in TypeScript, Java and Python."""

from collections.abc import Iterator
from posixpath import splitext

from app.facts import metadata_keys, paths
from app.facts.change import Version
from app.facts.surface import Declaration
from app.lazy_re import regex

_CONSTANT = regex(
    r"\s{0,40}(?:(?:export|public|protected|static|final|const|String)\s{1,4}){0,6}"
    r"(\w{0,60}(?:ANNOTATION|LABEL|Annotation|Label)\w{0,60})(?:\s?:\s?[\w.]{1,40})?\s{0,4}=\s{0,4}"
    r"[\"']([^\"'\s]{3,300})[\"']"
)
_OFFERED = {
    ".ts": regex(r"\s*export\b"),
    ".java": regex(r"\s*public\b"),
    ".kt": regex(r"\s*(?!private\b)"),
    ".py": regex(r"(?!_)"),
}
"""How a line begins that others may use; of the rest many are keys of other projects."""
_COMMENT = regex(r"\s*(?:/?\*+/?|//+|#+)\s?")


def reads(path: str) -> bool:
    """Sources that are shipped; Go has a reader of its own, which knows its types as well."""
    return splitext(path)[1] in _OFFERED and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A constant explains itself, or a page does."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The keys of the repository's own domain."""
    if "nnotation" not in text and "ANNOTATION" not in text and "abel" not in text.lower():
        return ()
    return tuple(_declarations(path, text.split("\n")))


def _declarations(path: str, lines: list[str]) -> Iterator[Declaration]:
    offered = _OFFERED[splitext(path)[1]]
    for number, line in enumerate(lines, 1):
        found = _CONSTANT.match(line)
        if found is None or not offered.match(line):
            continue
        key = found[2]
        if metadata_keys.is_key(key) and not metadata_keys.is_foreign(key):
            about = _above(lines, number - 1)
            yield Declaration(
                kind="annotation_or_label",
                name=key,
                # the same key may be declared for several packages
                scope="",
                path=path,
                line=number,
                documentation=about,
                documented_by="comment" if about else None,
                deprecated="@deprecated" in about.lower(),
            )


def _above(lines: list[str], number: int) -> str:
    """The words of the comment lines right above."""
    words: list[str] = []
    while number > 0 and (mark := _COMMENT.match(lines[number - 1])):
        words.append(lines[number - 1][mark.end() :].removesuffix("*/").strip())
        number -= 1
    return " ".join(filter(None, reversed(words)))
