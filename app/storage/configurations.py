"""The newest configuration of each repository that could be read, as texts."""

from hashlib import sha256

from pydantic import TypeAdapter
from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from app.core.layers import Layers
from app.storage.database import Database
from app.storage.schema import configuration

_LAYERS = TypeAdapter(Layers)


class SqlConfigurations:
    """Keeps the promises of `app.advise.GoodConfigurations`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def last(self, repository: str) -> Layers | None:
        """What was kept last; None where nothing was."""
        query = select(configuration.c.layers).where(configuration.c.repository == repository)
        text = await self._database.run(lambda connection: connection.scalar(query))
        return None if text is None else _LAYERS.validate_json(text)

    async def keep(self, repository: str, layers: Layers) -> None:
        """Remember it in place of what was kept before; the same again writes nothing."""
        text = _LAYERS.dump_json(layers).decode()
        values = {"digest": sha256(text.encode()).hexdigest(), "layers": text}
        known = select(configuration.c.digest).where(configuration.c.repository == repository)
        statement = insert(configuration).values(repository=repository, **values)
        statement = statement.on_conflict_do_update(index_elements=["repository"], set_=values)

        def write(connection: Connection) -> None:
            if connection.scalar(known) != values["digest"]:
                connection.execute(statement).close()

        await self._database.run(write)
