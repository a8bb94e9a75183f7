"""A plan whose process was killed in the middle is applied again and goes on where it stopped."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from dossiers.manifests import manifests
from dossiers.store import Store
from dossiers.verification import verify
from ledger import read_event
from tests.dossiers.building import a_nomination, proposed

MANY = 60
ENOUGH = 3
PATIENCE = 60.0


def words(database: str, *rest: str) -> list[str]:
    return [sys.executable, "-m", "cli", *rest, "--database", database]


def planned(database: str, plan: Path) -> None:
    with Store.open(database) as store:
        for at in range(MANY):
            proposed(store, a_nomination(name=f"Người {at}"), number=f"D-{at:03}")
    preview = ["dossier", "act", "--select", "state:draft", "submit", "--role", "unit_clerk"]
    preview += ["--on", "2024-12-02", "--dry-run", "--plan", str(plan)]
    subprocess.run(words(database, *preview), check=True, capture_output=True)


def submitted(store: Store) -> Counter[str]:
    events = [read_event(one.body) for one in store.events()]
    return Counter(one.stream for one in events if one.type == "submit")


def test_a_plan_killed_in_the_middle_goes_on_where_it_stopped(
    database: str, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.json"
    planned(database, plan)
    command = words(database, "dossier", "act", "--apply", str(plan), "--json")

    with (
        Store.open(database) as store,
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process,
    ):
        ends = time.monotonic() + PATIENCE
        while submitted(store).total() < ENOUGH and time.monotonic() < ends:
            time.sleep(0.005)
        process.kill()
        said = process.stderr.read() if process.stderr else b""
        before = submitted(store).total()
        assert ENOUGH <= before < MANY
        assert list(manifests(store)) == []

    again = subprocess.run(command, check=True, capture_output=True)

    with Store.open(database) as store:
        assert list(submitted(store).values()) == [1] * MANY
        (one,) = manifests(store)
        assert len(one.done) == MANY
        assert verify(store).problems == ()
    assert (said, again.stderr) == (b"", b"")


def shown(terminal: int) -> Iterator[str]:
    """What is drawn on a terminal until nobody has it open any more."""
    with suppress(OSError), os.fdopen(terminal, "rb", buffering=0) as screen:
        while piece := screen.read(4_096):
            yield piece.decode(errors="replace")


def test_how_far_a_plan_has_come_is_drawn_on_a_terminal(url: str, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    planned(url, plan)
    ours, theirs = pty.openpty()

    with subprocess.Popen(
        words(url, "dossier", "act", "--apply", str(plan)),
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm"},
    ) as process:
        os.close(theirs)
        drawn = "".join(shown(ours))
        said = process.stdout.read() if process.stdout else b""

    assert process.returncode == 0
    assert "100%" in drawn
    assert "%" not in said.decode()
