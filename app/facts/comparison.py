"""What a change does to the surfaces: declarations that came, went or are no longer the same.

Both sides of all files are pooled first and compared by kind, scope and name, so that what was
only sorted, aligned, quoted anew or moved to another file or folder is no difference.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname

from app.core.fact import CannotTell, PointChange
from app.facts.change import Change
from app.facts.compatibility import breakage, is_altered, is_demanded
from app.facts.definitions import is_generated_definition
from app.facts.overloads import rewritten
from app.facts.pools import Pool, lies_in, parent_differs, pools, shapes_its_whole
from app.facts.surface import Declaration, SurfaceReader
from app.facts.surfaces import READERS

_MOST_WITH_WORDS = 20
"""Declarations with the same explanation; one that more share tells none apart."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One declaration that the change adds, removes or alters; one of its sides is always there."""

    before: Declaration | None
    after: Declaration | None
    change: PointChange
    breaks: str | None = None
    """What breaks for those who use it already; `None` where nothing does."""

    @property
    def declaration(self) -> Declaration:
        """As it is after the change; for a removal, as it was."""
        return self.after or self.before  # type: ignore[return-value] # one of them is there


@dataclass(frozen=True, slots=True)
class Move:
    """A module, action, workflow or chart that is now found elsewhere."""

    kind: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that the change does to the surfaces."""

    differences: tuple[Difference, ...]
    moves: tuple[Move, ...]
    removed_scopes: frozenset[str]
    """Scopes of which nothing is left."""


def compare(change: Change) -> Comparison:
    """The comparison of both sides, worked out once.

    Raises `CannotTell` where files that may declare something could not be read, and nothing was
    found in the others.
    """
    return change.once("app.facts.comparison", _compare)


def _compare(change: Change) -> Comparison:
    trouble: list[str] = []
    told: dict[tuple[str, str, str], Difference] = {}
    places: set[tuple[str, int, str]] = set()
    moves: list[Move] = []
    gone: set[str] = set()
    for reader in READERS:
        if not any(reader.reads(p) for file in change.files for p in (file.path_before, file.path)):
            continue
        before, after = pools(reader, change, trouble)
        moved = _moves(reader, change, before, after)
        before = before.relocated({move.old: move.new for move in moved})
        found = list(_Sides(reader, change, before, after).differences())
        for each in found:
            declaration = each.declaration
            if _place(declaration) not in places:
                told.setdefault((declaration.kind, declaration.scope, declaration.name), each)
        places.update(_place(each.declaration) for each in found)
        moves += moved
        gone |= before.scopes - after.scopes
    if trouble and not told:
        raise CannotTell(trouble[0])
    ordered = sorted(told.values(), key=lambda d: (d.declaration.path, d.declaration.line))
    return Comparison(tuple(ordered), tuple(moves), frozenset(gone))


def _place(declaration: Declaration) -> tuple[str, int, str]:
    """What two readers see in one place is one thing, such as a hook that is also a class."""
    return declaration.path, declaration.line, declaration.name


def _moves(reader: SurfaceReader, change: Change, before: Pool, after: Pool) -> list[Move]:
    """Scopes whose files were renamed into another scope, leaving nothing behind."""
    old = {each.path: each for each in before.declarations.values()}
    new = {each.path: each for each in after.declarations.values()}
    found: dict[str, Move] = {}
    for file in change.files:
        was, now = old.get(file.path_before), new.get(file.path)
        if file.status != "renamed" or not was or not now or was.scope == now.scope:
            continue
        if was.scope not in after.scopes and now.scope not in before.scopes:
            found.setdefault(was.scope, Move(now.kind, was.scope, now.scope))
    return list(found.values())


# Comparing ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Sides:
    """Both pools of one reader."""

    reader: SurfaceReader
    change: Change
    before: Pool
    after: Pool

    def differences(self) -> Iterator[Difference]:
        """What came, what is altered and what went."""
        new: list[Declaration] = []
        for now in self.after.declarations.values():
            if now.generated:
                continue
            was = self.before.counterpart(now)
            if was is None:
                new += [now] if self._is_news(now, self.before, self.after) else []
            elif _comes_to_light(was, now):
                new.append(now)
            elif is_altered(was, now) and not (was.grouping and now.grouping):
                yield _alteration(was, now, breakage(was, now))
        gone = [was for was in self.before.declarations.values() if self._is_gone(was)]
        gone = [was for was in gone if self._is_news(was, self.after, self.before)]
        pairs = list(rewritten(gone, new))
        told = {id(each) for pair in pairs for each in pair}
        yield from (_alteration(was, now, "it takes something else now") for was, now in pairs)
        yield from (self._arrival(now) for now in new if id(now) not in told)
        yield from (self._departure(was) for was in gone if id(was) not in told)

    def _is_gone(self, was: Declaration) -> bool:
        known = was.generated or was.inferred or self.after.has(was)
        return not known and not self._is_generated_now(was)

    def _is_generated_now(self, was: Declaration) -> bool:
        """Whether a tool writes a definition from now on, which is told at its source."""
        text = self.change.after.text(was.path) if was.kind.startswith("crd") else None
        return text is not None and is_generated_definition(text)

    def _is_news(self, part: Declaration, other: Pool, same: Pool) -> bool:
        """Whether what only one side has is told on its own, and not by the whole it belongs to."""
        above = lies_in(part, other)
        if part.grouping or (above is not None and self._became_grouping(above, same)):
            return False
        whole = same.named(part.part_of, part) if part.part_of else None
        if whole is None:
            # a whole that is no declaration itself shows by its parts
            return not part.part_of or (part.scope, part.part_of) in other.holders
        counterpart = other.named(part.part_of, part)
        if counterpart is None or counterpart.unread or whole.unread:
            return False  # new as a whole, or its parts are known on one side only
        if whole.kind != part.kind:
            return not other.hierarchy.inherits(part)
        return whole.type == counterpart.type and not parent_differs(part, other, same)

    def _became_grouping(self, leaf: Declaration, there: Pool) -> bool:
        """Whether what took anything on one side lists its entries on the other."""
        counterpart = there.named(leaf.name, leaf)
        return not leaf.grouping and counterpart is not None and counterpart.grouping

    def _arrival(self, now: Declaration) -> Difference:
        demanded = is_demanded(now) and not parent_differs(now, self.before, self.after)
        if shapes_its_whole(now, self.after):
            return _alteration(None, now, "it is a new required attribute" if demanded else None)
        if now.part_of:
            return Difference(None, now, "added", "it must be provided" if now.required else None)
        breaks = "it is required and new" if demanded and self._was_there(now) else None
        return Difference(None, now, "added", breaks)

    def _departure(self, was: Declaration) -> Difference:
        new_name = self._new_name(was)
        reason = f"it was renamed to `{new_name}`" if new_name else "it was removed"
        if shapes_its_whole(was, self.before):
            return Difference(was, None, "changed-breaking", reason)
        return Difference(was, None, "removed", reason)

    def _new_name(self, was: Declaration) -> str | None:
        """The one new declaration that is the same in all but its name."""
        same_words = self.after.by_text.get((was.kind, was.scope, was.documentation), ())
        if not was.documentation or len(same_words) > _MOST_WITH_WORDS:
            return None
        alike = [
            now
            for now in same_words
            if not self.before.has(now) and not is_altered(was, now) and now.part_of == was.part_of
        ]
        return alike[0].name if len(alike) == 1 else None

    def _was_there(self, now: Declaration) -> bool:
        """Whether the unit of a new declaration is older than the change."""
        if now.scope in self.before.scopes:
            return True
        folder = dirname(now.path)
        return now.scope == folder and any(
            map(self.reader.reads, self.change.before.folders.get(folder, ()))
        )


def _comes_to_light(was: Declaration, now: Declaration) -> bool:
    """Whether something was only read, such as by a template, and users are now told of it."""
    declared = was.inferred and not (now.inferred or now.grouping)
    return declared and was.path != now.path


def _alteration(was: Declaration | None, now: Declaration, breaks: str | None) -> Difference:
    return Difference(was, now, "changed-breaking" if breaks else "changed-compatible", breaks)
