"""Signing what the log says of itself, and cosigning it for a neighbour.

Whoever writes cannot sign, and whoever signs checks: events are hashed again before they get their
numbers, and signer and witness each ask for a proof from the checkpoint that *they* remember.

Invariants:

* the new state is on the disk before a signature is handed out;
* a refusal is a value (ADR 0004); after one nothing was signed and no state was changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dossiers.errors import HistoryError
from dossiers.key_changes import followed, keys_recorded
from dossiers.store import Log, Signed, Store
from dossiers.store.state_file import held
from ledger import TileError, consistency_proof
from ledger.proving import (
    Checkpoint,
    CheckpointError,
    NoteError,
    Policy,
    Refused,
    SecretKey,
    cosign,
    note_bytes,
    read_note,
    sign,
    stored,
)
from texts import Text

OTHER_KEY = Text(
    vi="từ {first} sự kiện sổ ký bằng khóa khác (…{due}); khóa đưa vào là …{found}",
    en="from {first} events on the log is signed by another key (…{due}); the one given is "
    "…{found}",
)
DAMAGED = Text(
    vi="Cây của sổ bị hỏng ({reason}); chạy `tdkt audit verify`. Không ký.",
    en="The tree of the log is damaged ({reason}); run `tdkt audit verify`. Nothing was signed.",
)


@dataclass(frozen=True, slots=True)
class NewCheckpoint:
    """A checkpoint that was signed.

    Attributes:
        checkpoint: what the log says of itself.
        note: the signed text.
        numbered: how many events got their number for it.
    """

    checkpoint: Checkpoint
    note: bytes
    numbered: int


def sign_log(store: Store, secret: SecretKey, state: Path) -> NewCheckpoint | Refused:
    """Number what waits, and sign the log if it continues what this signer signed last.

    Args:
        store: the database of the log.
        secret: the key of the log.
        state: the file in which the signer remembers.

    Raises:
        dossiers.store.NotNumberedError: an event was changed before it got its number.
        dossiers.errors.HistoryError: the state file or the tree is damaged.
        dossiers.errors.StoreError: the database cannot be written.
    """
    log = store.numbered
    numbered = log.number()
    size = log.size
    ring = keys_recorded(store)
    due = None if ring is None else ring.at(size)
    if ring is not None and due is not None and due != secret.public:
        first = next(one for one, key in ring.keys if key == due)
        told = OTHER_KEY.fill(first=first, due=due.text[-8:], found=secret.public.text[-8:])
        return Refused("other-key", told)
    with held(state) as kept:
        before = kept.read(log.origin)
        try:
            asked = Checkpoint(log.origin, size, log.root(size))
            answer = sign(before, asked, _proof(log, before, size), secret)
        except TileError as wrong:
            raise HistoryError(DAMAGED.fill(reason=wrong)) from wrong
        if isinstance(answer, Refused):
            return answer
        kept.write(answer.state)
    log.keep(Signed(size, asked.root, answer.note))
    return NewCheckpoint(asked, answer.note, numbered)


def witness_log(
    store: Store, note: bytes, policy: Policy, secret: SecretKey, *, state: Path, at: datetime
) -> bytes | Refused:
    """Cosign a checkpoint, if the log has grown from the one that this witness cosigned last.

    Args:
        store: the log, or a copy of it: where the proof is had from; it is not believed.
        note: the signed checkpoint.
        policy: the keys of the log.
        secret: the key of the witness.
        state: the file in which the witness remembers.
        at: now, with a time zone.

    Returns:
        The note with one more cosignature, or why not.

    Raises:
        dossiers.errors.HistoryError: the state file is damaged.
    """
    along = followed(store, policy)
    if isinstance(along, Text):
        return Refused("untrusted", along)
    policy = along or policy
    with held(state) as kept:
        before = kept.read(policy.origin)
        answer = cosign(
            before,
            note,
            old=0 if before is None else before.size,
            proof=_proof(store.numbered, before, _size_of(note, policy)),
            origin=policy.origin,
            keys=policy.keys,
            secret=secret,
            at=at,
        )
        if isinstance(answer, Refused):
            return answer
        after = stored(kept.read(policy.origin), answer)
        if isinstance(after, Refused):
            return after
        kept.write(after)
    return note_bytes(read_note(note).with_signature(answer.cosignature))


def _proof(log: Log, before: Checkpoint | None, size: int) -> tuple[bytes, ...]:
    """The proof from a remembered checkpoint; empty where the log has none to give.

    An empty proof between two sizes is a false one, so that signer and witness refuse it.
    """
    if before is None or not before.size < size <= log.size:
        return ()
    try:
        with log.subtrees(size) as subtrees:
            return consistency_proof(before.size, size, subtrees)
    except TileError:
        return ()


def _size_of(note: bytes, policy: Policy) -> int:
    """The size that a checkpoint says; 0 for what is none, which the witness refuses itself."""
    try:
        return policy.keys.checkpoint(read_note(note), origin=policy.origin).size
    except (NoteError, CheckpointError):
        return 0
