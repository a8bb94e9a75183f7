"""Moments as people in Vietnam write and read them.

A moment is recorded in UTC and spoken of in the one zone of the country, which has had no summer
time since it was fixed; a machine's own zone never matters.

    >>> shown_moment(datetime.fromisoformat("2025-03-12T09:00Z"))
    '16:00:00 12/03/2025'
    >>> end_of(date(2025, 3, 12)).isoformat()
    '2025-03-12T23:59:59.999999+07:00'
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""The zone of whatever is typed without one."""

DAY_FORMS = ("%Y-%m-%d", "%d/%m/%Y")
MOMENT_FORMS = ("%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S")


def read_day(words: str) -> date:
    """A day that was typed as 2025-03-12 or 12/03/2025, and never as 03/12/2025.

    Raises:
        ValueError: there is no such day.

    >>> read_day("12/03/2025") == read_day("2025-03-12")
    True
    """
    for form in DAY_FORMS:
        with suppress(ValueError):
            return datetime.strptime(words, form).replace(tzinfo=UTC).date()
    raise ValueError(words)


def read_moment(words: str) -> datetime:
    """A moment that was typed: a day (its last instant), or a day with a time.

    Without an offset it is taken as of Vietnam.

    Raises:
        ValueError: there is no such moment.

    >>> read_moment("15/01/2025").isoformat()
    '2025-01-15T23:59:59.999999+07:00'
    >>> read_moment("2025-01-15T08:30Z").isoformat()
    '2025-01-15T15:30:00+07:00'
    """
    with suppress(ValueError):
        return end_of(read_day(words))
    for form in MOMENT_FORMS:
        with suppress(ValueError):
            return datetime.strptime(words, form).replace(tzinfo=VIETNAM)
    moment = datetime.fromisoformat(words)
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)).astimezone(VIETNAM)
    except OverflowError as outside:
        raise ValueError(words) from outside


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
