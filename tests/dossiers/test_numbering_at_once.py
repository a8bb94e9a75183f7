"""Events get their numbers rightly while many write: none lost, none turned round, none twice."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
import pytest

from dossiers.proofs import checked
from dossiers.store import Entry, NewEvent, Store, tables
from dossiers.store.engine import writing
from dossiers.store.postgresql import Session
from tests.databases import MADE, admin, changed
from tests.dossiers.test_store import an_entry


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
