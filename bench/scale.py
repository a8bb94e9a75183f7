"""What a million dossiers with ten million events cost beside ten thousand, on both databases.

These rows take long and much disk, so they are asked for by themselves: `python -m bench scale`.
`TDKT_BENCH_DOSSIERS` says how many dossiers the larger database has (a million), and
`TDKT_BENCH_FOLDER` where the databases lie, which are then kept for the next run.  The floors:

* of an act, a page and a search: the same at ten thousand dossiers, in the same rounds;
* of an import: the rows that it wrote, loaded by the database's own bulk load (`executemany` in one
  transaction, or binary COPY) into the same tables with the same indexes and guards;
* of a replay by two processes: the replay by one.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import count, islice
from pathlib import Path
from statistics import median
from typing import Any

from bench.manydossiers import (
    AT_ONCE,
    HEADER,
    OF_TEN,
    TRAILER,
    UNITS,
    folder,
    kind_of,
    name_of,
    number_of,
    on_server,
    on_sqlite,
    packed,
)
from bench.timing import Goal, Row, at_most, measured
from dossiers.asking import read_query
from dossiers.documents import nomination_document
from dossiers.seasons import read_season, shipped_season
from dossiers.spreading import replay_spread
from dossiers.store import Store, initialise
from dossiers.store.engine import address, connected, reading, writing
from dossiers.store.seeking import Order
from dossiers.store.tables import METADATA
from dossiers.use_cases import Acting, perform
from dossiers.use_cases.finding import page_of
from dossiers.use_cases.importing import Given, check_rows, write_rows
from ledger import Actor
from tests.postgres import running

SMALL = 10_000
LARGE = int(os.environ.get("TDKT_BENCH_DOSSIERS", "1000000"))
IMPORTED = int(os.environ.get("TDKT_BENCH_IMPORTED", "100000"))
ASKED = 200
"""Pages and searches of one reading."""
WORKLIST_S, SEARCH_S = 0.020, 0.050
RATE = 100_000
LEAST = 0.3
SERVER = {
    "shared_buffers": "1GB",
    "max_wal_size": "8GB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "work_mem": "16MB",
}
TODAY = date(2024, 12, 12)
LOADED = ("command", "dossier", "number", "event", "disclosure", "sought", "word", "duty")
"""The tables that an import writes."""
MEMORY = """
import json, pathlib, sys, time
from dossiers.states import replay_states
from dossiers.store import Store
began, used = time.perf_counter(), time.process_time()
with Store.open(sys.argv[1], with_keys=False) as store:
    found = replay_states(store)
assert not found.astray, found.astray
clock, used = time.perf_counter() - began, time.process_time() - used
# The most that `getrusage` knows begins with what the parent had.
peak = pathlib.Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
print(json.dumps([found.events, clock, used, int(peak) * 1024]))
"""


def rows() -> Iterator[Row]:
    """Everything, on one database after the other."""
    with folder() as here:
        yield from _rows("SQLite", on_sqlite(here, SMALL), lambda: on_sqlite(here, LARGE))
        yield from _importing(
            "SQLite", f"sqlite:///{_fresh(here / 'in.sqlite')}", _fresh(here / "raw.sqlite")
        )
    with running(durable=True, more=SERVER) as server:
        os.environ["TDKT_KEYS"] = str(server.folder)
        small = on_server(server.address(server.made()), SMALL)
        yield from _rows(
            "PostgreSQL", small, lambda: on_server(server.address(server.made()), LARGE)
        )
        yield from _importing(
            "PostgreSQL", server.address(server.made()), server.address(server.made())
        )


def _fresh(file: Path) -> Path:
    """The name of a file that is not there."""
    for one in (file, Path(f"{file}.keys"), Path(f"{file}-journal")):
        one.unlink(missing_ok=True)
    return file


def _rows(name: str, small: str, made: Callable[[], str]) -> Iterator[Row]:
    """One database: acts, worklists, searches and replays at both sizes."""
    large = made()
    with Store.open(small) as few, Store.open(large) as many:
        yield from _acting(name, few, many)
        yield from _asking(f"{name}: worklist page", few, many, _worklists(), WORKLIST_S)
        yield from _asking(f"{name}: search", few, many, _searches(), SEARCH_S)
    yield from _replaying(name, small, large)


def _acting(name: str, few: Store, many: Store) -> list[Row]:
    """One act by its use case on dossiers drawn from all over the database."""
    larger = f"at {LARGE:,} dossiers, {LARGE * 10:,} events"
    contenders = {
        f"at {SMALL:,} dossiers": _act(few, SMALL),
        larger: _act(many, LARGE),
    }
    return measured(
        f"{name}: one act", contenders, repeats=20, rounds=15, goals={larger: at_most(1.3)}
    )


def _act(store: Store, dossiers: int) -> Callable[[], object]:
    """A notice on one dossier after the other, each under review and drawn at random."""
    drawn, numbers = random.Random(1), count()
    by = Actor("secretary-bk", "council_secretary")
    run = time.time_ns()

    def act() -> None:
        at = drawn.randrange(0, dossiers, 10) + OF_TEN.index("review")
        n = next(numbers)
        held = {"published_on": "2024-11-01", "until": "2024-11-29", "working_days": n % 16}
        perform(
            store,
            Acting(
                number=number_of(at),
                act="record_notice",
                by=by,
                on=TODAY,
                at=datetime.now(UTC),
                key=f"{drawn.getrandbits(64):016x}-{run}-{n}",
                details=held,
            ),
        )

    return act


def _worklists() -> list[str]:
    """What secretaries and heads have on their lists."""
    drawn = random.Random(2)
    units = (f"unit:dv-{drawn.randrange(UNITS):03}" for _ in count())
    kinds = ("waits:council_secretary", "waits:unit_head", "state:council_review", "state:returned")
    return [f"{kinds[at % 4]} {next(units)}" if at % 3 else kinds[at % 4] for at in range(ASKED)]


def _searches() -> list[str]:
    """What people type: a family name, two words, beginnings, with marks and without."""
    drawn = random.Random(3)
    found = []
    for at in range(ASKED):
        words = name_of(drawn.randrange(SMALL)).split()
        forms = (
            words[-1],
            " ".join(words),
            f"{words[0]} {words[-1]}",
            words[-1][:2],
            f"{words[0]} state:council_review",
            f"{words[1]} unit:dv-{drawn.randrange(UNITS):03}",
            number_of(drawn.randrange(SMALL)),
        )
        found.append(forms[at % len(forms)])
    return found


def _asking(topic: str, few: Store, many: Store, queries: list[str], most: float) -> list[Row]:
    """The 95th percentile of one page for each query; half of them ask for the next page too."""
    parsed = [read_query(one, on=TODAY) for one in queries]
    figures: dict[str, list[float]] = {}
    for store, size in ((few, SMALL), (many, LARGE)) * 3:
        figures.setdefault(f"p95 at {size:,} dossiers", []).append(_p95(store, parsed))
    wanted = Goal(f"< {most * 1000:g} ms", lambda row: row.value is not None and row.value < most)
    values = {name: median(found) for name, found in figures.items()}
    (first, small), (second, large) = values.items()
    return [Row(topic, first, small, 1.0), Row(topic, second, large, large / small, wanted)]


def _p95(store: Store, queries: list[Any]) -> float:
    """Seconds within which 95 of 100 pages came."""
    taken = []
    for at, query in enumerate(queries):
        began = time.perf_counter()
        page = page_of(store, query, Order.DUE)
        taken.append(time.perf_counter() - began)
        if at % 2 and page.following:
            began = time.perf_counter()
            page_of(store, query, Order.DUE, after=page.following)
            taken.append(time.perf_counter() - began)
    taken.sort()
    return taken[int(len(taken) * 0.95)]


def _replaying(name: str, small: str, large: str) -> Iterator[Row]:
    """All states rebuilt from events, with the memory of a fresh process; then by two workers."""
    topic = f"{name}: rebuild of all states from {LARGE * 10:,} events"
    few, many = _in_a_process(small), _in_a_process(large)
    events, clock, processor, peak = many
    quick = Goal(f"≥ {RATE:,}/s", lambda row: row.value is not None and row.value <= events / RATE)
    yield Row(topic, f"one process, {events / clock:,.0f}/s", clock, 1.0, quick)
    per = f"the same in processor seconds, {events / processor:,.0f}/s"
    yield Row(topic, per, processor, processor / clock)
    flat = f"peak memory at {few[0]:,} events"
    yield Row(topic, flat, few[3], 1.0, unit="B")
    grown = f"peak memory at {events:,} events"
    yield Row(topic, grown, peak, peak / few[3], at_most(1.5), unit="B")
    for kill in (False, True):
        began = time.perf_counter()
        found = replay_spread(large, workers=2, chains=True, told=_killed if kill else None)
        assert found.events == events
        assert not found.astray
        taken = time.perf_counter() - began
        how = "one of them killed in the middle" if kill else "every chain hashed again too"
        yield Row(
            topic, f"Dask, 2 workers over TCP, {how}, {events / taken:,.0f}/s", taken, taken / clock
        )


def _killed(client: Any) -> None:  # noqa: ANN401 -- of an optional library
    """Kill one worker while it follows a part."""
    time.sleep(2)
    pid = next(iter(client.run(os.getpid).values()))
    os.kill(pid, signal.SIGKILL)


def _in_a_process(url: str) -> tuple[int, float, float, float]:
    """Events, seconds of the clock and of the processor, and peak bytes of a fresh process."""
    ended = subprocess.run(
        [sys.executable, "-c", MEMORY, url], check=True, capture_output=True, text=True
    )
    events, clock, processor, peak = json.loads(ended.stdout)
    return int(events), float(clock), float(processor), float(peak)


def _importing(name: str, url: str, raw: str | Path) -> Iterator[Row]:
    """A file of nominations imported; its rows then by the database's own bulk load."""
    with folder() as here:
        file = here / "rows.jsonl"
        _written(file)
        initialise(url)
        given = Given("rows.jsonl", "x", "unit_clerk", TODAY, datetime.now(UTC))
        with Store.open(url) as store:
            # The program's own files are read once in its life.
            check_rows(store, islice(_lines(file), 1), given)
            began = time.perf_counter()
            check_rows(store, _lines(file), given)
            written, _ = write_rows(store, _lines(file), given)
            taken = time.perf_counter() - began
        file.unlink()
    assert written == IMPORTED
    floor = _own_load(url, raw)
    topic = f"{name}: {IMPORTED:,} dossiers from a file"
    wanted = Goal(
        f"≥ {LEAST:g} of its rate", lambda row: row.ratio is not None and row.ratio <= 1 / LEAST
    )
    yield Row(topic, "the same rows by the database's own bulk load", floor, 1.0)
    yield Row(
        topic,
        f"tdkt dossier import, checked and sealed, {written / taken:,.0f}/s",
        taken,
        taken / floor,
        wanted,
    )


def _written(file: Path) -> None:
    """The file that is imported."""
    story = next(
        one for one in read_season(shipped_season()).stories if one.nomination.award == "CSTDCS"
    )
    document: dict[str, Any] = nomination_document(story.nomination)
    with file.open("w", encoding="utf-8") as lines:
        for at in range(IMPORTED):
            document["nominee"]["name"] = name_of(at)
            row = {"number": number_of(at), **document}
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")


def _lines(file: Path) -> Iterator[tuple[int, bytes]]:
    with file.open("rb") as lines:
        yield from enumerate(lines, 1)


def _own_load(url: str, raw: str | Path) -> float:
    """Seconds in which the database's own bulk load writes the rows of another database."""
    target = f"sqlite:///{raw}" if isinstance(raw, Path) else raw
    initialise(target)
    source, into = connected(address(url)), connected(address(target))
    spent = 0.0
    try:
        for table in LOADED:
            names = [one.name for one in METADATA.tables[table].c if one.name != "seq"]
            said = f"SELECT {', '.join(names)} FROM {table}"
            with reading(source) as driver:
                found = _plain(driver).execute(said).fetchall()
            began = time.perf_counter()
            with writing(into, "bench") as driver:
                _load(_plain(driver), table, names, found)
            spent += time.perf_counter() - began
    finally:
        source.dispose()
        into.dispose()
    return spent


def _plain(driver: Any) -> Any:  # noqa: ANN401 -- either driver
    """The connection of the driver itself."""
    return getattr(driver, "connection", driver)


def _load(raw: Any, table: str, names: list[str], found: list[Any]) -> None:  # noqa: ANN401
    """Load rows into a table as the database does it most quickly."""
    if isinstance(raw, sqlite3.Connection):
        marks = ", ".join("?" * len(names))
        raw.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", found)
        return
    kinds = [kind_of(METADATA.tables[table].c[name]) for name in names]
    said = f"COPY {table} ({', '.join(names)}) FROM STDIN (FORMAT BINARY)"
    with raw.cursor().copy(said.encode()) as copy:
        copy.write(HEADER)
        for first in range(0, len(found), AT_ONCE):
            copy.write(packed(found[first : first + AT_ONCE], kinds))
        copy.write(TRAILER)
