"""Moments as people in Vietnam write and read them.

A moment is recorded in UTC and spoken of in the one zone of the country, which has had no summer
time since it was fixed; a machine's own zone never matters.

    >>> shown_moment(datetime.fromisoformat("2025-03-12T09:00Z"))
    '16:00:00 12/03/2025'
    >>> end_of(date(2025, 3, 12)).isoformat()
    '2025-03-12T23:59:59.999999+07:00'
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""The zone of whatever is typed without one."""


def end_of(day: date) -> datetime:
    """The last instant of a day in Vietnam."""
    return datetime.combine(day, time.max, VIETNAM)


def day_in_vietnam(moment: datetime) -> date:
    """The day that a moment belongs to in Vietnam.

    >>> day_in_vietnam(datetime.fromisoformat("2025-03-12T18:00Z"))
    datetime.date(2025, 3, 13)
    """
    return moment.astimezone(VIETNAM).date()


def shown_moment(moment: datetime) -> str:
    """A moment as time and day in Vietnam, to the second."""
    return moment.astimezone(VIETNAM).strftime("%H:%M:%S %d/%m/%Y")


def shown_day(day: date | None) -> str:
    """A day as people in Vietnam write it; nothing for a day that is not known.

    >>> shown_day(date(2025, 3, 12)), shown_day(None)
    ('12/03/2025', '')
    """
    return "" if day is None else day.strftime("%d/%m/%Y")
