"""Options of lint rules."""

from builders import a_change, declared_by

from app.facts.comparison import compare
from app.facts.surfaces import lint_rules

RULE = """
module.exports = {
    meta: {
        type: "suggestion",
        schema: [{ oneOf: [{ type: "integer" }, {
            type: "object",
            properties: {
                max: { type: "integer", description: "How deep" },
                mode: { enum: ["all", "none"] },
            },
        }] }],
    },
    create(context) { return { properties: { other: {} } }; },
};
"""
PATH = "lib/rules/max-depth.js"


def test_the_schema_of_a_rule_declares_its_options() -> None:
    found = declared_by(lint_rules, PATH, RULE)
    assert found.keys() == {"max-depth.max", "max-depth.mode"}
    most, mode = found["max-depth.max"], found["max-depth.mode"]
    assert (most.line, most.type, most.documentation) == (8, "integer", "How deep")
    assert mode.choices == ("all", "none") and mode.documentation_unseen


def test_an_option_with_entries_is_one_new_thing() -> None:
    more = RULE.replace("mode:", "names: { properties: { first: {} } },\n                mode:")
    differences = compare(a_change({PATH: (RULE, more)})).differences
    assert [each.declaration.name for each in differences] == ["max-depth.names"]


def test_a_page_of_the_rule_explains_its_options() -> None:
    assert "docs/src/rules/max-depth.md" in lint_rules.neighbours(PATH)


def test_modules_elsewhere_and_rules_without_options_declare_nothing() -> None:
    assert not lint_rules.reads("lib/max-depth.js")
    assert declared_by(lint_rules, PATH, RULE.replace("schema", "types")) == {}
