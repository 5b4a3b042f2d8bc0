"""The newest configuration that could be read, of each branch and no longer of each repository.

What was kept is let go: nothing says of which branch it was, and the next pull request to a branch
whose configuration can be read keeps it anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.drop_table("configuration")
    op.create_table(
        "configuration",
        sa.Column("repository", sa.String, primary_key=True),
        sa.Column("branch", sa.String, primary_key=True),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("layers", sa.Text, nullable=False),
    )
