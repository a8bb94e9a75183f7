"""One writer at a time: a lock on a side file, taken before the database's own.

SQLite's busy handler sleeps and tries again, so a second process that writes in a loop can starve
an interactive one for seconds.  The kernel queues waiters of a file lock instead (ADR 0015).

The lock makes waiting fair; it does not make writing safe, which SQLite's own locks do.  A program
that takes only those is still kept out of a transaction, and merely competes unfairly.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def writer_lock(database: Path) -> Iterator[None]:
    """Hold the right to write to a database file; wait for it as long as others hold it.

    The system lets go of the lock when the process ends, however it ends.

    Args:
        database: the file; the lock is `<file>-lock` beside it, empty, and stays there.

    Raises:
        OSError: the side file cannot be made, for instance in a read-only folder.
    """
    descriptor = os.open(f"{database}-lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)  # which also lets go of the lock
