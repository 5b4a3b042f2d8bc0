"""Units that leave the core."""

from builders import a_change, a_changed_file

from app.core.configuration import Configuration, Paths
from app.core.good_news import LeftCore
from app.core.pull_request import ChangedFile
from app.facts.left_core import left_core

MAIN = 'resource "aws_vpn_gateway" "this" {\n}\n'
VARIABLES = 'variable "name" {\n  description = "Its name."\n}\n'


def gone(
    *files: ChangedFile, configuration: Configuration | None = None, title: str = "Remove the VPN"
) -> tuple[LeftCore, ...]:
    return left_core(a_change(files, configuration, title=title, tree=("modules/dns/main.tf",)))


def removed(path: str, text: str = MAIN) -> ChangedFile:
    return a_changed_file(path, text, None)


def test_a_module_that_is_taken_away_has_left_the_core() -> None:
    files = removed("modules/vpn/main.tf"), removed("modules/vpn/variables.tf", VARIABLES)
    (unit,) = gone(*files)
    assert (unit.name, unit.kind, unit.moved) == ("vpn", "Terraform module", False)


def test_a_module_of_which_a_file_is_left_has_not() -> None:
    kept = a_changed_file("modules/vpn/outputs.tf", "# a\n", "# b\n")
    assert gone(removed("modules/vpn/main.tf"), kept) == ()


def test_a_unit_that_moves_to_the_extensions_goes_on_there() -> None:
    file = a_changed_file("extensions/vpn/main.tf", MAIN, MAIN, old_path="modules/vpn/main.tf")
    assert gone(file) == (LeftCore("vpn", "Terraform module", "extensions/vpn/main.tf", True),)


def test_a_unit_that_moves_within_the_core_has_not_left_it() -> None:
    file = a_changed_file("modules/net/vpn/main.tf", MAIN, MAIN, old_path="modules/vpn/main.tf")
    assert gone(file) == ()


def test_a_unit_that_another_takes_the_place_of_has_made_the_core_no_smaller() -> None:
    new = a_changed_file("modules/tunnel/main.tf", None, 'resource "a" "b" {\n  c = 1\n}\n')
    assert gone(removed("modules/vpn/main.tf"), new) == ()


def test_only_the_declared_core_can_be_left() -> None:
    core = Configuration(paths=Paths(core=("charts/**",)))
    assert gone(removed("modules/vpn/main.tf"), configuration=core) == ()


def test_many_units_at_once_are_a_tidied_repository() -> None:
    files = [removed(f"modules/unit{number}/main.tf") for number in range(6)]
    assert gone(*files) == ()


def test_a_revert_is_no_news() -> None:
    assert gone(removed("modules/vpn/main.tf"), title='Revert "Add a VPN"') == ()
