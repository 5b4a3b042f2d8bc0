"""Finds and reads policy files: the built-in ones, wherever Cowpath is installed, and others."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from app.core.pull_request import PullRequest
from app.errors import AuthorsMistake, Mistake
from app.policies.model import Policies, Policy
from app.policies.parse import parse_policy

ENDINGS = (".yml", ".yaml")
ASTRAY = "It is a link that leads out of the folder, and is not followed."


@dataclass(frozen=True, slots=True)
class _Kept:
    """What `cowpath pr --save` writes, as far as examples need it."""

    pull_request: PullRequest


_HERE = Path(__file__).parent
_FOLDERS = (_HERE / "_policies", _HERE.parent / "policies")
"""Inside an installed wheel, and in the repository."""


@cache
def built_in() -> Policies:
    """The policies that come with Cowpath, by their ids."""
    folder = next(folder for folder in _FOLDERS if folder.is_dir())
    return read_policies(sorted(folder.glob("*.yml")), tried=True)


def read_policies(paths: Iterable[Path], *, tried: bool = False) -> Policies:
    """The policies of these files. Raises `AuthorsMistake` with every mistake in all of them.

    Where their examples were `tried` before, no mistakes are looked for in these.
    """
    policies: list[Policy] = []
    mistakes: list[Mistake] = []
    for path in paths:
        try:
            policies.append(parse_policy(_text(path), str(path), path.stem, tried=tried))
        except AuthorsMistake as found:
            mistakes.extend(found.mistakes)
    if mistakes:
        raise AuthorsMistake(mistakes)
    return tuple(policies)


def saved_pull_requests(policy: Policy, folder: Path) -> dict[str, PullRequest]:
    """The saved pull requests among a policy's examples, read from the folder of its file.

    Raises `AuthorsMistake` with all that cannot be read.
    """
    saved: dict[str, PullRequest] = {}
    mistakes: list[Mistake] = []
    for name in {example.pull_request for example in policy.examples} - {""}:
        try:
            if leads_outside(folder / name, folder):
                raise AuthorsMistake.at(str(folder / name), ASTRAY)
            saved[name] = _saved(folder / name)
        except AuthorsMistake as found:
            mistakes.extend(found.mistakes)
    if mistakes:
        raise AuthorsMistake(mistakes)
    return saved


@cache  # to make it takes longer than to read a policy, and few policies need it
def _kept() -> TypeAdapter[_Kept]:
    return TypeAdapter(_Kept)


def _saved(path: Path) -> PullRequest:
    try:
        return _kept().validate_json(_text(path)).pull_request
    except ValidationError as error:
        raise AuthorsMistake(
            Mistake(str(path), 0, 0, f"{'.'.join(map(str, fault['loc'])) or 'It'}: {fault['msg']}.")
            for fault in error.errors()
        ) from None


def leads_outside(file: Path, folder: Path) -> bool:
    """Whether a file of a checkout is a link that leads out of it, to what is nobody's business."""
    return not file.resolve().is_relative_to(folder.resolve())


def policy_paths(path: Path) -> tuple[Path, ...]:
    """The policy files that a path means: itself, or those directly in a folder.

    Raises `AuthorsMistake` where there is none: that nothing was found must not pass for success.
    """
    if path.is_dir():
        found = tuple(sorted(file for file in path.iterdir() if file.suffix in ENDINGS))
        if astray := [file for file in found if leads_outside(file, path)]:
            raise AuthorsMistake(Mistake(str(file), 0, 0, ASTRAY) for file in astray)
        if found:
            return found
        raise AuthorsMistake.at(str(path), "There are no policy files (*.yml) in this folder.")
    if not path.is_file():
        raise AuthorsMistake.at(str(path), "There is no such file or folder.")
    return (path,)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        raise AuthorsMistake.at(str(path), f"It could not be read: {reason}.") from None
