"""What was added to the evidence of a dossier, taken out of it, or changed in it.

Lists are compared as lists of papers are compared on a desk, whatever their order: what is only in
the new one was added, what is only in the old one was taken out, and two records that agree in most
of what they say are one record that was changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from dossiers.model import Evidence

Kind = Literal["added", "removed", "changed"]
Record = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class EvidenceChange:
    """One thing that differs.

    Attributes:
        name: which fact, by the name that rules use, such as `unit_council.approvals`.
        kind: whether it was added, taken out or changed.
        old: what stood there; None for what was added.
        new: what stands there; None for what was taken out.
    """

    name: str
    kind: Kind
    old: object
    new: object


def evidence_changes(old: Evidence, new: Evidence) -> tuple[EvidenceChange, ...]:
    """What differs between two states of the evidence, by name.

    Args:
        old: as it stood first.
        new: as it stood later.

    >>> sent = Evidence(award_year=2024, service_months=12)
    >>> [(one.name, one.old, one.new) for one in evidence_changes(
    ...     sent, sent.model_copy(update={"service_months": 9})
    ... )]
    [('service_months', 12, 9)]
    """
    before, after = (one.model_dump(mode="json", exclude_none=True) for one in (old, new))
    return tuple(_between(before, after, ""))


def _between(old: Record, new: Record, prefix: str) -> Iterator[EvidenceChange]:
    """The differences of two groups of facts, each under its name."""
    for key in sorted({*old, *new}):
        was, now = old.get(key), new.get(key)
        if was != now:
            yield from _of(f"{prefix}{key}", was, now)


def _of(name: str, was: object, now: object) -> Iterator[EvidenceChange]:
    """The differences of one fact; a group or a list that was not there is told entry by entry."""
    sample = now if was is None else was
    if isinstance(sample, dict):
        yield from _between(_group(was), _group(now), f"{name}.")
    elif isinstance(sample, list):
        yield from _lists(name, _entries(was), _entries(now))
    elif was is None:
        yield EvidenceChange(name, "added", None, now)
    elif now is None:
        yield EvidenceChange(name, "removed", was, None)
    else:
        yield EvidenceChange(name, "changed", was, now)


def _lists(name: str, was: list[object], now: list[object]) -> Iterator[EvidenceChange]:
    """The entries of a list that were taken out, changed or added."""
    came = list(now)
    gone = [one for one in was if not _struck(one, came)]
    for one in gone:
        match = next((other for other in came if _alike(one, other)), None)
        if match is None:
            yield EvidenceChange(name, "removed", one, None)
        else:
            came.remove(match)
            yield EvidenceChange(name, "changed", one, match)
    for one in came:
        yield EvidenceChange(name, "added", None, one)


def _struck(one: object, entries: list[object]) -> bool:
    """Whether a list had an entry; it is struck off, so that an entry listed twice counts twice."""
    if one not in entries:
        return False
    entries.remove(one)
    return True


def _alike(one: object, other: object) -> bool:
    """Whether two records agree in more than half of what either says."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return False
    keys = {*one, *other}
    same = [key for key in keys if one.get(key) == other.get(key)]
    return 2 * len(same) > len(keys)


def _group(value: object) -> Record:
    return value if isinstance(value, dict) else {}


def _entries(value: object) -> list[object]:
    return value if isinstance(value, list) else []
