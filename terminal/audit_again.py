"""What deciding again gave, in words; and the what-if, which is always marked as one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from dossiers.model import Dossier
from dossiers.redeciding import (
    WHAT_IF,
    Reargued,
    Redecided,
    Rules,
    reargued,
    rules_of_day,
)
from dossiers.replay import Replayed
from dossiers.rulebook import Bundle, bundle_from
from dossiers.store import Store
from dossiers.wording import VERDICTS
from terminal.answers import print_json, print_table, tell
from terminal.audit_files import FILE
from terminal.exits import Exit
from terminal.files import given_file
from terminal.language import said, say
from terminal.options import day_option
from texts import Text

F = TypeVar("F", bound=Callable[..., Any])
HEAD = (
    Text(vi="SỐ", en="NUMBER"),
    Text(vi="SỰ KIỆN", en="EVENT"),
    Text(vi="KẾT LUẬN ĐÃ GHI", en="RECORDED VERDICT"),
    Text(vi="GIẢ ĐỊNH", en="WHAT IF"),
)


def what_if_options(command: F) -> F:
    """`--re-argue FILE` and `--on DAY`; the command takes them as `re_argue` and `on`."""
    file = click.option(
        "--re-argue",
        type=FILE,
        metavar=say("TỆP", "FILE"),
        help=say(
            "Giả định: quy tắc trong tệp này xét các dữ kiện cũ thì sao.",
            "What if: what the rules in this file would say to the old facts.",
        ),
    )
    day = day_option(
        "--on",
        help_text=say(
            "Giả định: quy tắc và luật của ngày này xét các dữ kiện cũ thì sao.",
            "What if: what the rules and the law of this day would say to the old facts.",
        ),
    )
    return file(day(command))


def redecided_words(again: Redecided) -> str:
    """What deciding again gave, as a cell of a table.

    >>> from terminal.language import settle
    >>> _ = settle(["--lang", "en"], {})
    >>> redecided_words(Redecided(7, None, None)), redecided_words(Redecided(0, None, None))
    ('7 as recorded', 'nothing was decided')
    >>> _ = settle(["--lang", "vi"], {})
    """
    found = again.differs or again.unknown
    if found is not None:
        return said(found)
    if again.same == 0:
        return say("chưa có gì để xét lại", "nothing was decided")
    return say(f"{again.same} như đã ghi", f"{again.same} as recorded")


def what_if(
    store: Store,
    replayed: Sequence[Replayed],
    file: Path | None,
    day: date | None,
    *,
    as_json: bool,
) -> int:
    """Print what other rules would say to the old facts; the record is left out of it.

    Args:
        store: the database.
        replayed: the dossiers, rebuilt.
        file: a rules file; None for the rules in force on the day.
        day: the day that chooses the law version; None for the day of receipt of each dossier.
        as_json: whether programs read the answer.

    Raises:
        rules.RulesFileError: the file has mistakes.
        dossiers.errors.HistoryError: the facts of a dossier are lost.
    """
    asked = _rules(store, file, day)
    found = [one for one in (reargued(store, each, asked) for each in replayed) if one is not None]
    if as_json:
        print_json({"what_if": True, "text": WHAT_IF, "dossiers": [_data(one) for one in found]})
    else:
        tell(said(WHAT_IF))
        print_table(HEAD, (_row(one) for one in found))
    return Exit.DONE


def _rules(store: Store, file: Path | None, day: date | None) -> Rules:
    """Which rules are asked about which dossier, and by the law of which day."""
    if file is None:
        return rules_of_day(store, day)
    given = bundle_from(given_file(file), file.name)

    def of(dossier: Dossier, received: date) -> tuple[Bundle, date] | None:
        """The rules for one dossier; None where they are of another award."""
        same = given.award.code == dossier.nomination.award
        return (given, day or received) if same else None

    return of


def _row(one: Reargued) -> tuple[str, ...]:
    """A what-if as a line of the table."""
    same = one.recorded == one.found
    found = say("như đã ghi", "as recorded") if same else said(VERDICTS[one.found])
    return one.number, str(one.n), said(VERDICTS[one.recorded]), f"{found} ({one.version})"


def _data(one: Reargued) -> dict[str, object]:
    """A what-if for JSON."""
    return {
        "number": one.number,
        "event": one.n,
        "recorded": one.recorded,
        "what_if": one.found,
        "version": one.version,
    }
