"""By which nominees are found whose names look alike: one short word in an indexed column.

The word is a digest, so that no name stands in an index; it is a cache like the rest of its row
and is made again by `tdkt audit rebuild`.

    >>> one = likeness("CSTDCS", 2024, "individual", "Nguyễn Thị Hoà")
    >>> one == likeness("CSTDCS", 2024, "individual", "NGUYỄN THỊ HÒA")
    True
    >>> one == likeness("CSTDCS", 2025, "individual", "Nguyễn Thị Hoà")
    False
"""

from __future__ import annotations

from ledger import digest
from texts.skeleton import skeleton

LENGTH = 32
"""Hexadecimal digits that are kept; two names never share them by accident."""


def likeness(award: str, year: int, kind: str, name: str) -> str:
    """The word that nominees share who look like one, for one award and year.

    Args:
        award: the code of the award.
        year: the award year.
        kind: whether a person, a collective or a household is proposed.
        name: the name as it was written.
    """
    parts = (award, str(year), kind, skeleton(name))
    return digest("\n".join(parts).encode())[:LENGTH]
