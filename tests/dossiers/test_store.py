"""The store writes all of an entry or nothing, answers repetitions, and says plainly why not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event as sql_event

from dossiers import errors
from dossiers.store import Entry, NewEvent, Row, Store, initialise, schema
from dossiers.store.tables import METADATA
from ledger import (
    NO_LEAF,
    Actor,
    Command,
    Event,
    Judgement,
    digest,
    event_bytes,
    leaf_hash,
    milliseconds,
)
from tests.databases import changed, initialised, rows


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A file that is not there yet."""
    return f"sqlite:///{tmp_path / 'a.sqlite'}"


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store.open(database) as opened:
        yield opened


@pytest.fixture
def in_file(tmp_path: Path) -> Iterator[Store]:
    """A store on SQLite, for what only a file does."""
    with Store.open(initialised(tmp_path / "a.sqlite")) as opened:
        yield opened


def an_entry(n: int = 1, prev: str = NO_LEAF, *, stream: str = "d-1", key: str = "k-1") -> Entry:
    event = Event(
        log="log",
        stream=stream,
        n=n,
        prev=prev,
        type="submit",
        source="",
        target="draft",
        at=datetime(2025, 1, 1, tzinfo=UTC),
        on=date(2025, 1, 1),
        actor=Actor("clerk", "unit_clerk"),
        command=Command(key, "r"),
        judged=Judgement("d"),
        data=digest(b"{}"),
    )
    body = event_bytes(event)
    head = leaf_hash(body).hex()
    row = Row(stream, f"N-{stream}", "CSTDCS", "unit", "draft", n, head, b"body", "like")
    written = NewEvent(stream, n, milliseconds(event.at), body, leaf_hash(body))
    return Entry(key, "r", (written,), row, n - 1, {digest(b"{}"): b"{}"}, b'{"n":1}')


def content(store: Store) -> tuple[object, ...]:
    return store.bodies(), store.numbers(), tuple(store.events())


def test_an_entry_is_read_back(store: Store) -> None:
    store.record(an_entry())

    assert store.body("N-d-1") == b"body"
    assert store.document(digest(b"{}")) == b"{}"
    assert [one.n for one in store.events("d-1")] == [1]


def test_the_same_command_is_answered_and_written_once(store: Store) -> None:
    first = store.record(an_entry())

    again = store.record(an_entry())

    assert (first.repeated, again.repeated) == (False, True)
    assert again.result == first.result
    assert len(list(store.events())) == 1


def test_a_key_cannot_be_used_for_another_command(store: Store) -> None:
    store.record(an_entry())
    before = content(store)

    with pytest.raises(errors.KeyReusedError):
        store.record(replace(an_entry(), request="other"))

    assert content(store) == before


def test_an_entry_on_a_dossier_that_has_moved_is_refused_whole(store: Store) -> None:
    store.record(an_entry())
    store.record(an_entry(2, key="k-2"))
    before = content(store)

    with pytest.raises(errors.StaleDossierError):
        store.record(an_entry(2, key="k-3"))

    assert content(store) == before


def test_a_number_belongs_to_one_dossier(store: Store) -> None:
    store.record(an_entry())
    other = an_entry(stream="d-2", key="k-2")
    assert other.row is not None
    before = content(store)

    with pytest.raises(errors.NumberTakenError):
        store.record(replace(other, row=replace(other.row, number="N-d-1")))

    assert content(store) == before


def test_a_full_disk_is_told_and_nothing_is_half_written(in_file: Store) -> None:
    def no_more_pages(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    in_file.record(an_entry())
    before = content(in_file)
    sql_event.listen(in_file._engine, "checkout", no_more_pages)
    large = replace(an_entry(2, key="k-2"), documents={digest(b"x" * 200_000): b"x" * 200_000})

    with pytest.raises(errors.DatabaseFullError):
        in_file.record(large)

    assert content(in_file) == before


def test_a_read_only_database_is_told_and_left_as_it_was(in_file: Store) -> None:
    in_file.record(an_entry())
    before = content(in_file)

    with Store.open(f"sqlite:///file:{in_file.place}?mode=ro&uri=true") as read_only:
        with pytest.raises(errors.DatabaseReadOnlyError):
            read_only.record(an_entry(2, key="k-2"))
        assert content(read_only) == before


def test_a_database_that_another_program_holds_is_told(
    in_file: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dossiers.store.sqlite.PATIENCE_MS", 50)
    holder = sqlite3.connect(in_file.place, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")

    with pytest.raises(errors.DatabaseBusyError):
        Store.open(f"sqlite:///{in_file.place}")

    holder.execute("ROLLBACK")
    holder.close()


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    file = tmp_path / "letter.sqlite"
    file.write_text("Kính gửi Hội đồng" * 100)

    with pytest.raises(errors.DatabaseDamagedError):
        Store.open(f"sqlite:///{file}")

    assert file.read_text().startswith("Kính gửi")


@pytest.mark.parametrize(
    "url", ["postgresql://x", "postgresql+psycopg2://x/y", "sqlite://", "nonsense", "mysql://x"]
)
def test_an_address_that_cannot_be_used_is_told(url: str) -> None:
    with pytest.raises(errors.UnknownDatabaseError):
        Store.open(url)


def test_a_place_without_a_database_is_told_and_not_made(url: str, tmp_path: Path) -> None:
    with pytest.raises(errors.DatabaseMissingError):
        Store.open(url)

    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_no_database_yet(url: str, tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").touch()

    with pytest.raises(errors.DatabaseMissingError):
        Store.open(url)


def test_a_database_of_a_later_release_is_left_alone(store: Store, database: str) -> None:
    changed(store.place, ("UPDATE alembic_version SET version_num = '9999'", ()))

    for opening in (Store.open, initialise):
        with pytest.raises(errors.DatabaseNewerError):
            opening(database)


def test_a_database_of_an_older_release_is_told_and_not_upgraded(
    store: Store, database: str
) -> None:
    changed(store.place, ("UPDATE alembic_version SET version_num = '0001'", ()))

    with pytest.raises(errors.DatabaseSchemaError):
        Store.open(database)

    assert rows(store.place, "SELECT version_num FROM alembic_version") == [("0001",)]


def test_a_database_that_another_product_migrates_is_left_alone(
    store: Store, database: str
) -> None:
    changed(store.place, ("UPDATE alembic_version SET version_num = '1975ea83b712'", ()))

    for opening in (Store.open, initialise):
        with pytest.raises(errors.DatabaseForeignError, match="another product"):
            opening(database)


def test_a_file_with_tables_of_another_product_is_left_alone(url: str, tmp_path: Path) -> None:
    raw = sqlite3.connect(tmp_path / "a.sqlite")
    raw.execute("CREATE TABLE orders (id INTEGER)")
    raw.close()

    with pytest.raises(errors.DatabaseForeignError):
        initialise(url)

    assert rows(tmp_path / "a.sqlite", "SELECT name FROM sqlite_master") == [("orders",)]


def test_initialising_twice_changes_nothing(store: Store, database: str) -> None:
    store.record(an_entry())
    before = content(store)

    assert initialise(database) is False

    assert content(store) == before


def test_the_newest_migration_is_the_one_the_store_expects(store: Store) -> None:
    engine = store._engine
    with engine.connect() as connection:
        scripts = ScriptDirectory.from_config(schema._settings(connection))

    assert scripts.get_current_head() == schema.HEAD == schema.revision(engine)


def test_the_migrations_make_exactly_the_tables_the_program_uses(store: Store) -> None:
    with store._engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), METADATA)

    assert differences == []


def test_only_the_owner_may_read_the_file(in_file: Store) -> None:
    assert Path(in_file.place).stat().st_mode & 0o077 == 0


def test_a_commit_is_durable_and_the_journal_fits_the_library(in_file: Store) -> None:
    with in_file._engine.connect() as connection:
        synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar_one()
        journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()

    assert synchronous == 2
    assert journal == ("wal" if sqlite3.sqlite_version_info >= (3, 51, 3) else "persist")
