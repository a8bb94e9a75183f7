"""What can go wrong when a day is counted in vain.

    WorkflowError
    ├── CalendarFileError       a calendar file with mistakes; carries all of them
    ├── CalendarYearsError      years that do not make one calendar
    ├── UnknownCalendarError    a calendar that does not come with the program
    ├── OutsideCalendarError    a day in a year for which there is no calendar
    ├── TermError               words that are no term
    ├── ClockBackwardsError     a later thing said to be earlier
    └── OtherCalendarError      a deadline that was counted by another calendar

Each carries its message in both languages as `text`, and `str()` of it is the English one.

    >>> from datetime import date
    >>> print(OutsideCalendarError(date(2031, 1, 2), (2026, 2027)).text.vi)
    Lịch ngày làm việc không có ngày 02/01/2031; lịch chỉ có các năm: 2026, 2027.
"""

from __future__ import annotations

from datetime import date

from texts import FileMistakesError, Text
from workflow.errors import MEANT, NOTHING, UnknownNameError, WorkflowError

OUTSIDE = Text(
    vi="Lịch ngày làm việc không có ngày {day}; lịch chỉ có các năm: {years}.",
    en="The calendar of working days does not reach {day}; it has the years {years} only.",
)
NO_TERM = Text(
    vi="'{words}' không phải là một thời hạn.{meant} Hãy viết như '10 ngày làm việc', '7 ngày',"
    " '2 tuần', '3 tháng' hoặc '1 năm', với số từ 1 đến {most}.",
    en="'{words}' is no term.{meant} Write one such as '10 working days', '7 days', '2 weeks',"
    " '3 months' or '1 year', with a number from 1 to {most}.",
)
BACKWARDS = Text(
    vi="Đồng hồ không chạy ngược: ngày {later} không thể đứng trước ngày {earlier}.",
    en="A clock does not run backwards: {later} cannot come before {earlier}.",
)
NO_YEARS = Text(
    vi="Chưa có năm nào; một lịch cần ít nhất một tệp năm.",
    en="There is no year; a calendar needs the file of at least one.",
)
OTHER_CALENDAR = Text(
    vi="Thời hạn '{name}' được tính theo lịch {counted}, không phải lịch cũ {old}.",
    en="The deadline '{name}' was counted by the calendar {counted}, not by the old one, {old}.",
)


class CalendarFileError(FileMistakesError, WorkflowError):
    """A calendar file cannot be used.

    Attributes:
        mistakes: every mistake in it, each with file, line, column, and what to write instead.
    """


class CalendarYearsError(WorkflowError):
    """Years that do not make one calendar: none, one twice, a gap, or two calendars mixed.

    >>> CalendarYearsError(NO_YEARS).text.en
    'There is no year; a calendar needs the file of at least one.'
    """

    def __init__(self, text: Text) -> None:
        """Keep the sentence."""
        self.text = text
        super().__init__(text.en)


class UnknownCalendarError(UnknownNameError):
    """No calendar that comes with the program has this name."""

    MESSAGE = Text(
        vi="Chương trình không có lịch '{name}'.{meant} Các lịch có sẵn: {known}.",
        en="No calendar '{name}' comes with the program.{meant} There are: {known}.",
    )


class OutsideCalendarError(WorkflowError):
    """A day is asked for, or a term ends, in a year that the calendar does not have.

    Attributes:
        day: the day that is not there; the last known one where a term runs beyond the calendar.
        years: the years that are.
    """

    def __init__(self, day: date, years: tuple[int, ...], text: Text = OUTSIDE) -> None:
        """Make the message with the day and the years that exist."""
        self.day = day
        self.years = years
        listed = ", ".join(str(year) for year in years)
        self.text = text.fill(day=shown(day), years=listed)
        super().__init__(self.text.en)


class TermError(WorkflowError):
    """Words that say no length of time.

    Attributes:
        words: what was written, cut to 60 characters.
        nearest: the unit that was probably meant; None when none is near.
    """

    def __init__(self, words: str, nearest: str | None, most: int) -> None:
        """Make the message with the words and the forms that are understood."""
        self.words = words[:60]
        self.nearest = nearest
        meant = NOTHING if nearest is None else MEANT.fill(nearest=nearest)
        self.text = NO_TERM.fill(words=self.words, meant=meant, most=most)
        super().__init__(self.text.en)


class ClockBackwardsError(WorkflowError):
    """Something is said to come later, and its day is earlier.

    Attributes:
        earlier: the day that was known before.
        later: the day that should have followed it.

    >>> str(ClockBackwardsError(earlier=date(2026, 3, 5), later=date(2026, 3, 2)))
    'A clock does not run backwards: 02/03/2026 cannot come before 05/03/2026.'
    """

    def __init__(self, *, earlier: date, later: date) -> None:
        """Keep both days."""
        self.earlier = earlier
        self.later = later
        self.text = BACKWARDS.fill(earlier=shown(earlier), later=shown(later))
        super().__init__(self.text.en)


class OtherCalendarError(WorkflowError):
    """A stored deadline was not counted by the calendar that is being replaced.

    Attributes:
        name: which deadline.
        counted: the version of the calendar that it was counted by.
        old: the version that is being replaced.
    """

    def __init__(self, name: str, *, counted: str, old: str) -> None:
        """Keep the deadline and both versions."""
        self.name = name
        self.counted = counted
        self.old = old
        self.text = OTHER_CALENDAR.fill(name=name, counted=counted, old=old)
        super().__init__(self.text.en)


def shown(day: date) -> str:
    """A day as messages write it, in both languages alike.

    >>> shown(date(2026, 2, 17))
    '17/02/2026'
    """
    return f"{day.day:02}/{day.month:02}/{day.year:04}"
