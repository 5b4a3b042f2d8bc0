"""`cowpath check` on a change that edits the configuration."""

from commands import Cowpath
from repositories import Repository

CONFIGURATION = ".github/cowpath.yml"


def propose(repository: Repository, text: str) -> tuple[str, ...]:
    repository.git("checkout", "--quiet", "main")
    repository.commit({CONFIGURATION: "version: 1\n", "modules/dns/variables.tf": SETTING})
    repository.branch("tuning")
    repository.commit({CONFIGURATION: text}, "Tune")
    return "check", "--repo", str(repository.folder)


def test_mistakes_of_the_proposal_are_told_and_the_base_judges(
    cowpath: Cowpath, repository: Repository
) -> None:
    ended = cowpath(*propose(repository, "version: 1\nplatfrom: {}\n"))
    assert ended.code == 0
    assert "Configuration: 1 mistake." in ended.out
    assert f"{CONFIGURATION}:2:1" in ended.out
    assert "platform" in ended.out


def test_differences_and_their_effect_are_shown(cowpath: Cowpath, repository: Repository) -> None:
    quieter = "version: 1\npolicies:\n  documented-extension-points: {mode: report}\n"
    words = propose(repository, quieter)
    without = cowpath(*words)
    assert 'policies.documented-extension-points.mode: "advise" -> "report"' in without.out
    assert "past change" not in without.out
    shown = cowpath(*words, "--preview", "5")
    assert "On 1 past change: 0 newly said, 1 no longer said." in shown.out
    comment = cowpath(*words, "--preview", "5", "--format", "markdown")
    assert "1 change in effect, 0 newly said, 1 no longer said</summary>" in comment.out


def test_a_change_that_leaves_it_alone_is_told_nothing(
    cowpath: Cowpath, repository: Repository
) -> None:
    assert "Configuration:" not in cowpath("check", "--repo", str(repository.folder)).out


SETTING = 'variable "ttl" {\n  type    = number\n  default = 60\n}\n'
