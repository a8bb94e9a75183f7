"""Many new dossiers written in one transaction, table by table instead of one after another.

It writes what `Store.record` writes for each of them, down to the byte; a test compares the two.
What sets it apart is that each table is visited once, and keys are on the disk together.

Invariants:

* all of a batch is written, or nothing of it;
* whoever took a number or a key in the meantime has it: the batch is then refused as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, Table

from dossiers.store import tables
from dossiers.store.driver import Bound, Driver
from dossiers.store.engine import Backend, backend_of, tried_again, writing
from dossiers.store.row_writing import number_row, values
from dossiers.store.rows import Entry, Row, Sought


@dataclass(frozen=True, slots=True)
class NewRow:
    """A new dossier, sealed and ready to be written.

    Attributes:
        entry: what its one command writes.
        mark: the digest of the request under the key of its stream.
        row: the dossier with its content sealed.
        boxes: its sealed documents.
    """

    entry: Entry
    mark: str
    row: Row
    boxes: Sequence[Bound]


def are_added(engine: Engine, place: str, new: Sequence[NewRow]) -> bool:
    """Write new dossiers in one transaction; False where a number or key was taken meanwhile.

    Args:
        engine: of the store.
        place: the database as people know it.
        new: dossiers without any event so far.

    Raises:
        StoreError: the database cannot be written.
    """
    backend = backend_of(engine)

    def attempt() -> None:
        with writing(engine, place) as driver:
            _add(driver, backend, new)

    try:
        tried_again(attempt)
    except Exception as failed:
        if backend.is_duplicate(failed):
            return False
        raise
    return True


def _add(driver: Driver, backend: Backend, new: Sequence[NewRow]) -> None:
    """Add every row of a batch, table by table."""
    documents = {name: body for one in new for name, body in one.entry.documents.items()}
    for name in sorted(documents):
        driver.execute(tables.ADD_DOCUMENT, {"digest": name, "body": documents[name]})
    for table, rows in _rows(new):
        backend.added(driver, table, rows)


def _rows(new: Sequence[NewRow]) -> Iterator[tuple[Table, list[Bound]]]:
    """The tables that are written, each with its rows."""
    yield tables.COMMAND, [_answer(one) for one in new]
    yield tables.DOSSIER, [values(one.row) for one in new]
    yield tables.NUMBER, [number_row(one.row) for one in new]
    yield tables.EVENT, [values(event) for one in new for event in one.entry.events]
    yield tables.DISCLOSURE, [sealed for one in new for sealed in one.boxes]
    yield from _index([one.row.sought for one in new if one.row.sought is not None])


def _answer(one: NewRow) -> Bound:
    """The key of a command with its answer."""
    answer = {"key": one.entry.key, "request": one.mark, "result": one.entry.result}
    return {"tenant": one.row.unit, **answer}


def _index(found: Sequence[Sought]) -> Iterator[tuple[Table, list[Bound]]]:
    """The tables by which dossiers are found, each with its rows."""
    columns = [column.name for column in tables.SOUGHT.c]
    yield tables.SOUGHT, [{name: getattr(one, name) for name in columns} for one in found]
    # In the order of the key, so that neighbours are written together.
    words = sorted((word, one.dossier) for one in found for word in one.words)
    yield tables.WORD, [{"word": word, "dossier": dossier} for word, dossier in words]
    yield tables.DUTY, [_duty(one, role) for one in found for role in sorted(one.duties)]


def _duty(one: Sought, role: str) -> Bound:
    """That a dossier waits for a role."""
    place = {"due": one.due, "number": one.number, "dossier": one.dossier}
    return {"role": role, **place, "unit": one.unit}
