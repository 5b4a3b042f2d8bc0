"""A page as GitHub would read it, for tests of what comes alive in it."""

from markdown_it import MarkdownIt
from markdown_it.token import Token


def tokens_of(page: str) -> list[Token]:
    """Every token of a page, the inline ones as well."""
    tokens = MarkdownIt("gfm-like", {"linkify": False, "html": True}).parse(page)
    return [one for token in tokens for one in (token, *(token.children or ()))]
