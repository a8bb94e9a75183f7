"""Verifying, replaying and proving again a log of a million events, each beside its floor.

* The floor of verifying is bare SHA-256 over the same bytes, a batch at a time, with the fetching
  left out of its time; ours fetches, hashes, reads and links every event, builds the tree, compares
  numbers, tiles and the checkpoint, and looks every document up.  Ours is wall-clock time with
  whatever processes it starts.
* The floor of replaying states is a dictionary of (state, act) and one of states, looped over the
  same steps in memory; ours compares the workflow and both states of every step as well.
* `eventsourcing` replays aggregates with two fields from its own SQLite recorder, which is easier
  than what ours does with the bytes of events of the same steps.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from uuid import uuid4

from bench.longlog import A_DOSSIER, EVENTS, STEPS, long_log
from bench.timing import Goal, Row, at_least, at_most, below, measured
from dossiers.auditing import audited
from dossiers.columns import first_broken, write_columns
from dossiers.states import _Walk, replay_states, steps
from dossiers.store import Store

VERIFY = f"verify {EVENTS:,} events"
REPLAY = "replay the states of 200,000 events"
COLUMNS = f"prove {EVENTS:,} events again, as columns"
PEER = "replay 20,000 events of 1,000 dossiers"
ROUNDS = 3
STEPPED = 200_000
SHORT = 20_000
RATE = 500_000
PEAK = """
import resource, sys
from dossiers.auditing import audited
from dossiers.store import Store

if __name__ == "__main__":
    with Store.open(sys.argv[1]) as store:
        verified, log = audited(store)
    assert not verified.problems and not log.findings
    # What `getrusage` says of this process begins with the memory of whoever started it.
    lines = open("/proc/self/status").read().splitlines()
    peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    print((peak + resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) * 1024)
"""


def rows() -> list[Row]:
    """A million events, made once."""
    file = long_log()
    return [*_verifying(file), *_replaying(file), *_columns(file), *_beside_a_library()]


def _verifying(file: Path) -> list[Row]:
    """Time beside the bare hashes, and memory in a process of its own."""
    pairs = [(_bare(file), _timed(lambda: _verified(file))) for _ in range(ROUNDS)]
    floor, ours = (median(values) for values in zip(*pairs, strict=True))
    with tempfile.NamedTemporaryFile("w", suffix=".py") as script:
        script.write(PEAK)
        script.flush()
        answer = subprocess.run(
            [sys.executable, script.name, f"sqlite:///{file}"],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
    flat = below(200e6, "200 MB")
    return [
        Row(VERIFY, "bare SHA-256 of the same bytes, in memory", floor, 1.0),
        Row(
            VERIFY, "audit verify: hashes, chain, tree, checkpoint", ours, ours / floor, at_most(6)
        ),
        Row(VERIFY, "peak memory, all processes", float(answer.stdout), goal=flat, unit="B"),
    ]


def _bare(file: Path) -> float:
    """Seconds of hashing alone."""
    raw = sqlite3.connect(file)
    bodies = raw.execute("SELECT body FROM event ORDER BY seq")
    spent = 0.0
    while batch := bodies.fetchmany(20_000):
        began = perf_counter()
        for (body,) in batch:
            hashlib.sha256(body).digest()
        spent += perf_counter() - began
    raw.close()
    return spent


def _verified(file: Path) -> None:
    """What `tdkt audit verify` asks; a finding would be a fault of the bench."""
    with Store.open(f"sqlite:///{file}") as store:
        verified, log = audited(store)
    assert (verified.problems, log.findings, verified.events) == ((), (), EVENTS)
    assert log.holds is not None


def _replaying(file: Path) -> list[Row]:
    """The walk over spots beside a bare dictionary, and the whole command."""
    with Store.open(f"sqlite:///{file}") as store:
        taken = list(islice(steps(store), STEPPED))
        ours = "the compiled table, every step compared"
        found = measured(
            REPLAY,
            {
                "a bare dictionary of (state, act)": lambda: _looped(taken),
                ours: lambda: _Walk(store).over(taken),
            },
            repeats=1,
            goals={ours: at_most(2)},
        )
        whole = _timed(lambda: _replayed(store, EVENTS))
    name = f"audit replay --states, {EVENTS:,} from their bytes"
    return [*found, Row(REPLAY, name, whole)]


def _looped(taken: list[tuple[str, str, str, str, str]]) -> dict[str, str]:
    """What a beginner writes."""
    table = {(source, act): target for act, source, target in STEPS}
    states: dict[str, str] = {}
    for stream, _, act, _, _ in taken:
        states[stream] = table[states.get(stream, ""), act]
    return states


def _replayed(store: Store, events: int) -> None:
    """What `tdkt audit replay --states` asks."""
    found = replay_states(store)
    assert (found.astray, found.events) == ((), events)


def _columns(file: Path) -> list[Row]:
    """Writing the table, and the second auditor over it."""
    with tempfile.TemporaryDirectory() as folder, Store.open(f"sqlite:///{file}") as store:
        table = Path(folder, "history.parquet")
        written = _timed(lambda: write_columns(store, table))
        proved = median(_timed(lambda: _proved(table)) for _ in range(ROUNDS))
    quick = Goal(f"≥ {RATE:,}/s", lambda row: row.value is not None and EVENTS / row.value >= RATE)
    return [
        Row(COLUMNS, "audit columns, to Parquet", written),
        Row(COLUMNS, f"the proof in SQL by DuckDB, {EVENTS / proved:,.0f}/s", proved, goal=quick),
    ]


def _proved(table: Path) -> None:
    """A broken event would be a fault of the bench."""
    found = first_broken(table)
    assert (found.events, found.wrong) == (EVENTS, 0)


def _beside_a_library() -> list[Row]:
    """The same steps, stored by each in its own SQLite file."""
    name, goal = "eventsourcing, aggregates from its recorder", at_least(5)
    with tempfile.TemporaryDirectory() as folder:
        peer = _eventsourcing(Path(folder, "peer.sqlite"))
        with Store.open(f"sqlite:///{long_log(SHORT)}") as store:
            ours: dict[str, Callable[[], object]] = {
                "audit replay --states": lambda: _replayed(store, SHORT)
            }
            if peer is None:
                return [*measured(PEER, ours, repeats=1, rounds=ROUNDS), Row(PEER, name, None)]
            works = {**ours, name: peer}
            return measured(PEER, works, repeats=1, rounds=ROUNDS, goals={name: goal})


def _eventsourcing(file: Path) -> Callable[[], object] | None:
    """A thousand aggregates that went the same steps; reads all of them back."""
    try:
        domain = import_module("eventsourcing.domain")
        application = import_module("eventsourcing.application")
    except ImportError:
        return None
    dossier = _aggregate(domain)
    settings = {"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(file)}
    app = application.Application(env=settings)
    ids = []
    for _ in range(SHORT // A_DOSSIER):
        one = dossier(number=str(uuid4()))
        for act, _, target in STEPS[1:A_DOSSIER]:
            one.do(act=act, target=target)
        app.save(one)
        ids.append(one.id)

    def replay() -> None:
        """Every aggregate from its events."""
        for one in ids:
            assert app.repository.get(one).state == STEPS[A_DOSSIER - 1][2]

    return replay


def _aggregate(domain: Any) -> Any:  # noqa: ANN401 - the peer is installed for benches only
    """A dossier as that library has it: a number, a state, and one act that moves it."""

    class Dossier(domain.Aggregate):  # type: ignore[misc]
        """A dossier."""

        @domain.event("Proposed")  # type: ignore[untyped-decorator]
        def __init__(self, number: str) -> None:
            self.number = number
            self.state = "draft"

        @domain.event("Done")  # type: ignore[untyped-decorator]
        def do(self, act: str, target: str) -> None:
            """Move."""
            assert act
            self.state = target

    return Dossier


def _timed(work: Callable[[], object]) -> float:
    """Seconds of the clock for one piece of work."""
    began = perf_counter()
    work()
    return perf_counter() - began
