"""Numbers are given in the order of recording, once, and to nothing that was changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command

from dossiers.store import NotNumberedError, Signed, Store, initialise, schema
from dossiers.store.engine import address, connected, migrating
from ledger import EMPTY_ROOT, leaf_hash, root, subtrees_of
from tests.databases import changed
from tests.dossiers.building import a_nomination, done, proposed
from tests.dossiers.tampering import tampered
from tests.dossiers.test_store import an_entry


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store.open(database) as opened:
        yield opened


def three_dossiers(store: Store) -> None:
    """Five events: D-1, D-2, D-3, and then one more of D-2 and D-1."""
    for number in ("D-1", "D-2", "D-3"):
        proposed(store, a_nomination(), number=number)
    done(store, "submit", "unit_clerk", number="D-2")
    done(store, "submit", "unit_clerk", number="D-1")


def test_an_empty_log_has_the_root_of_nothing(store: Store) -> None:
    assert store.numbered.number() == 0
    assert (store.numbered.size, store.numbered.root(0)) == (0, EMPTY_ROOT)


def test_events_are_numbered_in_the_order_of_recording_and_leave_the_outbox(store: Store) -> None:
    three_dossiers(store)
    waited = store.numbered.waiting

    assert (waited, store.numbered.number(), store.numbered.waiting) == (5, 5, 0)
    recorded = [(one.stream, one.n, one.leaf) for one in store.events()]
    assert [(one.stream, one.n, one.leaf) for one in store.numbered.events()] == recorded
    assert [one.index for one in store.numbered.events()] == [0, 1, 2, 3, 4]
    assert store.numbered.root(5) == root(one.leaf for one in store.events())


def test_a_number_is_given_once(store: Store) -> None:
    three_dossiers(store)
    store.numbered.number()
    before = list(store.numbered.events())

    assert store.numbered.number() == 0
    assert list(store.numbered.events()) == before


def test_what_comes_later_is_numbered_behind(store: Store) -> None:
    proposed(store, a_nomination())
    store.numbered.number()
    done(store, "submit", "unit_clerk")

    assert store.numbered.number() == 1
    assert [one.n for one in store.numbered.events()] == [1, 2]


@pytest.mark.parametrize(
    ("statement", "n", "reason"),
    [
        ("UPDATE event SET body = replace(body, 'clerk', 'clark') WHERE n = 2", 2, "hash"),
        ("UPDATE event SET leaf = zeroblob(32) WHERE n = 2", 2, "hash"),
        ("UPDATE event SET n = 3 WHERE n = 2", 3, "place"),
        ("UPDATE event SET stream = 'other' WHERE n = 2", 2, "place"),
        ("DELETE FROM event WHERE n = 2", 0, "gone"),
        ("DELETE FROM pending WHERE seq = 1", 2, "link"),
    ],
)
def test_an_event_that_was_changed_gets_no_number_and_is_named(
    store: Store, statement: str, n: int, reason: str
) -> None:
    proposed(store, a_nomination())
    done(store, "submit", "unit_clerk")
    tampered(store.place, statement)

    with pytest.raises(NotNumberedError) as refused:
        store.numbered.number()

    assert (refused.value.n, refused.value.reason) == (n, reason)
    assert store.numbered.size == 0


def test_bytes_that_are_no_event_get_no_number(store: Store) -> None:
    proposed(store, a_nomination())
    tampered(store.place, "UPDATE event SET body = x'7b7d', leaf = ?", leaf_hash(b"{}"))

    with pytest.raises(NotNumberedError, match="no event"):
        store.numbered.number()


def test_a_refused_event_holds_up_whatever_was_recorded_later(store: Store) -> None:
    proposed(store, a_nomination())
    store.numbered.number()
    done(store, "submit", "unit_clerk")
    proposed(store, a_nomination(), number="D-2")
    tampered(store.place, "UPDATE event SET leaf = zeroblob(32) WHERE n = 2")

    with pytest.raises(NotNumberedError):
        store.numbered.number()

    assert (store.numbered.size, store.numbered.waiting) == (1, 2)


def test_many_rounds_and_full_tiles_give_the_root_and_proofs_of_the_leaves(
    store: Store, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dossiers.store.sequencer.ROUND", 100)
    rows = []
    for at in range(600):
        (event,) = an_entry(stream=f"d-{at}", key=f"k-{at}").events
        rows.append((event.stream, event.n, event.at, event.body, event.leaf))
    into = "INSERT INTO event (stream, n, at, body, leaf) VALUES (?, ?, ?, ?, ?)"
    changed(
        store.place,
        ("UPDATE meta SET value = 'log' WHERE name = 'log'", ()),
        *((into, row) for row in rows),
        ("INSERT INTO pending SELECT seq FROM event", ()),
    )

    with Store.open(database) as opened:
        log = opened.numbered
        assert log.number() == 600
        leaves = [row[4] for row in rows]
        assert [(level, index) for level, index, _ in log.tiles()] == [(0, 0), (0, 1)]
        assert [log.root(size) for size in (1, 255, 256, 257, 512, 513, 600)] == [
            root(leaves[:size]) for size in (1, 255, 256, 257, 512, 513, 600)
        ]
        whole = subtrees_of(leaves)
        with log.subtrees(600) as subtrees:
            for level, index in ((0, 599), (3, 74), (8, 0), (8, 1), (9, 0)):
                assert subtrees(level, index) == whole(level, index)


def test_what_an_older_database_holds_waits_in_the_order_of_recording(tmp_path: Path) -> None:
    new, old = tmp_path / "new.sqlite", tmp_path / "old.sqlite"
    initialise(f"sqlite:///{new}")
    with Store.open(f"sqlite:///{new}") as store:
        three_dossiers(store)
    engine = connected(address(f"sqlite:///{old}"), guarded=False)
    with migrating(engine, str(old)) as connection:
        command.upgrade(schema._settings(connection), "0003")
    engine.dispose()
    raw = sqlite3.connect(old)
    raw.execute("ATTACH ? AS new", (str(new),))
    for table in ("meta", "event"):
        raw.execute(f"INSERT INTO {table} SELECT * FROM new.{table}")  # noqa: S608 -- names of ours
    raw.commit()
    raw.close()

    assert initialise(f"sqlite:///{old}") is True

    with Store.open(f"sqlite:///{old}") as store:
        assert store.numbered.waiting == 5
        assert store.numbered.number() == 5
        recorded = [one.leaf for one in store.events()]
        assert list(store.numbered.leaves()) == recorded
        assert store.numbered.missing_guards() == ()


def test_a_signed_checkpoint_is_kept_once(store: Store) -> None:
    signed = Signed(0, EMPTY_ROOT, b"note")
    store.numbered.keep(signed)
    store.numbered.keep(Signed(0, EMPTY_ROOT, b"other"))

    assert store.numbered.checkpoints() == (signed,)


def test_an_event_that_never_came_to_the_outbox_is_found(store: Store) -> None:
    proposed(store, a_nomination())
    tampered(store.place, "DELETE FROM pending")

    ((_, n),) = store.numbered.nowhere()
    assert n == 1
