"""Which comment in a chart's `values.yaml` truly belongs to which key.

Beside the plain comment above a key or behind it, the marks of helm-docs (`# --`, `# key -- text`)
and of the Bitnami generator (`## @param key text`) are understood.
"""

import re

from app.facts.yaml_text import Mapping, Node, Scalar, Sequence
from app.lazy_re import regex

_LINE_END = regex("\r\n|[\r\n\x85\u2028\u2029]")
"""What YAML counts as the end of a line."""
_NAMED = regex(r"^[ \t]*#+[ \t]*(?:@param[ \t]+(\S+)|([\w.\-\[\]\"/]+)[ \t]+--)(.*)$", re.MULTILINE)
_MARKS = regex(r"^\s*#+[\s#]*(?:--\s*)?")
_KINDS = regex(r"^(?:\(\w+\)|\[[^\]]*\])\s*")
_CODE = regex(r"^(?:-\s.*|[\w.\-/\"']+:(?:\s+[^\s]*)?|[\[\]{}|>,\"'].*)$")
_LISTED = regex(r"#+\s*-\s")
_NESTED = regex(r"#+\s{2,8}[\w.\-/\"']{1,80}:")
_WORD = regex(r"[^\W\d_]{2,}")
_DIRECTIVE = regex(r"^(?:@\w+|yamllint|checkov|kics|renovate|noqa|nosec|cspell|prettier)\b")

_SWITCHES = frozenset({"enabled", "enable", "create"})
"""Keys that turn on the block they stand in, and mean nothing else."""


class Comments:
    """The comments of one text."""

    def __init__(self, text: str) -> None:
        self._lines = _LINE_END.split(text)
        self._explained: dict[int, bool] = {}
        self._named = {
            (found[1] or found[2]): text_of
            for found in _NAMED.finditer(text)
            if (text_of := _KINDS.sub("", found[3].strip()).strip())
        }

    def of(self, name: str, key: Scalar, value: Node, parent: tuple[Scalar, Mapping] | None) -> str:
        """The text that explains a key; empty where nothing does.

        What is written above the mapping around it counts for the switch of the block, and for
        every key where none in there has a comment of its own: then it explains them together.
        """
        own = self._named.get(name) or self._own(key, value)
        if own or parent is None:
            return own or self._example(key, value)
        above, mapping = parent
        if key.text in _SWITCHES:
            return self._above(above)
        around = "" if self.explains(mapping) else self._above(above)
        return around or self._example(key, value)

    def explains(self, mapping: Mapping) -> bool:
        """Whether any key of a mapping has a comment of its own."""
        if id(mapping) not in self._explained:
            keys = (self._own(each, child) for each, child in mapping.entries())
            self._explained[id(mapping)] = any(keys)
        return self._explained[id(mapping)]

    def refers(self, key: Scalar) -> bool:
        """Whether the comment above a key refers to a page, where all below it may be explained."""
        return "://" in self._above(key)

    def of_item(self, item: Mapping) -> str:
        """The text above an item of a list, whose mark stands two columns before its first key."""
        return self._above_place(item.line, item.column - 2)

    def _own(self, key: Scalar, value: Node) -> str:
        return (
            self._above(key)
            or self._behind(key, value)
            or self._before_items(key, value)
            or self._below(key, value)
        )

    def _above(self, key: Scalar) -> str:
        return self._above_place(key.line, key.column)

    def _above_place(self, line: int, column: int) -> str:
        """The run of comment lines right above, at the same depth."""
        lines: list[str] = []
        number = line - 2
        while number >= 0 and self._is_comment(number, column - 1):
            lines.append(self._lines[number])
            number -= 1
        return _prose(lines[::-1])

    def _behind(self, key: Scalar, value: Node) -> str:
        """The comment at the end of the key's line, where the value does not end elsewhere."""
        line = self._lines[key.line - 1] if key.line <= len(self._lines) else ""
        one_line = isinstance(value, Scalar) and value.end_line == key.line
        start = value.end_column - 1 if one_line and isinstance(value, Scalar) else key.end_column
        mark = line.find(" #", start)
        return _prose([line[mark + 1 :]]) if mark >= 0 else ""

    def _before_items(self, key: Scalar, value: Node) -> str:
        """The comment lines between the key of a list and its first item, which tell of the list;
        between the key of a mapping and its first key, they tell of that one."""
        if not isinstance(value, Sequence) or not value.items:
            return ""
        lines = self._lines[key.line : value.items[0].line - 1]
        return _prose(lines) if all(line.lstrip().startswith("#") for line in lines) else ""

    def _below(self, key: Scalar, value: Node) -> str:
        """Comment lines below an empty value, deeper than the key."""
        number = value.end_line if isinstance(value, Scalar) else value.line
        lines: list[str] = []
        while number < len(self._lines):
            line = self._lines[number]
            indent = len(line) - len(line.lstrip())
            if not line.lstrip().startswith("#") or indent < key.column:
                break
            lines.append(line)
            number += 1
        return _prose(lines)

    def _example(self, key: Scalar, value: Node) -> str:
        """The entries commented out right below an empty list or mapping, no less deep."""
        if not _is_empty(value):
            return ""
        number, lines = value.line, []
        while number < len(self._lines) and self._is_comment_from(number, key.column - 1):
            lines.append(self._lines[number].strip())
            number += 1
        entry = _LISTED if isinstance(value, Sequence) else _NESTED
        return "\n".join(lines) if any(map(entry.match, lines)) else ""

    def _is_comment_from(self, number: int, indent: int) -> bool:
        line = self._lines[number]
        return line.lstrip().startswith("#") and len(line) - len(line.lstrip()) >= indent

    def _is_comment(self, number: int, indent: int) -> bool:
        line = self._lines[number]
        return indent >= 0 and line[indent : indent + 1] == "#" and not line[:indent].strip()


def _is_empty(value: Node) -> bool:
    """Whether it is a list or a mapping without an entry."""
    if isinstance(value, Scalar):
        return False
    return not (value.items if isinstance(value, Sequence) else value.pairs)


def _prose(lines: list[str]) -> str:
    """The words of comment lines that are no values commented out; empty where there are none."""
    texts = (_KINDS.sub("", _MARKS.sub("", line)).strip() for line in lines)
    telling = [t for t in texts if t and not _CODE.match(t) and not _DIRECTIVE.match(t)]
    words = [word for text in telling for word in _WORD.findall(text)]
    return " ".join(telling) if len(words) >= 2 else ""
