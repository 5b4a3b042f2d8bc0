"""The units that a platform offers: what has an interface of its own and is used by name.

A unit is told by the file that makes it one: a module's variables, an action's `action.yml`, a
chart's `Chart.yaml`, a resource definition. Samples, tests, copies and generated files make none.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from posixpath import basename, dirname

from app.core.pull_request import Side
from app.facts.change import Change, Version
from app.facts.definitions import has_go_types, is_copied_definition, is_generated_definition
from app.facts.paths import is_example, is_generated, is_test, is_vendored
from app.facts.roles import is_local_module
from app.facts.split import is_split_off
from app.lazy_re import regex


@dataclass(frozen=True, slots=True)
class Unit:
    """Something that users take up as a whole."""

    kind: str
    """In words: "Terraform module", "action", "reusable workflow", "chart", …"""
    name: str
    folder: str
    """The folder that holds it, without a slash at the end; empty for the top."""
    path: str
    """The file that makes it a unit."""


_MODULE = regex(
    r"(?:^|/)(?:[\w.-]{1,40}[_-])?modules?/(?:[^/]+/){1,4}(?:variables|main)\.tf$", re.I
)
_BICEP_MODULE = regex(r"(?:^|/)(?:[\w.-]{1,40}[_-])?modules?/(?:[^/]+/){1,4}main\.bicep$", re.I)
_BY_PATH = (
    ("Terraform module", regex(r"^variables\.tf$")),
    ("Terraform module", _MODULE),
    ("Bicep module", _BICEP_MODULE),
    ("action", regex(r"(?:^|/)action\.ya?ml$")),
    ("chart", regex(r"(?:^|/)Chart\.yaml$")),
    ("command", regex(r"(?:^|/)cmd/[^/]+/main\.go$")),
    ("package", regex(r"/(?:package\.json|pyproject\.toml|setup\.py|go\.mod|Cargo\.toml)$")),
    ("image", regex(r"(?:^|/)(?:containers?|images?|docker)/[^/]+/(?:Docker|Container)file$")),
    ("dev container feature", regex(r"(?:^|/)devcontainer-feature\.json$")),
    ("step", regex(r"^vars/[A-Za-z]\w{0,60}\.groovy$")),
)  # fmt: skip
_BY_CONTENT = (
    ("reusable workflow", regex(r"^\.github/workflows/[^/]+\.ya?ml$"), "workflow_call:"),
    ("resource", regex(r"(?<!kustomization)\.ya?ml$"), "kind: CustomResourceDefinition"),
    ("template", regex(r"(?:^|/)template\.ya?ml$"), "kind: Template"),
)
_RENDERED = regex(
    r"^kind: (?:Deployment|DaemonSet|Namespace|(?:Cluster)?Role|Service|ServiceAccount)$",
    re.MULTILINE,
)
"""What stands beside definitions where a manifest of everything was rendered from them."""
_SERVING_FOLDERS = regex(
    r"(?:^|/)(?:internal|hack|scripts?|tools?|generators?|devel|ci|\.github/actions|e2e|bench\w*|utils?|"
    r"website|docs?|patches|cmd/[\w-]{0,40}gen)/|^(?:make|mk|local-?dev)/",
    re.I,
)
"""Where units serve the platform's own people."""
_SERVING_WORKFLOW = regex(
    r"^\.github/workflows/(?:_|(?:[\w-]{0,40}[-_])?(?:ci|e2e|smoke|tests?|checks?|lint|validate|pre-?submit|internal|dist)[-_.])"
)


_SITE = regex(
    r"^(?:gatsby-(?:config|node)|docusaurus\.config|\.?eleventy|next\.config|astro\.config|hugo|"
    r"nuxt\.config)\.\w{2,4}$"
)
_PROGRAM = frozenset({
    "setup.py", "pyproject.toml", "go.mod", "main.go", "cargo.toml", "package.json", "pom.xml",
    "build.gradle", "build.gradle.kts",
})  # fmt: skip


def offers_units(version: Version) -> bool:
    """Whether the repository is there to be used by others, rather than a site that is read."""
    top = {path.lower() for path in version.paths if "/" not in path}
    if any(map(_SITE.match, top)):
        return False
    return not _PROGRAM.isdisjoint(top) or any(_kind(version, path) for path in version.paths)


def serves_only_us(path: str) -> bool:
    """Whether what a file declares is for the platform's own people."""
    return bool(_SERVING_FOLDERS.search(path) or _SERVING_WORKFLOW.search(path))


def new_units(change: Change) -> tuple[Unit, ...]:
    """The units that exist after the change and did not before, under whatever folder."""
    return change.once("new units", _new_units)


def departed_units(change: Change) -> tuple[tuple[Unit, str], ...]:
    """The units that are no longer where they were, each with its path now, if there is one."""
    now = {(unit.kind, unit.name): unit.path for unit in _touched(change, "after")}
    renamed = {file.old_path: file.path for file in change.files if file.old_path}
    return tuple(
        (unit, renamed.get(unit.path) or now.get((unit.kind, unit.name), ""))
        for unit in _touched(change, "before")
        if unit.path not in change.after.paths
    )


def _new_units(change: Change) -> tuple[Unit, ...]:
    before = {(unit.kind, unit.name) for unit in _touched(change, "before")}
    folders = {
        (unit.kind, unit.folder) for unit in _units(change.before, _beside(change)) if unit.path
    }
    return tuple(
        unit
        for unit in _touched(change, "after")
        if (unit.kind, unit.name) not in before
        and (unit.kind, unit.folder if unit.kind in _OWN_FOLDER else None) not in folders
        and unit.path not in change.before.paths
        and not _is_renamed_unit(change, unit)
        and not _is_called_here(change, unit)
        and not _is_typed_before(change, unit)
        and not is_split_off(change, unit.folder or unit.path)
        and not _lacks_its_inputs(change, unit)
    )


_READS_INPUT = regex(r"\bvar\.\w")
_INPUT = regex(r"^\s*variable\s", re.M)


def _lacks_its_inputs(change: Change, unit: Unit) -> bool:
    """Whether a module reads variables and declares none, so that nobody could call it."""
    if unit.kind != "Terraform module" or not unit.folder:
        return False
    inside = [file.path for file in change.files if dirname(file.path) == unit.folder]
    inside += [path for path in change.before.paths if dirname(path) == unit.folder]
    texts = [change.after.text(path) for path in set(inside) if path.endswith(".tf")]
    known = "\n".join(text for text in texts if text is not None)
    return None not in texts and bool(_READS_INPUT.search(known)) and not _INPUT.search(known)


_OWN_FOLDER = frozenset(
    {"Terraform module", "Bicep module", "action", "chart", "package", "command", "image"}
)


def _beside(change: Change) -> Iterator[str]:
    """Files at the base in the folders of what the change adds."""
    folders = {dirname(file.path) for file in change.files if file.status in ("added", "renamed")}
    return (path for path in change.before.paths if dirname(path) in folders)


def _touched(change: Change, side: Side) -> tuple[Unit, ...]:
    files = change.files
    if side == "before":
        return tuple(_units(change.before, (f.path_before for f in files if f.status != "added")))
    return tuple(_units(change.after, (f.path for f in files if f.status != "removed")))


def _is_renamed_unit(change: Change, unit: Unit) -> bool:
    old = next((file.old_path for file in change.files if file.path == unit.path), None)
    return old is not None and next(_units(change.before, (old,)), None) is not None


def _is_typed_before(change: Change, unit: Unit) -> bool:
    """Whether a resource was there as a Go type, from which its definition is written now."""
    if unit.kind != "resource":
        return False
    typed = f"type {unit.name} struct"
    if any(typed in (change.before.text(file.path_before) or "") for file in change.files):
        return True
    text = change.after.text(unit.path) or ""
    if not (is_generated_definition(text) and has_go_types(change.before.paths)):
        return False
    return not any(typed in (change.after.text(file.path) or "") for file in change.files)


def _is_called_here(change: Change, unit: Unit) -> bool:
    """Whether a workflow is called by the repository's own: it was split off, not offered."""
    if unit.kind != "reusable workflow":
        return False
    return any(f"./{unit.path}" in (change.after.text(file.path) or "") for file in change.files)


def _units(version: Version, paths: Iterable[str]) -> Iterator[Unit]:
    """The units that these files make, one for each kind and folder."""
    seen: set[tuple[str, str]] = set()
    for path in sorted(paths):
        kind = _kind(version, path)
        if kind is None:
            continue
        unit = Unit(kind, _name(version, kind, path), dirname(path), path)
        key = (kind, unit.folder if kind in _OWN_FOLDER else unit.name)
        if key not in seen:
            seen.add(key)
            yield unit


def _kind(version: Version, path: str) -> str | None:
    if is_example(path) or is_test(path) or is_vendored(path) or is_generated(path):
        return None
    if serves_only_us(path) or is_local_module(path):
        return None
    for kind, pattern in _BY_PATH:
        if pattern.search(path):
            return None if _is_subchart(version, path) else kind
    for kind, pattern, mark in _BY_CONTENT:
        if pattern.search(path) and mark in (text := version.text(path) or ""):
            made = is_copied_definition(path, text, version.paths) or _RENDERED.search(text)
            return None if made else kind
    return None


_SUBCHART = regex(r"(.{0,500}?)/charts/[^/]{1,200}/Chart\.yaml")


def _is_subchart(version: Version, path: str) -> bool:
    """Whether a chart lies in the folder that another one keeps its own parts in."""
    found = _SUBCHART.fullmatch(path)
    return found is not None and f"{found[1]}/Chart.yaml" in version.paths


_RESOURCE_NAME = regex(r"^  names:\n(?:    .*\n){0,6}?    kind: (\w{1,80})$", re.MULTILINE)


def _name(version: Version, kind: str, path: str) -> str:
    folder = basename(dirname(path))
    if kind == "resource" and (named := _RESOURCE_NAME.search(version.text(path) or "")):
        return named[1]
    if kind in ("reusable workflow", "resource", "step") or not folder:
        return basename(path).rpartition(".")[0]
    return folder
