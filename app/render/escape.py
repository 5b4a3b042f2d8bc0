"""One escape for each target, so that what strangers wrote stays text.

In Markdown *theirs* become code spans: nothing comes alive in there, no mention, link, image,
HTML, reference to an issue or commit, nor emoji code. *Ours* keep their light Markdown.
"""

import re

from app.core.text import Segment, Text
from app.lazy_re import regex

LONGEST = 160
"""Characters shown of a stranger's text."""

_UNSEEN = "\N{REPLACEMENT CHARACTER}"
_CODE = regex(r"(`[^`]+`)")
_MARKS = regex(r"([\\`_\[\]<>&|~!])")
_EMPHASIS = regex(r"\*{1,2}(?=\S)|(?<=\S)\*{1,2}")
_REFERENCE = regex(r"(#|\bGH-)(?=[0-9])", re.IGNORECASE)
_PLAIN_NUMBER = regex(r"[0-9]{1,6}(?:\.[0-9]{1,3})?")
_SAFE_IN_URL = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
_BREAK = "\N{ZERO WIDTH SPACE}"
_COMMAND = regex(r"(?<![^ ])(:|##)(?=:|\[|vso\[)")
"""How a line of a build's log begins that GitHub or Azure carries out."""


def one_line(text: str, longest: int = LONGEST) -> str:
    """A stranger's text on one line: white space joined, unseen letters made visible, cut.

    Wherever the line is wrapped later, no new line is a command to the build that shows it.
    """
    # cut first: what is thrown away need not be looked at
    words = " ".join(text[: 4 * longest].split())
    seen = "".join(letter if letter.isprintable() else _UNSEEN for letter in words)
    seen = _COMMAND.sub(rf"\1{_BREAK}", seen)
    return seen if len(seen) <= longest and len(text) <= 4 * longest else f"{seen[: longest - 1]}…"


def code_span(text: str, longest: int = LONGEST) -> str:
    """A Markdown code span, with more backticks around it than any run inside."""
    content = one_line(text, longest) or " "
    runs = re.findall("`+", content)
    fence = "`" * (max(map(len, runs), default=0) + 1)
    needs_air = content != " " and (content[0] in "` " or content[-1] in "` ")
    return f"{fence} {content} {fence}" if needs_air else f"{fence}{content}{fence}"


def url_path(path: str) -> str:
    """A path as part of a URL, percent-encoded except for its slashes."""
    return "".join(
        chr(byte) if byte in _SAFE_IN_URL else f"%{byte:02X}"
        for byte in path.encode(errors="replace")
    )


def markdown(text: Text) -> str:
    """Markdown on one line: *theirs* as code, *ours* with `code`, **bold** and *emphasis*."""
    written = ""
    for segment in _without_quotes(_joined(text)):
        if segment.origin == "ours":
            piece = _our_markdown(segment.text)
        elif _PLAIN_NUMBER.fullmatch(segment.text) and (not written or written[-1] in " ("):
            piece = segment.text
        else:
            piece = code_span(segment.text)
        # two code spans side by side would be read as one
        written += f" {piece}" if written.endswith("`") and piece.startswith("`") else piece
    return written.strip()


def words(text: Text) -> str:
    """Plain words for places that know no Markdown: a terminal, an annotation, JSON, SARIF."""
    return "".join(
        _our_words(segment.text) if segment.origin == "ours" else one_line(segment.text)
        for segment in text
    ).strip()


def whole_lines(text: Text) -> str:
    """A text with its lines and indents as they are, for pasting; unseen letters made visible."""
    written = "".join(segment.text for segment in text).expandtabs(4)
    lines = (
        "".join(letter if letter.isprintable() else _UNSEEN for letter in line).rstrip()
        for line in written.split("\n")
    )
    return "\n".join(_COMMAND.sub(rf"\1{_BREAK}", line) for line in lines).strip("\n")


def code_block(text: Text, language: str) -> str:
    """A fenced block of Markdown, for a text that is shown."""
    return fenced(whole_lines(text), language)


def fenced(content: str, language: str) -> str:
    """A fenced block that holds a text to the letter: its fence is longer than any inside."""
    longest = max(map(len, re.findall("`+", content)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{content}\n{fence}"


def _joined(text: Text) -> list[Segment]:
    """The segments with neighbours of one origin made one."""
    joined: list[Segment] = []
    for segment in text:
        if joined and joined[-1].origin == segment.origin:
            segment = Segment(joined.pop().text + segment.text, segment.origin)
        joined.append(segment)
    return joined


def _without_quotes(segments: list[Segment]) -> list[Segment]:
    """Drop backticks that *ours* put around a placeholder; it becomes a code span by itself."""
    texts = [segment.text for segment in segments]
    for at in range(1, len(segments) - 1):
        quoted = texts[at - 1].endswith("`") and texts[at + 1].startswith("`")
        if segments[at].origin == "theirs" and quoted and texts[at - 1].count("`") % 2:
            texts[at - 1] = texts[at - 1][:-1]
            texts[at + 1] = texts[at + 1][1:]
    return [Segment(text, one.origin) for text, one in zip(texts, segments, strict=True) if text]


def _our_markdown(text: str) -> str:
    pieces = _CODE.split(_joined_spaces(text))
    return "".join(piece if at % 2 else _our_prose(piece) for at, piece in enumerate(pieces))


def _our_prose(text: str) -> str:
    escaped = _MARKS.sub(r"\\\1", text).replace("@", f"@{_BREAK}")
    return _REFERENCE.sub(rf"\1{_BREAK}", escaped)


def _our_words(text: str) -> str:
    pieces = _CODE.split(_joined_spaces(text))
    return "".join(piece if at % 2 else _EMPHASIS.sub("", piece) for at, piece in enumerate(pieces))


def _joined_spaces(text: str) -> str:
    """White space joined; one space stays at either end, towards the neighbouring segment.

    A repository's own policies speak in words of ours too, so unseen letters become visible.
    """
    joined = re.sub(r"\s+", " ", text)
    seen = "".join(letter if letter.isprintable() else _UNSEEN for letter in joined)
    return _COMMAND.sub(rf"\1{_BREAK}", seen)
