"""Variables of Packer templates."""

from builders import declared_by

from app.facts.surfaces import packer


def test_variables_of_a_template_are_declared() -> None:
    text = 'variable "size" {\n  description = "How big"\n  default = "small"\n}\n'
    found = declared_by(packer, "images/base.pkr.hcl", text)
    assert (found["size"].kind, found["size"].documentation) == ("packer_variable", "How big")
