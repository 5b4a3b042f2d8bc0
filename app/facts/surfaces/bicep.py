"""Bicep modules: the parameters that deployments set and the outputs that they read."""

import re
from collections.abc import Iterator

from app.facts import paths
from app.facts.change import Version
from app.facts.deployments import is_rolled_out
from app.facts.surface import Declaration
from app.lazy_re import regex

_STATEMENT = regex(r"(param|output)[ \t]+([A-Za-z_]\w{0,100})[ \t]*([^=\n]{0,500})(?:=[ \t]*(.*))?")
_OTHER = regex(r"(?:var|resource|module|type|func|import|using|targetScope|metadata)\b")
_DESCRIPTION = regex(
    r"description\((?:'''((?:[^']|'(?!'')){0,2000})'''|'((?:[^'\\\n]|\\.){0,2000})')"
)
_ALLOWED = regex(r"allowed\(\[([^\]]{0,20000})\]")
_CHOICE = regex(r"'([^'\n]{0,200})'")
_LIMIT = regex(r"\b(m(?:in|ax)(?:Length|Value)\([^()\n]{0,40}\))")


def reads(path: str) -> bool:
    """Any Bicep file may be a module."""
    return path.endswith(".bicep") and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A module explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """What the file declares, with the decorators above each."""
    if is_rolled_out(path, version):
        return ()
    return tuple(_declarations(path, text.split("\n")))


def _declarations(path: str, lines: list[str]) -> Iterator[Declaration]:
    above: list[str] = []
    for number, line in enumerate(lines, 1):
        if found := _STATEMENT.match(line.rstrip()):
            yield _declared(found, "\n".join(above), path, number)
            above = []
        elif line.startswith("@") or (above and not _OTHER.match(line)):
            above.append(line)  # decorators go on over several lines
        else:
            above = []


def _declared(statement: re.Match[str], above: str, path: str, line: int) -> Declaration:
    is_output = statement[1] == "output"
    written = statement[3].strip()
    found = _DESCRIPTION.search(above)
    about = " ".join((found[1] or found[2] or "").split()) if found else ""
    default = None if is_output else statement[4]
    listed = _ALLOWED.search(above)
    return Declaration(
        kind=f"bicep_{statement[1]}",
        name=statement[2],
        scope=path,
        path=path,
        line=line,
        type=written.removesuffix("?") or None,
        default=default,
        required=not (is_output or default is not None or written.endswith("?")),
        choices=tuple(_CHOICE.findall(listed[1])) or None if listed else _alternatives(written),
        constraints=tuple(_LIMIT.findall(above)),
        documentation=about,
        documented_by="description" if about else None,
        output=is_output,
    )


def _alternatives(type_: str) -> tuple[str, ...] | None:
    """The values of a type such as `'small' | 'large'`."""
    parts = [part.strip() for part in type_.removesuffix("?").split("|")]
    values = [found[1] for part in parts if (found := _CHOICE.fullmatch(part))]
    return tuple(values) if len(values) == len(parts) else None
