"""The newest configuration of each branch that could be read, as texts."""

from hashlib import sha256

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, and_, select
from sqlalchemy.dialects.sqlite import insert

from app.advise.protocols import Branch
from app.core.layers import Layers
from app.storage.database import Database
from app.storage.schema import configuration

_LAYERS = TypeAdapter(Layers)


class SqlConfigurations:
    """Keeps the promises of `app.advise.protocols.GoodConfigurations`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def last(self, branch: Branch) -> Layers | None:
        """What was kept last; None where nothing was."""
        query = select(configuration.c.layers).where(_of(branch))
        text = await self._database.run(lambda connection: connection.scalar(query))
        return None if text is None else _LAYERS.validate_json(text)

    async def keep(self, branch: Branch, layers: Layers) -> None:
        """Remember it in place of what was kept before; the same again writes nothing."""
        text = _LAYERS.dump_json(layers).decode()
        values = {"digest": sha256(text.encode()).hexdigest(), "layers": text}
        known = select(configuration.c.digest).where(_of(branch))
        statement = insert(configuration).values(
            repository=branch.repository, branch=branch.name, **values
        )
        statement = statement.on_conflict_do_update(
            index_elements=list(configuration.primary_key), set_=values
        )

        def write(connection: Connection) -> None:
            if connection.scalar(known) != values["digest"]:
                connection.execute(statement).close()

        await self._database.run(write)


def _of(branch: Branch) -> ColumnElement[bool]:
    columns = configuration.c
    return and_(columns.repository == branch.repository, columns.branch == branch.name)
