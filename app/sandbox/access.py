"""Who asks: the App by its signed token, an installation by the token it was given, or a person."""

from datetime import UTC, datetime, timedelta

import jwt

from app.sandbox import shapes
from app.sandbox.calls import Call, Caller, Handler, Refusal, Reply
from app.sandbox.records import Installation
from app.sandbox.world import World

LIFETIME = timedelta(hours=1)


class Access:
    """Gives and checks tokens."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._tokens: dict[str, Installation] = {}
        self.people: dict[str, str] = {}
        """Logins by their personal tokens."""

    def caller(self, authorization: str) -> Caller:
        """Who sends this header. Raises `Refusal` where it is not to be believed."""
        _, _, token = authorization.partition(" ")
        if not token:
            return Caller()
        if token in self.people:
            return Caller(login=self.people[token])
        if token in self._tokens:
            return Caller(installation=self._tokens[token])
        if token.count(".") == 2:
            self._check_signature(token)
            return Caller(is_app=True)
        raise Refusal(401, "Bad credentials")

    def _check_signature(self, token: str) -> None:
        key = self._world.app.public_key
        try:
            said = jwt.decode(
                token, key, algorithms=["RS256"], options={"verify_signature": bool(key)}
            )
        except jwt.InvalidTokenError as error:
            raise Refusal(401, "A JSON web token could not be decoded") from error
        if said.get("iss") != str(self._world.app.id):
            raise Refusal(401, "'Issuer' claim ('iss') must be an Integer")

    def revoke_all(self) -> None:
        """Make every installation's token worthless at once."""
        self._tokens.clear()

    def give_token(self, call: Call) -> Reply:
        """POST /app/installations/{installation_id}/access_tokens."""
        _as_app(call)
        installation = self._world.installations.get(call.parameters["installation_id"])
        if installation is None:
            raise Refusal(404, "Not Found")
        if installation.suspended:
            raise Refusal(403, "This installation has been suspended")
        token = f"ghs_{self._world.next_id():032d}"
        self._tokens[token] = installation
        until = (datetime.now(UTC) + LIFETIME).strftime("%Y-%m-%dT%H:%M:%SZ")
        permissions = dict(installation.permissions)
        return Reply({"token": token, "expires_at": until, "permissions": permissions}, 201)

    def routes(self) -> list[tuple[str, str, Handler]]:
        """What is asked about the App itself."""
        return [
            ("POST", "/app/installations/{installation_id:int}/access_tokens", self.give_token),
            ("GET", "/app", _app),
            ("GET", "/app/hook/config", _webhook),
            ("GET", "/app/installations", _installations),
            ("GET", "/repos/{owner}/{repo}/installation", _installation),
        ]


def _as_app(call: Call) -> None:
    if not call.caller.is_app:
        raise Refusal(401, "A JSON web token could not be decoded")


def _app(call: Call) -> Reply:
    _as_app(call)
    return Reply(shapes.app(call.world.app))


def _webhook(call: Call) -> Reply:
    _as_app(call)
    if not call.world.app.webhook_url:
        raise Refusal(404, "Not Found")
    url = call.world.app.webhook_url
    settings = {"url": url, "content_type": "json", "insecure_ssl": "0", "secret": "********"}
    return Reply(settings)


def _installations(call: Call) -> Reply:
    _as_app(call)
    return Reply([shapes.installation(one) for one in call.world.installations.values()])


def _installation(call: Call) -> Reply:
    _as_app(call)
    found = call.world.installation_of(call.repository)
    if found is None:
        raise Refusal(404, "Not Found")
    return Reply(shapes.installation(found))
