"""Commands about who may act for whom: grant, withdraw, list."""

from __future__ import annotations

from datetime import date

import click

from dossiers.mandates import Mandate, delegations_of
from dossiers.rulebook import named_procedure
from dossiers.use_cases import Granting, Mandated, Withdrawing, mandates
from dossiers.use_cases import grant as grant_mandate
from dossiers.use_cases import withdraw as withdraw_mandate
from terminal.answers import print_json, print_table, tell
from terminal.language import said, say
from terminal.lazy import Command
from terminal.looking_back import When, past_options
from terminal.opened import opened
from terminal.options import (
    WORD,
    database_option,
    day_option,
    json_option,
    key_option,
    now,
    on_option,
    reason_option,
    recorder_option,
)
from texts import Text
from texts.moments import shown_day

ID = say("MÃ", "ID")
HEAD = (
    Text(vi="SỐ", en="NUMBER"),
    Text(vi="VAI TRÒ", en="ROLE"),
    Text(vi="NGƯỜI ỦY QUYỀN", en="FROM"),
    Text(vi="NGƯỜI ĐƯỢC ỦY QUYỀN", en="TO"),
    Text(vi="TỪ NGÀY", en="FIRST DAY"),
    Text(vi="ĐẾN NGÀY", en="LAST DAY"),
    Text(vi="VĂN BẢN", en="PAPER"),
    Text(vi="TRẠNG THÁI", en="STATE"),
)


@click.command(
    cls=Command,
    help=say(
        "Ghi ủy quyền: ai thay ai, ở vai trò nào, từ ngày nào đến hết ngày nào, theo văn bản nào. "
        "Người được ủy quyền không tự ghi; việc được ủy quyền không ủy quyền lại.\n\n\b\n"
        "Ví dụ:\n  tdkt mandate grant --role unit_head --from truong --to-person pho \\\n"
        "      --first 2025-03-03 --last 2025-03-14 --paper 12/UQ --by van-thu",
        "Record a mandate: who acts for whom, in which role, from which day to which, by which "
        "paper. Nobody records one for oneself, and none is handed on.\n\n\b\n"
        "Example:\n  tdkt mandate grant --role unit_head --from head --to-person deputy \\\n"
        "      --first 2025-03-03 --last 2025-03-14 --paper 12/UQ --by registrar",
    ),
)
@click.option(
    "--role",
    type=WORD,
    required=True,
    metavar=say("VAI", "ROLE"),
    help=say("Vai trò được ủy quyền.", "The role that is delegated."),
)
@click.option(
    "--from",
    "giver",
    type=WORD,
    required=True,
    metavar=ID,
    help=say("Người ủy quyền.", "Whoever delegates."),
)
@click.option(
    "--to-person",
    "taker",
    type=WORD,
    required=True,
    metavar=ID,
    help=say("Người được ủy quyền.", "Whoever acts meanwhile."),
)
@day_option(
    "--first",
    help_text=say("Ngày đầu có hiệu lực.", "The first day on which it holds."),
    required=True,
)
@day_option(
    "--last",
    help_text=say("Ngày cuối có hiệu lực.", "The last day on which it holds."),
    required=True,
)
@click.option(
    "--paper",
    type=WORD,
    required=True,
    metavar=say("SỐ VĂN BẢN", "PAPER"),
    help=say("Văn bản ủy quyền.", "The document, by number."),
)
@click.option(
    "--unit",
    type=WORD,
    metavar=say("ĐƠN VỊ", "UNIT"),
    help=say("Chỉ có giá trị với hồ sơ của đơn vị này.", "It holds on dossiers of this unit only."),
)
@recorder_option
@on_option
@key_option
@json_option
@database_option
def grant(
    role: str,
    giver: str,
    taker: str,
    first: date,
    last: date,
    paper: str,
    unit: str | None,
    by: str,
    on: date,
    key: str,
    as_json: bool,  # noqa: FBT001 -- click passes options by name
    database: str,
) -> None:
    """Record the mandate and print its number.

    Raises:
        dossiers.errors.TransitionRefusedError: it is not lawful; every reason is told.
    """
    granting = Granting(
        role=role,
        from_person=giver,
        to_person=taker,
        first=first,
        last=last,
        paper=paper,
        by=by,
        on=on,
        at=now(),
        key=key,
        unit=unit,
    )
    with opened(database) as store:
        done = grant_mandate(store, granting)
    _answer(done, as_json=as_json)


@click.command(
    cls=Command,
    help=say(
        "Rút ủy quyền từ ngày nghiệp vụ; việc đã làm trước đó vẫn giữ nguyên.\n\n\b\n"
        "Ví dụ:\n  tdkt mandate withdraw UQ-0001 --reason 'đã trở lại làm việc' --by truong",
        "Withdraw a mandate from the business day on; what was done before stays done.\n\n\b\n"
        "Example:\n  tdkt mandate withdraw UQ-0001 --reason 'back at work' --by head",
    ),
)
@click.argument("number", metavar=say("SỐ", "NUMBER"))
@reason_option(help_text=say("Lý do bằng lời.", "The reason in words."))
@recorder_option
@on_option
@key_option
@json_option
@database_option
def withdraw(
    number: str,
    reason: str,
    by: str,
    on: date,
    key: str,
    as_json: bool,  # noqa: FBT001 -- click passes options by name
    database: str,
) -> None:
    """Withdraw the mandate and print its number."""
    withdrawing = Withdrawing(number=number, by=by, on=on, at=now(), key=key, reason=reason)
    with opened(database) as store:
        done = withdraw_mandate(store, withdrawing)
    _answer(done, as_json=as_json)


@click.command(
    cls=Command,
    help=say(
        "Các ủy quyền đã ghi; với --on hoặc --as-of chỉ những ủy quyền có hiệu lực ngày đó.\n\n\b\n"
        "Ví dụ:\n  tdkt mandate list\n  tdkt mandate list --on 2025-03-10 --json",
        "The mandates on record; with --on or --as-of only those that hold on that day.\n\n\b\n"
        "Examples:\n  tdkt mandate list\n  tdkt mandate list --on 2025-03-10 --json",
    ),
)
@past_options(judges=False, with_on=True)
@json_option
@database_option
def list_(when: When, as_json: bool, database: str) -> None:  # noqa: FBT001 -- click passes options by name
    """Print the mandates, one a line; only those that hold, where a business day was typed."""
    with when.reading(database) as store:
        every = mandates(store)
    on = when.as_of or when.on
    found = [one for one in every if on is None or _holds(one, on)]
    if as_json:
        when.print_json([_data(one) for one in found])
    else:
        when.tell()
        print_table(HEAD, (_row(one) for one in found))


def _holds(mandate: Mandate, on: date) -> bool:
    """Whether a mandate holds on a day."""
    return any(one.holds_on(on) for one in delegations_of((mandate,)))


def _row(one: Mandate) -> tuple[str, ...]:
    """A mandate as a line of the table."""
    said_ = one.draft
    days = (shown_day(said_.first), shown_day(said_.last))
    people = (said_.from_person, said_.to_person)
    return one.number, said_.role, *people, *days, said_.paper, said(_state(one.state))


def _data(one: Mandate) -> dict[str, object]:
    """A mandate for JSON; `withdrawn` is the day from which it no longer holds, or null."""
    told = {"id": one.id, **one.draft.model_dump(mode="json")}
    return {**told, "state": one.state, "withdrawn": one.withdrawn}


def _state(name: str) -> Text:
    """A state of a mandate in words."""
    return named_procedure("mandate").definition.state(name).text


def _answer(done: Mandated, *, as_json: bool) -> None:
    """Print the number, or the answer as data; tell the person where the mandate stands now."""
    if as_json:
        told = {"number": done.number, "state": done.state, "repeated": done.repeated}
        print_json(told)
    else:
        click.echo(done.number)
    again = say(" (Lệnh này đã ghi trước đó.)", " (This command had been recorded before.)")
    tell(f"{done.number}: {said(_state(done.state))}.{again if done.repeated else ''}")
