"""What editors check agrees with what is read."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from app.analyse import analyse
from app.policies.examples import run
from app.policies.json_schemas import configuration_schema, policy_schema
from app.policies.parse import parse_policy
from app.policies.sample import SAMPLE
from app.policies.yaml_source import YamlSource
from app.policy_files import built_in

POLICIES = sorted((Path(__file__).parents[2] / "policies").glob("*.yml"))
CONFIGURATION = Draft7Validator(configuration_schema(built_in()))


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_every_policy_file_fits_the_schema(path: Path) -> None:
    value = YamlSource(path.read_text(encoding="utf-8"), path.name).value
    assert [error.message for error in Draft7Validator(policy_schema()).iter_errors(value)] == []


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ({}, True),
        ({"version": 1, "policies": {"rule-of-three": {"teams": 2, "mode": "report"}}}, True),
        ({"policies": {"rule-of-three": {"teams": 0}}}, False),
        ({"policies": {"rule-of-three": {"team": 2}}}, False),
        ({"policies": {"no-such-policy": {}}}, False),
        ({"platfrom": {}}, False),
        ({"skip": {"+labels": ["x"]}}, True),
        ({"skip": {"+labels": "x"}}, False),
        ({"platform": {"+team": ["x"]}}, False),
        ({"extends": ["a/b:c.yml@v1"], "policies": {"theirs": {"teams": 3}}}, True),
        ({"policies": {"our-own": {"file": ".github/cowpath/our-own.yml", "where": ["x"]}}}, True),
        ({"exemptions": [{"policy": "x", "reason": "y", "until": "2027-01-31"}]}, True),
        ({"exemptions": [{"policy": "x", "reason": "y"}]}, False),
        ({"locked": {"platform.team": "agreed"}}, True),
        ({"locked": {"platform.team": 3}}, False),
    ],
)
def test_the_schema_of_the_configuration_knows_the_settings(value: object, fits: bool) -> None:
    assert CONFIGURATION.is_valid(value) == fits


def test_schemas_can_be_written() -> None:
    assert json.loads(json.dumps(policy_schema()))["properties"].keys() >= {"title", "occasions"}


def described(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key that authors may write, with what its schema says."""
    for part in (schema, *schema["$defs"].values()):
        yield from part.get("properties", {}).items()


@pytest.mark.parametrize("schema", [policy_schema(), configuration_schema(built_in())])
def test_every_key_explains_itself_and_shows_an_example(schema: dict[str, Any]) -> None:
    bare = {
        name for name, key in described(schema) if not key.get("description") and "$ref" not in key
    }
    assert bare <= SELF_EXPLAINING
    shown = {name for name, key in described(schema) if "examples" in key}
    assert len(shown) > 15


SELF_EXPLAINING = {"advice", "expect", "type", "path", "title", "body", "author", "labels", "files"}
"""Keys whose name, values or parts say it all."""


def test_the_sample_is_a_policy_whose_examples_come_out_as_they_say() -> None:
    policy = parse_policy(SAMPLE, "sample.yml", "sample")
    assert list(run(policy, analyse)) == []
