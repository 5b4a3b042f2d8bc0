"""What would have been said, summed up and compared."""

from app.core.advice import Report
from app.core.backtest import Judgement, PastChange, Said, compared, summed_up
from app.core.text import ours


def judged(commit: str, *said: str, untold: str = "", failed: str | None = None) -> Judgement:
    """`said` are `policy/subject`, in brackets where the policy speaks in reports only."""
    pieces = [(one.strip("()").split("/"), one.startswith("(")) for one in said]
    return Judgement(
        PastChange(commit, f"Change {commit}"),
        tuple(Said(policy, at, ours(at), not quiet) for (policy, at), quiet in pieces),
        frozenset(untold.split()),
        failed,
    )


def test_changes_are_counted_and_not_pieces_of_advice() -> None:
    found = summed_up([judged("1", "a/x", "a/y", "b/x"), judged("2", "a/x")], ["a", "b", "c"])
    assert [(one.policy, one.heard) for one in found.policies] == [("a", 2), ("b", 1), ("c", 0)]
    assert (found.changes, found.heard) == (2, 2)
    assert [one.change.commit for one in found.policies[0].examples] == ["1", "2"]


def test_what_is_said_in_reports_only_is_not_heard() -> None:
    found = summed_up([judged("1", "(a/x)"), judged("2", "(b/x)", "a/x")], ["a", "b"])
    assert found.heard == 1
    assert [(one.heard, one.in_reports) for one in found.policies] == [(1, 1), (0, 1)]


def test_what_failed_and_what_could_not_be_told_is_counted() -> None:
    found = summed_up([judged("1", untold="a"), judged("2", failed="too slow")], ["a"])
    assert found.changes == 2
    assert found.policies[0].untold == 1
    assert [one.failed for one in found.failed] == ["too slow"]


def test_examples_are_few() -> None:
    found = summed_up([judged(str(number), "a/x") for number in range(9)], ["a"])
    assert len(found.policies[0].examples) == 3


def test_two_configurations_differ_in_what_is_newly_and_no_longer_heard() -> None:
    before = [judged("1", "a/x"), judged("2", "a/x", "a/y"), judged("3"), judged("4", "b/x")]
    after = [judged("1"), judged("2", "a/x", "a/z"), judged("3", "a/x"), judged("4", "b/x")]
    found = compared(before, after, ["a", "b"])
    assert found.changes == 4
    [a] = found.policies
    assert (a.newly, [one.change.commit for one in a.newly_examples]) == (2, ["2", "3"])
    assert (a.no_longer, [one.change.commit for one in a.no_longer_examples]) == (2, ["1", "2"])


def test_a_policy_that_falls_silent_for_people_is_no_longer_heard() -> None:
    [one] = compared([judged("1", "a/x")], [judged("1", "(a/x)")], ["a"]).policies
    assert (one.newly, one.no_longer) == (0, 1)


def test_a_change_that_one_side_could_not_judge_is_not_compared() -> None:
    found = compared([judged("1", "a/x")], [judged("1", failed="too slow")], ["a"])
    assert found.policies == ()
    assert [one.failed for one in found.failed] == ["too slow"]


def test_a_stopped_analysis_is_a_failure() -> None:
    report = Report((), (), (), {}, stopped="it took longer than 20 seconds")
    assert Judgement.of(PastChange("1", ""), report).failed == "it took longer than 20 seconds"
