"""SARIF 2.1.0, for tools that show results of analyses; every result is a note.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from typing import Any

from app.core.advice import Advice, Report
from app.render.escape import url_path, words
from app.render.shown import in_check_run, ready_to_paste

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif_document(report: Report, version: str) -> dict[str, Any]:
    """A report as SARIF, by the tool of that version."""
    shown = in_check_run(report)
    policies = sorted({advice.policy for advice in shown})
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "cowpath",
                        "version": version,
                        "rules": [
                            {"id": policy, "defaultConfiguration": {"level": "note"}}
                            for policy in policies
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": report.stopped is None,
                        "toolExecutionNotifications": _untold(report),
                    }
                ],
                "results": [_result(advice, policies) for advice in shown],
            }
        ],
    }


def _result(advice: Advice, policies: list[str]) -> dict[str, Any]:
    text = " ".join(
        filter(
            None,
            [words(advice.title), words(advice.why), f"Next step: {words(advice.next_step)}"],
        )
    )
    if paste := ready_to_paste(advice):
        text += f"\n\n{paste}"
    result: dict[str, Any] = {
        "ruleId": advice.policy,
        "ruleIndex": policies.index(advice.policy),
        "level": "note",
        "message": _message(text),
        "partialFingerprints": {"cowpath/v1": advice.fingerprint},
    }
    if advice.path is not None:
        place: dict[str, Any] = {"artifactLocation": {"uri": url_path(advice.path)}}
        if advice.line is not None:
            place["region"] = {"startLine": advice.line}
        result["locations"] = [{"physicalLocation": place}]
    return result


def _untold(report: Report) -> list[dict[str, Any]]:
    texts = [f"{one.policy} needs {one.fact}: {one.reason}" for one in report.unknown]
    texts += [f"Not looked at: {one}" for one in report.not_looked_at]
    if report.stopped:
        texts.append(f"The analysis was stopped: {report.stopped}")
    return [{"level": "note", "message": _message(text)} for text in texts]


def _message(text: str) -> dict[str, str]:
    """Plain text, in which brackets followed by parentheses would be a link (3.11.6)."""
    return {"text": text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")}
