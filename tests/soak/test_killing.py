"""Whatever is killed and whenever: what was answered is there once, and nothing is broken.

Eight writers, two workers and a signer run beside one another, each in a process of its own; one
after another is killed with `kill -9` at a moment that nobody chose, and on PostgreSQL the server
too.  Whoever was killed starts again.  `TDKT_SOAK_MINUTES` says for how long, `TDKT_SOAK_SEED`
which dice are thrown.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from dossiers.proofs import checked
from dossiers.replay import replay
from dossiers.store import Store, initialise
from dossiers.use_cases.signing import NewCheckpoint, sign_log
from dossiers.use_cases.working import IN_HAND, fired
from dossiers.verification import verify
from ledger import Event, read_event
from ledger.proving import Keyring, Policy
from tests.databases import MAKE_WEB
from tests.dossiers.test_server_killed import pid_in
from tests.postgres import running
from tests.soak.signing import secret
from tests.soak.writing import Journal, answered, lines_of, open_in, opened

MINUTES = float(os.environ.get("TDKT_SOAK_MINUTES", "10"))
SEED = os.environ.get("TDKT_SOAK_SEED", "7")
WRITERS, WORKERS = 8, 2
PAUSES = (0.2, 1.8)
"""How far two kills are apart, as shares of the mean."""

LIVES = 3.0
"""How long a process lives in the mean, in times that all of them take to start; else nothing would
be done on a busy machine."""

PATIENCE = 300.0
"""Seconds in which all of them have to start."""

SERVER = 0.08
"""How often a kill hits the server, where there is one."""

LATER = date(2025, 6, 2)
FIRED = "note_late_notice"
KEY = "11" * 32
KILLED = -9


@dataclass(slots=True)
class Crowd:
    """All processes of a soak.

    Attributes:
        url: the address of the database.
        folder: where journals, messages and the state of the signer lie.
        dice: which process is killed, and when.
        server: the folder of the server; None where the database is a file.
        running: every process by its name.
        kills: how often each kind was killed.
    """

    url: str
    folder: Path
    dice: random.Random
    server: Path | None = None
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    kills: Counter[str] = field(default_factory=Counter)

    def start(self, name: str) -> None:
        """Start a process; what it says on standard error is kept."""
        with (self.folder / f"{name}.said").open("ab") as said:
            self.running[name] = subprocess.Popen(
                [sys.executable, *self._words(name)], stdout=subprocess.DEVNULL, stderr=said
            )

    def _words(self, name: str) -> list[str]:
        """The program of a process."""
        kind = name.split("-", maxsplit=1)[0]
        if kind == "writer":
            journal = str(self.folder / f"{name}.journal")
            seed = str(self.dice.random())
            return ["-m", "tests.soak.writing", self.url, journal, name, seed]
        if kind == "signer":
            return ["-m", "tests.soak.signing", self.url, KEY, str(self.folder / "signer.state")]
        on = LATER.isoformat()
        return ["-m", "cli", "worker", "--every", "1", "--on", on, "--database", self.url]

    def kill(self) -> None:
        """Kill one of them, or the server; whoever ended is started again."""
        if self.server is not None and self.dice.random() < SERVER:
            pid = pid_in(self.server)
            if pid:
                os.kill(pid, KILLED * -1)
                self.kills["server"] += 1
            return
        name = self.dice.choice(sorted(self.running))
        self.running[name].kill()
        assert self.running[name].wait(timeout=60) in {KILLED, *self._may_end(name)}
        self.kills[name.split("-")[0]] += 1
        self.start(name)

    def is_at_work(self) -> bool:
        """Whether every writer has an answer, and the log was signed."""
        signed = (self.folder / "signer.state").exists()
        journals = [self.folder / f"writer-{at}.journal" for at in range(WRITERS)]
        return signed and all(any("done" in one for one in lines_of(it)) for it in journals)

    def revive(self) -> None:
        """Start again whoever ended by itself, as the services of a machine are.

        A worker may end while the server is away; a writer and the signer wait for it.
        """
        for name, process in list(self.running.items()):
            code = process.poll()
            if code is not None:
                assert code in self._may_end(name), (name, code, self.said(name))
                self.start(name)

    def _may_end(self, name: str) -> frozenset[int]:
        """The exit codes with which a process may have ended by itself."""
        return frozenset({6}) if name.startswith("worker") else frozenset()

    def said(self, name: str) -> str:
        """What a process said on standard error."""
        return (self.folder / f"{name}.said").read_text()[-3_000:]

    def end(self) -> None:
        """Kill all of them."""
        for one in self.running.values():
            one.kill()
            one.wait(timeout=60)


@contextmanager
def on_sqlite(folder: Path) -> Iterator[tuple[str, Path | None]]:
    """A database in a file."""
    url = f"sqlite:///{folder / 'tdkt.sqlite'}"
    initialise(url)
    yield url, None


@contextmanager
def on_postgresql(_folder: Path) -> Iterator[tuple[str, Path | None]]:
    """A database on a server of its own, that syncs to the disk and may be killed."""
    with running(durable=True) as server:
        assert server.folder is not None
        server.run("CREATE DATABASE soaked")
        initialise(server.address("soaked"))
        server.run(MAKE_WEB, "GRANT tdkt_app, tdkt_sequencer TO web")
        yield server.address("soaked", "web"), server.folder


@pytest.mark.soak
@pytest.mark.parametrize("kind", [on_sqlite, on_postgresql])
def test_what_was_answered_is_there_once_whoever_was_killed(kind: object, tmp_path: Path) -> None:
    assert callable(kind)
    with kind(tmp_path) as (url, server):
        crowd = Crowd(url, tmp_path, random.Random(SEED), server)  # noqa: S311 -- no secret
        try:
            soaked(crowd)
        finally:
            crowd.end()
        settled(crowd)
        with Store.open(url) as store:
            print(dict(crowd.kills), told(store, crowd))  # noqa: T201 -- what was survived
            everything_holds(store, crowd)


def soaked(crowd: Crowd) -> None:
    """Let them work, and kill, for as long as was asked."""
    names = [f"writer-{at}" for at in range(WRITERS)] + [f"worker-{at}" for at in range(WORKERS)]
    began = time.monotonic()
    for name in (*names, "signer"):
        crowd.start(name)
    while not crowd.is_at_work():
        assert time.monotonic() < began + PATIENCE, [crowd.said(name) for name in crowd.running]
        time.sleep(0.1)
    pause = max(1.0, LIVES * (time.monotonic() - began) / len(crowd.running))
    ends = time.monotonic() + MINUTES * 60
    while time.monotonic() < ends:
        time.sleep(pause * crowd.dice.uniform(*PAUSES))
        crowd.kill()
        crowd.revive()


def settled(crowd: Crowd) -> None:
    """Send what is still open, do what is still due, number what waits."""
    with opened(crowd.url) as store:
        for path in sorted(crowd.folder.glob("writer-*.journal")):
            journal = Journal(path)
            for one in open_in(journal):
                answered(store, journal, one)
        # Whoever was killed keeps what was in hand for so long, by the clock of the database.
        free = store.claims.clock + IN_HAND + timedelta(seconds=1)
        left = [*fired(store, on=LATER, at=datetime.now(UTC), holder="last")]
        while store.claims.clock < free:
            time.sleep(1)
        left += fired(store, on=LATER, at=datetime.now(UTC), holder="very last")
        assert [one for one in left if one.wrong] == []
        answer = sign_log(store, secret(store.log, KEY), crowd.folder / "signer.state")
        assert isinstance(answer, NewCheckpoint), answer


def told(store: Store, crowd: Crowd) -> dict[str, int]:
    """How much was done, for people."""
    lines = [line for one in crowd.folder.glob("*.journal") for line in lines_of(one)]
    kinds: Counter[str] = Counter(
        kind for line in lines for kind in ("done", "refused", "again") if kind in line
    )
    return {**kinds, "events": store.numbered.size, "signed": len(store.numbered.checkpoints())}


def everything_holds(store: Store, crowd: Crowd) -> None:
    """Ask of the record everything that it promises."""
    events = [read_event(one.body) for one in store.events()]
    replayed = replay(store)
    assert [one.number for one in replayed if not one.equal] == []
    commands_are_there_once({one.number: one.stream for one in replayed}, events, crowd)
    timers_have_fired_once(events)
    assert verify(store).problems == ()
    policy = Policy(store.log, Keyring.of(secret(store.log, KEY).public), (), 0)
    found = checked(store, policy=policy)
    assert found.findings == ()
    assert (found.waiting, found.numbered) == (0, len(events))
    assert found.checkpoints
    assert store.numbered.nowhere() == ()


def commands_are_there_once(numbers: Mapping[str, str], events: list[Event], crowd: Crowd) -> None:
    """Every answered command is one event of its act; a refused one is none."""
    by_key: dict[str, list[Event]] = {}
    for event in events:
        by_key.setdefault(event.command.key, []).append(event)
    answers: dict[str, dict[str, object]] = {}
    refused: set[str] = set()
    for path in crowd.folder.glob("*.journal"):
        for line in lines_of(path):
            if "done" in line:
                answers[str(line["done"])] = line
            if "refused" in line:
                refused.add(str(line["refused"]))
        assert open_in(Journal(path)) == ()
    assert answers
    for key, line in answers.items():
        acts = [one for one in by_key[key] if one.type == line["act"]]
        assert [one.stream for one in acts] == [numbers[str(line["number"])]], key
        assert max(one.n for one in by_key[key]) == line["n"], key
    assert not refused & by_key.keys()
    written = {one for one in by_key if one.startswith("writer-")}
    assert written == answers.keys()


def timers_have_fired_once(events: list[Event]) -> None:
    """Every dossier under a term that is over has the act of its end, once."""
    approved = {one.stream for one in events if one.target == "approved" and one.type != FIRED}
    late = Counter(one.stream for one in events if one.type == FIRED)
    assert set(late) == approved
    assert set(late.values()) <= {1}
