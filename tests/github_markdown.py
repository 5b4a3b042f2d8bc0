"""A page as GitHub would read it, for tests of what comes alive in it and how long it takes."""

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token


def tokens_of(page: str) -> list[Token]:
    """Every token of a page, the inline ones as well."""
    tokens = MarkdownIt("gfm-like", {"linkify": False, "html": True}).parse(page)
    return [one for token in tokens for one in (token, *(token.children or ()))]


def visible_words(page: str) -> int:
    """Words that a reader meets who opens no fold; code and small print are read as well."""
    words, depth = 0, 0
    for token in MarkdownIt("gfm-like", {"linkify": False, "html": True}).parse(page):
        if token.type == "html_block":
            title = re.search("<summary>(.*)</summary>", token.content)
            words += len(title[1].split()) if title and not depth else 0
            depth += token.content.count("<details>") - token.content.count("</details>")
        elif not depth:
            read = token.children or ([token] if token.type == "fence" else [])
            words += sum(
                any(map(str.isalnum, word))
                for one in read
                if "html" not in one.type
                for word in one.content.split()
            )
    return words
