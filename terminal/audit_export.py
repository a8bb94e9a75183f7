"""Commands that hand proof to people who have nothing of the program: bundles and receipts."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

import click

from dossiers.receipt_words import receipt_words
from dossiers.use_cases.exporting import Receipt, exported
from dossiers.use_cases.exporting import receipt as receipt_of
from terminal.answers import print_json, tell
from terminal.audit_files import checkpoint_option, content_of, file_option, secret_of
from terminal.language import said, say
from terminal.lazy import Command
from terminal.opened import opened
from terminal.options import json_option, whole_database_option
from terminal.written import write_file

PAGE = (
    '<!doctype html>\n<html lang="{lang}"><meta charset="utf-8"><title>{title}</title>\n'
    "<body><h1>{title}</h1>\n<pre>{lines}</pre>\n</body></html>\n"
)


@click.command(
    cls=Command,
    help=say(
        "Xuất hồ sơ thành một gói để người ngoài tự kiểm tra, không cần phần mềm này. Cùng hồ sơ, "
        "cùng điểm kiểm thì cùng nội dung tệp. Không kèm nội dung cá nhân trừ khi có --disclose "
        "all.\n\n\b\n"
        "Ví dụ:\n  tdkt audit export CSTDCS-2024-0001 -o goi.zip\n"
        "  tdkt audit export CSTDCS-2024-0001 CO_TINH-2024-0007 --checkpoint da-xac-nhan.txt "
        "--key so.key -o goi.zip\n"
        "  tdkt audit export CSTDCS-2024-0001 --disclose all -o goi.zip",
        "Export dossiers as one bundle that outsiders check by themselves, without this program. "
        "Equal dossiers under an equal checkpoint give an equal file. Nothing personal is in it "
        "but with --disclose all.\n\n\b\n"
        "Examples:\n  tdkt audit export CSTDCS-2024-0001 -o bundle.zip\n"
        "  tdkt audit export CSTDCS-2024-0001 CO_TINH-2024-0007 --checkpoint cosigned.txt "
        "--key log.key -o bundle.zip\n"
        "  tdkt audit export CSTDCS-2024-0001 --disclose all -o bundle.zip",
    ),
)
@click.argument("numbers", nargs=-1, required=True, metavar=say("SỐ...", "NUMBER..."))
@file_option("-o", "--output", required=True, help_text=say("Nơi ghi gói.", "Where it is written."))
@checkpoint_option
@file_option(
    "--since",
    help_text=say(
        "Điểm kiểm mà người nhận đã có; gói kèm chứng minh nối tiếp.",
        "A checkpoint that the reader has; the proof from there is put in.",
    ),
)
@file_option(
    "--key",
    help_text=say(
        "Khóa của sổ, để cam kết không bỏ sót sự kiện mới nhất của từng hồ sơ.",
        "The key of the log, to state that no later event of a dossier was left out.",
    ),
)
@click.option(
    "--digests-only",
    is_flag=True,
    help=say("Không kèm tài liệu công khai.", "Leave the public documents out."),
)
@click.option(
    "--disclose",
    type=click.Choice(("none", "all")),
    default="none",
    help=say(
        "Kèm nội dung cá nhân: không (mặc định), hoặc tất cả những gì chưa xóa.",
        "Personal content in it: none (the default), or all that was not erased.",
    ),
)
@whole_database_option
def export(
    numbers: tuple[str, ...],
    output: Path,
    checkpoint: Path | None,
    since: Path | None,
    key: Path | None,
    digests_only: bool,  # noqa: FBT001 -- click passes options by name
    disclose: str,
    database: str,
) -> None:
    """Write the bundle and say how to check it.

    Args:
        numbers: the dossiers.
        output: the file.
        checkpoint: a cosigned checkpoint; None for the newest stored one.
        since: a checkpoint that the reader has.
        key: the secret key of the log.
        digests_only: whether public documents stay here.
        disclose: what of personal content goes with it.
        database: the address.

    Raises:
        dossiers.errors.DossierNotFoundError: there is no such dossier.
        dossiers.errors.HistoryError: nothing was signed yet, or history was changed.
    """
    with opened(database) as store:
        content = exported(
            store,
            numbers,
            note=content_of(checkpoint),
            earlier=content_of(since),
            secret=None if key is None else secret_of(key),
            with_documents=not digests_only,
            disclose=disclose == "all",
        )
    write_file(output, content)
    tell(
        say(
            f"Đã ghi {output} ({len(content)} byte). Người nhận kiểm tra bằng: "
            f"python verifier.py {output.name} --policy CHINH_SACH.json, hoặc mở verifier.html",
            f"{output} is written ({len(content)} bytes). The reader checks it with: "
            f"python verifier.py {output.name} --policy POLICY.json --lang en, or opens "
            "verifier.html",
        )
    )


@click.command(
    cls=Command,
    help=say(
        "Biên nhận một trang: hồ sơ đứng ở đâu trong sổ đã ký, kèm mã để đối chiếu. Tệp .html thì "
        "ghi trang HTML.\n\n\b\n"
        "Ví dụ:\n  tdkt audit receipt CSTDCS-2024-0001\n"
        "  tdkt audit receipt CSTDCS-2024-0001 -o bien-nhan.html",
        "A receipt of one page: where the dossier stands in the signed log, with a code to "
        "compare. A file .html gets a page of HTML.\n\n\b\n"
        "Examples:\n  tdkt audit receipt CSTDCS-2024-0001\n"
        "  tdkt audit receipt CSTDCS-2024-0001 -o receipt.html",
    ),
)
@click.argument("number", metavar=say("SỐ", "NUMBER"))
@file_option("-o", "--output", help_text=say("Ghi vào tệp này.", "Write it to this file."))
@checkpoint_option
@json_option
@whole_database_option
def receipt(
    number: str,
    output: Path | None,
    checkpoint: Path | None,
    as_json: bool,  # noqa: FBT001 -- click passes options by name
    database: str,
) -> None:
    """Print the receipt, or write it to a file.

    Args:
        number: the dossier.
        output: where it goes; a name ending in `.html` makes a page of HTML.
        checkpoint: a cosigned checkpoint; None for the newest stored one.
        as_json: whether programs read the answer.
        database: the address.

    Raises:
        dossiers.errors.DossierNotFoundError: there is no such dossier.
        dossiers.errors.HistoryError: nothing was signed yet, or history was changed.
    """
    with opened(database) as store:
        found = receipt_of(store, number, note=content_of(checkpoint))
    if as_json:
        print_json(_data(found))
        return
    text = "".join(f"{line}\n" for line in receipt_lines(found))
    if output is None:
        click.echo(text, nl=False)
        return
    if output.suffix == ".html":
        title = say(f"Biên nhận hồ sơ {number}", f"Receipt of dossier {number}")
        lang = say("vi", "en")
        text = PAGE.format(lang=lang, title=escape(title), lines=escape(text))
    write_file(output, text.encode())


def receipt_lines(found: Receipt) -> Iterator[str]:
    """The receipt, line by line.

    Args:
        found: what it says.
    """
    return map(said, receipt_words(found))


def _data(found: Receipt) -> dict[str, object]:
    """A receipt for JSON."""
    return {
        "number": found.number,
        "state": found.state,
        "events": found.events,
        "code": found.code,
        "log": found.checkpoint.origin,
        "index": found.index,
        "size": found.checkpoint.size,
        "leaf": found.leaf,
        "root": found.root,
        "proof": list(found.proof),
        "stamp": None
        if found.stamp is None
        else {
            "size": found.stamp.size,
            "time": found.stamp.time.isoformat(),
            "authority": found.stamp.authority,
        },
    }
