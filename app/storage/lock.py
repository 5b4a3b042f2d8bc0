"""Locks between processes, on the one mechanism that every platform of ours has: SQLite's own.

The system drops such a lock when its holder dies, however it dies.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from app.storage.private import made_private


class Taken(Exception):
    """Another process holds the lock."""


@contextmanager
def locked(path: Path, patience: float) -> Iterator[None]:
    """Hold the lock at `path`. Raises `Taken` after `patience` seconds."""
    made_private(path)
    # the holder may be let go from another thread than the one that took it
    with closing(sqlite3.connect(path, timeout=patience, check_same_thread=False)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            raise Taken(path) from error
        yield
