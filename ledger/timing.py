"""What time stamps say of events: none below a stamped size is from later, none above from before.

>>> from datetime import UTC, datetime
>>> within(0, Stamp(datetime(2026, 1, 1, tzinfo=UTC), 0, ""), {0: 1_700_000_000_000})
False
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ledger.bare import StampError
from ledger.bundle import Stamped
from ledger.checkpoint import Checkpoint, CheckpointError, read_checkpoint
from ledger.event import milliseconds
from ledger.merkle import is_consistent
from ledger.stamp import Stamp, read_stamp

PASSED_OVER = frozenset({"authority", "algorithm"})
"""Codes under which nothing is said against a stamp: it only tells this reader nothing."""


def stamps_over(
    now: Checkpoint | None, stamps: Iterable[Stamped], trusted: frozenset[str]
) -> list[tuple[int, Stamp]] | None:
    """Each time stamp of a trusted authority with the size that it is over.

    What another authority says, or signs in a way that is not known here, is passed over.

    Args:
        now: the checkpoint that continues whatever was stamped.
        stamps: the stamps of a bundle.
        trusted: SHA-256 of the certificates that are trusted, hexadecimal.

    Returns:
        None when one of them is false, or over something that is not continued.
    """
    found = []
    for one in stamps:
        try:
            stamp = read_stamp(one.token, one.text, trusted)
            former = read_checkpoint(one.text.decode(), origin=now.origin if now else "")
        except StampError as wrong:
            if wrong.code in PASSED_OVER:
                continue
            return None
        except (CheckpointError, UnicodeDecodeError):
            return None
        if now is None or not _continued(former, now, one.consistency):
            return None
        found.append((former.size, stamp))
    return found


def within(size: int, stamp: Stamp, moments: Mapping[int, int]) -> bool:
    """Whether no event below a size is from after its stamp, and none from there on from before.

    Args:
        size: the size of the log that was stamped.
        stamp: over its checkpoint.
        moments: index in the log to when the event says it was recorded, in milliseconds.
    """
    said = milliseconds(stamp.time)
    return not any(
        at > said + stamp.slack if index < size else at < said - stamp.slack
        for index, at in moments.items()
    )


def _continued(former: Checkpoint, now: Checkpoint, proof: tuple[bytes, ...]) -> bool:
    """Whether the log of the newer checkpoint begins with that of the former one."""
    return is_consistent(former.size, now.size, former.root, now.root, proof)
