"""Runs the examples of a policy: each is a whole pull request, so they test the facts as well."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from app.core.advice import Report
from app.core.configuration import Configuration
from app.core.pull_request import ChangedFile, Content, NotRead, PullRequest, Status
from app.core.text import plain
from app.errors import AuthorsMistake
from app.policies.configuration import read_configuration
from app.policies.model import Example, ExampleFile, Outcome, Policies, Policy
from app.policies.yaml_source import YamlSource

Analyse = Callable[[PullRequest, Configuration, Policies], Report]
"""How a report is made; `app.analyse.analyse`, wherever it runs."""
Saved = Mapping[str, PullRequest]
"""Pull requests that were saved, by the paths that examples give."""
NONE_SAVED: Saved = {}


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not do what it says."""

    policy: str
    number: int
    """The example's place among those of the policy, from 0."""
    example: str
    message: str


def run(policy: Policy, analyse: Analyse, saved: Saved = NONE_SAVED) -> Iterator[Failure]:
    """Every example of a policy that does not come out as it says."""
    for number, example in enumerate(policy.examples):
        for message in _differences(example, report_of(policy, example, analyse, saved)):
            yield Failure(policy.id, number, example.name, message)


def report_of(
    policy: Policy, example: Example, analyse: Analyse, saved: Saved = NONE_SAVED
) -> Report:
    """What the policy alone says about an example."""
    name = example.pull_request
    pull_request = saved[name] if name else pull_request_of(example)
    return analyse(pull_request, configuration_of(policy, example), (policy,))


def outcome_of(report: Report) -> Outcome:
    """What came of an example in one word."""
    if report.advice:
        return "advice"
    return "cannot tell" if report.unknown or report.stopped else "silence"


def words_of(report: Report) -> str:
    """Everything that a report says, for comparison."""
    said = [f"{plain(a.title)} {plain(a.next_step)}" for a in report.advice]
    said += [plain(silence.because) for silence in report.silent]
    said += [f"{untold.fact}: {untold.reason}" for untold in report.unknown]
    return " ".join(" ".join(said).split())


def configuration_of(policy: Policy, example: Example) -> Configuration:
    """The configuration that an example is judged by."""
    source = YamlSource("", f"{policy.id}: {example.name}")
    value = dict(example.configuration)
    configuration, mistakes = read_configuration(source, (), value, (policy,))
    if configuration is None or mistakes:
        raise AuthorsMistake(mistakes)
    return configuration


def pull_request_of(example: Example) -> PullRequest:
    """The pull request that an example describes in words of its own."""
    files = tuple(map(_changed_file, example.files))
    before = {file.path_before for file in files if file.status != "added"}
    return PullRequest(
        title=example.title,
        body=example.body,
        author=example.author,
        base_sha="b" * 40,
        head_sha="a" * 40,
        files=files,
        labels=example.labels,
        tree=tuple(sorted(before | example.base.keys())),
        neighbours=dict(example.base),
    )


def _changed_file(file: ExampleFile) -> ChangedFile:
    before: Content = file.before
    after: Content = file.after
    if file.not_read:
        before = after = NotRead(file.not_read)
    return ChangedFile(file.path, _status(file), file.old_path, before=before, after=after)


def _status(file: ExampleFile) -> Status:
    if file.old_path:
        return "renamed"
    if file.not_read:
        return "modified"
    if file.before is None:
        return "added"
    return "removed" if file.after is None else "modified"


def _differences(example: Example, report: Report) -> Iterator[str]:
    outcome, words = outcome_of(report), words_of(report)
    if outcome != example.expect:
        yield f"Expected {example.expect}, but there is {outcome}: {words or 'nothing is said'}"
        return
    subjects = sorted(advice.subject for advice in report.advice)
    if example.subjects and subjects != sorted(example.subjects):
        yield f"Expected advice about {sorted(example.subjects)}, but it is about {subjects}."
    for fragment in example.says:
        if " ".join(fragment.split()) not in words:
            yield f"Expected the words {fragment!r} in: {words}"
