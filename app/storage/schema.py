"""The tables. Times are seconds since 1970, as the clock of this machine has them.

A change here needs a numbered migration beside it; a test compares the two.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

delivery = Table(
    "delivery",
    metadata,
    Column("id", String, primary_key=True),
    Column("event", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("generation", Integer, nullable=False),  # which event of its subject this one is
    Column("received_at", Float, nullable=False, index=True),
    Index("ix_delivery_subject", "subject", "generation"),
)

subject = Table(
    "subject",
    metadata,
    Column("key", String, primary_key=True),
    Column("installation", BigInteger, nullable=False),
    Column("repository", String, nullable=False),
    Column("task", String, nullable=False),
    Column("name", String, nullable=False),
    Column("generation", Integer, nullable=False),  # counts events; more than done: work waits
    Column("done_generation", Integer, nullable=False),
    Column("dirty_at", Float),  # the oldest event that no holder has taken up
    Column("due_at", Float, nullable=False),
    Column("not_before", Float, nullable=False),  # the other side asked us to wait till then
    Column("lease_until", Float),  # null: nobody holds it
    Column("claimed_at", Float, index=True),
    Column("ticket", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("given_up", Boolean, nullable=False),
    Column("error", Text),
    Column("finished_at", Float, index=True),
    Index("ix_subject_due", "due_at"),
)

publication = Table(
    "publication",
    metadata,
    Column("subject", String, primary_key=True),
    Column("head_sha", String, nullable=False),
    Column("check_run_id", BigInteger, nullable=False),
    Column("check_digest", String, nullable=False),
    Column("comment_id", BigInteger),
    Column("comment_digest", String),
    Column("offered", JSON),  # digests of the changes offered on lines, by fingerprint
)

reply = Table(
    "reply",
    metadata,
    Column("id", String, primary_key=True),  # of the delivery that brought it
    Column("subject", String, nullable=False),
    Column("author", String, nullable=False),
    Column("text", Text, nullable=False),  # emptied once it is answered
    Column("comment_id", BigInteger),  # null: a button was pressed
    Column("heard_at", Float, nullable=False, index=True),
    Column("answered_for", String),  # the head for which it was answered; null: it waits
    Column("answers", JSON),
    Index("ix_reply_subject", "subject", "answered_for"),
)

excuse = Table(
    "excuse",
    metadata,
    Column("subject", String, primary_key=True),
    Column("policy", String, primary_key=True),
    Column("fingerprint", String, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("author", String, nullable=False),
    Column("given_at", Float, nullable=False),
)

observation = Table(
    "observation",
    metadata,
    Column("subject", String, primary_key=True),
    Column("policy", String, primary_key=True),
    Column("fingerprint", String, primary_key=True),
    Column("repository", String, nullable=False),  # installation/owner/name
    Column("shown_at", Float, nullable=False),  # for the first time
    Column("outcome", String, nullable=False),
    Column("changed_at", Float, nullable=False),
    Index("ix_observation_repository", "repository", "policy", "shown_at"),
)

repository = Table(
    "repository",
    metadata,
    Column("key", String, primary_key=True),  # installation/owner/name
    Column("first_seen_at", Float, nullable=False),
    Column("stepped_down", Integer, nullable=False),  # policies that keep quiet of themselves
)

configuration = Table(
    "configuration",
    metadata,
    Column("repository", String, primary_key=True),  # installation/owner/name
    Column("branch", String, primary_key=True),
    Column("digest", String, nullable=False),
    Column("layers", Text, nullable=False),  # the texts of all layers that could last be read
    Column("used_at", Float, nullable=False, index=True),  # by a pull request; to a day
)
