"""Commands that sign the log, and cosign it for a neighbour."""

from __future__ import annotations

from pathlib import Path

import click

from dossiers.store import Store
from dossiers.use_cases.signing import sign_log, witness_log
from ledger.proving import WITNESS_KEY, Refused
from terminal.answers import tell
from terminal.audit_files import FILE, file_option, policy_of, secret_of
from terminal.exits import Exit
from terminal.files import given_file
from terminal.language import said, say
from terminal.lazy import Command
from terminal.options import now, whole_database_option
from terminal.written import write_file


@click.command(
    cls=Command,
    help=say(
        "Đánh số các sự kiện mới, rồi ký điểm kiểm của sổ. Máy ký nhớ lần ký trước trong tệp riêng "
        "và không ký khi sổ ngắn lại hoặc đã bị viết lại (mã thoát 1).\n\n\b\n"
        "Ví dụ:\n  tdkt audit checkpoint --key so.key --state so.state -o diem-kiem.txt",
        "Number what is new, then sign the checkpoint of the log. The signer remembers the last "
        "one in a file of its own and refuses a log that became shorter or was rewritten (exit "
        "code 1).\n\n\b\n"
        "Examples:\n  tdkt audit checkpoint --key log.key --state log.state -o checkpoint.txt",
    ),
)
@file_option(
    "--key", required=True, help_text=say("Khóa bí mật của sổ.", "The secret key of the log.")
)
@file_option(
    "--state",
    required=True,
    help_text=say(
        "Tệp nhớ của máy ký; để nơi khác với cơ sở dữ liệu.",
        "Where the signer remembers; keep it away from the database.",
    ),
)
@file_option(
    "-o",
    "--output",
    help_text=say("Ghi điểm kiểm vào tệp này.", "Write the checkpoint to this file."),
)
@whole_database_option
def checkpoint(key: Path, state: Path, output: Path | None, database: str) -> int:
    """Sign the log as it stands and print the checkpoint; 1 when the signer refuses.

    Args:
        key: the secret key of the log.
        state: the signer's memory.
        output: where the checkpoint goes; None for stdout.
        database: the address.
    """
    secret = secret_of(key)
    with Store.open(database) as store:
        answer = sign_log(store, secret, state)
    if isinstance(answer, Refused):
        return _refused(answer)
    _handed_out(answer.note, output)
    size = answer.checkpoint.size
    tell(
        say(
            f"Đã đánh số thêm {answer.numbered} sự kiện và ký điểm kiểm {size} sự kiện.",
            f"Numbered {answer.numbered} events more and signed a checkpoint of {size}.",
        )
    )
    return Exit.DONE


@click.command(
    cls=Command,
    help=say(
        "Xác nhận điểm kiểm của một sổ khác, sau khi kiểm tra sổ đó chỉ dài thêm. Chứng minh lấy "
        "từ cơ sở dữ liệu của sổ. Mã thoát 1 khi không xác nhận.\n\n\b\n"
        "Ví dụ:\n  tdkt audit witness diem-kiem.txt --policy tin-cay.json --key nhan-chung.key "
        "--state nhan-chung.state -o da-xac-nhan.txt",
        "Cosign the checkpoint of another log, after checking that it only grew. The proof comes "
        "from the database of the log. Exit code 1 when it is refused.\n\n\b\n"
        "Examples:\n  tdkt audit witness checkpoint.txt --policy trust.json --key witness.key "
        "--state witness.state -o cosigned.txt",
    ),
)
@click.argument("checkpoint", type=FILE, metavar=say("ĐIỂM_KIỂM", "CHECKPOINT"))
@file_option(
    "--policy",
    required=True,
    help_text=say("Chính sách với khóa của sổ.", "A policy with the key of the log."),
)
@file_option(
    "--key",
    required=True,
    help_text=say("Khóa bí mật của nhân chứng.", "The secret key of the witness."),
)
@file_option(
    "--state",
    required=True,
    help_text=say("Tệp nhớ của nhân chứng.", "Where the witness remembers."),
)
@file_option(
    "-o", "--output", help_text=say("Ghi điểm kiểm vào tệp này.", "Write it to this file.")
)
@whole_database_option
def witness(
    checkpoint: Path, policy: Path, key: Path, state: Path, output: Path | None, database: str
) -> int:
    """Print the checkpoint with one cosignature more; 1 when the witness refuses.

    Args:
        checkpoint: the signed checkpoint.
        policy: whom the witness takes for the log.
        key: the secret key of the witness.
        state: what it remembers.
        output: where the cosigned checkpoint goes; None for stdout.
        database: where the proof comes from.

    Raises:
        click.FileError: the key is none of a witness.
    """
    trusted = policy_of(policy)
    assert trusted is not None, "the option is required"
    secret = secret_of(key)
    if secret.kind != WITNESS_KEY:
        told = say("đây không phải khóa của nhân chứng", "this is no key of a witness")
        raise click.FileError(str(key), told)
    note = given_file(checkpoint)
    with Store.open(database) as store:
        answer = witness_log(store, note, trusted, secret, state=state, at=now())
    if isinstance(answer, Refused):
        return _refused(answer)
    _handed_out(answer, output)
    tell(say(f"{secret.name} đã xác nhận.", f"{secret.name} has cosigned."))
    return Exit.DONE


def _handed_out(note: bytes, output: Path | None) -> None:
    """Write a checkpoint to its file, or to stdout."""
    if output is None:
        click.echo(note.decode(), nl=False)
    else:
        write_file(output, note)


def _refused(answer: Refused) -> Exit:
    """Say why nothing was signed."""
    tell(f"{say('Không ký', 'Not signed')}: {said(answer.text)}")
    return Exit.NO
