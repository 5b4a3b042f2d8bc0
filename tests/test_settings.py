"""What operators set: everything wrong is said at once, and nothing secret."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)

from app.errors import AuthorsMistake
from app.settings import Settings


def pem(
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey,
    form: PrivateFormat = PrivateFormat.TraditionalOpenSSL,
    encryption: KeySerializationEncryption | None = None,
) -> str:
    return key.private_bytes(Encoding.PEM, form, encryption or NoEncryption()).decode()


RSA = rsa.generate_private_key(65537, 2048)
COMPLETE = {
    "GITHUB_APP_ID": "42",
    "GITHUB_PRIVATE_KEY": pem(RSA),
    "GITHUB_WEBHOOK_SECRET": "open sesame",
}


def mistakes(environ: dict[str, str]) -> dict[str, str]:
    with pytest.raises(AuthorsMistake) as caught:
        Settings.from_environment(environ)
    return {mistake.where: mistake.message for mistake in caught.value.mistakes}


def test_three_variables_are_enough() -> None:
    settings = Settings.from_environment(COMPLETE)
    assert settings.app_id == "42"
    assert settings.webhook_secrets == ("open sesame",)
    assert settings.database_url == "sqlite:///cowpath.db"
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.api_url == "https://api.github.com"


def test_everything_that_is_missing_is_said_at_once_with_where_to_get_it() -> None:
    found = mistakes({"GITHUB_APP_ID": "", "PORT": "many"})
    assert found.keys() == {"GITHUB_APP_ID", "GITHUB_PRIVATE_KEY", "GITHUB_WEBHOOK_SECRET", "PORT"}
    assert "Developer settings" in found["GITHUB_APP_ID"]
    assert "Generate a private key" in found["GITHUB_PRIVATE_KEY"]


def test_an_option_comes_before_its_variable() -> None:
    environ = {**COMPLETE, "PORT": "1", "HOST": "::1"}
    settings = Settings.from_environment(environ, {"PORT": "2", "HOST": None})
    assert (settings.port, settings.host) == (2, "::1")


@pytest.mark.parametrize("form", [PrivateFormat.TraditionalOpenSSL, PrivateFormat.PKCS8])
@pytest.mark.parametrize("escaped", [True, False])
def test_a_key_may_have_either_form_and_escaped_line_breaks(
    form: PrivateFormat, escaped: bool
) -> None:
    key = pem(RSA, form)
    given = key.replace("\n", "\\n") if escaped else key
    settings = Settings.from_environment({**COMPLETE, "GITHUB_PRIVATE_KEY": given})
    assert settings.private_key.strip() == key.strip()


def test_a_key_may_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    file.write_text(pem(RSA))
    environ = {**COMPLETE, "GITHUB_PRIVATE_KEY": "", "GITHUB_PRIVATE_KEY_FILE": str(file)}
    assert Settings.from_environment(environ).private_key == pem(RSA)


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("not a key", "no private key in PEM form"),
        (pem(RSA)[:200], "no private key in PEM form"),
        (pem(ec.generate_private_key(ec.SECP256R1())), "no RSA key"),
        (pem(rsa.generate_private_key(65537, 1024)), "at least 2048 bits"),  # noqa: S505 -- weak
        (pem(RSA, encryption=BestAvailableEncryption(b"x")), "behind a passphrase"),
    ],
)
def test_a_key_that_cannot_be_used_is_said_without_showing_it(key: str, message: str) -> None:
    found = mistakes({**COMPLETE, "GITHUB_PRIVATE_KEY": key})
    assert message in found["GITHUB_PRIVATE_KEY"]
    assert key[30:60] not in str(found) or key == "not a key"


def test_a_key_file_that_is_not_there_is_a_mistake() -> None:
    environ = {**COMPLETE, "GITHUB_PRIVATE_KEY": "", "GITHUB_PRIVATE_KEY_FILE": "/no/such/file"}
    assert "cannot be read" in mistakes(environ)["GITHUB_PRIVATE_KEY_FILE"]


def test_two_keys_are_one_too_many(tmp_path: Path) -> None:
    found = mistakes({**COMPLETE, "GITHUB_PRIVATE_KEY_FILE": str(tmp_path)})
    assert "Unset one" in found["GITHUB_PRIVATE_KEY"]


def test_several_webhook_secrets_are_accepted_while_one_replaces_another() -> None:
    settings = Settings.from_environment({**COMPLETE, "GITHUB_WEBHOOK_SECRET": "new, old,"})
    assert settings.webhook_secrets == ("new", "old")


def test_an_enterprise_server_needs_one_address() -> None:
    environ = {**COMPLETE, "GITHUB_URL": "https://github.example.com/"}
    settings = Settings.from_environment(environ)
    assert settings.github_url == "https://github.example.com"
    assert settings.api_url == "https://github.example.com/api/v3"


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("GITHUB_APP_ID", "my app", "neither an App's id"),
        ("GITHUB_URL", "github.com", "no address"),
        ("GITHUB_API_URL", "ftp://github.com", "no address"),
        ("GITHUB_API_URL", "https://[", "no address"),
        ("DATABASE_URL", "postgresql://localhost/cowpath", "not offered yet"),
        ("DATABASE_URL", "sqlite://", "sqlite:/// and a path"),
        ("DATABASE_URL", "sqlite:///:memory:", "sqlite:/// and a path"),
        ("PORT", "65536", "no port"),
        ("PORT", "٣", "no port"),
        ("LOG_LEVEL", "loud", "none of debug"),
        ("LOG_FORMAT", "xml", "none of text"),
        ("GITHUB_WEBHOOK_SECRET", ",", "holds no secret"),
    ],
)
def test_a_wrong_value_is_said_with_what_is_right(name: str, value: str, message: str) -> None:
    assert message in mistakes({**COMPLETE, name: value})[name]


def test_nothing_secret_is_shown() -> None:
    settings = Settings.from_environment(COMPLETE)
    shown = f"{settings!r} {settings}"
    assert "open sesame" not in shown
    assert "PRIVATE" not in shown
    assert set(settings.secrets) == {pem(RSA).strip(), "open sesame"}
