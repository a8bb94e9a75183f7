"""Days on which a clock stands still, kept as a ledger.

Whoever suspends a dossier writes down the first day; whoever resumes it, the last.  Entries come in
any order and may overlap; what counts is which days stand still, so they are joined before anything
is counted.  Both ends belong to the suspension.

* An entry without a last day stands still for good, until somebody writes one.
* Adding an entry never makes a term end earlier; that is tested.

    >>> from datetime import date
    >>> ledger = Ledger().stop(date(2026, 3, 2)).resume(date(2026, 3, 6))
    >>> ledger.entries[0].last
    datetime.date(2026, 3, 5)
    >>> standing([Suspension(date(2026, 3, 4)), *ledger.entries])
    ((datetime.date(2026, 3, 2), None),)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from texts import Text
from workflow.errors import WorkflowError
from workflow.terms.clock_errors import ClockBackwardsError

DAY = timedelta(days=1)
STOPPED_ALREADY = Text(
    vi="Đồng hồ đã dừng từ ngày {day}; hãy cho chạy lại trước khi dừng lần nữa.",
    en="The clock has stood still since {day}; let it run before stopping it again.",
)
RUNNING = Text(
    vi="Đồng hồ đang chạy nên không có gì để cho chạy lại.",
    en="The clock is running, so there is nothing to resume.",
)

Still = tuple[date, date | None]
"""Days on which a clock stands still: the first, and the last or None for ever."""


class LedgerError(WorkflowError):
    """A clock that stands still is stopped, or one that runs is resumed."""

    def __init__(self, text: Text) -> None:
        """Keep the sentence."""
        self.text = text
        super().__init__(text.en)


@dataclass(frozen=True, slots=True)
class Suspension:
    """One entry: days on which a clock stands still.

    Attributes:
        first: the first of them.
        last: the last of them; None while nobody knows.
    """

    first: date
    last: date | None = None

    def __post_init__(self) -> None:
        """Refuse an entry that ends before it begins.

        Raises:
            ClockBackwardsError: it does.
        """
        if self.last is not None and self.last < self.first:
            raise ClockBackwardsError(earlier=self.first, later=self.last)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Entries in the order in which they were written.

    Attributes:
        entries: none while the clock was never stopped.
    """

    entries: tuple[Suspension, ...] = ()

    @property
    def open(self) -> Suspension | None:
        """The entry that has no last day yet; None while the clock runs."""
        return next((one for one in self.entries if one.last is None), None)

    def stop(self, day: date) -> Ledger:
        """The ledger with the clock standing still from a day on, that day included.

        Raises:
            LedgerError: it stands still already.
            ClockBackwardsError: the day lies before the end of the last suspension.
        """
        if self.open is not None:
            raise LedgerError(STOPPED_ALREADY.fill(day=self.open.first.strftime("%d/%m/%Y")))
        latest = max((one.last for one in self.entries if one.last), default=None)
        if latest is not None and day <= latest:
            raise ClockBackwardsError(earlier=latest, later=day)
        return Ledger((*self.entries, Suspension(day)))

    def resume(self, day: date) -> Ledger:
        """The ledger with the clock running again from a day on, that day included.

        Stopping and resuming on one day leaves nothing standing still, so the entry goes.

        Raises:
            LedgerError: the clock is running.
            ClockBackwardsError: the day lies before the one on which it was stopped.
        """
        stopped = self.open
        if stopped is None:
            raise LedgerError(RUNNING)
        if day < stopped.first:
            raise ClockBackwardsError(earlier=stopped.first, later=day)
        kept = tuple(one for one in self.entries if one is not stopped)
        ended = () if day == stopped.first else (replace(stopped, last=day - DAY),)
        return Ledger((*kept, *ended))


def standing(suspensions: Iterable[Suspension]) -> tuple[Still, ...]:
    """The days on which a clock stands still, joined where entries touch or overlap, in order."""
    joined: list[Still] = []
    for one in sorted(suspensions, key=lambda each: each.first):
        if not joined or not _follows_on(joined[-1], one):
            joined.append((one.first, one.last))
            continue
        first, last = joined[-1]
        ends = None if last is None or one.last is None else max(last, one.last)
        joined[-1] = (first, ends)
    return tuple(joined)


def _follows_on(still: Still, entry: Suspension) -> bool:
    """Whether an entry begins before the clock would run again."""
    last = still[1]
    return last is None or entry.first.toordinal() <= last.toordinal() + 1
