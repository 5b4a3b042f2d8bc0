"""A change kept in a file, to look at it again without asking anybody."""

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from app.cli.change import Subject, text_of
from app.errors import AuthorsMistake, Mistake

_SUBJECT = TypeAdapter(Subject)


def save(subject: Subject, file: str) -> None:
    """Write a change to a file, as JSON."""
    try:
        Path(file).write_bytes(_SUBJECT.dump_json(subject, indent=2) + b"\n")
    except OSError as error:
        raise AuthorsMistake.at(
            "--save", f"{file!r} cannot be written: {error.strerror}."
        ) from None


def load(file: str) -> Subject:
    """Read a change from a file. Raises `AuthorsMistake` with all that is wrong in it."""
    try:
        return _SUBJECT.validate_json(text_of("--from", file))
    except ValidationError as error:
        raise AuthorsMistake(
            Mistake(file, 0, 0, f"{'.'.join(map(str, fault['loc'])) or 'It'}: {fault['msg']}.")
            for fault in error.errors()
        ) from None
