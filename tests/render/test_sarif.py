"""SARIF that other tools accept; the schema's demands are checked by hand, see section 3."""

from dataclasses import replace

from builders import a_report, an_advice

from app.core.advice import Paste, Untold
from app.core.text import ours, theirs
from app.render.sarif import sarif_document

REPORT = a_report(
    an_advice(path="modules/a b#.tf"),
    an_advice("kind-words", path=None, line=None, title=theirs("[x](https://evil.example)")),
    an_advice(mode="report"),
    unknown=(Untold("slo-promise", "slos", "no file was read"),),
)


def test_every_result_is_a_note_of_a_rule_that_is_listed() -> None:
    document = sarif_document(REPORT, "1.2")
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("cowpath", "1.2")
    assert len(run["results"]) == 2
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] == "note"
        assert result["message"]["text"]


def test_a_place_is_an_encoded_path_and_a_line() -> None:
    with_place, without = sarif_document(REPORT, "1.2")["runs"][0]["results"]
    assert with_place["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "modules/a%20b%23.tf"},
                "region": {"startLine": 3},
            }
        }
    ]
    assert "locations" not in without


def test_no_link_of_a_stranger_is_alive() -> None:
    _, result = sarif_document(REPORT, "1.2")["runs"][0]["results"]
    assert result["message"]["text"].startswith(r"\[x\](https://evil.example)")


def test_what_could_not_be_told_is_a_notification() -> None:
    (invocation,) = sarif_document(REPORT, "1.2")["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is True
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["message"]["text"] == "slo-promise needs slos: no file was read"
    (stopped,) = sarif_document(a_report(stopped="it took too long"), "1")["runs"][0]["invocations"]
    assert stopped["executionSuccessful"] is False


def test_what_is_to_be_pasted_stands_below_in_plain_text() -> None:
    advice = replace(an_advice(), paste=Paste(ours("the end"), ours("- one\n- two\n"), "text"))
    (result,) = sarif_document(a_report(advice), "1.2")["runs"][0]["results"]
    assert result["message"]["text"].endswith("\n\nReady to paste into the end:\n\n- one\n- two")
