"""Pages for people, drawn on the server; nothing on them asks another site for anything."""

from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from app import __version__
from app.inbox import Standing

_templates = Environment(
    loader=PackageLoader("app.pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.globals["version"] = __version__


def front_page(standing: Standing | None, stepped_down: int = 0) -> str:
    """What a visitor sees first; `standing` is None where the store cannot be reached.

    `stepped_down` is how many policies keep quiet of themselves, in all repositories together.
    """
    return template("front.html").render(standing=standing, stepped_down=stepped_down)


def template(name: str) -> Template:
    """A page to be filled in; all that is filled in is escaped."""
    return _templates.get_template(name)


def stylesheet(name: str = "cowpath.css") -> str:
    """A style sheet; without a name, the one of every page."""
    return files("app.pages").joinpath("static", name).read_text("utf-8")
