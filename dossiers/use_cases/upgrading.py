"""A database brought to this release, with what its dossiers are found by.

The tables of the store are changed by migrations; what follows from sealed content is entered
afterwards, from the cache of dossiers.  Cut short in between, the next run enters it.
"""

from __future__ import annotations

from dossiers.store import Store, initialise
from dossiers.use_cases.looking import listed
from dossiers.use_cases.matching import found_by


def brought_up(url: str) -> bool:
    """Make a database, or bring an older one to this release, and see that dossiers are found.

    Args:
        url: its address.

    Returns:
        True when it was made, upgraded or completed; False when there was nothing to do.

    Raises:
        dossiers.errors.HistoryError: a dossier, or the workflow that it follows, cannot be read;
            the database is upgraded, and the same again enters what dossiers are found by.
        dossiers.errors.StoreError: it cannot be used or written, as `dossiers.store.initialise`.
    """
    changed = initialise(url)
    with Store.open(url) as store:
        return entered(store) or changed


def entered(store: Store) -> bool:
    """Enter by what dossiers are found, where one is missing; whether one was.

    Raises:
        dossiers.errors.HistoryError: a dossier, or the workflow that it follows, cannot be read.
        dossiers.errors.StoreError: the database cannot be written.
    """
    if store.found_whole:
        return False
    store.enter(lambda: [found_by(store, one) for one in listed(store)])
    return True
