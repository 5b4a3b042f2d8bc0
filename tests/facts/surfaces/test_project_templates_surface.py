"""Questions that templates of whole projects ask."""

from builders import declared_by

from app.facts.surfaces import project_templates

COPIER = """\
_min_copier_version: "9"
name:
  type: str
  help: What the service is called
size:
  default: small
  choices: [small, large]
owner: platform
slug:
  default: "{{ name }}"
  when: false
"""
COOKIECUTTER = """\
{
  "name": "service",
  "size": ["small", "large"],
  "_extensions": [],
  "__slug": "{{ cookiecutter.name }}",
  "__prompts__": {"name": "What the service is called"}
}
"""


def test_copier_asks_questions() -> None:
    found = declared_by(project_templates, "copier.yml", COPIER)
    assert list(found) == ["name", "size", "owner"]
    assert (found["name"].line, found["name"].required) == (2, True)
    assert found["name"].documentation == "What the service is called"
    assert found["size"].choices == ("small", "large")
    assert found["owner"].default == "platform"


def test_cookiecutter_asks_questions() -> None:
    found = declared_by(project_templates, "service/cookiecutter.json", COOKIECUTTER)
    assert list(found) == ["name", "size"]
    assert found["name"].documentation == "What the service is called"
    assert (found["size"].default, found["size"].choices) == ("small", ("small", "large"))


def test_thousands_of_questions_have_their_words() -> None:
    """Each used to be looked for among all of them, which took minutes."""
    names = [f"q{number}" for number in range(10_000)]
    questions = ", ".join(f'"{name}": ""' for name in names)
    prompts = ", ".join(f'"{name}": "About {name}"' for name in names)
    text = f'{{{questions}, "__prompts__": {{{prompts}}}}}'
    found = declared_by(project_templates, "cookiecutter.json", text)
    assert [each.documentation for each in found.values()] == [f"About {name}" for name in names]


def test_a_question_without_a_name_is_none() -> None:
    assert declared_by(project_templates, "copier.yml", "? \n: {help: x}\n") == {}
    assert declared_by(project_templates, "cookiecutter.json", '{"": "x"}') == {}
