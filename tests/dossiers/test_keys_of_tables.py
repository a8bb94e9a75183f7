"""In every key of every table stands the stream or the unit, and the upgrade rewrites no event.

A server that divides a table over machines, or into parts, wants that in each unique key stands
what it is divided by.  What that is, is chosen here for each table, and tried on PostgreSQL with
parts by hash.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Table, UniqueConstraint, select, text

from dossiers.errors import NumberTakenError
from dossiers.store import Store, initialise, schema
from dossiers.store.backup import copied_file
from dossiers.store.engine import address, backend_of, connected, migrating, place_of
from dossiers.store.tables import COMMAND, METADATA, Statement
from dossiers.use_cases import perform, propose
from dossiers.use_cases.proposing import stream_of_proposal
from dossiers.verification import verify
from tests.databases import MADE, admin
from tests.dossiers.building import a_nomination, acting, proposed, proposing

DIVIDED_BY: Mapping[str, str] = {
    "claim": "dossier",
    "command": "tenant",
    "disclosure": "subject",
    "dossier": "id",
    "duty": "dossier",
    "event": "stream",
    "log_leaf": "stream",
    "number": "number",
    "sought": "dossier",
    "word": "dossier",
}
"""The stream of the dossier, or the unit; a number is looked for by itself."""

WHOLE_EVERYWHERE: Mapping[str, str] = {
    "account": "some thousand people, who may act for several units",
    "account_password": "a hash for each account",
    "api_token": "a few for each account",
    "desk_session": "who is signed in now",
    "sign_in_attempt": "failures of the last minutes",
    "document": "public bytes under their digest, the same for all: rules, workflows, calendars",
    "mandate": "a few hundred a year, asked for by people and not by dossier",
    "meta": "one row: the origin of the log",
    "publication": "rules, which judge everybody",
    "season": "the plan of a season, which speaks of every unit",
}
"""Small or common to all: each machine has all of it."""

OF_THE_LOG: Mapping[str, str] = {
    "checkpoint": "a size of the log",
    "pending": "the order of recording, from which the log is numbered",
    "stamp": "a stamp over a checkpoint",
    "tile": "hashes of the log",
}
"""One log is numbered by one sequencer: a database of its own, or the machine that has it."""

APART: Mapping[tuple[str, str], str] = {
    ("event", "seq"): "the order of recording; nothing but the outbox asks for it, and a divided "
    "table has the key event_position",
    ("log_leaf", "idx"): "the number in the log, handed out by the one sequencer",
}
"""Keys of one column that hold over a whole database, and why they may be left out."""


KEYS = """SELECT pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid = '{name}'::regclass AND contype IN ('p', 'u')"""


def keys(table: Table) -> list[tuple[str, ...]]:
    """Every primary and unique key."""
    unique = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
    indexes = [tuple(each.name for each in one.columns) for one in table.indexes if one.unique]
    return [
        tuple(one.name for one in table.primary_key),
        *(tuple(each.name for each in one.columns) for one in unique),
        *indexes,
    ]


def test_every_table_is_divided_by_something_or_says_why_not() -> None:
    named = [*DIVIDED_BY, *WHOLE_EVERYWHERE, *OF_THE_LOG]

    assert sorted(named) == sorted(METADATA.tables)


@pytest.mark.parametrize("name", sorted(DIVIDED_BY))
def test_what_a_table_is_divided_by_stands_in_each_of_its_keys(name: str) -> None:
    lacking = [one for one in keys(METADATA.tables[name]) if DIVIDED_BY[name] not in one]

    assert [(name, *one) for one in lacking] == [one for one in APART if one[0] == name]


@pytest.mark.parametrize("name", sorted(DIVIDED_BY))
def test_postgresql_divides_each_table_with_the_keys_it_has(on_server: str, name: str) -> None:
    server, database = MADE[place_of(address(on_server))]
    found = server.run(
        KEYS.format(name=name),
        database=database,
    )
    left_out = [f"({column})" for table, column in APART if table == name]
    kept = [str(one) for (one,) in found if not any(str(one).endswith(x) for x in left_out)]

    with admin(server, database) as connection, connection.transaction(force_rollback=True):
        connection.execute(
            f"CREATE TABLE parted (LIKE {name} INCLUDING DEFAULTS, {', '.join(kept)})"
            f" PARTITION BY HASH ({DIVIDED_BY[name]})".encode()
        )
        connection.execute(
            b"CREATE TABLE part PARTITION OF parted FOR VALUES WITH (MODULUS 1, REMAINDER 0)"
        )
        connection.execute(f"INSERT INTO parted SELECT * FROM {name}".encode())  # noqa: S608 -- names of ours


# The upgrade


def older(url: str, new: Store) -> None:
    """What the release before left: the tables of migration 0008, with the rows of a database."""
    engine = connected(address(url), guarded=False)
    copied_file(new.strongbox.store.path, backend_of(engine).keys(engine.url))
    with new._engine.connect() as read, migrating(engine, url) as written:
        command.upgrade(schema._settings(written), "0008")
        for name in ("meta", "event", "document", "disclosure", "command", "dossier", "sought"):
            table = METADATA.tables[name]
            columns = [one for one in table.columns if (name, one.name) != ("command", "tenant")]
            found = read.execute(select(*columns)).mappings().all()
            rows = [dict(one) for one in found]
            adding = text(ADD_COMMAND) if table is COMMAND else table.insert()
            written.execute(adding, rows)
    engine.dispose()


ADD_COMMAND = "INSERT INTO command (key, request, result) VALUES (:key, :request, :result)"


def of_events(url: str) -> object:
    """Where the table of events lies; one that is rewritten lies elsewhere."""
    engine = connected(address(url), guarded=False)
    statement = "SELECT pg_relation_filenode('event')"
    if engine.dialect.name == "sqlite":
        statement = "SELECT rootpage, sql FROM sqlite_master WHERE name = 'event'"
    try:
        with engine.connect() as connection:
            return connection.exec_driver_sql(statement).fetchall()
    finally:
        engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def old_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database in which nothing is."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("empty"))
    return f"sqlite:///{tmp_path / 'old.sqlite'}"


def test_the_upgrade_gives_each_command_its_unit_and_writes_no_event(
    old_url: str, tmp_path: Path
) -> None:
    source = f"sqlite:///{tmp_path / 'new.sqlite'}"
    initialise(source)
    with Store.open(source) as store:
        proposed(store, a_nomination(), number="D-1")
        submitting = acting("submit", "unit_clerk", number="D-1")
        perform(store, submitting)
        before = (store.bodies(), tuple(store.events()))
        older(old_url, store)
    lay = of_events(old_url)

    assert initialise(old_url) is True

    assert of_events(old_url) == lay
    with Store.open(old_url) as store:
        assert (store.bodies(), tuple(store.events())) == before
        assert perform(store, submitting).repeated
        with store._reading() as driver:
            found = driver.execute(Statement.of(select(COMMAND.c.tenant))).fetchall()
        assert {unit for (unit,) in found} == {"so-cong-thuong"}
        with pytest.raises(NumberTakenError):
            proposed(store, a_nomination(), number="D-1")
        assert verify(store).problems == ()


def test_a_proposal_of_the_release_before_is_answered_and_not_repeated(database: str) -> None:
    """Its stream followed from the key alone."""
    with Store.open(database) as store:
        sent = proposing(a_nomination())
        by_key_alone = lambda at, words: stream_of_proposal(at, words.split("\n")[0])  # noqa: E731
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("dossiers.use_cases.proposing.stream_of_proposal", by_key_alone)
            first = propose(store, sent)

        again = propose(store, sent)

        assert (again.number, again.repeated) == (first.number, True)
