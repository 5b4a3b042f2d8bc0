"""What is new in the core and has the shape of one stream's own: its text, or its name in defaults.

What is new is compared file by file, and as a whole where it is cut into files in another way.
The stream's files are those that the change itself touches, and files of the same name in folders
of teams, which are asked for.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from posixpath import basename

from app.core.fact import CannotTell, CoreFeature
from app.core.pull_request import ChangedFile
from app.core.streams import BorrowedShape
from app.facts.change import Change, fact
from app.facts.comparison import compare
from app.facts.core_features import core_features
from app.facts.layout import layout
from app.facts.likeness import Substance, likeness, substance, together, words_of
from app.facts.paths import is_documentation, is_supporting, is_unread
from app.facts.stream_names import SURE_SOURCES, named_in, stream_names
from app.facts.streams import TEAM_FOLDERS, AreaFinder
from app.facts.surface import Declaration
from app.facts.teams import key

LEAST_SIMILAR = 0.5
"""Less is no likeness worth a word, whatever maintainers set."""
MOST_NEIGHBOURS = 10
MOST_COMPARED = 20
"""Files of streams that one change is compared with."""
MOST_FEATURES = 5


@fact
def borrowed_shapes(change: Change) -> tuple[BorrowedShape, ...]:
    """What is new in the core and at least half like files of one stream, or has defaults that
    carry one stream's name. What is like several streams' has the shape that they share."""
    features = core_features(change)
    if not features or not layout(change).streams:
        return ()
    areas = AreaFinder(area for area in layout(change).streams if area.source in SURE_SOURCES)
    features = tuple(each for each in features if not any(map(areas.area_of, each.paths)))
    texts = _texts_of_streams(change, areas)
    found: list[BorrowedShape] = []
    for feature in features[:MOST_FEATURES]:
        named = _by_defaults(change, feature)
        alike = list(_alike(change, feature, texts))
        found += alike if len({shape.stream for shape in alike}) == 1 else []
        found += [named] if named else []
    return tuple(found)


def neighbours(files: Sequence[ChangedFile], tree: Collection[str]) -> Iterator[str]:
    """Files in folders of teams that have the name of one that the change adds elsewhere."""
    added = {
        basename(file.path)
        for file in files
        if file.status == "added" and not _is_teams(file.path) and _has_shape(file.path)
    }
    if added:
        beside = (path for path in sorted(tree) if _is_teams(path) and basename(path) in added)
        yield from [path for path in beside if _has_shape(path)][:MOST_NEIGHBOURS]


def _is_teams(path: str) -> bool:
    return path.partition("/")[0] in TEAM_FOLDERS


def _has_shape(path: str) -> bool:
    return not (is_documentation(path) or is_supporting(path) or is_unread(path))


def _texts_of_streams(change: Change, areas: AreaFinder) -> Mapping[str, tuple[str, str]]:
    """Stream and text of each file of a stream that is at hand, by its path."""
    texts: dict[str, tuple[str, str]] = {}
    changed = [(file.path_before, file.before) for file in change.files]
    changed += [(file.path, file.after) for file in change.files]
    for path, content in (*changed, *sorted(change.pull_request.neighbours.items())):
        if len(texts) >= MOST_COMPARED:
            break
        area = areas.area_of(path) if isinstance(content, str) and _has_shape(path) else None
        if area and isinstance(content, str):
            texts.setdefault(path, (area.stream, content))
    return texts


def _alike(
    change: Change, feature: CoreFeature, texts: Mapping[str, tuple[str, str]]
) -> Iterator[BorrowedShape]:
    """The feature with each stream that it is like: as a whole, and the file that is most alike."""
    for stream in dict.fromkeys(stream for stream, _ in texts.values()):
        names = words_of(feature.name) | words_of(stream)
        mine = {
            path: substance(text, names)
            for path in feature.paths
            if (text := change.after.text(path)) is not None
            and _has_shape(path)
            and path not in change.before.paths
            and path not in texts
        }
        theirs = {
            path: substance(text, names) for path, (whose, text) in texts.items() if whose == stream
        }
        shape = partial(_shape, feature.name, stream)
        found = [shape(path, like, mine[path], theirs[like]) for path in mine for like in theirs]
        closest = max(found, key=lambda it: it.similarity * it.lines, default=None)
        if closest:
            yield from _likely(closest)
            if len(mine) > 1:
                whole = together(mine.values()), together(theirs.values())
                yield from _likely(shape(closest.path, closest.like, *whole))


def _likely(shape: BorrowedShape) -> Iterator[BorrowedShape]:
    if shape.similarity >= LEAST_SIMILAR:
        yield shape


def _shape(
    name: str, stream: str, path: str, like: str, new: Substance, other: Substance
) -> BorrowedShape:
    similarity = round(likeness(new, other), 2)
    return BorrowedShape(name, stream, path, 1, like, similarity, new.lines)


def _by_defaults(change: Change, feature: CoreFeature) -> BorrowedShape | None:
    """The one stream whose name stands in defaults of the feature, where it is just one."""
    named = list(_named_by_defaults(change, feature))
    if len({stream for stream, _ in named}) != 1:
        return None
    stream, first = named[0]
    settings = tuple(setting.name for _, setting in named)
    return BorrowedShape(feature.name, stream, first.path, first.line, "", 0.0, 0, settings)


def _named_by_defaults(change: Change, feature: CoreFeature) -> Iterator[tuple[str, Declaration]]:
    """Each stream and the setting whose default names it; a single word has to be all of it."""
    names = stream_names(change)
    telling = {name: stream for name, stream in names.items() if " " in name}
    try:
        differences = compare(change).differences if names else ()
    except CannotTell:
        return
    for difference in differences:
        new = difference.declaration
        default = (new.default or "").strip("\"'")
        if difference.change == "added" and default and new.path in feature.paths:
            whole = names.get(key(default))
            for stream in sorted({whole} if whole else named_in(default, telling)):
                yield stream, new
