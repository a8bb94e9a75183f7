"""One durable act beside the same two SQL statements written by hand, equally durable.

The plain journal of SQLite needs `synchronous=EXTRA` before a commit that was answered survives a
power cut; ours (PERSIST, FULL) survives it too and is measured by hand as well.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from bench.timing import Row, at_most, measured
from dossiers.seasons import read_season, shipped_season
from dossiers.store import Store, initialise
from dossiers.use_cases import Acting, Proposing, perform, propose
from ledger import Actor

DAY = date(2024, 12, 2)
FLOOR = "the two statements by raw sqlite3 (DELETE, EXTRA)"
OURS = "use case: load, judge, decide, record"
TARGET = at_most(2)
"""At most twice the time: at least half the rate."""


def rows() -> list[Row]:
    """Recording a notice: load, judge by every criterion, decide, record; fsync included."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        default = stack.enter_context(_raw(folder / "a.sqlite", "DELETE", "EXTRA"))
        same = stack.enter_context(_raw(folder / "b.sqlite", "PERSIST", "FULL"))
        ours = stack.enter_context(_ours(folder / "c.sqlite"))
        return measured(
            "one durable act",
            {FLOOR: default, "the same two, our journal (PERSIST, FULL)": same, OURS: ours},
            repeats=40,
            goals={OURS: TARGET},
        )


@contextmanager
def _raw(file: Path, journal: str, synchronous: str) -> Iterator[Callable[[], object]]:
    """An event inserted and a row updated, each commit safe from a power cut."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute(f"PRAGMA journal_mode = {journal}")
    connection.execute(f"PRAGMA synchronous = {synchronous}")
    connection.execute("CREATE TABLE event (seq INTEGER PRIMARY KEY, stream, n, body, leaf)")
    connection.execute("CREATE UNIQUE INDEX position ON event (stream, n)")
    connection.execute("CREATE TABLE dossier (id PRIMARY KEY, n, head, body)")
    connection.execute("INSERT INTO dossier VALUES ('d', 0, '', x'')")
    numbers = count(1)

    def write() -> None:
        n = next(numbers)
        connection.execute("BEGIN IMMEDIATE")
        event = ("d", n, b"e" * 900, b"l" * 32)
        connection.execute("INSERT INTO event (stream, n, body, leaf) VALUES (?, ?, ?, ?)", event)
        row = (n, "h" * 64, b"b" * 1500, "d", n - 1)
        connection.execute("UPDATE dossier SET n=?, head=?, body=? WHERE id=? AND n=?", row)
        connection.execute("COMMIT")

    yield write
    connection.close()


@contextmanager
def _ours(file: Path) -> Iterator[Callable[[], object]]:
    """The notice of a received dossier recorded again and again, each time judged by its rules."""
    url = f"sqlite:///{file}"
    initialise(url)
    story = next(
        one
        for one in read_season(shipped_season()).stories
        if one.nomination.award == "CSTDCS" and one.ends == "approved"
    )
    clerk, at = Actor("clerk", "unit_clerk"), datetime(2024, 12, 2, tzinfo=UTC)
    numbers = count(1)
    with Store.open(url) as store:
        nomination = story.nomination
        propose(
            store,
            Proposing(nomination=nomination, by=clerk, on=DAY, at=at, key="0", number="B-1"),
        )
        perform(store, Acting(number="B-1", act="submit", by=clerk, on=DAY, at=at, key="1"))
        yield lambda: perform(store, notice(at, next(numbers)))


def notice(at: datetime, n: int, number: str = "B-1", key: str = "notice-") -> Acting:
    """The notice of a received dossier, recorded for the nth time."""
    by = Actor("secretary", "council_secretary")
    held = {"published_on": "2024-11-01", "until": "2024-11-29", "working_days": n % 16}
    return Acting(
        number=number, act="record_notice", by=by, on=DAY, at=at, key=f"{key}{n}", details=held
    )
