"""What users of a Collector's component may turn on and off."""

from builders import declared_by

from app.facts.surfaces import collector_components

COMPONENT = """\
type: queue
status: {class: receiver, stability: {beta: [metrics]}}
resource_attributes:
  queue.name: {description: Which one, type: string, enabled: true}
metrics:
  queue.size:
    enabled: false
    description: How many wait
feature_gates:
  - id: receiver.queue.fast
    description: Read several at once
    stage: alpha
"""


def test_what_users_turn_on_or_off_is_declared() -> None:
    found = declared_by(collector_components, "receiver/queue/metadata.yaml", COMPONENT)
    assert {name: each.line for name, each in found.items()} == {
        "queue.size": 6, "queue.name": 4, "receiver.queue.fast": 10,
    }  # fmt: skip
    assert (found["queue.size"].default, found["queue.size"].documentation) == (
        "false", "How many wait",
    )  # fmt: skip
    assert found["receiver.queue.fast"].default is None


def test_other_metadata_declares_nothing() -> None:
    for text in ("metrics: {a: {}}\n", "status: x\nstability: y\n", "[status: stability:"):
        assert declared_by(collector_components, "metadata.yaml", text) == {}
