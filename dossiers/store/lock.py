"""One writer at a time: a lock on a side file, taken before the database's own.

SQLite's busy handler sleeps and tries again, so a second process that writes in a loop can starve
an interactive one for seconds.  The kernel queues waiters of a file lock instead (ADR 0015).  It
wakes the next one and does not hand the lock over, so that whoever has just let go may be back
first.  Therefore a *turn* is taken before the lock and given up with it in hand: who waits has the
turn, and a job in a loop gets behind them (ADR 0047).

The lock makes waiting fair; it does not make writing safe, which SQLite's own locks do.  A program
that takes only those is still kept out of a transaction, and merely competes unfairly.
"""

from __future__ import annotations

import fcntl
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TURN = getattr(fcntl, "F_OFD_SETLKW", None)
"""Waits for a lock on a range of the file, held by one opening of it; None where unknown."""

BYTE = "hhqqi"
"""A range as the system wants it: kind, from where, start, length, and a process (0)."""


@contextmanager
def writer_lock(database: Path) -> Iterator[None]:
    """Hold the right to write to a database file; wait for it as long as others hold it.

    Of those who wait, one is next, whoever comes back meanwhile; it only has to have woken up while
    the lock was held.  The system lets go of the lock when the process ends, however it ends.

    Args:
        database: the file; the lock is `<file>-lock` beside it, empty, and stays there.

    Raises:
        OSError: the side file cannot be made, for instance in a read-only folder.
    """
    descriptor = os.open(f"{database}-lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _turn(descriptor, fcntl.F_WRLCK)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        _turn(descriptor, fcntl.F_UNLCK)
        yield
    finally:
        os.close(descriptor)  # which also lets go of the lock


def _turn(descriptor: int, kind: int) -> None:
    """Wait to be next, or let the one after be; nothing where the system has no such lock."""
    if TURN is not None:
        fcntl.fcntl(descriptor, TURN, struct.pack(BYTE, kind, os.SEEK_SET, 0, 1, 0))
