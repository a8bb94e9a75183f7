"""What an event says beside who did what: how good its clock was, what its writer knew, its files.

Events that were written before the schema was whole say nothing of it; an event says all of it or
nothing.

    >>> sorted(later_document(TimeQuality("system"), None, (), ()))
    ['evid', 'priv', 'seen', 'tq']
    >>> later_fields(later_document(TimeQuality("ntp", 20), None, (), ()))["quality"]
    TimeQuality(source='ntp', bound=20)
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from types import NoneType, UnionType
from typing import Any

QUALITY: Mapping[str, type | UnionType] = {"source": str, "bound": int | NoneType}
CHECKPOINT: Mapping[str, type | UnionType] = {"size": int, "root": str}
FILE: Mapping[str, type | UnionType] = {"id": str, "sha256": str, "size": int, "media": str}
LATER_GROUPS = (("tq", QUALITY), ("seen", CHECKPOINT))
"""The keys of these groups with the kinds of their values."""

LATER = frozenset(["tq", "seen", "evid", "priv"])
"""What the first writings of this schema did not have; they have none of it, and stay readable."""

HEX = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class TimeQuality:
    """How far the moment of recording can be trusted.

    Attributes:
        source: which clock it was read from, such as `system`.
        bound: by how many milliseconds that clock may be wrong; None where nobody knows.
    """

    source: str
    bound: int | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest checkpoint that the writer knew: the event was written after it.

    Attributes:
        size: how many events it speaks of.
        root: its root, hexadecimal.
    """

    size: int
    root: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to the act.

    Attributes:
        id: what the act calls it.
        sha256: of its bytes, hexadecimal.
        size: in bytes.
        media: the media type, such as `application/pdf`.
    """

    id: str
    sha256: str
    size: int
    media: str


def later_document(
    quality: TimeQuality | None,
    seen: Seen | None,
    evidence: Sequence[Attachment],
    private: Sequence[str],
) -> dict[str, object]:
    """What events say since the schema is whole; nothing for one that was written before.

    Raises:
        ValueError: the commitments are not ascending, or it has only some of these fields.
    """
    if list(private) != sorted(set(private)) or not all(map(HEX.fullmatch, private)):
        raise ValueError("commitments are 64 hexadecimal digits each, ascending")
    if quality is None:
        if private or seen or evidence:
            raise ValueError("an event without the quality of its time has none of the later parts")
        return {}
    return {
        "tq": {"source": quality.source, "bound": quality.bound},
        "seen": None if seen is None else {"size": seen.size, "root": seen.root},
        "evid": [asdict(one) for one in evidence],
        "priv": list(private),
    }


def later_fields(fields: Mapping[str, object]) -> dict[str, Any]:
    """The same, read; nothing where an event says nothing of it.

    Raises:
        TypeError: a field is of the wrong kind.
    """
    if "tq" not in fields:
        return {}
    quality, seen = (_shaped(fields[name], one) for name, one in LATER_GROUPS)
    evidence = [_shaped(one, FILE) for one in _list(fields["evid"])]
    private = _list(fields["priv"])
    if not all(isinstance(one, str) for one in private) or quality is None or None in evidence:
        raise TypeError("a later part is of the wrong kind")
    return {
        "quality": TimeQuality(**quality),
        "seen": None if seen is None else Seen(**seen),
        "evidence": tuple(Attachment(**one) for one in evidence if one is not None),
        "private": tuple(private),
    }


def _shaped(group: object, kinds: Mapping[str, type | UnionType]) -> dict[str, Any] | None:
    """A group with exactly these keys and kinds of values, or null.

    Raises:
        TypeError: it is anything else; flags are no numbers.
    """
    if group is None:
        return None
    if not isinstance(group, dict) or set(group) != set(kinds):
        raise TypeError("a group has other keys")
    if any(isinstance(one, bool) or not isinstance(one, kinds[key]) for key, one in group.items()):
        raise TypeError("a value of a group is of the wrong kind")
    return group


def _list(value: object) -> list[Any]:
    """A list; TypeError when it is anything else."""
    if not isinstance(value, list):
        raise TypeError("a list is needed")
    return value
