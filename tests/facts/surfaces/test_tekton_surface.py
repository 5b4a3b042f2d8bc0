"""Parameters, results and workspaces of Tekton."""

from builders import declared_by

from app.facts.surfaces import tekton

TASK = """\
apiVersion: tekton.dev/v1
kind: Task
metadata: {name: build}
spec:
  params:
    - name: image
      description: What to build
    - name: push
      default: "true"
      enum: ["true", "false"]
  results:
    - name: digest
      description: Of the image
  workspaces:
    - name: source
    - name: cache
      optional: true
"""


def test_a_task_declares_what_it_takes_and_gives() -> None:
    found = declared_by(tekton, "tasks/build.yaml", TASK)
    assert {name: each.line for name, each in found.items()} == {
        "image": 6, "push": 8, "digest": 12, "source": 15, "cache": 16,
    }  # fmt: skip
    assert [name for name, each in found.items() if each.required] == ["image", "source"]
    assert found["image"].documentation == "What to build"
    assert found["push"].choices == ("true", "false")
    assert found["digest"].output


def test_what_runs_a_task_declares_nothing() -> None:
    run = TASK.replace("kind: Task\n", "kind: TaskRun\n")
    for text in (run, "tekton.dev/", "kind: Task\n", "[tekton.dev/"):
        assert declared_by(tekton, "tasks/build.yaml", text) == {}


def test_pipelines_of_the_repository_itself_are_its_own() -> None:
    assert not tekton.reads(".tekton/build.yaml")
