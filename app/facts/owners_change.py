"""What a change to an owners file does, by who owns each path before and after it.

Lines are never compared: a rule may lose its effect by another one's place, and a removed line
means nothing where the folder it spoke of is gone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from app.core.fact import Approval, ApprovalEffect, CannotTell
from app.facts.approval_effect import STRENGTH, Approvers, effect_of
from app.facts.codeowners import CodeOwners, Rule, is_team, sample_path

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
        if (old.owners if old else ()) == (new.owners if new else ()):
            return None
        stream = self.stream_of(path)
        before, after = self._told_apart(old), self._told_apart(new)
        if not after.streams and _stands_for_the_platform(old, new, before):
            before = replace(before, streams=())
        effect = effect_of(before, after, stream is not None)
        if effect == "none" or (self.is_guarded(path) and effect != "relaxes"):
            return None
        if effect == "relaxes" and not self._knows_streams(before, after, stream):
            return None
        pattern, line = self._rule_to_show(old, new)
        return Approval(
            pattern=pattern,
            path=self.after.path or self.before.path,
            line=line,
            effect=effect,
            stream_owners=before.streams or after.streams or ((stream,) if stream else ()),
            platform_owners=after.platform or before.platform,
        )

    def _told_apart(self, rule: Rule | None) -> Approvers:
        return Approvers.told_apart(rule.owners if rule else (), self.is_platform)

    def _knows_streams(self, before: Approvers, after: Approvers, stream: str | None) -> bool:
        """Where no stream is known at all there is nobody to whom less of the platform matters."""
        if before.streams or after.streams or stream:
            return True
        rules = (*self.before.rules, *self.after.rules)
        return any(not self.is_platform(owner) for rule in rules for owner in rule.owners)

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


def _stands_for_the_platform(old: Rule | None, new: Rule | None, before: Approvers) -> bool:
    """Persons beside the platform, or replaced by it on their own line, are taken for its own."""
    if not old or any(is_team(owner) for owner in before.streams):
        return False
    return bool(before.platform) or (new is not None and new.pattern == old.pattern)


def _joined(one: Approval, other: Approval) -> Approval:
    """The same rule's effect on two paths."""
    return replace(
        one,
        line=min(one.line, other.line),
        stream_owners=tuple(dict.fromkeys(one.stream_owners + other.stream_owners)),
        platform_owners=tuple(dict.fromkeys(one.platform_owners + other.platform_owners)),
    )
