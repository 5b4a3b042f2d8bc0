"""Reading a configuration with all that it builds on: a bounded loop over its layers."""

from collections.abc import Callable, Mapping, Sequence
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

    async def at_base(self, paths: Sequence[str]) -> Mapping[str, Content]:
        """See `Source`."""

    async def elsewhere(
        self, repository: str, ref: str, paths: Sequence[str]
    ) -> Mapping[str, Content]:
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

    A layer elsewhere costs one request, and one more where it brings policies. One that `may_read`
    says no to is withheld, and so is all that it builds on.
    """
    reading = _Reading(source, analyst, may_read)
    if isinstance(invitation.content, NotRead):
        message = f"It cannot be read: {invitation.content.reason}."
        return Layers((), (Mistake(invitation.where, 0, 0, message),))
    content, folder = invitation.content, invitation.folder
    own = _Layer(invitation.where, content, folder, invitation.home, "")
    await reading.read(own, ())
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


class _Reading:
    def __init__(
        self,
        source: LayerSource,
        analyst: Analyst,
        may_read: Callable[[LayerReference], bool],
    ) -> None:
        self._source = source
        self._analyst = analyst
        self._may_read = may_read
        self._known: set[str] = set()
        self._policies = 0
        self.texts: list[LayerText] = []
        self.missing: list[Mistake] = []
        self.withheld: list[str] = []

    async def read(self, layer: _Layer, way: tuple[str, ...]) -> None:
        """Read what a layer builds on, then put it on top; `way` leads here from the top."""
        refers = await self._references(layer)
        for reference in refers.layers:
            trouble = self._refusal(reference, (*way, layer.where))
            if trouble:
                self._complain(layer, reference, trouble)
            elif reference.name not in self._known:
                self._known.add(reference.name)
                if self._may_read(reference):
                    await self._read_below(layer, reference, (*way, layer.where))
                else:
                    self.withheld.append(reference.name)
        policies = await self._read_policies(layer, refers.policies)
        self.texts.append(LayerText(layer.where, layer.text, layer.folder, policies))

    async def _references(self, layer: _Layer) -> References:
        try:
            return await self._analyst.references(layer.text, layer.where, layer.folder)
        except AuthorsMistake:
            return References()  # the same is said once more, and with all else, in resolving

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
        repository, ref, path = reference.repository, reference.ref, reference.path
        found = (await self._source.elsewhere(repository, ref, [path])).get(path) or NOT_THERE
        if isinstance(found, NotRead):
            self._complain(layer, reference, f"`{reference.name}` cannot be read: {found.reason}.")
        else:
            below = _Layer(reference.name, found, dirname(path), repository, ref)
            await self.read(below, way)

    async def _read_policies(
        self, layer: _Layer, wanted: Sequence[PolicyReference]
    ) -> tuple[PolicyText, ...]:
        self._policies += len(wanted)
        if not wanted or self._policies > MOST_OWN_POLICIES:
            return ()  # that these are too many is said in resolving
        paths = [reference.path for reference in wanted]
        if layer.repository:
            texts = await self._source.elsewhere(layer.repository, layer.ref, paths)
        else:
            texts = await self._source.at_base(paths)
        found = []
        for reference in wanted:
            text = texts.get(reference.path) or NOT_THERE
            if isinstance(text, NotRead):
                self._complain(
                    layer, reference, f"`{reference.path}` cannot be read: {text.reason}."
                )
            else:
                found.append(PolicyText(reference.id, _place(layer, reference.path), text))
        return tuple(found)

    def _complain(
        self, layer: _Layer, reference: LayerReference | PolicyReference, message: str
    ) -> None:
        self.missing.append(Mistake(layer.where, reference.line, reference.column, message))


def _place(layer: _Layer, path: str) -> str:
    """A policy's file for people."""
    if not layer.repository:
        return path
    pin = f"@{layer.ref}" if layer.ref else ""
    return f"{layer.repository}:{path}{pin}"
