"""What was read and worked out of rows that have not changed since: kept in memory, never on disk.

A row is known by its stored bytes, to the last one, and whatever was made of it is kept beside it
(ADR 0056).  Once the database answers with other bytes for the same subject, because of an act, an
erasure or a rebuilding by whichever process, everything beside the old ones is dropped.  So the
database is asked each time, and only the work on what it answers is spared.

Invariants:

* what is kept beside a row is made of this row and of what its key names, and of nothing else;
* whatever depends on who asks, on the day, on rules or on other rows has all of that in its key;
* what is kept is never changed; it is handed out as often as it is asked for;
* rows are bounded in number and in time, and values beside a row in number.

    >>> memory = Memory()
    >>> memory.opened("d1", b"sealed, 1", lambda: b"plain")
    b'plain'
    >>> memory.opened("d1", b"sealed, 1", lambda: b"not opened again")
    b'plain'
    >>> memory.of(b"plain").kept(("length", "vi"), lambda: 5)
    5
    >>> memory.of(b"plain").kept(("length", "vi"), lambda: 7)
    5
    >>> memory.opened("d1", b"sealed, 2", lambda: b"other")
    b'other'
    >>> memory.of(b"plain").kept(("length", "vi"), lambda: 7)
    7
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from threading import Lock
from typing import TypeVar, cast

MOST_ROWS = 2_048
"""Rows that are kept; the one that was entered first goes first."""

MOST_BESIDE = 32
"""Values beside one row; then all of them are made anew."""

LASTING_S = 600.0
"""Seconds after which a row is opened again though it has not changed."""

MISSING = object()
T = TypeVar("T")


class Beside:
    """What was made of one thing that does not change, as long as that is kept itself."""

    __slots__ = ("_kept",)

    def __init__(self) -> None:
        """Begin with nothing."""
        self._kept: dict[Hashable, object] = {}

    def has(self, key: Hashable) -> bool:
        """Whether anything stands under a key."""
        return key in self._kept

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What stands under a key; it is made where nothing does.

        Args:
            key: what it is, and everything it depends on besides the thing itself.
            make: makes it; what it raises is passed on, and nothing is kept then.
        """
        found = self._kept.get(key, MISSING)
        if found is MISSING:
            found = make()
            if len(self._kept) >= MOST_BESIDE:
                self._kept.clear()
            self._kept[key] = found
        return cast("T", found)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row that was opened.

    Attributes:
        subject: whose row.
        stored: the bytes in the database.
        body: what they say.
        until: when it is to be opened again, by the clock of the memory.
        beside: what was made of it.
    """

    subject: str
    stored: bytes
    body: bytes
    until: float
    beside: Beside = field(default_factory=Beside)


class Memory:
    """Rows as they were opened, with what was made of each; of one store and its narrower views."""

    def __init__(
        self,
        most: int = MOST_ROWS,
        lasting: float = LASTING_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin with nothing.

        Args:
            most: rows that are kept; 0 keeps none.
            lasting: seconds for which one is kept.
            clock: seconds of a clock that never goes back.
        """
        self._most, self._lasting, self._clock = most, lasting, clock
        self._rows: OrderedDict[str, _Row] = OrderedDict()
        self._by_body: dict[bytes, _Row] = {}
        self._lock = Lock()

    def opened(
        self, subject: str, stored: bytes, opening: Callable[[], bytes | None]
    ) -> bytes | None:
        """What a row says; it is opened where other bytes were stored when it last was.

        Args:
            subject: whose row, such as the stream of a dossier.
            stored: its bytes in the database, read just now.
            opening: opens it.

        Returns:
            The same object each time, so that `of` finds it quickly; None, which is not kept,
            where it cannot be opened.
        """
        found = self._rows.get(subject)
        if found is not None and found.stored == stored and found.until > self._clock():
            return found.body
        body = opening()
        if body is not None:
            with self._lock:
                self._enter(_Row(subject, stored, body, self._clock() + self._lasting))
        return body

    def of(self, body: bytes) -> Beside:
        """What was made of a row that `opened` gave; of anything else nothing is kept."""
        found = self._by_body.get(body)
        return Beside() if found is None or found.until <= self._clock() else found.beside

    def forget(self, subjects: Iterable[str]) -> None:
        """Drop the rows of some subjects with all that was made of them."""
        with self._lock:
            for subject in subjects:
                self._drop(subject)

    def sweep(self) -> None:
        """Drop the rows that are too old, with all that was made of them."""
        with self._lock:
            self._drop_first()

    def __len__(self) -> int:
        """The rows that are kept."""
        return len(self._rows)

    def _enter(self, row: _Row) -> None:
        """Keep a row in the place of the one before, and drop what is too old or too much."""
        self._drop(row.subject)
        self._rows[row.subject] = self._by_body[row.body] = row
        self._drop_first()

    def _drop_first(self) -> None:
        """Drop the rows that were entered first, while they are too old or there are more."""
        while self._rows:
            first = next(iter(self._rows.values()))
            if len(self._rows) <= self._most and first.until > self._clock():
                return
            self._drop(first.subject)

    def _drop(self, subject: str) -> None:
        """Drop a row, if it is kept."""
        row = self._rows.pop(subject, None)
        if row is not None and self._by_body.get(row.body) is row:
            del self._by_body[row.body]
