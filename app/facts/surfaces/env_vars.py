"""Environment variables that a program reads and a page tells people to set.

A name that no page holds is the program's own business, and one that a page held before is no news.
"""

from collections.abc import Iterator
from posixpath import splitext

from app.facts import paths
from app.facts.change import Version
from app.facts.documentation import readmes
from app.facts.surface import Declaration
from app.lazy_re import regex

_READS = {
    ".go": r"os\.(?:Getenv|LookupEnv)\(\"NAME\"|BindEnv\(\"[^\"\n]{1,99}\", ?\"NAME\"",
    ".java": r"System\.getenv\(\"NAME\"",
    ".js": r"process\.env(?:\.NAME\b|\[[\"']NAME[\"']\])",
    ".py": r"(?:environ(?:\.get\(|\[)|getenv\(|\b(?:env(?:\.\w{1,20})?|config)\()\s{0,40}[\"']NAME",
    ".rb": r"ENV(?:\.fetch\(|\[)[\"']NAME[\"']",
    ".rs": r"env::var(?:_os)?\(\"NAME\"",
    ".sh": r"\$\{NAME:[-?=+]",
}
"""How each language reads a variable, by the ending of its files."""
_ALIASES = {
    ".cjs": ".js", ".mjs": ".js", ".ts": ".js", ".mts": ".js", ".cts": ".js", ".tsx": ".js",
    ".jsx": ".js", ".kt": ".java", ".groovy": ".java", ".bash": ".sh",
}  # fmt: skip
_PATTERNS = {
    ending: regex(pattern.replace("NAME", r"([A-Z][A-Z0-9_]{2,80})"))
    for ending, pattern in _READS.items()
}
_WORD = regex(r"\b[A-Z][A-Z0-9]{1,60}(?:_[A-Z0-9]{1,60}){1,12}\b")
_COMMON = regex(
    r"(?:GITHUB|RUNNER|ACTIONS|CI|GITLAB|JENKINS|AWS|AZURE|ARM|GOOGLE|KUBERNETES|POD|NODE|NPM|"
    r"PYTHON|PIP|JAVA|GO|XDG|SSH|DOCKER|TF|LC)_.*|(?:HTTPS?|NO)_PROXY"
)
"""Names that other programs gave their meaning."""
_LONGEST_PAGE = 400_000


def reads(path: str) -> bool:
    """Sources of programs, the private ones too."""
    return _language(path) in _PATTERNS and not paths.is_supporting(path)


def _language(path: str) -> str:
    """The ending that stands for the language."""
    ending = splitext(path)[1]
    return _ALIASES.get(ending, ending)


def neighbours(path: str) -> tuple[str, ...]:
    """The pages that may tell people what to set."""
    return tuple(readmes(path))


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """What the file reads of the variables that pages name; the other names are only known."""
    named = version.once("variables that pages name", _named)
    if not named:
        return ()
    found: dict[str, Declaration] = {}
    for each in _read(path, text, named):
        found.setdefault(each.name, each)
    others = (
        Declaration("env_var", name, "", path, 1, grouping=True) for name in named - found.keys()
    )
    return (*found.values(), *others)


def _named(version: Version) -> frozenset[str]:
    """The names on all pages at hand."""
    pages = filter(paths.is_documentation, version.at_hand)
    texts = (version.text(page) or "" for page in pages)
    return frozenset(
        name
        for text in texts
        for name in _WORD.findall(text[:_LONGEST_PAGE])
        if not _COMMON.fullmatch(name)
    )


def _read(path: str, text: str, named: frozenset[str]) -> Iterator[Declaration]:
    line, at = 1, 0
    for each in _PATTERNS[_language(path)].finditer(text):
        line += text.count("\n", at, each.start())
        at = each.start()
        name = next(filter(None, each.groups()))
        if name in named:
            yield Declaration(
                kind="env_var",
                name=name,
                # people know a variable by its name alone, wherever it is read
                scope="",
                path=path,
                line=line + each[0].count("\n"),
                documentation_unseen=True,
            )
