"""What is new in the core and looks like one stream's own."""

from dataclasses import replace

from builders import a_change, a_changed_file

from app.core.configuration import Configuration, Paths, Stream
from app.core.pull_request import Content
from app.core.streams import BorrowedShape
from app.facts.borrowed_shapes import borrowed_shapes
from app.facts.wanted import wanted

STREAMS = {
    "payments": Stream("@acme/payments", ("streams/payments/**",)),
    "case-tracking": Stream("@acme/case-tracking", ("streams/case-tracking/**",)),
}
KNOWN = Configuration(streams=STREAMS, paths=Paths(core=("modules/**",)))
OWN = "\n".join(
    f'resource "aws_sqs_queue" "payments_{n}" {{\n  delay = {n}\n  retention = local.days * {n}\n}}'
    for n in range(10)
)
VARIABLES = 'variable "name" {\n  description = "Its name."\n  type = string\n}\n'


def shapes(
    main: str, variables: str = VARIABLES, neighbours: dict[str, Content] | None = None
) -> tuple[BorrowedShape, ...]:
    files = {"modules/queue/main.tf": (None, main), "modules/queue/variables.tf": (None, variables)}
    change = a_change(files, KNOWN, title="feat: add a queue module", neighbours=neighbours)
    return borrowed_shapes(change)


def test_a_module_that_is_a_stream_s_own_text_is_told_with_the_file() -> None:
    shared = OWN.replace("payments_", "queue_")
    shape, whole = shapes(shared, neighbours={"streams/payments/main.tf": OWN})
    assert (whole.path, whole.lines) == (shape.path, 44)
    assert 0.5 < whole.similarity < 1.0
    assert shape == BorrowedShape(
        name="queue",
        stream="payments",
        path="modules/queue/main.tf",
        line=1,
        like="streams/payments/main.tf",
        similarity=1.0,
        lines=40,
    )


def test_what_is_half_unlike_is_not_told() -> None:
    other = "\n".join(f"locals {{\n  x_{n} = [{n}, var.a, {n}]\n}}" for n in range(40))
    assert shapes(other, neighbours={"streams/payments/main.tf": OWN}) == ()


def test_without_streams_there_is_nothing_to_be_like() -> None:
    files = {"modules/queue/main.tf": (None, OWN), "modules/queue/variables.tf": (None, VARIABLES)}
    assert borrowed_shapes(a_change(files, title="feat: add a queue module")) == ()


def test_a_stream_s_file_that_moves_into_the_core_is_like_itself() -> None:
    files = (
        a_changed_file("modules/queue/main.tf", OWN, OWN, old_path="streams/payments/q/main.tf"),
        a_changed_file("modules/queue/variables.tf", None, VARIABLES),
    )
    shape, _ = borrowed_shapes(a_change(files, KNOWN, title="feat: share the queue"))
    assert (shape.stream, shape.like) == ("payments", "streams/payments/q/main.tf")


def test_defaults_that_carry_one_team_s_name_are_told() -> None:
    owner = 'variable "owner" {\n  description = "Who."\n  default = "@acme/payments"\n}\n'
    mail = 'variable "mail" {\n  description = "Where."\n  default = "case-tracking@acme.org"\n}\n'
    plain = 'variable "size" {\n  description = "How."\n  default = "some payments here"\n}\n'
    (shape,) = shapes("locals {}\n", VARIABLES + owner)
    assert (shape.stream, shape.defaults, shape.like) == ("payments", ("owner",), "")
    (shape,) = shapes("locals {}\n", VARIABLES + mail)
    assert (shape.stream, shape.defaults) == ("case-tracking", ("mail",))
    assert shapes("locals {}\n", VARIABLES + plain) == ()
    assert shapes("locals {}\n", VARIABLES + owner + mail) == ()


def test_files_of_the_same_name_are_asked_for_in_folders_of_teams_alone() -> None:
    tree = [
        "streams/payments/main.tf",
        "streams/payments/README.md",
        "streams/search/other.tf",
        "modules/cache/main.tf",
        *(f"streams/team-{number:02}/main.tf" for number in range(20)),
    ]
    added = a_changed_file("modules/queue/main.tf", None, OWN)
    asked = {path for _, path in wanted([added], tree) if path.startswith("streams/")}
    assert "streams/payments/main.tf" in asked
    assert len(asked) == 10
    changed = a_changed_file("modules/cache/main.tf", "a", "b")
    assert not any(path.startswith("streams/") for _, path in wanted([changed], tree))


def test_a_module_that_is_cut_into_other_files_is_compared_whole() -> None:
    half = OWN[: len(OWN) // 2].rpartition("\n")[0]
    files = {
        "modules/queue/main.tf": (None, half),
        "modules/queue/rest.tf": (None, OWN.removeprefix(half)),
        "modules/queue/variables.tf": (None, VARIABLES),
    }
    beside = {"streams/payments/main.tf": OWN}
    change = a_change(files, KNOWN, title="feat: add a queue module", neighbours=beside)
    _, whole = borrowed_shapes(change)
    assert (whole.like, whole.lines) == ("streams/payments/main.tf", 44)
    assert whole.similarity > 0.7


def test_what_is_like_several_streams_has_the_shape_that_they_share() -> None:
    search = Stream("@acme/search", ("streams/search/**",))
    both = replace(KNOWN, streams={**KNOWN.streams, "search": search})
    files = {"modules/queue/main.tf": (None, OWN), "modules/queue/variables.tf": (None, VARIABLES)}
    beside = {"streams/payments/main.tf": OWN, "streams/search/main.tf": OWN}
    change = a_change(files, both, title="feat: add a queue module", neighbours=beside)
    assert borrowed_shapes(change) == ()


def test_a_stream_s_own_module_is_not_told_of() -> None:
    own = 'variable "name" {\n  description = "Its name."\n  default = "payments"\n}\n'
    files = {"streams/payments/modules/queue/variables.tf": (None, own)}
    assert borrowed_shapes(a_change(files, KNOWN, title="feat: add a queue module")) == ()
