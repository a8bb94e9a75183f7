"""One provable event per commit beside raw sqlite3, and 64 commands per commit beside one.

The floor is one insert and one update by the driver alone, in the same journal and as durable.
Ours writes the command and its answer, the row by compare-and-set, the event with its chain and its
leaf past three guards, the place in the outbox, and the sealed document that the event names.  What
a dossier is found by is measured with the whole act (`bench.acting`).
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from itertools import count, islice
from pathlib import Path

from bench.timing import Goal, Row, at_most, measured
from dossiers.store import Disclosed, Entry, GroupStore, NewEvent, Store, initialise
from dossiers.store import Row as StoredRow
from ledger import (
    NO_LEAF,
    Actor,
    Command,
    Event,
    Judgement,
    TimeQuality,
    digest,
    event_bytes,
    leaf_hash,
    milliseconds,
)
from ledger.commitment import content_of

TOPIC = "append one provable event"
GROUP = "append by group commit"
FLOOR = "one insert and one update by raw sqlite3, as durable"
OURS = "the store's record, one commit each"
ONE, MANY = "one command per commit", "64 commands per commit, each"
TOGETHER = 64
LEAST_RATE = 0.6
TEN_TIMES = Goal("≤ 0.1 ×", lambda row: row.ratio is not None and row.ratio <= 1 / 10)
SINGLE, GROUPED = 1_000, 2_000
"""Entries that are ready before anything is timed, enough for every reading."""

ADD = "INSERT INTO event (stream, n, at, body, leaf) VALUES (?, ?, ?, ?, ?)"
MOVE = "UPDATE dossier SET state = ?, n = ?, head = ?, body = ? WHERE id = ? AND n = ?"
AT = datetime(2025, 1, 15, 8, 30, tzinfo=UTC)


def rows() -> list[Row]:
    """Durable appends, fsync included; times per command, so a ratio of 1.67 is 0.6 of the rate."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        floor = stack.enter_context(_raw(folder / "a.sqlite"))
        url = _made(folder / "b.sqlite")
        store = stack.enter_context(Store.open(url))
        group = stack.enter_context(GroupStore.open(_made(folder / "c.sqlite")))
        entries = iter(list(islice(entries_of("a"), SINGLE + GROUPED)))
        others = iter(list(islice(entries_of("b"), GROUPED)))
        single = measured(
            TOPIC,
            {FLOOR: floor, OURS: lambda: store.record(next(entries))},
            repeats=100,
            goals={OURS: at_most(round(1 / LEAST_RATE, 2))},
        )
        grouped = measured(
            GROUP,
            {
                ONE: lambda: _one_by_one(store, entries),
                MANY: lambda: _together(group, others),
            },
            repeats=2,
            goals={MANY: TEN_TIMES},
        )
    return [*single, *(_each(row) for row in grouped)]


def _each(row: Row) -> Row:
    """The same for one command of the 64."""
    value = None if row.value is None else row.value / TOGETHER
    return Row(row.topic, row.name, value, row.ratio, row.goal)


def _one_by_one(store: Store, entries: Iterator[Entry]) -> None:
    for _ in range(TOGETHER):
        store.record(next(entries))


def _together(store: GroupStore, entries: Iterator[Entry]) -> None:
    for answer in [store.submit(next(entries)) for _ in range(TOGETHER)]:
        answer.result()


def _made(file: Path) -> str:
    """A new database."""
    url = f"sqlite:///{file}"
    initialise(url)
    return url


@contextmanager
def _raw(file: Path) -> Iterator[Callable[[], object]]:
    """The bytes of an event inserted and a row updated, as durably as the store does."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = PERSIST")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE event (seq INTEGER PRIMARY KEY, stream, n, at, body, leaf)")
    connection.execute("CREATE UNIQUE INDEX position ON event (stream, n)")
    connection.execute("CREATE TABLE dossier (id PRIMARY KEY, state, n, head, body)")
    connection.execute("INSERT INTO dossier VALUES ('d', 'draft', 0, '', x'')")
    numbers = count(1)

    def write() -> None:
        n = next(numbers)
        connection.execute("BEGIN IMMEDIATE")
        event = ("d", n, n, b"e" * 900, b"l" * 32)
        connection.execute(
            "INSERT INTO event (stream, n, at, body, leaf) VALUES (?,?,?,?,?)", event
        )
        row = ("draft", n, "h" * 64, b"b" * 1500, "d", n - 1)
        connection.execute(
            "UPDATE dossier SET state=?, n=?, head=?, body=? WHERE id=? AND n=?", row
        )
        connection.execute("COMMIT")

    yield write
    connection.close()


def entries_of(name: str) -> Iterator[Entry]:
    """Entries of one dossier, event by event, each with a personal document of its own."""
    prev = NO_LEAF
    for n in count(1):
        # The salt must not repeat, and nobody is to be kept from guessing here.
        salt = digest(f"{name}/{n}".encode())
        content = content_of(salt, "data", b'{"details":{},"reason":"%s %d"}' % (b"x" * 300, n))
        brought = Disclosed(digest(content), name, content)
        event = Event(
            log="log",
            stream=name,
            n=n,
            prev=prev,
            type="amend",
            source="" if n == 1 else "draft",
            target="draft",
            at=AT,
            on=date(2025, 1, 15),
            actor=Actor("clerk-bk", "unit_clerk"),
            command=Command(f"k-{n}", "e" * 64),
            judged=Judgement("1" * 64, "2" * 64, "3" * 64, "tdkt-rules/1", "eligible", "4" * 64),
            data=brought.commitment,
            quality=TimeQuality("system"),
            private=tuple(sorted(("3" * 64, "4" * 64, brought.commitment))),
        )
        body = event_bytes(event)
        leaf = leaf_hash(body)
        prev = leaf.hex()
        row = StoredRow(name, f"N-{name}", "CSTDCS", "unit", "draft", n, prev, b"b" * 1500, "like")
        written = NewEvent(name, n, milliseconds(AT), body, leaf)
        yield Entry(
            f"{name}-{n}",
            "e" * 64,
            (written,),
            row,
            n - 1,
            {},
            b"r" * 200,
            disclosures=(brought,),
        )
