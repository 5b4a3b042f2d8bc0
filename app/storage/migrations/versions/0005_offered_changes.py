"""Which changes were offered on their lines, so that none is offered twice."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("publication", sa.Column("offered", sa.JSON))
