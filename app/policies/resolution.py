"""Makes one configuration of all its layers: everything checked, every mistake told at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from app.core.configuration import Configuration
from app.core.layers import (
    MOST_OWN_POLICIES,
    Layers,
    LayerText,
    PolicyText,
    Provenance,
    References,
    Resolved,
)
from app.errors import AuthorsMistake, Mistake
from app.policies.configuration import Told, read_configuration
from app.policies.layers import BUILT_IN, OF_THE_FILE, Document, Stack, document
from app.policies.model import Policies, Policy
from app.policies.own import misdirected, own_policy
from app.policies.references import read_references
from app.policies.shapes import is_slip, plain

MOST_MISTAKES = 200
"""Told at once; who has made more is told how many are left."""
LONGEST_MESSAGE = 500
"""Characters of a mistake; it may quote what is no key or name."""


def resolve(layers: Layers, built_in: Policies) -> Resolved:
    """The configuration that layers make. Raises `AuthorsMistake` with every mistake in them."""
    return explain(layers, built_in)[0]


def explain(layers: Layers, built_in: Policies) -> tuple[Resolved, Provenance]:
    """The configuration that layers make, and where each of its values comes from."""
    reading = _Reading(layers, built_in)
    stack = Stack(_defaults(built_in, reading))
    for read in reading.documents:
        reading.mistakes += _mistakes_in(read, reading)
        stack.lay(read)
    reading.mistakes += [*stack.mistakes, *reading.misdirected()]
    if reading.mistakes:
        raise AuthorsMistake(_bounded(reading.mistakes))
    return _together(stack, reading), Provenance(
        tuple(text.where for text in layers.texts), stack.values(), stack.locks()
    )


def _bounded(mistakes: Sequence[Mistake]) -> Iterator[Mistake]:
    """The first mistakes, in bounded words; a page of them is as much as anybody mends at once."""
    in_order = sorted(mistakes)
    for one in in_order[:MOST_MISTAKES]:
        if len(one.message) > LONGEST_MESSAGE:
            one = replace(one, message=f"{one.message[: LONGEST_MESSAGE - 1]}…")
        yield one
    if left := in_order[MOST_MISTAKES:]:
        message = f"From here on there are {len(left):,} more; mend those above first."
        yield replace(left[0], message=message)


class _Reading:
    """The layers read one by one, with the policies they bring."""

    def __init__(self, layers: Layers, built_in: Policies) -> None:
        self.mistakes = list(layers.missing)
        self.documents: list[Document] = []
        self.texts: dict[str, PolicyText] = {}
        self._built_in = {policy.id: policy for policy in built_in}
        self._own: dict[str, Policy | None] = {}
        self._is_whole = True
        self._on_top = layers.texts[-1].policies if layers.texts else ()
        there = {text.where for text in layers.texts}
        for text in layers.texts:
            self._read(text, there)
        if len(self._own) > MOST_OWN_POLICIES:
            where = layers.texts[-1].where
            message = f"Together the layers bring more than {MOST_OWN_POLICIES} policies."
            self.mistakes.append(Mistake(where, 1, 1, message))

    @property
    def own(self) -> Policies:
        """The policies that the layers bring and that can be read."""
        return tuple(policy for policy in self._own.values() if policy)

    @property
    def policies(self) -> Policies:
        """Every policy that may be tuned and can be read."""
        return (*self._built_in.values(), *self.own)

    def is_untold(self, name: str) -> bool:
        """Whether nothing can be said about a policy, as its file or a layer is not at hand."""
        if name in self._built_in:
            return False
        if name in self._own:
            return self._own[name] is None
        # a layer that is not at hand may bring it, unless it is plainly a slip of the pen
        return not self._is_whole and not is_slip(name, self._built_in)

    def misdirected(self) -> Iterator[Mistake]:
        """Own policies that leave it to one that is not there, or to each other."""
        yields_to = {policy.id: policy.yields_to for policy in self.policies}
        for text in self.texts.values():
            untold = self.is_untold if text in self._on_top else self._is_untold_below
            yield from misdirected(text, yields_to, untold)

    def _is_untold_below(self, name: str) -> bool:
        """As `is_untold`, for a layer that may have in mind what others bring on top of it."""
        return self.is_untold(name) or not is_slip(name, (*self._built_in, *self._own))

    def _read(self, text: LayerText, there: set[str]) -> None:
        try:
            read = document(text.text, text.where)
        except AuthorsMistake as found:
            self.mistakes += found.mistakes
            self._is_whole = False
            return
        self.documents.append(read)
        refers, mistakes = read_references(read.source, read.value, text.folder)
        self.mistakes += [*read.mistakes, *mistakes]
        self._is_whole &= not mistakes and all(one.name in there for one in refers.layers)
        self._take_policies(text, refers)

    def _take_policies(self, text: LayerText, refers: References) -> None:
        brought = {policy.id: policy for policy in text.policies}
        for reference in refers.policies:
            if reference.id in self._built_in:
                message = f"`{reference.id}` comes with Cowpath; call your own another name."
                place = Mistake(text.where, reference.line, reference.column, message)
                self.mistakes.append(place)
            else:
                self._take_policy(reference.id, brought.get(reference.id))

    def _take_policy(self, name: str, text: PolicyText | None) -> None:
        self._own[name] = None
        if text is None or len(self._own) > MOST_OWN_POLICIES:
            return
        try:
            self._own[name] = own_policy(text)
            self.texts[name] = text
        except AuthorsMistake as found:
            self.mistakes += found.mistakes


def _mistakes_in(read: Document, reading: _Reading) -> list[Mistake]:
    untold: Told = reading.is_untold
    return read_configuration(read.source, (), read.value, reading.policies, untold)[1]


def _together(stack: Stack, reading: _Reading) -> Resolved:
    """The stack as a configuration. Raises `AuthorsMistake` where layers are too much together."""
    top = reading.documents[-1].source if reading.documents else document("", "").source
    configuration, mistakes = read_configuration(
        top, (), stack.declared(), reading.policies, reading.is_untold
    )
    if configuration is None or mistakes:
        raise AuthorsMistake(mistakes)
    declared = {field.name: getattr(configuration, field.name) for field in fields(Configuration)}
    own = tuple(reading.texts[name] for name in sorted(reading.texts))
    return Resolved(**declared, own_policies=own)


def _defaults(built_in: Policies, reading: _Reading) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What holds where no layer says anything, behind the name of what says so instead."""
    kept = {key: value for key, value in plain(Configuration()).items() if key not in OF_THE_FILE}
    yield BUILT_IN, {**kept, "policies": {one.id: _usual(one) for one in built_in}}
    for policy in reading.own:
        yield reading.texts[policy.id].where, {"policies": {policy.id: _usual(policy)}}


def _usual(policy: Policy) -> Mapping[str, Any]:
    """How a policy is tuned where nobody tunes it."""
    settings = {name: setting.default for name, setting in policy.settings.items()}
    listed = {
        name: list(value) if isinstance(value, tuple) else value for name, value in settings.items()
    }
    return {"enabled": policy.enabled, "mode": policy.mode, "excused_by": "writers", **listed}
