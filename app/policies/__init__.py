"""Policies: YAML with CEL, checked against the types of the facts, evaluated to advice.

A policy is a file in `policies/`; `docs/policies/` explains the format and shows each of ours.
"""

from app.policies.model import Policies, Policy

__all__ = ["Policies", "Policy"]
