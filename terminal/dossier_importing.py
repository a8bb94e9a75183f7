"""The command that opens many dossiers from one file, and tells of every row that is wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from dossiers.store import Store
from dossiers.use_cases.importing import Given, Imported, check_rows, write_rows
from terminal.answers import print_json, tell
from terminal.files import file_lines
from terminal.language import say
from terminal.lazy import Command
from terminal.opened import opened
from terminal.options import (
    json_option,
    now,
    on_option,
    person_options,
    profile_option,
    whole_database_option,
)

SHOWN = 20
"""Numbers of rows with namesakes that are told to people."""


@click.command(
    "import",
    cls=Command,
    help=say(
        "Lập nhiều hồ sơ từ một tệp: mỗi dòng là một đối tượng JSON như tệp đề nghị của "
        "`tdkt dossier propose`, thêm mục number là số hồ sơ.\n\n"
        "Mọi dòng được đọc trước khi ghi dòng đầu tiên; còn một lỗi thì không ghi gì. Nhập lại "
        "cùng tệp thì chỉ ghi những dòng chưa có, nên nếu bị ngắt giữa chừng, cứ nhập lại.\n\n\b\n"
        "Ví dụ:\n  tdkt dossier import danh-sach.jsonl --check\n"
        "  tdkt dossier import danh-sach.jsonl --by can-bo-1",
        "Open many dossiers from one file: each line is one JSON object as in the nomination file "
        "of `tdkt dossier propose`, with the number of the dossier as number.\n\n"
        "Every line is read before the first is written; while one has a mistake nothing is "
        "written. The same file again writes only the lines that are not there yet, so after an "
        "interruption import it once more.\n\n\b\n"
        "Examples:\n  tdkt dossier import list.jsonl --check\n"
        "  tdkt dossier import list.jsonl --by clerk-1",
    ),
)
@click.argument("file", metavar=say("TỆP", "FILE"), type=click.Path(path_type=Path))
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help=say("Chỉ kiểm tra, không ghi.", "Only check; write nothing."),
)
@profile_option
@person_options("unit_clerk")
@on_option
@json_option
@whole_database_option
def import_(
    file: Path,
    only_check: bool,  # noqa: FBT001 -- click passes options by name
    profile: str | None,
    by: str,
    role: str,
    on: date,
    as_json: bool,  # noqa: FBT001 -- click passes options by name
    database: str,
) -> None:
    """Check a file, and open its dossiers unless only the check was asked for.

    Args:
        file: the nominations, one a line.
        only_check: whether nothing is written.
        profile: the local profile that judges too; None for the national rules alone.
        by: the id of whoever proposes.
        role: in what capacity.
        on: the business day.
        as_json: whether programs read the answer.
        database: the address.

    Raises:
        FileMistakesError: rows have mistakes; all of them are named, and nothing was written.
    """
    given = Given(str(file), by, role, on, now(), profile)
    with opened(database) as store:
        found = check_rows(store, file_lines(file), given)
        if not only_check:
            written, before = _written(store, file, given)
            found = replace(found, written=written, before=before)
    if as_json:
        print_json(_data(found))
        return
    click.echo(_told(found, only_check=only_check))
    for line in _alike_lines(found):
        tell(line)


def _written(store: Store, file: Path, given: Given) -> tuple[int, int]:
    """Write the rows, with a line of progress by size of the file on a terminal."""
    size = file.stat().st_size
    label = say("Đang ghi", "Writing")
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=size, label=label, file=sys.stderr, hidden=hidden) as bar:

        def lines() -> Iterator[tuple[int, bytes]]:
            for at, line in file_lines(file):
                yield at, line
                bar.update(len(line))

        return write_rows(store, lines(), given)


def _told(found: Imported, *, only_check: bool) -> str:
    """What came of the file, in words."""
    if only_check:
        return say(
            f"Tệp không có lỗi; {found.before} hồ sơ đã có từ trước. Chưa ghi gì.",
            f"The file has no mistakes; {found.before} dossiers are there already. Nothing was "
            "written.",
        )
    return say(
        f"Đã lập {found.written} hồ sơ; {found.before} hồ sơ đã có từ trước.",
        f"{found.written} dossiers opened; {found.before} were there before.",
    )


def _alike_lines(found: Imported) -> Iterator[str]:
    """A note on rows whose nominees look like others; only a person can say whether they are."""
    if not found.alike_count:
        return
    count = found.alike_count
    yield say(
        f"Lưu ý: {count} hồ sơ có người hoặc tập thể trùng tên với hồ sơ khác cùng danh hiệu, "
        "cùng năm; hãy kiểm tra có phải là một:",
        f"Note: {count} dossiers are for a nominee of the same name as another one's, for the same "
        "award and year; check whether they are one:",
    )
    rest = count - min(count, SHOWN)
    more = say(f" … và {rest} hồ sơ nữa", f" … and {rest} more") if rest else ""
    yield " " + ", ".join(found.alike[:SHOWN]) + more


def _data(found: Imported) -> dict[str, object]:
    """What came of the file, for programs."""
    return {
        "written": found.written,
        "before": found.before,
        "alike": list(found.alike),
        "alike_count": found.alike_count,
    }
