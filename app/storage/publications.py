"""What was last published for each pull request."""

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from app.advise.protocols import Published
from app.storage.database import Database
from app.storage.schema import publication

_FIELDS = [column for column in publication.c if column is not publication.c.subject]


class SqlPublications:
    """Keeps the promises of `app.advise.Publications`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def last(self, subject: str) -> Published | None:
        """What was last published for `subject`; None where nothing was."""
        query = select(*_FIELDS).where(publication.c.subject == subject)
        row = await self._database.run(lambda connection: connection.execute(query).first())
        if row is None:
            return None
        # a row from before changes were offered says nothing of them
        return Published(**{**row._mapping, "offered": row.offered or {}})

    async def keep(self, subject: str, published: Published) -> None:
        """Remember it in place of what was kept before."""
        values = {column.name: getattr(published, column.name) for column in _FIELDS}
        statement = insert(publication).values(subject=subject, **values)
        statement = statement.on_conflict_do_update(index_elements=["subject"], set_=values)
        await self._database.run(lambda connection: connection.execute(statement).close())
