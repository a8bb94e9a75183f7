"""Connections: which database an address names, how durable it is, and what its failures mean.

Invariants:

* every connection is durable (`synchronous=FULL`), and its journal suits the SQLite that is loaded
  (ADR 0015);
* writers queue at a file lock before they ask SQLite, so that a bulk job starves nobody;
* what SQLite reports leaves this package as one of our own errors, or unchanged where no sentence
  of ours would be true.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry

from dossiers.errors import (
    DatabaseBusyError,
    DatabaseDamagedError,
    DatabaseFullError,
    DatabaseMissingError,
    DatabaseReadOnlyError,
    StoreError,
    UnknownDatabaseError,
)
from dossiers.store.guards import authorized
from dossiers.store.lock import writer_lock

WAL_IS_SAFE_FROM = (3, 51, 3)
"""Older SQLite can corrupt a WAL that several processes write and checkpoint (ADR 0015)."""

PATIENCE_MS = 10_000
PRIMARY = 0xFF
"""Mask that reduces an extended result code of SQLite to its primary one."""

MEANING: dict[int, type[StoreError]] = {
    sqlite3.SQLITE_BUSY: DatabaseBusyError,
    sqlite3.SQLITE_LOCKED: DatabaseBusyError,
    sqlite3.SQLITE_READONLY: DatabaseReadOnlyError,
    sqlite3.SQLITE_PERM: DatabaseReadOnlyError,
    sqlite3.SQLITE_FULL: DatabaseFullError,
    sqlite3.SQLITE_IOERR: DatabaseFullError,
    sqlite3.SQLITE_CANTOPEN: DatabaseMissingError,
    sqlite3.SQLITE_NOTADB: DatabaseDamagedError,
    sqlite3.SQLITE_CORRUPT: DatabaseDamagedError,
}


def address(url: str) -> URL:
    """The parsed address of a database.

    Raises:
        UnknownDatabaseError: it is no SQLAlchemy URL, or names a database other than an SQLite
            file.

    >>> address("sqlite:////du/lieu/tdkt.sqlite").database
    '/du/lieu/tdkt.sqlite'
    >>> try:
    ...     address("postgresql://may-chu/tdkt")
    ... except UnknownDatabaseError as wrong:
    ...     wrong.text.en.split(";")[0]
    "The address 'postgresql://may-chu/tdkt' cannot be used"
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise UnknownDatabaseError(url) from None
    if (
        parsed.get_backend_name() != "sqlite"
        or not parsed.database
        or parsed.database == ":memory:"
    ):
        # A password is never repeated; everything else is shown as it was typed.
        raise UnknownDatabaseError(url if parsed.password is None else parsed.render_as_string())
    return parsed


def file_of(url: URL) -> Path:
    """The file that an SQLite address names; `file:` addresses may carry options after a `?`.

    >>> file_of(address("sqlite:////du/lieu/tdkt.sqlite")).name
    'tdkt.sqlite'
    >>> file_of(address("sqlite:///file:tdkt.sqlite?mode=rwc&uri=true")).name
    'tdkt.sqlite'
    """
    return Path((url.database or "").removeprefix("file:").split("?", 1)[0])


def connected(url: URL, *, guarded: bool = True) -> Engine:
    """An engine whose every connection is durable: a commit that returned survives a power cut.

    The engine is the caller's to dispose of.  SQLAlchemy begins no transaction on it by itself;
    `writing` does.

    Args:
        url: as `address` returns it.
        guarded: whether its connections may read and write rows and nothing else (ADR 0033); only
            migrations need more.
    """
    # Every transaction ends where it begins, so there is nothing to roll back at the return.
    engine = create_engine(url, isolation_level="AUTOCOMMIT", pool_reset_on_return=None)
    event.listen(engine, "connect", _made_durable)
    if guarded:
        event.listen(engine, "connect", _guarded)
    return engine


def private_file(path: Path) -> None:
    """Make an empty file that only its owner may read, where there is none yet.

    Raises:
        OSError: the folder cannot be made or written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))


@contextmanager
def told_plainly(place: str) -> Iterator[None]:
    """Turn failures of the database into the one sentence of our own errors.

    Args:
        place: the database as people know it, for the sentence.

    Raises:
        StoreError: a subclass that says what failed; other exceptions pass unchanged.

    >>> with told_plainly("tdkt.sqlite"):
    ...     raise ValueError("no failure of the database")
    Traceback (most recent call last):
    ValueError: no failure of the database
    """
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as failed:
        code = getattr(getattr(failed, "orig", failed), "sqlite_errorcode", None)
        known = MEANING.get(code & PRIMARY) if isinstance(code, int) else None
        if known is None:
            raise
        raise known(place) from failed


@contextmanager
def writing(engine: Engine, place: str) -> Iterator[sqlite3.Connection]:
    """One write transaction: the file lock, then BEGIN IMMEDIATE, then all or nothing.

    Whatever the body raises, KeyboardInterrupt too, takes back all that it wrote.

    Args:
        engine: from `connected`.
        place: the database as people know it, for sentences.

    Yields:
        The driver's connection inside the transaction; it is committed when the body ends.

    Raises:
        StoreError: the database cannot be written.
    """
    with told_plainly(place), _queued(engine, place), reading(engine) as driver:
        driver.execute("BEGIN IMMEDIATE")
        with _committed(driver):
            yield driver


@contextmanager
def migrating(engine: Engine, place: str) -> Iterator[Connection]:
    """The same transaction for Alembic, which asks for SQLAlchemy's connection.

    Yields:
        SQLAlchemy's connection inside the transaction; it is committed when the body ends.

    Raises:
        StoreError: the database cannot be written.
    """
    with told_plainly(place), _queued(engine, place), engine.connect() as connection:
        # Through SQLAlchemy, so that it knows of a transaction and Alembic ends none of its own.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        with _committed(_sqlite(connection.connection.driver_connection)):
            yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[sqlite3.Connection]:
    """The driver's connection out of the pool, for statements that were compiled once."""
    pooled = engine.raw_connection()
    try:
        yield _sqlite(pooled.driver_connection)
    finally:
        pooled.close()


def _sqlite(driver: object) -> sqlite3.Connection:
    """The connection as what it is; addresses of other databases were refused before."""
    assert isinstance(driver, sqlite3.Connection), "addresses other than SQLite are refused"
    return driver


@contextmanager
def _committed(driver: sqlite3.Connection) -> Iterator[None]:
    """Commit what the body did in the transaction that was begun, or take all of it back."""
    try:
        yield
        driver.execute("COMMIT")
    except BaseException:
        # After a full disk SQLite has rolled back by itself; a second ROLLBACK would hide why.
        if driver.in_transaction:
            driver.execute("ROLLBACK")
        raise


@contextmanager
def _queued(engine: Engine, place: str) -> Iterator[None]:
    """Hold the file lock; only a failure to take it is read as a folder that cannot be written."""
    try:
        lock = writer_lock(file_of(engine.url))
        lock.__enter__()
    except OSError as failed:
        raise DatabaseReadOnlyError(place) from failed
    try:
        yield
    finally:
        lock.__exit__(None, None, None)


def _made_durable(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    """Set a new connection up: how long it waits, that it syncs, and which journal it keeps."""
    connection.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
    connection.execute("PRAGMA synchronous = FULL")
    # A file in WAL mode stays in it; an older library must be told to leave it.
    wanted = "WAL" if sqlite3.sqlite_version_info >= WAL_IS_SAFE_FROM else "PERSIST"
    if connection.execute("PRAGMA journal_mode").fetchone()[0].upper() != wanted:
        connection.execute(f"PRAGMA journal_mode = {wanted}")


def _guarded(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    """Let a connection do what the program needs, and nothing to the record (ADR 0033)."""
    connection.set_authorizer(authorized)
