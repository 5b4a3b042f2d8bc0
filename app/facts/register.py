"""The register of what the platform offers, and the entries that new capabilities lack in it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from posixpath import basename, dirname

from app.core.configuration import Capability
from app.core.fact import CoreFeature
from app.core.new_capability import MissingEntry
from app.facts.change import Change, fact
from app.facts.core_features import core_features
from app.facts.globs import matches
from app.lazy_re import regex

_NO_NAME = regex(r"[^a-z0-9]+")
LONGEST_NAME = 40


@fact
def missing_entries(change: Change) -> tuple[MissingEntry, ...]:
    """The entries that new capabilities of the core lack in the declared register: none where no
    register is declared, or where an entry has their name or their paths, or those of the file of
    this change that they are generated from, or lies beside them and bears the beginning of their
    name. Copies of a definition are no new capability, and what may be a part of something else,
    such as a package or an image, needs no entry of its own."""
    register = change.configuration.capabilities
    if not register:
        return ()
    covered = [glob for one in register.values() for glob in one.paths]
    taken = set(register)
    found: list[MissingEntry] = []
    units = [each for each in core_features(change) if each.unit and each.apart]
    for feature in units:
        name = _hyphenated(feature.name)[:LONGEST_NAME].strip("-")
        known = name in register or _continues(feature, register)
        if known or _is_covered(change, feature, covered) or _is_copy(change, feature):
            continue
        entry = _entry(change, feature, _free(name or "new", taken))
        if all(entry.paths != other.paths for other in found):
            found.append(entry)
            taken.add(entry.name)
    return tuple(found)


def _is_covered(change: Change, feature: CoreFeature, covered: list[str]) -> bool:
    """Whether an entry has its paths, or those of a file that comes along and bears its name or
    holds its type."""
    bare, typed = _bare(feature.name), f"type {feature.name} struct"
    sources = (
        path
        for path in (file.path for file in change.files)
        if (bare and bare in _bare(basename(path))) or typed in (change.after.text(path) or "")
    )
    return any(matches(covered, path) for path in (*feature.paths, *sources))


def _continues(feature: CoreFeature, register: Mapping[str, Capability]) -> bool:
    """Whether it bears the name of an entry and a further part, as `build-image-twice` does that of
    `build-image`, and lies where that entry's paths are."""
    name, place = _hyphenated(feature.name), _place(feature)
    return any(
        name.startswith(f"{_hyphenated(entry)}-") and place in _places(declared.paths)
        for entry, declared in register.items()
    )


def _place(feature: CoreFeature) -> str:
    """The folder in which a unit lies beside others of its sort."""
    folder = dirname(feature.paths[0])
    return folder if feature.unit in _FILES else dirname(folder)


def _places(globs: Iterable[str]) -> frozenset[str]:
    """The folders in which what these paths take in lies beside others of its sort."""
    return frozenset(dirname(glob.removesuffix("/**").strip("/")) for glob in globs)


def _is_copy(change: Change, feature: CoreFeature) -> bool:
    """Whether a definition lies elsewhere already, in a file of the same name."""
    file = basename(feature.paths[0])
    known = change.before.once("names of files", lambda side: set(map(basename, side.paths)))
    return feature.unit == "resource" and _bare(feature.name) in _bare(file) and file in known


def _hyphenated(name: str) -> str:
    return _NO_NAME.sub("-", name.lower()).strip("-")


def _bare(name: str) -> str:
    return _NO_NAME.sub("", name.lower())


def _free(name: str, taken: Collection[str]) -> str:
    numbered = (f"{name}-{number}" for number in range(2, 1_000))
    return name if name not in taken else next(each for each in numbered if each not in taken)


def _entry(change: Change, feature: CoreFeature, name: str) -> MissingEntry:
    folder = _common_folder(feature.paths)
    own = (path for path in feature.paths if feature.name.lower() in basename(path).lower())
    file = next(own, feature.paths[0])
    paths = (f"{folder}/**",) if folder and feature.unit in _FOLDERS else (file,)
    match = tuple(_references(change, feature.unit, file, folder))
    return MissingEntry(name, feature.name, paths, match, file)


_FILES = frozenset({"reusable workflow", "resource", "step"})
"""Units that are one file; the others have a folder to themselves."""
_FOLDERS = frozenset({"Terraform module", "action", "chart", "package", "command", "image"})


def _common_folder(paths: tuple[str, ...]) -> str:
    """The folder that holds all of them; empty where that is the top."""
    folders = [dirname(path).split("/") for path in paths]
    common: list[str] = []
    for steps in zip(*folders, strict=False):
        if len(set(steps)) > 1:
            break
        common.append(steps[0])
    return "/".join(common)


def _references(change: Change, unit: str, file: str, folder: str) -> Iterator[str]:
    repository = change.pull_request.repository
    if not repository:
        return
    if unit == "action":
        yield f"uses:{repository}/{folder}".rstrip("/")
    elif unit == "reusable workflow":
        yield f"uses:{repository}/{file}"
    elif unit == "Terraform module":
        yield f"source:github.com/{repository}//{folder}".rstrip("/")
