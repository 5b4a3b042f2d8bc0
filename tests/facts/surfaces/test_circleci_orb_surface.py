"""Parameters of an orb's commands and jobs."""

from builders import declared_by

from app.facts.surfaces import circleci_orb

JOB = """\
description: Bring it out
parameters:
  environment:
    type: enum
    enum: [staging, production]
    description: Where to
  jira:
    type: boolean
    default: false
"""


def test_an_element_of_an_orb_declares_its_parameters() -> None:
    found = declared_by(circleci_orb, "src/jobs/deploy.yml", JOB, tree=("src/@orb.yml",))
    assert list(found) == ["deploy.environment", "deploy.jira"]
    environment = found["deploy.environment"]
    assert (environment.line, environment.required) == (3, True)
    assert environment.choices == ("staging", "production")
    assert not found["deploy.jira"].required


def test_an_orb_in_one_file_declares_them_of_all_elements() -> None:
    text = "version: 2.1\njobs:\n  deploy:\n" + "".join(f"    {line}\n" for line in JOB.split("\n"))
    assert list(declared_by(circleci_orb, "orb.yml", text)) == ["deploy.environment", "deploy.jira"]


def test_the_same_files_elsewhere_declare_nothing() -> None:
    assert declared_by(circleci_orb, "src/jobs/deploy.yml", JOB) == {}
