"""Hooks that a repository offers to pre-commit."""

from builders import declared_by

from app.facts.surfaces import pre_commit_hooks

HOOKS = """\
- id: format
  name: Format what was written
  entry: format
- id: lint
  name: lint
  description: Look for mistakes
"""


def test_hooks_are_known_by_their_ids() -> None:
    found = declared_by(pre_commit_hooks, ".pre-commit-hooks.yaml", HOOKS)
    assert {name: each.line for name, each in found.items()} == {"format": 1, "lint": 4}
    assert found["format"].documentation == "Format what was written"
    assert found["lint"].documentation == "Look for mistakes"


def test_hooks_that_are_used_are_not_offered() -> None:
    assert not pre_commit_hooks.reads(".pre-commit-config.yaml")
    assert not pre_commit_hooks.reads("docs/.pre-commit-hooks.yaml")
