"""Commands for auditors: replay and rebuild.

`replay` understands, compares and decides again; `rebuild` writes: the table of dossiers, never an
event.  Both answer from the file alone, so an auditor may run them on a copy.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from dossiers.errors import DossierNotFoundError
from dossiers.model import Dossier
from dossiers.people import STATES, Account
from dossiers.publications import Publication
from dossiers.redeciding import Redecided, redecided
from dossiers.replay import Replayed, rebuilt_rows
from dossiers.replay import replay as replay_all
from dossiers.rulebook import named_procedure
from dossiers.store import Store
from dossiers.telling.audits import erased_of, replayed_data
from dossiers.use_cases import state_text
from dossiers.use_cases.writing import Subject
from terminal.answers import print_json, print_table
from terminal.audit_again import redecided_words, what_if, what_if_options
from terminal.audit_states import Bulk, bulk_options, told_states
from terminal.exits import Exit
from terminal.language import said, say
from terminal.lazy import Command
from terminal.opened import opened
from terminal.options import MOMENT, database_option, json_option, whole_database_option
from texts import Text

HEAD = (
    Text(vi="SỐ", en="NUMBER"),
    Text(vi="SỰ KIỆN", en="EVENTS"),
    Text(vi="TRẠNG THÁI DỰNG LẠI", en="REBUILT STATE"),
    Text(vi="KẾT QUẢ", en="RESULT"),
    Text(vi="XÉT LẠI", en="RE-DECIDED"),
)


@click.command(
    cls=Command,
    help=say(
        "Dựng lại trạng thái chỉ từ các sự kiện đã ghi và so với bảng; xét lại bằng đúng quy tắc "
        "và dữ kiện đã ghim. Mã thoát 1 khi khác. --re-argue và --on là giả định, không so với sổ."
        "\n\n\b\n"
        "Ví dụ:\n  tdkt audit replay\n  tdkt audit replay CSTDCS-2024-0001\n"
        "  tdkt audit replay --at 2025-01-15\n"
        "  tdkt audit replay --states --chains --workers 4\n"
        "  tdkt audit replay --re-argue du-thao.yaml",
        "Rebuild states from recorded events alone and compare with the table; decide again by "
        "the pinned rules and facts. Exit code 1 when they differ. --re-argue and --on are "
        "what-ifs.\n\n\b\nExamples:\n  tdkt audit replay\n  tdkt audit replay CSTDCS-2024-0001\n"
        "  tdkt audit replay --at 2025-01-15\n"
        "  tdkt audit replay --states --chains --workers 4\n"
        "  tdkt audit replay --re-argue draft.yaml",
    ),
)
@click.argument("number", required=False, metavar=say("[SỐ]", "[NUMBER]"))
@click.option(
    "--at",
    "until",
    type=MOMENT,
    metavar=say("THỜI ĐIỂM", "WHEN"),
    help=say(
        "Chỉ những gì đã ghi đến thời điểm này (một ngày là hết ngày đó, giờ Việt Nam).",
        "Only what was recorded up to this moment (a day means its end, in Vietnam).",
    ),
)
@what_if_options
@click.option(
    "--states",
    is_flag=True,
    help=say(
        "Chỉ trạng thái của toàn bộ sổ, nhanh; không xét nội dung, phiếu và quy tắc.",
        "States only, of the whole log, quickly; no content, votes or rules.",
    ),
)
@bulk_options
@json_option
@database_option
def replay(
    number: str | None,
    until: datetime | None,
    re_argue: Path | None,
    on: date | None,
    states: bool,  # noqa: FBT001 -- click passes options by name
    bulk: Bulk,
    as_json: bool,  # noqa: FBT001 -- click passes options by name
    database: str,
) -> int:
    """Print each dossier rebuilt and decided again; 1 when stored and rebuilt differ.

    Args:
        number: only this dossier; None for all.
        until: only what was recorded up to this moment, and then nothing is compared with the
            table, which knows the present only.
        re_argue: a rules file, for a what-if in place of the comparison.
        on: the day whose rules are asked, for a what-if.
        states: whether only the states are replayed, of all dossiers.
        bulk: how, and by how many processes.
        as_json: whether programs read the answer.
        database: the address.

    Raises:
        DossierNotFoundError: history and table know no such number.
        click.UsageError: `--states` came with something that it cannot answer, or what belongs to
            it came without.
    """
    if bulk != Bulk() and not states:
        told = say("chỉ dùng cùng --states", "only together with --states")
        raise click.UsageError(f"--chains, --workers, --scheduler: {told}")
    if states:
        if any((number, until, re_argue, on)):
            told = say("--states chỉ đi một mình", "--states goes with nothing else")
            raise click.UsageError(told)
        return told_states(database, bulk, as_json=as_json)
    with opened(database) as store:
        replayed = replay_all(store, until=until)
        if number is not None:
            replayed = _only(number, replayed, store)
        if re_argue is not None or on is not None:
            return what_if(store, replayed, re_argue, on, as_json=as_json)
        again = [redecided(store, one.stream, until=until) for one in replayed]
    pairs = list(zip(replayed, again, strict=True))
    if as_json:
        print_json([replayed_data(one, found) for one, found in pairs])
    else:
        print_table(HEAD, (_row(one, found, compared=until is None) for one, found in pairs))
    good = all(one.equal and found.differs is None for one, found in pairs)
    return Exit.DONE if good else Exit.NO


@click.command(
    cls=Command,
    help=say(
        "Bỏ bảng hồ sơ và dựng lại từ lịch sử, trong một giao dịch.\n\n\b\n"
        "Ví dụ:\n  tdkt audit rebuild",
        "Drop the table of dossiers and rebuild it from history, in one transaction.\n\n\b\n"
        "Examples:\n  tdkt audit rebuild",
    ),
)
@whole_database_option
def rebuild(database: str) -> None:
    """Rebuild the cache and say how many dossiers it holds.

    Raises:
        dossiers.errors.HistoryError: some history is broken; the table stays as it was.
    """
    with opened(database) as store:
        count = store.rebuild(lambda: rebuilt_rows(store))
    click.echo(say(f"Đã dựng lại {count} hồ sơ.", f"{count} dossiers were rebuilt."))


def _only(number: str, replayed: tuple[Replayed, ...], store: Store) -> tuple[Replayed, ...]:
    """The report on one dossier; none for one that was proposed after the moment asked for."""
    found = tuple(one for one in replayed if one.number == number)
    if not found and store.body(number) is None:
        raise DossierNotFoundError(number, store.near(number))
    return found


def _state_of(subject: Subject) -> str:
    """The state of a dossier, of a publication of rules or of a mandate, in words."""
    if isinstance(subject, Dossier):
        return said(state_text(subject.state))
    if isinstance(subject, Account):
        return said(STATES[subject.state])
    name = "rules-publication" if isinstance(subject, Publication) else "mandate"
    known = named_procedure(name).definition.states.get(subject.state)
    return subject.state if known is None else said(known.text)


def _row(one: Replayed, again: Redecided, *, compared: bool) -> tuple[str, ...]:
    """A report as a line of the table; a comparison is spoken of only where one was made."""
    state = "" if one.subject is None else _state_of(one.subject)
    result = said(one.text) if compared or not one.equal else say("dựng lại được", "rebuilt")
    if one.differs_at is not None:
        result = (
            say(f"khác tại sự kiện {one.differs_at}: ", f"differs at event {one.differs_at}: ")
            + result
        )
    erased = erased_of(one)
    if erased is not None:
        result += f"; {said(erased)}"
    return one.number, str(one.events), state, result, redecided_words(again)
