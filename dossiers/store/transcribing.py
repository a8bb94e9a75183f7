"""A database of PostgreSQL written into a file of SQLite, with its keys: for games and travel.

What is copied is what stands there, believed or not; the copy has the same origin, so that proofs
and checkpoints speak of both.
"""

from __future__ import annotations

from pathlib import Path

from dossiers.store.backup import carried, copied_file
from dossiers.store.engine import address, backend_of
from dossiers.store.sqlite import keys_beside


def as_file(url: str, target: Path) -> Path:
    """The database as a file: the one that it is, or a copy of it as it stands at this moment.

    Args:
        url: its address; it is only read.
        target: where a copy goes; nothing stands there yet.

    Raises:
        UnknownDatabaseError: the address cannot be used.
        StoreError: it cannot be read.
    """
    there = address(url)
    file = backend_of(there).file(there)
    if file is not None:
        return file
    copied_file(backend_of(there).keys(there), keys_beside(target))
    carried(url, target)
    return target
