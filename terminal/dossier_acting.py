"""The command that does an act: on one dossier, or by a preview and its plan on many.

It prints the number of the dossier on stdout, so that a script can go on with it, and says on
stderr where it stands now.  What an act may bring is not known here: `dossiers.acts` reads it.

Sent again with the same `--key` a command is answered as before, with the note that it was recorded
already; without a key every command is a new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from dossiers.use_cases import Acting, dossier_of, kin_of, perform
from dossiers.use_cases.bulk import Asked
from ledger import Actor
from terminal.answers import tell
from terminal.dossier_bulk import applied, previewed
from terminal.dossier_done import answer
from terminal.exits import Exit
from terminal.files import given_file
from terminal.language import said, say
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
from texts.reading import parse

NUMBER_AND_ACT = 2


@click.command(
    cls=Command,
    help=say(
        "Thực hiện một việc trên hồ sơ. Việc nào làm được: `tdkt dossier acts SỐ`.\n\n\b\n"
        "Ví dụ:\n  tdkt dossier act CSTDCS-2024-0001 submit --role unit_clerk --by can-bo-1\n"
        "  tdkt dossier act CSTDCS-2024-0001 record_vote --role council_secretary \\\n"
        "      --detail members=15 --detail approvals=12\n"
        "  tdkt dossier act CSTDCS-2024-0001 open_ballot --role council_secretary \\\n"
        "      --detail members=an,binh,chi --detail chair=an\n"
        "  tdkt dossier act CSTDCS-2024-0001 cast_vote --role council_member --by an \\\n"
        "      --detail choice=for\n"
        "  tdkt dossier act HCLD_BA-2025-0001 amend --details bo-sung.yaml\n"
        '  tdkt dossier act --select "trang-thai:draft don-vi:sct-bk" submit \\\n'
        "      --role unit_clerk --dry-run --plan ke-hoach.json\n"
        "  tdkt dossier act --apply ke-hoach.json",
        "Do one act on a dossier. What is possible: `tdkt dossier acts NUMBER`.\n\n\b\n"
        "Examples:\n  tdkt dossier act CSTDCS-2024-0001 submit --role unit_clerk --by clerk-1\n"
        "  tdkt dossier act CSTDCS-2024-0001 record_vote --role council_secretary \\\n"
        "      --detail members=15 --detail approvals=12\n"
        "  tdkt dossier act CSTDCS-2024-0001 open_ballot --role council_secretary \\\n"
        "      --detail members=an,binh,chi --detail chair=an\n"
        "  tdkt dossier act CSTDCS-2024-0001 cast_vote --role council_member --by an \\\n"
        "      --detail choice=for\n"
        "  tdkt dossier act HCLD_BA-2025-0001 amend --details supplement.yaml\n"
        '  tdkt dossier act --select "state:draft unit:sct-bk" submit \\\n'
        "      --role unit_clerk --dry-run --plan plan.json\n"
        "  tdkt dossier act --apply plan.json",
    ),
)
@click.argument("words", nargs=-1, metavar=say("[SỐ] VIỆC", "[NUMBER] ACT"))
@click.option(
    "--select",
    metavar=say("CÂU HỎI", "QUERY"),
    help=say(
        "Thay cho SỐ: mọi hồ sơ mà câu hỏi tìm thấy; cần --dry-run.",
        "In place of NUMBER: all that the query finds; needs --dry-run.",
    ),
)
@click.option(
    "--dry-run",
    is_flag=True,
    help=say(
        "Chỉ xem trước, không ghi gì vào cơ sở dữ liệu.",
        "Only look ahead; nothing is written to the database.",
    ),
)
@click.option(
    "--plan",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=say("TỆP", "FILE"),
    help=say("Ghi kế hoạch xem trước vào tệp này.", "Write the plan of the preview here."),
)
@click.option(
    "--apply",
    "plan_to_apply",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar=say("TỆP", "FILE"),
    help=say("Làm đúng kế hoạch này.", "Do what this plan says."),
)
@reason_option(help_text=say("Lý do, khi việc cần lý do.", "Reason, where one is needed."))
@click.option(
    "--detail",
    "pairs",
    multiple=True,
    metavar=say("TÊN=GIÁ TRỊ", "NAME=VALUE"),
    help=say("Nội dung kèm theo; lặp lại được.", "What comes with the act; may be repeated."),
)
@click.option(
    "--details",
    "file",
    metavar=say("TỆP", "FILE"),
    type=click.Path(path_type=Path, allow_dash=True),
    help=say("Tệp YAML chứa nội dung kèm theo.", "A YAML file with what comes with the act."),
)
@click.option(
    "--for",
    "stands_for",
    type=WORD,
    metavar=say("MÃ", "ID"),
    help=say(
        "Làm thay người này theo ủy quyền; việc được tính cho cả hai người.",
        "Act for this person by delegation; the act counts for both of them.",
    ),
)
@person_options(None, required=False)
@on_option
@key_option
@json_option
@database_option
def act(
    words: tuple[str, ...],
    select: str | None,
    dry_run: bool,  # noqa: FBT001 -- click passes options by name
    plan: Path | None,
    plan_to_apply: Path | None,
    reason: str,
    pairs: tuple[str, ...],
    file: Path | None,
    stands_for: str | None,
    by: str,
    role: str | None,
    on: date,
    key: str,
    as_json: bool,  # noqa: FBT001 -- click passes options by name
    database: str,
) -> int:
    """Do the act, or say everything that is in the way; on one dossier, or many by a plan.

    Args:
        words: the number of the dossier and the act as the workflow file names it; with `select`
            the act alone; with a plan nothing.
        select: a query in place of the number.
        dry_run: whether to look ahead only.
        plan: where the plan of the preview goes; None for nowhere.
        plan_to_apply: a plan to do; None for none.
        reason: in words; empty when none is given.
        pairs: what comes with the act, each as `name=value`; they win over the file.
        file: a file with what comes with the act; None when there is none.
        stands_for: the id of the person for whom it is done; None for nobody else.
        by: the id of whoever acts.
        role: in what capacity.
        on: the business day; on the first receipt it chooses the law (ADR 0017).
        key: the idempotency key.
        as_json: whether programs read the answer.
        database: the address.

    Raises:
        dossiers.errors.TransitionRefusedError: the act is not possible; nothing was changed.
    """
    if plan is not None and not dry_run:
        raise click.UsageError(say("--plan cần --dry-run", "--plan needs --dry-run"))
    if plan_to_apply is not None:
        _check_alone(words, select)
        return applied(database, plan_to_apply, as_json=as_json)
    if not role:
        raise click.MissingParameter(param_hint="--role", param_type="option")
    details = {**_from_file(file), **_from_pairs(pairs)}
    if select is None and not dry_run:
        number, name = _two(words)
        asked = Asked("", name, Actor(by, role), on, reason, details)
        command = asked.command(number, at=now(), key=key)
        return _one(database, replace(command, stands_for=stands_for), as_json=as_json)
    if stands_for is not None:
        told = say("--for chỉ dùng cho một hồ sơ", "--for goes with one dossier only")
        raise click.UsageError(told)
    wanted, name = _selected(words, select, dry_run=dry_run)
    asked = Asked(wanted, name, Actor(by, role), on, reason, details)
    return previewed(database, asked, plan_file=plan, as_json=as_json)


def _one(database: str, command: Acting, *, as_json: bool) -> int:
    """Do the act on one dossier, and tell what came of it."""
    with opened(database) as store:
        done = perform(store, command)
        finding = kin_of(store, dossier_of(store, command.number)).finding
    answer(done, as_json=as_json, also={"finding": finding})
    if finding is not None:
        tell(f"{say('Lưu ý', 'Note')}: {said(finding)}")
    return Exit.DONE


def _two(words: tuple[str, ...]) -> tuple[str, str]:
    """The number and the act.

    Raises:
        click.UsageError: there are not two words.
    """
    if len(words) != NUMBER_AND_ACT:
        raise click.UsageError(
            say("viết SỐ hồ sơ rồi đến VIỆC", "write the NUMBER of a dossier and an ACT")
        )
    return words[0], words[1]


def _selected(words: tuple[str, ...], select: str | None, *, dry_run: bool) -> tuple[str, str]:
    """The query and the act of a preview; a number is a query too.

    Raises:
        click.UsageError: there is a word too many or too few, or nothing says to look ahead.
    """
    if not dry_run:
        raise click.UsageError(
            say(
                "--select chỉ xem trước: thêm --dry-run --plan TỆP, rồi làm bằng --apply TỆP",
                "--select looks ahead only: add --dry-run --plan FILE, then do it by --apply FILE",
            )
        )
    if select is None:
        number, name = _two(words)
        return f"number:{number}", name
    if len(words) != 1:
        raise click.UsageError(
            say("với --select chỉ viết VIỆC", "with --select write the ACT only")
        )
    return select, words[0]


def _check_alone(words: tuple[str, ...], select: str | None) -> None:
    """Refuse words beside a plan, which says everything by itself.

    Raises:
        click.UsageError: there are some.
    """
    if words or select is not None:
        raise click.UsageError(
            say(
                "--apply đã nói đủ: không viết thêm SỐ, VIỆC hay --select",
                "--apply says it all: write no NUMBER, ACT or --select beside it",
            )
        )


def _from_pairs(pairs: tuple[str, ...]) -> dict[str, object]:
    """The details that were typed as pairs; a value keeps every `=` after the first.

    Raises:
        click.BadParameter: there is no `=` in one of them.

    >>> _from_pairs(("members=15", "minutes=số=07/BB-HĐ"))
    {'members': '15', 'minutes': 'số=07/BB-HĐ'}
    """
    details: dict[str, object] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            wrong = say(f"viết TÊN=GIÁ TRỊ, không phải '{pair}'", f"write NAME=VALUE, not '{pair}'")
            raise click.BadParameter(wrong, param_hint="--detail")
        details[name] = value
    return details


def _from_file(file: Path | None) -> Mapping[str, object]:
    """The details that stand in a file; none when no file is given.

    Raises:
        FileMistakesError: it is no YAML that can be used.
        click.FileError: it cannot be read, or holds no keys and values.
    """
    if file is None:
        return {}
    details = parse(given_file(file), file=str(file)).plain()
    if isinstance(details, dict):
        return details
    raise click.FileError(str(file), say("cần các cặp khóa: giá trị", "keys and values are needed"))
