"""Whom a description names as having the need, and whom it does not."""

import pytest
from builders import a_change
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.configuration import Configuration, Platform, Stream
from app.core.fact import CannotTell
from app.facts.change import Change
from app.facts.citations import citations, consumers
from app.facts.description import LONGEST_BODY

CONFIGURATION = Configuration(
    platform=Platform(name="Harbour", team="@acme/platform", aliases=("Platform Engineering",)),
    streams={
        "payments": Stream(team="@acme/payments", aliases=("Payments Team", "PAY")),
        "search": Stream(team="@acme/search", paths=("streams/search/**",)),
    },
)


def a_description(body: str, title: str = "A change", **rest: object) -> Change:
    return a_change((), CONFIGURATION, title=title, body=body, **rest)


def people(body: str, title: str = "A change") -> list[tuple[str, int]]:
    """The cited teams and persons that count, with their grades."""
    found = citations(a_description(body, title))
    return [(c.name, c.grade) for c in found if c.kind in ("team", "user") and c.grade]


def references(body: str, title: str = "A change") -> list[str]:
    found = citations(a_description(body, title))
    return [c.name for c in found if c.kind in ("issue", "ticket")]


def counted(body: str) -> list[tuple[str, int]]:
    return [(consumer.name, consumer.grade) for consumer in consumers(a_description(body))]


TEAMS = [("@acme/payments", 2), ("@acme/search", 2)]


@pytest.mark.parametrize(
    "body",
    [
        "## Consumers\n\n- @acme/payments: #41\n- @acme/search",
        "### Requested by\n\n@acme/payments, @acme/search",
        "**Needed by:** @acme/payments (#41), @acme/search",
        "**Used by**: @acme/payments and @acme/search",
        "**Adopters**\n\n- [x] Payments Team (#41)\n- [x] @acme/search\n- [ ] billing (#3)",
        "Stakeholders: @acme/payments, @acme/search",
        "| Team | Link |\n|--|--|\n| PAY | #41 |\n| search | https://acme.example/x |"
        "\n\n## Consumers\n| Team | Link |\n|--|--|\n| PAY | #41 |\n| search | https://a.example |",
        "Faster.\n\nConsumers: @acme/payments, @acme/search\nSigned-off-by: A <a@acme.example>",
        "## 👥 Teams\n* `@acme/payments`\n* `@acme/search`",
        "Used by:\n\n- @acme/payments\n- @acme/search\n\nNothing else changes.",
    ],
)
def test_consumers_are_read_from_every_shape_authors_use(body: str) -> None:
    assert people(body) == TEAMS
    assert counted(body) == TEAMS


def test_names_are_graded_by_what_can_be_checked() -> None:
    body = """## Consumers
- payments: https://github.com/acme/payments/blob/main/ci/deploy.yml
- search (#57)
- Billing
- several squads
"""
    found = citations(a_description(body))
    assert [(c.name, c.grade) for c in found if c.kind == "team"] == [
        ("@acme/payments", 3),
        ("@acme/search", 2),
        ("Billing", 1),
        ("several squads", 0),
    ]
    assert {c.source for c in found if c.kind == "team"} == {"body, consumers"}


def test_a_team_counts_once_at_its_best_grade_whatever_it_is_called() -> None:
    body = "Requested by the Payments Team.\n\n## Consumers\n- @acme/payments: #4\n- PAY"
    assert counted(body) == [("@acme/payments", 2)]


def test_the_platforms_own_team_is_no_consumer() -> None:
    body = (
        "## Consumers\n- @acme/platform\n- Platform Engineering\n- the Harbour team\n- @acme/search"
    )
    assert counted(body) == [("@acme/search", 2)]
    assert people(body) == [("@acme/search", 2)]


def test_persons_are_cited_and_are_no_team() -> None:
    assert people("Requested by: @ana") == [("@ana", 2)]
    assert counted("Requested by: @ana") == []


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Updates after feedback from the Design Team who use it most.", ("Design Team", 1)),
        ("As requested by the billing team (#41).", ("billing team", 2)),
        ("At the request of @ana, via [this thread](https://chat.example/1).", ("@ana", 2)),
        ("The Search squad would like a second region.", ("@acme/search", 1)),
        ("PAY asked us for this.", ("@acme/payments", 1)),
        ("Needed for rolling out models for the COAT team.", ("COAT team", 1)),
        ("Needed for rolling out models for COAT team", ("COAT team", 1)),
        ("Used by the accessibility team for training.", ("accessibility team", 1)),
        ("Probation Unit would like a second region.", ("Probation Unit", 1)),
        ("Orders have been trialling this: https://acme.example/orders/pull/1", ("Orders", 3)),
        ("## Adopter 1 - Beta/Retail", ("Beta", 1)),
        ("**Description:** As requested by @ana , adds a log.", ("@ana", 2)),
        (
            "Orders Team have been trialling this: https://acme.example/orders/pull/1",
            ("Orders Team", 3),
        ),
    ],
)
def test_running_text_cites_who_is_said_to_have_the_need(text: str, who: tuple[str, int]) -> None:
    assert people(text) == [who]


@pytest.mark.parametrize(
    "text",
    [
        "Update CODEOWNERS to add the Billing Team.",
        "Add @acme/billing as code owners, as requested by @acme/billing.",
        "@bob and I are looking into the patterns that we use.",
        "Changes requested by @bob in review.",
        "Include feedback from @bob.",
        "Bump the version as requested by @bob",
        "This stops every team from being asked.",
        "Each team needs its own folder.",
        "Nobody in the Billing Team asked for this.",
        "The Billing Team needs to approve this.",
        "Thanks to @bob and the Billing Team!",
        "Co-authored-by: Bob <bob@acme.example>\nReviewed-by: @bob",
        "Adds Billing Team to ADOPTERS.md, they asked for it.",
        "See the docs of the Billing Team.",
        "Clarify which team needed access.",
        "Our business unit would like it. Each Business Unit needs one.",
        "We have been trialling this: https://acme.example/pull/1",
        "## Adopter 1 - $COMPANY/$INDUSTRY",
        "Remove the bucket used by the billing team.",
        "No longer used by the billing team.",
        "Promote @bob to maintainer on behalf of @acme/maintainers.",
        "These changes were requested by @bob.",
        "Remove debugging output, per Bob's request.",
        "JENKINS-7: drop the annotation after the feedback from @bob",
        "Rename the class as requested by @bob (#41).",
    ],
)
def test_people_named_for_other_reasons_are_not_cited(text: str) -> None:
    assert people(text) == []


@pytest.mark.parametrize(
    "body",
    [
        "## Consumers\n<!-- @acme/search, @acme/payments: list them here -->",
        "## Consumers\n\n_No response_",
        "## Consumers\n- <team name>: <link>\n- [team]\n- TBD\n- n/a\n- ...",
        "## Consumers\n- e.g. @acme/payments\n- Your team here",
        "## Consumers\n- [ ] @acme/payments\n- [ ] @acme/search",
        "## Consumers\n```\n@acme/payments\n```",
        "> ## Consumers\n> - @acme/payments",
        "<details><summary>Release notes</summary>\n\n## Consumers\n- @acme/payments\n\n</details>",
        "## [2.1.0](https://acme.example/x) (2026-04-01)\n\n* asked for by @acme/payments (#7)",
    ],
)
def test_an_untouched_template_or_somebody_elses_text_cites_nothing(body: str) -> None:
    assert people(body) == []


def test_lines_of_the_repositorys_own_template_are_not_the_authors() -> None:
    template = "## Consumers\n- @acme/payments: link to the need\n\nAnything else:"
    change = a_description(
        template.replace("Anything else:", "Anything else: no"),
        neighbours={".github/PULL_REQUEST_TEMPLATE.md": template},
    )
    assert [c for c in citations(change) if c.grade] == []


@pytest.mark.parametrize(
    "body",
    [
        "## Users\n- add an endpoint\n- remove a field",
        "## Users\n\nUsers can now log in twice.",
        "* users: add pagination\n* teams: fix sorting",
        "## Teams\n\nThe page shows all teams.",
    ],
)
def test_a_heading_about_users_may_speak_of_a_feature(body: str) -> None:
    assert people(body) == []


def test_plain_names_below_users_count_where_nothing_else_stands_there() -> None:
    assert people("## Users\n- billing\n- orders") == [("billing", 1), ("orders", 1)]


def test_release_commits_and_dependency_bots_cite_nothing() -> None:
    body = "## Consumers\n- @acme/payments"
    assert citations(a_description(body, "chore(release): version 2.1.0")) == ()
    assert citations(a_description(body, author="dependabot[bot]")) == ()


def test_issues_and_tickets_are_listed_and_name_nobody() -> None:
    body = (
        "Closes #41, see acme/other#7 and https://github.com/acme/third/pull/9/files, "
        "https://github.com/acme/harbour/issues/5.\n\nRef: https://d.example/browse/PAY-31, ORD-2"
    )
    assert references(body, "DTS-12: more (#12)") == [
        "DTS-12", "acme/third#9", "#5", "#41", "acme/other#7", "PAY-31", "ORD-2",
    ]  # fmt: skip
    assert people(body) == []


@pytest.mark.parametrize(
    "text", ["UTF-8, SHA-256, CVE-2024-1, ADR-0018 and RFC-2119", "`#41`", "a#4", "&#39;", "#12"]
)
def test_standards_code_and_the_own_number_are_no_references(text: str) -> None:
    assert references(text, "A change (#3) (#12)") == []


def test_a_body_beyond_githubs_limit_cannot_be_told() -> None:
    with pytest.raises(CannotTell, match="longer than 65,536 characters"):
        citations(a_description("a" * (LONGEST_BODY + 1)))


@pytest.mark.parametrize(
    "piece",
    ["[", "[a](b", "**a ", "> ", "- ", "|a|b|\n|-|-|\n|x|y|\n", "<!--", "`", "http://", "@a/",
     "requested by ", "the A ", "Consumers: a, ", "(((", "# a\n", "team "],
)  # fmt: skip
def test_a_hostile_body_is_read_to_its_end(piece: str) -> None:
    body = (piece * LONGEST_BODY)[:LONGEST_BODY]
    assert isinstance(citations(a_description(body)), tuple)


WORDS = st.sampled_from(
    ["## Consumers", "- ", "@acme/pay", "#41", "\n", "**Users:** ", "|", "the Design Team", " ",
     "requested by", "<!--", "-->", "```", "[x]", "[ ]", "[", "](", ")", ",", "é", "\ud800"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=30).map("".join))
@settings(max_examples=150, deadline=None)
def test_every_text_has_an_answer_and_consumers_are_cited(body: str) -> None:
    change = a_description(body)
    cited = {c.name for c in citations(change) if c.kind == "team"}
    assert {consumer.name for consumer in consumers(change)} <= cited


@pytest.mark.parametrize(
    ("title", "body", "cited"),
    [
        ("Shutter the probate service, as requested by Isha (#722)", "", [("user", "Isha")]),
        ("Correct the certificates", "Added as requested by DTS Ops", [("team", "DTS Ops")]),
        ("Remove old records as per secops request", "", [("team", "secops")]),
        ("Add a client bucket on behalf of GLAD (#44)", "", [("team", "GLAD")]),
        (
            "A prototype for the make recall decisions team",
            "",
            [("team", "make recall decisions team")],
        ),
        ("Mention the check", "(This was requested by @song.)", [("user", "@song")]),
        ("Move the rota for the new team", "", []),
        ("Let tokens act on behalf of Users", "", []),
        ("Remove the namespace as requested by owner", "", []),
        ("Change it as per review request", "", []),
        ("Count memory requested by Pods on each node", "", []),
    ],
)
def test_whoever_is_said_to_have_asked_is_cited(
    title: str, body: str, cited: list[tuple[str, str]]
) -> None:
    change = a_change({"a.md": ("a", "b")}, title=title, body=body)
    assert [(c.kind, c.name) for c in citations(change) if c.grade] == cited
