"""What auditors hand to commands in files: keys, policies, checkpoints, with their options."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from ledger.proving import (
    NOTE_KEY,
    Keyring,
    KeyTextError,
    Policy,
    PublicKey,
    SecretKey,
    read_key,
    read_policy,
    read_secret,
)
from terminal.files import given_file
from terminal.language import say

F = TypeVar("F", bound=Callable[..., Any])
FILE = click.Path(path_type=Path, dir_okay=False)


def file_option(*names: str, help_text: str, required: bool = False) -> Callable[[F], F]:
    """An option that takes the name of a file.

    Args:
        names: as click takes them.
        help_text: in the language of the person.
        required: whether it must be given.
    """
    return click.option(
        *names, type=FILE, metavar=say("TỆP", "FILE"), help=help_text, required=required
    )


def policy_option(command: F) -> F:
    """`--policy FILE`: whom the auditor trusts; the command takes it as `policy`, or None."""
    return file_option(
        "--policy",
        help_text=say(
            "Chính sách: tin khóa nào của sổ, những nhân chứng nào, cần bao nhiêu.",
            "The policy: which keys of the log, which witnesses, and how many of them.",
        ),
    )(command)


def checkpoint_option(command: F) -> F:
    """`--checkpoint FILE`: a signed checkpoint with its cosignatures, or None."""
    return file_option(
        "--checkpoint",
        help_text=say(
            "Điểm kiểm đã có xác nhận của nhân chứng; mặc định điểm kiểm mới nhất trong tệp.",
            "A checkpoint with its cosignatures; the newest one in the database by default.",
        ),
    )(command)


def secret_of(path: Path) -> SecretKey:
    """The secret key in a file.

    Raises:
        click.FileError: the file holds none; nothing of its content is repeated.
    """
    try:
        return read_secret(_text(path))
    except KeyTextError as wrong:
        told = say(f"không phải khóa bí mật: {wrong}", f"it is no secret key: {wrong}")
        raise click.FileError(str(path), told) from wrong


def public_of(path: Path) -> PublicKey:
    """The public key in a file.

    Raises:
        click.FileError: the file holds none.
    """
    try:
        return read_key(_text(path))
    except KeyTextError as wrong:
        told = say(f"không phải khóa công khai: {wrong}", f"it is no public key: {wrong}")
        raise click.FileError(str(path), told) from wrong


def policy_of(policy: Path | None, key: Path | None = None) -> Policy | None:
    """The policy in a file, or the one that trusts a single key and asks no witness.

    Args:
        policy: the file of a policy.
        key: the file of a public key of a log.

    Raises:
        click.UsageError: both are given.
        click.FileError: the key is none of a log.
        ledger.proving.PolicyFileError: the policy has mistakes.
    """
    if policy is not None and key is not None:
        told = say("chỉ chọn một: --policy hoặc --key", "give --policy or --key, not both")
        raise click.UsageError(told)
    if policy is not None:
        return read_policy(given_file(policy), file=str(policy))
    if key is None:
        return None
    public = public_of(key)
    if public.kind != NOTE_KEY:
        told = say("khóa này không phải khóa của sổ", "this is no key of a log")
        raise click.FileError(str(key), told)
    return Policy(public.name, Keyring.of(public), (), 0)


def content_of(path: Path | None) -> bytes | None:
    """The content of a file; None where none was named.

    Raises:
        click.FileError: it cannot be read.
    """
    return None if path is None else given_file(path)


def _text(path: Path) -> str:
    """One line of text in a file; what is no text becomes a text that is no key."""
    return given_file(path).decode(errors="replace").strip()
