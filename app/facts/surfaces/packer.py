"""Packer templates: the variables that whoever builds an image may set."""

from dataclasses import replace

from app.facts import paths
from app.facts.change import Version
from app.facts.surface import Declaration
from app.facts.surfaces import terraform


def reads(path: str) -> bool:
    """Templates in HCL, whose variables are written as Terraform's are."""
    return path.endswith(".pkr.hcl") and not paths.is_supporting(path)


def neighbours(path: str) -> tuple[str, ...]:
    """A template explains itself."""
    return ()


def surface(path: str, text: str, version: Version) -> tuple[Declaration, ...]:
    """The variables that the file declares."""
    return tuple(
        replace(each, kind="packer_variable")
        for each in terraform.declarations(path, text)
        if not each.output
    )
