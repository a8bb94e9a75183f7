"""The command by which the log goes over to a new key."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from dossiers.store import Store
from dossiers.use_cases.rotating import Rotating, rotate
from ledger.proving import Refused
from terminal.answers import tell
from terminal.audit_files import file_option, secret_of
from terminal.exits import Exit
from terminal.language import said, say
from terminal.lazy import Command
from terminal.options import key_option, now, on_option, recorder_option, whole_database_option
from terminal.written import write_file


@click.command(
    "rotate",
    cls=Command,
    help=say(
        "Đổi khóa ký của sổ. Khóa cũ và khóa mới cùng ký; việc đổi được ghi thành một sự kiện của "
        "sổ. Ai tin khóa cũ thì theo được đến khóa mới. Khóa bị lấy cắp thì không làm cách này: "
        "xem trang hướng dẫn. Mã thoát 1 khi không đổi.\n\n\b\n"
        "Ví dụ:\n  tdkt audit keygen -o so-moi.key\n"
        "  tdkt audit rotate --old so.key --new so-moi.key",
        "Change the key that signs the log. The old and the new key both sign; the change becomes "
        "an event of the log. Whoever trusts the old key can follow to the new one. After a theft "
        "do something else: see the how-to page. Exit code 1 when nothing is changed.\n\n\b\n"
        "Examples:\n  tdkt audit keygen -o new.key\n"
        "  tdkt audit rotate --old log.key --new new.key",
    ),
)
@file_option(
    "--old", required=True, help_text=say("Khóa bí mật đang dùng.", "The secret key in use.")
)
@file_option("--new", required=True, help_text=say("Khóa bí mật mới.", "The new secret key."))
@click.option(
    "--from",
    "first",
    type=click.IntRange(1, 10**15 - 1),
    metavar=say("SỐ", "SIZE"),
    help=say(
        "Số sự kiện từ đó khóa mới ký; mặc định ngay sau sự kiện mới nhất.",
        "The first size that the new key signs; right behind the newest event by default.",
    ),
)
@file_option(
    "-o",
    "--output",
    help_text=say("Ghi bản đổi khóa vào tệp này.", "Write the statement to this file."),
)
@recorder_option
@on_option
@key_option
@whole_database_option
def rotate_key(
    old: Path,
    new: Path,
    first: int | None,
    output: Path | None,
    by: str,
    on: date,
    key: str,
    database: str,
) -> int:
    """Record the change of key; 1 when it is refused.

    Args:
        old: the secret key in use.
        new: the new one.
        first: the first size that it signs; None for the next one.
        output: where the statement goes; None leaves it in the log only.
        by: who keeps the key.
        on: the business day.
        key: the idempotency key.
        database: the address.

    Raises:
        click.FileError: a file holds no secret key.
    """
    command = Rotating(
        old=secret_of(old), new=secret_of(new), first=first, by=by, on=on, at=now(), key=key
    )
    with Store.open(database) as store:
        answer = rotate(store, command)
    if isinstance(answer, Refused):
        tell(f"{say('Không đổi khóa', 'The key is not changed')}: {said(answer.text)}")
        return Exit.NO
    if output is not None:
        write_file(output, answer.statement)
    click.echo(
        say(
            f"Từ {answer.first} sự kiện trở đi sổ ký bằng khóa mới. Hủy khóa cũ sau khi đã ký "
            "điểm kiểm bằng khóa mới.",
            f"From {answer.first} events on the log is signed by the new key. Destroy the old key "
            "once the new one has signed a checkpoint.",
        )
    )
    return Exit.DONE
