"""The command that hashes everything again and says what no longer holds, and since when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import click

from dossiers.auditing import audited
from dossiers.errors import HistoryError
from dossiers.proofs import Checked, Finding
from dossiers.replay import replay
from dossiers.store import Store
from dossiers.telling.audits import key_changes_of, verified_data
from dossiers.verification import Problem, Verified
from ledger.proving import Policy, StampError, bare_token
from terminal.answers import print_json
from terminal.audit_files import (
    checkpoint_option,
    content_of,
    file_option,
    policy_of,
    policy_option,
)
from terminal.exits import Exit
from terminal.files import given_file
from terminal.language import said, say
from terminal.lazy import Command
from terminal.options import json_option, whole_database_option


@click.command(
    cls=Command,
    help=say(
        "Băm lại mọi sự kiện và tài liệu, kiểm tra chuỗi, cây, chữ ký và chốt bảo vệ. Mã thoát 1 "
        "khi có sai khác.\n\n\b\n"
        "Ví dụ:\n  tdkt audit verify\n  tdkt audit verify --policy tin-cay.json\n"
        "  tdkt audit verify --key so.key.pub --since diem-kiem-cu.txt",
        "Hash every event and document again; check chain, tree, signatures and guards. Exit code "
        "1 when one differs.\n\n\b\n"
        "Examples:\n  tdkt audit verify\n  tdkt audit verify --policy trust.json\n"
        "  tdkt audit verify --key log.key.pub --since former-checkpoint.txt",
    ),
)
@policy_option
@file_option(
    "--key",
    help_text=say(
        "Khóa công khai của sổ, thay cho chính sách.", "The log's public key, in place of a policy."
    ),
)
@checkpoint_option
@file_option(
    "--since",
    help_text=say(
        "Điểm kiểm tôi đã giữ: sổ phải nối tiếp nó.",
        "A checkpoint that I kept: the log must have grown from it.",
    ),
)
@file_option(
    "--stamp",
    help_text=say(
        "Dấu thời gian (.tsr) tôi đã giữ cho điểm kiểm của --since.",
        "The time stamp (.tsr) that I kept for the checkpoint of --since.",
    ),
)
@json_option
@whole_database_option
def verify(
    policy: Path | None,
    key: Path | None,
    checkpoint: Path | None,
    since: Path | None,
    stamp: Path | None,
    as_json: bool,  # noqa: FBT001 -- click passes options by name
    database: str,
) -> int:
    """Print what was hashed and everything that is wrong; 1 when something is.

    With `--json`: `events`, `streams`, `documents` and `problems`, each problem with `stream`,
    `event` and `text`; `log` with its numbers, and `findings` about it.

    Args:
        policy: whom to trust.
        key: a key of the log, in place of a policy.
        checkpoint: the checkpoint to be trusted, in place of the newest stored one.
        since: a checkpoint that the auditor kept.
        stamp: the answer of a time-stamping authority over that checkpoint.
        as_json: whether programs read the answer.
        database: the address.
    """
    trusted = policy_of(policy, key)
    asked, known = content_of(checkpoint), content_of(since)
    kept = None if stamp is None else _token(stamp, trusted, known)
    with Store.open(database) as store:
        verified, log = audited(store, policy=trusted, checkpoint=asked, known=known, stamp=kept)
        wrong = bool(verified.problems or log.findings)
        names = _names(store) if wrong else {}
        changes = key_changes_of(store)
    if as_json:
        print_json(verified_data(verified, log, changes))
    else:
        told = _told(log, names, signed=trusted is not None)
        for line in (*_hashed(verified), *told, *_changed(changes)):
            click.echo(line)
    return Exit.NO if wrong or log.guards else Exit.DONE


def _token(path: Path, trusted: Policy | None, known: bytes | None) -> bytes:
    """The bare token in an answer that the auditor kept.

    Raises:
        click.UsageError: it is not said over which checkpoint, or whom to trust.
        click.FileError: it is no answer of a trusted authority.
    """
    if trusted is None or not trusted.stamps or known is None:
        told = say(
            "--stamp cần --since và --policy có 'stamps'",
            "--stamp needs --since, and --policy with 'stamps'",
        )
        raise click.UsageError(told)
    try:
        return bare_token(given_file(path), trusted.stamps)
    except StampError as wrong:
        raise click.FileError(str(path), said(wrong.text)) from wrong


def _names(store: Store) -> dict[str, str]:
    """The number of each dossier by its id; none where the table can no longer be read at all."""
    with suppress(HistoryError):
        return {one.stream: one.number for one in replay(store)}
    return {}


def _changed(changes: list[int]) -> Iterator[str]:
    """How often the log changed its key, and since when the newest is in use."""
    if changes:
        yield say(
            f"Khóa ký đã đổi {len(changes)} lần; khóa hiện nay dùng từ {changes[-1]} sự kiện.",
            f"Changes of the log's key: {len(changes)}; the newest key is in use from "
            f"{changes[-1]} events on.",
        )


def _hashed(verified: Verified) -> Iterator[str]:
    """What was hashed, and what is wrong with single dossiers."""
    yield say(
        f"Đã băm lại {verified.events} sự kiện của {verified.streams} hồ sơ và "
        f"{verified.documents} tài liệu: {len(verified.problems)} sai khác.",
        f"Hashed {verified.events} events of {verified.streams} dossiers and "
        f"{verified.documents} documents again: {len(verified.problems)} differ.",
    )
    yield from (_problem(one) for one in verified.problems)


def _problem(one: Problem) -> str:
    """One thing that is wrong with a dossier."""
    told = say(f"sự kiện {one.n}", f"event {one.n}")
    return f" ✗ {one.stream}, {told}: {said(one.text)}"


def _told(log: Checked, names: Mapping[str, str], *, signed: bool) -> Iterator[str]:
    """What was found about the whole log: numbers, checkpoints, the first broken event, guards."""
    if log.numbered or log.checkpoints or log.findings:
        yield say(
            f"Sổ: {log.numbered} sự kiện đã đánh số, {log.waiting} đang chờ; "
            f"{log.checkpoints} điểm kiểm.",
            f"Log: {log.numbered} events numbered, {log.waiting} waiting; "
            f"{log.checkpoints} checkpoints.",
        )
        yield _held(log, signed=signed)
        yield from _stamped(log)
    for one in log.findings:
        yield f" ✗ {_place(one, names)}{said(one.text)}"
    named = next((one for one in log.findings if one.stream), None)
    if named is not None:
        yield say(
            f"Sự kiện hỏng đầu tiên: {_place(named, names)[:-2]}.",
            f"First broken event: {_place(named, names)[:-2]}.",
        )
    yield from (f" ! {said(one)}" for one in log.guards)


def _held(log: Checked, *, signed: bool) -> str:
    """The newest checkpoint that still holds, and whether anybody's signature was asked."""
    if log.holds is None:
        return say("Không điểm kiểm nào còn đúng.", "No checkpoint holds.")
    size = log.holds.size
    if not signed:
        return say(
            f"Điểm kiểm cuối còn đúng: {size} sự kiện (chưa kiểm tra chữ ký: thêm --policy).",
            f"Last checkpoint that holds: {size} events (signatures not asked: give --policy).",
        )
    return say(
        f"Điểm kiểm cuối còn đúng: {size} sự kiện; nhân chứng xác nhận: {log.witnesses}.",
        f"Last checkpoint that holds: {size} events; witnesses that cosigned: {log.witnesses}.",
    )


def _stamped(log: Checked) -> Iterator[str]:
    """The newest time stamp that the policy trusts; nothing where there is none."""
    for size, one in log.stamps[-1:]:
        when = one.time.strftime("%Y-%m-%d %H:%M:%S UTC")
        yield say(
            f"Dấu thời gian được tin: {len(log.stamps)}; mới nhất {when} cho {size} sự kiện đầu.",
            f"Time stamps that are trusted: {len(log.stamps)}; the newest of {when} over the first "
            f"{size} events.",
        )


def _place(one: Finding, names: Mapping[str, str]) -> str:
    """Which event a finding speaks of; empty for one that speaks of the whole log."""
    if not one.stream:
        return ""
    number = names.get(one.stream, one.stream)
    at = "" if one.index is None else say(f", số {one.index} trong sổ", f", number {one.index}")
    return say(f"{number}, sự kiện {one.n}{at}: ", f"{number}, event {one.n}{at}: ")
