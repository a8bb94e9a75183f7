"""The tables of history as they lie, row by row, for whoever reads several of them in step.

Nothing is copied, kept or believed: a column that somebody filled with another kind of value comes
out as that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from dossiers.store import log_statements
from dossiers.store.driver import Bound, Driver
from dossiers.store.tables import Statement

EventRow = tuple[int, object, object, object, object]
"""Order of recording, dossier, position, bytes and leaf, as stored."""

NumberRow = tuple[int, object, object, object]
"""Number, dossier, position and leaf, as stored."""

SMALLEST = -(2**63)
"""The smallest place that a row can have; whoever edits the file is not bound to count from 1."""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Open readings of one database; get it from `Store.side_by_side`.

    Attributes:
        driver: the connection they all go through.
        streamed: how the backend reads rows one by one; where it cannot read in step, one such
            reading has to end before the next begins.
    """

    driver: Driver
    streamed: Callable[[Driver, Statement, Bound], Iterator[Any]]

    @property
    def last(self) -> int:
        """The place of the newest event in the order of recording; 0 for none."""
        return int(self.driver.execute(log_statements.LAST_EVENT).fetchone()[0])

    def events(self, until: int, *, since: int = SMALLEST) -> Iterator[EventRow]:
        """Events in the order of recording, up to a place in it, and from one on."""
        bound = {"since": since, "until": until}
        return self.streamed(self.driver, log_statements.EVENTS_WITHIN, bound)

    def within(self, low: str, high: str) -> Iterator[EventRow]:
        """Events of the dossiers from one id up to another one, dossier by dossier in order."""
        bound = {"low": low, "high": high}
        return self.streamed(self.driver, log_statements.STREAMS_WITHIN, bound)

    def numbers(self) -> Iterator[NumberRow]:
        """The numbers of the log, in their order."""
        return iter(self.driver.execute(log_statements.LOG))

    def waiting(self) -> Iterator[tuple[int]]:
        """The outbox in the order of recording."""
        return iter(self.driver.execute(log_statements.WAITING_SEQ))

    def tiles(self) -> Iterator[tuple[int, int, object]]:
        """The stored tiles: level, index and hashes."""
        return iter(self.driver.execute(log_statements.TILES))

    def digests(self) -> Iterator[tuple[object]]:
        """The digests of all documents, ascending."""
        return iter(self.driver.execute(log_statements.DIGESTS))

    def documents(self) -> Iterator[tuple[object, object]]:
        """Every document with the digest it is stored under, in no order."""
        return iter(self.driver.execute(log_statements.DOCUMENTS))

    def boxes(self) -> Iterator[tuple[object, object, object]]:
        """Every commitment with its stream and the sealed bytes, in no order."""
        return iter(self.driver.execute(log_statements.BOXES))

    def commitments(self) -> Iterator[tuple[object]]:
        """Every commitment, ascending."""
        return iter(self.driver.execute(log_statements.COMMITMENTS))

    def states(self) -> Iterator[tuple[str, str]]:
        """Id and state of every dossier, publication and mandate in the cache."""
        for statement in log_statements.STATES:
            yield from self.streamed(self.driver, statement, {})

    def states_within(self, low: str, high: str) -> Iterator[tuple[str, str]]:
        """The same for those from one id up to another one."""
        for statement in log_statements.STATES_WITHIN:
            yield from self.streamed(self.driver, statement, {"low": low, "high": high})
