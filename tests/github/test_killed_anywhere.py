"""A process that dies at any request, before or after GitHub did what was asked, does no harm."""

from dataclasses import replace

import httpx
import pytest
from harbour import Harbour, offering, told

from app.github.client import Server
from app.github.identity import App
from app.sandbox.server import Sandbox

pytestmark = pytest.mark.anyio


class Killed(BaseException):
    """The process is no more; nothing of it may catch this."""


class Deadly(httpx.AsyncBaseTransport):
    """Kills the process at one request, before or after it was served."""

    def __init__(self, inner: httpx.AsyncBaseTransport, at: int, served: bool) -> None:
        self._inner, self._left, self._served = inner, at, served

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self._left -= 1
        if self._left == 0 and not self._served:
            raise Killed
        response = await self._inner.handle_async_request(request)
        if self._left == 0:
            raise Killed
        return response


@pytest.mark.parametrize("served", [False, True])
@pytest.mark.parametrize("graphql", [False, True])
async def test_another_process_completes_what_one_left_behind(
    graphql: bool, served: bool, box: Sandbox, app: App, private_key: str
) -> None:
    box.offers_graphql = graphql
    stage, survived = 0, False
    while not survived:
        stage += 1
        box.world.repositories.clear()
        harbour = Harbour(box, app)
        transport = Deadly(httpx.ASGITransport(box.app), stage, served)
        mortal = Server(transport=transport)
        harbour.app = App(mortal, str(box.world.app.id), private_key)
        for text in ("Look again", "Something else"):
            publication = replace(told(text), offers=(offering("a"),))
            try:
                await harbour.run(publication)
                survived = True
            except Killed:
                survived = False
                harbour.app = app
                await harbour.run(publication)
            assert len(harbour.line_comments) <= 1
            assert [comment.body[-len(text) :] for comment in harbour.comments] == [text]
            assert [run.summary for run in harbour.check_runs] == [f"About: {text}"]
            if not survived:
                break
        await mortal.close()
    assert len(harbour.line_comments) == graphql
    assert stage > 8
