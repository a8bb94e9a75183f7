"""One person's commits on a file, beside a bulk job that commits in a loop in another process.

SQLite's own waiting sleeps and tries again, so that a loop keeps everybody else out; the store
takes a file lock before each transaction, and whoever waits is next (ADR 0015).  Both are measured
in turns in the same minutes, with the same bytes by the same kind of commit.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from bench.appending import entries_of
from bench.timing import Row, below
from dossiers.store import Entry, GroupStore, Store, initialise
from dossiers.store.group import MOST_TOGETHER

TOPIC = "a person's commit beside a bulk job in another process, p99"
FLOOR = "SQLite's own waiting, bulk of one row a commit"
ALONE = "our store, nobody else there"
SINGLE = "our store, bulk of one command a commit"
GROUPED = "our store, bulk of 64 commands a commit"
ROUNDS, COMMITS, PAUSE_S = 4, 60, 0.01
FLOOR_COMMITS = 2
"""Each may take seconds."""

PATIENCE_MS = 5_000
"""How long a commit waits at the most; who waited in vain has waited so long."""
TARGET = below(0.05, "50 ms")


def rows() -> list[Row]:
    """The commit that one in a hundred exceeds; the floor is what happens without the lock."""
    waits: dict[str, list[float]] = {name: [] for name in (FLOOR, ALONE, SINGLE, GROUPED)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for at in range(ROUNDS):
            waits[FLOOR] += _by_the_driver(folder / f"a{at}.sqlite")
            for job, kind in ((ALONE, ""), (SINGLE, "single"), (GROUPED, "grouped")):
                waits[job] += _by_the_store(folder / f"{kind}{at}.sqlite", kind)
    floor = _p99(waits[FLOOR])
    goals = {SINGLE: TARGET, GROUPED: TARGET}
    return [
        Row(TOPIC, name, _p99(one), _p99(one) / floor, goals.get(name))
        for name, one in waits.items()
    ]


def _p99(waits: list[float]) -> float:
    """What one in a hundred exceeds."""
    return sorted(waits)[len(waits) * 99 // 100]


def _by_the_store(file: Path, kind: str) -> list[float]:
    """Seconds of each commit through the store, beside a job of some kind, or none."""
    url = f"sqlite:///{file}"
    initialise(url)
    entries = entries_of("person")
    with Store.open(url) as store, _beside(kind, file):
        return _timed(lambda: store.record(next(entries)), COMMITS)


def _by_the_driver(file: Path) -> list[float]:
    """Seconds of each commit by the driver alone, beside a job that works the same way."""
    with _raw(file) as commit, _beside("raw", file):
        return _timed(commit, FLOOR_COMMITS)


def _timed(work: Callable[[], object], times: int) -> list[float]:
    """Seconds of each of several pieces of work, with a rest in between."""
    found = []
    for _ in range(times):
        time.sleep(PAUSE_S)
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return found


@contextmanager
def _beside(kind: str, file: Path) -> Iterator[None]:
    """A bulk job in a process of its own that has begun to commit; it is ended with the block."""
    if not kind:
        yield
        return
    command = [sys.executable, "-m", "bench.queueing", kind, str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as job:
        assert job.stdout is not None, "asked for above"
        job.stdout.readline()
        try:
            yield
            assert job.poll() is None, "the job worked all the time"
        finally:
            job.kill()


@contextmanager
def _raw(file: Path) -> Iterator[Callable[[], object]]:
    """An event inserted as durably as the store does, with SQLite's own waiting."""
    connection = sqlite3.connect(file, isolation_level=None)
    for pragma in (f"busy_timeout = {PATIENCE_MS}", "journal_mode = PERSIST", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE IF NOT EXISTS event (seq INTEGER PRIMARY KEY, body, leaf)")

    def commit() -> None:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return
        row = (b"e" * 900, b"l" * 32)
        connection.execute("INSERT INTO event (body, leaf) VALUES (?, ?)", row)
        connection.execute("COMMIT")

    yield commit
    connection.close()


def job(kind: str, file: Path) -> None:
    """Commit in a loop until somebody ends it; a line says that it has begun."""
    if kind == "raw":
        with _raw(file) as commit:
            _looped(commit)
    entries = entries_of("bulk")
    if kind == "single":
        with Store.open(f"sqlite:///{file}") as store:
            _looped(lambda: store.record(next(entries)))
    with GroupStore.open(f"sqlite:///{file}") as group:
        _looped(lambda: _together(group, entries))


def _together(group: GroupStore, entries: Iterator[Entry]) -> None:
    """As many as keep its queue filled for some commits."""
    for answer in [group.submit(next(entries)) for _ in range(MOST_TOGETHER * 4)]:
        answer.result()


def _looped(work: Callable[[], object]) -> None:
    """The same again and again."""
    for at in count():
        work()
        if at == 0:
            print("begun", flush=True)


if __name__ == "__main__":
    job(sys.argv[1], Path(sys.argv[2]))
