"""Files of the store are for their owner alone: they tell of private repositories."""

import os
from contextlib import suppress
from pathlib import Path


def made_private(path: Path) -> None:
    """Create the file where there is none; what SQLite puts beside it gets the same rights.

    A file that is there keeps the rights that somebody gave it.
    """
    with suppress(OSError):  # SQLite meets the same trouble, and names it
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
