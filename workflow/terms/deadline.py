"""Stored deadlines: when to warn of them, and which of them move when a calendar changes.

A deadline stores the version of the calendar it was counted by.  When the government announces a
year, or moves a day, the file of that year changes, and `moved` says which deadlines end on another
day, from when to when, and which days are the reason.  Nothing is changed by asking.

    >>> from datetime import date
    >>> from workflow.terms.calendar import shipped_calendar
    >>> from workflow.terms.term import term
    >>> calendar = shipped_calendar("vn-working-days")
    >>> steps = ladder(date(2026, 3, 4), [term("5 working days"), term("1 working day")], calendar)
    >>> [one.day.isoformat() for one in steps]
    ['2026-02-25', '2026-03-03']
    >>> [one.before.number for one in rung(steps, seen=date(2026, 2, 1), today=date(2026, 2, 26))]
    [5]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from texts import Text
from workflow.terms.calendar import Calendar
from workflow.terms.clock_errors import (
    ClockBackwardsError,
    OtherCalendarError,
    OutsideCalendarError,
    shown,
)
from workflow.terms.suspension import DAY, Suspension
from workflow.terms.term import DAYS_OF_WEEK, Standing, Term, due, same_day

DAYS = frozenset({"calendar_days", "weeks"})
NOW_OFF = Text(vi="{day} nay là ngày nghỉ: {why}", en="{day} is now off: {why}")
NOW_WORKED = Text(
    vi="{day} nay là ngày làm việc (trước đây: {why})", en="{day} is now worked (before: {why})"
)


@dataclass(frozen=True, slots=True)
class Warned:
    """One step of a warning ladder.

    Attributes:
        day: when to warn.
        before: how long before the end.
    """

    day: date
    before: Term


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as it was stored.

    Attributes:
        name: whose it is, such as the number of a dossier.
        start: the day of the event.
        term: how long.
        day: when it ends, as counted.
        calendar: the version of the calendar that it was counted by.
        suspensions: when its clock stood still.
    """

    name: str
    start: date
    term: Term
    day: date
    calendar: str
    suspensions: tuple[Suspension, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """A deadline that ends on another day under another calendar.

    Attributes:
        deadline: as it was stored.
        day: when it ends now.
        why: the days that are worked now and were not, or the reverse.
    """

    deadline: Deadline
    day: date
    why: tuple[Text, ...]


def ladder(end: date, steps: Iterable[Term], calendar: Calendar) -> tuple[Warned, ...]:
    """The days on which to warn of a deadline, the earliest first.

    Args:
        end: the day on which the term ends.
        steps: how long before the end; a step in calendar units may fall on a day off.
        calendar: which days are worked.

    Raises:
        OutsideCalendarError: a step leads before the first day of the calendar.
    """
    warned = (Warned(_before(end, one, calendar), one) for one in steps)
    return tuple(sorted(warned, key=lambda one: one.day))


def rung(steps: Iterable[Warned], *, seen: date, today: date) -> tuple[Warned, ...]:
    """The warnings that have become due since somebody looked last, in order, none left out.

    Args:
        steps: a ladder.
        seen: the last day on which warnings were looked at.
        today: the present day.

    Raises:
        ClockBackwardsError: today lies before the day seen last.
    """
    if today < seen:
        raise ClockBackwardsError(earlier=seen, later=today)
    fallen = (one for one in steps if seen < one.day <= today)
    return tuple(sorted(fallen, key=lambda one: one.day))


def moved(deadlines: Iterable[Deadline], old: Calendar, new: Calendar) -> tuple[Moved, ...]:
    """The stored deadlines that end on another day when one calendar takes the place of another.

    Raises:
        OtherCalendarError: a deadline was not counted by the old calendar.
        OutsideCalendarError: the new calendar lacks a year that a deadline needs.
    """
    changed = _changed(old, new)
    found = (_moved(one, old, new, changed) for one in deadlines)
    return tuple(one for one in found if one is not None)


def _moved(
    deadline: Deadline, old: Calendar, new: Calendar, changed: Sequence[tuple[date, Text]]
) -> Moved | None:
    """A deadline under the new calendar; None when it ends on the same day."""
    if deadline.calendar != old.version:
        raise OtherCalendarError(deadline.name, counted=deadline.calendar, old=old.version)
    ended = due(deadline.start, deadline.term, new, suspensions=deadline.suspensions)
    if isinstance(ended, Standing) or ended.day == deadline.day:
        return None
    latest = max(ended.day, deadline.day)
    why = tuple(text for day, text in changed if deadline.start < day <= latest)
    return Moved(deadline, ended.day, why)


def _changed(old: Calendar, new: Calendar) -> list[tuple[date, Text]]:
    """The days that both calendars know and judge differently, in order, each with a sentence."""
    differing = set(old.working) ^ set(new.working)
    first, last = max(old.first, new.first), min(old.last, new.last)
    return [(day, _change(day, old, new)) for day in sorted(differing) if first <= day <= last]


def _change(day: date, old: Calendar, new: Calendar) -> Text:
    """What has become of a day that was worked and is not, or the reverse."""
    off = new.why_off(day)
    if off is not None:
        return NOW_OFF.fill(day=shown(day), why=off)
    return NOW_WORKED.fill(day=shown(day), why=old.why_off(day))


def _before(end: date, step: Term, calendar: Calendar) -> date:
    """The day that lies so long before the end."""
    if step.unit == "working_days":
        number = calendar.worked_until(end) - step.number
        if number < 1:
            raise OutsideCalendarError(calendar.first - DAY, calendar.year_numbers)
        return calendar.nth_working(number)
    days = step.number * DAYS_OF_WEEK if step.unit == "weeks" else step.number
    day = end - timedelta(days=days) if step.unit in DAYS else same_day(end, -step.months, calendar)
    calendar.place(day)
    return day
