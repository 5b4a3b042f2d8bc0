"""The newest configuration of each branch that could be read, as texts.

Nobody tells us that a branch is deleted, so a configuration goes when it was not used for long.
"""

import time
from collections.abc import Callable
from hashlib import sha256

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, and_, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from app.advise.protocols import Branch
from app.core.layers import Layers
from app.storage.database import Database
from app.storage.schema import configuration

UNUSED = 180 * 86_400.0
"""Seconds after which a configuration that no pull request was judged by is forgotten."""
DAY = 86_400.0
"""Seconds within which a second use is not written down."""

_LAYERS = TypeAdapter(Layers)


class SqlConfigurations:
    """Keeps the promises of `app.advise.protocols.GoodConfigurations`."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    async def last(self, branch: Branch) -> Layers | None:
        """What was kept last; None where nothing was."""
        query = select(configuration.c.layers).where(_of(branch))

        def read(connection: Connection) -> str | None:
            text: str | None = connection.scalar(query)
            if text is not None:
                self._note_use(connection, branch)
            return text

        found = await self._database.run(read)
        return None if found is None else _LAYERS.validate_json(found)

    async def keep(self, branch: Branch, layers: Layers) -> None:
        """Remember it in place of what was kept before; the same again writes next to nothing."""
        text = _LAYERS.dump_json(layers).decode()
        values = {
            "digest": sha256(text.encode()).hexdigest(),
            "layers": text,
            "used_at": self._clock(),
        }
        known = select(configuration.c.digest).where(_of(branch))
        statement = insert(configuration).values(
            repository=branch.repository, branch=branch.name, **values
        )
        statement = statement.on_conflict_do_update(
            index_elements=list(configuration.primary_key), set_=values
        )

        def write(connection: Connection) -> None:
            if connection.scalar(known) == values["digest"]:
                self._note_use(connection, branch)
            else:
                connection.execute(statement).close()

        await self._database.run(write)

    def _note_use(self, connection: Connection, branch: Branch) -> None:
        now = self._clock()
        long_ago = configuration.c.used_at < now - DAY
        noted = update(configuration).where(_of(branch), long_ago).values(used_at=now)
        connection.execute(noted).close()


def forget_configurations(connection: Connection, now: float) -> None:
    """Forget those that were not used for long."""
    connection.execute(delete(configuration).where(configuration.c.used_at < now - UNUSED))


def _of(branch: Branch) -> ColumnElement[bool]:
    columns = configuration.c
    return and_(columns.repository == branch.repository, columns.branch == branch.name)
