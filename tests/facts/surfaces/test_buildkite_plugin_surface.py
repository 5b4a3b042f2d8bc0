"""Settings of Buildkite plugins."""

from builders import declared_by

from app.facts.surfaces import buildkite_plugin

PLUGIN = """\
name: Queue
configuration:
  properties:
    size:
      type: string
      description: How big
    name: {type: string}
  required: [name]
"""


def test_a_plugin_declares_its_settings() -> None:
    found = declared_by(buildkite_plugin, "plugin.yml", PLUGIN)
    assert {name: each.required for name, each in found.items()} == {"size": False, "name": True}
    assert (found["size"].line, found["size"].documentation) == (4, "How big")
