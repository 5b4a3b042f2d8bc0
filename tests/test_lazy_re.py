"""Patterns that are compiled when first used, and all of ours, which must be fit for that."""

import pkgutil
import re
import sys
from importlib import import_module
from unittest.mock import patch

import pytest

from app import facts, lazy_re, policies, render
from app.lazy_re import regex


def test_it_is_compiled_once_and_only_when_used() -> None:
    with patch("re.compile", wraps=re.compile) as compiling:
        words = regex(r"\w+", re.ASCII)
        assert not compiling.called
        assert words.findall("a bé") == ["a", "b"]
        assert words.sub("x", "a b") == "x x"
        assert (words.pattern, words.groups) == (r"\w+", 0)
    assert compiling.call_count == 1


def test_what_a_pattern_does_not_have_it_does_not_have() -> None:
    with pytest.raises(AttributeError):
        regex("a").serach  # type: ignore[attr-defined]  # noqa: B018


def test_every_pattern_of_ours_can_be_compiled() -> None:
    """What would be noticed at the first use alone."""
    for room in (facts, policies, render):
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            import_module(module.name)
    held = [
        value
        for name, module in list(sys.modules.items())
        if name.startswith("app.")
        for value in vars(module).values()
        if isinstance(value, lazy_re._Lazy)
    ]
    assert len(held) > 300
    for each in held:
        assert each.groups >= 0
