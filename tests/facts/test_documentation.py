"""Where pages explain a declared name."""

import pytest
from builders import a_change

from app.core.pull_request import Content, NotRead
from app.facts.documentation import Page, documented_by, is_unseen
from app.facts.surface import Declaration

PAGE = """\
# Queue

Set global.enableKeys to `true` first.

| Parameter | Description | Default |
| --------- | ----------- | ------- |
| `depth` | How many messages wait | `10` |
| `empty` |  | `1` |
| <a name="input_made"></a> [made](#input\\_made) | n/a | `string` | yes |
| `limits.cpu` | How much it may take | |

Name | What it does
--- | ---
loose | It has no outer lines

### secrets
```yaml
secrets:
  NAME:
    fenced: x
```
- **disabled** is optional and used to leave this one out.
- `key` is the name of the secret

#### region
Where the queue lies.

See `unsaid`.
"""


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("depth", "row"),
        ("limits.cpu", "row"),
        ("loose", "row"),
        ("global.enableKeys", "text"),
        ("secrets[].disabled", "text"),
        ("secrets.NAME.key", "text"),
        ("region", "section"),
    ],
)
def test_explains(name: str, how: str) -> None:
    assert Page(PAGE).explains(name) == how


@pytest.mark.parametrize(
    "name", ["empty", "made", "unsaid", "fenced", "other.disabled", "Parameter.x", "absent"]
)
def test_does_not_explain(name: str) -> None:
    assert Page(PAGE).explains(name) is None


@pytest.mark.parametrize("text", ["", "|", "|\n|-\n|", "```", "# \n", "a | b", "|-|\n" * 50])
def test_any_page_can_be_read(text: str) -> None:
    Page(text).explains("a.b")


def a_variable(**rest: object) -> Declaration:
    path = "modules/q/variables.tf"
    return Declaration("terraform_variable", "depth", "modules/q", path, 1, **rest)  # type: ignore[arg-type]


def found(declaration: Declaration, **files: tuple[Content, Content]) -> str | None:
    names = {name.replace("__", "/") + ".md": texts for name, texts in files.items()}
    return documented_by(a_change(names), declaration)


def test_what_the_declaration_says_comes_first() -> None:
    variable = a_variable(documentation="How deep", documented_by="description")
    assert found(variable, modules__q__README=(None, PAGE)) == "description"


def test_the_nearest_readme_is_asked_next() -> None:
    assert found(a_variable(), modules__q__README=(None, PAGE)) == "README row"
    assert found(a_variable(), README=(None, PAGE)) == "README row"


def test_a_page_that_the_change_touches_counts() -> None:
    assert found(a_variable(), docs__queues=("", PAGE)) == "docs/queues.md row"
    assert found(a_variable(), docs__queues=(PAGE, "")) is None


def test_a_readme_that_was_not_read_may_hold_it() -> None:
    change = a_change(neighbours={"modules/q/README.md": NotRead("too large")})
    assert is_unseen(change, a_variable())
    assert not is_unseen(a_change(), a_variable())


def test_an_item_with_items_below_explains_what_it_names() -> None:
    page = Page("- `retry`\n  - `disabled` (default = false)\n- `queue`\n\n- `last`\n")
    assert page.explains("retry") == "list"
    assert page.explains("queue") is None
    assert page.explains("last") is None


def test_the_page_beside_a_setting_leaves_out_the_type_that_holds_it() -> None:
    setting = Declaration("config_key", "Config.retry", "sender", "sender/config.go", 3)
    text = "- `retry`: how often a message is sent again\n"
    change = a_change({"sender/README.md": (None, text)})
    assert documented_by(change, setting) == "README text"
    assert documented_by(a_change({"README.md": (None, text)}), setting) is None


def test_a_row_explains_what_its_description_speaks_of() -> None:
    page = Page(
        "| Name | Description |\n| --- | --- |\n| `cpu` | Its share where `global.dev` is set |\n"
    )
    assert page.explains("cpu") == "row"
    assert page.explains("global.dev") == "text"


ROWS = "| Name | What it does |\n| --- | --- |\n| `%s` | How large a file may be |\n"


def in_a_chart(name: str, before: str | None, after: str, values: str = "") -> str | None:
    value = Declaration("helm_value", name, "charts/web", "charts/web/templates/web.yaml", 3)
    change = a_change(
        {"charts/web/README.md": (before, after)},
        neighbours={"charts/web/Chart.yaml": "name: web\n", "charts/web/values.yaml": values},
    )
    return documented_by(change, value)


def test_a_row_with_the_last_name_of_a_value_explains_it() -> None:
    limit = ROWS % "uploadLimit"
    assert in_a_chart("web.spec.uploadLimit", None, limit) == "README row"
    assert in_a_chart("web.spec.uploadLimit", limit, limit) == "README row"
    assert in_a_chart("web.spec.downloadLimit", limit, limit) is None


def test_a_row_with_a_plain_last_name_explains_a_value_only_where_it_comes_with_it() -> None:
    limit = ROWS % "limit"
    assert in_a_chart("web.spec.limit", ROWS % "other", limit) == "README row"
    assert in_a_chart("web.spec.limit", limit, limit) is None


def test_a_row_for_a_value_at_the_top_explains_no_other() -> None:
    limit = ROWS % "uploadLimit"
    assert in_a_chart("web.spec.uploadLimit", limit, limit, "uploadLimit: 1\n") is None
