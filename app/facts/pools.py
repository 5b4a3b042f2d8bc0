"""Everything that one format declares on one side of a change, in all files together."""

from collections import defaultdict
from dataclasses import replace

from app.core.fact import CannotTell
from app.core.pull_request import NotRead
from app.facts.change import Change, Version
from app.facts.inheritance import Hierarchy
from app.facts.paths import is_supporting, is_unread
from app.facts.surface import Declaration, SurfaceReader

_LANGUAGES = frozenset({"go", "java", "python", "typescript"})
_MOST_LEVELS = 50
"""How far up a dotted name is followed."""


class Pool:
    """What one reader finds declared on one side, in all files together."""

    def __init__(self) -> None:
        self.declarations: dict[tuple[str, str, str], Declaration] = {}
        self.hierarchy = Hierarchy()
        self.by_name: dict[tuple[str, str], Declaration] = {}
        self.by_text: dict[tuple[str, str, str], list[Declaration]] = defaultdict(list)
        self.scopes: set[str] = set()
        self.holders: set[tuple[str, str]] = set()
        """What declared names are parts of or lie in, declared itself or not."""

    def add(self, each: Declaration) -> None:
        """The first place that declares something, and not only its name, is where it is shown."""
        known = self.declarations.setdefault(_identity(each), each)
        if known.grouping and not each.grouping:
            self.declarations[_identity(each)] = each
        self.hierarchy.add(each)
        self.by_name.setdefault((each.scope, each.name), each)
        self.by_text[each.kind, each.scope, each.documentation].append(each)
        self.scopes.add(each.scope)
        self.holders.update(((each.scope, each.part_of), (each.scope, _parent(each))))

    def has(self, each: Declaration) -> bool:
        return _identity(each) in self.declarations

    def counterpart(self, each: Declaration) -> Declaration | None:
        """The same thing on this side."""
        return self.declarations.get(_identity(each))

    def named(self, name: str, beside: Declaration) -> Declaration | None:
        """What has a name in the scope of a declaration; one of its own kind where there is one."""
        same = self.declarations.get((_sort(beside.kind), beside.scope, name))
        return same or self.by_name.get((beside.scope, name))

    def relocated(self, scopes: dict[str, str]) -> "Pool":
        """The same under the names that moved scopes have now."""
        if not scopes:
            return self
        pool = Pool()
        for each in self.declarations.values():
            pool.add(replace(each, scope=scopes.get(each.scope, each.scope)))
        return pool


def pools(reader: SurfaceReader, change: Change, trouble: list[str]) -> tuple[Pool, Pool]:
    """What a reader finds on both sides, in the changed files and those beside them.

    A file that cannot be read on one side is left out on both: half a comparison is a guess.
    """
    before, after = Pool(), Pool()
    pairs = [(file.path_before, file.path) for file in change.files]
    pairs += [(path, path) for path in change.pull_request.neighbours]
    for old, new in pairs:
        try:
            was = _declared(reader, old, change.before)
            now = _declared(reader, new, change.after)
        except CannotTell as reason:
            if old not in change.pull_request.neighbours:
                trouble.append(str(reason))
            continue
        if _only_seen_otherwise(was, now) and change.before.text(old) == change.after.text(new):
            continue
        for pool, declarations in ((before, was), (after, now)):
            for each in declarations:
                pool.add(each)
    return before, after


def _only_seen_otherwise(was: tuple[Declaration, ...], now: tuple[Declaration, ...]) -> bool:
    """Whether all that a file declares comes or goes at once; where its text stays, it is another
    file that makes it seen otherwise, as a module or as what is deployed."""
    return bool(was) != bool(now) and not any(each.inferred for each in (*was, *now))


def _declared(reader: SurfaceReader, path: str, version: Version) -> tuple[Declaration, ...]:
    if not reader.reads(path) or is_supporting(path) or is_unread(path):
        return ()
    content = version.content(path)
    if content is None:
        return ()
    if isinstance(content, NotRead):
        raise CannotTell(f"{path} was not read: {content.reason}")
    return reader.surface(path, content, version)


def shapes_its_whole(part: Declaration, pool: Pool) -> bool:
    """Whether it is part of something of its own kind, which it changes by coming or going."""
    whole = pool.named(part.part_of, part) if part.part_of else None
    return whole is not None and whole.kind == part.kind


def parent_differs(part: Declaration, other: Pool, same: Pool) -> bool:
    """Whether what the name lies in comes or goes with it."""
    parent = (part.scope, _parent(part))
    there = parent in other.by_name or parent in other.holders
    return parent[1] != "" and parent in same.holders and not there


def _identity(each: Declaration) -> tuple[str, str, str]:
    return _sort(each.kind), each.scope, each.name


def _sort(kind: str) -> str:
    """What a name may stand for once: in code, a class that becomes an interface stays the same."""
    language = kind.partition("_")[0]
    return language if language in _LANGUAGES else kind


def _parent(part: Declaration) -> str:
    """The name that a dotted name lies in; empty where it stands alone."""
    return part.name.rpartition(".")[0]


def lies_in(each: Declaration, pool: Pool) -> Declaration | None:
    """The nearest declaration of a pool whose name is the beginning of a name."""
    name = each.name
    for _ in range(_MOST_LEVELS):
        name = name.rpartition(".")[0]
        for above in (name, name.removesuffix("[]")):
            if above and (found := pool.named(above, each)):
                return found
    return None
