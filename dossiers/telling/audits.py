"""What auditors ask, as data: history hashed again, rebuilt, and decided again."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from dossiers.erased import erased_text
from dossiers.errors import HistoryError
from dossiers.key_changes import keys_recorded
from dossiers.model import Dossier
from dossiers.proofs import Checked
from dossiers.redeciding import Redecided
from dossiers.replay import Replayed
from dossiers.store import Store
from dossiers.telling.plain import as_data
from dossiers.verification import Verified
from texts import Text


def verified_data(verified: Verified, log: Checked, changes: Sequence[int]) -> dict[str, object]:
    """Everything that was hashed and found.

    Args:
        verified: what was found of single dossiers.
        log: what was found of the whole log.
        changes: the sizes at which the log changed its key.
    """
    return {**_counts(verified), **_problems(verified), **_log(log, changes)}


def key_changes_of(store: Store) -> list[int]:
    """The sizes at which the log changed its key; what cannot be followed is a finding already."""
    with suppress(HistoryError):
        ring = keys_recorded(store)
        return [] if ring is None else [first for first, _ in ring.keys[1:]]
    return []


def replayed_data(one: Replayed, again: Redecided) -> dict[str, object]:
    """A report for JSON; `state` is the state rebuilt, null when nothing could be.

    >>> from dossiers.differences import LOST
    >>> lost = Replayed("5d41", "CSTDCS-2024-0001", None, 3, 4, LOST)
    >>> replayed_data(lost, Redecided(3, None, None))["differs_at"]
    4
    """
    return {
        "number": one.number,
        "stream": one.stream,
        "events": one.events,
        "state": None if one.subject is None else one.subject.state,
        "equal": one.equal,
        "erased": as_data(erased_of(one)),
        "differs_at": one.differs_at,
        "text": one.text,
        "redecided": redecided_data(again),
    }


def erased_of(one: Replayed) -> Text | None:
    """That the content of a dossier was erased, when and under what; None for most."""
    erased = one.subject.erased if isinstance(one.subject, Dossier) else None
    return None if erased is None else erased_text(erased)


def redecided_data(again: Redecided) -> dict[str, object]:
    """What deciding again gave, for JSON.

    >>> redecided_data(Redecided(7, None, None))
    {'same': 7, 'differs': None, 'unknown': None}
    """
    return {
        "same": again.same,
        "differs": as_data(again.differs),
        "unknown": as_data(again.unknown),
    }


def _counts(verified: Verified) -> dict[str, object]:
    """What was hashed, for JSON."""
    return {name: getattr(verified, name) for name in ("events", "streams", "documents")}


def _problems(verified: Verified) -> dict[str, object]:
    """What is wrong with single dossiers, for JSON."""
    return {
        "problems": [
            {"stream": one.stream, "event": one.n, "text": one.text} for one in verified.problems
        ]
    }


def _log(log: Checked, changes: Sequence[int]) -> dict[str, object]:
    """What was found about the whole log, for JSON."""
    return {
        "log": {
            "numbered": log.numbered,
            "waiting": log.waiting,
            "checkpoints": log.checkpoints,
            "holds": None if log.holds is None else log.holds.size,
            "witnesses": log.witnesses,
            "stamps": [
                {"size": size, "time": one.time.isoformat(), "authority": one.authority}
                for size, one in log.stamps
            ],
            "key_changes": list(changes),
        },
        "findings": [
            {
                "evidence": one.evidence.name.lower(),
                "stream": one.stream,
                "event": one.n,
                "index": one.index,
                "text": one.text,
            }
            for one in log.findings
        ],
        "guards": list(log.guards),
    }
