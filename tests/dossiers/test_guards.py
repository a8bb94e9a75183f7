"""Eleven attacks on recorded events by whoever speaks through a connection of the program."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from dossiers.store import Store, initialise
from dossiers.store.forging import BREAKS as ATTACKS
from dossiers.store.forging import held, tried
from dossiers.store.guards import TRIGGERS, authorized, missing_guards
from dossiers.store.sqlite import reading
from tests.dossiers.building import a_nomination, done, proposed

BY_TRIGGER = {name for name in ATTACKS if name.isupper() or "(" in name} - {
    "DROP TRIGGER",
    "DROP TABLE",
    "RENAME + CREATE",
}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    initialise(url)
    with Store.open(url) as opened:
        proposed(opened, a_nomination())
        done(opened, "submit", "unit_clerk")
        yield opened


def content(place: str) -> tuple[object, ...]:
    """The events, and what the schema says of their table."""
    raw = sqlite3.connect(place)
    schema = raw.execute("SELECT sql FROM sqlite_master WHERE tbl_name = 'event'").fetchall()
    try:
        return tuple(raw.execute("SELECT * FROM event ORDER BY seq")), tuple(schema)
    except sqlite3.OperationalError:
        return ()
    finally:
        raw.close()


def attacked_without(store: Store, names: set[str], attack: str, *, authorizer: bool) -> bool:
    """Whether an attack changes anything when some triggers, or the authorizer, are missing."""
    raw = sqlite3.connect(store.place, isolation_level=None)
    for name in names:
        raw.execute(f"DROP TRIGGER {name}")
    before = content(store.place)
    if authorizer:
        raw.set_authorizer(authorized)
    tried(raw, attack)
    raw.close()
    return content(store.place) != before


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_through_the_program_changes_nothing(store: Store, name: str) -> None:
    before = content(store.place)

    with reading(store._engine) as driver, pytest.raises(sqlite3.DatabaseError):
        driver.execute(ATTACKS[name].split("; ")[0])

    assert content(store.place) == before
    assert store.numbered.missing_guards() == ()


@pytest.mark.parametrize("name", sorted(BY_TRIGGER))
def test_triggers_alone_stop_every_attack_on_rows(store: Store, name: str) -> None:
    assert attacked_without(store, set(), ATTACKS[name], authorizer=False) is False


@pytest.mark.parametrize("name", sorted(set(ATTACKS) - BY_TRIGGER))
def test_without_the_authorizer_the_schema_gives_way(store: Store, name: str) -> None:
    assert attacked_without(store, set(), ATTACKS[name], authorizer=False) is True


@pytest.mark.parametrize("name", ["REPLACE (primary key)", "REPLACE (unique key)"])
def test_without_the_third_trigger_a_row_is_replaced(store: Store, name: str) -> None:
    gone = {"event_no_replace"}

    assert attacked_without(store, gone, ATTACKS[name], authorizer=True) is True


@pytest.mark.parametrize(
    ("trigger", "name"), [("event_no_update", "UPDATE"), ("event_no_delete", "DELETE")]
)
def test_without_its_trigger_another_program_changes_a_row(
    store: Store, trigger: str, name: str
) -> None:
    assert attacked_without(store, {trigger}, ATTACKS[name], authorizer=False) is True


@pytest.mark.parametrize("name", sorted(TRIGGERS))
def test_a_guard_that_is_gone_is_named(store: Store, name: str) -> None:
    raw = sqlite3.connect(store.place)
    raw.execute(f"DROP TRIGGER {name}")

    assert missing_guards(raw) == (name,)
    raw.close()


def test_a_guard_that_was_made_toothless_is_named(store: Store) -> None:
    raw = sqlite3.connect(store.place)
    raw.execute("DROP TRIGGER event_no_update")
    raw.execute("CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT 1; END")

    assert missing_guards(raw) == ("event_no_update",)
    raw.close()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TEMP TRIGGER t BEFORE INSERT ON event BEGIN SELECT RAISE(IGNORE); END",
        "ATTACH ':memory:' AS other",
        "PRAGMA journal_mode = OFF",
        "PRAGMA synchronous = OFF",
        "PRAGMA ignore_check_constraints = ON",
        "INSERT INTO sqlite_master VALUES ('table', 'x', 'x', 0, '')",
    ],
)
def test_a_connection_of_the_program_reads_and_writes_rows_and_nothing_else(
    store: Store, statement: str
) -> None:
    with reading(store._engine) as driver, pytest.raises(sqlite3.DatabaseError):
        driver.execute(statement)


def test_all_eleven_attacks_are_played_and_held(store: Store) -> None:
    found = held(Path(store.place))

    assert len(found) == 11
    assert set(found.values()) == {True}


def test_an_attack_that_passes_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossiers.store.sqlite.authorized", lambda *_: sqlite3.SQLITE_OK)

    found = held(Path(store.place))

    assert {name for name, kept in found.items() if not kept} >= {"DROP TRIGGER"}
