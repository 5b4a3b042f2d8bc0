"""What operators set: read once at start, every mistake reported at once, nothing secret shown."""

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar, cast
from urllib.parse import urlsplit

from app.errors import AuthorsMistake, Mistake

Value = TypeVar("Value")
LogFormat = Literal["text", "json"]
LogLevel = Literal["debug", "info", "warning", "error"]

GITHUB = "https://github.com"
SMALLEST_KEY = 2048
"""Bits; GitHub makes keys of this size."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of the environment, which is also an option of `cowpath serve`."""

    name: str
    meaning: str
    default: str = ""
    """What holds where it is not set, in words; empty where it must be set."""

    @property
    def option(self) -> str:
        """`--port` for `PORT`."""
        return "--" + self.name.lower().replace("_", "-")


VARIABLES = (
    Variable(
        "GITHUB_APP_ID",
        "The App's id, or its client id. It stands at the top of the App's settings at GitHub "
        "(Settings → Developer settings → GitHub Apps → your App).",
    ),
    Variable(
        "GITHUB_PRIVATE_KEY",
        "The App's private key, a PEM file's whole text; line breaks may be written as `\\n`. "
        "“Generate a private key” in the App's settings gives one. Set this or "
        "`GITHUB_PRIVATE_KEY_FILE`.",
    ),
    Variable(
        "GITHUB_PRIVATE_KEY_FILE", "The path of a file that holds the App's private key.", "none"
    ),
    Variable(
        "GITHUB_WEBHOOK_SECRET",
        "The webhook secret that was typed into the App's settings. Several, with commas between "
        "them, are all accepted while one replaces another.",
    ),
    Variable(
        "GITHUB_URL",
        "Where people find GitHub: set it for GitHub Enterprise Server.",
        "`https://github.com`",
    ),
    Variable(
        "GITHUB_API_URL",
        "Where programs find GitHub.",
        "`https://api.github.com`, or `GITHUB_URL` with `/api/v3`",
    ),
    Variable(
        "DATABASE_URL",
        "Where deliveries wait and what was published is kept: `sqlite:///` and a path, which "
        "starts with a further `/` where it is absolute. Not on a network drive.",
        "`sqlite:///cowpath.db`",
    ),
    Variable("HOST", "The address to listen on.", "`127.0.0.1`"),
    Variable("PORT", "The port to listen on.", "`8000`"),
    Variable("LOG_LEVEL", "`debug`, `info`, `warning` or `error`.", "`info`"),
    Variable("LOG_FORMAT", "`text` or `json`.", "`text` on a terminal, `json` elsewhere"),
)

SECRET_VARIABLES = ("GITHUB_PRIVATE_KEY", "GITHUB_WEBHOOK_SECRET")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between two installations of Cowpath."""

    app_id: str
    private_key: str = field(repr=False)
    """PEM."""
    webhook_secrets: tuple[str, ...] = field(repr=False)
    github_url: str
    """Without a slash at its end, as the next one."""
    api_url: str
    database_url: str
    host: str
    port: int
    log_level: LogLevel
    log_format: LogFormat

    @classmethod
    def from_environment(
        cls, environ: Mapping[str, str], overrides: Mapping[str, str | None] | None = None
    ) -> "Settings":
        """Read variables; `overrides` are options by their variable's name, None where not given.

        Raises `AuthorsMistake` with every variable that is wrong or missing.
        """
        options = {name: value for name, value in (overrides or {}).items() if value is not None}
        reader = _Reader({**environ, **options})
        web = reader.read("GITHUB_URL", _url, GITHUB)
        api = f"{web}/api/v3" if web not in {GITHUB, ""} else "https://api.github.com"
        settings = cls(
            app_id=reader.read("GITHUB_APP_ID", _app_id),
            private_key=reader.private_key(),
            webhook_secrets=reader.read("GITHUB_WEBHOOK_SECRET", _secrets),
            github_url=web,
            api_url=reader.read("GITHUB_API_URL", _url, api),
            database_url=reader.read("DATABASE_URL", _database, "sqlite:///cowpath.db"),
            host=reader.read("HOST", str, "127.0.0.1"),
            port=reader.read("PORT", _port, "8000"),
            log_level=cast(LogLevel, reader.read("LOG_LEVEL", _level, "info")),
            log_format=cast(LogFormat, reader.read("LOG_FORMAT", _format, _format_here())),
        )
        reader.finish()
        return settings

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be shown."""
        return (self.private_key, *self.webhook_secrets)


class _Reader:
    """Reads one variable after another and keeps the mistakes."""

    def __init__(self, given: Mapping[str, str]) -> None:
        # a variable that is set to nothing is how compose files say "not set"
        self._given = {name: value.strip() for name, value in given.items() if value.strip()}
        self._mistakes: list[Mistake] = []

    def read(self, name: str, parse: Callable[[str], Value], default: str | None = None) -> Value:
        """Its value; a placeholder where there is a mistake, which `finish` raises."""
        text = self._given.get(name, default)
        try:
            if text is None:
                raise ValueError(f"is not set. {_MEANINGS[name]}")
            return parse(text)
        except ValueError as error:
            self._mistakes.append(Mistake(name, 0, 0, str(error)))
            return cast(Value, "")

    def private_key(self) -> str:
        """The key itself, from whichever of its two variables is set."""
        both = {"GITHUB_PRIVATE_KEY", "GITHUB_PRIVATE_KEY_FILE"}
        if both <= self._given.keys():
            message = "is set and GITHUB_PRIVATE_KEY_FILE as well. Unset one of the two"
            self._mistakes.append(Mistake("GITHUB_PRIVATE_KEY", 0, 0, message))
            return ""
        if "GITHUB_PRIVATE_KEY_FILE" in self._given:
            return self.read("GITHUB_PRIVATE_KEY_FILE", _key_in_file)
        return self.read("GITHUB_PRIVATE_KEY", _key)

    def finish(self) -> None:
        """Raise `AuthorsMistake` where anything was wrong."""
        if self._mistakes:
            raise AuthorsMistake(self._mistakes)


_MEANINGS = {variable.name: variable.meaning for variable in VARIABLES}


def _app_id(text: str) -> str:
    if not re.fullmatch(r"[0-9]+|Iv[0-9A-Za-z.]+", text):
        raise ValueError("is neither an App's id (digits) nor its client id (it starts with Iv)")
    return text


def _key_in_file(path: str) -> str:
    try:
        text = Path(path).read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"names a file that cannot be read ({type(error).__name__})") from None
    return _key(text)


def _key(text: str) -> str:
    from cryptography.exceptions import UnsupportedAlgorithm  # slow to import, and only for serve
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    pem = text.replace("\\n", "\n")
    try:
        key = load_pem_private_key(pem.encode(), password=None)
    except TypeError:
        raise ValueError("holds a key behind a passphrase; GitHub's own keys have none") from None
    except (ValueError, UnsupportedAlgorithm):
        raise ValueError(
            "holds no private key in PEM form, from -----BEGIN to the end of the -----END line"
        ) from None
    if not isinstance(key, RSAPrivateKey) or key.key_size < SMALLEST_KEY:
        raise ValueError(f"holds no RSA key of at least {SMALLEST_KEY} bits")
    return pem


def _secrets(text: str) -> tuple[str, ...]:
    secrets = tuple(part.strip() for part in text.split(",") if part.strip())
    if not secrets:
        raise ValueError(f"holds no secret. {_MEANINGS['GITHUB_WEBHOOK_SECRET']}")
    return secrets


def _url(text: str) -> str:
    try:
        parts = urlsplit(text)
        complete = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        complete = False
    if not complete:
        raise ValueError("is no address such as https://github.example.com")
    return text.rstrip("/")


def _database(text: str) -> str:
    if text.startswith(("postgresql:", "postgres:", "postgresql+")):
        raise ValueError("names PostgreSQL, which is not offered yet. Use sqlite:/// and a path")
    path = text.removeprefix("sqlite:///")
    if path == text or not path or path.startswith((":memory:", "file:")):
        raise ValueError("is not sqlite:/// and a path, such as sqlite:////var/lib/cowpath.db")
    return text


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:9]) < 65_536):
        raise ValueError("is no port, a number up to 65535")
    return int(text)


def _level(text: str) -> str:
    return _one_of(text, "debug", "info", "warning", "error")


def _format(text: str) -> str:
    return _one_of(text, "text", "json")


def _one_of(text: str, *choices: str) -> str:
    if text.lower() not in choices:
        raise ValueError(f"is none of {', '.join(choices)}")
    return text.lower()


def _format_here() -> str:
    return "text" if sys.stderr.isatty() else "json"


def settings_page() -> str:
    """`docs/reference/settings.md`: the table of variables."""
    rows = (
        f"| `{v.name}` | `{v.option}` | {v.meaning} | {v.default or 'must be set'} |"
        for v in VARIABLES
    )
    return "\n".join([_PAGE_TOP, *rows]) + "\n"


_PAGE_TOP = """\
# Settings

`cowpath serve` reads these variables once, when it starts. Each is also an option, which comes \
first; a secret is better kept in its variable, since other users of the machine can see options. \
Everything that is wrong or missing is reported at once, and nothing secret is ever printed.

What a platform team sets for its repository is another matter: its configuration.

| variable | option | meaning | default |
| --- | --- | --- | --- |"""
