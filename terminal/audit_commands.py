"""Commands for auditors: verify, replay, rebuild.

`verify` hashes, `replay` understands and compares, `rebuild` is the only one of the three that
writes: the table of dossiers, never an event.  All answer from the file alone, so an auditor may
run them on a copy.
"""

from __future__ import annotations

from datetime import datetime

import click

from dossiers.errors import DossierNotFoundError
from dossiers.publications import Publication
from dossiers.replay import Replayed, rebuilt_rows
from dossiers.replay import replay as replay_all
from dossiers.rulebook import named_procedure
from dossiers.store import Store
from dossiers.use_cases.writing import Subject
from dossiers.verification import verify as verify_all
from terminal.answers import print_json, print_table
from terminal.exits import Exit
from terminal.language import said, say
from terminal.lazy import Command
from terminal.options import MOMENT, database_option, json_option
from texts import Text

HEAD = (
    Text(vi="SỐ", en="NUMBER"),
    Text(vi="SỰ KIỆN", en="EVENTS"),
    Text(vi="TRẠNG THÁI DỰNG LẠI", en="REBUILT STATE"),
    Text(vi="KẾT QUẢ", en="RESULT"),
)


@click.command(
    cls=Command,
    help=say(
        "Băm lại mọi sự kiện và tài liệu, kiểm tra mọi mắt xích. Mã thoát 1 khi có sai "
        "khác.\n\n\b\n"
        "Ví dụ:\n  tdkt audit verify\n  tdkt audit verify --json",
        "Hash every event and document again and check every link. Exit code 1 when one "
        "differs.\n\n"
        "\b\nExamples:\n  tdkt audit verify\n  tdkt audit verify --json",
    ),
)
@json_option
@database_option
def verify(as_json: bool, database: str) -> int:  # noqa: FBT001 -- click passes options by name
    """Print what was hashed and everything that is wrong; 1 when something is.

    With `--json`: `events`, `streams`, `documents` and `problems`, each problem with `stream`,
    `event` and `text`.
    """
    with Store.open(database) as store:
        verified = verify_all(store)
    if as_json:
        problems = [
            {"stream": one.stream, "event": one.n, "text": one.text} for one in verified.problems
        ]
        counts = {name: getattr(verified, name) for name in ("events", "streams", "documents")}
        print_json({**counts, "problems": problems})
    else:
        click.echo(
            say(
                f"Đã băm lại {verified.events} sự kiện của {verified.streams} hồ sơ và "
                f"{verified.documents} tài liệu: {len(verified.problems)} sai khác.",
                f"Hashed {verified.events} events of {verified.streams} dossiers and "
                f"{verified.documents} documents again: {len(verified.problems)} differ.",
            )
        )
        for one in verified.problems:
            told = say(f"sự kiện {one.n}", f"event {one.n}")
            click.echo(f" ✗ {one.stream}, {told}: {said(one.text)}")
    return Exit.NO if verified.problems else Exit.DONE


@click.command(
    cls=Command,
    help=say(
        "Dựng lại trạng thái chỉ từ các sự kiện đã ghi và so với bảng. Mã thoát 1 khi khác.\n\n\b\n"
        "Ví dụ:\n  tdkt audit replay\n  tdkt audit replay CSTDCS-2024-0001\n"
        "  tdkt audit replay --at 2025-01-15",
        "Rebuild states from recorded events alone and compare with the table. Exit code 1 when "
        "they "
        "differ.\n\n\b\nExamples:\n  tdkt audit replay\n  tdkt audit replay CSTDCS-2024-0001\n"
        "  tdkt audit replay --at 2025-01-15",
    ),
)
@click.argument("number", required=False, metavar=say("[SỐ]", "[NUMBER]"))
@click.option(
    "--at",
    "until",
    type=MOMENT,
    metavar=say("THỜI ĐIỂM", "WHEN"),
    help=say(
        "Chỉ những gì đã ghi đến thời điểm này (một ngày là hết ngày đó, giờ UTC).",
        "Only what was recorded up to this moment (a day means its end, in UTC).",
    ),
)
@json_option
@database_option
def replay(number: str | None, until: datetime | None, as_json: bool, database: str) -> int:  # noqa: FBT001 -- click passes options by name
    """Print each dossier rebuilt; 1 when stored and rebuilt differ.

    Args:
        number: only this dossier; None for all.
        until: only what was recorded up to this moment, and then nothing is compared with the
            table, which knows the present only.
        as_json: whether programs read the answer.
        database: the address.

    Raises:
        DossierNotFoundError: history and table know no such number.
    """
    with Store.open(database) as store:
        replayed = replay_all(store, until=until)
        if number is not None:
            replayed = _only(number, replayed, store)
    if as_json:
        print_json([_data(one) for one in replayed])
    else:
        print_table(HEAD, (_row(one, compared=until is None) for one in replayed))
    return Exit.DONE if all(one.equal for one in replayed) else Exit.NO


@click.command(
    cls=Command,
    help=say(
        "Bỏ bảng hồ sơ và dựng lại từ lịch sử, trong một giao dịch.\n\n\b\n"
        "Ví dụ:\n  tdkt audit rebuild",
        "Drop the table of dossiers and rebuild it from history, in one transaction.\n\n\b\n"
        "Examples:\n  tdkt audit rebuild",
    ),
)
@database_option
def rebuild(database: str) -> None:
    """Rebuild the cache and say how many dossiers it holds.

    Raises:
        dossiers.errors.HistoryError: some history is broken; the table stays as it was.
    """
    with Store.open(database) as store:
        rows = rebuilt_rows(store)
        store.rebuild(rows)
    click.echo(say(f"Đã dựng lại {len(rows)} hồ sơ.", f"{len(rows)} dossiers were rebuilt."))


def _only(number: str, replayed: tuple[Replayed, ...], store: Store) -> tuple[Replayed, ...]:
    """The report on one dossier; none for one that was proposed after the moment asked for."""
    found = tuple(one for one in replayed if one.number == number)
    if not found and number not in store.numbers():
        raise DossierNotFoundError(number, store.numbers())
    return found


def _state_of(subject: Subject) -> str:
    """The state of a dossier, or of a publication of rules, in words."""
    name = "rules-publication" if isinstance(subject, Publication) else "provincial-award"
    known = named_procedure(name).definition.states.get(subject.state)
    # A dossier may follow an edition whose states have other names.
    return subject.state if known is None else said(known.text)


def _row(one: Replayed, *, compared: bool) -> tuple[str, ...]:
    """A report as a line of the table; a comparison is spoken of only where one was made."""
    state = "" if one.subject is None else _state_of(one.subject)
    result = said(one.text) if compared or not one.equal else say("dựng lại được", "rebuilt")
    if one.differs_at is not None:
        result = (
            say(f"khác tại sự kiện {one.differs_at}: ", f"differs at event {one.differs_at}: ")
            + result
        )
    return one.number, str(one.events), state, result


def _data(one: Replayed) -> dict[str, object]:
    """A report for JSON; `state` is the state rebuilt, null when nothing could be.

    >>> from dossiers.replay import LOST
    >>> _data(Replayed("5d41", "CSTDCS-2024-0001", None, 3, 4, LOST))["differs_at"]
    4
    """
    return {
        "number": one.number,
        "stream": one.stream,
        "events": one.events,
        "state": None if one.subject is None else one.subject.state,
        "equal": one.equal,
        "differs_at": one.differs_at,
        "text": one.text,
    }
