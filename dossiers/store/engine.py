"""Connections to either database: which one an address names, and one way to read and write both.

Everything above speaks to these functions.  What only SQLite has (journal, file lock, authorizer)
stands in `dossiers.store.sqlite`, what only PostgreSQL has (roles, retries, lost connections) in
`dossiers.store.postgresql`; both are a `Backend` (ADR 0040).

Invariants:

* every connection is durable: what was committed survives a power cut;
* what a database reports leaves this package as one of our own errors, or unchanged where no
  sentence of ours would be true;
* a password is never repeated.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from pathlib import Path
from secrets import randbelow
from typing import Any, NoReturn, Protocol, TypeVar

from sqlalchemy import URL, Connection, Engine, Table, event, make_url
from sqlalchemy.exc import ArgumentError

from dossiers.errors import StoreError, UnknownDatabaseError
from dossiers.scope import EVERYTHING, Scope
from dossiers.server_errors import (
    DatabaseContendedError,
    DatabaseLostError,
    DatabaseUnreachableError,
)
from dossiers.store import postgresql, sqlite
from dossiers.store.driver import Bound, Driver
from dossiers.store.tables import Statement

T = TypeVar("T")

PAUSES_MS = (10, 50, 200, 800, 2_000)
"""How long a command waits before it is tried again; a server that restarts is back by then."""

CLOSED = "the store was closed"
"""What is said to whoever reads or writes through an engine after it was closed for good."""

PASSING = (DatabaseContendedError, DatabaseUnreachableError, DatabaseLostError)
"""Failures that pass by themselves."""

STANDING: ContextVar[tuple[Engine, Callable[[], AbstractContextManager[Driver]]] | None] = (
    ContextVar("standing", default=None)
)
"""The engine whose readings are as of one moment, and what gives their connections."""

USER_AND_PASSWORD = re.compile(r"(://[^:/@]*):.*@")
PASSWORD_AMONG_OPTIONS = re.compile(r"(password=)[^&]*", re.IGNORECASE)


class Backend(Protocol):
    """What sets one database apart from another; a module with these functions is one."""

    AT_ONCE: bool
    """Whether an entry is written by one statement (`dossiers.store.at_once`)."""
    IN_STEP: bool
    """Whether several statements can be read in step through one connection."""
    IN_ORDER: bool
    """Whether the order of `event.seq` is the order of commits over all dossiers."""

    def usable(self, url: URL) -> bool:
        """Whether an address says enough."""

    def place(self, url: URL) -> str:
        """The database as people know it, without a password."""

    def there(self, url: URL) -> bool:
        """Whether anything may stand there, asked without opening it."""

    def check_drive(self, url: URL) -> None:
        """Refuse a file on a drive that does not keep what the database relies on.

        Raises:
            dossiers.errors.DatabaseOnNetworkError: it lies on a network drive.
        """

    def looked_at_pages(self, engine: Engine, patience: float | None) -> bool:
        """Look at every page of a file; whether there was time for all of them.

        Args:
            engine: its engine.
            patience: seconds at most; None for as long as it takes.

        Raises:
            dossiers.errors.DatabaseDamagedError: one is damaged.
        """

    def keys(self, url: URL) -> Path:
        """The file of keys under which personal content of the database is sealed."""

    def prepared(self, url: URL) -> None:
        """Make what has to be there before a first connection."""

    def connected(self, url: URL, *, guarded: bool = True, scope: Scope = EVERYTHING) -> Engine:
        """An engine whose every connection is durable; the caller disposes of it."""

    def reading(self, engine: Engine, scope: Scope = EVERYTHING) -> AbstractContextManager[Driver]:
        """A connection outside of any transaction of ours."""

    def snapshot(self, engine: Engine) -> AbstractContextManager[Driver]:
        """A connection that reads everything as it stands at one moment, whoever writes."""

    def at_one_moment(
        self, engine: Engine
    ) -> AbstractContextManager[Callable[[], AbstractContextManager[Driver]]]:
        """What gives connections that all read as of one moment, where a database can do so."""

    def writing(
        self, engine: Engine, place: str, scope: Scope = EVERYTHING
    ) -> AbstractContextManager[Driver]:
        """One transaction: all or nothing."""

    def posting(self, engine: Engine, place: str) -> AbstractContextManager[Driver]:
        """A connection for one statement that is a transaction by itself."""

    def counted_on(self, driver: Driver) -> None:
        """Let the next event be counted on from those that were put in with their numbers."""

    def alone(self, driver: Driver) -> None:
        """Wait inside a transaction until no other one numbers events."""

    def cache_held(self, driver: Driver) -> None:
        """Let nobody else move a dossier until the transaction ends; they wait, for a while."""

    def migrating(self, engine: Engine, place: str) -> AbstractContextManager[Connection]:
        """One transaction for Alembic; of two at once the second waits."""

    def file(self, url: URL) -> Path | None:
        """The file in which everything lies; None where there is no single one."""

    def is_settled(self, connection: Connection) -> bool:
        """Whether the guards stand, as far as whoever is connected may set them."""

    def settled(self, connection: Connection) -> None:
        """Set the guards that belong to the tables as they stand now, as far as one may."""

    def missing_guards(self, driver: Driver) -> tuple[str, ...]:
        """The guards that are not there, or not as this release sets them, by name."""

    def meaning(self, failed: BaseException, place: str) -> StoreError | None:
        """What a failure means in our own words; None for one of another kind."""

    def is_duplicate(self, failed: BaseException) -> bool:
        """Whether a row was refused because its key is taken."""

    def added(self, driver: Driver, table: Table, rows: Sequence[Bound]) -> None:
        """Add many rows to a table in one go; each has a value for the same columns."""

    def each(self, driver: Driver, statement: Statement, values: Sequence[str]) -> Iterator[Any]:
        """The rows that a statement finds for each of many values, bound as `given`."""

    def streamed(self, driver: Driver, statement: Statement, bound: Bound) -> Iterator[Any]:
        """The rows of a statement one by one, in flat memory."""


BACKENDS: Mapping[str, Backend] = {"sqlite": sqlite, "postgresql": postgresql}


def address(url: str) -> URL:
    """The parsed address of a database.

    Raises:
        UnknownDatabaseError: it is no SQLAlchemy URL, or names neither an SQLite file nor a
            database of PostgreSQL.

    >>> address("sqlite:////du/lieu/tdkt.sqlite").database
    '/du/lieu/tdkt.sqlite'
    >>> address("postgresql://may-chu/tdkt").host
    'may-chu'
    >>> try:
    ...     address("postgresql://tdkt:bi-mat@may-chu:nam-tu/tdkt")
    ... except UnknownDatabaseError as wrong:
    ...     wrong.place
    'postgresql://tdkt:***@may-chu:nam-tu/tdkt'
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise UnknownDatabaseError(without_password(url)) from None
    backend = BACKENDS.get(parsed.get_backend_name())
    if backend is None or not backend.usable(parsed):
        raise UnknownDatabaseError(without_password(url))
    return parsed


def without_password(url: str) -> str:
    """An address as it was typed, with stars for a password.

    >>> without_password("postgresql://tdkt:bi-mat@may-chu/tdkt?sslmode=require")
    'postgresql://tdkt:***@may-chu/tdkt?sslmode=require'
    >>> without_password("postgresql:///tdkt?host=may-chu&password=bi-mat")
    'postgresql:///tdkt?host=may-chu&password=***'
    """
    return PASSWORD_AMONG_OPTIONS.sub(r"\1***", USER_AND_PASSWORD.sub(r"\1:***@", url))


def backend_of(there: Engine | URL) -> Backend:
    """What knows the database of an engine or an address.

    >>> backend_of(address("postgresql://may-chu/tdkt")).IN_ORDER
    False
    """
    return BACKENDS[(there if isinstance(there, URL) else there.url).get_backend_name()]


def place_of(there: Engine | URL) -> str:
    """The database as people know it: a file, or an address without a password."""
    return backend_of(there).place(there if isinstance(there, URL) else there.url)


def connected(url: URL, *, guarded: bool = True, scope: Scope = EVERYTHING) -> Engine:
    """An engine whose every connection is durable: a commit that returned survives a power cut.

    The engine is the caller's to dispose of.  SQLAlchemy begins no transaction on it by itself;
    `writing` does.

    Args:
        url: as `address` returns it.
        guarded: whether its connections may read and write rows and nothing else (ADR 0033); only
            migrations need more.  On PostgreSQL the role decides.
        scope: whose dossiers its connections show; PostgreSQL holds it as a second lock (ADR 0046).
    """
    return backend_of(url).connected(url, guarded=guarded, scope=scope)


def closed_for_good(engine: Engine) -> None:
    """Close every connection of an engine, and let it open no other.

    A disposed engine would give a new one to whoever still reads, and nobody would close that.
    Whoever asks for a connection afterwards is told so by a `RuntimeError`.

    Args:
        engine: from `connected`.
    """
    event.listen(engine, "do_connect", _refused)
    engine.dispose()


def _refused(*_: object) -> NoReturn:
    """Open no connection.

    Raises:
        RuntimeError: always.
    """
    raise RuntimeError(CLOSED)


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
    except Exception as failed:
        meanings = (one.meaning(failed, place) for one in BACKENDS.values())
        known = next((one for one in meanings if one is not None), None)
        if known is None:
            raise
        raise known from failed


@contextmanager
def writing(engine: Engine, place: str, scope: Scope = EVERYTHING) -> Iterator[Driver]:
    """One write transaction: all that the body writes, or nothing.

    Whatever the body raises, KeyboardInterrupt too, takes back all that it wrote.

    Args:
        engine: from `connected`.
        place: the database as people know it, for sentences.
        scope: whose dossiers may be seen and written in it.

    Yields:
        The driver's connection inside the transaction; it is committed when the body ends.

    Raises:
        StoreError: the database cannot be written.
    """
    with told_plainly(place), backend_of(engine).writing(engine, place, scope) as driver:
        yield driver


@contextmanager
def posting(engine: Engine, place: str) -> Iterator[Driver]:
    """A connection for one statement that is a transaction by itself.

    Yields:
        The driver's connection; what was written is durable when the statement returns.

    Raises:
        DatabaseLostError: the connection was lost, so that nobody knows whether it was written.
        StoreError: the database cannot be written.
    """
    with told_plainly(place), backend_of(engine).posting(engine, place) as driver:
        yield driver


@contextmanager
def writing_alone(engine: Engine, place: str) -> Iterator[Driver]:
    """The same transaction for what only one may do at a time; others wait for its end.

    Yields:
        The driver's connection inside the transaction.

    Raises:
        StoreError: the database cannot be written.
    """
    with writing(engine, place) as driver:
        backend_of(engine).alone(driver)
        yield driver


def tried_again(work: Callable[[], T]) -> T:
    """Do work that is done once however often it is tried: again after what passes by itself.

    That is a deadlock, a transaction that has to be repeated, and a connection that was lost.

    Args:
        work: it must find by itself what an earlier attempt has written.

    Returns:
        What the work gave.

    Raises:
        DatabaseLostError: a connection was lost at a commit, and no later attempt could find out
            whether it was carried out.
        StoreError: the last failure, after as many attempts as `PAUSES_MS` has pauses and one more.
    """
    lost: DatabaseLostError | None = None
    for pause in (*PAUSES_MS, None):
        try:
            return work()
        except StoreError as failed:
            lost = failed if isinstance(failed, DatabaseLostError) else lost
            if pause is None or not isinstance(failed, PASSING):
                _given_up(failed, lost)
        # Some randomness, so that two that met do not meet again.
        time.sleep((pause + randbelow(pause)) / 1000)
    raise AssertionError("the last attempt returns or raises")


def _given_up(failed: StoreError, lost: DatabaseLostError | None) -> NoReturn:
    """Tell why work was not done.

    Raises:
        DatabaseLostError: a commit was lost; no later failure says that nothing was written.
        StoreError: the last failure.
    """
    if lost is None or lost is failed:
        raise failed
    raise lost from failed


@contextmanager
def migrating(engine: Engine, place: str) -> Iterator[Connection]:
    """The same transaction for Alembic, which asks for SQLAlchemy's connection.

    Yields:
        SQLAlchemy's connection inside the transaction; it is committed when the body ends.

    Raises:
        StoreError: the database cannot be written.
    """
    with told_plainly(place), backend_of(engine).migrating(engine, place) as connection:
        yield connection


@contextmanager
def reading(engine: Engine, scope: Scope = EVERYTHING) -> Iterator[Driver]:
    """The driver's connection out of the pool, for statements that were compiled once.

    Inside of `at_one_moment` it reads as of that moment, which is asked of the whole record only.

    Args:
        engine: from `connected`.
        scope: whose dossiers may be seen; never more than those of the engine.
    """
    standing = STANDING.get()
    if standing is not None and standing[0] is engine and scope.units is None:
        with standing[1]() as driver:
            yield driver
        return
    with backend_of(engine).reading(engine, scope) as driver:
        yield driver


@contextmanager
def at_one_moment(engine: Engine) -> Iterator[None]:
    """Let every `reading` of this thread, until the block ends, read as of one moment.

    On PostgreSQL these are REPEATABLE READ transactions with one snapshot.  On SQLite nothing
    changes, for whoever reads one moment for long would stop all writers there.
    """
    with backend_of(engine).at_one_moment(engine) as lend:
        before = STANDING.set((engine, lend))
        try:
            yield
        finally:
            STANDING.reset(before)
