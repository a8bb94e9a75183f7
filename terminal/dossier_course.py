"""Commands about the way of a dossier: its open ballot, its terms, and what the program has to do.

`ballot` and `clocks` read; `tick` does the acts of the program for terms that are over, each once,
in the order in which the terms ended.  It may be run as often as one likes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import click

import workflow
from dossiers.standing_ballots import OpenBallot
from dossiers.telling.ballots import ballot_data, standing
from dossiers.use_cases import Done, Look, looked_at, ticked
from dossiers.wording import BALLOT_RESULTS, CHOICES
from terminal.answers import print_json, tell
from terminal.exits import Exit
from terminal.language import said, say
from terminal.lazy import Command
from terminal.looking_back import When, past_options
from terminal.opened import opened
from terminal.options import database_option, json_option, now, on_option
from terminal.workflow_due import due_data, due_lines
from texts.moments import shown_day


@click.command(
    cls=Command,
    help=say(
        "Cuộc bỏ phiếu đang mở: ai được bỏ phiếu, ai đã bỏ phiếu, còn cần gì. Bỏ phiếu kín thì chỉ "
        "nêu số phiếu. Mã thoát 1 khi không có cuộc bỏ phiếu nào.\n\n\b\n"
        "Ví dụ:\n  tdkt dossier ballot CSTDCS-2024-0001\n"
        "  tdkt dossier ballot CSTDCS-2024-0001 --json",
        "The ballot that is open: who may vote, who has, what is still needed. Of a secret one "
        "only numbers are told. Exit code 1 when none is open.\n\n\b\n"
        "Examples:\n  tdkt dossier ballot CSTDCS-2024-0001\n"
        "  tdkt dossier ballot CSTDCS-2024-0001 --json",
    ),
)
@click.argument("number", metavar=say("SỐ", "NUMBER"))
@past_options(judges=True)
@json_option
@database_option
def ballot(number: str, when: When, as_json: bool, database: str) -> int:  # noqa: FBT001 -- click passes options by name
    """Print the open ballot; 1 when there is none.

    Args:
        number: the dossier.
        when: the moment that is asked about; its day is assumed as receipt while there was none.
        as_json: whether programs read the answer.
        database: the address.
    """
    with when.reading(database) as store:
        look = looked_at(store, number, on=when.day)
    found = standing(look)
    if as_json:
        when.print_json(None if found is None else ballot_data(found))
    else:
        when.tell()
        for line in _ballot_lines(look, found):
            click.echo(line)
    return Exit.NO if found is None else Exit.DONE


@click.command(
    cls=Command,
    help=say(
        "Các thời hạn đang chạy trên hồ sơ: ngày cuối, ngày nghỉ đã trừ và lý do, ngày nhắc. Mã "
        "thoát 1 khi có thời hạn đã hết.\n\n\b\n"
        "Ví dụ:\n  tdkt dossier clocks HCLD_BA-2025-0001\n"
        "  tdkt dossier clocks HCLD_BA-2025-0001 --on 2025-06-02 --json",
        "The terms that run on a dossier: last day, days skipped and why, warnings. Exit code 1 "
        "when one of them is over.\n\n\b\n"
        "Examples:\n  tdkt dossier clocks HCLD_BA-2025-0001\n"
        "  tdkt dossier clocks HCLD_BA-2025-0001 --on 2025-06-02 --json",
    ),
)
@click.argument("number", metavar=say("SỐ", "NUMBER"))
@past_options(judges=True)
@json_option
@database_option
def clocks(number: str, when: When, as_json: bool, database: str) -> int:  # noqa: FBT001 -- click passes options by name
    """Print every term; 1 when one is over.

    Args:
        number: the dossier.
        when: the moment that is asked about.
        as_json: whether programs read the answer.
        database: the address.
    """
    with when.reading(database) as store:
        look = looked_at(store, number, on=when.day)
    over = {one.clock for one in workflow.overdue(look.terms.readings, when.day)}
    if as_json:
        when.print_json([_term_data(look, one, over) for one in look.terms.readings])
    else:
        when.tell()
        for line in _term_lines(look, over):
            click.echo(line)
    return Exit.NO if over else Exit.DONE


@click.command(
    cls=Command,
    help=say(
        "Làm những việc của phần mềm khi thời hạn đã hết, mỗi việc một lần, theo thứ tự hết hạn; "
        "phần mềm không bao giờ phê duyệt thay ai.\n\n\b\n"
        "Ví dụ:\n  tdkt dossier tick CSTDCS-2024-0004\n"
        "  tdkt dossier tick CSTDCS-2024-0004 --on 2025-01-03",
        "Do what the program has to do when a term is over, each once, in the order in which they "
        "ended; the program never approves anything.\n\n\b\n"
        "Examples:\n  tdkt dossier tick CSTDCS-2024-0004\n"
        "  tdkt dossier tick CSTDCS-2024-0004 --on 2025-01-03",
    ),
)
@click.argument("number", metavar=say("SỐ", "NUMBER"))
@on_option
@json_option
@database_option
def tick(number: str, on: date, as_json: bool, database: str) -> None:  # noqa: FBT001 -- click passes options by name
    """Do the acts of the program that are due, and print each.

    Args:
        number: the dossier.
        on: the day on which it is done.
        as_json: whether programs read the answer.
        database: the address.
    """
    with opened(database) as store:
        done = ticked(store, number, on=on, at=now())
        look = looked_at(store, number, on=on)
    if as_json:
        print_json([_done_data(one) for one in done])
        return
    for one in done:
        act = look.procedure.definition.acts_called(one.act)[one.source].text
        click.echo(f"{one.number}: {said(act)}")
    if not done:
        tell(say("Không có thời hạn nào đã hết.", "No term is over."))


def _done_data(done: Done) -> dict[str, object]:
    """One act of the program for JSON."""
    return {name: getattr(done, name) for name in Done.__dataclass_fields__}


def _ballot_lines(look: Look, found: OpenBallot | None) -> Iterator[str]:
    """An open ballot for people, or that none is."""
    number = look.dossier.number
    if found is None:
        yield say(f"{number}: không có cuộc bỏ phiếu nào đang mở.", f"{number}: no ballot is open.")
        return
    kind = say("bỏ phiếu kín", "secret") if found.secret else say("bỏ phiếu công khai", "open")
    again = "" if found.round == 1 else say(f", lần {found.round}", f", round {found.round}")
    yield f"{number}: {said(found.body.text)} ({kind}{again})"
    tally = found.tally
    yield say(
        f"Đã bỏ phiếu: {tally.present}/{tally.members}; cần ít nhất {found.quorum} người.",
        f"Voted: {tally.present} of {tally.members}; at least {found.quorum} have to take part.",
    )
    counted = "; ".join(f"{_choice(name)}: {count}" for name, count in found.counts.items())
    yield f"{say('Số phiếu', 'Votes')}: {counted}"
    yield _needed_line(found)
    yield from _people_lines(look, found)
    yield _decided_line(found)


def _needed_line(found: OpenBallot) -> str:
    """How many votes in favour pass, and how many are wanting."""
    have, need, wanting = found.tally.favour, found.needed, found.missing
    if not wanting:
        return say(
            f"Cần {need} phiếu đồng ý: đã có {have}, đủ.",
            f"{need} votes in favour are needed: there are {have}, enough.",
        )
    return say(
        f"Cần {need} phiếu đồng ý: mới có {have}, còn thiếu {wanting}.",
        f"{need} votes in favour are needed: there are {have}, {wanting} are wanting.",
    )


def _people_lines(look: Look, found: OpenBallot) -> Iterator[str]:
    """Who has voted and how, who may still vote, who may not, who stands aside."""
    for member, choice in found.votes.items():
        written = say(" (bằng văn bản)", " (in writing)") if member in found.written else ""
        yield f" ✓ {member}: {_choice(choice)}{written}"
    for member, reason in found.recused.items():
        yield f" – {member}: {say('xin không bỏ phiếu', 'stands aside')}: {reason}"
    for member, near in found.barred.items():
        if member not in found.recused:
            relations = look.procedure.definition.relations
            why = ", ".join(said(relations[one].text) for one in near)
            yield f" ✗ {member}: {say('không được bỏ phiếu', 'may not vote')} ({why})"
    if found.waiting:
        yield f"{say('Chưa bỏ phiếu', 'Yet to vote')}: {', '.join(found.waiting)}"


def _decided_line(found: OpenBallot) -> str:
    """Whether anything can still change, and how it would end now."""
    now_ends = said(BALLOT_RESULTS[found.result])
    if found.decided is None:
        return say(
            f"Kết quả còn có thể thay đổi; nếu kiểm phiếu ngay: {now_ends}.",
            f"The result can still change; closed now it would be: {now_ends}.",
        )
    return say(
        f"Kết quả không còn thay đổi được: {now_ends}; có thể kiểm phiếu.",
        f"The result can no longer change: {now_ends}; the ballot may be closed.",
    )


def _choice(name: str) -> str:
    """A choice in words; one that this program has no words for by its name."""
    return said(CHOICES[name]) if name in CHOICES else name


def _term_lines(look: Look, over: set[str]) -> Iterator[str]:
    """Every term for people, with how its last day came about."""
    number = look.dossier.number
    if not look.terms.readings and not look.terms.uncounted:
        yield say(f"{number}: không có thời hạn nào.", f"{number}: no term runs.")
    definition = look.procedure.definition
    for one in look.terms.readings:
        rule = definition.clocks[one.clock]
        yield f"{number}: {said(rule.text)}"
        if rule.source is not None:
            yield f"  {say('Căn cứ', 'Source')}: {rule.source.document}, {rule.source.article}"
        for line in due_lines(one.ends, _calendar(look)):
            yield f"  {line}"
        for warned in one.warned:
            yield f"  {say('Nhắc từ', 'Warning from')}: {shown_day(warned.day)}"
        if one.clock in over:
            act = said(definition.acts_called(one.outcome)[look.dossier.state].text)
            yield say(
                f"  ĐÃ HẾT HẠN. Việc của phần mềm: {act} (tdkt dossier tick {number})",
                f"  OVER. For the program to do: {act} (tdkt dossier tick {number})",
            )
    vi, en = "lịch ngày làm việc chưa có năm đó", "the calendar does not reach so far"
    if look.calendar is None:
        vi, en = "không biết lịch ngày làm việc nào được dùng", "no calendar is on record"
    for name in look.terms.uncounted:
        text = said(definition.clocks[name].text)
        yield say(
            f"{number}: {text}: {vi}, chưa tính được.",
            f"{number}: {text}: {en}; the end is not known.",
        )


def _term_data(look: Look, one: workflow.Reading, over: set[str]) -> dict[str, object]:
    """A term for JSON."""
    definition = look.procedure.definition
    return {
        "id": one.clock,
        "text": definition.clocks[one.clock].text,
        "over": one.clock in over,
        "outcome": one.outcome,
        "warned_on": [warned.day for warned in one.warned],
        **due_data(one.ends, _calendar(look)),
    }


def _calendar(look: Look) -> workflow.Calendar:
    """The calendar by which a term was counted; where one was, there is one."""
    assert look.calendar is not None, "a term that was counted was counted by a calendar"
    return look.calendar
