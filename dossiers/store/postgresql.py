"""PostgreSQL, the database that many councils share: connections, transactions, and failures.

The driver is imported when an address asks for it, so that whoever uses SQLite needs none.

Invariants:

* a transaction is short and runs at the default isolation, READ COMMITTED; what keeps two writers
  apart is the compare-and-set on the row of the dossier (ADR 0040);
* a connection waits ten seconds for a lock and no longer, and the server ends a transaction that
  its client forgot;
* a failure at COMMIT is told apart from one before it: only after that one nobody knows.
"""

from __future__ import annotations

import os
import re
import select
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_data_path
from sqlalchemy import URL, Connection, Engine, Table, create_engine, event
from sqlalchemy.exc import DBAPIError, DisconnectionError, InvalidRequestError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from dossiers.errors import (
    DatabaseBusyError,
    DatabaseDamagedError,
    DatabaseFullError,
    DatabaseReadOnlyError,
    StoreError,
)
from dossiers.scope import EVERYTHING, Scope
from dossiers.server_errors import (
    DatabaseAbsentError,
    DatabaseContendedError,
    DatabaseDriverError,
    DatabaseEncodingError,
    DatabaseHeldError,
    DatabaseLoginError,
    DatabaseLostError,
    DatabaseRightsError,
    DatabaseUnreachableError,
)
from dossiers.store import postgresql_guards, postgresql_rows
from dossiers.store.driver import Bound, Driver, Found
from dossiers.store.tables import Statement, unnesting

if TYPE_CHECKING:
    import psycopg

FOLDER_OF_KEYS = "TDKT_KEYS"
PORT = 5432
AT_ONCE = True
IN_STEP = False
IN_ORDER = False
"""Whoever takes a number first may commit last; inside a dossier one waits for the other."""

DRIVERS = frozenset({"postgresql", "postgresql+psycopg"})
PATIENCE_S = 10
FORGOTTEN_S = 60
"""A transaction of ours that does nothing for so long was left by a client that hangs."""
CHUNK = 500
"""Rows that travel together when a long table is read."""
MIGRATION, NUMBERING = 8_114_001, 8_114_002
"""The advisory locks of this program: of two at once the second waits."""

LOCKED = "55P03"
"""The code of a lock that was waited for in vain."""
HOLDING = """SELECT a.usename, a.application_name, a.pid FROM pg_stat_activity a
WHERE a.pid <> pg_backend_pid() AND EXISTS (
    SELECT 1 FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
    WHERE l.pid = a.pid AND l.granted AND l.mode <> 'AccessShareLock'
        AND c.relnamespace = current_schema()::regnamespace)
ORDER BY EXISTS (SELECT 1 FROM pg_locks w WHERE w.pid = a.pid AND NOT w.granted), a.pid LIMIT 3"""
"""Whoever holds more than a reader does on a table of ours; who waits as well comes last."""

MEANING: Mapping[str, type[StoreError]] = {
    "25006": DatabaseReadOnlyError,
    "40001": DatabaseContendedError,
    "40P01": DatabaseContendedError,
    "42501": DatabaseRightsError,
    "53100": DatabaseFullError,
    "53300": DatabaseBusyError,
    "55P03": DatabaseBusyError,
    "57014": DatabaseBusyError,
    "57P01": DatabaseUnreachableError,
    "57P02": DatabaseUnreachableError,
    "57P03": DatabaseUnreachableError,
    "25P03": DatabaseUnreachableError,
    "28000": DatabaseLoginError,
    "28P01": DatabaseLoginError,
    "3D000": DatabaseAbsentError,
    "58030": DatabaseFullError,
    "XX001": DatabaseDamagedError,
    "XX002": DatabaseDamagedError,
}
"""What the codes of <https://www.postgresql.org/docs/current/errcodes-appendix.html> mean here."""

SAID: Sequence[tuple[str, type[DatabaseUnreachableError]]] = (
    ('FATAL:  database "', DatabaseAbsentError),
    ("password authentication failed", DatabaseLoginError),
    ("no password supplied", DatabaseLoginError),
    ("no pg_hba.conf entry", DatabaseLoginError),
    ('FATAL:  role "', DatabaseLoginError),
)
"""A refused connection has no code; words of the server tell why.  In another language of the
server, what is not recognised is told as a server that cannot be reached, with its own words."""

UNKNOWN_DATABASE = "does not exist"


@dataclass(frozen=True, slots=True)
class Session:
    """A connection that takes the statements of `dossiers.store.tables`.

    Attributes:
        connection: the driver's, in its mode without transactions of its own.
    """

    connection: psycopg.Connection

    def execute(self, statement: Statement, bound: Bound | None = None, /) -> Found:
        """Run a statement once.

        Args:
            statement: of `dossiers.store.tables`.
            bound: its values.
        """
        return self.connection.execute(statement.postgresql.encode(), bound)

    def executemany(self, statement: Statement, rows: Sequence[Bound], /) -> Found:
        """Run a statement for each of many rows, without waiting for each answer.

        Args:
            statement: of `dossiers.store.tables`.
            rows: the values of each.
        """
        cursor = self.connection.cursor()
        if rows:
            cursor.executemany(statement.postgresql.encode(), rows)
        return cursor

    def answers(self, orders: Sequence[tuple[Statement, Bound]], /) -> list[object]:
        """The first row that each of many statements gives, without waiting for each answer.

        Args:
            orders: statements of which every one gives rows, with their values.
        """
        with self.connection.pipeline():
            sent = [
                self.connection.execute(one.postgresql.encode(), bound) for one, bound in orders
            ]
            return [one.fetchone() for one in sent]

    def command(self, text: str) -> str:
        """Run a command of the database itself; what it answers, such as COMMIT."""
        return self.connection.execute(text.encode()).statusmessage or ""


Lend = Callable[[], AbstractContextManager[Session]]
"""Gives a connection for one reading."""


def usable(url: URL) -> bool:
    """Whether an address names a database, by a driver that we have."""
    return url.drivername in DRIVERS and bool(url.database)


def place(url: URL) -> str:
    """The address without its password and options.

    >>> from sqlalchemy import make_url
    >>> place(make_url("postgresql+psycopg://web:bi-mat@may-chu:5433/tdkt?sslmode=require"))
    'postgresql://web@may-chu:5433/tdkt'
    """
    shown = URL.create("postgresql", url.username, None, url.host, url.port, url.database)
    return shown.render_as_string()


def there(_url: URL) -> bool:
    """Whether anything may stand there; only the server knows."""
    return True


def check_drive(_url: URL) -> None:
    """Nothing to refuse: on which drive a server keeps its files is its administrator's choice."""


def looked_at_pages(_engine: Engine, _patience: float | None) -> bool:
    """Nothing to look at from here: a server looks after its pages by checksums."""
    return True


def file(_url: URL) -> None:
    """A server keeps many files, which are no business of ours."""


def keys(url: URL) -> Path:
    """The file of keys of a database of a server; whoever works with it needs the same file.

    It stands in the folder that the variable TDKT_KEYS names, or in the data folder of the user.

    >>> from sqlalchemy import make_url
    >>> keys(make_url("postgresql://web@may-chu/tdkt")).name
    'may-chu-5432-tdkt.keys'
    """
    folder = os.environ.get(FOLDER_OF_KEYS)
    named = "-".join(str(part) for part in (url.host or "local", url.port or PORT, url.database))
    plain = re.sub(r"[^\w.-]", "_", named)
    return Path(folder or user_data_path("tdkt") / "keys") / f"{plain}.keys"


def prepared(_url: URL) -> None:
    """Nothing to make: databases are made by the administrator of the server."""


def connected(url: URL, *, guarded: bool = True, scope: Scope = EVERYTHING) -> Engine:  # noqa: ARG001 -- the role decides
    """An engine whose connections wait for what they write to be durable.

    They show the dossiers of a scope, and none before that was said (`postgresql_rows`).

    Raises:
        DatabaseDriverError: psycopg is not installed.
    """
    settings = {"connect_timeout": str(PATIENCE_S), "application_name": "tdkt"}
    given = {name: one for name, one in settings.items() if name not in url.query}
    try:
        # Every transaction ends where it begins, so there is nothing to roll back at the return.
        engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            isolation_level="AUTOCOMMIT",
            pool_reset_on_return=None,
            use_native_hstore=False,
            connect_args={**given, "client_encoding": "utf8"},
        )
    except ImportError as missing:
        raise DatabaseDriverError(place(url)) from missing
    event.listen(engine, "connect", _made_durable)
    event.listen(engine, "connect", partial(_shown, scope))
    event.listen(engine, "checkout", _alive)
    return engine


@contextmanager
def reading(engine: Engine, scope: Scope = EVERYTHING) -> Iterator[Session]:
    """A connection out of the pool, outside of any transaction; one that is lost does not return.

    What is read within a scope is read in a transaction that shows no more.

    Raises:
        DatabaseUnreachableError: there is none.
    """
    try:
        pooled = engine.raw_connection()
    except InvalidRequestError as closed:  # also the new ones, which took the place of closed ones
        raise DatabaseUnreachableError(place(engine.url), _words(str(closed))) from closed
    session = _session(pooled)
    try:
        if scope.units is None:
            yield session
        else:
            with _read_only(session, scope):
                yield session
    finally:
        if session.connection.closed:
            pooled.invalidate()
        pooled.close()


@contextmanager
def snapshot(engine: Engine) -> Iterator[Session]:
    """A connection that reads everything as it stands at one moment."""
    with reading(engine) as session, _unchanging(session):
        yield session


@contextmanager
def at_one_moment(engine: Engine) -> Iterator[Lend]:
    """Connections that all read everything as it stands at one moment.

    One transaction exports its snapshot and does nothing else; the others begin with it.  An answer
    that is read row by row keeps its connection to itself, so there are as many as are needed.
    """
    with ExitStack() as kept, reading(engine) as keeper:
        kept.enter_context(_unchanging(keeper))
        (name,) = keeper.connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        idle: list[Session] = []

        @contextmanager
        def lent() -> Iterator[Session]:
            session = idle.pop() if idle else _joined(engine, kept, name)
            try:
                yield session
            finally:
                # One whose answer was not read to its end may have no transaction any more.
                if session.connection.info.transaction_status.name == "INTRANS":
                    idle.append(session)

        yield lent


def _joined(engine: Engine, kept: ExitStack, name: str) -> Session:
    """One more connection that reads the same moment, until all of them end."""
    session = kept.enter_context(reading(engine))
    kept.enter_context(_unchanging(session))
    session.command(f"SET TRANSACTION SNAPSHOT '{name}'")
    return session


@contextmanager
def _unchanging(session: Session) -> Iterator[None]:
    """A transaction that only reads, however long whoever reads takes to think."""
    session.command("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    session.command("SET LOCAL idle_in_transaction_session_timeout = 0")
    try:
        yield
    finally:
        with suppress(Exception):  # a connection that was lost has no transaction any more
            session.command("ROLLBACK")


def counted_on(driver: Driver) -> None:
    """Let the identity column go on behind the last event."""
    assert isinstance(driver, Session), "a connection of this module"
    driver.command(
        "SELECT setval(pg_get_serial_sequence('event', 'seq'), max(seq)) FROM event "
        "HAVING max(seq) > 0"
    )


@contextmanager
def writing(engine: Engine, place: str, scope: Scope = EVERYTHING) -> Iterator[Session]:
    """One transaction: all that the body writes, or nothing.

    Args:
        engine: from `connected`.
        place: the database, for the sentence.
        scope: whose dossiers may be seen and written.

    Raises:
        DatabaseLostError: the connection was lost while the server was told to commit.
    """
    with reading(engine) as session:
        session.command(f"BEGIN{_narrowing(scope)}")
        with _holder_named(session, place), _committed(session, place):
            yield session


@contextmanager
def posting(engine: Engine, place: str) -> Iterator[Session]:
    """A connection for one statement, which is a transaction by itself: one journey and no more.

    Args:
        engine: from `connected`.
        place: the database, for the sentence.

    Raises:
        DatabaseLostError: the connection was lost, so that nobody knows whether it was carried out.
    """
    with reading(engine) as session, _holder_named(session, place):
        try:
            yield session
        except Exception as failed:
            gone = isinstance(meaning(failed, place), DatabaseUnreachableError)
            if gone or session.connection.closed:
                session.connection.close()
                raise DatabaseLostError(place) from failed
            raise


@contextmanager
def _holder_named(session: Session, place: str) -> Iterator[None]:
    """Name who holds what was waited for in vain.

    Raises:
        DatabaseHeldError: somebody does, and is named.
    """
    try:
        yield
    except Exception as failed:
        who = _holders(session) if getattr(failed, "sqlstate", None) == LOCKED else ()
        if who:
            raise DatabaseHeldError(place, who) from failed
        raise


def _holders(session: Session) -> tuple[str, ...]:
    """Who holds rows or tables of ours for so long that others gave up, those who began first.

    Account, name of the program and number of the process are what a server tells everybody.
    """
    with suppress(Exception):  # that it is busy is told all the same
        found = session.connection.execute(HOLDING.encode()).fetchall()
        return tuple(f"{user} ({program or '?'}, {pid})" for user, program, pid in found)
    return ()


@contextmanager
def migrating(engine: Engine, place: str) -> Iterator[Connection]:
    """The same transaction for Alembic; a second migration at the same time waits for its end."""
    with engine.connect() as connection:
        # Through SQLAlchemy, so that it knows of a transaction and Alembic ends none of its own.
        connection.exec_driver_sql("BEGIN")
        connection.exec_driver_sql(postgresql_rows.shown(EVERYTHING, only_now=True))
        with _committed(_session(connection.connection), place):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION})")
            _check_encoding(connection, place)
            yield connection


def alone(driver: Driver) -> None:
    """Wait until no other transaction numbers events; the lock goes with the transaction.

    Two that number at once would do no harm, for a number is a key; one would work in vain.
    """
    assert isinstance(driver, Session), "a connection of this module"
    driver.command(f"SELECT pg_advisory_xact_lock({NUMBERING})")


def cache_held(driver: Driver) -> None:
    """Wait for whoever moves a dossier, and let the next ones wait; readers go on reading."""
    assert isinstance(driver, Session), "a connection of this module"
    driver.command("LOCK TABLE dossier, publication, mandate IN SHARE ROW EXCLUSIVE MODE")


def is_settled(connection: Connection) -> bool:
    """Whether the guards stand, as far as whoever is connected may set them."""
    return postgresql_guards.is_settled(_session(connection.connection).connection)


def settled(connection: Connection) -> None:
    """Set the guards, as far as whoever is connected may."""
    postgresql_guards.settled(_session(connection.connection).connection)


def missing_guards(driver: Driver) -> tuple[str, ...]:
    """The guards that are not there, or not as this release sets them, by name."""
    assert isinstance(driver, Session), "a connection of this module"
    return postgresql_guards.missing(driver.connection)


def streamed(driver: Driver, statement: Statement, bound: Bound) -> Iterator[Any]:
    """The rows of a statement as they come from the server, a few hundred at a time."""
    assert isinstance(driver, Session), "a connection of this module"
    cursor = driver.connection.cursor()
    return cursor.stream(statement.postgresql.encode(), bound, binary=True, size=_chunk())


def added(driver: Driver, table: Table, rows: Sequence[Bound]) -> None:
    """Add many rows to a table in one journey: each column travels as one array.

    COPY is somewhat quicker, and refused on a table whose rows are guarded one by one.
    """
    assert isinstance(driver, Session), "a connection of this module"
    if rows:
        names = tuple(rows[0])
        arrays = {name: [row[name] for row in rows] for name in names}
        driver.connection.execute(unnesting(table, names).encode(), arrays)


def each(driver: Driver, statement: Statement, values: Sequence[str]) -> Iterator[Any]:
    """The rows that a statement finds for any of many values, in one journey."""
    return iter(driver.execute(statement, {"given": list(values)}))


def meaning(failed: BaseException, place: str) -> StoreError | None:
    """What a failure of PostgreSQL means; None for one of another kind.

    Args:
        failed: from the driver, or from SQLAlchemy around it.
        place: the database, for the sentence.
    """
    reported = failed.orig if isinstance(failed, DBAPIError) else failed
    if not type(reported).__module__.startswith("psycopg"):
        return None
    state = getattr(reported, "sqlstate", None)
    words = _words(str(reported))
    if state is None or state.startswith("08"):
        return _refused(reported, place, words)
    known = MEANING.get(state)
    if known is None:
        return None
    return known(place, words) if issubclass(known, DatabaseUnreachableError) else known(place)


def is_duplicate(failed: BaseException) -> bool:
    """Whether a row was refused because its key is taken."""
    return getattr(failed, "sqlstate", None) == "23505"


def _words(said: str) -> str:
    """What a server or the network says, without how the driver introduces it.

    >>> _words('connection to server at "may-chu", port 5432 failed: FATAL:  too late' + chr(10))
    'FATAL: too late'
    """
    first = said.strip().split("\n", 1)[0]
    return " ".join(first.rpartition(" failed: ")[2].split()).rstrip(".?")


def _refused(reported: object, place: str, words: str) -> StoreError | None:
    """What it means that there is no connection, or no longer one."""
    import psycopg  # noqa: PLC0415 -- it is there, for it has just failed

    if not isinstance(reported, psycopg.OperationalError):
        return None
    raw = str(reported)
    for said, kind in SAID:
        if said in raw and (kind is not DatabaseAbsentError or UNKNOWN_DATABASE in raw):
            return kind(place, words)
    return DatabaseUnreachableError(place, words)


@contextmanager
def _read_only(session: Session, scope: Scope) -> Iterator[None]:
    """A transaction that shows a scope and writes nothing."""
    session.command(f"BEGIN READ ONLY{_narrowing(scope)}")
    try:
        yield
    finally:
        with suppress(Exception):  # a connection that was lost has no transaction any more
            session.command("ROLLBACK")


def _narrowing(scope: Scope) -> str:
    """What follows a BEGIN, in the same journey; nothing where the connection shows all of it."""
    return "" if scope.units is None else f"; {postgresql_rows.shown(scope, only_now=True)}"


def _shown(scope: Scope, connection: psycopg.Connection, _entry: ConnectionPoolEntry) -> None:
    """Say on a new connection whose dossiers it shows."""
    connection.execute(postgresql_rows.shown(scope, only_now=False).encode())


def _session(pooled: PoolProxiedConnection) -> Session:
    """The driver's connection out of the pool."""
    import psycopg  # noqa: PLC0415 -- whoever uses SQLite needs none

    driver = pooled.driver_connection
    assert isinstance(driver, psycopg.Connection), "an engine of PostgreSQL has no other"
    return Session(driver)


@contextmanager
def _committed(session: Session, place: str) -> Iterator[None]:
    """Commit what the body did in the transaction that was begun, or take all of it back."""
    try:
        yield
    except BaseException:
        if not session.connection.closed:
            with suppress(Exception):  # why the body failed is told, and not that this did too
                session.command("ROLLBACK")
        raise
    try:
        answer = session.command("COMMIT")
    except Exception as failed:
        if session.connection.closed:
            raise DatabaseLostError(place) from failed
        raise
    # PostgreSQL answers ROLLBACK where something had failed unseen before.
    assert answer == "COMMIT", answer


def _made_durable(connection: psycopg.Connection, _entry: ConnectionPoolEntry) -> None:
    """Set a new connection up: how long it waits, and that it waits for what is durable."""
    settings = {
        "lock_timeout": f"{PATIENCE_S}s",
        "idle_in_transaction_session_timeout": f"{FORGOTTEN_S}s",
    }
    for name, value in settings.items():
        connection.execute("SELECT set_config(%s, %s, false)", (name, value))
    # `local` and `remote_apply` are as durable here, or more; they are the administrator's choice.
    connection.execute(
        "SELECT set_config('synchronous_commit', 'on', false)"
        " WHERE current_setting('synchronous_commit') = 'off'"
    )


def _alive(
    connection: psycopg.Connection, _entry: ConnectionPoolEntry, _pooled: PoolProxiedConnection
) -> None:
    """Refuse a connection that the server closed while nobody used it; the pool makes another.

    A server says nothing to a client that asked nothing, but that it ends.  So one look at the
    socket does what a question to the server would do, and costs no journey.

    Raises:
        DisconnectionError: it is closed.
    """
    if connection.closed:
        raise DisconnectionError
    asked = select.poll()
    asked.register(connection.fileno(), select.POLLIN)
    if asked.poll(0):
        connection.close()
        raise DisconnectionError


def _check_encoding(connection: Connection, place: str) -> None:
    """Refuse a database that cannot keep every letter.

    Raises:
        DatabaseEncodingError: its encoding is not UTF8.
    """
    if connection.exec_driver_sql("SHOW server_encoding").scalar_one() != "UTF8":
        raise DatabaseEncodingError(place)


def _chunk() -> int:
    """How many rows travel together; older client libraries send one by one."""
    from psycopg import capabilities  # noqa: PLC0415 -- whoever uses SQLite needs none

    return CHUNK if capabilities.has_stream_chunked() else 1
