"""How a platform's repository is laid out, as configured and as inferred."""

import pytest
from builders import a_change

from app.core.configuration import Configuration, Paths, Platform, Stream
from app.core.layout import Layout, Team
from app.facts.layout import layout
from app.facts.teams import Directory, key

PLACE = ".github/CODEOWNERS"


def a_layout(
    owners: str = "", configuration: Configuration | None = None, **rest: object
) -> Layout:
    neighbours = {PLACE: owners, **rest.pop("neighbours", {})}  # type: ignore[dict-item]
    return layout(a_change((), configuration, neighbours=neighbours, **rest))


@pytest.mark.parametrize(
    ("owners", "team", "confidence"),
    [
        ("* @acme/platform", "@acme/platform", "high"),
        ("/x/ @acme/x\n* @acme/platform", "@acme/platform", "high"),
        ("* @acme/platform @ana", "@acme/platform", "high"),
        ("* @acme/platform @acme/infra", "@acme/platform", "medium"),
        ("* @ana @bob", "@ana", "medium"),
        ("*\n/.github/ @acme/tools\n/web/ @acme/web", "@acme/tools", "medium"),
        ("/infra/ @acme/infra\n/infra/a/ @acme/a\n/infra/b/ @acme/b", "@acme/infra", "medium"),
    ],
)
def test_the_platforms_team_is_whoever_owns_what_nobody_else_owns(
    owners: str, team: str, confidence: str
) -> None:
    found = a_layout(owners)
    assert found.platform is not None
    assert (found.platform.name, found.platform_confidence) == (team, confidence)
    assert found.platform_source


@pytest.mark.parametrize(
    "owners", ["", "*", "/a/ @acme/a\n/b/ @acme/b", "/a/ @acme/a\n/a/b/ @acme/b"]
)
def test_without_a_sign_the_platforms_team_is_not_guessed(owners: str) -> None:
    found = a_layout(owners)
    assert (found.platform, found.platform_confidence) == (None, "low")


def test_the_catalog_names_the_platforms_team_where_owners_do_not() -> None:
    catalog = "kind: Component\nspec:\n  owner: group:default/platform\n"
    found = a_layout("/x/ @acme/platform", neighbours={"catalog-info.yaml": catalog})
    assert found.platform == Team("@acme/platform")
    assert found.platform_confidence == "high"


def test_what_is_configured_wins() -> None:
    configuration = Configuration(
        platform=Platform(name="Harbour", kind="data", team="@acme/harbour"),
        paths=Paths(core=("core/**",), extensions=("ext/**",), guarded=("iam/**",)),
        streams={"search": Stream(team="@acme/search", paths=("apps/search/**",))},
    )
    found = a_layout("* @acme/platform\n/b/ @acme/billing", configuration)
    assert found.platform == Team("@acme/harbour", ("Harbour",))
    assert (found.kind, found.core, found.core_confidence) == ("data", ("core/**",), "high")
    assert (found.extensions, found.guarded) == (("ext/**",), ("iam/**",))
    assert [(area.stream, area.source) for area in found.streams] == [
        ("search", "configuration"),
        ("billing", "CODEOWNERS"),
    ]


def test_streams_are_known_from_owners_folders_and_namespaces() -> None:
    annotations = "annotations: {acme.example/owner: 'Orders: o@acme.example'}"
    namespace = f"kind: Namespace\nmetadata:\n  {annotations}\n"
    found = layout(
        a_change(
            {"namespaces/live/orders/a.yaml": ("a: 1", "a: 2")},
            neighbours={
                PLACE: "* @acme/platform\n/x/ @acme/search @acme/platform\n/y/ @ana\n",
                "namespaces/live/orders/00-namespace.yaml": namespace,
            },
            tree=("streams/search/a", "streams/billing/b", "streams/README.md", "teams/one/x"),
        )
    )
    assert [(area.stream, area.team.name, area.source) for area in found.streams] == [
        ("Orders", "Orders", "catalog"),
        ("billing", "billing", "folders"),
        ("search", "@acme/search", "folders"),
        ("search", "@acme/search", "CODEOWNERS"),
    ]


def test_an_owners_line_that_github_skips_still_tells_whose_the_folder_is() -> None:
    owners = "* @acme/platform\n/a/ @acme/search, billing\n/b/ acme/orders\n/c/ someone\n"
    areas = {area.team.name: area.patterns for area in a_layout(owners).streams}
    assert areas == {"@acme/search": ("/a/",), "@acme/billing": ("/a/",), "@acme/orders": ("/b/",)}


def test_core_is_where_interfaces_are_declared_outside_streams_and_extensions() -> None:
    tree = (
        "modules/queue/variables.tf", "plugins/x/variables.tf", "streams/a/variables.tf",
        "streams/b/variables.tf", "examples/variables.tf", "docs/x.md",
    )  # fmt: skip
    found = a_layout("* @acme/platform", tree=tree)
    assert found.core == ("/modules/",)
    assert found.core_confidence == "medium"
    assert found.extensions == ("/plugins/",)


@pytest.mark.parametrize(
    "name",
    [
        "@acme/pay-ments",
        "pay-ments",
        "Pay Ments Team",
        "the pay_ments squad",
        "group:default/pay-ments",
    ],
)
def test_spelling_does_not_make_another_team(name: str) -> None:
    assert key(name) == "pay ments"


def test_a_team_is_found_by_any_of_its_names_unless_two_share_it() -> None:
    search, payments = Team("@acme/search", ("DISCO",)), Team("@acme/payments", ("p@acme.example",))
    directory = Directory(Team("@acme/platform"), (search, payments, Team("@other/search")))
    assert directory.find("disco team") == search
    assert directory.find("P@acme.example") == payments
    assert directory.find("@ACME/search") == search
    assert directory.find("search") is None
    assert directory.find("the") is None
    assert directory.is_platform("Platform team")
    assert not directory.is_platform("payments")
