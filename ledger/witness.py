"""A witness: it cosigns the checkpoints of a neighbour's log, as long as that log only grows.

A witness remembers the newest checkpoint that it cosigned for each log.  It asks for a proof from
that one to the new one, and signs both the checkpoint and the moment.  Two different histories of
one log can therefore not both have the cosignatures of most witnesses (C2SP tlog-witness).

Checking and storing must be one step, or two requests at once could take the witness back to the
smaller of two logs.  So `cosign` says which state it started from, and `stored` takes its answer
only while that is still the state: the owner runs `stored` inside one transaction or under a lock,
and hands the cosignature out after that.

    >>> old, new = Checkpoint("log.example/tinh", 1, bytes(32)), Checkpoint("b", 1, bytes(32))
    >>> stored(old, Witnessed(None, new, Signature("w", bytes(4), b"-"))).code
    'overtaken'
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ledger.checkpoint import Checkpoint, CheckpointError, cosignature
from ledger.event import milliseconds
from ledger.keys import SecretKey
from ledger.note import NoteError, Signature, read_note
from ledger.refused import Refused
from ledger.rotation import Keyring
from ledger.signer import grown
from texts import Text

UNTRUSTED = Text(
    vi="điểm kiểm không có chữ ký đúng của sổ '{origin}': {reason}",
    en="the checkpoint has no valid signature of the log '{origin}': {reason}",
)
OTHER_SIZE = Text(
    vi="chứng minh bắt đầu từ {old} sự kiện, nhưng nhân chứng đã xác nhận {kept};"
    " hãy gửi chứng minh bắt đầu từ {kept}",
    en="the proof begins at {old} events, but the witness cosigned {kept}; send one from {kept}",
)
OVERTAKEN = Text(
    vi="nhân chứng vừa xác nhận một điểm kiểm khác; gửi lại yêu cầu",
    en="the witness has cosigned another checkpoint meanwhile; ask again",
)


@dataclass(frozen=True, slots=True)
class Witnessed:
    """A checkpoint that a witness found good, not yet stored.

    Attributes:
        before: the state that the witness started from; None for a log that was new to it.
        after: the state that it goes over to.
        cosignature: what may be handed out once `after` is stored.
    """

    before: Checkpoint | None
    after: Checkpoint
    cosignature: Signature


def cosign(
    state: Checkpoint | None,
    note: bytes,
    *,
    old: int,
    proof: Sequence[bytes],
    origin: str,
    keys: Keyring,
    secret: SecretKey,
    at: datetime,
) -> Witnessed | Refused:
    """Cosign a checkpoint, or say why not.

    Args:
        state: the newest checkpoint of this log that the witness cosigned; None for none.
        note: the signed checkpoint; cosignatures of others in it are passed over.
        old: the size that the proof begins at, which must be that of `state`, or 0.
        proof: consistency from `old` to the checkpoint.
        origin: the log that the witness keeps.
        keys: the keys of that log.
        secret: the key of the witness.
        at: now, with a time zone; whole seconds of it are signed.
    """
    try:
        read = read_note(note)
        asked = keys.checkpoint(read, origin=origin)
    except (NoteError, CheckpointError) as wrong:
        return Refused("untrusted", UNTRUSTED.fill(origin=origin, reason=wrong))
    kept = 0 if state is None else state.size
    if old != kept:
        return Refused("other-size", OTHER_SIZE.fill(old=old, kept=kept))
    reason = grown(state, asked, proof)
    if reason is not None:
        return reason
    line = cosignature(read.text, secret, time=milliseconds(at) // 1000)
    return Witnessed(state, asked, line)


def stored(current: Checkpoint | None, answer: Witnessed) -> Checkpoint | Refused:
    """The state to store for an answer, if nothing was stored since the witness looked.

    Args:
        current: the state as it is stored now.
        answer: what `cosign` gave.
    """
    if current != answer.before:
        return Refused("overtaken", OVERTAKEN)
    return answer.after
