"""The command that lists dossiers: all, or those that a query finds, whole or page by page.

What the past is asked for is found by looking at every dossier of then; the present is found by
tables (`dossiers.store.seeking`).  The language of queries is one for this command and for
`tdkt dossier act --select`.
"""

from __future__ import annotations

import click

import rules
from dossiers.asking import All, Among, Query, read_query
from dossiers.model import Dossier
from dossiers.store.seeking import Order
from dossiers.telling.dossier import summary
from dossiers.use_cases import procedure, state_text
from dossiers.use_cases.finding import MOST, Page, all_found, page_of
from terminal.answers import print_table, tell
from terminal.erased_lines import shown_name
from terminal.language import said, say
from terminal.lazy import Command
from terminal.looking_back import When, past_options
from terminal.options import database_option, json_option
from texts import Text

STATE = say("TRẠNG THÁI", "STATE")
PAGE = 50
"""Dossiers of a page, where a page is asked for without saying how many it has."""

LIST_HEAD = (
    Text(vi="SỐ", en="NUMBER"),
    Text(vi="DANH HIỆU", en="AWARD"),
    Text(vi="ĐỐI TƯỢNG", en="NOMINEE"),
    Text(vi="ĐƠN VỊ", en="UNIT"),
    Text(vi="TRẠNG THÁI", en="STATE"),
)


@click.command(
    "list",
    cls=Command,
    help=say(
        "Danh sách hồ sơ: tất cả, hoặc những hồ sơ mà câu hỏi tìm thấy.\n\n"
        "Câu hỏi là các chữ trong tên (không dấu thì tìm mọi dấu, viết phần đầu cũng được) và "
        "các mục: trang-thai, giai-doan, danh-hieu, don-vi, doi-tuong, nam, nhan, han, cho, so; "
        "'-' loại ra, '|' hoặc.\n\n\b\n"
        "Ví dụ:\n  tdkt dossier list --state council_review\n"
        "  tdkt dossier list nguyen danh-hieu:CSTDCS nam:2024\n"
        '  tdkt dossier list "han:<7d -don-vi:sct-bk" --order due\n'
        "  tdkt dossier list cho:council_secretary --most 20 --json",
        "List dossiers: all, or those that a query finds.\n\n"
        "A query is words of the name (without marks any marks match, and a beginning will do) and "
        "fields: state, stage, award, unit, kind, year, received, due, waits, number; '-' leaves "
        "out, '|' is or.\n\n\b\n"
        "Examples:\n  tdkt dossier list --state council_review\n"
        "  tdkt dossier list nguyen award:CSTDCS year:2024\n"
        '  tdkt dossier list "due:<7d -unit:sct-bk" --order due\n'
        "  tdkt dossier list waits:council_secretary --most 20 --json",
    ),
)
@click.argument("words", nargs=-1, metavar=say("[CÂU HỎI]", "[QUERY]"))
@click.option("--state", metavar=STATE, help=say("Chỉ trạng thái này.", "Only this state."))
@click.option(
    "--award", metavar=say("MÃ", "CODE"), help=say("Chỉ danh hiệu này.", "Only this award.")
)
@click.option("--unit", metavar=say("MÃ", "ID"), help=say("Chỉ đơn vị này.", "Only this unit."))
@click.option(
    "--order",
    type=click.Choice([one.value for one in Order]),
    default=Order.NUMBER.value,
    show_default=True,
    help=say(
        "Xếp theo số, hạn gần nhất, hoặc tên.", "By number, by the nearest last day, or by name."
    ),
)
@click.option(
    "--most",
    type=click.IntRange(1, MOST),
    metavar=say("SỐ LƯỢNG", "COUNT"),
    help=say("Chỉ một trang, nhiều nhất chừng này.", "One page only, of at most so many."),
)
@click.option(
    "--after",
    metavar=say("DẤU TRANG", "CURSOR"),
    help=say("Trang tiếp theo dấu này.", "The page behind this mark."),
)
@past_options(judges=False)
@json_option
@database_option
def list_(
    words: tuple[str, ...],
    state: str | None,
    award: str | None,
    unit: str | None,
    order: str,
    most: int | None,
    after: str | None,
    when: When,
    as_json: bool,  # noqa: FBT001 -- click passes options by name
    database: str,
) -> None:
    """Print one line, or one object, a dossier.

    Narrowing by an option with a word that no workflow or award knows is an error, not an empty
    list.  With `--json` a page is an object with its dossiers and the mark of the next page.

    Args:
        words: the query; none finds everything.
        state: only dossiers in this state; None for any.
        award: only dossiers for this award; None for any.
        unit: only dossiers of this unit; None for any.  Units are not known to the program, so an
            unknown one gives an empty list.
        order: in which order they stand.
        most: how many a page has; None for everything, or with `after` for 50.
        after: the mark that the page before gave; None for the first.
        when: the moment that is asked about; days of a query are counted from its day.
        as_json: whether programs read the answer.
        database: the address.

    Raises:
        dossiers.asking.QueryError: the query has mistakes; all of them are named.
        workflow.UnknownStateError: there is no such state.
        rules.UnknownAwardError: there is no such award.
    """
    if state is not None:
        procedure().definition.state(state)
    if award is not None:
        rules.shipped(award)
    typed = read_query(" ".join(words), on=when.day)
    query = _narrowed(typed, state=state, award=award, unit=unit)
    whole = most is None and after is None
    with when.reading(database) as store:
        if whole:
            page = Page(tuple(all_found(store, query, Order(order))), None)
        else:
            page = page_of(store, query, Order(order), after=after, most=most or PAGE)
    if as_json:
        found = [summary(one) for one in page.dossiers]
        when.print_json(found if whole else {"dossiers": found, "next": page.following})
        return
    when.tell()
    print_table(LIST_HEAD, (_row(one) for one in page.dossiers))
    if page.following is not None:
        tell(say("Trang tiếp theo", "Next page") + f": --after {page.following}")


def _narrowed(query: Query, **wanted: str | None) -> Query:
    """A query with what options ask besides."""
    asked = [Among(name, (value,)) for name, value in wanted.items() if value is not None]
    return All((query, *asked)) if asked else query


def _row(dossier: Dossier) -> tuple[str, ...]:
    """A dossier as a line of the list."""
    asked, state = dossier.nomination, said(state_text(dossier.state))
    return dossier.number, asked.award, shown_name(dossier), asked.unit, state
