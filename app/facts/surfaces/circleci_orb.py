"""CircleCI orbs: the parameters of the commands, jobs and executors that projects take up."""

from collections.abc import Iterator
from dataclasses import replace
from posixpath import basename, splitext

from app.facts import inputs, paths
from app.facts.change import Version
from app.facts.inputs import Words
from app.facts.surface import Declaration
from app.facts.yaml_text import Node

_SECTIONS = ("commands", "jobs", "executors")
_ORB = ("@orb.yml", "@orb.yaml")
_PARAMETER = Words("orb_parameter")


def reads(path: str) -> bool:
    """An orb in one file, or taken apart as its tool packs it: `src/commands/build.yml`."""
    folders, name = path.split("/")[:-1], basename(path)
    apart = bool(folders) and folders[-1] in _SECTIONS
    whole = name in ("orb.yml", "orb.yaml")
    inside = apart and name.endswith((".yml", ".yaml"))
    return (inside or whole) and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """An orb explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """Parameters such as `build.image`, of what is written in this file."""
    *folders, name = path.split("/")
    if name.startswith("orb."):
        tops = inputs.documents(text, "parameters:")
        parts = [
            (section, element.text, about)
            for section in _SECTIONS
            for element, about in (e for top in tops for e in inputs.entries(top.get(section)))
        ]
        return tuple(d for part in parts for d in _of(*part, "/".join(folders), path))
    source = "/".join(folders[:-1])
    if version.paths.isdisjoint(f"{source}/{mark}".lstrip("/") for mark in _ORB):
        return ()
    element = splitext(name)[0]
    tops = inputs.documents(text, "parameters:")
    return tuple(d for top in tops for d in _of(folders[-1], element, top, source, path))


def _of(section: str, element: str, about: Node, scope: str, path: str) -> Iterator[Declaration]:
    for name, parameter in inputs.entries(inputs.under(about, "parameters")):
        found = _PARAMETER.declared(name, parameter, f"{scope}#{section}", path)
        yield replace(found, name=f"{element}.{name.text}")
