"""Events get their numbers rightly while many write: none lost, none turned round, none twice."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
import pytest

from dossiers.proofs import checked
from dossiers.store import Entry, NewEvent, NotNumberedError, Store, sequencer, tables
from dossiers.store import postgresql as backend
from dossiers.store.engine import writing
from dossiers.store.postgresql import Session
from tests.databases import MADE, admin, changed
from tests.dossiers.test_store import an_entry

PATIENCE = 20.0
LOCKS = """FROM pg_locks WHERE locktype = 'advisory'
AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"""
WAITS = f"SELECT count(*) {LOCKS} AND NOT granted"
HOLDER_KILLED = f"SELECT pg_terminate_backend(pid, 5000) {LOCKS} AND granted"


@pytest.fixture
def store(on_server: str) -> Iterator[Store]:
    with Store.open(on_server) as opened:
        changed(opened.place, ("UPDATE meta SET value = 'log'", ()))
    with Store.open(on_server) as opened:
        yield opened


@contextmanager
def stopped_after_its_event(store: Store, entry: Entry) -> Iterator[None]:
    """A command of another connection that has written its event and is committed at the end."""
    with writing(store._engine, store.place) as driver:
        store.written(driver, entry, store.sealed(entry))
        yield


def numbered(store: Store) -> list[tuple[str, int]]:
    return [(one.stream, one.n) for one in store.numbered.events()]


def without_documents(entry: Entry) -> Entry:
    return Entry(entry.key, entry.request, entry.events, entry.row, entry.was_n, {}, entry.result)


def test_an_event_that_is_committed_after_a_later_one_was_numbered_is_not_lost(
    store: Store, on_server: str
) -> None:
    """Whoever takes what is greater than the last number seen would never see it."""
    with Store.open(on_server) as other:
        with stopped_after_its_event(other, an_entry(stream="early", key="k-1")):
            store.record(without_documents(an_entry(stream="late", key="k-2")))
            assert store.numbered.number() == 1
            assert numbered(store) == [("late", 1)]

        assert store.numbered.number() == 1

    early, late = store.events()
    assert (early.stream, late.stream) == ("early", "late")
    assert early.seq < late.seq
    assert numbered(store) == [("late", 1), ("early", 1)]
    assert checked(store).findings == ()


def test_events_of_a_dossier_keep_their_order_where_transactions_began_the_other_way_round(
    store: Store,
) -> None:
    """Whoever goes by the numbers of transactions would number the second event first."""
    first, second = (
        an_entry(stream="d", key="k-1"),
        an_entry(2, prev_of("d"), stream="d", key="k-2"),
    )
    server, name = MADE[store.place]
    url = server.address(name, "web").replace("+psycopg", "")
    with psycopg.connect(url, autocommit=True) as connection:
        session = Session(connection)
        session.command("BEGIN")
        connection.execute("SELECT pg_current_xact_id()")  # the older transaction ...
        store.record(first)
        session.execute(tables.ADD_EVENT, _values(second.events[0]))  # ... writes the newer event
        session.command("COMMIT")

    with admin(server, name) as connection:
        born = connection.execute("SELECT n FROM event ORDER BY xmin::text::bigint").fetchall()
    assert born == [(2,), (1,)]
    assert store.numbered.number() == 2
    assert numbered(store) == [("d", 1), ("d", 2)]
    assert checked(store).findings == ()


def prev_of(stream: str) -> str:
    return an_entry(stream=stream).events[0].leaf.hex()


def _values(event: NewEvent) -> dict[str, object]:
    return {name: getattr(event, name) for name in ("stream", "n", "at", "body", "leaf")}


def test_an_event_recorded_before_the_one_it_follows_is_told(store: Store) -> None:
    store.record(an_entry(stream="d", key="k-1"))
    store.record(an_entry(2, prev_of("d"), stream="d", key="k-2"))
    store.numbered.number()
    changed(
        store.place,
        ("UPDATE event SET seq = 99 WHERE n = 1", ()),
    )

    assert store.numbered.inverted() == (("d", 2),)
    assert [(one.stream, one.n) for one in checked(store).findings] == [("d", 2)]


def test_eight_who_number_at_once_give_each_event_one_number(store: Store, on_server: str) -> None:
    for at in range(40):
        store.record(an_entry(stream=f"d-{at}", key=f"k-{at}"))

    def numbering(_: int) -> int:
        with Store.open(on_server) as own:
            return own.numbered.number()

    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(numbering, range(8)))

    assert sum(given) == 40
    assert [one.index for one in store.numbered.events()] == list(range(40))
    assert (store.numbered.waiting, checked(store).findings) == (0, ())


def test_numbers_are_given_while_eight_write_and_all_come_out_whole(
    store: Store, on_server: str
) -> None:
    def writing(who: int) -> None:
        with Store.open(on_server) as own:
            for at in range(10):
                own.record(an_entry(stream=f"{who}-{at}", key=f"{who}-{at}"))

    given = 0
    with ThreadPoolExecutor(8) as pool:
        running = [pool.submit(writing, who) for who in range(8)]
        while not all(one.done() for one in running):
            given += store.numbered.number()
        for one in running:
            one.result()
    given += store.numbered.number()

    assert given == 80
    assert checked(store).findings == ()


def stopped_in_its_round(
    monkeypatch: pytest.MonkeyPatch, after: str
) -> tuple[threading.Event, threading.Event]:
    """The first sequencer stops after a step of its round: when it is there, and how it goes on."""
    there, goes_on = threading.Event(), threading.Event()
    step = getattr(sequencer, after)

    def stopping(*given: object) -> object:
        found = step(*given)
        if not there.is_set():
            there.set()
            assert goes_on.wait(PATIENCE)
        return found

    monkeypatch.setattr(sequencer, after, stopping)
    return there, goes_on


def recorded(store: Store, count: int) -> None:
    for at in range(count):
        store.record(an_entry(stream=f"d-{at}", key=f"k-{at}"))


def test_when_the_sequencer_that_holds_the_lock_is_killed_another_takes_over(
    store: Store, on_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded(store, 5)
    there, goes_on = stopped_in_its_round(monkeypatch, "_size")

    with Store.open(on_server) as second, ThreadPoolExecutor(2) as pool:
        holds = pool.submit(store.numbered.number)
        assert there.wait(PATIENCE)
        takes_over = pool.submit(second.numbered.number)
        with admin(*MADE[store.place]) as connection:
            _waited_for(connection)
            assert not takes_over.done()
            assert connection.execute(HOLDER_KILLED).fetchall() == [(True,)]
        assert takes_over.result(PATIENCE) == 5
        goes_on.set()
        assert holds.result(PATIENCE) == 0

    assert [one.index for one in store.numbered.events()] == list(range(5))
    assert checked(store).findings == ()


@pytest.mark.parametrize("after", ["_size", "_checked", "_last"])
def test_without_the_lock_two_sequencers_give_each_event_one_number(
    store: Store, on_server: str, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    """The lock saves work; that no event gets two numbers is held by the keys of the log."""
    monkeypatch.setattr(backend, "alone", lambda _: None)
    recorded(store, 5)
    there, goes_on = stopped_in_its_round(monkeypatch, after)

    with Store.open(on_server) as second, ThreadPoolExecutor(1) as pool:
        slow = pool.submit(store.numbered.number)
        assert there.wait(PATIENCE)
        assert second.numbered.number() == 5
        store.record(an_entry(stream="later", key="later"))
        goes_on.set()
        assert slow.result(PATIENCE) == 1

    assert [one.index for one in store.numbered.events()] == list(range(6))
    assert (store.numbered.waiting, checked(store).findings) == (0, ())


def test_without_the_lock_four_who_number_at_once_give_each_event_one_number(
    store: Store, on_server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backend, "alone", lambda _: None)
    monkeypatch.setattr(sequencer, "ROUND", 3)
    recorded(store, 24)

    def numbering(_: int) -> int:
        with Store.open(on_server) as own:
            return own.numbered.number()

    with ThreadPoolExecutor(4) as pool:
        given = list(pool.map(numbering, range(4)))

    assert sum(given) == 24
    assert [one.index for one in store.numbered.events()] == list(range(24))
    assert checked(store).findings == ()


def test_a_forged_event_is_still_named_where_nobody_else_numbers(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backend, "alone", lambda _: None)
    recorded(store, 1)
    store.record(an_entry(2, "0" * 63 + "1", stream="d-0", key="forged"))

    with pytest.raises(NotNumberedError, match="d-0"):
        store.numbered.number()


def _waited_for(connection: psycopg.Connection) -> None:
    """Wait until somebody waits for the lock of sequencers."""
    ends = time.monotonic() + PATIENCE
    while connection.execute(WAITS).fetchone() == (0,):
        assert time.monotonic() < ends, "nobody waits"
        time.sleep(0.005)
