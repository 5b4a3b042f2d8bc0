"""The keys of annotations and labels in Kubernetes and in catalogs: `acme.io/paused`."""

from app.lazy_re import regex

_KEY = regex(r"[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,63}){1,10}/[A-Za-z0-9][\w./-]{0,200}")
_FOREIGN = regex(r"(?:^|\.)(?:kubernetes|k8s)\.io/")


def is_key(text: str) -> bool:
    """Whether a text is such a key, with the domain of whoever gives it a meaning."""
    return bool(_KEY.fullmatch(text))


def is_foreign(key: str) -> bool:
    """Whether it is Kubernetes itself that gives a key its meaning."""
    return bool(_FOREIGN.search(key))
