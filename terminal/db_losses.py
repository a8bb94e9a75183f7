"""The command that says which answered commands a database lacks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from dossiers.losses import AnswersFileError, Losses, losses
from dossiers.store import Store
from dossiers.store.answered import LONGEST, Answer
from terminal.answers import print_json, print_table, tell
from terminal.exits import Exit
from terminal.files import file_pieces
from terminal.language import said, say
from terminal.lazy import Command
from terminal.options import json_option, whole_database_option
from texts import Text

FILE = click.Path(path_type=Path, dir_okay=False)
HEAD = (
    Text(vi="HỒ SƠ", en="DOSSIER"),
    Text(vi="SỰ KIỆN", en="EVENT"),
    Text(vi="KHÓA LỆNH", en="KEY"),
    Text(vi="KẾT QUẢ", en="RESULT"),
)
LOST = Text(vi="mất", en="lost")
AGAIN = Text(vi="đã ghi lại sau đó", en="recorded again since")


@click.command(
    cls=Command,
    help=say(
        "Sau khi máy chủ dự phòng hoặc bản sao lưu thay thế: lệnh nào đã được trả lời là ghi xong "
        "mà nay không có. TỆP là danh sách do máy trạm giữ (biến TDKT_ANSWERED). Mã thoát 1 khi có "
        "lệnh bị mất.\n\n\b\n"
        "Ví dụ:\n  tdkt db lost da-tra-loi.jsonl\n  tdkt db lost da-tra-loi.jsonl --json",
        "After a standby or a backup took over: which commands were answered as recorded and are "
        "not there. FILE is the list that a machine kept (TDKT_ANSWERED). Exit code 1 when a "
        "command is lost.\n\n\b\n"
        "Examples:\n  tdkt db lost answered.jsonl\n  tdkt db lost answered.jsonl --json",
    ),
)
@click.argument("file", type=FILE, metavar=say("TỆP", "FILE"))
@json_option
@whole_database_option
def lost(file: Path, as_json: bool, database: str) -> int:  # noqa: FBT001 -- click passes options by name
    """Print what is lost; 1 when anything is.

    With `--json`: `answered`, and `lost` and `again` as lists of `number`, `event` and `key`.

    Raises:
        click.FileError: the list cannot be read, or is none of this log.
    """
    with Store.open(database) as store:
        try:
            found = losses(store, _lines(file))
        except AnswersFileError as wrong:
            raise click.FileError(str(file), said(wrong.text)) from wrong
    if as_json:
        told = {name: [_data(one) for one in getattr(found, name)] for name in ("lost", "again")}
        print_json({"answered": found.answered, "cut": found.cut, **told})
    else:
        _told(found)
    return Exit.NO if found.lost else Exit.DONE


def _lines(file: Path) -> Iterator[bytes]:
    """The lines of a file of any size, each with its end; none much longer than it may be."""
    rest = b""
    for piece in file_pieces(file):
        *lines, rest = (rest + piece).split(b"\n")
        yield from (line + b"\n" for line in lines)
        if len(rest) > LONGEST:
            break
    if rest:
        yield rest + b"\n" * (len(rest) > LONGEST)


def _told(found: Losses) -> None:
    """Print what is lost or was recorded again, and what to do."""
    rows = [(one, LOST) for one in found.lost] + [(one, AGAIN) for one in found.again]
    if rows:
        print_table(HEAD, (_row(one, result) for one, result in rows))
    tell(
        say(
            f"Danh sách có {found.answered} lệnh đã trả lời; mất {len(found.lost)}, ghi lại "
            f"{len(found.again)}.",
            f"The list has {found.answered} answered commands; {len(found.lost)} are lost, "
            f"{len(found.again)} were recorded again.",
        )
    )
    if found.cut:
        tell(
            say("Dòng cuối bị cắt ngang nên không xét.", "The last line is cut short and left out.")
        )
    if found.lost:
        tell(
            say(
                "Xem lại từng hồ sơ rồi làm lại việc đó với cùng `--key`.",
                "Look at each dossier again, then do it once more with the same `--key`.",
            )
        )


def _row(one: Answer, result: Text) -> tuple[str, ...]:
    """An answer as a line of the table."""
    return one.number or one.stream, str(one.n), one.key, said(result)


def _data(one: Answer) -> dict[str, object]:
    """An answer for programs."""
    return {"number": one.number, "stream": one.stream, "event": one.n, "key": one.key}
