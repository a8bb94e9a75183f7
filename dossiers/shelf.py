"""Which documents are stored whole, and which of them events name: 33 bytes a document.

A walk over a million events asks some five million times whether a document is there.  The digests
lie here one after another in ascending order; the first two bytes of a digest lead to the few
hundred bytes in which it must stand.

Invariants:

* a document counts as whole only after its bytes were hashed and had the digest they are stored
  under;
* nothing else is kept of a document, whatever its size.

    >>> shelf = Shelf([b"ab" * 32])
    >>> shelf.take(b"cd" * 32), shelf.take(b"ab" * 32)
    (False, False)
    >>> shelf.put_whole(b"ab" * 32)
    >>> shelf.take(b"ab" * 32), shelf.named
    (True, 1)
"""

from __future__ import annotations

from array import array
from binascii import Error as NoHexError
from binascii import hexlify, unhexlify
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from heapq import merge
from itertools import accumulate, chain

from dossiers.calendars import named_in
from dossiers.errors import HistoryError
from dossiers.store.side_by_side import SideBySide
from dossiers.store.strongbox import Strongbox

SIZE = 32
"""Bytes of a digest."""

BUCKETS = 1 << 16
LINKED = (b'"opened"', b'"origin"')
"""What the document of an event has in it that is one end of a link."""

WHOLE, NAMED = 1, 2


class Shelf:
    """An index of stored documents by digest; made from the digests, filled as they are hashed."""

    def __init__(self, names: Iterable[bytes]) -> None:
        """Take the digests in hexadecimal, in ascending order; what is no digest is passed over."""
        self._names = bytearray()
        counts = array("L", bytes(array("L").itemsize * BUCKETS))
        for name in names:
            raw = raw_digest(name)
            if raw is not None:
                self._names += raw
                counts[int.from_bytes(raw[:2])] += 1
        self._starts = array("L", accumulate(counts, initial=0))
        self._marks = bytearray(len(self._names) // SIZE)

    def put_whole(self, name: bytes) -> None:
        """Keep that the bytes stored under this digest have it; unknown ones are passed over."""
        at = self._place(name)
        if at >= 0:
            self._marks[at] |= WHOLE

    def take(self, name: bytes) -> bool:
        """Whether the document with this digest is whole; if so it is kept that an event names it.

        Args:
            name: the digest in hexadecimal.
        """
        at = self._place(name)
        if at < 0 or not self._marks[at] & WHOLE:
            return False
        self._marks[at] |= NAMED
        return True

    @property
    def named(self) -> int:
        """How many whole documents some event names."""
        return self._marks.count(WHOLE | NAMED)

    def _place(self, name: bytes) -> int:
        """Where a digest stands, counted in digests; below 0 where it does not."""
        raw = raw_digest(name)
        if raw is None:
            return -1
        bucket = int.from_bytes(raw[:2])
        first, end = self._starts[bucket] * SIZE, self._starts[bucket + 1] * SIZE
        at = self._names.find(raw, first, end)
        return at // SIZE if at % SIZE == 0 else -1


@dataclass(frozen=True, slots=True)
class Shelved:
    """What is stored of documents.

    Attributes:
        shelf: which of them are whole.
        linked: the names of those that speak of linked dossiers.
        calendars: the calendars that some of them name.
    """

    shelf: Shelf
    linked: frozenset[bytes]
    calendars: frozenset[str]


def shelved(rows: SideBySide, strongbox: Strongbox) -> Shelved:
    """Every stored document, hashed again.

    What is sealed is opened and must be what was committed to.
    """
    plain, sealed = rows.digests(), rows.commitments()
    named = merge(_texts(plain), _texts(sealed))
    shelf = Shelf(named)
    linked: set[bytes] = set()
    calendars: set[str] = set()
    for name, body in chain(rows.documents(), _opened(rows, strongbox)):
        if not isinstance(body, bytes) or not isinstance(name, str):
            continue
        if sha256(body).hexdigest() == name:
            shelf.put_whole(name.encode())
        if any(one in body for one in LINKED):
            linked.add(name.encode())
        calendars |= named_in(body)
    return Shelved(shelf, frozenset(linked), frozenset(calendars))


def _texts(rows: Iterable[tuple[object]]) -> Iterator[bytes]:
    """What is text of one column."""
    return (name.encode() for (name,) in rows if isinstance(name, str))


def _opened(rows: SideBySide, strongbox: Strongbox) -> Iterator[tuple[object, object]]:
    """Every commitment with what lies in its box; nothing of a box that does not open."""
    for name, subject, box in rows.boxes():
        if isinstance(box, bytes) and isinstance(name, str) and isinstance(subject, str):
            with suppress(HistoryError):
                yield name, strongbox.opened(subject, box, name)


def raw_digest(name: bytes) -> bytes | None:
    """The 32 bytes that 64 small hexadecimal digits mean; None for any other text."""
    try:
        raw = unhexlify(name)
    except (NoHexError, ValueError):
        return None
    return raw if len(raw) == SIZE and hexlify(raw) == name else None
