"""What people say to Cowpath, what they excuse, and what becomes of advice."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "reply",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("comment_id", sa.BigInteger),
        sa.Column("heard_at", sa.Float, nullable=False),
        sa.Column("answered_for", sa.String),
        sa.Column("answers", sa.JSON),
    )
    op.create_index("ix_reply_heard_at", "reply", ["heard_at"])
    op.create_index("ix_reply_subject", "reply", ["subject", "answered_for"])
    op.create_table(
        "excuse",
        sa.Column("subject", sa.String, primary_key=True),
        sa.Column("policy", sa.String, primary_key=True),
        sa.Column("fingerprint", sa.String, primary_key=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("given_at", sa.Float, nullable=False),
    )
    op.create_table(
        "observation",
        sa.Column("subject", sa.String, primary_key=True),
        sa.Column("policy", sa.String, primary_key=True),
        sa.Column("fingerprint", sa.String, primary_key=True),
        sa.Column("repository", sa.String, nullable=False),
        sa.Column("shown_at", sa.Float, nullable=False),
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("changed_at", sa.Float, nullable=False),
    )
    op.create_index(
        "ix_observation_repository", "observation", ["repository", "policy", "shown_at"]
    )
    op.create_table(
        "repository",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("first_seen_at", sa.Float, nullable=False),
        sa.Column("stepped_down", sa.Integer, nullable=False),
    )
