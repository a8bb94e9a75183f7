"""Commands that make keys, and the policy that says which of them an auditor trusts."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from pathlib import Path

import click

from ledger.proving import (
    NOTE_KEY,
    WITNESS_KEY,
    KeyTextError,
    PolicyFileError,
    PublicKey,
    SecretKey,
    StampError,
    certificate_digest,
    read_policy,
)
from terminal.audit_files import FILE, file_option, public_of
from terminal.files import given_file
from terminal.language import said, say
from terminal.lazy import Command
from terminal.opened import opened
from terminal.options import WORD, database_option
from terminal.written import write_file, write_secret
from texts import Text

SEED_BYTES = 32
CERTIFICATE = Text(
    vi="đây không phải chứng thư X.509 (PEM hoặc DER)", en="it is no X.509 certificate (PEM or DER)"
)


@click.command(
    cls=Command,
    help=say(
        "Tạo khóa ký cho sổ này, hoặc cho một nhân chứng. Khóa bí mật chỉ chủ tệp đọc được; khóa "
        "công khai nằm cạnh, trong TỆP.pub.\n\n\b\n"
        "Ví dụ:\n  tdkt audit keygen -o so.key\n"
        "  tdkt audit keygen --witness hue.example/so-noi-vu -o nhan-chung.key",
        "Make the key that signs this log, or that of a witness. Only the owner of the file reads "
        "the secret; the public key lies beside it, in FILE.pub.\n\n\b\n"
        "Examples:\n  tdkt audit keygen -o log.key\n"
        "  tdkt audit keygen --witness hue.example/office -o witness.key",
    ),
)
@file_option(
    "-o",
    "--output",
    required=True,
    help_text=say("Nơi ghi khóa bí mật; tệp chưa được có.", "Where the secret goes; a new file."),
)
@click.option(
    "--witness",
    type=WORD,
    metavar=say("TÊN", "NAME"),
    help=say("Khóa của nhân chứng mang tên này.", "A key of the witness with this name."),
)
@database_option
def keygen(output: Path, witness: str | None, database: str) -> None:
    """Write a new key and print its public half.

    Args:
        output: the file of the secret; the public key goes to the same name with `.pub`.
        witness: the name of a witness; None makes a key of the log in the database.
        database: the address; asked only for the name of its log.

    Raises:
        click.BadParameter: the name cannot be that of a key.
    """
    secret = _new_key(witness, database)
    write_secret(output, f"{secret.text}\n".encode())
    write_file(output.with_name(f"{output.name}.pub"), f"{secret.public.text}\n".encode())
    click.echo(secret.public.text)


@click.command(
    cls=Command,
    help=say(
        "Lập chính sách tin cậy từ các khóa công khai: một khóa của sổ và các nhân "
        "chứng.\n\n\b\n"
        "Ví dụ:\n  tdkt audit policy so.key.pub nhan-chung.key.pub --quorum 1 -o tin-cay.json",
        "Write the policy of trust from public keys: one of the log, and those of "
        "witnesses.\n\n\b\n"
        "Examples:\n  tdkt audit policy log.key.pub witness.key.pub --quorum 1 -o trust.json",
    ),
)
@click.argument("keys", type=FILE, nargs=-1, required=True, metavar=say("KHÓA...", "KEY..."))
@click.option(
    "--quorum",
    type=click.IntRange(0, 64),
    default=0,
    help=say(
        "Cần bao nhiêu nhân chứng xác nhận; 0 là không hỏi nhân chứng.",
        "How many witnesses must have cosigned; 0 asks none.",
    ),
)
@click.option(
    "--stamp",
    "stamps",
    type=FILE,
    multiple=True,
    metavar=say("CHỨNG_THƯ", "CERTIFICATE"),
    help=say(
        "Chứng thư (PEM hoặc DER) của một tổ chức cấp dấu thời gian được tin; ghi nhiều lần được.",
        "The certificate (PEM or DER) of a time-stamping authority to trust; may be repeated.",
    ),
)
@file_option(
    "-o", "--output", required=True, help_text=say("Nơi ghi chính sách.", "Where it is written.")
)
def policy(keys: tuple[Path, ...], quorum: int, stamps: tuple[Path, ...], output: Path) -> None:
    """Write a policy and say whom it trusts.

    Args:
        keys: files of public keys; one of them a log's.
        quorum: how many witnesses are enough.
        stamps: files of certificates of time-stamping authorities.
        output: the file of the policy.

    Raises:
        click.FileError: a file holds no key, or no certificate for time stamps.
        click.UsageError: there is not exactly one key of a log, or the policy contradicts itself.
    """
    known = [public_of(one) for one in keys]
    logs = [one for one in known if one.kind == NOTE_KEY]
    if len(logs) != 1:
        told = say(
            f"cần đúng một khóa của sổ, ở đây có {len(logs)}",
            f"exactly one key of a log is needed, here are {len(logs)}",
        )
        raise click.UsageError(told)
    witnesses = [one for one in known if one.kind == WITNESS_KEY]
    content = policy_content(logs[0], witnesses, quorum, [_certificate(one) for one in stamps])
    write_file(output, content)
    click.echo(
        say(
            f"Tin sổ {logs[0].name}, cần {quorum} trên {len(known) - 1} nhân chứng.",
            f"Trusts the log {logs[0].name}, with {quorum} of {len(known) - 1} witnesses.",
        )
    )


def _certificate(path: Path) -> str:
    """The digest of the certificate in a file.

    Raises:
        click.FileError: it is none of a time-stamping authority.
    """
    try:
        return certificate_digest(given_file(path))
    except StampError as wrong:
        told = CERTIFICATE if wrong.code == "form" else wrong.text
        raise click.FileError(str(path), said(told)) from wrong


def policy_content(
    log: PublicKey, witnesses: Sequence[PublicKey] = (), quorum: int = 0, stamps: Sequence[str] = ()
) -> bytes:
    """The content of a policy file, read back before it is written.

    Args:
        log: the key of the log.
        witnesses: the keys of the witnesses.
        quorum: how many of them are enough.
        stamps: digests of the certificates of time-stamping authorities.

    Raises:
        click.UsageError: it contradicts itself.
    """
    document = {
        "kind": "tdkt-trust/v1",
        "origin": log.name,
        "keys": [{"from": 0, "key": log.text}],
        "witnesses": [one.text for one in witnesses],
        "quorum": quorum,
        **({"stamps": list(stamps)} if stamps else {}),
    }
    content = f"{json.dumps(document, indent=2)}\n".encode()
    try:
        read_policy(content, file="trust.json")
    except PolicyFileError as wrong:
        texts = "; ".join(say(one.text.vi, one.text.en) for one in wrong.mistakes)
        raise click.UsageError(texts) from wrong
    return content


def _new_key(witness: str | None, database: str) -> SecretKey:
    """A key with a new random seed.

    Raises:
        click.BadParameter: the name cannot be that of a key.
    """
    seed = secrets.token_bytes(SEED_BYTES)
    if witness is None:
        with opened(database) as store:
            return SecretKey(store.log, seed)
    try:
        return SecretKey(witness, seed, WITNESS_KEY)
    except KeyTextError as wrong:
        told = say(
            f"tên khóa chỉ gồm chữ ASCII không dấu cách, không có dấu +: {wrong}", str(wrong)
        )
        raise click.BadParameter(told, param_hint="--witness") from wrong
