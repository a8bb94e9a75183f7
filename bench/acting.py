"""One durable act beside the same two SQL statements written by hand, equally durable."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from bench.timing import Row, measured
from dossiers.seasons import read_season, shipped_season
from dossiers.store import Store, initialise
from dossiers.use_cases import Acting, Proposing, perform, propose
from ledger import Actor

DAY = date(2024, 12, 2)
TARGET = 2.0
"""At most twice the time: at least half the rate."""


def rows() -> list[Row]:
    """Amending a draft: load, judge by twelve criteria, decide, record; fsync included."""
    with (
        tempfile.TemporaryDirectory() as folder,
        _raw(Path(folder)) as raw,
        _ours(Path(folder)) as ours,
    ):
        return measured(
            "one durable act",
            {"raw sqlite3, the two statements": raw, "use case: load, judge, decide, record": ours},
            repeats=40,
            targets={"use case: load, judge, decide, record": TARGET},
        )


@contextmanager
def _raw(folder: Path) -> Iterator[Callable[[], object]]:
    """An event inserted and a row updated, as durable as ours: same journal, same synchronous."""
    connection = sqlite3.connect(folder / "raw.sqlite", isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
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
def _ours(folder: Path) -> Iterator[Callable[[], object]]:
    url = f"sqlite:///{folder / 'ours.sqlite'}"
    initialise(url)
    story = next(one for one in read_season(shipped_season()).stories if one.ends == "approved")
    by, at = Actor("clerk", "unit_clerk"), datetime(2024, 12, 2, tzinfo=UTC)
    numbers = count(1)
    with Store.open(url) as store:
        opened = Proposing(nomination=story.nomination, by=by, on=DAY, at=at, key="0", number="B-1")
        propose(store, opened)
        yield lambda: perform(store, _amend(by, at, next(numbers)))


def _amend(by: Actor, at: datetime, n: int) -> Acting:
    details = {"service_months": n % 13}
    return Acting(
        number="B-1", act="amend", by=by, on=DAY, at=at, key=f"amend-{n}", details=details
    )
