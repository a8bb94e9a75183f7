"""An act on PostgreSQL is one statement, and whatever befalls it, it is recorded once or not."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.appending import entries_of
from dossiers import errors, server_errors
from dossiers.store import Entry, GroupStore, NewEvent, Recorded, Row, Sought, Store
from dossiers.store import postgresql as backend
from dossiers.store.engine import writing
from dossiers.store.group import Order
from dossiers.store.postgresql import Session
from dossiers.store.seeking import NEVER
from ledger import leaf_hash
from tests.cutting import Wire, wired
from tests.databases import MADE, Shared, admin, emptied, rows
from tests.dossiers.building import a_nomination, done, proposed
from tests.dossiers.test_servers import DYING, raising, ruined
from tests.dossiers.test_store import an_entry

TABLES = {
    "dossier": "id, number, state, n, head",
    "event": "stream, n, at, body, leaf",
    "command": "key, result",
    "document": "digest, body",
    "disclosure": "commitment, subject",
    "sought": "dossier, number, state, stage, received, due",
    "word": "dossier",
    "duty": "role, due, number, dossier",
}
PATIENCE = 20.0
WAITING = """SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'"""
ROLES = ("clerk", "head", "secretary")


@pytest.fixture
def store(on_server: str) -> Iterator[Store]:
    with Store.open(on_server) as opened:
        yield opened


def held(store: Store, like: str) -> dict[str, list[tuple[object, ...]]]:
    """What lies in every table of whatever has a name in its first columns."""
    return {
        table: [
            tuple(str(one).replace(like, "X") if isinstance(one, str) else one for one in row)
            for row in rows(store.place, f"SELECT {names} FROM {table} ORDER BY {names}")  # noqa: S608
            if any(like in str(one) for one in row)
        ]
        for table, names in TABLES.items()
    }


def sought(name: str, state: str, due: str, duties: frozenset[str]) -> Sought:
    return Sought(
        name, f"N-{name}", "A", "u", state, "s", "k", 2024, "", due, frozenset({b"w"}), duties
    )


@st.composite
def entries(draw: st.DrawFn) -> list[tuple[int, int, int, str, frozenset[str], bool]]:
    """How a dossier goes on: the place it was read at, events, documents, state, duties, linked."""
    one = st.tuples(
        st.integers(0, 5),
        st.integers(1, 3),
        st.integers(0, 3),
        st.sampled_from(["draft", "council_review"]),
        st.frozensets(st.sampled_from(ROLES)),
        st.booleans(),
    )
    return draw(st.lists(one, min_size=1, max_size=5))


def entry_of(name: str, at: int, said: tuple[int, int, int, str, frozenset[str], bool]) -> Entry:
    """An entry as it was drawn; most of them continue the one before."""
    was, count, documents, state, duties, opens = said
    events = tuple(
        NewEvent(name, was + n, 1_000 + n, b"%d of %d" % (n, at), leaf_hash(b"%d of %d" % (n, at)))
        for n in range(1, count + 1)
    )
    due = NEVER if state == "draft" else f"2025-01-0{at + 1}"
    row = Row(name, f"N-{name}", "A", "u", state, was + count, f"h{at}", b"body", "like")
    row = replace(row, sought=sought(name, state, due, duties))
    linked = f"{name}-{at}"
    opened = Row(linked, f"N-{linked}", "A", "u", "draft", 1, "h", b"body", "")
    return Entry(
        key=f"{name}/{at}",
        request="r",
        events=events,
        row=row,
        was_n=was,
        documents={f"{name}-{at}-{n}": b"document" for n in range(documents)},
        result=b"%d" % at,
        opened=(replace(opened, sought=sought(linked, "draft", NEVER, duties)),) if opens else (),
    )


def answered(store: Store, entry: Entry) -> bool | type[BaseException]:
    try:
        return store.record(entry).repeated
    except errors.DossierError as refused:
        return type(refused)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(told=entries(), seed=st.integers(0, 2**64 - 1))
def test_one_statement_writes_and_answers_what_single_steps_do(
    store: Store, told: list[tuple[int, int, int, str, frozenset[str], bool]], seed: int
) -> None:
    names = [f"{seed:016x}{kind}" for kind in "ab"]
    outcomes = []
    for name, at_once in zip(names, (True, False), strict=True):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(backend, "AT_ONCE", at_once)
            found, n = [], 0
            for at, one in enumerate(told):
                # Every third draw is stale, the others continue.
                entry = entry_of(name, at, (one[0] if one[0] > 3 else n, *one[1:]))
                found.append(answered(store, entry))
                n += one[1] if found[-1] is False else 0
                found.append(answered(store, entry))
            outcomes.append(found)

    assert outcomes[0] == outcomes[1]
    assert held(store, names[0]) == held(store, names[1])
    assert store.numbered.nowhere() == ()


def test_events_of_one_entry_get_their_numbers_in_its_order(store: Store) -> None:
    entry = entry_of("d", 0, (0, 3, 0, "draft", frozenset(), True))
    store.record(entry)

    assert [one.n for one in store.events()] == [1, 2, 3]
    assert store.numbered.inverted() == ()


def test_an_act_is_two_journeys_and_a_group_one(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed(store, a_nomination())
    said: list[str] = []

    def counting(name: str) -> None:
        was = getattr(Session, name)

        def counted(session: Session, *given: object) -> object:
            said.append(name)
            return was(session, *given)

        monkeypatch.setattr(Session, name, counted)

    for name in ("execute", "executemany", "command", "answers"):
        counting(name)

    done(store, "submit", "unit_clerk")

    assert said[-2:] == ["execute", "execute"]
    assert len([one for one in said if one != "execute"]) == 0
    said.clear()
    with GroupStore.open(store.url) as group:
        said.clear()
        group.record(an_entry())
    assert said == ["command", "answers", "command"]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    back=st.booleans(),
    after=st.integers(1, 1_600),
    grouped=st.booleans(),
    seed=st.integers(0, 2**64),
)
def test_wherever_the_wire_is_cut_a_command_is_recorded_once(
    on_wire: tuple[Wire, Store, GroupStore], *, back: bool, after: int, grouped: bool, seed: int
) -> None:
    wire, single, group = on_wire
    name = f"{seed:x}"
    first, second = islice(entries_of(name), 2)
    one = group if grouped else single
    one.record(first)
    if back:
        wire.cut_after(to_client=min(after, 60))
    else:
        wire.cut_after(to_server=after)

    recorded = one.record(second)

    wire.cut_after()
    assert recorded.result == second.result
    assert [event.n for event in one.events(name)] == [1, 2]
    assert one.record(second) == Recorded(second.result, repeated=True)


@pytest.fixture(scope="module")
def on_wire(shared: Shared) -> Iterator[tuple[Wire, Store, GroupStore]]:
    """A single writer and a group behind a wire; a test that cuts it seldom would show little."""
    with (
        emptied(shared) as url,
        wired(url) as wire,
        Store.open(wire.url) as single,
        GroupStore.open(wire.url) as group,
    ):
        yield wire, single, group
        assert wire.cuts > 5


KILLS = 40
KILLED = """SELECT count(pg_terminate_backend(pid)) FROM (SELECT pid FROM pg_stat_activity
WHERE usename = 'web' AND datname = current_database() ORDER BY random() LIMIT 3) AS few"""


def test_whoever_kills_connections_at_random_moments_loses_and_doubles_nothing(
    store: Store,
) -> None:
    """Two stores that commit one by one and two that group, six dossiers each, all at once."""
    over = threading.Event()

    def killing() -> int:
        kills, pauses = 0, random.Random(1)  # noqa: S311 -- moments, not secrets
        with admin(*MADE[store.place]) as connection:
            while kills < KILLS and not over.is_set():
                ((count,),) = connection.execute(KILLED).fetchall()
                kills += count
                over.wait(pauses.uniform(0.002, 0.08))
        return kills

    def writing_on(own: Store, who: int) -> None:
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(lambda at: _went_on(own, f"{who}-{at}"), range(6)))

    with ExitStack() as stack, ThreadPoolExecutor(5) as pool:
        kinds = (Store, Store, GroupStore, GroupStore)
        stores = [stack.enter_context(kind.open(store.url)) for kind in kinds]
        killer = pool.submit(killing)
        writers = [pool.submit(writing_on, own, who) for who, own in enumerate(stores)]
        wrong = [one.exception(120) for one in writers]
        over.set()
        assert wrong == [None] * 4
        assert killer.result() > 10

    for who in range(4):
        for at in range(6):
            assert [one.n for one in store.events(f"{who}-{at}")] == [1, 2, 3, 4, 5]
    assert store.numbered.nowhere() == ()
    assert store.numbered.inverted() == ()


def _went_on(store: Store, name: str) -> None:
    """A dossier goes on by five entries; whoever does not know what became of one asks again."""
    for entry in islice(entries_of(name), 5):
        for _ in range(9):
            try:
                store.record(entry)
                break
            except errors.StoreError:
                continue
        else:
            pytest.fail(f"nine attempts: {entry.key}")


def test_a_group_that_is_stopped_as_deadlocked_tries_again_and_answers_each_sender(
    store: Store,
) -> None:
    first, second = (list(islice(entries_of(name), 2)) for name in ("a", "b"))
    for entry in (first[0], second[0]):
        store.record(entry)
    rivals = (replace(second[1], key="rival-b"), replace(first[1], key="rival-a"))
    attempts: list[int] = []

    def group_of_rivals() -> list[BaseException | None]:
        orders = [(one, group.sealed(one), Future[Recorded]()) for one in rivals]
        answers = group._answers

        def counted(given: list[Order]) -> object:
            attempts.append(len(given))
            return answers(given)

        group._answers = counted  # type: ignore[method-assign,assignment]
        group._committed(orders)
        return [waiting.exception(PATIENCE) for *_, waiting in orders]

    with GroupStore.open(store.url) as group, ThreadPoolExecutor(1) as pool:
        with writing(store._engine, store.place) as driver:
            store.written(driver, first[1], store.sealed(first[1]))
            going = pool.submit(group_of_rivals)  # has the second dossier, waits for the first
            _somebody_waits(store)
            store.written(driver, second[1], store.sealed(second[1]))  # and the other way round
        refused = going.result(PATIENCE)

    assert attempts == [2, 2]
    assert [type(one) for one in refused] == [errors.StaleDossierError] * 2
    assert [len(list(store.events(name))) for name in "ab"] == [2, 2]


def _somebody_waits(store: Store) -> None:
    """Wait until somebody waits for another transaction."""
    ends = time.monotonic() + PATIENCE
    with admin(*MADE[store.place]) as connection:
        while connection.execute(WAITING).fetchone() == (0,):
            assert time.monotonic() < ends, "nobody waits"
            time.sleep(0.005)


@pytest.mark.parametrize("code", ["40001", "40P01"])
def test_a_group_that_the_server_asks_to_repeat_is_repeated(postgresql: str, code: str) -> None:
    with GroupStore.open(postgresql) as group:
        ruined(group, *raising(code, 3))

        answers = [group.submit(one) for one in islice(entries_of("d"), 4)]
        assert [one.result(PATIENCE).repeated for one in answers] == [False] * 4
        assert [one.n for one in group.events("d")] == [1, 2, 3, 4]


def test_an_outcome_that_a_group_cannot_find_out_is_told_to_each_with_its_key(
    postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dossiers.store.engine.PAUSES_MS", (1, 1))
    with GroupStore.open(postgresql) as group:
        ruined(group, *DYING)
        orders = [group.submit(next(entries_of(name))) for name in "de"]
        told = [one.exception(PATIENCE) for one in orders]

    assert [type(one) for one in told] == [server_errors.OutcomeUnknownError] * 2
    assert [getattr(one, "key", "") for one in told] == ["d-1", "e-1"]
