"""Fixtures: a database of either kind, so that one test runs on both.

On PostgreSQL the program is connected as `web`, who may do what the roles of the program and the
sequencer may and nothing else; so every test shows too that those rights are enough.
"""

from __future__ import annotations

import re
import secrets
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from dossiers.seasons import play, read_season, shipped_season
from dossiers.store import Store, initialise
from dossiers.store.engine import address, place_of
from dossiers.store.guards import TRIGGERS
from dossiers.store.postgresql_guards import GUARDED, HASH, HASHED
from dossiers.store.postgresql_guards import TRIGGERS as ON_POSTGRESQL
from dossiers.store.tables import Statement
from tests.postgres import Server, server

BOTH = ("sqlite", "postgresql")
WEB = "web"
MAKE_WEB = f"""DO $$BEGIN CREATE ROLE {WEB} LOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END$$"""
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
    """

    server: Server
    template: str


MADE: dict[str, tuple[Server, str]] = {}
"""Server and name of every database of a test, by the place that the program tells."""


@pytest.fixture(scope="session")
def shared() -> Iterator[Shared]:
    """A PostgreSQL for this process, started when a test first asks for it."""
    with server() as running:
        template = running.made()
        initialise(running.address(template))
        running.run(MAKE_WEB, f"GRANT tdkt_app, tdkt_sequencer TO {WEB}")
        yield Shared(running, template)
        running.dropped(template)


@contextmanager
def on_postgresql(shared: Shared, *, origin: bool = True) -> Iterator[str]:
    """The address of a copy of a database, as `web`; with an origin of its own where asked."""
    name = shared.server.made(shared.template)
    url = shared.server.address(name, WEB)
    if origin:
        with admin(shared.server, name) as connection:
            connection.execute("UPDATE meta SET value = %s", (secrets.token_hex(16),))
    place = place_of(address(url))
    MADE[place] = (shared.server, name)
    try:
        yield url
    finally:
        del MADE[place]
        shared.server.dropped(name)


def _on_sqlite(folder: Path) -> str:
    """The address of an initialised file."""
    url = f"sqlite:///{folder / 'a.sqlite'}"
    initialise(url)
    return url


@pytest.fixture(params=BOTH)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an initialised database; a test that asks for it runs on both."""
    if request.param == "sqlite":
        yield _on_sqlite(tmp_path)
        return
    with on_postgresql(request.getfixturevalue("shared")) as url:
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
            url = stack.enter_context(on_postgresql(request.getfixturevalue("shared")))
        with Store.open(url) as store:
            assert play(read_season(shipped_season()), store).surprises == ()
        yield url


@contextmanager
def copied(url: str, folder: Path) -> Iterator[str]:
    """The address of a copy that one test may spoil."""
    place = place_of(address(url))
    if place not in MADE:
        yield f"sqlite:///{shutil.copy(place, folder / 'copy.sqlite')}"
        return
    server, name = MADE[place]
    with on_postgresql(Shared(server, name), origin=False) as copy:
        yield copy


@pytest.fixture
def postgresql(shared: Shared) -> Iterator[str]:
    """The address of an initialised database of PostgreSQL."""
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
