"""The command about a calendar: one year of it, or the stored deadlines that another year moves.

With `--against` the running terms of all dossiers are counted again with the given file of a year
in place of the shipped one; nothing is changed by asking.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

import workflow
from dossiers.use_cases.deadlines import Shifted, shifted
from terminal.answers import print_json, print_table
from terminal.files import given_file
from terminal.language import said, say
from terminal.lazy import Command
from terminal.opened import opened
from terminal.options import database_option, json_option
from terminal.workflow_due import calendar_option, given_calendar
from texts import Text
from texts.moments import shown_day

YEAR_HEAD = (
    Text(vi="NGÀY", en="DAY"),
    Text(vi="THỨ", en="WEEKDAY"),
    Text(vi="NGHỈ/LÀM", en="OFF/WORKED"),
    Text(vi="LÝ DO", en="WHY"),
    Text(vi="NGUỒN", en="SOURCE"),
)
MOVED_HEAD = (
    Text(vi="HỒ SƠ", en="DOSSIER"),
    Text(vi="THỜI HẠN", en="TERM"),
    Text(vi="TRƯỚC", en="BEFORE"),
    Text(vi="NAY", en="NOW"),
    Text(vi="VÌ SAO", en="WHY"),
)


@click.command(
    cls=Command,
    help=say(
        "In ngày nghỉ, ngày làm bù và nguồn của một năm; hoặc, với --against, các thời hạn đang "
        "chạy của hồ sơ sẽ đổi ngày khi dùng tệp năm đó.\n\n\b\nVí dụ:\n"
        "  tdkt workflow calendar 2026\n  tdkt workflow calendar 2027 --json\n"
        "  tdkt workflow calendar --against 2027.yaml",
        "Print the days off of a year, with sources; or, with --against, the running terms of "
        "dossiers that end on another day with the file of that year.\n\n\b\nExamples:\n"
        "  tdkt workflow calendar 2026\n  tdkt workflow calendar 2027 --json\n"
        "  tdkt workflow calendar --against 2027.yaml",
    ),
)
@click.argument(
    "year", type=click.IntRange(1, 9999), required=False, metavar=say("[NĂM]", "[YEAR]")
)
@click.option(
    "--against",
    metavar=say("TỆP", "FILE"),
    type=click.Path(path_type=Path, allow_dash=True),
    help=say(
        "Tệp của một năm: liệt kê các thời hạn đang chạy mà tệp này làm đổi ngày.",
        "The file of a year: list the running terms that it moves.",
    ),
)
@calendar_option
@json_option
@database_option
def calendar(
    year: int | None,
    against: Path | None,
    calendars: tuple[str, ...],
    as_json: bool,  # noqa: FBT001 -- click passes options by name
    database: str,
) -> None:
    """Print one year of a calendar, or the deadlines that a year moves.

    Args:
        year: which; None with `against` alone.
        against: the file of a year that changed; None prints the year.
        calendars: a shipped calendar, or year files.
        as_json: print the answer as data.
        database: the address; opened only with `against`.

    Raises:
        click.UsageError: neither or both of them were asked for.
        workflow.OutsideCalendarError: the calendar does not have this year.
        workflow.CalendarFileError: the file of the year has mistakes.
    """
    if (year is None) == (against is None):
        raise click.UsageError(
            say("ghi NĂM hoặc --against TỆP", "give either YEAR or --against FILE")
        )
    if against is not None:
        files = [(str(against), given_file(against))]
        with opened(database) as store:
            _told(shifted(store, files), as_json=as_json)
        return
    _print_year(year or 0, given_calendar(calendars), as_json=as_json)


def _told(found: tuple[Shifted, ...], *, as_json: bool) -> None:
    """Print the deadlines that move, each with the days that are the reason."""
    if as_json:
        print_json([_moved_data(one) for one in found])
        return
    print_table(MOVED_HEAD, (_moved_row(one) for one in found))
    if not found:
        click.echo(say("Không có thời hạn nào đổi ngày.", "No deadline moves."))


def _moved_row(one: Shifted) -> tuple[str, ...]:
    """A deadline as a line."""
    before, now = shown_day(one.moved.deadline.day), shown_day(one.moved.day)
    why = "; ".join(said(each) for each in one.moved.why)
    return one.number, said(one.text), before, now, why


def _moved_data(one: Shifted) -> dict[str, object]:
    """A deadline for JSON."""
    return {
        "number": one.number,
        "clock": one.clock,
        "text": one.text,
        "since": one.moved.deadline.start,
        "before": one.moved.deadline.day,
        "now": one.moved.day,
        "why": list(one.moved.why),
    }


def _print_year(year: int, whole: workflow.Calendar, *, as_json: bool) -> None:
    """One year of a calendar, in words or as data."""
    whole.place(date(year, 1, 1))
    file = next(one for one in whole.years if one.year == year)
    if as_json:
        print_json(_year_data(file, whole))
        return
    click.echo(_headline(file, whole))
    click.echo()
    print_table(YEAR_HEAD, _year_rows(file))
    click.echo("\n".join(_notes(file)))


def _headline(file: workflow.CalendarYear, whole: workflow.Calendar) -> str:
    """The title of a year, whether it is confirmed, and how many days are worked."""
    first, last = date(file.year, 1, 1), date(file.year, 12, 31)
    worked = whole.worked_until(last) - whole.worked_until(first) + whole.is_working(first)
    known = (
        say("đã xác nhận", "confirmed")
        if file.provenance == "confirmed"
        else say("CHƯA XÁC NHẬN", "UNCONFIRMED")
    )
    return say(
        f"{file.text.vi}: {worked} ngày làm việc, {known}.\n{file.basis.vi}.",
        f"{file.text.en}: {worked} working days, {known}.\n{file.basis.en}.",
    )


def _year_rows(file: workflow.CalendarYear) -> Iterator[tuple[str, ...]]:
    """Days off and worked weekend days in the order of the year."""
    off, worked = say("nghỉ", "off"), say("làm bù", "worked")
    entries = [(one, off) for one in file.off] + [(one, worked) for one in file.working]
    for one, kind in sorted(entries, key=lambda entry: entry[0].day):
        weekday = said(workflow.WEEKDAYS[one.day.weekday()])
        source = file.sources[one.source]
        yield (
            shown_day(one.day),
            weekday,
            kind,
            said(one.text),
            f"{source.document}, {source.article}",
        )


def _notes(file: workflow.CalendarYear) -> Iterator[str]:
    """What is uncertain, and where each source was read."""
    for doubt in file.doubts:
        yield say(
            f"\nLưu ý ({shown_day(doubt.from_)} đến {shown_day(doubt.to)}): {doubt.text.vi}.",
            f"\nNote ({shown_day(doubt.from_)} to {shown_day(doubt.to)}): {doubt.text.en}.",
        )
    yield say("\nNguồn:", "\nSources:")
    cited = {(one.document, one.address, one.note): None for one in file.sources.values()}
    for document, address, note in cited:
        yield f"  {document}" + (f" <{address}>" if address else "")
        if note is not None:
            yield f"    {said(note)}"


def _year_data(file: workflow.CalendarYear, whole: workflow.Calendar) -> dict[str, object]:
    """A year for JSON, as its file has it, with the version of the whole calendar."""
    return {
        "calendar": {"id": whole.id, "version": whole.version},
        "year": file.year,
        "text": file.text,
        "provenance": file.provenance,
        "basis": file.basis,
        "off": [
            {"day": one.day, "text": one.text, "source": one.source, "made_up_on": one.made_up_on}
            for one in file.off
        ],
        "working": [
            {"day": one.day, "text": one.text, "source": one.source} for one in file.working
        ],
        "doubts": [{"from": one.from_, "to": one.to, "text": one.text} for one in file.doubts],
        "sources": {
            name: {
                "document": one.document,
                "article": one.article,
                "address": one.address,
                "note": one.note,
            }
            for name, one in file.sources.items()
        },
    }
