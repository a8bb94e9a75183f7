"""Nineteen forgeries of history, played on a copy, each with the evidence that has to notice it.

What looks for them is what auditors run: the chains, the numbered log, checkpoints, documents,
witnesses.  Nothing here knows of a forgery when it looks (`dossiers.forgeries` makes them).

What no evidence of this release notices is said so: an event that the holder of the key appends
with a moment long past needs a time stamp from outside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dossiers.forgeries import FORGERIES
from dossiers.proofs import Evidence, checked
from dossiers.replay import LOST
from dossiers.scenes import Keys, Scene, scene_of
from dossiers.store import Store
from dossiers.store.backup import copied
from dossiers.store.forging import forge
from dossiers.verification import verify
from ledger import Link, first_break
from texts import Text


@dataclass(frozen=True, slots=True)
class Attack:
    """A forgery and what came of it.

    Attributes:
        name: what was done.
        key: whether the key of the log was needed for it.
        expected: the first evidence that has to notice it.
        found: the first evidence that did; None for none.
    """

    name: Text
    key: bool
    expected: Evidence
    found: Evidence | None

    @property
    def as_promised(self) -> bool:
        """Whether it was noticed where it had to be; what needs outside time, by nothing here."""
        promised = None if self.expected is Evidence.TIMED else self.expected
        return self.found is promised


def noticed(file: Path, scene: Scene) -> Evidence | None:
    """The first evidence by which an auditor notices that a copy was forged; None for none."""
    with Store.open(f"sqlite:///{file}") as store:
        by_chain = [_by_chain(store, stream) for stream in {one.stream for one in store.events()}]
        log = checked(store, policy=scene.keys.policy, known=scene.known.note)
        lost = [Evidence.PINNED for one in verify(store).problems if one.text == LOST]
    found = [*(one for one in by_chain if one is not None), *lost]
    return min([*found, *(one.evidence for one in log.findings)], default=None)


def played(source: Path, folder: Path, keys: Keys) -> Iterator[Attack]:
    """Play every forgery, each on a copy of its own; the source is only read.

    Args:
        source: the database.
        folder: where the copies go.
        keys: of the game.

    Raises:
        DossierError: the database is too small for all forgeries.
    """
    clean = folder / "clean.sqlite"
    copied(source, clean)
    scene = scene_of(clean, keys)
    for at, (name, key, expected, forgery) in enumerate(FORGERIES):
        file = folder / f"{at}.sqlite"
        copied(clean, file)
        forge(file, forgery(scene))
        yield Attack(name, key, expected, noticed(file, scene))
        file.unlink()


def _by_chain(store: Store, stream: str) -> Evidence | None:
    """By what one dossier's own events show that they were changed."""
    broken = first_break(
        [Link(one.n, one.body, one.leaf) for one in store.events(stream)], stream=stream
    )
    if broken is None:
        return None
    return Evidence.CHAIN if broken.kind in {"order", "link"} else Evidence.ROW
