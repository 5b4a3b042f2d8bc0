"""What one policy says about one pull request: advice, silence with its reason, or cannot tell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.core.advice import Advice, Paste, Untold
from app.core.configuration import Mode, PolicyChoice
from app.core.text import Text, ours, plain
from app.policies.cel import Activation, Expression, NoAnswer
from app.policies.model import Policy
from app.policies.program import Check, PasteTemplate, Speech, compiled
from app.policies.schema import Bound, Schema

MOST_ENTRIES = 50
"""Entries of a `for_each` that are looked at one by one."""
_LONGEST_SUBJECT = 500
_LONGEST_PASTED = 2_000
"""Characters of one value in what is to be pasted."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that one policy makes of one pull request."""

    advice: tuple[Advice, ...] = ()
    because: Text = ()
    """Why it stays silent; empty where it speaks or cannot tell."""
    unknown: tuple[Untold, ...] = ()


def evaluate(
    policy: Policy, choice: PolicyChoice, ceiling: Mode, bound: Bound, schema: Schema
) -> Verdict:
    """Look out for every occasion of a policy, as it is tuned here. Never raises."""
    modes: tuple[Mode, ...] = ("report", "check-only", "advise")
    mode = min(choice.mode or policy.mode, ceiling, key=modes.index)
    values = {**bound.values, **_settings(policy, choice)}
    speaker = _Speaker(policy, mode, bound, values)
    for check in compiled(policy, schema):
        speaker.look(check)
    return speaker.verdict()


def _settings(policy: Policy, choice: PolicyChoice) -> Mapping[str, object]:
    declared = {name: setting.default for name, setting in policy.settings.items()}
    chosen = {name: value for name, value in choice.settings.items() if name in declared}
    return {
        f"settings.{name}": list(value) if isinstance(value, tuple) else value
        for name, value in {**declared, **chosen}.items()
    }


class _Speaker:
    """Gathers what a policy has to say."""

    def __init__(
        self, policy: Policy, mode: Mode, bound: Bound, values: Mapping[str, object]
    ) -> None:
        self._policy = policy
        self._mode = mode
        self._bound = bound
        self._values = values
        self._advice: dict[str, Advice] = {}
        self._because: list[Text] = []
        self._unknown: dict[tuple[str, str], Untold] = {}

    def verdict(self) -> Verdict:
        """What was gathered. Whoever speaks or cannot tell gives no reason for silence."""
        advice, unknown = tuple(self._advice.values()), tuple(self._unknown.values())
        quiet = not advice and not unknown
        reasons = dict.fromkeys(self._because) if quiet else {}
        return Verdict(advice, _sentences(tuple(reasons)), unknown)

    def look(self, check: Check) -> None:
        """Evaluate one occasion."""
        outer = Activation(self._values)
        try:
            if check.when and not _holds(check.when, outer):
                self._stay_silent(check, "when", outer)
                return
            entries = check.for_each.evaluate(outer) if check.for_each else [None]
        except NoAnswer as trouble:
            self._cannot_tell(trouble, "when" if check.when else "for_each")
            return
        if not entries:
            self._stay_silent(check, "for_each", outer)
            return
        if len(entries) > MOST_ENTRIES:
            reason = f"only the first {MOST_ENTRIES} of {len(entries)} were looked at"
            self._cannot_tell(NoAnswer(reason), "for_each")
        shown = entries[:MOST_ENTRIES]
        spoken = [self._speak(check, activation) for activation in self._each(check, shown)]
        if not any(spoken):
            self._stay_silent(check, "expect", outer)

    def _each(self, check: Check, entries: list[Any]) -> Iterator[Activation]:
        for entry in entries:
            more = {"each": entry} if check.for_each else {}
            yield Activation({**self._values, **more})

    def _speak(self, check: Check, activation: Activation) -> bool:
        """Give advice on one entry unless all is as expected; whether there was anything to say."""
        try:
            if check.expect and _holds(check.expect, activation):
                return False
            advice = self._said(check.speech, activation)
        except NoAnswer as trouble:
            self._cannot_tell(trouble, "expect" if check.expect else "advice")
        else:
            self._advice.setdefault(advice.fingerprint, advice)
        return True

    def _said(self, speech: Speech, activation: Activation) -> Advice:
        path, line = _place(speech.place, activation)
        return Advice(
            policy=self._policy.id,
            subject=plain(speech.subject.fill(activation))[:_LONGEST_SUBJECT],
            title=speech.title.fill(activation),
            why=ours(self._policy.why),
            next_step=speech.next_step.fill(activation),
            path=path,
            line=line,
            confidence=self._policy.confidence,
            mode=self._mode,
            stakes=self._policy.stakes,
            paste=_paste(speech.paste, activation),
        )

    def _stay_silent(self, check: Check, ended_by: str, activation: Activation) -> None:
        try:
            self._because.append(check.silence[ended_by].fill(activation))
        except NoAnswer:
            # the silence is certain; only its wording needs something that is not known
            self._because.append(ours("There is nothing to say."))

    def _cannot_tell(self, trouble: NoAnswer, part: str) -> None:
        """The fact that was lacking, or else the part of the policy that came to no value."""
        name = trouble.variable
        fact = name or part
        reason = self._bound.lacking.get(name, trouble.reason) if name else trouble.reason
        self._unknown.setdefault((fact, reason), Untold(self._policy.id, fact, reason))


def _holds(condition: Expression, activation: Activation) -> bool:
    """Whether a condition holds; one that comes to `null` does neither."""
    value = condition.evaluate(activation)
    if value is None:
        raise NoAnswer("it depends on something that is not known")
    return bool(value)


def _place(place: Expression | None, activation: Activation) -> tuple[str | None, int | None]:
    """The path and line to look at, where there are any."""
    value = place.evaluate(activation) if place else None
    if value is None or isinstance(value, str):
        return value or None, None
    return value.path or None, getattr(value, "line", 0) or None


def _paste(paste: PasteTemplate | None, activation: Activation) -> Paste | None:
    """What is to be pasted. Where a part of it is not known, there is none: half would mislead."""
    if paste is None:
        return None
    try:
        into = paste.into.fill(activation)
        text = paste.text.fill(activation, _LONGEST_PASTED)
    except NoAnswer:
        return None
    return Paste(into, text, paste.remedy.language, paste.remedy.in_place)


def _sentences(texts: tuple[Text, ...]) -> Text:
    """Several texts as one."""
    joined: Text = ()
    for text in texts:
        joined += (*(ours(" ") if joined else ()), *text)
    return joined
