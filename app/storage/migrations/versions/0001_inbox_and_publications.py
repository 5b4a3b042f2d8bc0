"""The inbox and what was published."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("event", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.Column("received_at", sa.Float, nullable=False),
    )
    op.create_index("ix_delivery_received_at", "delivery", ["received_at"])
    op.create_index("ix_delivery_subject", "delivery", ["subject", "generation"])
    op.create_table(
        "subject",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("installation", sa.BigInteger, nullable=False),
        sa.Column("repository", sa.String, nullable=False),
        sa.Column("task", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("generation", sa.Integer, nullable=False),
        sa.Column("done_generation", sa.Integer, nullable=False),
        sa.Column("dirty_at", sa.Float),
        sa.Column("due_at", sa.Float, nullable=False),
        sa.Column("not_before", sa.Float, nullable=False),
        sa.Column("lease_until", sa.Float),
        sa.Column("claimed_at", sa.Float),
        sa.Column("ticket", sa.Integer, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("given_up", sa.Boolean, nullable=False),
        sa.Column("error", sa.Text),
        sa.Column("finished_at", sa.Float),
    )
    op.create_index("ix_subject_due", "subject", ["due_at"])
    op.create_index("ix_subject_claimed_at", "subject", ["claimed_at"])
    op.create_index("ix_subject_finished_at", "subject", ["finished_at"])
    op.create_table(
        "publication",
        sa.Column("subject", sa.String, primary_key=True),
        sa.Column("head_sha", sa.String, nullable=False),
        sa.Column("check_run_id", sa.BigInteger, nullable=False),
        sa.Column("check_digest", sa.String, nullable=False),
        sa.Column("comment_id", sa.BigInteger),
        sa.Column("comment_digest", sa.String),
    )
