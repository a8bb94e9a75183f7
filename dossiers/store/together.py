"""Many entries by a few statements: what each of them would write alone, table by table.

Each statement runs once for all rows of the group, and what it changed is counted.  Where
anything is refused or a count is not what every entry expects, nothing is known about any of them:
whoever began takes all of it back and writes them one by one.

Invariants:

* rows of one table are written in the order of their entries, so that whatever is written without
  a refusal is what writing them one by one would have left;
* what dossiers are found by is changed entry by entry, since one change takes away what another
  has put there.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from dossiers.store import tables
from dossiers.store.driver import Bound, Driver
from dossiers.store.records import Sealed, answer_row, document_rows
from dossiers.store.row_writing import STATEMENTS, moved_values, number_row, values
from dossiers.store.rows import AnyRow, Entry, Row
from dossiers.store.seeking import entered
from dossiers.store.tables import Statement

Written = tuple[Entry, Sealed]
"""An entry, and the same with everything personal sealed."""


class NotTogetherError(Exception):
    """Some entry is not as all the others; which one, writing them one by one tells."""


def write_together(driver: Driver, entries: Sequence[Written]) -> None:
    """Write entries into the transaction that is open.

    Args:
        driver: the connection, in a savepoint that whoever began it takes back if this raises.
        entries: what is written.

    Raises:
        NotTogetherError: a key has an answer already, or a row was moved.
        Exception: what the driver says of a row that was refused.
    """
    _each(driver, tables.ADD_COMMAND, [answer_row(entry, sealed) for entry, sealed in entries])
    rows = [one for _, sealed in entries for one in sealed.rows]
    for statement, changes in groupby(map(_change, rows), lambda one: one[0]):
        _each(driver, statement, [bound for _, bound in changes])
    _each(
        driver,
        tables.ADD_NUMBER,
        [number_row(one) for one, was_n in rows if isinstance(one, Row) and not was_n],
    )
    for row, was_n in rows:
        if isinstance(row, Row) and row.sought is not None:
            entered(driver, row.sought, new=was_n == 0)
    events = [values(one) for entry, _ in entries for one in entry.events]
    _each(driver, tables.ADD_EVENT, events)
    documents = {name: body for _, one in entries for name, body in one.documents.items()}
    driver.executemany(tables.ADD_DOCUMENT, document_rows(documents))
    _each(driver, tables.ADD_DISCLOSURE, [box for _, one in entries for box in one.boxes])


def _change(change: tuple[AnyRow, int]) -> tuple[Statement, Bound]:
    """How a row is put in place, as a new one or by compare-and-set."""
    row, was_n = change
    add, move = STATEMENTS[type(row)]
    return (add, values(row)) if was_n == 0 else (move, moved_values(row, was_n))


def _each(driver: Driver, statement: Statement, rows: Sequence[Bound]) -> None:
    """Run a statement that has to change one row for each of these.

    Raises:
        NotTogetherError: one of them changed none.
    """
    if rows and driver.executemany(statement, rows).rowcount != len(rows):
        raise NotTogetherError
