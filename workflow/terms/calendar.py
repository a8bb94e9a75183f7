"""A calendar of working days: which days are worked, why the others are not, and counting them.

A calendar is made of year files without a gap (`workflow.terms.calendar_year`), once; every
question is then a look-up in tables, and no day is ever walked through.

Invariants:

* a day outside the years of the files is refused, never guessed;
* equal bytes of files make equal versions, so a stored deadline can say what it was counted by;
* a calendar is frozen and may be shared by threads.

Saturday and Sunday are the weekend of every calendar; a file says which of them is worked.

    >>> from datetime import date
    >>> calendar = shipped_calendar("vn-working-days")
    >>> calendar.is_working(date(2024, 5, 4)), calendar.is_working(date(2024, 4, 29))
    (True, False)
    >>> calendar.why_off(date(2024, 2, 10)).en
    'Lunar New Year, first day'
    >>> calendar.working_between(date(2026, 2, 10), date(2026, 3, 4))
    11
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources
from itertools import accumulate, pairwise

from texts import Text, nearest
from workflow.terms.calendar_year import SATURDAY, CalendarYear, DayOff, DayWorked, Doubt, read_year
from workflow.terms.clock_errors import (
    NO_YEARS,
    CalendarYearsError,
    OutsideCalendarError,
    UnknownCalendarError,
)

FOLDER = resources.files("workflow") / "calendars"
WEEKDAYS = (
    Text(vi="thứ Hai", en="Monday"),
    Text(vi="thứ Ba", en="Tuesday"),
    Text(vi="thứ Tư", en="Wednesday"),
    Text(vi="thứ Năm", en="Thursday"),
    Text(vi="thứ Sáu", en="Friday"),
    Text(vi="thứ Bảy", en="Saturday"),
    Text(vi="Chủ nhật", en="Sunday"),
)
WEEKEND = Text(vi="{day}, nghỉ hằng tuần", en="{day}, weekly rest")
_WEEKLY = tuple(WEEKEND.fill(day=day) for day in WEEKDAYS[SATURDAY:])
GUESSED = Text(vi="Năm {year} chưa xác nhận. {basis}", en="The year {year} is unconfirmed. {basis}")
MIXED = Text(
    vi="Các tệp thuộc nhiều lịch khác nhau: {ids}; hãy chọn một lịch.",
    en="The files belong to several calendars: {ids}; choose one.",
)
YEAR_TWICE = Text(
    vi="Năm {year} có hai tệp; hãy giữ một.", en="There are two files for {year}; keep one."
)
YEAR_MISSING = Text(
    vi="Thiếu tệp năm {year} giữa các năm {years}.", en="The file of {year} is missing in {years}."
)
BEYOND = Text(
    vi="Thời hạn chạy quá ngày {day} là ngày cuối của lịch; lịch chỉ có các năm: {years}.",
    en="The term runs beyond {day}, the last day of the calendar; it has the years {years} only.",
)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that does not count.

    Attributes:
        day: which.
        why: what it is: a holiday, a day swapped for a Saturday, or the weekly rest.
        weekly: whether it is nothing but the weekly rest.
    """

    day: date
    why: Text
    weekly: bool = False


@dataclass(frozen=True, slots=True)
class Uncertain:
    """Days of a calendar that nobody has confirmed.

    Attributes:
        first: the first of them.
        last: the last of them.
        text: what is not certain, and what is assumed.
    """

    first: date
    last: date
    text: Text


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working days of consecutive years.

    Attributes:
        id: its name, the same in every file of it.
        version: `sha256:` and the digest of its files; changes whenever a byte of one does.
        years: what the files say, in order.
        first: the first day that is known.
        last: the last day that is known.
        working: every working day, in order.
        off: every other day with its reason, in order.
        uncertain: what nobody has confirmed, in order.
    """

    id: str
    version: str
    years: tuple[CalendarYear, ...] = field(compare=False, repr=False)
    first: date = field(compare=False)
    last: date = field(compare=False)
    working: tuple[date, ...] = field(compare=False, repr=False)
    off: tuple[Skipped, ...] = field(compare=False, repr=False)
    uncertain: tuple[Uncertain, ...] = field(compare=False, repr=False)
    # How many working days there are among the first n days; n runs from 0 to all of them.
    _worked: tuple[int, ...] = field(compare=False, repr=False)
    _doubtful: tuple[int, ...] = field(compare=False, repr=False)
    _zero: int = field(compare=False, repr=False)

    def is_working(self, day: date) -> bool:
        """Whether people work on this day.

        Raises:
            OutsideCalendarError: its year is not in the files.
        """
        at = self.place(day)
        return self._worked[at + 1] > self._worked[at]

    def why_off(self, day: date) -> Text | None:
        """Why nobody works on this day; None on a working day.

        Raises:
            OutsideCalendarError: its year is not in the files.
        """
        at = self.place(day)
        return None if self.is_working(day) else self.off[at - self._worked[at]].why

    def worked_until(self, day: date) -> int:
        """How many working days there are from the first day of the calendar to this one, included.

        Raises:
            OutsideCalendarError: its year is not in the files.
        """
        return self._worked[self.place(day) + 1]

    def working_between(self, after: date, until: date) -> int:
        """How many working days lie after one day and not after the other; negative backwards.

        Raises:
            OutsideCalendarError: the year of either is not in the files.
        """
        return self.worked_until(until) - self.worked_until(after)

    def nth_working(self, number: int) -> date:
        """The working day with a number, counted from 1 on the first day of the calendar.

        Raises:
            OutsideCalendarError: there are fewer in the files.
        """
        if 0 < number <= len(self.working):
            return self.working[number - 1]
        raise self.beyond()

    def working_from(self, day: date) -> date:
        """The day itself when it is worked, otherwise the next one that is.

        Raises:
            OutsideCalendarError: the files end before.
        """
        return self.nth_working(self._worked[self.place(day)] + 1)

    def passed(self, after: date, until: date) -> tuple[tuple[Skipped, ...], tuple[Uncertain, ...]]:
        """The days off after one day and not after the other, and what is uncertain about those.

        Raises:
            OutsideCalendarError: the year of either is not in the files.
        """
        low, high = self.place(after) + 1, self.place(until) + 1
        off = self.off[low - self._worked[low] : high - self._worked[high]]
        if self._doubtful[low] == self._doubtful[high]:
            return off, ()
        return off, tuple(one for one in self.uncertain if one.first <= until and after < one.last)

    def worked_weekends(self, after: date, until: date) -> tuple[DayWorked, ...]:
        """The days of weekends that are worked after one day and not after the other, in order."""
        worked = (one for year in self.years for one in year.working)
        return tuple(one for one in worked if after < one.day <= until)

    def place(self, day: date) -> int:
        """How many days of the calendar come before this one.

        Raises:
            OutsideCalendarError: its year is not in the files.
        """
        at = day.toordinal() - self._zero
        if 0 <= at < len(self._worked) - 1:
            return at
        raise OutsideCalendarError(day, self.year_numbers)

    def beyond(self) -> OutsideCalendarError:
        """The error of a term that runs beyond the last day."""
        return OutsideCalendarError(self.last, self.year_numbers, BEYOND)

    @property
    def year_numbers(self) -> tuple[int, ...]:
        """The years that the calendar knows."""
        return tuple(one.year for one in self.years)


def calendar_of(files: Iterable[tuple[CalendarYear, str]]) -> Calendar:
    """The calendar that year files make together.

    Args:
        files: each year with the digest of its bytes, in any order.

    Raises:
        CalendarYearsError: there is none, one twice, a gap, or years of several calendars.
    """
    ordered = sorted(files, key=lambda one: one[0].year)
    years = tuple(one for one, _ in ordered)
    _refuse_unfit(years)
    digest = hashlib.sha256("\n".join(digest for _, digest in ordered).encode()).hexdigest()
    first, last = date(years[0].year, 1, 1), date(years[-1].year, 12, 31)
    days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    reasons = [*_reasons(days, years)]
    uncertain = tuple(one for year in years for one in _uncertain(year))
    return Calendar(
        id=years[0].id,
        version=f"sha256:{digest}",
        years=years,
        first=first,
        last=last,
        working=tuple(day for day, why in zip(days, reasons, strict=True) if why is None),
        off=tuple(why for why in reasons if why is not None),
        uncertain=uncertain,
        _worked=tuple(accumulate((why is None for why in reasons), initial=0)),
        _doubtful=tuple(accumulate(_doubtful(days, uncertain), initial=0)),
        _zero=first.toordinal(),
    )


def read_calendar(files: Sequence[tuple[str, bytes]]) -> Calendar:
    """The calendar of some year files.

    Args:
        files: the name of each, for the places of mistakes, and its content.

    Raises:
        CalendarFileError: one of them has mistakes.
        CalendarYearsError: they do not make one calendar.
    """
    return calendar_of(
        [(read_year(content, file=name), _digest(content)) for name, content in files]
    )


def amended(calendar: Calendar, files: Sequence[tuple[str, bytes]]) -> Calendar:
    """A calendar in which given year files stand in place of the shipped ones, or beside them.

    Files of another id make a calendar of their own: nothing is taken from the shipped one.

    Args:
        calendar: a shipped one.
        files: the name of each file and its content; none leaves the calendar as it is.

    Raises:
        CalendarFileError: one of them has mistakes.
        CalendarYearsError: they do not make one calendar.
    """
    if not files:
        return calendar
    read = [(read_year(content, file=name), _digest(content)) for name, content in files]
    given = {one.year for one, _ in read}
    if any(one.id != calendar.id for one, _ in read):
        return calendar_of(read)
    kept = [one for one in _shipped_years(calendar.id) if one[0].year not in given]
    return calendar_of([*kept, *read])


def shipped_calendars() -> tuple[str, ...]:
    """The names of the calendars that come with the program, in alphabetical order.

    >>> shipped_calendars()
    ('vn-working-days',)
    """
    return tuple(sorted({year.id for _, year, _ in _shipped()}))


@lru_cache(maxsize=8)
def shipped_calendar(name: str) -> Calendar:
    """A calendar that comes with the program; made once in a process.

    Raises:
        UnknownCalendarError: none has this name.

    >>> calendar = shipped_calendar("vn-working-days")
    >>> calendar.year_numbers[0], calendar.year_numbers[-1]
    (2020, 2027)
    """
    known = shipped_calendars()
    if name not in known:
        raise UnknownCalendarError(name, known, nearest(name, known))
    return calendar_of(_shipped_years(name))


def calendar_files(name: str) -> tuple[tuple[str, bytes], ...]:
    """The year files of a shipped calendar, name and content, as `read_calendar` takes them."""
    return tuple(
        (file, (FOLDER / file).read_bytes()) for file, year, _ in _shipped() if year.id == name
    )


@lru_cache(maxsize=1)
def _shipped() -> tuple[tuple[str, CalendarYear, str], ...]:
    """Every shipped file: name, year, digest; read once, for the bytes cannot change under us."""
    files = sorted((one.name, one.read_bytes()) for one in FOLDER.iterdir())
    return tuple((name, read_year(content, file=name), _digest(content)) for name, content in files)


def _shipped_years(name: str) -> list[tuple[CalendarYear, str]]:
    """The years of one shipped calendar, each with its digest."""
    return [(year, digest) for _, year, digest in _shipped() if year.id == name]


def _digest(content: bytes) -> str:
    """The digest of the exact bytes of a file (ADR 0007)."""
    return hashlib.sha256(content).hexdigest()


def _refuse_unfit(years: Sequence[CalendarYear]) -> None:
    """Refuse years that do not make one calendar.

    Raises:
        CalendarYearsError: none, one twice, a gap, or several calendars.
    """
    ids = sorted({one.id for one in years})
    if not years:
        raise CalendarYearsError(NO_YEARS)
    if len(ids) > 1:
        raise CalendarYearsError(MIXED.fill(ids=", ".join(ids)))
    for one, following in pairwise(years):
        if one.year == following.year:
            raise CalendarYearsError(YEAR_TWICE.fill(year=one.year))
        if following.year > one.year + 1:
            listed = ", ".join(str(each.year) for each in years)
            raise CalendarYearsError(YEAR_MISSING.fill(year=one.year + 1, years=listed))


def _reasons(days: Sequence[date], years: Sequence[CalendarYear]) -> Iterator[Skipped | None]:
    """For each day why it is off, or None when it is worked."""
    off = {one.day: one for year in years for one in year.off}
    working = {one.day for year in years for one in year.working}
    for day in days:
        yield None if day in working else _reason(day, off.get(day))


def _reason(day: date, off: DayOff | None) -> Skipped | None:
    """Why a day is off that is not worked by exception: what the file says, or the weekend."""
    if off is not None:
        return Skipped(day, off.text)
    if day.weekday() < SATURDAY:
        return None
    return Skipped(day, _WEEKLY[day.weekday() - SATURDAY], weekly=True)


def _uncertain(year: CalendarYear) -> Iterator[Uncertain]:
    """What nobody has confirmed about a year: all of it, and the doubts of the file."""
    if year.provenance == "unconfirmed":
        text = GUESSED.fill(year=year.year, basis=year.basis)
        yield Uncertain(date(year.year, 1, 1), date(year.year, 12, 31), text)
    yield from (_doubt(one) for one in year.doubts)


def _doubt(doubt: Doubt) -> Uncertain:
    """A doubt of a file as days."""
    return Uncertain(doubt.from_, doubt.to, doubt.text)


def _doubtful(days: Sequence[date], uncertain: Sequence[Uncertain]) -> Iterator[bool]:
    """For each day whether anything about it is not certain."""
    for day in days:
        yield any(one.first <= day <= one.last for one in uncertain)
