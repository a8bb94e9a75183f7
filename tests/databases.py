"""Fixtures: a database of either kind, so that one test runs on both.

On PostgreSQL the program is connected as `web`, who may do what the roles of the program and the
sequencer may and nothing else; so every test shows too that those rights are enough.
"""

from __future__ import annotations

import atexit
import os
import re
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from dossiers.seasons import play, read_season, shipped_season
from dossiers.store import Store, initialise
from dossiers.store.engine import address, backend_of, place_of
from dossiers.store.guards import GUARDED, TRIGGERS
from dossiers.store.key_store import KeyStore
from dossiers.store.postgresql_guards import HASH, HASHED
from dossiers.store.postgresql_guards import TRIGGERS as ON_POSTGRESQL
from dossiers.store.schema import HEAD
from dossiers.store.sqlite import keys_beside
from dossiers.store.tables import METADATA, Statement
from tests.postgres import Server, server

BOTH = ("sqlite", "postgresql")
EVERY_STORY_ON = "TDKT_TEST_ON"
WEB = "web"
MAKE_WEB = f"""DO $$BEGIN CREATE ROLE {WEB} LOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END$$"""
ENDED = """SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()"""
SAID_OTHERWISE = (
    (r"zeroblob\((\d+)\)", r"decode(repeat('00', \1), 'hex')"),
    (r"x'([0-9a-f]*)'", r"'\\x\1'::bytea"),
    (
        r"replace\(body, ('[^']*'), ('[^']*')\)",
        r"""convert_to(replace(convert_from(
        body, 'UTF8'), \1, \2), 'UTF8')""",
    ),
    (r"%", "%%"),
    (r"\?", "%s"),
)
"""What the statements of tests, written for SQLite, are on PostgreSQL."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A server with a database that others are copied from.

    Attributes:
        server: where it is.
        template: its name; it was initialised, and nobody is connected to it.
        idle: databases that a test has left and that were emptied since.
    """

    server: Server
    template: str
    idle: list[str] = field(default_factory=list)


MADE: dict[str, tuple[Server, str]] = {}
"""Server and name of every database of a test, by the place that the program tells."""


@pytest.fixture(scope="session")
def shared() -> Iterator[Shared]:
    """A PostgreSQL for this process, started when a test first asks for it."""
    with server() as running:
        template = running.made()
        initialise(running.address(template))
        running.run(MAKE_WEB, f"GRANT tdkt_app, tdkt_sequencer TO {WEB}")
        made = Shared(running, template)
        yield made
        for name in (template, *made.idle):
            running.dropped(name)
            running.dropped(f"{name}_kept")


@contextmanager
def on_postgresql(shared: Shared) -> Iterator[str]:
    """The address of a fresh copy of a database, as `web`, for a test that may spoil all of it."""
    name = shared.server.made(shared.template)
    shutil.copyfile(keys_of(shared.server, shared.template), keys_of(shared.server, name))
    try:
        with _known(shared.server, name) as url:
            yield url
    finally:
        shared.server.dropped(name)
        shared.server.dropped(f"{name}_kept")


@contextmanager
def emptied(shared: Shared) -> Iterator[str]:
    """The address of an initialised database, as `web`, for a test that changes no schema.

    It is one that an earlier test has left, where there is one: to empty it costs a tenth of making
    one.
    """
    name = shared.idle.pop() if shared.idle else shared.server.made(shared.template)
    keys_of(shared.server, name).unlink(missing_ok=True)
    KeyStore(keys_of(shared.server, name)).make()
    with admin(shared.server, name) as connection:
        connection.execute(ENDED)
        connection.execute("; ".join(_emptying()).encode())
    with _known(shared.server, name) as url:
        yield url
    shared.idle.append(name)


def keys_of(server: Server, name: str) -> Path:
    """The file of keys of a database."""
    url = address(server.address(name, WEB))
    return backend_of(url).keys(url)


@contextmanager
def _known(server: Server, name: str) -> Iterator[str]:
    """The address of a database as `web`; tests find its server by what the program calls it."""
    url = server.address(name, WEB)
    place = place_of(address(url))
    MADE[place] = (server, name)
    try:
        yield url
    finally:
        del MADE[place]


def _emptying() -> Iterator[str]:
    """What makes an initialised database of one that was used; the origin of its log is new."""
    for table in GUARDED:
        yield f"ALTER TABLE {table} DISABLE TRIGGER USER"
    for table in (one.name for one in METADATA.sorted_tables if one.name != "meta"):
        yield f"DELETE FROM {table}"  # noqa: S608 -- names of ours
    for name, one in ON_POSTGRESQL.items():
        yield f"ALTER TABLE {one.table} ENABLE ALWAYS TRIGGER {name}"
    yield f"ALTER TABLE event VALIDATE CONSTRAINT {HASH}"
    yield "ALTER TABLE event ALTER COLUMN seq RESTART"
    yield f"UPDATE alembic_version SET version_num = '{HEAD}'"  # noqa: S608 -- ours
    yield f"UPDATE meta SET value = '{secrets.token_hex(16)}'"  # noqa: S608 -- ours


@cache
def _blank() -> Path:
    """An initialised file, of which others of this process are copies: all migrations take long."""
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    file = Path(folder.name, "blank.sqlite")
    initialise(f"sqlite:///{file}")
    return file


def initialised(file: Path) -> str:
    """The address of a new file as `initialise` makes one, with a log and keys of its own."""
    file.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(_blank(), file)
    KeyStore(keys_beside(file)).make()
    raw = sqlite3.connect(file)
    with raw:
        raw.execute("UPDATE meta SET value = ? WHERE name = 'log'", (secrets.token_hex(16),))
    raw.close()
    return f"sqlite:///{file}"


def _on_sqlite(folder: Path) -> str:
    """The address of an initialised file in a folder."""
    return initialised(folder / "a.sqlite")


@pytest.fixture
def story_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The database of a scenario: a file, or PostgreSQL where `TDKT_TEST_ON` says so."""
    if os.environ.get(EVERY_STORY_ON) == "postgresql":
        with emptied(request.getfixturevalue("shared")) as url:
            yield url
        return
    yield _on_sqlite(tmp_path)


@pytest.fixture(params=BOTH)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an initialised database; a test that asks for it runs on both."""
    if request.param == "sqlite":
        yield _on_sqlite(tmp_path)
        return
    with emptied(request.getfixturevalue("shared")) as url:
        yield url


@pytest.fixture(scope="module", params=BOTH)
def season(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a database with the shipped season, played once for a whole module."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            url = _on_sqlite(tmp_path_factory.mktemp("season"))
        else:
            url = stack.enter_context(emptied(request.getfixturevalue("shared")))
        with Store.open(url) as store:
            assert play(read_season(shipped_season()), store).surprises == ()
        yield url


@contextmanager
def copied(url: str, folder: Path) -> Iterator[str]:
    """The address of a copy that one test may spoil."""
    place = place_of(address(url))
    if place not in MADE:
        shutil.copy(keys_beside(Path(place)), folder / "copy.sqlite.keys")
        yield f"sqlite:///{shutil.copy(place, folder / 'copy.sqlite')}"
        return
    server, name = MADE[place]
    with on_postgresql(Shared(server, name)) as copy:
        yield copy


def backed_up(place: str, folder: Path) -> Callable[[], object]:
    """Keep a database as it stands; what is returned puts it back, whoever is connected."""
    if place not in MADE:
        backup = Path(shutil.copy(place, folder / "backup.sqlite"))
        return partial(shutil.copy, backup, place)
    server, name = MADE[place]
    with admin(server, name) as connection:
        connection.execute(ENDED)
    server.dropped(f"{name}_kept")
    server.run(f"CREATE DATABASE {name}_kept TEMPLATE {name}")
    gone = f"DROP DATABASE {name} WITH (FORCE)"
    return partial(server.run, gone, f"ALTER DATABASE {name}_kept RENAME TO {name}")


@pytest.fixture
def on_server(shared: Shared) -> Iterator[str]:
    """The address of an initialised database of PostgreSQL, for a test that changes no schema."""
    with emptied(shared) as url:
        yield url


@pytest.fixture
def postgresql(shared: Shared) -> Iterator[str]:
    """The address of an initialised database of PostgreSQL that a test may spoil."""
    with on_postgresql(shared) as url:
        yield url


@pytest.fixture
def empty(shared: Shared) -> Iterator[str]:
    """The address of a database of PostgreSQL with nothing in it, as its administrator."""
    name = shared.server.made()
    yield shared.server.address(name)
    shared.server.dropped(name)


@contextmanager
def admin(server: Server, name: str) -> Iterator[psycopg.Connection]:
    """A connection of somebody who may do everything."""
    with psycopg.connect(server.conninfo(name), autocommit=True) as connection:
        yield connection


def rows(place: str | Path, statement: str, *bound: object) -> list[tuple[object, ...]]:
    """What somebody reads who goes around the program."""
    if str(place) in MADE:
        with admin(*MADE[str(place)]) as connection:
            return list(connection.execute(_said(statement), bound).fetchall())
    raw = sqlite3.connect(place)
    try:
        return list(raw.execute(statement, bound))
    finally:
        raw.close()


def plan_of(place: str, statement: Statement, bound: Mapping[str, object]) -> str:
    """How the database goes about a statement, where its tables are large."""
    if place in MADE:
        with admin(*MADE[place]) as connection:
            connection.execute("SET enable_seqscan = off")
            plan = connection.execute(f"EXPLAIN {statement.postgresql}".encode(), bound)
            return str(plan.fetchall())
    raw = sqlite3.connect(place)
    try:
        return str(raw.execute(f"EXPLAIN QUERY PLAN {statement}", dict(bound)).fetchall())
    finally:
        raw.close()


def changed(place: str | Path, *statements: tuple[str, tuple[object, ...]]) -> list[int]:
    """Change rows around the program and every guard; how many each statement changed.

    The guards stand again afterwards, but for the constraint of PostgreSQL, which what was changed
    may not fulfil.
    """
    if str(place) in MADE:
        with admin(*MADE[str(place)]) as connection, connection.transaction():
            return _changed_on_postgresql(connection, statements)
    with sqlite3.connect(place) as raw:
        for name in TRIGGERS:
            raw.execute(f"DROP TRIGGER IF EXISTS {name}")
        counts = [raw.execute(statement, bound).rowcount for statement, bound in statements]
        for text in TRIGGERS.values():
            raw.execute(text)
    raw.close()
    return counts


def _changed_on_postgresql(
    connection: psycopg.Connection, statements: tuple[tuple[str, tuple[object, ...]], ...]
) -> list[int]:
    """The same on PostgreSQL, in the transaction of the connection."""
    connection.execute(f"ALTER TABLE event DROP CONSTRAINT {HASH}".encode())
    for table in GUARDED:
        connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER".encode())
    counts = [connection.execute(_said(text), bound).rowcount for text, bound in statements]
    for name, one in ON_POSTGRESQL.items():
        connection.execute(f"ALTER TABLE {one.table} ENABLE ALWAYS TRIGGER {name}".encode())
    connection.execute(f"ALTER TABLE event ADD CONSTRAINT {HASH} {HASHED} NOT VALID".encode())
    return counts


def _said(statement: str) -> bytes:
    """A statement of SQLite in the words of PostgreSQL."""
    for pattern, other in SAID_OTHERWISE:
        statement = re.sub(pattern, other, statement)
    return statement.encode()
