"""One durable act on PostgreSQL with eight writers, beside the same statements by psycopg alone.

The server is the suite's, with `fsync`, `synchronous_commit` and `full_page_writes` on and its data
on the disk.  Writers are processes, of ours and of every floor, each with a dossier of its own; a
figure is the time of the whole crew for one act.

The floor of the whole act writes and reads the same rows the way a textbook does: one statement
after another in a transaction, with values that lie ready.  Ours loads, judges, decides and seals
beside it.  The floor of the store sends the very statements that the store sends.  History and
guards are the same for all, for all write to the same tables.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from bench.crew import Crew, crew
from bench.timing import Goal, Row, at_least, at_most, measured
from bench.writers import ACT, APPEND, FLOOR, LIBRARY, RECORD, TEXTBOOK, library_is_there, writer
from dossiers.store import initialise
from tests.databases import MAKE_WEB
from tests.postgres import running

WRITERS = 8
TIMES = 400
"""Acts of a reading, shared by its writers."""

TOPIC = "one durable act on PostgreSQL, 8 writers"
STORE = "the same without judging"
SPREAD = "the same act, by how many write"
PEER = "append on PostgreSQL, 8 processes"
LEAST_RATE = 0.6
SOONER = Goal("≤ 1/1.2 ×", lambda row: row.ratio is not None and row.ratio <= 1 / 1.2)


def rows() -> list[Row]:
    """Durable acts, fsync included; times per act, so a ratio of 1.67 is 0.6 of the rate."""
    with _served() as url, crew(writer, url, WRITERS) as writers:
        goal = at_most(round(1 / LEAST_RATE, 2))
        found = []
        for topic, floor, ours in ((TOPIC, TEXTBOOK, ACT), (STORE, FLOOR, RECORD)):
            works = {name: _of(writers, name) for name in (floor, ours)}
            found += measured(topic, works, repeats=1, goals={ours: goal})
        found += measured(
            SPREAD,
            {"one writer": _of(writers, ACT, 1), "8 writers": _of(writers, ACT)},
            repeats=1,
            goals={"8 writers": SOONER},
        )
        found += _beside_a_library(writers)
    return [_each(row) for row in found]


def _of(writers: Crew, job: str, at_once: int = WRITERS) -> Callable[[], object]:
    """A reading of a job."""
    return lambda: writers.work(job, TIMES, at_once)


def _each(row: Row) -> Row:
    """The same for one act of a reading."""
    return replace(row, value=None if row.value is None else row.value / TIMES)


def _beside_a_library(writers: Crew) -> list[Row]:
    """Entries appended by us, and events by that library, each in its own tables."""
    ours = {APPEND: _of(writers, APPEND)}
    if not library_is_there():
        return [*measured(PEER, ours, repeats=1), Row(PEER, LIBRARY, None, goal=at_least(3))]
    works = {**ours, LIBRARY: _of(writers, LIBRARY)}
    return measured(PEER, works, repeats=1, goals={LIBRARY: at_least(3)})


@contextmanager
def _served() -> Iterator[str]:
    """A database on a server of our own that is as durable as it can be, as the program's account.

    Its keys lie in a folder of their own.
    """
    with tempfile.TemporaryDirectory() as keys, running(durable=True) as server:
        os.environ["TDKT_KEYS"] = keys
        server.run("CREATE DATABASE bench")
        initialise(server.address("bench"))
        server.run(MAKE_WEB, "GRANT tdkt_app, tdkt_sequencer TO web", database="bench")
        server.run("CREATE SCHEMA peer AUTHORIZATION web", database="bench")
        yield server.address("bench", "web")
