"""Approval rules outside CODEOWNERS: owners of Kubernetes repositories, lists of owners and of
reviewers in JSON and YAML."""

from collections.abc import Iterator

from app.core.fact import Approval
from app.facts.change import Change


def list_approvals(change: Change) -> Iterator[Approval]:
    """What this change does to lists of approvers."""
    yield from ()
