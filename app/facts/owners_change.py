"""What a change to an owners file does, by who owns each path before and after it.

Lines are never compared: a rule may lose its effect by another one's place, and a removed line
means nothing where the folder it spoke of is gone.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from app.core.fact import Approval, ApprovalEffect, CannotTell
from app.facts.approval_effect import STRENGTH, Approvers, effect_of
from app.facts.codeowners import CodeOwners, Rule, is_team, sample_path
from app.facts.platform_team import DEFAULTS

NO_OWNERS = CodeOwners("", ())


@dataclass(frozen=True)
class OwnersChange:
    """Two versions of an owners file, and what is known about the paths and people in them."""

    before: CodeOwners
    after: CodeOwners
    paths: frozenset[str]
    """The files after the change."""
    paths_are_all: bool
    """False where the listing was cut short, so that a folder may still be there unseen."""
    is_platform: Callable[[str], bool]
    stream_of: Callable[[str], str | None]
    """The stream that owns a path as known from elsewhere than an owners file."""
    is_guarded: Callable[[str], bool]
    """Where the platform's approval is right; nothing is required of anybody there."""
    came_from: Mapping[str, str] = field(default_factory=dict)
    """Where moved files stood before: a folder may move with its rule."""

    def approvals(self) -> tuple[Approval, ...]:
        """Every rule that changes, or changes what others mean, with its effect."""
        found: dict[tuple[str, ApprovalEffect], Approval] = {}
        for path in sorted(self.paths) + list(self._samples()):
            approval = self._at(path)
            if approval:
                place = approval.pattern, approval.effect
                found[place] = _joined(found.get(place, approval), approval)
        self._refuse_unseen_folders({pattern for pattern, _ in found})
        told = {approval.pattern for approval in found.values()}
        quiet = {rule.pattern: rule for rule in self._changed_rules() if rule.pattern not in told}
        everything = [*found.values(), *map(self._without_effect, quiet.values())]
        return tuple(sorted(everything, key=lambda a: (STRENGTH[a.effect], a.line, a.pattern)))

    @cached_property
    def _kept(self) -> frozenset[str]:
        """The patterns that the file has after the change."""
        return frozenset(rule.pattern for rule in self.after.rules)

    def _at(self, path: str) -> Approval | None:
        old, new = self.before.rule_for(path), self.after.rule_for(path)
        places = (path, self.came_from.get(path, path))
        if self.after.owners_of(path) in (self.before.owners_of(place) for place in places):
            return None
        before, after = self._told_apart(old), self._told_apart(new)
        if not after.streams and _stand_for_the_platform(before, old, new):
            before = replace(before, streams=())
        streams = self._streams_of(path, new)
        effect = effect_of(before, after, bool(streams))
        if not self._counts(effect, path, before, after, streams):
            return None
        pattern, line = self._rule_to_show(old, new)
        return Approval(
            pattern=pattern,
            path=self.after.path or self.before.path,
            line=line,
            effect=effect,
            stream_owners=before.streams or after.streams or streams,
            platform_owners=after.platform or before.platform,
        )

    def _counts(
        self,
        effect: ApprovalEffect,
        path: str,
        before: Approvers,
        after: Approvers,
        streams: tuple[str, ...],
    ) -> bool:
        """Whether an effect on a path is worth telling."""
        if effect != "relaxes":
            return effect != "none" and not self.is_guarded(path)
        if not self.before.rules:
            return False  # without rules nothing was asked of anybody
        if before.asked == after.asked and not any(map(is_team, _joined_owners(before, after))):
            return False  # a person more or less beside those who may approve anyway
        return bool(before.streams or after.streams or streams or self._knows_streams)

    @cached_property
    def _knows_streams(self) -> bool:
        """Where all rules go, and named no stream, less of the platform matters to nobody."""
        rules = (*self.before.rules, *self.after.rules)
        return bool(self.after.rules) or any(self._told_apart(rule).streams for rule in rules)

    def _streams_of(self, path: str, new: Rule | None) -> tuple[str, ...]:
        """The streams that own a path as known from elsewhere, or by the other rules of a first
        owners file, where a narrower rule of the platform cuts into their folder."""
        stream = self.stream_of(path)
        if stream or self.before.rules or new is None or new.pattern in DEFAULTS:
            return (stream,) if stream else ()
        named = self._rules_of_streams.rule_for(path)
        return self._told_apart(named).streams if named and named.line < new.line else ()

    @cached_property
    def _rules_of_streams(self) -> CodeOwners:
        """The rules after the change that name a stream, as if there were no others."""
        rules = tuple(rule for rule in self.after.rules if self._told_apart(rule).streams)
        return CodeOwners(self.after.path, rules)

    def _told_apart(self, rule: Rule | None) -> Approvers:
        return Approvers.told_apart(rule.owners if rule else (), self.is_platform)

    def _rule_to_show(self, old: Rule | None, new: Rule | None) -> tuple[str, int]:
        """The rule that was taken away, with the line that decides now; else that line's rule."""
        if old and old.pattern not in self._kept:
            return old.pattern, new.line if new else old.line
        shown = new or old
        return (shown.pattern, shown.line) if shown else ("", 1)

    def _samples(self) -> Iterator[str]:
        """A path for every new rule that speaks of no file yet."""
        known = set(self.before.rules_without_place())
        new = [rule for rule in self.after.rules if (rule.pattern, rule.owners) not in known]
        speaking = {self.after.rule_for(path) for path in self.paths} if new else set()
        for rule in new:
            sample = sample_path(rule.pattern)
            if rule not in speaking and self.after.rule_for(sample) == rule:
                yield sample

    def _changed_rules(self) -> list[Rule]:
        """The rules that only one version has, whatever their place; the new ones last."""
        before, after = self.before.rules_without_place(), self.after.rules_without_place()
        return [rule for place, rule in before.items() if place not in after] + [
            rule for place, rule in after.items() if place not in before
        ]

    def _without_effect(self, rule: Rule) -> Approval:
        approvers = self._told_apart(rule)
        return Approval(
            pattern=rule.pattern,
            path=self.after.path or self.before.path,
            line=rule.line,
            effect="none",
            stream_owners=approvers.streams,
            platform_owners=approvers.platform,
        )

    def _refuse_unseen_folders(self, told: set[str]) -> None:
        """Raise `CannotTell` for a rule taken away whose folder the listing does not show."""
        for rule in () if self.paths_are_all else self.before.rules:
            if rule.pattern not in self._kept and rule.pattern not in told:
                sample = sample_path(rule.pattern)
                before, after = (
                    self._told_apart(rule),
                    self._told_apart(self.after.rule_for(sample)),
                )
                if effect_of(before, after) == "requires":
                    raise CannotTell(
                        f"the repository's files were not all listed, so that `{rule.pattern}`, "
                        "which loses its rule, may or may not still hold something"
                    )


def _stand_for_the_platform(before: Approvers, old: Rule | None, new: Rule | None) -> bool:
    """Persons are taken for the platform's own where they stood beside it, or where it takes their
    place, unless their own line does nothing but drop them; in `.github/` they always are."""
    if not old or any(map(is_team, before.streams)):
        return False
    if new is None or new.pattern != old.pattern:
        return bool(before.platform)
    return bool(set(new.owners) - set(old.owners)) or new.pattern.strip("/").startswith(".github")


def _joined_owners(before: Approvers, after: Approvers) -> set[str]:
    return set(after.streams) - set(before.streams)


def _joined(one: Approval, other: Approval) -> Approval:
    """The same rule's effect on two paths."""
    return replace(
        one,
        line=min(one.line, other.line),
        stream_owners=tuple(dict.fromkeys(one.stream_owners + other.stream_owners)),
        platform_owners=tuple(dict.fromkeys(one.platform_owners + other.platform_owners)),
    )
