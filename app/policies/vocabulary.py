"""Writes the reference of what conditions may look at, with an example of each variable."""

from collections.abc import Iterator

from app.policies.cel import in_words as as_type
from app.policies.functions import FUNCTIONS
from app.policies.reflection import fields_in_words, in_words
from app.policies.schema import Schema

EXAMPLES = {
    "change_kind": 'change_kind == "feature"',
    "core_features": 'core_features.exists(f, f.name == "cache")',
    "extension_points": 'extension_points.filter(e, e.change == "added" && e.documented == false)',
    "unexplained_units": 'unexplained_units.filter(u, u.format == "terraform")',
    "approvals": 'approvals.filter(a, a.effect == "requires")',
    "touched_approvals": "touched_approvals.filter(t, t.needs_platform)",
    "mandates": "mandates.map(m, m.text)",
    "guardrails": "mandates.size() == 0 && guardrails.size() > 0",
    "broken_units": "broken_units.filter(u, u.untold)",
    "explanations": 'explanations.exists(e, e.kind == "page")',
    "stale_pages": "distinct(stale_pages.map(s, s.path))",
    "missing_entries": "missing_entries.map(m, m.name)",
    "ways_outside": "ways_outside.map(w, w.name)",
    "breaking_changes": "breaking_changes.filter(b, b.guide == null)",
    "mixed_concerns": 'mixed_concerns.exists(m, m.concern == "data")',
    "stream_branches": 'stream_branches.filter(s, s.form == "condition")',
    "event_declarations": "event_declarations.filter(e, !e.owned_by_stream)",
    "domain_data": 'domain_data.filter(d, d.act == "reads")',
    "weakened_promises": 'weakened_promises.filter(p, p.change == "target")',
    "core_explanation": "core_explanation.filter(e, e.seconds_after > 300)",
    "borrowed_shapes": "borrowed_shapes.filter(b, b.similarity >= 0.7)",
    "left_core": "left_core.filter(u, u.moved)",
    "lifted_mandates": "lifted_mandates.map(m, m.text)",
    "citations": 'citations.exists(c, c.kind == "issue")',
    "consumers": "consumers.filter(c, c.grade >= 1).size() >= 3",
    "blames": "blames.map(b, b.words)",
    "product_decisions": 'product_decisions.exists(d, d.kind == "capability")',
    "product_traces": 'product_traces.exists(t, t.kind == "roadmap")',
    "points_to_learn": "points_to_learn.size() > 9",
    "research_traces": "research_traces.size() > 0",
    "pull_request": 'pull_request.labels.exists(l, l == "release")',
    "changed_paths": 'changed_paths.exists(p, under(p, ["docs/**"]))',
    "product": 'product.roadmap != "" && pull_request.body.contains(product.roadmap)',
    "capabilities": 'capabilities.exists(c, c.name == "cache")',
    "platform": "changed_paths.filter(p, under(p, platform.docs))",
}
"""A condition or list with each variable; a fact that is not here stands without one."""

FUNCTION_EXAMPLES = {
    "under": 'under(path, ["modules/**", "!modules/*/test/**"])',
    "distinct": "distinct(extension_points.map(e, e.path))",
}

_OF_CEL = (
    "Of CEL itself, for lists `exists(x, …)`, `all(x, …)`, `filter(x, …)`, `map(x, …)`, `size()`",
    "and `in`; for texts `contains`, `startsWith`, `endsWith`, `matches` (a regular expression),",
    "`lowerAscii`, `trim`, `replace`, `split`, `join`, `substring` and `indexOf`. Beside those:",
)
"""What most conditions get by with; the language's own pages have the rest."""


def vocabulary(schema: Schema) -> Iterator[str]:
    """The lines of the page."""
    yield "# What conditions may look at"
    yield ""
    yield "Conditions are written in [CEL](https://cel.dev)."
    yield "A fact that cannot be worked out has no value: whatever depends on it cannot be told."
    yield "What may be `null` is compared with `== true`, `== false` or `== null`."
    yield "`cowpath facts` shows the facts of a change, and so what a `kind` or `name` looks like;"
    yield "it leaves out the pull request, its paths and what the configuration declares."
    yield ""
    yield "| variable | type | what it says | for example |"
    yield "| --- | --- | --- | --- |"
    for name, variable in schema.variables.items():
        example = _code(EXAMPLES.get(name, ""))
        about = cell(variable.about)
        yield f"| `{name}` | {cell(in_words(variable.hint))} | {about} | {example} |"
    yield (
        "| `settings.<name>` | as declared | The policy's settings, as they are tuned here. | "
        "`consumers.size() >= settings.teams` |"
    )
    yield (
        "| `each` | the list's entry | What `for_each` is at; in `expect` and `advice`. | "
        "`each.documented == true` |"
    )
    for name, cls in schema.dataclasses.items():
        yield from ("", f"## {name}", "", " ".join((cls.__doc__ or "").split()), "")
        yield "| field | type | what it says |"
        yield "| --- | --- | --- |"
        for field in fields_in_words(cls):
            yield f"| `{field.name}` | {cell(field.type)} | {cell(field.about)} |"
    yield from ("", "## Functions", "", *_OF_CEL, "")
    yield "| function | what it gives | for example |"
    yield "| --- | --- | --- |"
    for function in FUNCTIONS:
        taken = ", ".join(as_type(parameter) for parameter in function.parameters)
        head = f"`{function.name}({taken})`: {as_type(function.returns)}"
        yield f"| {head} | {function.about} | {_code(FUNCTION_EXAMPLES.get(function.name, ''))} |"


def cell(text: str) -> str:
    """A text as it may stand in a table."""
    return " ".join(text.split()).replace("|", "\\|")


def _code(text: str) -> str:
    return f"`{cell(text)}`" if text else ""
