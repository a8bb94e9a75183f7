"""The command by which a checkpoint is stamped from outside (RFC 3161)."""

from __future__ import annotations

from pathlib import Path

import click

from dossiers.store import Store
from dossiers.use_cases.stamping import keep_stamp, text_to_stamp
from ledger.proving import StampError, checkpoint_text, stamp_request
from terminal.answers import tell
from terminal.audit_files import content_of, file_option, policy_of, policy_option
from terminal.files import given_file
from terminal.language import said, say
from terminal.lazy import Command
from terminal.options import whole_database_option
from terminal.written import write_file


@click.command(
    cls=Command,
    help=say(
        "Xin và giữ dấu thời gian từ bên ngoài (RFC 3161) cho điểm kiểm. --request ghi yêu cầu để "
        "gửi tổ chức cấp dấu thời gian; --token nhận câu trả lời, kiểm tra theo 'stamps' của chính "
        "sách rồi giữ lại. Lệnh không dùng mạng.\n\n\b\n"
        "Ví dụ:\n  tdkt audit stamp --request diem-kiem.tsq\n"
        "  tdkt audit stamp --token diem-kiem.tsr --policy tin-cay.json",
        "Ask for and keep a time stamp from outside (RFC 3161) over the checkpoint. --request "
        "writes what is sent to a time-stamping authority; --token takes its answer, checks it by "
        "'stamps' of the policy and keeps it. No network is used.\n\n\b\n"
        "Examples:\n  tdkt audit stamp --request checkpoint.tsq\n"
        "  tdkt audit stamp --token checkpoint.tsr --policy trust.json",
    ),
)
@file_option(
    "--request", help_text=say("Ghi yêu cầu vào tệp này.", "Write the request to this file.")
)
@file_option(
    "--token",
    help_text=say("Câu trả lời của tổ chức (.tsr).", "The answer of the authority (.tsr)."),
)
@file_option(
    "--checkpoint",
    help_text=say(
        "Điểm kiểm cần đóng dấu; mặc định điểm kiểm mới nhất trong tệp.",
        "The checkpoint to stamp; the newest one in the database by default.",
    ),
)
@policy_option
@whole_database_option
def stamp(
    request: Path | None,
    token: Path | None,
    checkpoint: Path | None,
    policy: Path | None,
    database: str,
) -> None:
    """Write a request, or keep an answer; one of both.

    Args:
        request: where the request goes.
        token: the answer of an authority.
        checkpoint: the checkpoint; None for the newest stored one.
        policy: whom to trust; needed for an answer.
        database: the address.

    Raises:
        click.UsageError: not exactly one of both is asked for, or the policy is missing.
        click.FileError: the answer does not hold.
        dossiers.errors.HistoryError: nothing was signed yet, or history was changed.
    """
    if (request is None) == (token is None):
        told = say("chọn một: --request hoặc --token", "give --request or --token, one of them")
        raise click.UsageError(told)
    with Store.open(database) as store:
        if request is not None:
            _ask(store, request, content_of(checkpoint))
        elif token is not None:
            _keep(store, token, policy, content_of(checkpoint))


def _ask(store: Store, path: Path, note: bytes | None) -> None:
    """Write the request."""
    asked = text_to_stamp(store, note)
    write_file(path, stamp_request(checkpoint_text(asked)))
    tell(
        say(
            f"Đã ghi {path}: yêu cầu đóng dấu thời gian cho {asked.size} sự kiện đầu.",
            f"{path} is written: a request for a stamp over the first {asked.size} events.",
        )
    )


def _keep(store: Store, path: Path, policy: Path | None, note: bytes | None) -> None:
    """Check an answer and keep it.

    Raises:
        click.UsageError: no policy was given, or it names no authority.
        click.FileError: the answer does not hold.
    """
    trusted = policy_of(policy)
    if trusted is None or not trusted.stamps:
        told = say(
            "cần --policy với 'stamps': lập bằng `tdkt audit policy ... --stamp CHỨNG_THƯ`",
            "--policy with 'stamps' is needed; see `tdkt audit policy --stamp CERTIFICATE`",
        )
        raise click.UsageError(told)
    try:
        kept = keep_stamp(store, given_file(path), trusted, note=note)
    except StampError as wrong:
        raise click.FileError(str(path), said(wrong.text)) from wrong
    when = kept.stamp.time.strftime("%Y-%m-%d %H:%M:%S UTC")
    click.echo(
        say(
            f"Đã giữ dấu thời gian {when} cho {kept.size} sự kiện đầu.",
            f"Kept: a time stamp of {when} over the first {kept.size} events.",
        )
    )
