"""The command that counts a legal term.

It neither opens a database nor asks what day it is: the day of the event is typed.  Whatever is not
confirmed about a year is part of the answer and stands on stdout with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import click

import workflow
from terminal.answers import print_json
from terminal.exits import Exit
from terminal.files import given_file
from terminal.language import said, say
from terminal.lazy import Command
from terminal.options import DAY, day_option, json_option
from texts.moments import shown_day

SHIPPED = "vn-working-days"
SUFFIXES = frozenset({".yaml", ".yml", ".json"})
BETWEEN = ".."

calendar_option = click.option(
    "--calendar",
    "calendars",
    multiple=True,
    metavar=say("TỆP|MÃ", "FILE|ID"),
    help=say(
        "Lịch có sẵn, hoặc tệp của một năm thay cho năm đó trong lịch; ghi được nhiều lần.",
        "A shipped calendar, or the file of a year in place of that year; may be repeated.",
    ),
)


class TermType(click.ParamType[workflow.Term]):
    """A length of time, typed as `10 working days` or `10 ngày làm việc`."""

    name = "TERM"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> workflow.Term:
        """The term that was typed.

        Raises:
            click.BadParameter: it is none; the message says how to write one.
        """
        if isinstance(value, workflow.Term):
            return value
        try:
            return workflow.term_of(str(value))
        except workflow.TermError as wrong:
            return self.fail(said(wrong.text), param, ctx)


class SuspensionType(click.ParamType[workflow.Suspension]):
    """Days on which the clock stands still, typed as `FROM..TO`, or `FROM..` without an end.

    >>> SuspensionType().convert("2026-03-02..06/03/2026", None, None).last
    datetime.date(2026, 3, 6)
    """

    name = "PERIOD"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> workflow.Suspension:
        """The period that was typed; both ends belong to it.

        Raises:
            click.BadParameter: a day of it does not exist, or it ends before it begins.
        """
        if isinstance(value, workflow.Suspension):
            return value
        first, between, last = str(value).partition(BETWEEN)
        if not between:
            return self.fail(
                say(
                    f"viết NGÀY..NGÀY như 2026-03-02..2026-03-06, không phải '{value}'",
                    f"write FROM..TO such as 2026-03-02..2026-03-06, not '{value}'",
                ),
                param,
                ctx,
            )
        begins = DAY.convert(first, param, ctx)
        try:
            return workflow.Suspension(begins, DAY.convert(last, param, ctx) if last else None)
        except workflow.ClockBackwardsError as wrong:
            return self.fail(said(wrong.text), param, ctx)


@click.command(
    cls=Command,
    help=say(
        "Tính ngày hết hạn, nêu ngày nghỉ và căn cứ. Ngày xảy ra sự kiện không được tính.\n\n\b\n"
        "Ví dụ:\n  tdkt workflow due --from 2026-02-10 --term '10 ngày làm việc'\n"
        "  tdkt workflow due --from 2026-03-02 --term '3 tháng' --suspended 2026-03-09..",
        "Count a legal term, with the days off and why. The day of the event does not count.\n\n"
        "\b\nExamples:\n  tdkt workflow due --from 2026-02-10 --term '10 working days'\n"
        "  tdkt workflow due --from 2026-03-02 --term '3 months' --suspended 2026-03-09..",
    ),
)
@day_option(
    "--from",
    "start",
    help_text=say("Ngày xảy ra sự kiện, không được tính.", "Day of the event; it does not count."),
    required=True,
)
@click.option(
    "--term",
    "length",
    type=TermType(),
    required=True,
    metavar=say("THỜI HẠN", "TERM"),
    help=say(
        "Ví dụ '10 ngày làm việc', '7 ngày', '2 tuần', '3 tháng', '1 năm'.",
        "Such as '10 working days', '7 days', '2 weeks', '3 months', '1 year'.",
    ),
)
@click.option(
    "--suspended",
    type=SuspensionType(),
    multiple=True,
    metavar=say("TỪ..ĐẾN", "FROM..TO"),
    help=say(
        "Những ngày đồng hồ dừng, kể cả hai đầu; bỏ trống ĐẾN khi chưa biết; ghi được nhiều lần.",
        "Days on which the clock stands still, both included; TO may be empty; may be repeated.",
    ),
)
@calendar_option
@json_option
def due(
    start: date,
    length: workflow.Term,
    suspended: tuple[workflow.Suspension, ...],
    calendars: tuple[str, ...],
    as_json: bool,  # noqa: FBT001 -- click passes options by name
) -> int:
    """Print the end of a term; 1 when the clock stands still and has no end yet.

    Args:
        start: the day of the event.
        length: the term.
        suspended: when the clock stands still.
        calendars: a shipped calendar, or year files.
        as_json: print the answer as data.

    Raises:
        workflow.OutsideCalendarError: the calendar lacks a year that is needed.
    """
    calendar = given_calendar(calendars)
    ended = workflow.due(start, length, calendar, suspensions=suspended)
    if as_json:
        print_json(due_data(ended, calendar))
    else:
        click.echo("\n".join(due_lines(ended, calendar)))
    return Exit.NO if isinstance(ended, workflow.Standing) else Exit.DONE


def given_calendar(words: tuple[str, ...]) -> workflow.Calendar:
    """The calendar that was asked for: shipped, or with year files in place of its years.

    Args:
        words: an id, or names of files; none means the calendar of Vietnam.

    Raises:
        click.FileError: a file cannot be read.
        workflow.UnknownCalendarError: no shipped calendar has this name.
        workflow.CalendarFileError: a file has mistakes.
        workflow.CalendarYearsError: the files do not make one calendar.
    """
    files = [one for one in words if _is_file(one)]
    names = [one for one in words if not _is_file(one)]
    shipped = workflow.shipped_calendar(names[-1] if names else SHIPPED)
    return workflow.amended(shipped, [(one, given_file(Path(one))) for one in files])


def _is_file(word: str) -> bool:
    """Whether a word names a file rather than a shipped calendar."""
    with suppress(OSError, ValueError):
        return word == "-" or Path(word).suffix in SUFFIXES or Path(word).is_file()
    return False


def due_lines(
    ended: workflow.Due | workflow.Standing, calendar: workflow.Calendar
) -> Iterator[str]:
    """A term in sentences: the end first, then how it came about, then what is uncertain.

    Args:
        ended: how it ends, or that it stands still.
        calendar: by which it was counted.
    """
    if isinstance(ended, workflow.Standing):
        yield say(
            f"Chưa có ngày hết hạn: đồng hồ dừng từ {named_day(ended.since)}; "
            f"đã tính {ended.counted} ngày, còn {ended.left} ngày.",
            f"No end yet: the clock has stood still since {named_day(ended.since)}; "
            f"{ended.counted} days counted, {ended.left} left.",
        )
        return
    yield say(f"Hết hạn: hết {named_day(ended.day)}", f"Due: the end of {named_day(ended.day)}")
    yield say(
        f"Tính {said(ended.term.text)} kể từ sau {named_day(ended.start)}, "
        "là ngày không được tính.",
        f"Counted {said(ended.term.text)} after {named_day(ended.start)}, which does not count.",
    )
    yield from _day_off_lines(ended)
    for worked in calendar.worked_weekends(ended.start, ended.day):
        named = f"{named_day(worked.day)}: {said(worked.text)}"
        yield say(f"Có tính {named}", f"Counted too: {named}")
    for begins, ends in ended.still:
        until = say("chưa biết", "an unknown day") if ends is None else shown_day(ends)
        yield say(
            f"Đồng hồ dừng: {shown_day(begins)} đến {until}",
            f"Clock stood still: {shown_day(begins)} to {until}",
        )
    for one in ended.warnings:
        yield say(f"Lưu ý: {one.text.vi}.", f"Note: {one.text.en}.")


def _day_off_lines(ended: workflow.Due) -> Iterator[str]:
    """Each holiday on a line, the ordinary weekends together."""
    if ended.skipped:
        yield (
            say("Không tính:", "Not counted:")
            if ended.term.unit == "working_days"
            else say("Ngày nghỉ trong thời hạn:", "Days off within the term:")
        )
    for one in ended.skipped:
        if not one.weekly:
            yield f"  {named_day(one.day)}: {said(one.why)}"
    weekly = sum(one.weekly for one in ended.skipped)
    if weekly:
        days = "1 day" if weekly == 1 else f"{weekly} days"
        yield say(f"  nghỉ hằng tuần: {weekly} ngày", f"  weekends: {days}")


def due_data(
    ended: workflow.Due | workflow.Standing, calendar: workflow.Calendar
) -> dict[str, object]:
    """A term for JSON; `due` is null while the clock stands still.

    Args:
        ended: how it ends, or that it stands still.
        calendar: by which it was counted.
    """
    head = {
        "from": ended.start,
        "term": {"written": str(ended.term), "text": ended.term.text},
        "calendar": {"id": calendar.id, "version": ended.calendar},
        "counted": ended.counted,
    }
    if isinstance(ended, workflow.Standing):
        return {"due": None, **head, "standing_since": ended.since, "left": ended.left}
    return {
        "due": ended.day,
        "weekday": workflow.WEEKDAYS[ended.day.weekday()],
        **head,
        "skipped": [
            {"day": one.day, "why": one.why, "weekly": one.weekly} for one in ended.skipped
        ],
        "suspended": [{"from": begins, "to": ends} for begins, ends in ended.still],
        "warnings": [
            {"from": one.first, "to": one.last, "text": one.text} for one in ended.warnings
        ],
    }


def named_day(day: date) -> str:
    """A day with its weekday: `thứ Ba 03/03/2026`."""
    return f"{said(workflow.WEEKDAYS[day.weekday()])} {shown_day(day)}"
