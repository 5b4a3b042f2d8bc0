"""The newest configuration of each repository that could be read."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "configuration",
        sa.Column("repository", sa.String, primary_key=True),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("layers", sa.Text, nullable=False),
    )
