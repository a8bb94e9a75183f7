"""Up to where history is looked at: by recording, by business day, or by place in the log.

A cut keeps the beginning of every stream and nothing behind it, so whatever is folded from what it
keeps is what a person could have seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dossiers.store import StoredEvent
from ledger import Event


@dataclass(frozen=True, slots=True)
class Cut:
    """Up to where; what is None limits nothing.

    Attributes:
        at: the last moment of recording, with time zone.
        as_of: the last business day.
        seq: the last event in the order of recording.

    >>> Cut().nothing_left_out, Cut(seq=0).nothing_left_out
    (True, False)
    """

    at: datetime | None = None
    as_of: date | None = None
    seq: int | None = None

    @property
    def nothing_left_out(self) -> bool:
        """Whether all of history is looked at."""
        return self.at is None and self.as_of is None and self.seq is None

    @property
    def recorded(self) -> Cut:
        """The same by recording alone, for what has days of its own, such as a mandate."""
        return Cut(self.at, None, self.seq)

    def holds(self, stored: StoredEvent, event: Event) -> bool:
        """Whether an event lies before the cut.

        Args:
            stored: the event as it lies in the database.
            event: the same, read.
        """
        recorded = self.at is None or event.at <= self.at
        happened = self.as_of is None or event.on <= self.as_of
        return recorded and happened and (self.seq is None or stored.seq <= self.seq)
