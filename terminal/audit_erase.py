"""The command that erases what is personal of a dossier, and leaves what proves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import click

from dossiers.use_cases import Erasable, Erasing, erasable
from dossiers.use_cases import erase as erase_dossier
from ledger import Actor
from terminal.answers import print_json, tell
from terminal.language import say
from terminal.lazy import Command
from terminal.opened import opened
from terminal.options import (
    WORD,
    database_option,
    json_option,
    key_option,
    now,
    on_option,
    person_options,
    reason_option,
)


@click.command(
    cls=Command,
    help=say(
        "Xóa nội dung cá nhân của hồ sơ đã kết thúc và mọi hồ sơ liên quan: hủy khóa, xóa nội "
        "dung. Trạng thái, ai làm, theo quy tắc nào vẫn chứng minh được. KHÔNG phục hồi được. Mặc "
        "định chỉ xem trước; --apply mới xóa. Căn cứ pháp lý do người dùng ghi; phần mềm không "
        "biết thời hạn lưu trữ.\n\n\b\n"
        "Ví dụ:\n  tdkt audit erase CSTDCS-2024-0001 --role unit_head --by van-thu \\\n"
        "      --approved-by giam-doc --basis 'Quyết định số ...' --reason 'theo yêu cầu'\n"
        "  tdkt audit erase CSTDCS-2024-0001 --role unit_head --by van-thu \\\n"
        "      --approved-by giam-doc --basis 'Quyết định số ...' --reason 'theo yêu cầu' --apply",
        "Erase what is personal of a dossier that has ended and of all that is linked to it: keys "
        "are destroyed, content is deleted. States, who acted and by which rules still prove. It "
        "CANNOT be undone. Only shown by default; --apply erases. The legal basis is what you "
        "type; the program knows no retention period.\n\n\b\n"
        "Examples:\n  tdkt audit erase CSTDCS-2024-0001 --role unit_head --by registrar \\\n"
        "      --approved-by director --basis 'Decision No. ...' --reason 'on request'\n"
        "  tdkt audit erase CSTDCS-2024-0001 --role unit_head --by registrar \\\n"
        "      --approved-by director --basis 'Decision No. ...' --reason 'on request' --apply",
    ),
)
@click.argument("number", metavar=say("SỐ", "NUMBER"))
@click.option(
    "--basis",
    required=True,
    metavar=say("CĂN CỨ", "BASIS"),
    help=say("Căn cứ pháp lý, không nêu tên người.", "The legal basis, without a name."),
)
@reason_option(
    help_text=say("Lý do bằng lời, không nêu tên người.", "The reason in words, without a name."),
    required=True,
)
@click.option(
    "--approved-by",
    type=WORD,
    required=True,
    metavar=say("MÃ", "ID"),
    help=say("Người phê duyệt, khác người thực hiện.", "Who approved it; another person."),
)
@click.option(
    "--dry-run/--apply",
    "dry",
    default=True,
    help=say("Chỉ xem trước, hoặc xóa thật.", "Only show, or erase."),
)
@person_options(None)
@on_option
@key_option
@json_option
@database_option
def erase(
    number: str,
    basis: str,
    reason: str,
    approved_by: str,
    dry: bool,  # noqa: FBT001 -- click passes options by name
    by: str,
    role: str,
    on: date,
    key: str,
    as_json: bool,  # noqa: FBT001 -- as above
    database: str,
) -> None:
    """Say what would be erased, or erase it.

    Args:
        number: the dossier, or one that is linked to it.
        basis: the legal basis in words.
        reason: why, in words.
        approved_by: the id of whoever approved it.
        dry: whether nothing is written.
        by: the id of whoever carries it out.
        role: in what capacity, a role of the workflow.
        on: the business day.
        key: the idempotency key.
        as_json: whether programs read the answer.
        database: the address.

    Raises:
        dossiers.errors.ActDetailsError: it is not possible, and why; nothing was changed.
    """
    command = Erasing(
        number=number,
        basis=basis,
        reason=reason,
        approved_by=approved_by,
        by=Actor(by, role),
        on=on,
        at=now(),
        key=key,
    )
    with opened(database) as store:
        found = erasable(store, command) if dry else erase_dossier(store, command)
    if as_json:
        print_json({name: getattr(found, name) for name in Erasable.__dataclass_fields__})
    else:
        click.echo("\n".join(found.numbers))
    for line in _told(found):
        tell(line)


def _told(found: Erasable) -> Iterator[str]:
    """What was erased or would be, and what a person still has to do."""
    count, numbers = found.commitments, ", ".join(found.numbers)
    if found.repeated:
        yield say(f"Đã xóa từ trước: {numbers}.", f"Erased before: {numbers}.")
        return
    if found.done:
        yield say(
            f"Đã xóa {count} nội dung của {numbers} và hủy khóa. Hủy cả bản sao lưu của tệp khóa.",
            f"{count} contents of {numbers} are erased, and the keys destroyed. Destroy the "
            "backups of the file of keys as well.",
        )
    else:
        yield say(
            f"Sẽ xóa {count} nội dung của {numbers}; chưa có gì thay đổi. Thêm --apply để xóa.",
            f"{count} contents of {numbers} would be erased; nothing was changed. Add --apply.",
        )
    if found.namesakes:
        others = ", ".join(found.namesakes)
        yield say(
            f"Hồ sơ khác có thể của cùng người, không bị xóa: {others}.",
            f"Other dossiers may be about the same person and are left: {others}.",
        )
