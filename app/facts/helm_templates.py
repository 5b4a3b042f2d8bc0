"""Which values a Helm template reads: a scanner for the few forms of Go templates that say so.

Nothing is evaluated. The dot and the variables are followed through `with`, `range`, `define` and
simple assignments; where they cannot be followed, nothing is said.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from app.lazy_re import regex

_TOKEN = regex(
    r'(?P<string>"(?:[^"\\\n]|\\.)*"|`[^`]*`)'
    r"|(?P<path>\$\w*(?:\.\w+)*|\.\w+(?:\.\w+)*|\.(?![\w.]))"
    r"|(?P<word>[A-Za-z_]\w*)"
    r"|(?P<sign>:=|=|\||,)"
)
_OPENING = frozenset({"if", "with", "range", "define", "block"})
_LOOKUPS = frozenset({"index", "hasKey", "get"})
_BUILT_IN = frozenset({"Release", "Chart", "Capabilities", "Template", "Files"})
"""What Helm puts beside the values; nobody sets it."""
_WRAPPED = regex(r"\(\s*([$.][\w.$]*)\s*\)(?=\.)")
"""A path in brackets of which a field is read, as in `(.Values.a).b`: a missing one is no error."""
_FIELD_OF_CALL = regex(r"\)(?:\.\w+)+")
_MOST_WRAPPINGS = 10
_ROOT = "$"
"""Stands for the chart's whole context, whose `.Values` are what we are after."""
MOST_USES = 20_000
MOST_LEVELS = 200


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a template reads a value."""

    name: str
    """Such as `ingress.host`; what is read of each entry of a collection is `hosts[].path`."""
    line: int
    templated: bool
    """Whether it passes through `tpl`, so that users may write templates in it."""


@dataclass(frozen=True, slots=True)
class _Action:
    """What stands between two pairs of braces."""

    line: int
    tokens: tuple[tuple[str, str], ...]
    """Kind and text of each."""


@dataclass(slots=True)
class _Scope:
    """What the dot and the variables stand for: `$`, the name of a value, or unknown."""

    dot: str | None
    variables: dict[str, str | None] = field(default_factory=dict)

    def meaning(self, path: str) -> str | None:
        """What `.a.b`, `$` or `$x.a` stands for."""
        head, *fields = path.split(".")
        if "Values" in fields:
            return ".".join(["", *fields[fields.index("Values") + 1 :]])
        if not _BUILT_IN.isdisjoint(fields[:1]):
            return None
        base = self.dot if not head else _ROOT if head == "$" else self.variables.get(head)
        fields = [name for name in fields if name]
        if base is None or (base == _ROOT and fields):
            return None
        return ".".join([base, *fields])


@lru_cache(maxsize=64)
def uses(text: str, arguments: tuple[tuple[str, str], ...] = ()) -> tuple[Use, ...]:
    """The values that a template reads, in its order.

    `arguments` names, for partial templates, the value that their callers hand them.
    """
    found: list[Use] = []
    refusals = _refusals(text)
    for action, scope in _walk(text, dict(arguments)):
        if action in refusals:
            continue
        templated = False
        for position, (kind, word) in enumerate(action.tokens):
            templated |= (kind, word) == ("word", "tpl")
            if kind == "path" and (name := _read(action, position, scope)):
                found.append(Use(name, action.line, templated))
        if len(found) > MOST_USES:
            break
    return tuple(found)


def _refusals(text: str) -> frozenset[_Action]:
    """The questions after which a template fails at once: what they ask for is not to be set."""
    return frozenset(
        asked
        for asked, next_ in pairwise(_actions(text))
        if asked.tokens[0] == ("word", "if") and next_.tokens[0] == ("word", "fail")
    )


@lru_cache(maxsize=64)
def handed_over(text: str) -> tuple[tuple[str, str], ...]:
    """The partial templates that are called with a value, and which one."""
    calls: list[tuple[str, str]] = []
    for action, scope in _walk(text, {}):
        tokens = action.tokens
        for (kind, word), (_, name), (last, path) in zip(
            tokens, tokens[1:], tokens[2:], strict=False
        ):
            if kind == "word" and word in ("include", "template") and last == "path":
                value = scope.meaning(path)
                if value and value != _ROOT:
                    calls.append((name.strip('"`'), value))
    return tuple(calls)


def _read(action: _Action, position: int, scope: _Scope) -> str | None:
    """The value's name that the path at a position reads; `None` where it reads none."""
    tokens = action.tokens
    value = scope.meaning(tokens[position][1])
    if value is None or value == _ROOT:
        return None
    if position and tokens[position - 1][1] in _LOOKUPS:
        for kind, word in tokens[position + 1 :]:
            if kind != "string":
                break
            value += "." + word.strip('"`')
    return value.lstrip(".") or None


def _walk(text: str, arguments: Mapping[str, str]) -> Iterator[tuple[_Action, _Scope]]:
    """Every action with the scope that holds inside it."""
    scopes = [_Scope(_ROOT)]
    for action in _actions(text):
        words = [word for kind, word in action.tokens if kind == "word"]
        first = action.tokens[0][1]
        if first == "end":
            if len(scopes) > 1:
                scopes.pop()
            continue
        if first == "else":
            if len(scopes) > 1:
                scopes[-1].dot = scopes[-2].dot
            yield action, scopes[-1]
            continue
        yield action, scopes[-1]
        if words and first in _OPENING and len(scopes) < MOST_LEVELS:
            scopes.append(_inner(first, action, scopes[-1], arguments))
        else:
            _assign(action, scopes[-1])


def _inner(first: str, action: _Action, outer: _Scope, arguments: Mapping[str, str]) -> _Scope:
    if first in ("define", "block"):
        name = action.tokens[1][1].strip('"`') if len(action.tokens) > 1 else ""
        return _Scope(arguments.get(name, _ROOT))
    inner = _Scope(outer.dot, dict(outer.variables))
    if first == "if":
        _assign(action, inner)
        return inner
    value = _value(action, outer)
    if first == "range":
        value = f"{value}[]" if value and value != _ROOT else None
        names = _assigned(action)
        inner.variables.update(dict.fromkeys(names))
        if names:
            inner.variables[names[-1]] = value
    else:
        inner.variables.update(dict.fromkeys(_assigned(action), value))
    inner.dot = value
    return inner


def _assign(action: _Action, scope: _Scope) -> None:
    names = _assigned(action)
    if names:
        scope.variables.update(dict.fromkeys(names, _value(action, scope)))


def _assigned(action: _Action) -> list[str]:
    """The variables to the left of the assignment."""
    words = [word for _, word in action.tokens]
    sign = next((i for i, word in enumerate(words) if word in (":=", "=")), 0)
    return [word for word in words[:sign] if word.startswith("$")]


def _value(action: _Action, scope: _Scope) -> str | None:
    """What the pipeline yields, where all of its paths stand for one value."""
    words = [word for _, word in action.tokens]
    sign = next((i for i, word in enumerate(words) if word in (":=", "=")), -1)
    paths = {scope.meaning(word) for kind, word in action.tokens[sign + 1 :] if kind == "path"}
    return paths.pop() if len(paths) == 1 else None


def _actions(text: str) -> Iterator[_Action]:
    line, at = 1, 0
    while (start := text.find("{{", at)) >= 0:
        end = text.find("}}", start)
        if end < 0:
            return
        line += text.count("\n", at, start)
        inner = text[start + 2 : end]
        if "/*" not in inner[:4]:
            yield from _action(inner, line)
        line += text.count("\n", start, end)
        at = end


def _action(inner: str, line: int) -> Iterator[_Action]:
    for _ in range(_MOST_WRAPPINGS):
        inner, unwrapped = _WRAPPED.subn(r"\1", inner)
        if not unwrapped:
            break
    inner = _FIELD_OF_CALL.sub(")", inner)
    tokens = tuple((str(m.lastgroup), m[0]) for m in _TOKEN.finditer(inner))
    if tokens:
        yield _Action(line, tokens)
