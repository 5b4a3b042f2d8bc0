"""Pages that explain what is gone."""

from builders import a_change

from app.facts.stale_pages import stale_pages

TWO = 'variable "region" {\n  type = string\n}\n\nvariable "size" {\n  type = number\n}\n'
ONE = 'variable "size" {\n  type = number\n}\n'
GONE = {"modules/cache/variables.tf": (TWO, ONE)}
TABLE = "# Cache\n\n| Name | Description |\n| --- | --- |\n"
README = TABLE + "| `region` | Where it runs, near users. |\n"
PAGE = "modules/cache/README.md"


def found(page=README, files=GONE, **more):
    change = a_change(files, neighbours={PAGE: page, **more}, title="feat: one region")
    return [(each.path, each.line, each.name) for each in stale_pages(change)]


def test_a_row_about_what_is_gone():
    assert found() == [(PAGE, 5, "region")]


def test_an_escaped_row_is_found_as_well():
    files = {"modules/cache/variables.tf": (TWO.replace("region", "my_region"), ONE)}
    page = TABLE + "| size | How many nodes. |\n| my\\_region | Where it runs, near users. |\n"
    assert found(page, files) == [(PAGE, 6, "my_region")]


def test_a_page_that_comes_along_is_not_stale():
    change = a_change({**GONE, PAGE: (README, TABLE + "| size | How many nodes. |\n")})
    assert stale_pages(change) == ()


def test_words_in_a_sentence_may_mean_something_else():
    assert found("# Cache\n\nIt runs in every `region` where users are.\n") == []


def test_a_page_of_another_folder_may_mean_something_else():
    assert stale_pages(a_change(GONE, neighbours={"README.md": README})) == ()


def test_what_another_file_still_speaks_of_may_be_meant():
    output = {"modules/cache/outputs.tf": 'output "region" {\n  value = 1\n}\n'}
    assert found(**output) == []
