"""The command that says in words what changed in a dossier between two points of its past."""

from __future__ import annotations

from datetime import datetime

import click

from dossiers.comparing import (
    Changes,
    CriterionChange,
    are_backwards,
    changes,
    event_number,
    point_of,
)
from dossiers.use_cases import Happening
from terminal.answers import print_json
from terminal.change_lines import change_lines, evidence_data
from terminal.language import say
from terminal.lazy import Command
from terminal.opened import opened
from terminal.options import MOMENT, database_option, json_option
from texts.moments import shown_moment


class PlaceType(click.ParamType[datetime | int]):
    """A moment, or the number of an event of the dossier: as it stood after that event.

    >>> PLACE.convert("12", None, None), PLACE.convert("12/03/2025", None, None).year
    (12, 2025)
    """

    name = "WHEN"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime | int:
        """The place that was typed.

        Raises:
            click.BadParameter: it is neither a moment nor a number.
        """
        number = event_number(str(value))
        if number is not None:
            return number
        return MOMENT.convert(value, param, ctx)


PLACE = PlaceType()


@click.command(
    cls=Command,
    help=say(
        "Nói bằng lời: giữa hai thời điểm ghi sổ, hồ sơ đã đổi những gì: trạng thái, minh chứng, "
        "từng tiêu chuẩn và vì sao, thời hạn, ủy quyền.\n\n\b\n"
        "Ví dụ:\n  tdkt audit diff CSTDCS-2024-0001 --from 2024-12-01 --to 2025-03-31\n"
        "  tdkt audit diff CSTDCS-2024-0001 --from 2 --to 3   (sự kiện thứ 2, thứ 3)",
        "Say in words what changed in a dossier between two moments of recording: state, evidence, "
        "each criterion and why, terms, mandates.\n\n\b\n"
        "Examples:\n  tdkt audit diff CSTDCS-2024-0001 --from 2024-12-01 --to 2025-03-31\n"
        "  tdkt audit diff CSTDCS-2024-0001 --from 2 --to 3   (events 2 and 3)",
    ),
)
@click.argument("number", metavar=say("SỐ", "NUMBER"))
@click.option(
    "--from",
    "since",
    type=PLACE,
    required=True,
    metavar=say("THỜI ĐIỂM", "WHEN"),
    help=say(
        "Từ lúc này: thời điểm (giờ Việt Nam), ngày (hết ngày đó), hoặc số thứ tự sự kiện.",
        "From then: a moment (Vietnam time), a day (its end), or the number of an event.",
    ),
)
@click.option(
    "--to",
    "until",
    type=PLACE,
    required=True,
    metavar=say("THỜI ĐIỂM", "WHEN"),
    help=say("Đến lúc này, viết như --from.", "Up to then, written as --from."),
)
@json_option
@database_option
def diff(
    number: str,
    since: datetime | int,
    until: datetime | int,
    as_json: bool,  # noqa: FBT001 -- click passes options by name
    database: str,
) -> None:
    """Print what changed.

    Raises:
        click.UsageError: the second point is before the first.
        dossiers.errors.DossierNotFoundError: no dossier has the number.
    """
    with opened(database) as store:
        first, second = (point_of(store, number, one) for one in (since, until))
        found = changes(store, number, since=first, until=second)
    if are_backwards(found) or (
        isinstance(since, datetime) and isinstance(until, datetime) and until < since
    ):
        told = say("--to phải sau --from", "--to must not be before --from")
        raise click.UsageError(told)
    if as_json:
        print_json(_data(found))
        return
    click.echo(f"{number}: {_named(since)} → {_named(until)}")
    for line in change_lines(found):
        click.echo(f" - {line}")


def _named(place: datetime | int) -> str:
    """A point for people: its moment, or the number of the event."""
    if isinstance(place, int):
        return say(f"sự kiện {place}", f"event {place}")
    return shown_moment(place)


def _data(found: Changes) -> dict[str, object]:
    """What changed, for JSON."""
    return {
        "number": found.number,
        "states": [None if one is None else one.state for one in (found.before, found.after)],
        "verdicts": [one or None for one in found.verdicts],
        "rules": [one or None for one in found.rules],
        "evidence": [evidence_data(one) for one in found.evidence],
        "criteria": [_criterion_data(one) for one in found.criteria],
        "terms": [
            {"id": one.clock, "text": one.text, "last_days": list(one.last)} for one in found.terms
        ],
        "mandates": [
            {**one.draft.model_dump(mode="json"), "state": one.state, "withdrawn": one.withdrawn}
            for one in found.mandates
        ],
        "calendars": [one or None for one in found.calendars],
        "unknown": list(found.unknown),
        "events": [_event_data(one) for one in found.done],
    }


def _criterion_data(one: CriterionChange) -> dict[str, object]:
    """A criterion that is answered otherwise, for JSON."""
    both = (one.before, one.after)
    return {
        "id": one.id,
        "results": [None if it is None else it.result for it in both],
        "texts": [None if it is None else it.text for it in both],
    }


def _event_data(one: Happening) -> dict[str, object]:
    """What was done in between, for JSON."""
    return {
        "event": one.n,
        "at": one.at,
        "on": one.on,
        "act": one.act,
        "by": one.by.id,
        "role": one.by.role,
    }
