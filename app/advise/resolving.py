"""Reading a configuration with all that it builds on: a bounded loop over its layers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from posixpath import dirname
from typing import Protocol

from app.advise.protocols import Analyst
from app.core.layers import (
    DEEPEST,
    MOST_LAYERS,
    MOST_OWN_POLICIES,
    LayerReference,
    Layers,
    LayerText,
    Place,
    PolicyReference,
    PolicyText,
    References,
)
from app.core.pull_request import Content, NotRead
from app.errors import AuthorsMistake, Mistake

NOT_THERE = NotRead("there is no such file")


@dataclass(frozen=True, slots=True)
class Invitation:
    """The text that invites Cowpath, and where it stands."""

    content: str | NotRead
    where: str
    home: str = ""
    """The repository that holds it, where it is the organisation's and not the pull request's."""
    folder: str | None = None
    """Where it lies, for a layer that is looked at by itself; policies may lie beside it."""


class LayerSource(Protocol):
    """Where the texts of layers come from; a part of `app.advise.protocols.Source`."""

    async def texts_at(self, places: Sequence[Place]) -> Mapping[Place, Content]:
        """See `Source`."""


def any_layer(reference: LayerReference) -> bool:
    """For a configuration that is trusted to name what it builds on."""
    return True


async def read_layers(
    invitation: Invitation,
    source: LayerSource,
    analyst: Analyst,
    may_read: Callable[[LayerReference], bool] = any_layer,
) -> Layers:
    """All layers of a configuration, with what could not be read among them.

    All that is a step further down is asked for at once: what is named by what was read so far. A
    layer that `may_read` says no to is withheld, and so is all that it builds on.
    """
    if isinstance(invitation.content, NotRead):
        message = f"It cannot be read: {invitation.content.reason}."
        return Layers((), (Mistake(invitation.where, 0, 0, message),))
    own = _Layer(invitation.where, invitation.content, invitation.folder, invitation.home, "")
    library = _Library(analyst, may_read)
    while True:
        reading = _Reading(library)
        await reading.read(own, ())
        if not reading.unread:
            break
        found = await source.texts_at(reading.unread)
        library.texts |= {place: found.get(place) for place in reading.unread}
    return Layers(tuple(reading.texts), tuple(reading.missing), tuple(reading.withheld))


@dataclass(frozen=True, slots=True)
class _Layer:
    """A layer that was read, and where its policies are to be found."""

    where: str
    text: str
    folder: str | None
    repository: str
    """Empty for the one of the pull request."""
    ref: str


class _Library:
    """The texts that are at hand, and what they refer to."""

    def __init__(self, analyst: Analyst, may_read: Callable[[LayerReference], bool]) -> None:
        self.texts: dict[Place, Content] = {}
        self.may_read = may_read
        self._analyst = analyst
        self._references: dict[_Layer, References] = {}

    async def references(self, layer: _Layer) -> References:
        """What a layer refers to."""
        if layer not in self._references:
            try:
                found = await self._analyst.references(layer.text, layer.where, layer.folder)
            except AuthorsMistake:
                found = References()  # the same is said, and with all else, in resolving
            self._references[layer] = found
        return self._references[layer]


class _Reading:
    """One way through the layers, as far as their texts are at hand."""

    def __init__(self, library: _Library) -> None:
        self._library = library
        self._known: set[str] = set()
        self._policies = 0
        self.texts: list[LayerText] = []
        self.missing: list[Mistake] = []
        self.withheld: list[str] = []
        self.unread: list[Place] = []
        """Texts that the way leads to and that are not at hand yet."""

    async def read(self, layer: _Layer, way: tuple[str, ...]) -> None:
        """Read what a layer builds on, then put it on top; `way` leads here from the top."""
        refers = await self._library.references(layer)
        for reference in refers.layers:
            trouble = self._refusal(reference, (*way, layer.where))
            if trouble:
                self._complain(layer, reference, trouble)
            elif reference.name not in self._known:
                self._known.add(reference.name)
                if self._library.may_read(reference):
                    await self._read_below(layer, reference, (*way, layer.where))
                else:
                    self.withheld.append(reference.name)
        policies = tuple(self._read_policies(layer, refers.policies))
        self.texts.append(LayerText(layer.where, layer.text, layer.folder, policies))

    def _refusal(self, reference: LayerReference, way: tuple[str, ...]) -> str | None:
        """Why a layer is not to be read, if it is not."""
        if reference.name in way:
            return f"`{reference.name}` builds on itself: {' → '.join((*way, reference.name))}."
        if reference.name in self._known:
            return None
        if len(way) > DEEPEST:
            return f"Layers go {DEEPEST} deep at most; name this one further up."
        if len(self._known) + 1 >= MOST_LAYERS:
            return f"There are more than {MOST_LAYERS} layers."
        return None

    async def _read_below(
        self, layer: _Layer, reference: LayerReference, way: tuple[str, ...]
    ) -> None:
        text = self._text(layer, reference, reference.place, f"`{reference.name}`")
        if text is not None:
            folder = dirname(reference.path)
            below = _Layer(reference.name, text, folder, reference.repository, reference.ref)
            await self.read(below, way)

    def _read_policies(
        self, layer: _Layer, wanted: Sequence[PolicyReference]
    ) -> Iterator[PolicyText]:
        self._policies += len(wanted)
        if self._policies > MOST_OWN_POLICIES:
            return  # that these are too many is said in resolving
        for reference in wanted:
            place = Place(reference.path, layer.repository, layer.ref)
            text = self._text(layer, reference, place, f"`{reference.path}`")
            if text is not None:
                yield PolicyText(reference.id, _for_people(place), text)

    def _text(
        self,
        layer: _Layer,
        reference: LayerReference | PolicyReference,
        place: Place,
        name: str,
    ) -> str | None:
        """A text that a layer refers to; None where it is not at hand, or cannot be read."""
        if place not in self._library.texts:
            self.unread.append(place)
            return None
        found = self._library.texts[place]
        text = NOT_THERE if found is None else found
        if isinstance(text, NotRead):
            self._complain(layer, reference, f"{name} cannot be read: {text.reason}.")
            return None
        return text

    def _complain(
        self, layer: _Layer, reference: LayerReference | PolicyReference, message: str
    ) -> None:
        self.missing.append(Mistake(layer.where, reference.line, reference.column, message))


def _for_people(place: Place) -> str:
    if not place.repository:
        return place.path
    pin = f"@{place.ref}" if place.ref else ""
    return f"{place.repository}:{place.path}{pin}"
