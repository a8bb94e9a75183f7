"""Commands that change a dossier: propose, act.

Both print the number of the dossier on stdout, so that a script can go on with it, and say on
stderr where it stands now.  What `act` may bring is not known here: `dossiers.acts` reads it.

Sent again with the same `--key` a command is answered as before, with the note that it was recorded
already; without a key every command is a new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

import click

from dossiers.model import Nomination
from dossiers.store import Store
from dossiers.use_cases import (
    Acting,
    Done,
    Namesake,
    Proposing,
    dossier_of,
    kin_of,
    namesakes,
    perform,
    procedure,
    state_text,
)
from dossiers.use_cases import propose as propose_dossier
from ledger import Actor
from terminal.answers import print_json, tell
from terminal.confirmed import confirmed_lines
from terminal.dossier_links import opened_line
from terminal.files import given_file
from terminal.language import said, say
from terminal.lazy import Command
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
from texts.reading import parse, read_model

NOTHING: Mapping[str, object] = MappingProxyType({})
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
    with Store.open(database) as store:
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
    _answer(done, as_json=as_json, also={"namesakes": [one.data() for one in alike]})
    for line in (*_namesake_lines(alike), *confirmed_lines(nomination.evidence)):
        tell(line)


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
        "  tdkt dossier act HCLD_BA-2025-0001 amend --details bo-sung.yaml",
        "Do one act on a dossier. What is possible: `tdkt dossier acts NUMBER`.\n\n\b\n"
        "Examples:\n  tdkt dossier act CSTDCS-2024-0001 submit --role unit_clerk --by clerk-1\n"
        "  tdkt dossier act CSTDCS-2024-0001 record_vote --role council_secretary \\\n"
        "      --detail members=15 --detail approvals=12\n"
        "  tdkt dossier act CSTDCS-2024-0001 open_ballot --role council_secretary \\\n"
        "      --detail members=an,binh,chi --detail chair=an\n"
        "  tdkt dossier act CSTDCS-2024-0001 cast_vote --role council_member --by an \\\n"
        "      --detail choice=for\n"
        "  tdkt dossier act HCLD_BA-2025-0001 amend --details supplement.yaml",
    ),
)
@click.argument("number", metavar=say("SỐ", "NUMBER"))
@click.argument("act", metavar=say("VIỆC", "ACT"))
@click.option(
    "--reason",
    default="",
    metavar=say("LÝ DO", "REASON"),
    help=say("Lý do, khi việc cần lý do.", "Reason, where one is needed."),
)
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
@person_options(None)
@on_option
@key_option
@json_option
@database_option
def act(
    number: str,
    act: str,
    reason: str,
    pairs: tuple[str, ...],
    file: Path | None,
    stands_for: str | None,
    by: str,
    role: str,
    on: date,
    key: str,
    as_json: bool,  # noqa: FBT001 -- click passes options by name
    database: str,
) -> None:
    """Do the act, or say everything that is in the way.

    Args:
        number: the dossier.
        act: as the workflow file names it.
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
    details = {**_from_file(file), **_from_pairs(pairs)}
    with Store.open(database) as store:
        done = perform(
            store,
            Acting(
                number=number,
                act=act,
                by=Actor(by, role),
                on=on,
                at=now(),
                key=key,
                reason=reason,
                details=details,
                stands_for=stands_for,
            ),
        )
        finding = kin_of(store, dossier_of(store, number)).finding
    _answer(done, as_json=as_json, also={"finding": finding})
    if finding is not None:
        tell(f"{say('Lưu ý', 'Note')}: {said(finding)}")


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


def _namesake_lines(found: Iterable[Namesake]) -> Iterator[str]:
    """A warning for each other dossier whose nominee may be the same, with where it stands."""
    for one in found:
        yield f"{say('Lưu ý', 'Note')}: {said(one.text)}"


def _answer(done: Done, *, as_json: bool, also: Mapping[str, object] = NOTHING) -> None:
    """Print the number, or the answer as data; tell the person what happened and what is next."""
    if as_json:
        data = {name: getattr(done, name) for name in Done.__dataclass_fields__}
        print_json({**data, **also})
    else:
        click.echo(done.number)
    state = said(state_text(done.target))
    told = f"{done.number}: {state}."
    if done.repeated:
        told += say(" (Lệnh này đã ghi trước đó.)", " (This command had been recorded before.)")
    for stage in done.passed_over:
        name = said(procedure().definition.stages[stage].text)
        told += say(
            f" Bước '{name}' không áp dụng, đã ghi lý do.",
            f" '{name}' does not apply; reason recorded.",
        )
    tell(told)
    if done.opened is not None:
        tell(opened_line(done.opened))
    tell(
        say(f"Tiếp theo: tdkt dossier acts {done.number}", f"Next: tdkt dossier acts {done.number}")
    )
