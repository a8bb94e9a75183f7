"""The command that opens a dossier from a nomination file.

It prints the number of the dossier on stdout, so that a script can go on with it, and says on
stderr where it stands now.

Sent again with the same `--key` a command is answered as before, with the note that it was recorded
already; without a key every command is a new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import click

from dossiers.model import Nomination
from dossiers.use_cases import (
    Namesake,
    Proposing,
    namesakes,
)
from dossiers.use_cases import propose as propose_dossier
from ledger import Actor
from terminal.answers import tell
from terminal.confirmed import confirmed_lines
from terminal.dossier_done import answer
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
    profile_option,
)
from texts import Text
from texts.reading import read_model

PARTS_OF_A_FILE = Text(
    vi="Trong mục evidence, phần nào chưa có giấy tờ thì bỏ trống; danh sách rỗng nghĩa là không "
    "có.\n\n\b\n"
    "Cá nhân:    category, service_months, employed_months, absences,\n"
    "            months_at_old_unit, transfer, ratings, discipline\n"
    "Tập thể:    collective_ratings, members, years_of_existence,\n"
    "            collective_discipline_from_warning, flag_eligible,\n"
    "            cluster_organised_by\n"
    "Thành tích: achievement, movement, initiatives, titles, assessments\n"
    "Hồ sơ:      deciding_unit, cases, consultation_held, notice, opinions,\n"
    "            documents, confirmations (ai xác nhận, ngày nào, văn bản\n"
    "            số mấy)",
    en="Under evidence, leave out what no paper shows yet; an empty list says there is none."
    "\n\n\b\n"
    "Individuals: category, service_months, employed_months, absences,\n"
    "             months_at_old_unit, transfer, ratings, discipline\n"
    "Collectives: collective_ratings, members, years_of_existence,\n"
    "             collective_discipline_from_warning, flag_eligible,\n"
    "             cluster_organised_by\n"
    "Merit:       achievement, movement, initiatives, titles, assessments\n"
    "The dossier: deciding_unit, cases, consultation_held, notice, opinions,\n"
    "             documents, confirmations (who confirms, on which day,\n"
    "             by which paper)",
)
"""What a nomination file may hold, for the help of the command; a test knows every part."""


@click.command(
    cls=Command,
    help=say(
        "Lập hồ sơ từ một tệp đề nghị (YAML hoặc JSON; '-' đọc từ stdin).\n\n"
        + PARTS_OF_A_FILE.vi
        + "\n\n\b\n"
        "Ví dụ:\n  tdkt dossier propose de-nghi.yaml --by can-bo-1\n"
        "  tdkt dossier propose - --number BK-01 < de-nghi.yaml\n"
        "  tdkt dossier propose de-nghi.yaml --profile bac-ninh",
        "Open a dossier from a nomination file (YAML or JSON; '-' reads stdin).\n\n"
        + PARTS_OF_A_FILE.en
        + "\n\n\b\n"
        "Examples:\n  tdkt dossier propose nomination.yaml --by clerk-1\n"
        "  tdkt dossier propose - --number BK-01 < nomination.yaml\n"
        "  tdkt dossier propose nomination.yaml --profile bac-ninh",
    ),
)
@click.argument(
    "file", metavar=say("TỆP", "FILE"), type=click.Path(path_type=Path, allow_dash=True)
)
@click.option(
    "--number",
    type=WORD,
    metavar=say("SỐ", "NUMBER"),
    help=say("Số hồ sơ.", "Number of the dossier."),
)
@profile_option
@person_options("unit_clerk")
@on_option
@key_option
@json_option
@database_option
def propose(
    file: Path,
    number: str | None,
    profile: str | None,
    by: str,
    role: str,
    on: date,
    key: str,
    as_json: bool,  # noqa: FBT001 -- click passes options by name
    database: str,
) -> None:
    """Open a dossier and print its number.

    Args:
        file: the nomination, YAML or JSON; `-` for stdin.
        number: the number wished for; None for the next free one of the award and year.
        profile: the local profile that judges too; None for the national rules alone.
        by: the id of whoever proposes.
        role: in what capacity.
        on: the business day; it does not choose the law, the day of receipt will.
        key: the idempotency key.
        as_json: whether programs read the answer.
        database: the address.

    Raises:
        FileMistakesError: the nomination has mistakes; all of them are named.
    """
    nomination, _ = read_model(given_file(file), file=str(file), model=Nomination)
    with opened(database) as store:
        done = propose_dossier(
            store,
            Proposing(
                nomination=nomination,
                number=number,
                profile=profile,
                by=Actor(by, role, nomination.unit),
                on=on,
                at=now(),
                key=key,
            ),
        )
        alike = namesakes(store, nomination, number=done.number)
    answer(done, as_json=as_json, also={"namesakes": [one.data() for one in alike]})
    for line in (*_namesake_lines(alike), *confirmed_lines(nomination.evidence)):
        tell(line)


def _namesake_lines(found: Iterable[Namesake]) -> Iterator[str]:
    """A warning for each other dossier whose nominee may be the same, with where it stands."""
    for one in found:
        yield f"{say('Lưu ý', 'Note')}: {said(one.text)}"
