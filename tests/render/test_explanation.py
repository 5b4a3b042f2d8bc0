"""Why a policy spoke or not, and what set each value."""

from builders import a_report, an_advice

from app.core.advice import Silence, Untold
from app.core.layout import Layout, StreamArea, Team
from app.core.text import ours
from app.render.explanation import Tuning, explanation

LAYOUT = Layout(
    platform=Team("@acme/platform"),
    platform_confidence="high",
    platform_source="it owns `*` in CODEOWNERS",
    kind=None,
    kind_confidence="low",
    streams=(StreamArea("payments", Team("@acme/payments"), ("streams/payments/",), "folders"),),
    core=("modules/", "core/\x1b[2J"),
    core_confidence="medium",
    extensions=(),
    docs=("docs/",),
    guarded=(),
    ignore=(),
)
REPORT = a_report(
    an_advice("rule-of-three", title=ours("One team so far.")),
    looked_for={"rule-of-three": "something joins the core early"},
    silent=(Silence("kind-words", ours("Nothing unkind was added.")),),
    unknown=(Untold("core-data-boundary", "mixed_concerns", "the kind is not known"),),
)
TUNINGS = [
    Tuning("rule-of-three", {"teams": (2, ".github/cowpath.yml"), "checkable": (0, "default")}),
    Tuning("kind-words", {"mode": ("report", "default")}),
    Tuning("core-data-boundary", {"mode": ("advise", "default")}),
]


def test_every_policy_says_what_came_of_it_and_what_set_its_values() -> None:
    assert (
        explanation(REPORT, LAYOUT, TUNINGS, 90)
        == """\
What is where
  platform team: @acme/platform (it owns `*` in CODEOWNERS; high)
  kind of platform: not known (low)
  core: modules/, core/�[2J (medium)
  extensions: none
  documentation: docs/
  guarded: none
  stream payments: streams/payments/ (folders)
Policies
  rule-of-three
    Looked for: something joins the core early.
    Spoke: One team so far.
    Settles it: Name the teams that asked for it, or offer it as an extension.
    teams: 2 (.github/cowpath.yml), checkable: 0 (default)
  kind-words
    Silent: Nothing unkind was added.
    mode: report (default)
  core-data-boundary
    Cannot tell: it needs mixed_concerns, but: the kind is not known
    mode: advise (default)
"""
    )


def test_a_stopped_analysis_is_explained_too() -> None:
    page = explanation(a_report(stopped="it took too long"), None, TUNINGS, 80)
    assert page.startswith("The analysis was stopped: it took too long\nPolicies\n")
