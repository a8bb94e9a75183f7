"""The nearest last day of a dossier in words: how many working days are left, or over.

>>> from datetime import date
>>> calendar = workflow.shipped_calendar("vn-working-days")
>>> days_text(date(2025, 3, 14), date(2025, 3, 11), calendar).vi
'còn 3 ngày làm việc'
>>> days_text(date(2025, 3, 14), date(2025, 3, 17), calendar).en
'1 working day over'
>>> days_text(date(2025, 3, 14), date(2025, 3, 14), calendar).en
'ends today'
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import workflow
from texts import Text

TODAY = Text(vi="hết hạn hôm nay", en="ends today")
LEFT = Text(vi="còn {n} ngày làm việc", en="{n} working days left")
ONE_LEFT = Text(vi="còn 1 ngày làm việc", en="1 working day left")
NONE_LEFT = Text(vi="không còn ngày làm việc nào", en="no working day left")
OVER = Text(vi="quá hạn {n} ngày làm việc", en="{n} working days over")
ONE_OVER = Text(vi="quá hạn 1 ngày làm việc", en="1 working day over")
JUST_OVER = Text(vi="vừa quá hạn", en="just over")
UNCOUNTED = Text(vi="hạn {day}", en="ends {day}")


@dataclass(frozen=True, slots=True)
class LastDay:
    """The nearest last day of the terms that run on a dossier.

    Attributes:
        day: which.
        clock: the id of the term in its workflow.
        text: the term in words.
        words: how many working days are left or over; where the calendar does not reach so far,
            only the day.
    """

    day: date
    clock: str
    text: Text
    words: Text

    def is_over(self, on: date) -> bool:
        """Whether it lies before a day."""
        return self.day < on


def last_day_of(
    definition: workflow.Definition,
    readings: tuple[workflow.Reading, ...],
    on: date,
    calendar: workflow.Calendar | None = None,
) -> LastDay | None:
    """The nearest last day; None where no term runs.

    Args:
        definition: the workflow.
        readings: the terms that run or stand still.
        on: today.
        calendar: the one to count by; None for that of the workflow.
    """
    running = [(one.last_day, one.clock) for one in readings if one.last_day is not None]
    if not running:
        return None
    day, clock = min(running)
    if calendar is None and definition.calendar is not None:
        calendar = workflow.shipped_calendar(definition.calendar)
    return LastDay(day, clock, definition.clocks[clock].text, days_text(day, on, calendar))


def days_text(day: date, on: date, calendar: workflow.Calendar | None) -> Text:
    """How far a last day is away from today, in working days."""
    if day == on:
        return TODAY
    told = UNCOUNTED.fill(day=day.strftime("%d/%m/%Y"))
    if calendar is None:
        return told
    try:
        count = calendar.working_between(on, day)
    except workflow.OutsideCalendarError:
        return told
    return _counted(count, over=day < on)


def _counted(count: int, *, over: bool) -> Text:
    """So many working days, left or over."""
    many, one, none = (OVER, ONE_OVER, JUST_OVER) if over else (LEFT, ONE_LEFT, NONE_LEFT)
    count = abs(count)
    if count > 1:
        return many.fill(n=count)
    return one if count else none
