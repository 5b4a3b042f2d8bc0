"""Hooks and events that Python packages declare, and the data that events carry."""

from builders import a_change, declared_by

from app.facts.comparison import compare
from app.facts.surfaces import python_events

DATA = '''
@attr.s(frozen=True)
class OrderData:
    """
    An order.

    Attributes:
        number (str): the order's number.
    """

    number = attr.ib(type=str)
    customer = attr.ib(type=CustomerData, default=None)

@dataclass
class CustomerData:
    name: str  # in full

@dataclass
class Unrelated:
    size: int
'''
SIGNALS = """
from .data import OrderData

# Sent when an order is placed.
ORDER_PLACED = PublicSignal(event_type="org.acme.order.placed.v1", data={"order": OrderData})
_PRIVATE = PublicSignal(event_type="x")
LIMIT = compute(3)
"""


def test_a_class_that_states_its_type_is_a_hook() -> None:
    text = 'class TabsRequested(PublicFilter):\n    """Change the tabs."""\n'
    text += '    filter_type = "tabs.v1"\n'
    found = declared_by(python_events, "acme/filters.py", text)
    hook = found["TabsRequested"]
    assert (hook.kind, hook.type, hook.documentation) == ("hook", "tabs.v1", "Change the tabs.")


def test_a_base_without_a_type_of_its_own_is_no_hook() -> None:
    text = 'class PublicFilter(Filter):\n    filter_type = ""\n'
    assert declared_by(python_events, "acme/tooling.py", text) == {}


def test_a_constant_made_of_a_signal_is_an_event_with_the_comment_above_it() -> None:
    found = declared_by(python_events, "acme/signals.py", SIGNALS)
    assert found.keys() == {"ORDER_PLACED"}
    event = found["ORDER_PLACED"]
    assert (event.kind, event.type, event.line) == ("event", "org.acme.order.placed.v1", 5)
    assert event.documentation == "Sent when an order is placed."


def test_specifications_of_hooks_are_hooks() -> None:
    text = 'spec = HookspecMarker("acme")\n@spec\ndef on_start(config):\n    """At start."""\n'
    assert declared_by(python_events, "acme/specs.py", text)["on_start"].kind == "hook"


def test_the_fields_of_data_that_events_carry_are_declared() -> None:
    found = declared_by(
        python_events, "acme/data.py", DATA, neighbours={"acme/signals.py": SIGNALS}
    )
    assert found.keys() == {"OrderData.number", "OrderData.customer", "CustomerData.name"}
    number = found["OrderData.number"]
    assert (number.kind, number.type, number.required) == ("event_data_field", "str", True)
    assert (number.documentation, number.documented_by) == ("the order's number.", "docstring")
    assert found["OrderData.customer"].default == "None"


def test_thousands_of_fields_are_explained_by_one_docstring() -> None:
    """Each used to be looked for in all its lines, which took minutes."""
    names = [f"field{number}" for number in range(5_000)]
    words = "".join(f"    {name} (int): About {name}\n" for name in names)
    fields = "".join(f"    {name} = attr.ib(type=int)\n" for name in names)
    text = f'@attr.s\nclass OrderData:\n    """An order.\n{words}    """\n{fields}'
    beside = {"acme/signals.py": SIGNALS}
    found = declared_by(python_events, "acme/data.py", text, neighbours=beside)
    told = {name.removeprefix("OrderData."): each.documentation for name, each in found.items()}
    assert told.items() >= {name: f"About {name}" for name in names}.items()


def test_data_that_no_event_carries_is_nobodys_interface() -> None:
    assert declared_by(python_events, "acme/data.py", DATA) == {}


def test_new_data_for_a_new_event_is_told_by_the_event_alone() -> None:
    files = {"acme/data.py": ("", DATA), "acme/signals.py": ("", SIGNALS)}
    names = [d.declaration.name for d in compare(a_change(files)).differences]
    assert names == ["ORDER_PLACED"]


def test_a_new_field_of_known_data_is_told() -> None:
    more = DATA.replace(
        "    customer =", "    note = attr.ib(type=str, default='')\n    customer ="
    )
    change = a_change({"acme/data.py": (DATA, more)}, neighbours={"acme/signals.py": SIGNALS})
    assert [(d.declaration.name, d.change, d.breaks) for d in compare(change).differences] == [
        ("OrderData.note", "added", None)
    ]


def test_a_signal_without_a_name_is_none() -> None:
    unfinished = (
        ': Q = PublicSignal(event_type="a.v1", data={"queue": Queue})\n@attr.s(frozen=True)\n'
    )
    assert declared_by(python_events, "acme/signals.py", unfinished) == {}
