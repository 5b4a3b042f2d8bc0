"""`cowpath policies`: the catalogue, or one policy explained."""

import shutil
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from difflib import get_close_matches

from app.errors import AuthorsMistake
from app.policies.model import Policies, Policy
from app.policy_files import built_in
from app.render.terminal import WIDTH, wrapped


def options(parser: ArgumentParser) -> None:
    """What can be asked."""
    parser.add_argument("id", nargs="?", metavar="ID", help="a policy to explain")


def run(asked: Namespace) -> None:
    """Print the catalogue, or one policy."""
    policies = built_in()
    width = min(shutil.get_terminal_size().columns, WIDTH)
    lines = _one(_named(asked.id, policies), width) if asked.id else _all(policies, width)
    print("\n".join(lines))


def _named(name: str, policies: Policies) -> Policy:
    known = {policy.id: policy for policy in policies}
    if name in known:
        return known[name]
    close = get_close_matches(name, known, 1)
    hint = f" Did you mean `{close[0]}`?" if close else " `cowpath policies` lists them."
    raise AuthorsMistake.at("cowpath policies", f"There is no policy `{name}`.{hint}")


def _all(policies: Policies, width: int) -> Iterator[str]:
    column = max((len(policy.id) for policy in policies), default=0) + 2
    yield "Look again, because …"
    yield ""
    for policy in policies:
        title = f"{policy.title}{'' if policy.enabled else ' (not enabled by default)'}"
        yield wrapped(title, width, policy.id.ljust(column), " " * column)


def _one(policy: Policy, width: int) -> Iterator[str]:
    state = policy.mode if policy.enabled else "not enabled"
    yield f"{policy.id}  (by default: {state}; confidence: {policy.confidence})"
    for title, text in (
        ("Look again, because …", policy.title),
        ("Why it matters", policy.why),
        ("When to ignore it", policy.false_alarms),
    ):
        yield from ("", title, wrapped(text, width, "  "))
    if policy.settings:
        yield from ("", "Settings")
    for name, setting in policy.settings.items():
        yield wrapped(f"{name}: {setting.about} (default: {setting.default})", width, "  ", "    ")
    yield from ("", "Examples")
    for example in policy.examples:
        yield wrapped(f"{example.expect}: {example.name}", width, "  ", "    ")
    if policy.references:
        yield from ("", "Where the thought comes from")
        yield from (f"  {reference}" for reference in policy.references)
    yield from ("", "In .github/cowpath.yml", "  policies:", f"    {policy.id}: {{mode: report}}")
