"""Commands for whoever keeps the database: status, backup, restore."""

from __future__ import annotations

from pathlib import Path

import click

from dossiers.backups import (
    NotRestored,
    Restored,
    back_up,
    found_wrong,
    restore,
    upgraded,
)
from dossiers.store import Store
from terminal.answers import print_json
from terminal.audit_files import file_option
from terminal.exits import Exit
from terminal.files import given_file
from terminal.language import said, say
from terminal.lazy import Command
from terminal.options import json_option, now, whole_database_option

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(
    cls=Command,
    help=say(
        "Cơ sở dữ liệu đang dùng: ở đâu, sổ nào, bao nhiêu sự kiện, ký đến đâu.\n\n\b\n"
        "Ví dụ:\n  tdkt db status\n  tdkt db status --json",
        "The database in use: where, which log, how many events, signed up to where.\n\n\b\n"
        "Examples:\n  tdkt db status\n  tdkt db status --json",
    ),
)
@json_option
@whole_database_option
def status(as_json: bool, database: str) -> None:  # noqa: FBT001 -- click passes options by name
    """Print what the database holds; with `--json` as an object of the same facts."""
    with Store.open(database) as store:
        log = store.numbered
        kept = log.checkpoints()
        facts = {
            "place": store.place,
            "log": store.log,
            "numbered": log.size,
            "waiting": log.waiting,
            "signed": kept[-1].size if kept else None,
        }
    if as_json:
        print_json(facts)
        return
    click.echo(
        say("Cơ sở dữ liệu: {place}\nSổ: {log}", "Database: {place}\nLog: {log}").format(**facts)
    )
    click.echo(
        say(
            "Sự kiện: {numbered} đã đánh số, {waiting} chờ đánh số",
            "Events: {numbered} numbered, {waiting} waiting",
        ).format(**facts)
    )
    click.echo(_signed(kept[-1].size if kept else None))


@click.command(
    cls=Command,
    help=say(
        "Nâng cấp cơ sở dữ liệu cũ lên phiên bản này, trong một giao dịch; không ghi đè lịch sử."
        "\n\n\b\nVí dụ:\n  tdkt db upgrade",
        "Bring an older database to this release, in one transaction; history is never rewritten."
        "\n\n\b\nExample:\n  tdkt db upgrade",
    ),
)
@whole_database_option
def upgrade(database: str) -> None:
    """Upgrade the database and say whether there was anything to do.

    Raises:
        DatabaseMissingError: there is none; `tdkt init` makes one.
    """
    if upgraded(database):
        click.echo(say("Đã nâng cấp", "Upgraded") + f": {database}")
    else:
        click.echo(say("Đã đúng phiên bản", "Up to date") + f": {database}")


@click.command(
    cls=Command,
    help=say(
        "Cơ sở dữ liệu có đúng phiên bản, đọc được và đủ chốt bảo vệ không. Mã thoát 1 khi không."
        "\n\n\b\nVí dụ:\n  tdkt db check",
        "Whether the database is of this release, readable and guarded. Exit code 1 when not."
        "\n\n\b\nExample:\n  tdkt db check",
    ),
)
@json_option
@whole_database_option
def check(as_json: bool, database: str) -> int:  # noqa: FBT001 -- click passes options by name
    """Look at every page, at the release and at the guards; hashes are `audit verify`'s matter.

    With `--json`: `problems`, a list of sentences.
    """
    wrong = found_wrong(database)
    if as_json:
        print_json({"problems": [said(one) for one in wrong]})
        return Exit.NO if wrong else Exit.DONE
    for one in wrong:
        click.echo(said(one))
    if not wrong:
        click.echo(say("Không có gì sai.", "Nothing is wrong."))
    return Exit.NO if wrong else Exit.DONE


@click.command(
    cls=Command,
    help=say(
        "Sao lưu vào một tệp mới trong khi cơ sở dữ liệu vẫn dùng. Khóa của dữ liệu cá nhân không "
        "nằm trong tệp này.\n\n\b\n"
        "Ví dụ:\n  tdkt db backup sao-luu.sqlite\n  tdkt db backup /usb/tdkt-2025-03-12.sqlite",
        "Write a backup to a new file while the database stays in use. The keys of personal data "
        "are not in that file.\n\n\b\n"
        "Examples:\n  tdkt db backup backup.sqlite\n  tdkt db backup /usb/tdkt-2025-03-12.sqlite",
    ),
)
@click.argument("file", type=FILE, metavar=say("TỆP", "FILE"))
@click.option(
    "--keys",
    type=FILE,
    metavar=say("TỆP", "FILE"),
    help=say(
        "Sao tệp khóa ra đây nữa; giữ xa bản sao lưu và giữ ngắn ngày.",
        "Copy the keys to here as well; keep them away from the backup, and briefly.",
    ),
)
@whole_database_option
def backup(file: Path, keys: Path | None, database: str) -> None:
    """Write the backup and say what it holds."""
    made = back_up(database, file.resolve(), keys=None if keys is None else keys.resolve())
    click.echo(
        say(
            f"Đã sao lưu {made.events} sự kiện vào {made.file}",
            f"Backed up {made.events} events to {made.file}",
        )
    )
    click.echo(_signed(made.signed))
    told = say(
        "Giữ điểm kiểm mới nhất ở nơi khác: khi phục hồi, đó là bằng chứng bản sao lưu chưa cũ.",
        "Keep the newest checkpoint elsewhere: it proves at a restore that the backup is not old.",
    )
    click.echo(told, err=True)


@click.command(
    "restore",
    cls=Command,
    help=say(
        "Đặt bản sao lưu vào chỗ cơ sở dữ liệu, sau khi kiểm tra toàn bộ. Từ chối nếu như thế làm "
        "mất lịch sử trong im lặng. Bản đang dùng được cất sang tên khác.\n\n\b\n"
        "Ví dụ:\n  tdkt db restore sao-luu.sqlite --known diem-kiem.txt\n"
        "  tdkt db restore sao-luu.sqlite --accept-loss 3",
        "Put a backup in the place of the database after verifying all of it. Refused where "
        "history would be lost in silence. What stands there is moved aside.\n\n\b\n"
        "Examples:\n  tdkt db restore backup.sqlite --known checkpoint.txt\n"
        "  tdkt db restore backup.sqlite --accept-loss 3",
    ),
)
@click.argument("file", type=FILE, metavar=say("TỆP", "FILE"))
@file_option(
    "--known",
    help_text=say(
        "Điểm kiểm mới nhất đã giữ; bản sao lưu phải chứa nó.",
        "The newest checkpoint that was kept; the backup must hold it.",
    ),
)
@click.option(
    "--accept-loss",
    type=click.IntRange(min=0),
    default=0,
    metavar=say("SỐ", "COUNT"),
    help=say("Chấp nhận mất đúng chừng này sự kiện.", "Accept the loss of just so many events."),
)
@whole_database_option
def restore_(file: Path, known: Path | None, accept_loss: int, database: str) -> int:
    """Put a backup in place, or say everything that speaks against it; then 1."""
    kept = None if known is None else given_file(known)
    answer = restore(file, database, at=now(), known=kept, accepted=accept_loss)
    if isinstance(answer, NotRestored):
        click.echo(say("Không phục hồi; chưa thay đổi gì:", "Not restored; nothing was changed:"))
        for reason in answer.reasons:
            click.echo(f"- {said(reason)}")
        return Exit.NO
    _tell(answer)
    return Exit.DONE


def _tell(answer: Restored) -> None:
    """Print what was put in place, what was lost, and where the former database lies."""
    click.echo(say(f"Đã phục hồi {answer.events} sự kiện.", f"Restored {answer.events} events."))
    if answer.lost is None:
        click.echo(say("Không biết đã mất gì.", "Nobody knows what was lost."))
    elif answer.lost:
        click.echo(say(f"Mất {answer.lost} sự kiện.", f"{answer.lost} events were lost."))
    if answer.erased:
        click.echo(
            say(
                f"{answer.erased} hồ sơ đã bị xóa sau lần sao lưu này: khóa đã hủy, nội dung vẫn "
                "không đọc được.",
                f"{answer.erased} dossiers were erased since that backup: their keys are "
                "destroyed, and their content stays unreadable.",
            )
        )
    if answer.keys is not None:
        click.echo(
            say(
                f"Chưa có tệp khóa ở đây; không có nó thì không đọc được nội dung. Đặt tệp khóa "
                f"đã giữ vào {answer.keys}, rồi chạy tdkt audit verify.",
                f"There is no file of keys here; without it no content can be read. Put the one "
                f"that was kept at {answer.keys}, then run tdkt audit verify.",
            )
        )
    if answer.aside is not None:
        click.echo(say(f"Bản trước đó: {answer.aside}", f"The former one: {answer.aside}"))


def _signed(size: int | None) -> str:
    """The line about the newest checkpoint."""
    if size is None:
        return say("Chưa có điểm kiểm nào được ký", "No checkpoint was ever signed")
    return say(f"Điểm kiểm mới nhất: {size} sự kiện", f"Newest checkpoint: {size} events")
