"""The command that tells what is due for whom, and the outbox of digests that a worker fills.

There is no mail server here.  A digest is a file in a folder, one a person and working day; whoever
has a mail server hands the files on.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from dossiers.store import Store
from dossiers.telling.worklists import line_data
from dossiers.use_cases.digests import (
    WITHIN,
    Addressees,
    Digest,
    digest_of,
    digests,
    everybody,
)
from dossiers.use_cases.worklist import Line
from terminal.answers import print_table, tell
from terminal.exits import Exit
from terminal.files import given_file
from terminal.language import said, say
from terminal.lazy import Command
from terminal.looking_back import When, past_options
from terminal.options import WORD, database_option, json_option
from terminal.written import FAILED
from texts import Text, joined
from texts.moments import shown_day
from texts.reading import read_model

MOST_DAYS = 60
STDOUT = "-"
HEAD = (
    Text(vi="SỐ", en="NUMBER"),
    Text(vi="ĐỐI TƯỢNG", en="NOMINEE"),
    Text(vi="TRẠNG THÁI", en="STATE"),
    Text(vi="NGÀY CUỐI", en="LAST DAY"),
    Text(vi="CÒN LẠI", en="TIME LEFT"),
    Text(vi="CHỜ AI", en="WAITS FOR"),
)

within_option = click.option(
    "--within",
    type=click.IntRange(0, MOST_DAYS),
    default=WITHIN,
    show_default=True,
    metavar=say("NGÀY", "DAYS"),
    help=say("Trong bao nhiêu ngày làm việc tới.", "How many working days ahead."),
)


@click.command(
    cls=Command,
    help=say(
        "Việc nào đến hạn hoặc quá hạn, chờ ai: theo vai trò, đơn vị, hoặc một ủy viên chưa bỏ "
        "phiếu.\n\nMã thoát 1 khi không có việc nào.\n\n\b\n"
        "Ví dụ:\n  tdkt dossier due\n"
        "  tdkt dossier due --role council_secretary --unit sct-bk --within 5\n"
        "  tdkt dossier due --person uv-an --json",
        "What is due or over, and for whom: by role, by unit, or for a member who has not voted."
        "\n\nExit code 1 where nothing is.\n\n\b\n"
        "Examples:\n  tdkt dossier due\n"
        "  tdkt dossier due --role council_secretary --unit sct-bk --within 5\n"
        "  tdkt dossier due --person uv-an --json",
    ),
)
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=WORD,
    metavar=say("VAI", "ROLE"),
    help=say("Chỉ việc chờ vai trò này; lặp lại được.", "Only what waits for this role; repeat."),
)
@click.option(
    "--unit",
    "units",
    multiple=True,
    type=WORD,
    metavar=say("MÃ", "ID"),
    help=say("Chỉ hồ sơ của đơn vị này; lặp lại được.", "Only dossiers of this unit; repeat."),
)
@click.option(
    "--person",
    type=WORD,
    metavar=say("MÃ", "ID"),
    help=say(
        "Cả những phiếu mà ủy viên này chưa bỏ.", "And the votes that this member has not cast."
    ),
)
@within_option
@past_options(judges=True)
@json_option
@database_option
def due(
    roles: tuple[str, ...],
    units: tuple[str, ...],
    person: str | None,
    within: int,
    when: When,
    as_json: bool,  # noqa: FBT001 -- click passes options by name
    database: str,
) -> int:
    """Print what is due, the nearest last day first; 1 where nothing is.

    Args:
        roles: only what waits for one of these; none for all.
        units: only dossiers of these; none for all.
        person: the member whose votes are asked for too.
        within: how many working days ahead.
        when: the day, and the moment that is asked about.
        as_json: whether programs read the answer.
        database: the address.

    Raises:
        workflow.UnknownRoleError: there is no such role.
        workflow.OutsideCalendarError: the calendar does not reach so far.
    """
    with when.reading(database) as store:
        found = digest_of(store, everybody(person or "", roles, units), on=when.day, within=within)
    if as_json:
        when.print_json(digest_data(found))
        return Exit.DONE if found.lines else Exit.NO
    when.tell()
    if not found.lines:
        tell(_nothing(found))
        return Exit.NO
    print_table(HEAD, (_row(one) for one in found.lines))
    if found.more:
        tell(say("Còn nữa; hãy thu hẹp.", "There are more; narrow the question."))
    return Exit.DONE


def digest_data(found: Digest) -> dict[str, object]:
    """A digest for programs."""
    return {
        "person": found.person,
        "on": found.on,
        "until": found.until,
        "more": found.more,
        "dossiers": [line_data(one) for one in found.lines],
    }


def _nothing(found: Digest) -> str:
    """That nothing is due."""
    until = shown_day(found.until)
    return say(f"Đến hết {until} không có việc nào đến hạn.", f"Nothing is due by {until}.")


def _row(one: Line) -> tuple[str, ...]:
    """A dossier as a line of the table."""
    assert one.last is not None, "what is due has a last day"
    day = shown_day(one.last.day)
    return one.number, one.name, said(one.state_text), day, said(one.last.words), _awaited(one)


def _awaited(one: Line) -> str:
    """For whom a dossier waits, in words."""
    roles = said(joined(text for _, text in one.roles))
    return f"{roles} ({', '.join(one.members)})" if one.members else roles


def digest_lines(found: Digest) -> Iterator[str]:
    """A digest as a person reads it, one paragraph a dossier."""
    day = shown_day(found.on)
    count = len(found.lines)
    yield say(
        f"Việc đến hạn của {found.person}, ngày {day}: {count} hồ sơ",
        f"Due for {found.person} on {day}: {count} dossiers",
    )
    for one in found.lines:
        number, name, state, last, left, _ = _row(one)
        yield ""
        yield f"{number}  {name}"
        yield f"  {state}; {last}, {left}"
        acts = "; ".join(said(act.text) for act in one.onward)
        if acts:
            yield f"  {say('Việc cần làm', 'To do')}: {acts}"
        yield f"  tdkt dossier show {number}"
    if found.more:
        yield ""
        yield say("Còn nữa: tdkt dossier due", "There are more: tdkt dossier due")


def read_people(file: Path) -> Addressees:
    """The people of a file.

    Raises:
        texts.FileMistakesError: it has mistakes; all of them are named.
    """
    found, _ = read_model(given_file(file), file=str(file), model=Addressees)
    return found


def put_out(store: Store, people: Addressees, outbox: Path, *, on: date, within: int) -> int:
    """Write the digests of a day that are not there yet; how many.

    Args:
        store: the database.
        people: who gets them.
        outbox: the folder; `-` for standard output, to which each is written every time.
        on: today; on a day off there is none.
        within: how many working days ahead.

    Raises:
        click.FileError: a file cannot be written.
    """
    folder = outbox / on.isoformat()
    there = str(outbox) != STDOUT
    wanted = [one for one in people.people if not (there and _file(folder, one.person).exists())]
    count = 0
    for found in digests(store, wanted, on=on, within=within):
        told = "\n".join(digest_lines(found)) + "\n"
        if there:
            count += _written_once(_file(folder, found.person), told)
        else:
            click.echo(told)
            count += 1
    return count


def _file(folder: Path, person: str) -> Path:
    """Where the digest of a person lies."""
    return folder / f"{person}.txt"


def _written_once(path: Path, told: str) -> bool:
    """Write a file whole, if no other worker was faster; whether it was written.

    Raises:
        click.FileError: it cannot be.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(told)
        os.link(beside, path)
    except FileExistsError:
        return False
    except OSError as failed:
        raise click.FileError(str(path), said(FAILED.fill(number=failed.errno))) from failed
    finally:
        beside.unlink(missing_ok=True)
    return True
