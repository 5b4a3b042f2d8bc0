"""What is known of a Helm chart as a whole: its names, dependencies and partial templates."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache

from app.core.fact import CannotTell
from app.facts import schema
from app.facts.change import Version
from app.facts.helm_templates import handed_over
from app.facts.helm_values import composed, declared_values
from app.facts.yaml_text import Mapping as YamlMapping
from app.facts.yaml_text import Sequence, text_at
from app.lazy_re import regex

VALUES = ("values.yaml", "values.yml")
SCHEMA = "values.schema.json"
_TO_BE_FILLED = ("Chart.template.yaml", "Chart.yaml.tpl", "Chart.yaml.tmpl", "Chart.yaml.in")
"""A chart that gets its version when it is released."""
DESCRIPTIONS = ("Chart.yaml", "requirements.yaml")
"""Where dependencies are listed, today and before Helm 3."""
TEMPLATE_ENDINGS = (".yaml", ".yml", ".tpl")
"""What is rendered; the notes are only shown, and read what the others have."""
_TYPES = frozenset({"array", "boolean", "integer", "number", "object", "string"})
"""Without null, which any value may be set to, as Helm then takes it away."""
_HANDED_VALUES = regex(r"\bdict\s{1,20}\"Values\"")
_COMMENTED_OUT = regex(r"^[ \t]*#[# \t-]*([\w.-]{2,100}):", re.MULTILINE)


class Chart:
    """One chart, as far as its files were read.

    Raises `CannotTell` where its values exist and were not read: every name would look new.
    """

    def __init__(self, folder: str, version: Version) -> None:
        self.folder = folder
        self._version = version
        marks = map(self._path, ("Chart.yaml", *_TO_BE_FILLED))
        self.is_one = not version.paths.isdisjoint(marks)
        listings = (self._text(name, version) for name in DESCRIPTIONS)
        self.dependencies = frozenset(name for text in listings for name in _dependencies(text))
        self._read_values(version)
        self.arguments = tuple(sorted(self._arguments(version).items()))
        """The value that each partial template is handed, where all calls agree on it."""

    def _path(self, name: str) -> str:
        return f"{self.folder}/{name}" if self.folder else name

    def _text(self, name: str, version: Version) -> str:
        return version.text(self._path(name)) or ""

    def _read_values(self, version: Version) -> None:
        path = next((p for p in map(self._path, VALUES) if p in version.paths), None)
        text = version.text(path) if path else ""
        if path is None or text is None:
            if path is not None and self.is_one:
                raise CannotTell(f"{path} was not read, so that its values are not known")
            path, text = "", ""
        values = declared_values(self.folder, path, text, self.dependencies)
        self._names = frozenset(each.name for each in values)
        self._leaves = frozenset(each.name for each in values if not each.grouping)
        self._commented_out = frozenset(_COMMENTED_OUT.findall(text))
        self._ends: dict[str, set[str]] = defaultdict(set)
        self._in_entries: dict[str, set[str]] = defaultdict(set)
        for each in values:
            above, _, last = each.name.rpartition(".")
            while above:
                self._ends[above].add(last)
                if not each.grouping:
                    inside = each.name[len(above) + 1 :].partition(".")[2]
                    self._in_entries[above].add(inside)
                above = above.rpartition(".")[0]

    @cached_property
    def accepted_types(self) -> Mapping[str, frozenset[str]]:
        """The types that the schema of the values allows, by the names of values."""
        return _accepted(self._text(SCHEMA, self._version))

    def declares(self, name: str) -> bool:
        """Whether the values declare a name, hold it in a leaf that takes anything, or have it in
        the entries of a mapping (`ports[].port` where there is `ports.web.port`)."""
        collection, _, field = name.partition("[].")
        if name in self._names or field.rpartition(".")[2] in self._ends.get(collection, ()):
            return True
        leaves = self._in_entries.get(collection)
        if leaves and not leaves.isdisjoint(_beginnings(field)):
            return True
        parts = re.split(r"(?=\[\])|\.", name)
        return any(".".join(parts[:n]) in self._leaves for n in range(1, len(parts)))

    def shows(self, name: str) -> bool:
        """Whether a name stands in the values as an example that is commented out."""
        return name.rpartition(".")[2] in self._commented_out

    @cached_property
    def hands_over_values(self) -> bool:
        """Whether a template calls another with values that it has put together itself."""
        return any(_HANDED_VALUES.search(text) for text in self._templates(self._version))

    def _templates(self, version: Version) -> Iterator[str]:
        folder = self._path("templates/")
        for path in version.paths:
            if path.startswith(folder) and path.endswith(TEMPLATE_ENDINGS):
                yield version.text(path) or ""

    def _arguments(self, version: Version) -> dict[str, str]:
        handed: dict[str, set[str]] = defaultdict(set)
        for text in self._templates(version):
            for name, value in handed_over(text):
                handed[name].add(value)
        return {name: min(values) for name, values in handed.items() if len(values) == 1}


def _beginnings(name: str) -> Iterator[str]:
    """`a`, `a.b` and `a.b.c` of `a.b.c`."""
    steps = name.split(".")
    return (".".join(steps[:count]) for count in range(1, len(steps) + 1))


def chart_at(folder: str, version: Version) -> Chart:
    """The chart in a folder."""
    return version.once(f"chart in {folder}", lambda side: Chart(folder, side))


@lru_cache(maxsize=16)
def _accepted(text: str) -> Mapping[str, frozenset[str]]:
    document = composed(text)
    found: dict[str, frozenset[str]] = {}
    for each in schema.fields(document, document):
        types = frozenset((each.type or "").strip("[]").replace(",", " ").split())
        found.setdefault(each.name, types & _TYPES)
    return found


def _dependencies(text: str) -> Iterator[str]:
    """The names under which values for other charts are set."""
    top = composed(text)
    listed = top.get("dependencies") if isinstance(top, YamlMapping) else None
    for each in listed.items if isinstance(listed, Sequence) else ():
        name = text_at(each, "alias") or text_at(each, "name")
        if name:
            yield name
