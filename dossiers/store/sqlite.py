"""SQLite, the database in one file: how durable its connections are, and what its failures mean.

Invariants:

* every connection is durable (`synchronous=FULL`), and its journal suits the SQLite that is loaded
  (ADR 0015);
* writers queue at a file lock before they ask SQLite, so that a bulk job starves nobody.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from threading import Timer
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from dossiers.errors import (
    DatabaseBusyError,
    DatabaseDamagedError,
    DatabaseFullError,
    DatabaseMissingError,
    DatabaseOnNetworkError,
    DatabaseReadOnlyError,
    StoreError,
)
from dossiers.scope import EVERYTHING, Scope
from dossiers.store.driver import Bound, Driver
from dossiers.store.drives import network_drive
from dossiers.store.guards import authorized
from dossiers.store.guards import missing_guards as missing_triggers
from dossiers.store.lock import writer_lock
from dossiers.store.tables import Statement, adding

WAL_IS_SAFE_FROM = (3, 51, 3)
"""Older SQLite can corrupt a WAL that several processes write and checkpoint (ADR 0015)."""

NETWORK_DRIVE, ACCEPT = "TDKT_NETWORK_DRIVE", "accept"
"""The variable, and its one value, by which somebody takes a network drive on themselves."""

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


AT_ONCE = False
IN_STEP = True
IN_ORDER = True
"""One writes at a time, so that rows are numbered in the order of commits."""


def usable(url: URL) -> bool:
    """Whether an address names a file; a database in memory keeps nothing."""
    return bool(url.database) and url.database != ":memory:"


def file_of(url: URL) -> Path:
    """The file that an SQLite address names; `file:` addresses may carry options after a `?`.

    >>> from sqlalchemy import make_url
    >>> file_of(make_url("sqlite:////du/lieu/tdkt.sqlite")).name
    'tdkt.sqlite'
    >>> file_of(make_url("sqlite:///file:tdkt.sqlite?mode=rwc&uri=true")).name
    'tdkt.sqlite'
    """
    return Path((url.database or "").removeprefix("file:").split("?", 1)[0])


def file(url: URL) -> Path:
    """The file in which everything lies."""
    return file_of(url)


def place(url: URL) -> str:
    """The file."""
    return str(file_of(url))


def there(url: URL) -> bool:
    """Whether the file is there."""
    return file_of(url).is_file()


def check_drive(url: URL) -> None:
    """Refuse a file on a network drive, unless somebody took it on themselves.

    Raises:
        DatabaseOnNetworkError: it lies on one.
    """
    if os.environ.get(NETWORK_DRIVE) == ACCEPT:
        return
    kind = network_drive(file_of(url))
    if kind is not None:
        raise DatabaseOnNetworkError(place(url), kind)


def looked_at_pages(engine: Engine, patience: float | None) -> bool:
    """Look at every page; whether there was time for all of them.

    Args:
        engine: from `connected`.
        patience: seconds at most; None for as long as it takes.

    Raises:
        DatabaseDamagedError: one is damaged.
    """
    with reading(engine) as driver:
        stop = Timer(patience or 0, driver.interrupt)
        if patience is not None:
            stop.start()
        try:
            # `(1)` would end at the first damage, but a guarded connection gives no pragma a value.
            (found,) = driver.execute("PRAGMA quick_check").fetchone()
        except sqlite3.OperationalError as stopped:
            if stopped.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                return False
            raise
        finally:
            stop.cancel()
    if found != "ok":
        raise DatabaseDamagedError(place(engine.url))
    return True


def prepared(url: URL) -> None:
    """Make an empty file that only its owner may read, where there is none yet.

    Raises:
        DatabaseReadOnlyError: the folder cannot be made or written.
    """
    private_file(file_of(url))


def private_file(path: Path) -> None:
    """Make an empty file that only its owner may read, where there is none yet.

    Raises:
        DatabaseReadOnlyError: the folder cannot be made or written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as failed:
        raise DatabaseReadOnlyError(str(path)) from failed


def keys(url: URL) -> Path:
    """The file of keys beside a database.

    >>> from sqlalchemy import make_url
    >>> keys(make_url("sqlite:////du/lieu/tdkt.sqlite")).name
    'tdkt.sqlite.keys'
    """
    return keys_beside(file_of(url))


def keys_beside(file: Path) -> Path:
    """The file of keys of a database file."""
    return file.with_name(f"{file.name}.keys")


def connected(url: URL, *, guarded: bool = True, scope: Scope = EVERYTHING) -> Engine:  # noqa: ARG001 -- a file has one lock, our statements
    """An engine whose every connection is durable: a commit that returned survives a power cut.

    The engine is the caller's to dispose of.  SQLAlchemy begins no transaction on it by itself;
    `writing` does.

    Args:
        url: as `address` returns it.
        guarded: whether its connections may read and write rows and nothing else (ADR 0033); only
            migrations need more.
        scope: whose dossiers are asked for, which statements see to.
    """
    # Every transaction ends where it begins, so there is nothing to roll back at the return.
    engine = create_engine(url, isolation_level="AUTOCOMMIT", pool_reset_on_return=None)
    event.listen(engine, "connect", _made_durable)
    if guarded:
        event.listen(engine, "connect", _guarded)
    return engine


def meaning(failed: BaseException, place: str) -> StoreError | None:
    """What a failure of SQLite means; None for one of another kind, or without a sentence of ours.

    Args:
        failed: from the driver, or from SQLAlchemy around it.
        place: the database, for the sentence.
    """
    reported = getattr(failed, "orig", failed)
    if not isinstance(reported, sqlite3.DatabaseError):
        return None
    code = getattr(reported, "sqlite_errorcode", None)
    known = MEANING.get(code & PRIMARY) if isinstance(code, int) else None
    return None if known is None else known(place)


def is_duplicate(failed: BaseException) -> bool:
    """Whether a row was refused because its key is taken."""
    return isinstance(failed, sqlite3.IntegrityError)


@contextmanager
def writing(
    engine: Engine,
    place: str,
    scope: Scope = EVERYTHING,  # noqa: ARG001 -- as above
) -> Iterator[sqlite3.Connection]:
    """One write transaction: the file lock, then BEGIN IMMEDIATE, then all or nothing.

    Whatever the body raises, KeyboardInterrupt too, takes back all that it wrote.

    Args:
        engine: from `connected`.
        place: the database as people know it, for sentences.
        scope: whose dossiers are written.

    Yields:
        The driver's connection inside the transaction; it is committed when the body ends.

    Raises:
        StoreError: the database cannot be written.
    """
    with _queued(engine, place), reading(engine) as driver:
        driver.execute("BEGIN IMMEDIATE")
        with _committed(driver):
            yield driver


posting = writing
"""One statement needs a transaction here, for it needs the file lock."""


@contextmanager
def migrating(engine: Engine, place: str) -> Iterator[Connection]:
    """The same transaction for Alembic, which asks for SQLAlchemy's connection.

    Yields:
        SQLAlchemy's connection inside the transaction; it is committed when the body ends.

    Raises:
        StoreError: the database cannot be written.
    """
    with _queued(engine, place), engine.connect() as connection:
        # Through SQLAlchemy, so that it knows of a transaction and Alembic ends none of its own.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        with _committed(_sqlite(connection.connection.driver_connection)):
            yield connection


def alone(_driver: Driver) -> None:
    """Nothing to wait for: whoever is in a transaction is alone."""


def cache_held(_driver: Driver) -> None:
    """Nothing to hold: nobody else writes while a transaction does."""


def is_settled(_connection: Connection) -> bool:
    """Whether anything is to be set; never."""
    return True


def settled(_connection: Connection) -> None:
    """Nothing to set: the migrations set the triggers, and each connection its authorizer."""


@contextmanager
def reading(engine: Engine, scope: Scope = EVERYTHING) -> Iterator[sqlite3.Connection]:  # noqa: ARG001 -- as above
    """The driver's connection out of the pool, for statements that were compiled once."""
    pooled = engine.raw_connection()
    try:
        yield _sqlite(pooled.driver_connection)
    finally:
        pooled.close()


@contextmanager
def snapshot(engine: Engine) -> Iterator[sqlite3.Connection]:
    """A connection that reads everything as it stands at one moment."""
    with reading(engine) as driver:
        driver.execute("BEGIN")
        try:
            yield driver
        finally:
            driver.execute("ROLLBACK")


@contextmanager
def at_one_moment(engine: Engine) -> Iterator[Callable[[], AbstractContextManager[Driver]]]:
    """Connections as ever: in a rollback journal, who reads one moment for long stops all writers.

    The quick walks read each table as far as it went when they began; what is recorded meanwhile
    is none of theirs.
    """
    yield partial(reading, engine)


def counted_on(_driver: Driver) -> None:
    """Nothing to do: the next row follows the last one."""


def streamed(driver: Driver, statement: Statement, bound: Bound) -> Iterator[Any]:
    """The rows of a statement; SQLite makes them one by one by itself."""
    return iter(driver.execute(statement, bound))


def added(driver: Driver, table: Table, rows: Sequence[Bound]) -> None:
    """Add many rows to a table, by one statement that is run for each."""
    if rows:
        driver.executemany(adding(table, tuple(rows[0])), rows)


def each(driver: Driver, statement: Statement, values: Sequence[str]) -> Iterator[Any]:
    """The rows that a statement finds for each of many values."""
    for value in values:
        yield from driver.execute(statement, {"given": value})


def missing_guards(driver: Driver) -> tuple[str, ...]:
    """The triggers that are not there, or not as this release made them, by name."""
    return missing_triggers(_sqlite(driver))


def _sqlite(driver: object) -> sqlite3.Connection:
    """The connection as what it is."""
    assert isinstance(driver, sqlite3.Connection), "an engine of SQLite has no other connections"
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
