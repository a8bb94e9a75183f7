"""The command that writes history as columns, and has a second auditor prove its chain again."""

from __future__ import annotations

from pathlib import Path

import click

from dossiers.columns import ColumnsFileError, Proved, first_broken, write_columns
from terminal.answers import print_json
from terminal.audit_files import file_option
from terminal.exits import Exit
from terminal.language import said, say
from terminal.lazy import Command
from terminal.opened import opened
from terminal.options import database_option, json_option
from terminal.written import written_beside


@click.command(
    cls=Command,
    help=say(
        "Ghi mọi sự kiện thành bảng Parquet để phân tích; hoặc kiểm tra lại chuỗi trong bảng bằng "
        "SQL, độc lập với chương trình này (--check). Mã thoát 1 khi có sự kiện hỏng.\n\n\b\n"
        "Ví dụ:\n  tdkt audit columns -o lich-su.parquet\n"
        "  tdkt audit columns --check lich-su.parquet",
        "Write every event as a row of a Parquet table, for analysis; or prove the chain in such a "
        "table again in SQL, apart from this program (--check). Exit code 1 when an event is "
        "broken.\n\n\b\n"
        "Examples:\n  tdkt audit columns -o history.parquet\n"
        "  tdkt audit columns --check history.parquet",
    ),
)
@file_option("-o", "--output", help_text=say("Nơi ghi bảng.", "Where the table is written."))
@file_option("--check", help_text=say("Bảng cần kiểm tra.", "The table to be proved."))
@json_option
@database_option
def columns(
    output: Path | None,
    check: Path | None,
    as_json: bool,  # noqa: FBT001 -- click passes options by name
    database: str,
) -> int:
    """Write the table, or say what the second auditor found; 1 when an event is broken.

    Args:
        output: where the table is written.
        check: the table to be proved; the database is not opened then.
        as_json: whether programs read the answer.
        database: the address.

    Raises:
        click.UsageError: none of the two is given, or both.
        click.FileError: the file is no such table, or cannot be written.
        dossiers.columns.LibraryMissingError: the optional part `columns` is not installed.
    """
    if check is not None and output is None:
        proved = _proved(check)
        if as_json:
            print_json(_data(proved))
        else:
            click.echo(_told(proved))
        return Exit.DONE if proved.first is None else Exit.NO
    if output is None or check is not None:
        told = say("chọn một: -o hoặc --check", "give one of -o and --check")
        raise click.UsageError(told)
    with opened(database) as store, written_beside(output) as beside:
        events = write_columns(store, beside)
    if as_json:
        print_json({"events": events, "file": str(output)})
    else:
        click.echo(
            say(f"Đã ghi {events} sự kiện vào {output}.", f"{events} events written to {output}.")
        )
    return Exit.DONE


def _proved(check: Path) -> Proved:
    """What the second auditor found.

    Raises:
        click.FileError: the file is no table of events.
    """
    try:
        return first_broken(check)
    except ColumnsFileError as wrong:
        raise click.FileError(str(check), said(wrong.text)) from wrong


def _told(proved: Proved) -> str:
    """What the second auditor found, in words."""
    lines = [
        say(
            f"Chuỗi của {proved.events} sự kiện, {proved.streams} hồ sơ được tính lại bằng SQL: "
            f"{proved.wrong} sai khác.",
            f"The chain of {proved.events} events of {proved.streams} dossiers was computed again "
            f"in SQL: {proved.wrong} differ.",
        )
    ]
    if proved.first is not None:
        one = proved.first
        lines.append(
            say(
                f"Sự kiện hỏng đầu tiên: {one.stream}, sự kiện {one.n} (dòng {one.seq}): ",
                f"First broken event: {one.stream}, event {one.n} (row {one.seq}): ",
            )
            + said(one.text)
        )
    return "\n".join(lines)


def _data(proved: Proved) -> dict[str, object]:
    """The same, for JSON."""
    one = proved.first
    first = None
    if one is not None:
        place = {"row": one.seq, "stream": one.stream, "event": one.n}
        first = {**place, "kind": one.kind, "text": one.text}
    return {
        "events": proved.events,
        "streams": proved.streams,
        "wrong": proved.wrong,
        "first": first,
    }
