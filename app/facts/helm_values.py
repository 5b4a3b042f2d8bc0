"""The values that a chart's `values.yaml` declares, with the comments that explain them.

Leaves are values; a mapping is only their common name. A map that is handed to Kubernetes as it
stands (a probe, labels, resources) is one value, whatever keys its default happens to have.
"""

from collections.abc import Collection, Iterator
from functools import lru_cache

from app.facts.helm_comments import Comments
from app.facts.surface import Declaration
from app.facts.yaml_text import Mapping, Node, Scalar, Sequence, YamlTrouble, compose
from app.lazy_re import regex

KIND = "helm_value"
LONGEST_NAME = 300
LONGEST_DEFAULT = 2_000
"""Characters of a default that are compared."""

_FRAGMENT = regex(
    r"\w*(?:[pP]robe|[aA]nnotations|[lL]abels|[sS]ecurityContext|[rR]esources|[nN]odeSelector)"
    r"|affinity|nodeAffinity|podAffinity|podAntiAffinity|tolerations|topologySpreadConstraints"
    r"|strategy|updateStrategy"
)
"""Keys whose values charts pass on to Kubernetes unread."""

_KUBERNETES = regex(
    r"\w*(?:[aA]ffinity|[tT]olerations|[pP]riorityClassName|[pP]ullSecrets|[pP]ullPolicy|[vV]olumes|"
    r"[vV]olumeMounts|[iI]nitContainers|[nN]odePort|[eE]nvFrom|[sS]torageClassName|[sS]trategy)|"
    r"terminationGracePeriodSeconds|hostAliases|hostNetwork|hostPID|dnsPolicy|dnsConfig|lifecycle|env|"
    r"runtimeClassName|schedulerName|serviceAccountName|\w*[rR]evisionHistoryLimit|progressDeadlineSeconds|"
    r"minReadySeconds|podManagementPolicy|clusterIP|loadBalancer(?:IP|Class|SourceRanges)|"
    r"(?:external|internal)TrafficPolicy|ipFamil(?:ies|yPolicy)|ingressClassName|accessModes|"
    r"automountServiceAccountToken|matchConditions|namespaceSelector|objectSelector|failurePolicy|"
    r"sessionAffinity|sessionAffinityConfig|restartPolicy|hostPort|ttlSecondsAfterFinished|backoffLimit|activeDeadlineSeconds|"
    r"minAvailable|maxUnavailable|unhealthyPodEvictionPolicy|"
    r"\w*(?:[pP]robe|[lL]iveness|[rR]eadiness)"
    r"(?:InitialDelay|Timeout|Period|SuccessThreshold|FailureThreshold)(?:Seconds)?"
)
"""Names of fields that Kubernetes defines and explains, beside those above; those of a probe with
its name in front, as charts have them that keep no mapping for it."""

_CONVENTIONAL = regex(
    r"enabled?|disabled?|create|replica(?:s|Count)|\w*Override|extra[A-Z]\w*|\w*Image(?:Tag)?|"
    r"\w*[pP]ort(?:Name)?|command|args|podDisruptionBudget|pdb|networkPolicy|hostnames|parentRefs|"
    r"namespaces?"
)
_CONVENTIONAL_IN = regex(
    r"\w*[iI]mage\.(?:registry|repository|name|tag|digest|sha|pullPolicy)|\w*[sS]erviceAccount\.\w+|"
    r"\w*[sS]ervice\.(?:type|name)|rbac\.\w+|\w*[pP]ort\.name|"
    r"\w*[iI]ngress\.(?:hosts?|tls|path|paths|pathType|className|name)|"
    r"\w*[aA]utoscaling\.(?:min|max|target)\w+|(?:cpu|memory)\.averageUtilization|"
    r"\w*(?:persistence|[sS]torage)\.(?:size|storageClass|accessModes?|existingClaim)|"
    r"\w*[mM]onitor(?:ing)?\.\w+|\w*[pP]rometheusRules?\.(?:apiVersion|namespace|rules)"
)
"""What many charts name alike, by itself or right inside another: as the scaffold of `helm create`
does, or as the fields of Prometheus' monitors and of the Gateway API are called."""

_FURTHER = regex(r"[A-Z]\w*")
_MANY_SWITCHES = 5

_Key = tuple[str, Scalar, Node, "tuple[Scalar, Mapping] | None"]
"""Full name, key, value, and the mapping right above with its own key."""


@lru_cache(maxsize=32)
def declared_values(
    chart: str, path: str, text: str, dependencies: Collection[str]
) -> tuple[Declaration, ...]:
    """Every key in the order of the text; nothing for a text that is no YAML.

    What is set for a dependency is that chart's own: it goes on existing there, and its
    documentation stands there.
    """
    comments = Comments(text)
    elsewhere: set[str] = set()
    found = []
    keys = list(_keys(composed(text), ""))
    rows = _rows_of_switches(keys, comments)
    explained = ""
    for name, key, value, parent in keys:
        borrowed = is_borrowed(name, dependencies)
        if name.rpartition(".")[0] in elsewhere or comments.refers(key):
            elsewhere.add(name)
        if _groups(key, value):
            explained = ""
            found.append(
                Declaration(
                    KIND, name, chart, path, key.line, "map", grouping=True, inferred=borrowed
                )
            )
            continue
        comment = comments.of(name, key, value, parent)
        goes_on = not comment and _goes_on(name, explained)
        if not goes_on:
            explained = name if comment else ""
        found.append(
            Declaration(
                kind=KIND,
                name=name,
                scope=chart,
                path=path,
                line=key.line,
                type=_type(value),
                default=plain(value),
                documentation=f"see `{explained}`" if goes_on else comment,
                documented_by="comment" if comment or goes_on else None,
                deprecated="deprecated" in comment.lower(),
                documentation_unseen=borrowed or name in elsewhere,
                standard=says_enough(name) or key in rows,
                inferred=borrowed,
            )
        )
    return tuple(found)


def _goes_on(name: str, explained: str) -> bool:
    """Whether a key has the name of an explained one above it and a further part, as `nodePortTls`
    has that of `nodePort`: the word on the one tells of the other as well."""
    further = name.removeprefix(explained)
    return explained != "" and further != name and _FURTHER.fullmatch(further) is not None


def _rows_of_switches(keys: list[_Key], comments: Comments) -> frozenset[Scalar]:
    """The keys of switches, many in one mapping, none of which has a word of its own."""
    found: set[Scalar] = set()
    for mapping in {id(parent[1]): parent[1] for *_, parent in keys if parent}.values():
        switches = {key for key, value in mapping.entries() if _is_switch(value)}
        if len(switches) >= _MANY_SWITCHES and not comments.explains(mapping):
            found |= switches
    return frozenset(found)


def _is_switch(value: Node) -> bool:
    return isinstance(value, Scalar) and value.text.lower() in ("true", "false")


def is_borrowed(name: str, dependencies: Collection[str]) -> bool:
    """Whether a value is set for a dependency, whose name may hold dots itself."""
    return any(name == each or name.startswith(f"{each}.") for each in dependencies)


def says_enough(name: str) -> bool:
    """Whether a value is, or lies in, a field that Kubernetes names and explains, or is named as
    many charts name it."""
    parts = name.split(".")
    if any(_FRAGMENT.fullmatch(part) or _KUBERNETES.fullmatch(part) for part in parts):
        return True
    pair = ".".join(parts[-2:])
    return bool(_CONVENTIONAL.fullmatch(parts[-1]) or _CONVENTIONAL_IN.fullmatch(pair))


def composed(text: str) -> Node | None:
    """The document of a text; `None` where it is no YAML."""
    try:
        return compose(text)
    except YamlTrouble:
        return None


def plain(value: Node) -> str | None:
    """A value as text that quoting and layout do not change; `None` for null."""
    if isinstance(value, Scalar) and value.is_null:
        return None
    pieces: list[str] = []
    length = 0
    for piece in _pieces(value):
        pieces.append(piece)
        length += len(piece)
        if length > LONGEST_DEFAULT:
            break
    return " ".join(pieces)[:LONGEST_DEFAULT]


def _keys(node: Node | None, above: str, parent: Scalar | None = None) -> Iterator[_Key]:
    if not isinstance(node, Mapping):
        return
    for key, value in node.entries():
        name = f"{above}.{key.text}" if above else key.text
        if key.text in ("", "<<") or len(name) > LONGEST_NAME:
            continue
        yield name, key, value, (parent, node) if parent is not None else None
        if _groups(key, value):
            yield from _keys(value, name, key)


def _groups(key: Scalar, value: Node) -> bool:
    """Whether a mapping has keys of the chart's own, as one with a switch surely does."""
    if not isinstance(value, Mapping) or not value.pairs:
        return False
    return not _FRAGMENT.fullmatch(key.text) or value.get("enabled") is not None


def _type(value: Node) -> str | None:
    """List or map; scalars are not told apart, since templates take most of them alike."""
    if isinstance(value, Sequence):
        return "list"
    if isinstance(value, Mapping):
        return "map"
    return None if value.is_null or value.text == "" else "scalar"


def _pieces(value: Node) -> Iterator[str]:
    """The words of a value with the marks that tell lists and maps apart."""
    if isinstance(value, Scalar):
        yield value.text
    elif isinstance(value, Sequence):
        yield "["
        for item in value.items:
            yield from _pieces(item)
        yield "]"
    else:
        yield "{"
        for key, item in value.pairs:
            yield from _pieces(key)
            yield from _pieces(item)
        yield "}"
