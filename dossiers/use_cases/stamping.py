"""Having a checkpoint stamped from outside, and keeping the answer.

The request goes to a time-stamping authority by whatever way the office has; no network is used
here.  An answer is kept only if it holds: over a checkpoint of this log, by an authority that the
policy trusts.

Invariant: what is kept is the bare token (`ledger.stamp`), so that no byte of it is free.
"""

from __future__ import annotations

from dataclasses import dataclass

from dossiers.errors import HistoryError
from dossiers.store import KeptStamp, Log, Store
from dossiers.use_cases.exporting import LONGER, NOT_THIS, UNSIGNED
from dossiers.use_cases.signing import DAMAGED
from ledger import TileError
from ledger.proving import (
    Checkpoint,
    CheckpointError,
    NoteError,
    Policy,
    Stamp,
    StampError,
    bare_token,
    checkpoint_text,
    read_checkpoint,
    read_note,
    read_stamp,
)
from texts import Text

OTHER_ROOT = Text(
    vi="lịch sử trong cơ sở dữ liệu không còn khớp điểm kiểm này; chạy `tdkt audit verify`",
    en="the history in the database no longer makes this checkpoint; run `tdkt audit verify`",
)
IMPRINT = "imprint"


@dataclass(frozen=True, slots=True)
class NewStamp:
    """A time stamp that was kept.

    Attributes:
        size: over how many events of the log.
        stamp: what the authority vouches for.
    """

    size: int
    stamp: Stamp


def text_to_stamp(store: Store, note: bytes | None = None) -> Checkpoint:
    """The checkpoint to have stamped.

    Args:
        store: the database; it is only read.
        note: a signed checkpoint; None takes the newest stored one.

    Raises:
        HistoryError: nothing was signed yet, or the checkpoint is none of this log as it stands.
    """
    log = store.numbered
    kept = log.checkpoints()
    if note is None and not kept:
        raise HistoryError(UNSIGNED)
    try:
        text = read_note(note if note is not None else kept[-1].note).text
        asked = read_checkpoint(text, origin=log.origin)
    except (NoteError, CheckpointError) as wrong:
        raise HistoryError(NOT_THIS.fill(reason=wrong)) from wrong
    if asked.size > log.size:
        reason = LONGER.fill(size=asked.size, found=log.size)
        raise HistoryError(NOT_THIS.fill(reason=reason))
    if _root(log, asked.size) != asked.root:
        raise HistoryError(NOT_THIS.fill(reason=OTHER_ROOT))
    return asked


def keep_stamp(
    store: Store, response: bytes, policy: Policy, *, note: bytes | None = None
) -> NewStamp:
    """Keep an authority's answer.

    Args:
        store: the database.
        response: the answer (`.tsr`).
        policy: which authorities are trusted.
        note: the checkpoint that was stamped; None takes the one of the stored ones that fits.

    Raises:
        ledger.proving.StampError: the answer does not hold, or fits no checkpoint.
        HistoryError: nothing was signed yet, or the checkpoint is none of this log as it stands.
        dossiers.errors.StoreError: the database cannot be written.
    """
    log = store.numbered
    newest = text_to_stamp(store, note)
    token = bare_token(response, policy.stamps)
    others = () if note is not None else _former(log, newest)
    wrong: StampError | None = None
    for one in (newest, *others):
        try:
            stamp = read_stamp(token, checkpoint_text(one).encode(), policy.stamps)
        except StampError as refused:
            if refused.code != IMPRINT:
                raise
            wrong = wrong or refused
        else:
            log.keep_stamp(KeptStamp(one.size, token))
            return NewStamp(one.size, stamp)
    assert wrong is not None, "at least the newest checkpoint was tried"
    raise wrong


def _former(log: Log, newest: Checkpoint) -> tuple[Checkpoint, ...]:
    """The other stored checkpoints that the log still makes, the newest first."""
    kept = [one for one in reversed(log.checkpoints()) if one.size < newest.size]
    return tuple(
        Checkpoint(log.origin, one.size, one.root)
        for one in kept
        if _root(log, one.size) == one.root
    )


def _root(log: Log, size: int) -> bytes:
    """The root over the first events.

    Raises:
        HistoryError: the tree is damaged.
    """
    try:
        return log.root(size)
    except TileError as wrong:
        raise HistoryError(DAMAGED.fill(reason=wrong)) from wrong
