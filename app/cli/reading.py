"""What a reader on GitHub meets of a comment, as text for a terminal: folds show their titles."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.render.terminal import wrapped

_SUMMARY = re.compile("<summary>(.*?)</summary>")


def as_read(comment: str, width: int, margin: str) -> str:
    """A comment of ours in lines of so many columns, each behind a margin."""
    reader = MarkdownIt("gfm-like", {"html": True, "linkify": False})
    blocks = [
        "\n".join(wrapped(line, width, margin + first, margin + rest) for line in lines)
        for first, rest, lines in _blocks(reader.parse(comment))
    ]
    return f"\n{margin.rstrip()}\n".join(blocks)


def _blocks(tokens: list[Token]) -> Iterator[tuple[str, str, list[str]]]:
    """What stands open, block by block: the indent of its first line, of the rest, its lines."""
    depth, bullet = 0, ""
    for token in tokens:
        if token.type == "html_block":
            title = _SUMMARY.search(token.content)
            if title and not depth:
                yield "", "  ", [f"▸ {title[1]}"]
            depth += token.content.count("<details>") - token.content.count("</details>")
        elif depth:
            continue
        elif token.type == "list_item_open":
            bullet = "- "
        elif token.type == "fence":
            yield "    ", "    ", token.content.splitlines()
        elif token.type == "inline":
            yield bullet, " " * len(bullet), _text(token.children or []).split("\n")
            bullet = ""


def _text(tokens: list[Token]) -> str:
    return "".join(map(_piece, tokens))


def _piece(token: Token) -> str:
    if token.type == "code_inline":
        return f"`{token.content}`"
    if token.type in ("softbreak", "hardbreak") or token.content == "<br>":
        return "\n"
    return "" if token.type == "html_inline" else token.content
