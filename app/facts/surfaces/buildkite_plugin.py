"""Buildkite plugins: the settings that pipelines give them."""

from posixpath import basename, dirname

from app.facts import inputs, paths, schema
from app.facts.change import Version
from app.facts.surface import Declaration


def reads(path: str) -> bool:
    """The file that describes a plugin."""
    return basename(path) in ("plugin.yml", "plugin.yaml") and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A description explains itself; most say more in the README."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The properties of the schema of its configuration."""
    return tuple(
        each.declared("plugin_setting", dirname(path), path)
        for document in inputs.documents(text, "configuration", "properties")
        for each in schema.fields(document.get("configuration"))
    )
