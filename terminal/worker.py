"""The command that runs beside everything else: terms that are over, and numbers in the log."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import FrameType

import click

from dossiers.rulebook import procedure
from dossiers.store import Store
from dossiers.use_cases.working import Fired, check_clock, fired
from terminal.answers import print_json, tell
from terminal.dossier_due import put_out, read_people, within_option
from terminal.exits import Exit
from terminal.language import said, say
from terminal.lazy import Command
from terminal.options import DAY, json_option, now, whole_database_option

SHORTEST, LONGEST = 1, 86_400


@click.command(
    cls=Command,
    help=say(
        "Làm những việc của phần mềm trên mọi hồ sơ khi thời hạn đã hết và đánh số sự kiện. Chạy "
        "bao nhiêu tiến trình cũng được; dừng lúc nào cũng không mất, không lặp.\n\n\b\n"
        "Ví dụ:\n  tdkt worker --once\n  tdkt worker --every 60\n"
        "  tdkt worker --digests nguoi-nhan.yaml --outbox ban-tin",
        "Do what the program has to do on every dossier when terms are over, and number events. "
        "Run as many as you like; stopped at any moment nothing is lost or doubled.\n\n\b\n"
        "Examples:\n  tdkt worker --once\n  tdkt worker --every 60\n"
        "  tdkt worker --digests people.yaml --outbox digests",
    ),
)
@click.option(
    "--once",
    is_flag=True,
    help=say("Chạy một lượt rồi dừng.", "One round, then stop."),
)
@click.option(
    "--every",
    type=click.IntRange(SHORTEST, LONGEST),
    default=60,
    show_default=True,
    metavar=say("GIÂY", "SECONDS"),
    help=say("Nghỉ bao lâu giữa hai lượt.", "How long to rest between rounds."),
)
@click.option(
    "--on",
    type=DAY,
    help=say("Ngày để xét; mặc định hôm nay.", "The day to go by; today by default."),
)
@click.option(
    "--digests",
    "people",
    type=click.Path(path_type=Path),
    metavar=say("TỆP", "FILE"),
    help=say(
        "Tệp YAML ghi ai nhận bản tin việc đến hạn và giữ vai trò nào.",
        "A YAML file of who gets a digest of due work, and for which roles.",
    ),
)
@click.option(
    "--outbox",
    type=click.Path(path_type=Path),
    metavar=say("THƯ MỤC", "FOLDER"),
    help=say(
        "Nơi để bản tin: mỗi người một tệp một ngày làm việc; '-' là in ra. Phần mềm không gửi "
        "thư.",
        "Where digests go: a file a person and working day; '-' prints them. No mail is sent.",
    ),
)
@within_option
@json_option
@whole_database_option
def worker(
    once: bool,  # noqa: FBT001 -- click passes options by name
    every: int,
    on: date | None,
    people: Path | None,
    outbox: Path | None,
    within: int,
    as_json: bool,  # noqa: FBT001 -- click passes options by name
    database: str,
) -> int:
    """Work until told to stop; 1 where a dossier had to be left in the last round.

    Args:
        once: whether one round is enough.
        every: seconds between rounds.
        on: the day to go by; None for the day of each round.
        people: the file of who gets digests; None makes none.
        outbox: where they go.
        within: how many working days ahead they look.
        as_json: whether programs read what was done: one object a round.
        database: the address.

    Raises:
        click.UsageError: of file and outbox only one was given.
        texts.FileMistakesError: the file has mistakes.
    """
    if (people is None) != (outbox is None):
        raise click.UsageError(say("--digests đi với --outbox", "--digests goes with --outbox"))
    read = None if people is None else read_people(people)
    stopped = _stops()
    with Store.open(database, checked=True) as store:
        _tell_look(store)
        while True:
            check_clock(store, now())
            today = on or now().date()
            # Before anything is done about what is over, or nobody would read that it is.
            if read is not None and outbox is not None:
                _digests(put_out(store, read, outbox, on=today, within=within))
            left = _round(store, today, as_json=as_json)
            if once or _rested(every, stopped):
                return Exit.NO if left else Exit.DONE


def _tell_look(store: Store) -> None:
    """Say where there was more to look at than a start has time for."""
    if store.look is not None and not (store.look.pages and store.look.whole):
        told = say(
            "Chưa xem hết tệp khi khởi động; chạy tdkt db check và tdkt audit verify.",
            "Not all was looked at when starting; run tdkt db check and tdkt audit verify.",
        )
        tell(told)


def _round(store: Store, on: date, *, as_json: bool) -> bool:
    """One round; whether a dossier had to be left."""
    holder = f"{socket.gethostname()}/{os.getpid()}"
    found = []
    for one in fired(store, on=on, at=now(), holder=holder):
        found.append(one)
        if not as_json:
            for line in _lines(one):
                click.echo(line)
    numbered = store.numbered.number()
    if as_json:
        print_json({"on": on, "numbered": numbered, "dossiers": [_data(one) for one in found]})
    elif numbered:
        tell(say(f"Đã đánh số {numbered} sự kiện.", f"Numbered {numbered} events."))
    return any(one.wrong is not None for one in found)


def _digests(count: int) -> None:
    """Say how many digests were put out, where there were any."""
    if count:
        tell(say(f"Đã lập {count} bản tin.", f"{count} digests were put out."))


def _lines(one: Fired) -> Iterator[str]:
    """What was done on a dossier, and why it was left where it was."""
    for done in one.done:
        text = procedure().definition.acts_called(done.act)[done.source].text
        yield f"{one.number}: {said(text)}"
    if one.wrong is not None:
        yield f"✗ {one.number}: {said(one.wrong)}"


def _data(one: Fired) -> dict[str, object]:
    """The same for programs."""
    return {"number": one.number, "acts": [done.act for done in one.done], "wrong": one.wrong}


def _stops() -> list[int]:
    """A list that gets an entry when the process is asked to end; the round is finished first."""
    asked: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    signal.signal(signal.SIGTERM, note)
    return asked


def _rested(seconds: int, stopped: list[int]) -> bool:
    """Rest, and say whether to stop."""
    ends = time.monotonic() + seconds
    while not stopped and time.monotonic() < ends:
        time.sleep(min(0.2, seconds))
    return bool(stopped)
