"""Which comments in a chart's values tell of which keys, beyond the plain ones."""

from app.facts.helm_values import declared_values


def words(text: str) -> dict[str, str]:
    """The explanation of every value."""
    found = declared_values("web", "web/values.yaml", text, ())
    return {each.name: each.documentation for each in found if not each.grouping}


def test_a_comment_before_the_first_item_explains_the_list() -> None:
    text = "web:\n  shards: 1\n  rules:\n    ## Only examples, adapt them.\n    - alert: Slow\n"
    assert words(text) == {"web.shards": "", "web.rules": "Only examples, adapt them."}


def test_a_comment_between_the_items_explains_no_list() -> None:
    assert words("rules:\n- a\n# This one is slow.\n- b\n") == {"rules": ""}
    assert words("rules:\n\n- a\n") == {"rules": ""}
