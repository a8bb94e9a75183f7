"""The command that says in words what changed in a dossier between two moments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import click

from dossiers.comparing import Changes, changes
from dossiers.model import Dossier
from dossiers.store import Store
from dossiers.use_cases import state_text
from terminal.answers import print_json, shown_day
from terminal.language import said, say
from terminal.lazy import Command
from terminal.options import MOMENT, database_option, json_option
from terminal.verdicts import VERDICTS

SHORT = 16


@click.command(
    cls=Command,
    help=say(
        "Nói bằng lời: giữa hai thời điểm ghi sổ, hồ sơ đã đổi những gì.\n\n\b\n"
        "Ví dụ:\n  tdkt audit diff CSTDCS-2024-0001 --from 2024-12-01 --to 2025-03-31",
        "Say in words what changed in a dossier between two moments of recording.\n\n\b\n"
        "Examples:\n  tdkt audit diff CSTDCS-2024-0001 --from 2024-12-01 --to 2025-03-31",
    ),
)
@click.argument("number", metavar=say("SỐ", "NUMBER"))
@click.option(
    "--from",
    "since",
    type=MOMENT,
    required=True,
    metavar=say("THỜI ĐIỂM", "WHEN"),
    help=say("Từ thời điểm này (một ngày là hết ngày đó).", "From this moment (a day: its end)."),
)
@click.option(
    "--to",
    "until",
    type=MOMENT,
    required=True,
    metavar=say("THỜI ĐIỂM", "WHEN"),
    help=say("Đến thời điểm này.", "Up to this moment."),
)
@json_option
@database_option
def diff(number: str, since: datetime, until: datetime, as_json: bool, database: str) -> None:  # noqa: FBT001 -- click passes options by name
    """Print what changed.

    Raises:
        click.UsageError: the second moment is before the first.
        dossiers.errors.DossierNotFoundError: no dossier has the number.
    """
    if until < since:
        told = say("--to phải sau --from", "--to must not be before --from")
        raise click.UsageError(told)
    with Store.open(database) as store:
        found = changes(store, number, since=since, until=until)
    if as_json:
        print_json(_data(found))
        return
    click.echo(f"{number}: {shown_day(since.date())} → {shown_day(until.date())}")
    for line in change_lines(found):
        click.echo(f" - {line}")


def change_lines(found: Changes) -> Iterator[str]:
    """What changed, one line a thing.

    Args:
        found: the dossier at both moments, and what lies between.
    """
    if found.after is None:
        yield say("Chưa có hồ sơ này.", "There was no such dossier yet.")
        return
    if not found.done:
        yield say("Không có gì thay đổi.", "Nothing changed.")
        return
    states = f"{_state(found.before)} → {_state(found.after)}"
    yield f"{say('Trạng thái', 'State')}: {states}"
    if found.verdicts[0] != found.verdicts[1]:
        yield f"{say('Kết luận', 'Verdict')}: " + " → ".join(map(_verdict, found.verdicts))
    if found.rules[0] != found.rules[1]:
        names = " → ".join(f"{one[:SHORT]}…" if one else _none() for one in found.rules)
        yield f"{say('Quy tắc', 'Rules')}: {names}"
    if found.parts:
        yield f"{say('Phần hồ sơ đã đổi', 'Parts that changed')}: {', '.join(found.parts)}"
    for one in found.done:
        day = shown_day(one.on)
        yield say(f"Sự kiện {one.n}, {day}: ", f"Event {one.n}, {day}: ") + said(one.text)


def _state(dossier: Dossier | None) -> str:
    """The state of a dossier in words; that there was none yet."""
    return _none() if dossier is None else said(state_text(dossier.state))


def _verdict(name: str) -> str:
    """A verdict in words; that there was none yet."""
    return said(VERDICTS[name]) if name else _none()


def _none() -> str:
    """That there was nothing yet."""
    return say("chưa có", "none yet")


def _data(found: Changes) -> dict[str, object]:
    """What changed, for JSON."""
    return {
        "number": found.number,
        "states": [None if one is None else one.state for one in (found.before, found.after)],
        "verdicts": [one or None for one in found.verdicts],
        "rules": [one or None for one in found.rules],
        "parts": list(found.parts),
        "events": [{"event": one.n, "on": one.on, "act": one.act} for one in found.done],
    }
