"""The shapes that scripts rely on."""

import json

from builders import a_report, an_advice

from app.core.advice import Exemption, Silence, Untold
from app.core.fact import BreakingChange, Unknown
from app.core.text import ours, theirs
from app.render.json_format import check_document, facts_document

FACTS_KEYS = {
    "schema", "change_kind", "core_features", "extension_points", "approvals",
    "touched_approvals", "mandates", "breaking_changes", "mixed_concerns", "citations", "unknown",
}  # fmt: skip


def test_every_key_of_facts_is_there_when_nothing_is_known() -> None:
    document = facts_document({})
    assert document.keys() >= FACTS_KEYS
    assert document["schema"] == "cowpath/facts/1"
    assert document["change_kind"] is None
    assert document["mandates"] == []


def test_facts_are_shown_with_the_names_of_their_shapes() -> None:
    broken = BreakingChange("vpc_id", "variables.tf", 3, "the variable was removed", None)
    document = facts_document({"change_kind": "breaking", "breaking_changes": (broken,)})
    assert document["change_kind"] == "breaking"
    assert document["breaking_changes"] == [
        {
            "name": "vpc_id",
            "path": "variables.tf",
            "line": 3,
            "reason": "the variable was removed",
            "guide": None,
            "kind": "",
            "unit": "",
            "how": "altered",
            "deprecated": False,
        }
    ]


def test_what_could_not_be_told_is_empty_and_listed_with_its_reason() -> None:
    document = facts_document({"mandates": Unknown("too long"), "change_kind": Unknown("empty")})
    assert document["mandates"] == []
    assert document["change_kind"] is None
    assert document["unknown"] == [
        {"fact": "mandates", "reason": "too long"},
        {"fact": "change_kind", "reason": "empty"},
    ]


def test_a_report_is_shown_whole() -> None:
    advice = an_advice(title=(*ours("**New:** "), *theirs("a\nb")))
    document = check_document(
        a_report(
            advice,
            exempt=(Exemption("one-shape", "x", "agreed", None, "ana"),),
            silent=(Silence("kind-words", ours("nothing unkind was added")),),
            unknown=(Untold("slo-promise", "slos", "no file was read"),),
            facts={"change_kind": "feature"},
        )
    )
    assert json.loads(json.dumps(document)) == document
    assert document["schema"] == "cowpath/check/1"
    assert document["conclusion"] == "neutral"
    assert document["advice"] == [
        {
            "policy": "rule-of-three",
            "subject": "modules/search",
            "title": "New: a b",
            "why": "What three teams need is worth everybody's attention; less is an extension.",
            "next_step": "Name the teams that asked for it, or offer it as an extension.",
            "path": "modules/search/main.tf",
            "line": 3,
            "confidence": "high",
            "mode": "advise",
            "stakes": "eases",
            "paste": None,
            "fingerprint": advice.fingerprint,
        }
    ]
    assert document["exempt"] == [
        {"policy": "one-shape", "subject": "x", "reason": "agreed", "until": None, "by": "ana"}
    ]
    assert document["silent"] == [{"policy": "kind-words", "because": "nothing unkind was added"}]
    assert document["unknown"] == [
        {"policy": "slo-promise", "fact": "slos", "reason": "no file was read"}
    ]
    assert document["facts"]["change_kind"] == "feature"
