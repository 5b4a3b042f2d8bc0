"""Annotations and labels by their constants."""

import pytest
from builders import declared_by

from app.facts.surfaces import metadata_constants


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("src/a.ts", "export const PAUSED_ANNOTATION = 'acme.io/paused';"),
        ("src/A.java", '  public static final String PAUSED_LABEL = "acme.io/paused";'),
        ("acme/keys.py", 'PAUSED_LABEL: str = "acme.io/paused"'),
    ],
)
def test_constants_of_keys_are_declared(path: str, line: str) -> None:
    mark = "#" if path.endswith(".py") else "//"
    found = declared_by(metadata_constants, path, f"{mark} Stops it for a while\n{line}\n")
    paused = found["acme.io/paused"]
    assert (paused.line, paused.documentation) == (2, "Stops it for a while")


@pytest.mark.parametrize(
    "line",
    [
        "private static final String PAUSED_LABEL = 'acme.io/paused';",
        "export const NAME_LABEL = 'app.kubernetes.io/name';",
        "export const TITLE_LABEL = 'How it is called';",
        "export const ADDRESS = 'acme.io/paused';",
        "const PAUSED_LABEL = 'acme.io/paused';",
    ],
)
def test_other_constants_are_not(line: str) -> None:
    assert declared_by(metadata_constants, "src/a.ts", line) == {}
