"""The proof of each event of a dossier, as somebody looks at it before taking a bundle away.

What is said here is computed from the stored bytes and the stored tree alone: the leaf from the
bytes of the event, the root from leaf and path.  Whose signatures stand below the checkpoint is
told and not judged: whom to trust is for the reader.

Invariants:

* the cost is that of the events of one dossier; the log is not walked;
* an event outside the checkpoint has no proof, and that is said, never passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from dossiers.errors import HistoryError
from dossiers.store import InLog, Log, Store, StoredEvent
from dossiers.use_cases.exporting import OnReceipt, checkpoint_of, stamps_on, stream_of
from dossiers.use_cases.signing import DAMAGED
from ledger import Subtrees, TileError, inclusion_proof, is_included, leaf_hash
from ledger.proving import Checkpoint, Signature, read_note
from texts import Text


class Cover(Enum):
    """How far an event is proved."""

    PROVED = "proved"
    """It lies under the checkpoint, and its path leads to the root."""
    BROKEN = "broken"
    """It should, but its bytes are not those that were signed."""
    LATER = "later"
    """It has a number behind the checkpoint."""
    WAITING = "waiting"
    """It waits for its number."""


COVERS = {
    Cover.PROVED: Text(vi="đã có chứng minh", en="proved"),
    Cover.BROKEN: Text(vi="không khớp điểm kiểm", en="does not fit the checkpoint"),
    Cover.LATER: Text(vi="chưa có điểm kiểm nào ký", en="under no checkpoint yet"),
    Cover.WAITING: Text(vi="chưa được đánh số", en="not numbered yet"),
}
"""The same in words."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What proves one event.

    Attributes:
        n: its position in the dossier, from 1.
        leaf: the leaf hash of its stored bytes, hexadecimal.
        index: its number in the log, from 0; None while it waits for one.
        cover: how far it is proved.
        path: from the leaf to the root (RFC 6962), each step hexadecimal; empty without a proof.
        stamp: the first time stamp under which it lies; None for none.
    """

    n: int
    leaf: str
    index: int | None
    cover: Cover
    path: tuple[str, ...] = ()
    stamp: OnReceipt | None = None


@dataclass(frozen=True, slots=True)
class Proofs:
    """What proves the events of one dossier.

    Attributes:
        number: the dossier.
        log: the name of the log.
        checkpoint: the newest one that was signed; None for none.
        signatures: what stands below it; whether to trust them is for the reader.
        events: every event of the dossier, the first one first.
    """

    number: str
    log: str
    checkpoint: Checkpoint | None
    signatures: tuple[Signature, ...]
    events: tuple[Proof, ...]

    def count(self, cover: Cover) -> int:
        """How many events are proved so far."""
        return sum(one.cover is cover for one in self.events)


def proofs_of(store: Store, number: str) -> Proofs:
    """What proves the events of a dossier under the newest checkpoint.

    Args:
        store: the whole record; it is only read.
        number: the dossier.

    Raises:
        dossiers.errors.DossierNotFoundError: there is no such dossier.
        dossiers.errors.HistoryError: the checkpoint or the tree is damaged.
        dossiers.scope.NeedsWholeError: the store shows some units only.
    """
    store.check_whole()  # a path to the root tells of the neighbours
    stream, log = stream_of(store, number), store.numbered
    stored = tuple(store.events(stream))
    numbered = {one.n: one for one in log.of_stream(stream)}
    if not log.checkpoints():
        bare = tuple(_unproved(one, numbered.get(one.n)) for one in stored)
        return Proofs(number, log.origin, None, (), bare)
    asked, note = checkpoint_of(log, None)
    try:
        with log.subtrees(asked.size) as subtrees:
            found = tuple(_proofs(log, stored, numbered, asked, subtrees))
    except TileError as wrong:
        raise HistoryError(DAMAGED.fill(reason=wrong)) from wrong
    return Proofs(number, log.origin, asked, read_note(note).signatures, found)


def _proofs(
    log: Log,
    stored: tuple[StoredEvent, ...],
    numbered: dict[int, InLog],
    asked: Checkpoint,
    subtrees: Subtrees,
) -> Iterator[Proof]:
    """The proof of each event, as far as the checkpoint goes."""
    stamps = tuple(stamps_on(log, asked))
    for event in stored:
        at = numbered.get(event.n)
        if at is None or at.index >= asked.size:
            yield _unproved(event, at)
            continue
        leaf = leaf_hash(event.body)
        path = inclusion_proof(at.index, asked.size, subtrees)
        good = is_included(leaf, at.index, asked.size, path, asked.root)
        yield Proof(
            event.n,
            leaf.hex(),
            at.index,
            Cover.PROVED if good else Cover.BROKEN,
            tuple(step.hex() for step in path),
            next((one for one in stamps if at.index < one.size), None),
        )


def _unproved(event: StoredEvent, at: InLog | None) -> Proof:
    """An event that lies under no checkpoint."""
    cover, index = (Cover.WAITING, None) if at is None else (Cover.LATER, at.index)
    return Proof(event.n, leaf_hash(event.body).hex(), index, cover)
