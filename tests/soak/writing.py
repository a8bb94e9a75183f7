"""A process that does acts on dossiers until it is killed, and keeps a journal of the answers.

    python -m tests.soak.writing ADDRESS JOURNAL NAME SEED

Before a command is sent it is written into the journal, and after its answer the answer.  Started
again on the same journal, the process first sends again what got no answer, under the same key, as
a program has to that does not know what came of its command.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from dossiers.errors import ConflictError, DossierError, StoreError, TransitionRefusedError
from dossiers.store import Store
from dossiers.use_cases import Acting, Done, Proposing, perform, propose
from ledger import Actor
from tests.dossiers.building import RECEIVED, a_nomination

STEPS: tuple[tuple[str, str, str, Mapping[str, object]], ...] = (
    ("submit", "unit_clerk", "clerk", {}),
    ("record_vote", "council_secretary", "secretary", {"members": 15, "approvals": 12}),
    ("advance", "unit_head", "deputy", {}),
    ("approve", "unit_head", "head", {}),
)
"""The way of a dossier to a decision, of which the unit has to be told within a term."""

MEDDLING = 0.25
"""How often somebody acts on a dossier of another writer in between."""

DAY = date(2024, 11, 20)
TRIES = 200
REST = 0.05


@dataclass(frozen=True, slots=True)
class Asked:
    """A command as the journal has it.

    Attributes:
        key: its idempotency key.
        act: what is done.
        number: the dossier.
        role: in which capacity, and `by` the person.
        details: what the act brings.
    """

    key: str
    act: str
    number: str
    role: str = "unit_clerk"
    by: str = "clerk"
    details: Mapping[str, object] | None = None

    def send(self, store: Store) -> Done:
        """Send it to the database."""
        at = datetime.now(UTC)
        by = Actor(self.by, self.role)
        if self.act == "propose":
            nomination = a_nomination(name=f"Người {self.number}")
            wanted = {"nomination": nomination, "number": self.number}
            return propose(store, Proposing(by=by, on=DAY, at=at, key=self.key, **wanted))  # type: ignore[arg-type]  # two fields of their own
        return perform(
            store,
            Acting(
                number=self.number,
                act=self.act,
                by=by,
                on=RECEIVED,
                at=at,
                key=self.key,
                reason="thử tải",
                details=self.details or {},
            ),
        )


class Journal:
    """The commands of one writer and their answers, line by line; a kill may cut the last one."""

    def __init__(self, path: Path) -> None:
        """Open a journal, or go on with it."""
        self.path = path
        path.touch()
        if not path.read_bytes().endswith(b"\n"):
            self._append(b"\n")

    def write(self, **told: object) -> None:
        """Write a line; it is with the system when this returns, so a kill cannot take it back."""
        self._append(json.dumps(told).encode() + b"\n")

    def _append(self, line: bytes) -> None:
        """Write bytes at the end, all at once."""
        with self.path.open("ab", buffering=0) as file:
            file.write(line)

    @property
    def lines(self) -> Iterator[dict[str, object]]:
        """The lines that were written whole."""
        return lines_of(self.path)


def lines_of(path: Path) -> Iterator[dict[str, object]]:
    """The lines of a journal that were written whole."""
    for line in path.read_bytes().splitlines() if path.exists() else ():
        try:
            yield json.loads(line)
        except ValueError:
            continue


def answered(store: Store, journal: Journal, asked: Asked) -> bool:
    """Send a command until it is known what came of it; whether it was done."""
    for _ in range(TRIES):
        try:
            done = asked.send(store)
        except (TransitionRefusedError, ConflictError) as wrong:
            journal.write(refused=asked.key, why=type(wrong).__name__)
            return False
        except StoreError as wrong:
            journal.write(again=asked.key, why=type(wrong).__name__)
            time.sleep(REST * 4)
            continue
        except DossierError as wrong:
            journal.write(refused=asked.key, why=type(wrong).__name__)
            return False
        journal.write(done=asked.key, number=done.number, n=done.n, act=done.act)
        return True
    raise RuntimeError(f"nobody knows what came of {asked.key}")


def sent(store: Store, journal: Journal, asked: Asked) -> bool:
    """Write a command down, then send it."""
    fields = {name: getattr(asked, name) for name in Asked.__slots__}
    journal.write(asked=fields)
    return answered(store, journal, asked)


def open_in(journal: Journal) -> tuple[Asked, ...]:
    """The commands of a journal without an answer."""
    waiting: dict[str, Asked] = {}
    for line in journal.lines:
        if isinstance(line.get("asked"), dict):
            one = Asked(**line["asked"])  # type: ignore[arg-type]  # as `sent` wrote it
            waiting[one.key] = one
        waiting.pop(str(line.get("done") or line.get("refused")), None)
    return tuple(waiting.values())


def season(store: Store, journal: Journal, name: str, dice: random.Random) -> None:
    """Take one dossier after another to its decision, and meddle with those of others."""
    start = time.time_ns()
    for at in range(1_000_000):
        number = f"{name}-{start}-{at}"
        going = sent(store, journal, Asked(f"{number}/0", "propose", number))
        for step, (act, role, by, details) in enumerate(STEPS, start=1):
            if dice.random() < MEDDLING:
                meddle(store, journal, f"{number}/{step}/m", dice)
            key = f"{number}/{step}"
            going = going and sent(store, journal, Asked(key, act, number, role, by, details))


def meddle(store: Store, journal: Journal, key: str, dice: random.Random) -> None:
    """Do an act on the newest dossier of some writer, who may be doing one at the same time."""
    others = sorted(journal.path.parent.glob("*.journal"))
    lines = [one for one in lines_of(dice.choice(others)) if isinstance(one.get("asked"), dict)]
    if not lines:
        return
    newest = str(lines[-1]["asked"]["number"])  # type: ignore[index]  # just looked at
    act, role, by, details = dice.choice(
        [*STEPS, ("withdraw", "unit_clerk", "clerk", {}), ("refuse", "unit_head", "head", {})]
    )
    sent(store, journal, Asked(key, act, newest, role, by, details))


def main(url: str, path: str, name: str, seed: str) -> None:
    """Send what is open, then go on for ever."""
    journal = Journal(Path(path))
    with opened(url) as store:
        for one in open_in(journal):
            answered(store, journal, one)
        season(store, journal, name, random.Random(seed))  # noqa: S311 -- no secret


def opened(url: str) -> Store:
    """The database, as soon as it can be reached.

    Raises:
        StoreError: it cannot for too long.
    """
    for _ in range(TRIES):
        try:
            return Store.open(url)
        except StoreError:
            time.sleep(REST * 4)
    return Store.open(url)


if __name__ == "__main__":
    main(*sys.argv[1:])
