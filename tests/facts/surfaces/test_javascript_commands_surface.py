"""Flags of programs written in JavaScript."""

from builders import declared_by

from app.facts.surface import Declaration
from app.facts.surfaces import javascript_commands

TABLE = """
const optionator = require("optionator");
module.exports = function(flat) {
    let ext;
    if (flat) {
        ext = { option: "ext", type: "[String]", description: "Which endings" };
    } else {
        ext = { option: "ext", type: "[String]", description: "Which endings " + "more" };
    }
    return optionator({ options: [{ heading: "Basics" }, ext,
        { option: "fix", type: "Boolean", default: "false", description: "Fix it" }] });
};
"""
CHAINS = """
import { Command, Option } from "commander";
program
  .option("-p, --port <number>", "port to listen on", 80)
  .requiredOption("--token <t>", "DEPRECATED: use a file")
  .addOption(new Option("--no-color", "plain"));
"""
TABLES_BY_NAME = """
const yargs = require("yargs");
yargs.option("level", { describe: "how much", type: "string", demandOption: true });
"""


def declared(text: str, path: str = "lib/options.js") -> dict[str, Declaration]:
    return declared_by(javascript_commands, path, text)


def test_a_table_of_options_declares_flags_and_one_may_stand_for_two_modes() -> None:
    found = declared(TABLE)
    assert found.keys() == {"--ext", "--ext (2)", "--fix"}
    assert (found["--ext"].line, found["--ext (2)"].shown) == (6, "--ext")
    assert found["--ext (2)"].documentation == "Which endings more"
    assert (found["--fix"].type, found["--fix"].default) == ("Boolean", "false")


def test_chained_options_are_flags_with_help_and_default() -> None:
    found = declared(CHAINS, "src/cli.ts")
    assert found.keys() == {"--port", "--token", "--no-color"}
    assert (found["--port"].documentation, found["--port"].default) == ("port to listen on", "80")
    assert found["--token"].required and found["--token"].deprecated


def test_options_by_name_are_flags() -> None:
    level = declared(TABLES_BY_NAME)["--level"]
    assert (level.documentation, level.type, level.required) == ("how much", "string", True)


def test_without_such_a_library_a_table_is_only_a_table() -> None:
    assert declared(TABLE.replace("optionator", "other")) == {}
    assert not javascript_commands.reads("scripts/release.js")
