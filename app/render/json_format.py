"""JSON: the shapes that scripts rely on, as plain values ready to be written."""

from dataclasses import asdict, is_dataclass
from typing import Any

from app.core.advice import Advice, Paste, Report
from app.core.fact import Facts, Unknown
from app.facts import FACTS
from app.render.account import accounts
from app.render.escape import whole_lines, words

LISTS = tuple(name for name in FACTS if name != "change_kind")
"""The facts that are lists, in the order in which they are shown."""


def facts_document(facts: Facts) -> dict[str, Any]:
    """`cowpath facts`: every list is there, empty where nothing was found or can be told."""
    kind = facts.get("change_kind")
    return {
        "schema": "cowpath/facts/1",
        "change_kind": kind if isinstance(kind, str) else None,
        **{name: _entries(facts.get(name)) for name in LISTS},
        "unknown": [
            {"fact": name, "reason": answer.reason}
            for name, answer in facts.items()
            if isinstance(answer, Unknown)
        ],
    }


def check_document(report: Report) -> dict[str, Any]:
    """`cowpath check`: the advice, what was excused, what stayed silent, what cannot be told."""
    return {
        "schema": "cowpath/check/1",
        "conclusion": report.conclusion,
        "advice": [_advice(advice) for advice in report.advice],
        "exempt": [asdict(exemption) for exemption in report.exempt],
        "silent": [
            {"policy": silence.policy, "because": words(silence.because)}
            for silence in report.silent
        ],
        "unknown": [asdict(untold) for untold in report.unknown],
        "explanation": [
            {
                "policy": account.policy,
                "outcome": account.outcome,
                "text": [words(line) for line in account.lines],
            }
            for account in accounts(report)
        ],
        "stopped": report.stopped,
        "not_looked_at": list(report.not_looked_at),
        "facts": facts_document(report.facts),
    }


def _advice(advice: Advice) -> dict[str, Any]:
    return {
        "policy": advice.policy,
        "subject": advice.subject,
        "title": words(advice.title),
        "why": words(advice.why),
        "next_step": words(advice.next_step),
        "path": advice.path,
        "line": advice.line,
        "confidence": advice.confidence,
        "mode": advice.mode,
        "stakes": advice.stakes,
        "paste": _paste(advice.paste),
        "fingerprint": advice.fingerprint,
    }


def _paste(paste: Paste | None) -> dict[str, Any] | None:
    if paste is None:
        return None
    return {
        "into": words(paste.into),
        "text": whole_lines(paste.text),
        "language": paste.language,
        "in_place": paste.in_place,
    }


def _entries(answer: object) -> list[Any]:
    if not isinstance(answer, list | tuple):
        return []
    return [
        asdict(entry) if is_dataclass(entry) and not isinstance(entry, type) else entry
        for entry in answer
    ]
