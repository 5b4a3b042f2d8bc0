"""Which team runs the platform: as configured, or as owners file and catalog let us infer."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from app.core.configuration import Configuration
from app.core.layout import Confidence, Team
from app.facts.codeowners import PLACES, CodeOwners, is_team
from app.facts.teams import key

DEFAULTS = ("*", "**", "/**", "**/*", "/**/*")
"""Patterns that match every path."""
_OWN_WORKFLOWS = (".github", ".github/*", ".github/**", ".github/workflows")
_LEAST_GUESTS = 2
_LEAST_COMPANIES = 3


@dataclass(frozen=True, slots=True)
class Guess:
    """The platform's team as far as it is known, and from what."""

    team: Team | None
    confidence: Confidence
    source: str
    """In words, completing "known because …"."""


UNKNOWN = Guess(None, "low", "nothing names the platform's team")


def platform_team(
    configuration: Configuration, owners: CodeOwners | None, catalog_owner: str | None
) -> Guess:
    """The first source that says which team runs the platform; `catalog_owner` is `spec.owner`."""
    declared = configuration.platform
    if declared.team:
        names = (*declared.aliases, declared.name) if declared.name else declared.aliases
        return Guess(Team(declared.team, names), "high", "the configuration names it")
    found = from_owners(owners) if owners else UNKNOWN
    if found.confidence != "high" and catalog_owner:
        handle = _as_handle(catalog_owner, owners)
        found = Guess(Team(handle), "high", "it owns the component in catalog-info.yaml")
    if found.team is None:
        return found
    return Guess(
        Team(found.team.name, (*found.team.aliases, *declared.aliases)),
        found.confidence,
        found.source,
    )


def from_owners(owners: CodeOwners) -> Guess:
    """What an owners file tells: who owns everything, else who owns the repository's workflows,
    else whose folders enclose those of several other teams, else who stands beside most others."""
    return (
        _owner_of_everything(owners)
        or _owner_of_workflows(owners)
        or _encloser(owners)
        or _companion(owners)
        or UNKNOWN
    )


def default_owners(owners: CodeOwners) -> tuple[str, ...]:
    """Whoever owns the paths that no other rule is about."""
    rules = [rule for rule in owners.rules if rule.pattern in DEFAULTS]
    return rules[-1].owners if rules else ()


def keepers(owners: CodeOwners) -> tuple[str, ...]:
    """Whoever owns the owners file itself, and so decides about everybody's rules."""
    found = [
        owner for rule in owners.rules if rule.pattern.strip("/") in PLACES for owner in rule.owners
    ]
    guard = _owner_of_workflows(owners)
    return (*found, guard.team.name) if guard and guard.team else tuple(found)


def hosts(owners: CodeOwners) -> tuple[str, ...]:
    """Teams that alone own a folder in which several other teams have folders of their own."""
    folders = {rule.pattern.strip("/*"): rule.owners for rule in owners.rules}
    guests: dict[str, set[str]] = defaultdict(set)
    for rule in owners.rules:
        folder = rule.pattern.strip("/*")
        while folder := folder.rpartition("/")[0]:
            host = folders.get(folder, ())
            if len(host) == 1 and is_team(host[0]):
                guests[host[0]] |= {o for o in rule.owners if is_team(o)} - {host[0]}
    return tuple(host for host, found in guests.items() if len(found) >= _LEAST_GUESTS)


def _owner_of_everything(owners: CodeOwners) -> Guess | None:
    default = default_owners(owners)
    teams = tuple(owner for owner in default if is_team(owner))
    if len(teams) == 1:
        persons = tuple(owner for owner in default if owner not in teams)
        return Guess(Team(teams[0], persons), "high", f"it owns `*` in {owners.path}")
    if teams:
        source = f"{', '.join(teams)} together own `*` in {owners.path}"
        return Guess(Team(teams[0], tuple(o for o in default if o != teams[0])), "medium", source)
    if default:
        source = f"{', '.join(default)} own `*` in {owners.path}, in person"
        return Guess(Team(default[0], default[1:]), "medium", source)
    return None


def _owner_of_workflows(owners: CodeOwners) -> Guess | None:
    guards = [rule for rule in owners.rules if rule.pattern.strip("/") in _OWN_WORKFLOWS]
    if not guards or len(guards[-1].owners) != 1 or not is_team(guards[-1].owners[0]):
        return None
    source = f"it owns the repository's own workflows in {owners.path}"
    return Guess(Team(guards[-1].owners[0]), "medium", source)


def _encloser(owners: CodeOwners) -> Guess | None:
    enclosing = hosts(owners)
    if len(enclosing) != 1:
        return None
    source = f"other teams' folders lie inside its own in {owners.path}"
    return Guess(Team(enclosing[0]), "medium", source)


def _companion(owners: CodeOwners) -> Guess | None:
    """Whoever stands beside various others in most lines."""
    companies: dict[str, set[frozenset[str]]] = defaultdict(set)
    lines: Counter[str] = Counter()
    for rule in owners.rules:
        everyone = frozenset(rule.owners)
        for team in filter(is_team, everyone if len(everyone) > 1 else ()):
            companies[team].add(everyone - {team})
            lines[team] += 1
    found = [
        team
        for team, others in companies.items()
        if len(others) >= _LEAST_COMPANIES and 2 * lines[team] >= len(owners.rules)
    ]
    if not found:
        return None
    first, *others = sorted(found, key=lambda team: (-lines[team], team))
    source = f"it stands beside others in most lines of {owners.path}"
    return Guess(Team(first, tuple(others)), "medium", source)


def _as_handle(name: str, owners: CodeOwners | None) -> str:
    """A catalog's name for a team as the owners file writes it, where it does."""
    known = {owner for rule in (owners.rules if owners else ()) for owner in rule.owners}
    return next((owner for owner in sorted(known) if key(owner) == key(name)), name)
