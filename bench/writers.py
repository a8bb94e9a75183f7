"""What one writer of `bench.writing_postgresql` can do: an act, an entry, and their floors."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from itertools import count
from typing import Any
from uuid import uuid4

import psycopg
from sqlalchemy import make_url

from bench.acting import DAY, notice
from bench.crew import Jobs
from dossiers.seasons import read_season, shipped_season
from dossiers.store import Entry, Recorded, Store, tables
from dossiers.store import Row as StoredRow
from dossiers.store.at_once import WRITTEN, bound_of, shape_of, statement_of
from dossiers.store.records import whole_of
from dossiers.store.row_writing import moved_values
from dossiers.store.seeking import found_change
from dossiers.use_cases import Acting, Proposing, perform, propose
from ledger import Actor

FLOOR = "the store's two statements by psycopg alone"
TEXTBOOK = "the same rows by psycopg alone, in a transaction"
RECORD = "the store: begun and record"
APPEND = "the store's record"
ACT = "use case: load, judge, decide, record"
LIBRARY = "eventsourcing, its application recorder"
AT = datetime(2024, 12, 2, tzinfo=UTC)
CLERK = Actor("clerk", "unit_clerk")

Bound = Mapping[str, object]


class _Kept(Store):
    """A store that remembers what it wrote last."""

    entry: Entry

    def record(self, entry: Entry) -> Recorded:
        """Write it, and remember it."""
        self.entry = entry
        return super().record(entry)


def writer(url: str, who: int) -> Jobs:
    """A writer with a dossier of its own for each job; it lives as long as its process."""
    store = Store.open(url)
    acts, entries = count(1), _entries(_pattern(url, f"R-{who}"))
    _proposed(store, f"B-{who}")

    def recorded() -> None:
        entry = next(entries)
        store.begun(entry.key, entry.request, f"R-{who}", ("secretary",))
        store.record(entry)

    jobs: dict[str, Callable[[], object]] = {
        ACT: lambda: perform(store, notice(AT, next(acts), f"B-{who}", key=f"{who}/")),
        RECORD: recorded,
        APPEND: lambda: store.record(next(entries)),
        FLOOR: _alone(store, f"F-{who}", _at_once),
        TEXTBOOK: _alone(store, f"T-{who}", _in_steps),
    }
    library = recorder(url)
    if library is not None:
        jobs[LIBRARY] = library
    return {name: _times(work) for name, work in jobs.items()}


def _times(work: Callable[[], object]) -> Callable[[int], object]:
    """The same so many times."""

    def working(times: int) -> None:
        for _ in range(times):
            work()

    return working


def _proposed(store: Store, number: str) -> None:
    """A dossier that the council has received."""
    story = next(
        one
        for one in read_season(shipped_season()).stories
        if one.nomination.award == "CSTDCS" and one.ends == "approved"
    )
    proposing = Proposing(
        nomination=story.nomination, by=CLERK, on=DAY, at=AT, key=f"0/{number}", number=number
    )
    propose(store, proposing)
    perform(store, Acting(number=number, act="submit", by=CLERK, on=DAY, at=AT, key=f"1/{number}"))


def _pattern(url: str, number: str) -> Entry:
    """What the act writes on a dossier of its own, once what comes with the first time is there."""
    with _Kept.open(url) as kept:
        _proposed(kept, number)
        for n in range(1, 34):  # until every such notice, and what is judged of it, has come twice
            perform(kept, notice(AT, n, number, key=f"{number}/"))
        return kept.entry


def _entries(pattern: Entry) -> Iterator[Entry]:
    """Entries that go on from one and are like it."""
    row, (event,) = pattern.row, pattern.events
    assert isinstance(row, StoredRow)
    for n in count(row.n + 1):
        boxes = tuple(replace(one, commitment=uuid4().hex * 2) for one in pattern.disclosures)
        yield replace(
            pattern,
            key=f"{row.number}-{n}",
            row=replace(row, n=n),
            was_n=n - 1,
            events=(replace(event, n=n),),
            documents={},  # a store knows which ones are there
            disclosures=boxes,
        )


Sending = Callable[[psycopg.Connection, Bound], None]


def _alone(
    store: Store, number: str, sending: Callable[[Store, Entry], Sending]
) -> Callable[[], object]:
    """The driver alone: a reading, then what is written, with values that lie ready."""
    pattern = next(_entries(_pattern(store.url, number)))
    connection = _connected(store.url)
    send = sending(store, pattern)
    whole = whole_of(pattern, store.sealed(pattern))
    assert whole is not None
    ready = bound_of(whole)
    numbers = count(pattern.was_n)
    reading = tables.BEGUN.postgresql.encode()
    people = {"person": "secretary", "other": "secretary"}

    def work() -> None:
        was = next(numbers)
        key = f"{number}-{was}"
        connection.execute(reading, {"number": number, "key": key, **people}).fetchall()
        changed = {"command_key": key, "was_n": was, "new_n": was + 1, "event_n": was + 1}
        send(connection, {**ready, **changed, "disclosure_commitment": uuid4().hex * 2})

    return work


def _at_once(store: Store, pattern: Entry) -> Sending:
    """The statement of an entry."""
    whole = whole_of(pattern, store.sealed(pattern))
    assert whole is not None
    text = statement_of(shape_of(whole)).postgresql.encode()

    def send(connection: psycopg.Connection, bound: Bound) -> None:
        assert connection.execute(text, bound).fetchone() == WRITTEN

    return send


def _in_steps(_: Store, pattern: Entry) -> Sending:
    """The statements of the same rows, one after another."""
    assert isinstance(pattern.row, StoredRow)
    row, sought = pattern.row, pattern.row.sought
    assert sought is not None
    once = [
        (tables.ADD_COMMAND, "command"),
        (tables.MOVE_DOSSIER, ""),
        (tables.MOVE_SOUGHT, ""),
        (tables.DROP_DUTIES_OF, ""),
        (tables.ADD_EVENT, "event"),
        (tables.ADD_DISCLOSURE, "disclosure"),
    ]
    texts = [(one.postgresql.encode(), prefix) for one, prefix in once]
    duties = [
        {"role": role, "due": sought.due, "number": row.number, "dossier": row.id, "unit": row.unit}
        for role in sorted(sought.duties)
    ]
    fixed = {**moved_values(row, 0), **found_change(sought), "dossier": row.id}

    def send(connection: psycopg.Connection, bound: Bound) -> None:
        connection.execute(b"BEGIN")
        values = {**fixed, **bound}
        for text, prefix in texts:
            given = _of(values, prefix) if prefix else values
            assert connection.execute(text, given).rowcount
        connection.cursor().executemany(tables.ADD_DUTY.postgresql.encode(), duties)
        connection.execute(b"COMMIT")

    return send


def _of(bound: Bound, prefix: str) -> dict[str, Any]:
    """The values of one part."""
    begins = f"{prefix}_"
    return {
        name.removeprefix(begins): one for name, one in bound.items() if name.startswith(begins)
    }


def _connected(url: str) -> psycopg.Connection:
    """A connection of the driver's own, as durable as ours."""
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True)


def library_is_there() -> bool:
    """Whether that library and what it needs for PostgreSQL are installed."""
    try:
        import_module("eventsourcing.postgres")
    except ImportError:
        return False
    return True


def recorder(url: str) -> Callable[[], object] | None:
    """What appends one event by that library; None where it is not installed."""
    if not library_is_there():
        return None
    factory = import_module("eventsourcing.postgres").PostgresFactory
    utility = import_module("eventsourcing.utils").Environment
    stored = import_module("eventsourcing.persistence").StoredEvent
    there = make_url(url)
    settings = {
        "POSTGRES_DBNAME": there.database or "",
        "POSTGRES_HOST": str(there.query["host"]),
        "POSTGRES_PORT": "5432",
        "POSTGRES_USER": there.username or "",
        "POSTGRES_PASSWORD": "",
        "POSTGRES_SCHEMA": "peer",
        "POSTGRES_POOL_SIZE": "1",  # a writer of one thread needs one; eight of five do not fit
    }
    made = factory(utility(name="peer", env=settings)).application_recorder()
    versions, origin = count(1), uuid4()

    def append() -> None:
        one = stored(origin, next(versions), "bench:Done", b"e" * 900)
        made.insert_events([one])

    return append
