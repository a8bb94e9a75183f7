"""The signer of a log: it signs a checkpoint only if the log has grown from the last one it signed.

It runs apart from the program that writes, with a state of its own: the last checkpoint that it
signed.  A restored backup is smaller, a rewritten history is not consistent, and for either the
signer refuses instead of making a second history official.  It takes values and gives values; the
new state is stored by its owner *before* the signature is handed out.

    >>> from ledger.merkle import root
    >>> secret = SecretKey("log.example/tinh", bytes(32))
    >>> first = sign(None, Checkpoint("log.example/tinh", 1, bytes(32)), (), secret)
    >>> isinstance(first, Signed)
    True
    >>> sign(first.state, Checkpoint("log.example/tinh", 0, root([])), (), secret).code
    'smaller'
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ledger.checkpoint import Checkpoint, checkpoint_text
from ledger.keys import NOTE_KEY, SecretKey
from ledger.merkle import is_consistent
from ledger.note import note_bytes, signed
from ledger.refused import Refused
from texts import Text

OTHER_LOG = Text(
    vi="máy ký này giữ sổ '{kept}', không ký cho '{asked}'",
    en="this signer keeps the log '{kept}'; it does not sign for '{asked}'",
)
WRONG_KEY = Text(
    vi="khóa '{key}' không phải khóa ký của sổ '{asked}'",
    en="the key '{key}' is not one that signs the log '{asked}'",
)
SMALLER = Text(
    vi="sổ có {asked} sự kiện, ít hơn {kept} sự kiện đã ký: dữ liệu đã bị phục hồi từ bản sao cũ"
    " hoặc bị cắt bớt; dừng ghi và đối chiếu với điểm kiểm đã ký",
    en="the log has {asked} events, fewer than the {kept} that were signed: an old backup was"
    " restored or the log was cut; stop writing and compare with the signed checkpoint",
)
INCONSISTENT = Text(
    vi="sổ {asked} sự kiện không nối tiếp sổ {kept} sự kiện đã ký: lịch sử đã bị viết lại hoặc"
    " chứng minh không đúng; không ký",
    en="the log of {asked} events does not continue the one of {kept} that was signed: history was"
    " rewritten or the proof is false; nothing is signed",
)


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint that was signed.

    Attributes:
        state: what the signer must remember from now on.
        note: the signed checkpoint, to be handed on once the state is stored.
    """

    state: Checkpoint
    note: bytes


def sign(
    state: Checkpoint | None, asked: Checkpoint, proof: Sequence[bytes], secret: SecretKey
) -> Signed | Refused:
    """Sign a checkpoint, or say why not.

    Args:
        state: the last checkpoint that was signed; None for a log that never was.
        asked: what the log says of itself now.
        proof: its consistency with `state`; empty for the first, and for the same size.
        secret: the log's key for this size.
    """
    if secret.kind != NOTE_KEY or secret.name != asked.origin:
        return Refused("wrong-key", WRONG_KEY.fill(key=secret.name, asked=asked.origin))
    reason = grown(state, asked, proof)
    if reason is not None:
        return reason
    return Signed(asked, note_bytes(signed(checkpoint_text(asked), [secret])))


def grown(state: Checkpoint | None, asked: Checkpoint, proof: Sequence[bytes]) -> Refused | None:
    """Why a checkpoint does not continue the last one; None when it does.

    Without a last one there is nothing to continue, and a proof would prove nothing.
    """
    if state is None:
        return Refused("inconsistent", _differs(asked, 0)) if proof else None
    if state.origin != asked.origin:
        return Refused("other-log", OTHER_LOG.fill(kept=state.origin, asked=asked.origin))
    if asked.size < state.size:
        return Refused("smaller", SMALLER.fill(asked=asked.size, kept=state.size))
    if not is_consistent(state.size, asked.size, state.root, asked.root, proof):
        return Refused("inconsistent", _differs(asked, state.size))
    return None


def _differs(asked: Checkpoint, kept: int) -> Text:
    """The sentence about a log that does not continue the former one."""
    return INCONSISTENT.fill(asked=asked.size, kept=kept)
