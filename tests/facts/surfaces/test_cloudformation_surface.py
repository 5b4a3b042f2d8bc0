"""Parameters and outputs of CloudFormation templates."""

from builders import declared_by

from app.facts.surfaces import cloudformation

TEMPLATE = """\
AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Size:
    Type: String
    Default: small
    AllowedValues: [small, large]
    Description: How big
  Name:
    Type: String
    MinLength: 3
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties: {QueueName: !Ref Name}
Outputs:
  Address:
    Description: Where it is
    Value: !GetAtt Queue.Arn
"""


def test_a_template_declares_parameters_and_outputs() -> None:
    found = declared_by(cloudformation, "templates/queue.yaml", TEMPLATE)
    assert {name: each.line for name, each in found.items()} == {
        "Size": 3,
        "Name": 8,
        "Address": 16,
    }
    assert found["Size"].choices == ("small", "large")
    assert (found["Size"].documentation, found["Size"].required) == ("How big", False)
    assert (found["Name"].constraints, found["Name"].required) == (("MinLength: 3",), True)
    assert found["Address"].output


def test_other_yaml_declares_nothing() -> None:
    for text in ("Resources: {}\nParameters: {A: {}}\n", "Resources: AWS::\n", "AWS::Resources ["):
        assert declared_by(cloudformation, "templates/queue.yaml", text) == {}
