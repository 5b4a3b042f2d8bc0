"""Pages for people, drawn on the server; nothing on them asks another site for anything."""

from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from app import __version__
from app.inbox import Standing

_templates = Environment(
    loader=PackageLoader("app.pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def front_page(standing: Standing | None) -> str:
    """What a visitor sees first; `standing` is None where the store cannot be reached."""
    return _templates.get_template("front.html").render(standing=standing, version=__version__)


def stylesheet() -> str:
    """The style of every page."""
    return files("app.pages").joinpath("static/cowpath.css").read_text("utf-8")
