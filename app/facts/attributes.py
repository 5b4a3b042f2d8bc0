"""Attributes of the types of Terraform variables: who sets one that is never read loses nothing."""

import re
from posixpath import dirname

from app.core.fact import BreakingChange
from app.facts.change import Change
from app.lazy_re import regex

_COMMENT = regex(r"^\s*(?:#|//).*$", re.MULTILINE)
_DECLARATIONS = ("variables.tf", "outputs.tf")


def was_read_nowhere(change: Change, found: BreakingChange) -> bool:
    """Whether an attribute goes that no file of its module, as far as they change, read before.

    Terraform drops what a type does not list without a word, so that a call works as it did. Where
    the module's own files do not change, what they read is not known.
    """
    name = found.name.rpartition(".")[2]
    if (
        not found.kind.startswith("terraform")
        or name == found.name
        or found.reason != "it was removed"
    ):
        return False
    code = [
        change.before.text(file.path_before) or ""
        for file in change.files
        if dirname(file.path_before) == found.unit
        and file.path_before.endswith(".tf")
        and not file.path_before.endswith(_DECLARATIONS)
    ]
    reads = re.compile(rf"[.\"]{re.escape(name)}\b")
    return bool(code) and not any(reads.search(_COMMENT.sub("", text)) for text in code)
