"""Macros of dbt packages."""

from builders import declared_by

from app.facts.surfaces import dbt_macros

MACROS = """\
{% macro cents(column, places=2) -%}
  {{ return(adapter.dispatch('cents', 'acme')(column, places)) }}
{%- endmacro %}

{% macro default__cents(column, places) %}{% endmacro %}
{%- macro today() %}{% endmacro %}
"""
PAGE = "macros:\n  - name: cents\n    description: What it costs\n"


def test_macros_are_declared_with_what_they_take() -> None:
    beside = {"dbt_project.yml": "name: acme\n", "macros/schema.yml": PAGE}
    found = declared_by(dbt_macros, "macros/money.sql", MACROS, neighbours=beside)
    assert {name: each.line for name, each in found.items()} == {"cents": 1, "today": 6}
    assert found["cents"].documentation == "What it costs"
    taken = [(each.name, each.required) for each in found["cents"].parameters or ()]
    assert taken == [("column", True), ("places", False)]


def test_macros_outside_a_project_are_none() -> None:
    assert declared_by(dbt_macros, "macros/money.sql", MACROS) == {}
