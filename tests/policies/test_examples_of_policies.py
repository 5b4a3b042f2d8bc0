"""Examples are pull requests: they are run, and say how they differ."""

import pytest
from policy_texts import REST, a_policy

from app.core.advice import Report, Untold
from app.core.configuration import Configuration
from app.core.pull_request import NotRead, PullRequest
from app.policies.examples import pull_request_of, run
from app.policies.model import Example, ExampleFile, Policies, Policy


class Analyst:
    """Gives the same report about everything, and notes what it was asked."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.asked: list[tuple[PullRequest, Configuration, Policies]] = []

    def analyse(
        self, pull_request: PullRequest, configuration: Configuration, policies: Policies
    ) -> Report:
        self.asked.append((pull_request, configuration, policies))
        return self.report


def with_examples(*examples: str) -> Policy:
    rest = REST[: REST.index("examples:")] + "examples:\n"
    required = ("{name: a, expect: advice}", "{name: s, expect: silence}")
    return a_policy(rest=rest + "".join(f"  - {text}\n" for text in (*examples, *required)))


NOTHING = Report((), (), (), {})


def test_an_example_that_comes_out_otherwise_is_a_failure() -> None:
    found = list(run(with_examples(), Analyst(NOTHING).analyse))
    assert [(failure.policy, failure.example) for failure in found] == [("our-own", "a")]
    assert "Expected advice, but there is silence" in found[0].message


def test_words_that_are_missing_are_a_failure() -> None:
    policy = with_examples("{name: x, expect: cannot tell, says: [the reason, no such]}")
    report = Report((), (), (Untold("our-own", "citations", "the reason"),), {})
    failures = [f for f in run(policy, Analyst(report).analyse) if f.example == "x"]
    assert len(failures) == 1
    assert "'no such'" in failures[0].message


def test_an_example_is_judged_by_its_own_policy_and_configuration() -> None:
    policy = with_examples(
        "{name: x, expect: silence, configuration: {policies: {our-own: {teams: 7}}}}"
    )
    analyst = Analyst(NOTHING)
    list(run(policy, analyst.analyse))
    _, configuration, policies = analyst.asked[0]
    assert configuration.choice("our-own").settings == {"teams": 7}
    assert policies == (policy,)


@pytest.mark.parametrize(
    ("file", "status"),
    [
        (ExampleFile("a", after="x"), "added"),
        (ExampleFile("a", before="x"), "removed"),
        (ExampleFile("a", before="x", after="y"), "modified"),
        (ExampleFile("a", before="x", after="x", old_path="b"), "renamed"),
        (ExampleFile("a", not_read="too large"), "modified"),
    ],
)
def test_the_texts_of_a_file_say_what_happened_to_it(file: ExampleFile, status: str) -> None:
    example = Example("x", "silence", files=(file,), base={"README.md": "hello"})
    pull_request = pull_request_of(example)
    (changed,) = pull_request.files
    assert changed.status == status
    assert "README.md" in pull_request.tree
    assert (changed.path_before in pull_request.tree) == (status != "added")
    if file.not_read:
        assert changed.after == NotRead("too large")
