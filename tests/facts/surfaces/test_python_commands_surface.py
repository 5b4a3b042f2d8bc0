"""Commands and flags of programs written in Python, and the entry points of distributions."""

import pytest
from builders import declared_by

from app.core.fact import CannotTell
from app.facts.surfaces import entry_points, python_commands

CLICK = '''
@main.command("deploy")
@click.option("-r", "--region", required=True, type=click.Choice(["eu", "us"]), help="Where.")
@click.option("--dry-run/--no-dry-run", default=False)
def deploy(region, dry_run):
    """Deploy it."""

@app.command()
def check_all(
    strict: Annotated[bool, typer.Option(help="Fail on warnings.")] = False,
    level: int = typer.Option(3, "--level", help="How deep."),
): ...
'''
ARGPARSE = """
parser.add_argument("-o", "--output", default="x", choices=["a", "b"], help="Where to " "write.")
parser.add_argument("file", help="What to read.")
parser.add_argument("--debug", help=argparse.SUPPRESS)
sub = commands.add_parser("serve", help="Serve.")
"""


def test_commands_and_options_of_click_and_typer_are_declared() -> None:
    found = declared_by(python_commands, "cli.py", CLICK)
    assert found.keys() == {
        "deploy", "deploy --region", "deploy --dry-run",
        "check-all", "check-all --strict", "check-all --level",
    }  # fmt: skip
    region = found["deploy --region"]
    assert (region.kind, region.required, region.choices) == ("cli_flag", True, ("eu", "us"))
    assert (region.documentation, region.part_of) == ("Where.", "deploy")
    assert found["deploy"].documentation == "Deploy it."
    assert found["check-all --strict"].documentation == "Fail on warnings."


def test_options_of_argparse_are_declared() -> None:
    found = declared_by(python_commands, "cli.py", ARGPARSE)
    assert found.keys() == {"--output", "serve"}
    assert found["--output"].documentation == "Where to write."
    assert found["--output"].choices == ("a", "b")


def test_scripts_that_are_in_no_package_have_no_users_outside() -> None:
    assert declared_by(python_commands, "chores/release.py", ARGPARSE) == {}
    assert declared_by(python_commands, "acme/cli.py", ARGPARSE, ("acme/__init__.py",))


def test_installed_commands_and_groups_of_ones_own_are_entry_points() -> None:
    text = """
[project]
name = "acme-tool"
[project.scripts]
acme = "acme.cli:main"
[project.entry-points."acme_tool.backends"]
local = "acme.local"
[project.entry-points.pytest11]
acme = "acme.testing"
"""
    found = declared_by(entry_points, "pyproject.toml", text)
    assert {(each.kind, name, each.line) for name, each in found.items()} == {
        ("cli_command", "acme", 5), ("plugin_type", "acme_tool.backends", 6),
    }  # fmt: skip


def test_older_distributions_say_the_same_in_ini() -> None:
    text = "[metadata]\nname = acme\n[options.entry_points]\nconsole_scripts =\n    acme = a:main\n"
    text += "acme.plugins =\n    one = a.one\n"
    found = declared_by(entry_points, "setup.cfg", text)
    assert {name: each.line for name, each in found.items()} == {"acme": 5, "acme.plugins": 6}


def test_a_description_whose_keys_cost_the_square_of_their_dots_is_not_read() -> None:
    with pytest.raises(CannotTell):
        declared_by(entry_points, "pyproject.toml", "a." * 60_000)


def test_older_descriptions_declare_the_same() -> None:
    poetry = (
        '[tool.poetry]\nname = "acme-queue"\n[tool.poetry.scripts]\nqueue = "q:run"\n'
        '[tool.poetry.plugins."acme_queue.stores"]\nfile = "q:File"\n'
    )
    script = (
        'setup(\n    name="acme-queue",\n    entry_points={\n'
        '        "console_scripts": ["queue = q:run"],\n'
        '        "acme_queue.stores": ["file = q:File"],\n    },\n)\n'
    )
    for path, text, lines in (("pyproject.toml", poetry, (4, 5)), ("setup.py", script, (4, 5))):
        found = declared_by(entry_points, path, text)
        assert {name: (each.kind, each.line) for name, each in found.items()} == {
            "queue": ("cli_command", lines[0]),
            "acme_queue.stores": ("plugin_type", lines[1]),
        }
