"""The keys under which personal content is sealed: one a stream, in a file apart from the database.

They lie apart so that they can have a short life in backups: who restores an old backup of the
database and finds a key destroyed cannot read what was erased (ADR 0034).  On SQLite the file is
`<database>.keys`; for a server it stands in the folder that TDKT_KEYS names.  Only its owner may
read it.

Invariants:

* a key is on the disk before anything is sealed under it, and is drawn once;
* a destroyed key stays known as destroyed, and is never drawn again;
* a key may be wrapped under a master key that lies elsewhere; a program without it reads nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dossiers.errors import DatabaseReadOnlyError, KeysMissingError
from dossiers.store.engine import told_plainly
from dossiers.store.sqlite import PATIENCE_MS, keys_beside, private_file

MADE = (
    "CREATE TABLE IF NOT EXISTS subject_key "
    "(id TEXT PRIMARY KEY, key BLOB, destroyed INTEGER, CHECK (key IS NULL OR destroyed IS NULL))"
)
FOUND = "SELECT key, destroyed FROM subject_key WHERE id = ?"
ADDED = "INSERT OR IGNORE INTO subject_key (id, key) VALUES (?, ?)"
EVERY = "SELECT id, key, destroyed FROM subject_key"
TAKEN_OVER = "INSERT OR IGNORE INTO subject_key (id, key, destroyed) VALUES (?, ?, ?)"
DESTROYED = (
    "INSERT INTO subject_key (id, destroyed) VALUES (?, ?) ON CONFLICT (id) "
    "DO UPDATE SET key = NULL, destroyed = excluded.destroyed WHERE destroyed IS NULL"
)


@dataclass(frozen=True, slots=True)
class Destroyed:
    """That there was a key and it was destroyed.

    Attributes:
        at: when.
    """

    at: datetime


Found = bytes | Destroyed
"""A key as it is kept, or that it was destroyed."""


@dataclass(frozen=True, slots=True)
class KeyStore:
    """The keys of one database; where they lie, its backend knows.

    Attributes:
        path: the file.
    """

    path: Path

    @classmethod
    def beside(cls, database: Path) -> KeyStore:
        """The keys of a database file.

        >>> KeyStore.beside(Path("/du/lieu/tdkt.sqlite")).path.name
        'tdkt.sqlite.keys'
        """
        return cls(keys_beside(database))

    def make(self) -> None:
        """Make the file where there is none.

        Raises:
            StoreError: it cannot be written, or something else stands there.
            OSError: the folder cannot be written.
        """
        private_file(self.path)
        with self._connected() as driver:
            driver.execute(MADE)

    def check(self) -> None:
        """Refuse to go on without the file.

        Raises:
            KeysMissingError: it is not there.
        """
        if not self.path.is_file():
            raise KeysMissingError(str(self.path))

    def found(self, names: Collection[str]) -> Mapping[str, Found]:
        """The keys of some streams; of a stream that never had one, nothing.

        Raises:
            StoreError: the file is missing or cannot be read.
        """
        with self._connected() as driver:
            rows = {name: driver.execute(FOUND, (name,)).fetchone() for name in names}
        return {name: _found(*row) for name, row in rows.items() if row is not None}

    def kept(self, name: str, fresh: bytes) -> Found:
        """The key of a stream; the fresh one where it had none, which is then on the disk.

        Raises:
            StoreError: the file is missing or cannot be written.
        """
        with self._connected() as driver:
            driver.execute(ADDED, (name, fresh))
            return _found(*driver.execute(FOUND, (name,)).fetchone())

    def kept_all(self, fresh: Mapping[str, bytes]) -> Mapping[str, Found]:
        """The keys of some streams, each fresh where it had none; all are on the disk at once.

        Raises:
            StoreError: the file is missing or cannot be written.
        """
        with self._connected() as driver:
            driver.executemany(ADDED, fresh.items())
            rows = {name: driver.execute(FOUND, (name,)).fetchone() for name in fresh}
        return {name: _found(*row) for name, row in rows.items()}

    def take_over(self, other: KeyStore) -> None:
        """Add the keys of another file that are not here; those that are here stay as they are.

        Raises:
            StoreError: a file is missing, or cannot be read or written.
        """
        with other._connected() as driver:
            rows = driver.execute(EVERY).fetchall()
        with self._connected() as driver:
            driver.executemany(TAKEN_OVER, rows)

    def destroy(self, names: Collection[str], at: datetime) -> None:
        """Destroy the keys of some streams; those that are destroyed already stay so.

        The bytes are overwritten in the file.  What a disk keeps of overwritten bytes, or a backup
        of this file, is beyond the program.

        Raises:
            StoreError: the file is missing or cannot be written.
        """
        moment = int(at.timestamp())
        with self._connected() as driver:
            driver.executemany(DESTROYED, [(name, moment) for name in names])

    @contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        """A connection whose one transaction is on the disk when the block ends.

        Raises:
            StoreError: the file is missing, or cannot be read or written.
        """
        self.check()
        with told_plainly(str(self.path)):
            try:
                driver = sqlite3.connect(self.path)
            except sqlite3.OperationalError as failed:
                raise DatabaseReadOnlyError(str(self.path)) from failed
            try:
                driver.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
                # The journal is deleted, and what is deleted in the file is overwritten.
                driver.execute("PRAGMA journal_mode = DELETE")
                driver.execute("PRAGMA synchronous = EXTRA")
                driver.execute("PRAGMA secure_delete = ON")
                with driver:
                    yield driver
            finally:
                driver.close()


def _found(key: bytes | None, destroyed: int | None) -> Found:
    """What a row says."""
    return key if key is not None else Destroyed(datetime.fromtimestamp(destroyed or 0, tz=UTC))
