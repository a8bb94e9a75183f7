"""The moment that is asked about: now, what had been recorded by then, or what had happened.

Both doors ask the same two things of the past (ADR 0038), and say in the same words what is looked
at:

* recorded (`--at`, `?at=`): only what had been recorded by then;
* business (`--as-of`, `?as_of=`): only what had happened by the end of that day, and the rules,
  mandates and terms of it; with the other together what was known then about that day.

    >>> asked = Moment(as_of=date(2025, 3, 12))
    >>> asked.past, asked.day_or(date(2026, 1, 5)).isoformat()
    (True, '2025-03-12')
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from dossiers.cuts import Cut
from dossiers.past import Past
from dossiers.store import Reader, Store
from texts import Text
from texts.moments import day_in_vietnam, shown_day, shown_moment

RECORDED = Text(
    vi="ĐANG XEM QUÁ KHỨ: những gì đã ghi sổ đến {at} (giờ Việt Nam), xét theo ngày {day}.",
    en="LOOKING AT THE PAST: what had been recorded by {at} (Vietnam time), judged as of {day}.",
)
RECORDED_ONLY = Text(
    vi="ĐANG XEM QUÁ KHỨ: những gì đã ghi sổ đến {at} (giờ Việt Nam).",
    en="LOOKING AT THE PAST: what had been recorded by {at} (Vietnam time).",
)
HAPPENED = Text(
    vi="ĐANG XEM NGÀY {day}: những việc đã làm đến hết ngày đó, theo tất cả những gì ghi sổ đến "
    "nay.",
    en="LOOKING AT {day}: what had happened by the end of that day, by all that is recorded until "
    "now.",
)
BOTH = Text(
    vi="ĐANG XEM QUÁ KHỨ: những việc đã làm đến hết ngày {day}, theo những gì đã ghi sổ đến {at} "
    "(giờ Việt Nam).",
    en="LOOKING AT THE PAST: what had happened by the end of {day}, by what had been recorded by "
    "{at} (Vietnam time).",
)


@dataclass(frozen=True, slots=True)
class Moment:
    """What moment a person asks about.

    Attributes:
        at: the last moment of recording; None for everything until now.
        as_of: the last business day; None for all that is recorded.
        on: the day to judge by, where it was asked for; None otherwise.
        judges: whether anything in the answer depends on a day to judge by.
    """

    at: datetime | None = None
    as_of: date | None = None
    on: date | None = None
    judges: bool = True

    @property
    def past(self) -> bool:
        """Whether anything but the present is asked about."""
        return self.at is not None or self.as_of is not None

    def day_or(self, today: date) -> date:
        """The business day to judge by: the one that was asked for, that of the moment, or today.

        >>> Moment(at=datetime.fromisoformat("2025-03-12T18:00Z")).day_or(date(2026, 1, 5))
        datetime.date(2025, 3, 13)
        """
        named = self.as_of or self.on
        if named is not None:
            return named
        return today if self.at is None else day_in_vietnam(self.at)

    def band(self, today: date) -> Text:
        """What is looked at, in one sentence."""
        day = shown_day(self.day_or(today))
        if self.at is None:
            return HAPPENED.fill(day=day)
        if self.as_of is None and not self.judges:
            return RECORDED_ONLY.fill(at=shown_moment(self.at))
        wording = RECORDED if self.as_of is None else BOTH
        return wording.fill(at=shown_moment(self.at), day=day)

    def seen(self, store: Store) -> Reader:
        """The database as it is, or as it was at this moment."""
        return Past(store, Cut(self.at, self.as_of)) if self.past else store


def neighbours(
    events: Iterable[tuple[datetime, date]], moment: Moment
) -> tuple[Moment | None, Moment | None]:
    """The moments of the last change before the one that is seen, and of the first one behind.

    Where a moment of recording is asked about these are moments of recording, else business days.

    Args:
        events: of one dossier, each with the moment of its recording and its business day.
        moment: what is looked at.

    Returns:
        None for either where there is none.

    >>> noon = datetime.fromisoformat("2025-03-12T12:00+07:00")
    >>> days = [(noon, date(2025, 3, day)) for day in (10, 11, 12)]
    >>> before, behind = neighbours(days, Moment(as_of=date(2025, 3, 11)))
    >>> before.as_of.day, behind.as_of.day
    (10, 12)
    """
    kept = tuple(events)
    if moment.at is None and moment.as_of is not None:
        days = sorted({on for _, on in kept})
        seen = [one for one in days if one <= moment.as_of]
        later = [one for one in days if one > moment.as_of]
        before = Moment(as_of=seen[-2]) if len(seen) > 1 else None
        return before, Moment(as_of=later[0]) if later else None
    moments = sorted({at for at, _ in kept})
    known = [one for one in moments if moment.at is None or one <= moment.at]
    behind = moments[len(known) :]
    earlier = Moment(at=known[-2], as_of=moment.as_of) if len(known) > 1 else None
    return earlier, Moment(at=behind[0], as_of=moment.as_of) if behind else None
