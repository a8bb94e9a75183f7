"""Small calendars for tests, and the slow way to count that the quick one is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from workflow import Calendar, Suspension, Term, read_calendar, shipped_calendar
from workflow.terms.term import same_day

VN = shipped_calendar("vn-working-days")
DAY = timedelta(days=1)

YEAR = """\
kind: calendar/v1
id: {id}
year: {year}
text: {{vi: Thử, en: Trial}}
provenance: {provenance}
basis: {{vi: Thử, en: A trial}}
sources:
  law: {{document: Luật, article: Điều 1}}
off:
  - {{day: {year}-01-01, text: {{vi: Tết Dương lịch, en: New Year}}, source: law}}
{more}"""


def year_file(
    year: int, more: str = "", *, name: str = "trial", provenance: str = "confirmed"
) -> tuple[str, bytes]:
    """A year file with New Year's Day off, and whatever lines follow."""
    text = YEAR.format(id=name, year=year, more=more, provenance=provenance)
    return f"{name}-{year}.yaml", text.encode()


def off(day: str) -> str:
    """A line that takes a day off."""
    return f"  - {{day: {day}, text: {{vi: Nghỉ thêm, en: Another day off}}, source: law}}\n"


def trial(*years: int, more: str = "") -> Calendar:
    """A calendar of some years; the lines go into the first."""
    first, *rest = years
    return read_calendar([year_file(first, more), *(year_file(one) for one in rest)])


def still_on(day: date, suspensions: Sequence[Suspension]) -> bool:
    """Whether the clock stands still on a day, entry by entry."""
    return any(one.first <= day and (one.last is None or day <= one.last) for one in suspensions)


def naive_end(
    start: date, length: Term, calendar: Calendar, suspensions: Sequence[Suspension] = ()
) -> date:
    """The end of a term, day by day, with nothing but `is_working`; no open suspension."""
    if length.unit == "working_days":
        left = length.number
    elif length.months:
        left = (same_day(start, length.months, calendar) - start).days
    else:
        left = length.number * (7 if length.unit == "weeks" else 1)
    day = start
    while left:
        day += DAY
        counts = length.unit != "working_days" or calendar.is_working(day)
        left -= counts and not still_on(day, suspensions)
    while not calendar.is_working(day) or still_on(day, suspensions):
        day += DAY
    return day
