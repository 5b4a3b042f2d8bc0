"""Functions that policies may call beside CEL's own."""

from app.facts.globs import matches
from app.policies.cel import Function


def _distinct(texts: list[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def _under(path: str, patterns: list[str]) -> bool:
    return matches(patterns, path)


FUNCTIONS = (
    Function(
        "distinct",
        ("LIST<STRING>",),
        "LIST<STRING>",
        _distinct,
        "Each text once, in the order of first mention.",
    ),
    Function(
        "under",
        ("STRING", "LIST<STRING>"),
        "BOOL",
        _under,
        "Whether a path matches globs in the manner of `.gitignore`.",
    ),
)
