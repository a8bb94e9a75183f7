"""The one way in which a command opens the database: within the units that it may see."""

from __future__ import annotations

from dossiers.store import Store
from terminal.unit_scope import present_scope


def opened(database: str) -> Store:
    """The database as whoever runs the command may see it.

    Args:
        database: the address.

    Raises:
        dossiers.errors.StoreError: it cannot be read.
    """
    return Store.open(database, scope=present_scope())
