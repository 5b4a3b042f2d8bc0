"""What editors check agrees with what is read."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from app.policies.json_schemas import configuration_schema, policy_schema
from app.policies.yaml_source import YamlSource
from app.policy_files import built_in

POLICIES = sorted((Path(__file__).parents[2] / "policies").glob("*.yml"))
CONFIGURATION = Draft202012Validator(configuration_schema(built_in()))


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_every_policy_file_fits_the_schema(path: Path) -> None:
    value = YamlSource(path.read_text(encoding="utf-8"), path.name).value
    assert [
        error.message for error in Draft202012Validator(policy_schema()).iter_errors(value)
    ] == []


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ({}, True),
        ({"version": 1, "policies": {"rule-of-three": {"teams": 2, "mode": "report"}}}, True),
        ({"policies": {"rule-of-three": {"teams": 0}}}, False),
        ({"policies": {"rule-of-three": {"team": 2}}}, False),
        ({"policies": {"no-such-policy": {}}}, False),
        ({"platfrom": {}}, False),
    ],
)
def test_the_schema_of_the_configuration_knows_the_settings(value: object, fits: bool) -> None:
    assert CONFIGURATION.is_valid(value) == fits


def test_schemas_can_be_written() -> None:
    assert json.loads(json.dumps(policy_schema()))["properties"].keys() >= {"title", "occasions"}
