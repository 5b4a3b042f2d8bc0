"""When a branch's configuration was last used, so that those of deleted branches are forgotten."""

import time

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column(
        "configuration",
        sa.Column("used_at", sa.Float, nullable=False, server_default=str(time.time())),
    )
    op.create_index("ix_configuration_used_at", "configuration", ["used_at"])
