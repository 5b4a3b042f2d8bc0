"""Steps of shared libraries of Jenkins."""

import pytest
from builders import declared_by

from app.facts.surfaces import jenkins_steps

STEP = """\
import groovy.transform.Field

/**
 * Bring an app out.
 */
def call(String app, Map settings = [:]) {
  sh "deploy ${app}"
}
"""


def test_a_step_is_known_by_its_file_and_explained_above() -> None:
    step = declared_by(jenkins_steps, "vars/deploy.groovy", STEP)["deploy"]
    assert (step.line, step.documentation) == (6, "Bring an app out.")
    taken = [(each.name, each.required) for each in step.parameters or ()]
    assert taken == [("app", True), ("settings", False)]


def test_the_text_beside_it_is_its_help() -> None:
    beside = {"vars/deploy.txt": "Bring it out"}
    step = declared_by(jenkins_steps, "vars/deploy.groovy", STEP, neighbours=beside)["deploy"]
    assert (step.documentation, step.documented_by) == ("Bring it out", "help text")


@pytest.mark.parametrize("text", ["", "def run() {}", "  call(a)", "def call(", "/*" * 9_000])
def test_what_is_no_step_declares_nothing(text: str) -> None:
    assert declared_by(jenkins_steps, "vars/deploy.groovy", text) == {}
