"""The layers of a configuration for a command: from GitHub, from clones beside, or from files."""

from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from pathlib import Path
from posixpath import dirname

from app.advise.resolving import Invitation, LayerSource, read_layers
from app.core.layers import LayerReference, Layers, Place
from app.core.pull_request import LARGEST_FILE, Content, NotRead
from app.errors import AuthorsMistake, Mistake
from app.git.clones import NOT_BESIDE, texts_in
from app.policies.references import layer_reference


def option(parser: ArgumentParser) -> None:
    """The option that says where layers of other repositories are to be found."""
    parser.add_argument(
        "--layer",
        metavar="NAME=FILE|FOLDER",
        dest="layers",
        action="append",
        default=[],
        help="a layer of `extends` as a file, or a folder of clones; repeatable",
    )


async def read(
    invitation: Invitation | None,
    given: Sequence[str],
    folder: Path | None = None,
    source: LayerSource | None = None,
) -> Layers:
    """All layers of a configuration; none where there is no configuration.

    `given` is what `--layer` says. Own policies are read in `folder` where they are there, and
    otherwise, like layers that were not given, by `source`.
    """
    if invitation is None:
        return Layers(())
    from app.policy_files import built_in  # these take a while to import
    from app.pool.analyst import alone

    return await read_layers(invitation, _Given(given, folder, source), alone(built_in))


def beside(given: Sequence[str], source: LayerSource) -> LayerSource:
    """A source of layers that looks at what `--layer` gave before it asks another."""
    return _Given(given, None, source)


class _Given:
    """A `LayerSource` that looks at what the caller gave before it asks elsewhere."""

    def __init__(
        self, given: Sequence[str], folder: Path | None, source: LayerSource | None
    ) -> None:
        self._files, self._clones = _files_and_clones(given)
        self._folder = folder
        self._source = source

    async def texts_at(self, places: Sequence[Place]) -> Mapping[Place, Content]:
        """The texts, from wherever they were given."""
        given = {place: self._at_hand(place) for place in places}
        found = {place: text for place, text in given.items() if text is not None}
        others = [place for place in places if place not in found]
        return {**found, **(await self._beside(others) if others else {})}

    def _at_hand(self, place: Place) -> Content:
        """What stands in the folder or the files that were given."""
        if not place.repository:
            return _text_in(self._folder, place.path) if self._folder else None
        given = self._given(place.repository, place.path, place.ref)
        return _text_in(*given) if given else None

    async def _beside(self, places: Sequence[Place]) -> Mapping[Place, Content]:
        """What stands in clones, or else wherever the source finds it."""
        found: dict[Place, Content] = {}
        cloned = {place: folder for place in places if (folder := self._clone_of(place))}
        for folder, ref in sorted({(folder, place.ref) for place, folder in cloned.items()}):
            here = [one for one, clone in cloned.items() if (clone, one.ref) == (folder, ref)]
            texts = texts_in(folder, ref, [place.path for place in here])
            found |= {place: texts[place.path] for place in here}
        others = [place for place in places if place not in cloned]
        if others and self._source:
            return {**found, **await self._source.texts_at(others)}
        return {**found, **{place: NOT_BESIDE for place in others if place.repository}}

    def _clone_of(self, place: Place) -> Path | None:
        folders = (folder / place.repository for folder in self._clones if place.repository)
        return next((folder for folder in folders if folder.is_dir()), None)

    def _given(self, repository: str, path: str, ref: str) -> tuple[Path, str] | None:
        """The folder and file that were given for a text, or one beside a layer's file that was."""
        for layer, file in self._files.items():
            if (layer.repository, layer.ref) == (repository, ref):
                folder = f"{dirname(layer.path)}/".lstrip("/")
                if path == layer.path:
                    named = file.resolve()  # whoever names a link means what it leads to
                    return named.parent, named.name
                if path.startswith(folder):
                    return file.parent, path.removeprefix(folder)
        return None


def _files_and_clones(given: Sequence[str]) -> tuple[dict[LayerReference, Path], list[Path]]:
    """What `--layer` names. Raises `AuthorsMistake` with everything that is not there."""
    files, clones = {}, []
    mistakes = []
    for one in given:
        name, equals, file = one.rpartition("=")
        layer = layer_reference(name)
        if not equals:
            clones.append(Path(file))
            if not clones[-1].is_dir():
                mistakes.append(Mistake("--layer", 0, 0, f"There is no folder {file!r}."))
        elif layer is None:
            message = f"A layer is named as in `extends`: owner/repository:path@tag, not {name!r}."
            mistakes.append(Mistake("--layer", 0, 0, message))
        elif not Path(file).is_file():
            mistakes.append(Mistake("--layer", 0, 0, f"There is no file {file!r}."))
        else:
            files[layer] = Path(file)
    if mistakes:
        raise AuthorsMistake(mistakes)
    return files, clones


def _text_in(folder: Path, path: str) -> Content:
    from app.policy_files import leads_outside  # as above

    file = folder / path
    if leads_outside(file, folder):
        return NotRead("it is a link that leads out of the folder")
    try:
        if file.stat().st_size > LARGEST_FILE:
            return NotRead(f"it is larger than {LARGEST_FILE:,} bytes")
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None
    except OSError as error:
        return NotRead(str(error.strerror))
    except UnicodeDecodeError:
        return NotRead("it is not text in UTF-8")
