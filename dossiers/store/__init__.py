"""Where dossiers, their events and documents are kept: SQLAlchemy lives here and nowhere else.

The database is a file of SQLite or one on a server of PostgreSQL; an address says which (ADR 0040).
The store knows rows, bytes and digests; what they mean is known above it.  `initialise` makes the
file, `Store.open` opens one that was made.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     url = f"sqlite:///{Path(folder, 'tdkt.sqlite')}"
    ...     made, again = initialise(url), initialise(url)
    ...     with Store.open(url) as store:
    ...         made, again, store.numbers(), store.body("CSTDCS-2024-0001")
    (True, False, (), None)
"""

from dossiers.store.engine import without_password
from dossiers.store.group import GroupStore
from dossiers.store.guards import RIGHTS_OF
from dossiers.store.key_store import Destroyed
from dossiers.store.likeness import likeness
from dossiers.store.memory import Beside, Memory
from dossiers.store.once import Once
from dossiers.store.reader import Reader
from dossiers.store.records import Store
from dossiers.store.rows import (
    AccountRow,
    AnyRow,
    Begun,
    Disclosed,
    Entry,
    Erasure,
    InLog,
    KeptStamp,
    MandateRow,
    NewEvent,
    PublicationRow,
    Recorded,
    Row,
    Signed,
    Sought,
    StoredEvent,
)
from dossiers.store.schema import initialise
from dossiers.store.sequencer import Log, NotNumberedError

__all__ = [
    "RIGHTS_OF",
    "AccountRow",
    "AnyRow",
    "Begun",
    "Beside",
    "Destroyed",
    "Disclosed",
    "Entry",
    "Erasure",
    "GroupStore",
    "InLog",
    "KeptStamp",
    "Log",
    "MandateRow",
    "Memory",
    "NewEvent",
    "NotNumberedError",
    "Once",
    "PublicationRow",
    "Reader",
    "Recorded",
    "Row",
    "Signed",
    "Sought",
    "Store",
    "StoredEvent",
    "initialise",
    "likeness",
    "without_password",
]
