"""One durable act beside the same two SQL statements written by hand, equally durable.

The plain journal of SQLite needs `synchronous=EXTRA` before a commit that was answered survives a
power cut; ours (PERSIST, FULL) survives it too and is measured by hand as well.

A second floor are the very statements of the use case with the very values, reading and writing, as
they were recorded from acts on the same dossier and are now repeated by the driver alone on a copy.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from itertools import count
from pathlib import Path
from unittest.mock import patch

from bench.timing import Row, at_most, measured
from dossiers.seasons import read_season, shipped_season
from dossiers.store import Store, initialise, sqlite
from dossiers.use_cases import Acting, Proposing, perform, propose
from ledger import Actor

DAY = date(2024, 12, 2)
FLOOR = "the two statements by raw sqlite3 (DELETE, EXTRA)"
OURS = "use case: load, judge, decide, record"
TARGET = at_most(2)
"""At most twice the time: at least half the rate."""
SAME = "one durable act, the same statements"
AGAIN = "every statement of an act again, by raw sqlite3"
LEAST_RATE = 0.6
REPEATS, ROUNDS = 20, 9
RECORDED = REPEATS * ROUNDS + 1
"""Acts that are recorded to be repeated; one is done before anything is timed."""


def rows() -> list[Row]:
    """Recording a notice: load, judge by every criterion, decide, record; fsync included."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        default = stack.enter_context(_raw(folder / "a.sqlite", "DELETE", "EXTRA"))
        same = stack.enter_context(_raw(folder / "b.sqlite", "PERSIST", "FULL"))
        ours = stack.enter_context(_ours(folder / "c.sqlite"))
        plain = measured(
            "one durable act",
            {FLOOR: default, "the same two, our journal (PERSIST, FULL)": same, OURS: ours},
            repeats=40,
            goals={OURS: TARGET},
        )
        again = stack.enter_context(_again(folder / "c.sqlite", folder / "d.sqlite", ours))
        return [
            *plain,
            *measured(
                SAME,
                {AGAIN: again, OURS: ours},
                repeats=REPEATS,
                rounds=ROUNDS,
                goals={OURS: at_most(round(1 / LEAST_RATE, 2))},
            ),
        ]


@dataclass(frozen=True, slots=True)
class _Recorder:
    """A connection that keeps what it is asked.

    Attributes:
        driver: the connection.
        asked: the method and its arguments, in order.
    """

    driver: sqlite3.Connection
    asked: list[tuple[str, tuple[object, ...]]]

    @property
    def in_transaction(self) -> bool:
        """Whether one was begun."""
        return self.driver.in_transaction

    def execute(self, *what: object) -> object:
        """Keep and run a statement."""
        self.asked.append(("execute", what))
        return self.driver.execute(*what)  # type: ignore[arg-type]

    def executemany(self, *what: object) -> object:
        """Keep and run a statement for many rows."""
        self.asked.append(("executemany", what))
        return self.driver.executemany(*what)  # type: ignore[arg-type]


@contextmanager
def _again(file: Path, copy: Path, act: Callable[[], object]) -> Iterator[Callable[[], object]]:
    """Acts are recorded, and repeated on a copy of the database as it stood before them."""
    shutil.copy(file, copy)
    acts: list[list[tuple[str, tuple[object, ...]]]] = []
    for _ in range(RECORDED):
        acts.append([])
        with patch.object(sqlite, "_sqlite", partial(_Recorder, asked=acts[-1])):
            act()
    raw = sqlite3.connect(copy, isolation_level=None)
    raw.execute("PRAGMA journal_mode = PERSIST")
    raw.execute("PRAGMA synchronous = FULL")
    rest = iter(acts)

    def repeat() -> None:
        for method, what in next(rest):
            found = getattr(raw, method)(*what)
            if found.description is not None:
                found.fetchall()

    yield repeat
    raw.close()


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
