"""Legal terms: a length of time as people write it, and the day on which it ends.

The rules of counting are those of the Civil Code (Bộ luật Dân sự 91/2015/QH13):

* the day of the event is not counted (article 147(2) and (3));
* a term in days ends with its last day, one in weeks, months or years with the day that has the
  same name or number, or with the last day of a month that has no such day (article 148(1) to (4));
* a last day that is off moves to the end of the next working day (article 148(5)).

Our reading, since the Code does not speak of it: a term in *working* days counts those alone; a
29 February that the last year does not have becomes the last day of February; days on which the
clock stands still do not count, and no term ends on one of them (ADR 0023).

    >>> from datetime import date
    >>> from workflow.terms.calendar import shipped_calendar
    >>> calendar = shipped_calendar("vn-working-days")
    >>> ended = due(date(2026, 2, 10), term("10 ngày làm việc"), calendar)
    >>> ended.day, [one.day.day for one in ended.skipped if not one.weekly]
    (datetime.date(2026, 3, 3), [16, 17, 18, 19, 20])
    >>> due(date(2026, 1, 31), term("1 month"), calendar).day  # 28 February is a Saturday
    datetime.date(2026, 3, 2)
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from texts import Text, nearest
from workflow.terms.calendar import Calendar, Skipped, Uncertain
from workflow.terms.clock_errors import OutsideCalendarError, TermError
from workflow.terms.suspension import DAY, Still, Suspension, standing

Unit = Literal["working_days", "calendar_days", "weeks", "months", "years"]

MOST = 3_660
"""The greatest number of a term; ten years in days."""

LONGEST_WORDS = 80
DAYS_OF_WEEK = 7
MONTHS_OF_YEAR = 12
WRITTEN = re.compile(r"([0-9]{1,6})(?: \([^()0-9]+\))? (.+)")
WORDS: dict[str, Unit] = {
    "ngày làm việc": "working_days",
    "working day": "working_days",
    "working days": "working_days",
    "ngày": "calendar_days",
    "day": "calendar_days",
    "days": "calendar_days",
    "calendar day": "calendar_days",
    "calendar days": "calendar_days",
    "tuần": "weeks",
    "week": "weeks",
    "weeks": "weeks",
    "tháng": "months",
    "month": "months",
    "months": "months",
    "năm": "years",
    "year": "years",
    "years": "years",
}
"""What people write for each unit; `ngày` alone is a calendar day, as in the Civil Code."""

TEXTS: dict[Unit, tuple[Text, Text]] = {
    "working_days": (
        Text(vi="{n} ngày làm việc", en="{n} working day"),
        Text(vi="{n} ngày làm việc", en="{n} working days"),
    ),
    "calendar_days": (
        Text(vi="{n} ngày", en="{n} day"),
        Text(vi="{n} ngày", en="{n} days"),
    ),
    "weeks": (Text(vi="{n} tuần", en="{n} week"), Text(vi="{n} tuần", en="{n} weeks")),
    "months": (Text(vi="{n} tháng", en="{n} month"), Text(vi="{n} tháng", en="{n} months")),
    "years": (Text(vi="{n} năm", en="{n} year"), Text(vi="{n} năm", en="{n} years")),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time.

    Attributes:
        number: how many, from 1 to `MOST`.
        unit: of what.
    """

    number: int
    unit: Unit

    def __post_init__(self) -> None:
        """Refuse a number that makes no term.

        Raises:
            TermError: it is less than 1 or more than `MOST`.
        """
        if not 1 <= self.number <= MOST:
            raise TermError(f"{self.number} {self.unit}", None, MOST)

    def __str__(self) -> str:
        """The term as files write it.

        >>> str(Term(10, "working_days"))
        '10 working_days'
        """
        return f"{self.number} {self.unit}"

    @property
    def months(self) -> int:
        """How many months it is; 0 for a term in days or weeks.

        >>> Term(2, "years").months, Term(2, "weeks").months
        (24, 0)
        """
        return self.number * {"months": 1, "years": MONTHS_OF_YEAR}.get(self.unit, 0)

    @property
    def text(self) -> Text:
        """The term as people read it.

        >>> Term(1, "working_days").text.en
        '1 working day'
        """
        one, several = TEXTS[self.unit]
        return (one if self.number == 1 else several).fill(n=self.number)


@dataclass(frozen=True, slots=True)
class Due:
    """The end of a term.

    Attributes:
        day: the term ends with the end of this day.
        start: the day of the event; it is not counted.
        term: what was counted.
        counted: how many days counted: working days, or calendar days up to the nominal end.
        skipped: days off between start and end, each with its reason; for calendar units they count
            all the same, unless the term would end on one.
        still: days on which the clock stood still.
        warnings: what nobody has confirmed about the days in between.
        calendar: the version of the calendar it was counted by.
    """

    day: date
    start: date
    term: Term
    counted: int
    skipped: tuple[Skipped, ...]
    still: tuple[Still, ...]
    warnings: tuple[Uncertain, ...]
    calendar: str


@dataclass(frozen=True, slots=True)
class Standing:
    """No end yet: the clock stands still and nobody knows until when.

    Attributes:
        since: the first day on which it stands still for good.
        start: the day of the event.
        term: what is being counted.
        counted: how many days had counted before.
        left: how many are left to count.
        calendar: the version of the calendar.
    """

    since: date
    start: date
    term: Term
    counted: int
    left: int
    calendar: str


def term(words: str) -> Term:
    """The term that somebody wrote.

    Vietnamese and English words are understood, small or capital, with `_` for a space, a leading
    zero (`05 ngày`) and the number in words in brackets (`10 (mười) ngày làm việc`).

    Raises:
        TermError: it is no term; the error names the unit that was probably meant.

    >>> term("05 ngày làm việc"), term("3 months")
    (Term(number=5, unit='working_days'), Term(number=3, unit='months'))
    >>> try:
    ...     term("10 workng days")
    ... except TermError as wrong:
    ...     print(wrong.nearest)
    working days
    """
    spaced = " ".join(words[: LONGEST_WORDS + 1].replace("_", " ").split())
    plain = unicodedata.normalize("NFC", spaced).lower()
    found = WRITTEN.fullmatch(plain)
    if found is None or len(words) > LONGEST_WORDS:
        raise TermError(words, None, MOST)
    unit = WORDS.get(found[2])
    if unit is None:
        raise TermError(words, nearest(found[2], WORDS), MOST)
    return Term(int(found[1]), unit)


def due(
    start: date, length: Term, calendar: Calendar, *, suspensions: Iterable[Suspension] = ()
) -> Due | Standing:
    """When a term ends.

    Args:
        start: the day of the event, which is not counted.
        length: how long the term is.
        calendar: which days are worked.
        suspensions: when the clock stands still; in any order, overlapping or not.

    Returns:
        The end; or, when the clock stops for good before it, that it stands still.

    Raises:
        OutsideCalendarError: the calendar has no file for the year of the start, or of the end.
    """
    still = standing(suspensions) if suspensions else ()
    if length.unit == "working_days":
        counted = length.number
        end = _after_working_days(start, counted, calendar, still)
    else:
        counted = _calendar_days(start, length, calendar)
        end = _after_calendar_days(start, counted, calendar, still)
    if isinstance(end, _Stop):
        return Standing(end.since, start, length, counted - end.left, end.left, calendar.version)
    skipped, doubts = calendar.passed(start, end)
    stood = tuple(one for one in still if _touches(one, start, end)) if still else ()
    return Due(end, start, length, counted, skipped, stood, doubts, calendar.version)


@dataclass(frozen=True, slots=True)
class _Stop:
    """Where a count came to a stand that nobody knows the end of: since when, and what is left."""

    since: date
    left: int


def _after_working_days(
    start: date, number: int, calendar: Calendar, still: tuple[Still, ...]
) -> date | _Stop:
    """The last of so many working days on which the clock runs."""
    last_of_all = calendar.worked_until(start) + number
    for begins, ends in _later_than(start, still):
        if begins > calendar.last:
            break
        before = calendar.worked_until(begins - DAY)
        if last_of_all <= before:
            break
        if ends is None:
            return _Stop(begins, last_of_all - before)
        last_of_all += calendar.worked_until(ends) - before
    return calendar.nth_working(last_of_all)


def _after_calendar_days(
    start: date, number: int, calendar: Calendar, still: tuple[Still, ...]
) -> date | _Stop:
    """The last of so many days on which the clock runs, or the next working day with it running."""
    calendar.place(start)
    at = start.toordinal() + number
    for begins, ends in _later_than(start, still):
        if at < begins.toordinal():
            break
        if ends is None:
            return _Stop(begins, at - begins.toordinal() + 1)
        at += ends.toordinal() - begins.toordinal() + 1
    if at > calendar.last.toordinal():
        raise calendar.beyond()
    return _running(calendar.working_from(date.fromordinal(at)), calendar, still)


def _running(day: date, calendar: Calendar, still: tuple[Still, ...]) -> date | _Stop:
    """A working day, or the next one on which the clock runs."""
    for begins, ends in still:
        if begins <= day and (ends is None or day <= ends):
            if ends is None:
                return _Stop(begins, 0)
            if ends >= calendar.last:
                raise calendar.beyond()
            day = calendar.working_from(ends + DAY)
    return day


def _later_than(start: date, still: tuple[Still, ...]) -> Iterator[Still]:
    """The days of standing still that come after the day of the event."""
    for begins, ends in still:
        if ends is None or ends > start:
            yield max(begins, start + DAY), ends


def _touches(still: Still, start: date, end: date) -> bool:
    """Whether the clock stood still on a day after the start and not after the end."""
    begins, ends = still
    return begins <= end and (ends is None or ends > start)


def _calendar_days(start: date, length: Term, calendar: Calendar) -> int:
    """How many calendar days a term is long from its start, before its end is moved."""
    if length.unit == "calendar_days":
        return length.number
    if length.unit == "weeks":
        return length.number * DAYS_OF_WEEK
    return (same_day(start, length.months, calendar) - start).days


def same_day(start: date, months: int, calendar: Calendar) -> date:
    """The day with the same number so many months later, or the last one of a shorter month.

    Args:
        start: the day to begin from.
        months: how many; negative for earlier.
        calendar: its years bound the answer.

    Raises:
        OutsideCalendarError: the day lies in a year after or before those of the calendar.
    """
    year, month = divmod(start.year * MONTHS_OF_YEAR + start.month - 1 + months, MONTHS_OF_YEAR)
    if year > calendar.last.year:
        raise calendar.beyond()
    if year < calendar.first.year:
        raise OutsideCalendarError(calendar.first - DAY, calendar.year_numbers)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
