"""The command that takes running dossiers over to another edition of their workflow.

Without `--apply` and `--undo` nothing is written: every open dossier is told with its reasons, so
that the plan can be mended before anything happens.  The table goes to stdout, one line a dossier.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import cast, get_args

import click

from dossiers.store import Store
from dossiers.use_cases.migrating import Fate, Migrating, Survey, Undone, migrate, survey, undo
from ledger import Actor
from terminal.answers import print_json, print_table, tell
from terminal.exits import Exit
from terminal.files import given_file
from terminal.language import said, say
from terminal.lazy import Command
from terminal.opened import opened
from terminal.options import database_option, json_option, now, on_option, person_options
from terminal.workflow_named import named_bytes
from texts import Text
from workflow.editions.migrate import Choice, Kind

DIGEST = re.compile(r"[0-9a-f]{64}")
HEAD = (
    Text(vi="SỐ", en="NUMBER"),
    Text(vi="TRẠNG THÁI", en="STATE"),
    Text(vi="CHUYỂN ĐƯỢC KHÔNG", en="CAN GO OVER"),
    Text(vi="LÝ DO", en="REASONS"),
)
KINDS: dict[Kind, Text] = {
    "safe": Text(vi="an toàn", en="safe"),
    "needs_decision": Text(vi="cần quyết định", en="needs a decision"),
    "impossible": Text(vi="không thể", en="impossible"),
}
WAITS = Text(vi="chưa chuyển", en="waits")
UNDONE_HEAD = (
    Text(vi="SỐ", en="NUMBER"),
    Text(vi="KẾT QUẢ", en="RESULT"),
)
NO_CHOICE = Text(
    vi="viết SỐ=go (chuyển như kế hoạch) hoặc SỐ=wait (ở lại bản cũ), không phải '{words}'",
    en="write NUMBER=go (as planned) or NUMBER=wait (stay under the old one), not '{words}'",
)


@click.command(
    cls=Command,
    help=say(
        "Chuyển hồ sơ đang chạy sang bản quy trình khác theo một kế hoạch. Mặc định chỉ xem trước; "
        "--apply mới ghi, --undo trở lại khi chưa có việc nào khác. CŨ và MỚI là tệp, tên quy "
        "trình có sẵn, hoặc mã băm của bản đã ghim. Mã thoát 1 khi còn hồ sơ phải quyết "
        "định.\n\n\b\n"
        "Ví dụ:\n  tdkt workflow migrate cu.yaml moi.yaml --plan ke-hoach.yaml --role unit_head\n"
        "  tdkt workflow migrate cu.yaml moi.yaml --plan ke-hoach.yaml --role unit_head \\\n"
        "      --apply --decide CSTDCS-2024-0001=wait",
        "Take running dossiers over to another edition of their workflow by a plan. Only shown by "
        "default; --apply writes, --undo goes back while nothing else was done. OLD and NEW are "
        "files, names of shipped workflows, or the digest of a pinned one. Exit code 1 while "
        "somebody has to decide.\n\n\b\n"
        "Examples:\n  tdkt workflow migrate old.yaml new.yaml --plan plan.yaml --role unit_head\n"
        "  tdkt workflow migrate old.yaml new.yaml --plan plan.yaml --role unit_head \\\n"
        "      --apply --decide CSTDCS-2024-0001=wait",
    ),
)
@click.argument("old", metavar=say("CŨ", "OLD"))
@click.argument("new", metavar=say("MỚI", "NEW"))
@click.option(
    "--plan",
    required=True,
    metavar=say("TỆP", "FILE"),
    type=click.Path(path_type=Path, allow_dash=True),
    help=say("Tệp kế hoạch chuyển.", "The file of the plan."),
)
@click.option(
    "--dry-run/--apply",
    "dry",
    default=True,
    help=say("Chỉ xem trước, hoặc ghi thật.", "Only show, or write."),
)
@click.option(
    "--undo",
    "back",
    is_flag=True,
    help=say("Trở lại bản cũ.", "Go back to the old edition."),
)
@click.option(
    "--decide",
    "decisions",
    multiple=True,
    metavar=say("SỐ=go|wait", "NUMBER=go|wait"),
    help=say("Quyết định về một hồ sơ.", "What was decided about a dossier."),
)
@person_options(None)
@on_option
@json_option
@database_option
def migrate_(
    old: str,
    new: str,
    plan: Path,
    dry: bool,  # noqa: FBT001 -- click passes options by name
    back: bool,  # noqa: FBT001 -- as above
    decisions: tuple[str, ...],
    by: str,
    role: str,
    on: date,
    as_json: bool,  # noqa: FBT001 -- as above
    database: str,
) -> int:
    """Print what becomes of every open dossier, and write it where that was asked for.

    Args:
        old: the edition that dossiers leave: a file, a shipped name, or a digest.
        new: the edition that they go over to, likewise.
        plan: the file of the plan.
        dry: whether nothing is written.
        back: whether dossiers are brought back instead.
        decisions: what was decided, each as `number=go` or `number=wait`.
        by: the id of whoever answers for it.
        role: in what capacity, a role of the new edition.
        on: the business day.
        as_json: whether programs read the answer.
        database: the address.

    Raises:
        workflow.DefinitionFileError: an edition has mistakes.
        workflow.migration_plan.PlanFileError: the plan has mistakes, or is for other files.
    """
    with opened(database) as store:
        command = Migrating(
            old=_edition(store, old),
            new=_edition(store, new),
            plan=given_file(plan),
            file=str(plan),
            by=Actor(by, role),
            on=on,
            at=now(),
            decisions=_decisions(decisions),
        )
        if back:
            return _told_back(undo(store, command), as_json=as_json)
        found = survey(store, command) if dry else migrate(store, command)
    return _told(found, dry=dry, as_json=as_json)


def _edition(store: Store, word: str) -> bytes:
    """The bytes of an edition that was named by file, by shipped name, or by the digest pinned."""
    return store.document(word) if DIGEST.fullmatch(word) else named_bytes(word)


def _decisions(pairs: tuple[str, ...]) -> Mapping[str, Choice]:
    """The decisions that were typed.

    Raises:
        click.BadParameter: one is not `number=go` or `number=wait`.
    """
    found: dict[str, Choice] = {}
    for pair in pairs:
        number, _, choice = pair.rpartition("=")
        if not number or choice not in get_args(Choice):
            raise click.BadParameter(said(NO_CHOICE.fill(words=pair)), param_hint="--decide")
        found[number] = cast("Choice", choice)
    return found


def _told(found: Survey, *, dry: bool, as_json: bool) -> int:
    """Print a survey; 1 while somebody has to decide."""
    if as_json:
        print_json(_data(found))
    else:
        print_table(HEAD, (_row(one) for one in found.fates))
        for line in _summary(found, dry=dry):
            tell(line)
    return Exit.NO if found.undecided else Exit.DONE


def _row(one: Fate) -> tuple[str, ...]:
    """One dossier as a line."""
    state = said(one.state)
    if one.target is not None and one.target != one.state:
        state = f"{state} → {said(one.target)}"
    kind = said(WAITS if one.found.waits else KINDS[one.found.kind])
    return one.number, state, kind, said(one.found.text)


def _summary(found: Survey, *, dry: bool) -> Iterator[str]:
    """How many of each kind, and what comes next."""
    kinds = [one.found.kind for one in found.fates]
    safe, asked, never = (kinds.count(kind) for kind in KINDS)
    yield say(
        f"{len(kinds)} hồ sơ: {safe} an toàn, {asked} cần quyết định, {never} không thể.",
        f"{len(kinds)} dossiers: {safe} safe, {asked} need a decision, {never} impossible.",
    )
    if found.undecided:
        first = found.undecided[0]
        yield say(
            f"Chưa ghi gì. Hãy quyết định từng hồ sơ: --decide {first}=go hoặc {first}=wait.",
            f"Nothing is written. Decide on each: --decide {first}=go or {first}=wait.",
        )
    elif dry:
        yield say("Chưa ghi gì; thêm --apply để ghi.", "Nothing is written; add --apply to do so.")
    else:
        count = len(found.moved)
        yield say(f"Đã chuyển {count} hồ sơ.", f"Dossiers that went over: {count}.")


def _told_back(found: tuple[Undone, ...], *, as_json: bool) -> int:
    """Print what came of undoing; 1 where some dossier is left."""
    if as_json:
        print_json([{"number": o.number, "undone": o.undone, "text": o.text} for o in found])
    else:
        print_table(UNDONE_HEAD, ((one.number, said(one.text)) for one in found))
    return Exit.DONE if all(one.undone for one in found) else Exit.NO


def _data(found: Survey) -> dict[str, object]:
    """A survey for JSON."""
    return {
        "moved": list(found.moved),
        "dossiers": [
            {
                "number": one.number,
                "state": one.state,
                "target": one.target,
                "kind": one.found.kind,
                "waits": one.found.waits,
                "reasons": list(one.found.reasons),
            }
            for one in found.fates
        ],
    }
