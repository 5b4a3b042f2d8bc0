"""Regular expressions that are compiled when first used.

There are hundreds of ours, and a change needs few of them: compiling all took a quarter of the time
of a small change.
"""

import re
from typing import Any, cast

_FACE = (
    *("search", "match", "fullmatch", "findall", "finditer", "split", "sub", "subn"),
    *("pattern", "flags", "groups", "groupindex"),
)


def regex(source: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """As `re.compile`, later. What is wrong with the source is raised at its first use."""
    return cast("re.Pattern[str]", _Lazy(source, flags))


class _Lazy:
    """Takes over the methods of the compiled pattern once one of them is asked for."""

    def __init__(self, source: str, flags: re.RegexFlag) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _FACE:
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        vars(self).update((each, getattr(compiled, each)) for each in _FACE)
        return getattr(compiled, name)
