"""Rows as the parameters of their statements, and what is read back as bytes again."""

from __future__ import annotations

from collections.abc import Mapping

from dossiers.errors import HistoryError, KeyChangedError, NumberTakenError, StaleDossierError
from dossiers.store import tables
from dossiers.store.driver import Driver
from dossiers.store.engine import Backend
from dossiers.store.rows import (
    AccountRow,
    AnyRow,
    Disclosed,
    Entry,
    MandateRow,
    NewEvent,
    PublicationRow,
    Row,
)
from dossiers.store.seeking import entered
from dossiers.store.series import series_of
from dossiers.store.tables import Statement
from ledger import digest
from texts import Text

LOST = Text(
    vi="Mất tài liệu có mã băm {digest}; chạy `tdkt audit verify` để biết sự kiện nào bị ảnh "
    "hưởng.",
    en="The document with digest {digest} is lost; `tdkt audit verify` names the events it "
    "concerns.",
)


def as_bytes(value: object) -> bytes:
    """What lies in the column; whoever edits the file may have left text, or nothing, there."""
    if isinstance(value, bytes):
        return value
    return str(value).encode(errors="replace")


def whole(found: bytes | None, name: str) -> bytes:
    """Bytes that are there and have this digest.

    Raises:
        HistoryError: they are not there, or have another.
    """
    if found is None or digest(found) != name:
        raise HistoryError(LOST.fill(digest=name))
    return found


def box(one: Disclosed, sealed: bytes) -> dict[str, object]:
    """A sealed document as the parameters of its statement."""
    return {"commitment": one.commitment, "subject": one.subject, "box": sealed}


def write_row(driver: Driver, backend: Backend, row: AnyRow, was_n: int) -> None:
    """Put a row in place with what it is found by: a new one, or the one that was read.

    Raises:
        NumberTakenError: a new one takes a number that another has.
        StaleDossierError: it has been moved since it was read.
    """
    if was_n == 0:
        _add_row(driver, backend, row)
    else:
        _move_row(driver, row, was_n)
    if isinstance(row, Row) and row.sought is not None:
        entered(driver, row.sought, new=was_n == 0)


def _add_row(driver: Driver, backend: Backend, row: AnyRow) -> None:
    """Add a row whose number nobody has.

    Raises:
        NumberTakenError: somebody has it.
    """
    try:
        driver.execute(STATEMENTS[type(row)][0], values(row))
        if isinstance(row, Row):
            driver.execute(tables.ADD_NUMBER, number_row(row))
    except Exception as failed:
        if backend.is_duplicate(failed):
            raise NumberTakenError(row.number) from failed
        raise


def _move_row(driver: Driver, row: AnyRow, was_n: int) -> None:
    """Change a row by compare-and-set: only where it still is as it was read.

    Raises:
        StaleDossierError: it is not.
    """
    change = moved_values(row, was_n)
    if driver.execute(STATEMENTS[type(row)][1], change).rowcount != 1:
        raise StaleDossierError(row.number)


def write_events(driver: Driver, backend: Backend, entry: Entry) -> None:
    """Add the events; where a stream has no row, their numbers are what is compared and set.

    Raises:
        KeyChangedError: somebody else has continued the stream without a row.
    """
    try:
        driver.executemany(tables.ADD_EVENT, [values(one) for one in entry.events])
    except Exception as failed:
        if entry.row is None and backend.is_duplicate(failed):
            raise KeyChangedError from failed
        raise


def unit_of(row: AnyRow | None) -> str:
    """The unit to which something belongs; empty for what belongs to the house."""
    return row.unit if isinstance(row, Row | MandateRow) else ""


def number_row(row: Row) -> dict[str, object]:
    """The number that a new dossier takes, as the parameters of its statement."""
    return {"number": row.number, "dossier": row.id}


def moved_values(row: AnyRow, was_n: int) -> dict[str, object]:
    """A row as the parameters of its compare-and-set.

    Args:
        row: as it stands afterwards.
        was_n: how many events it had when it was read.
    """
    return {
        "is_id": row.id,
        "was_n": was_n,
        "new_state": row.state,
        "new_n": row.n,
        "new_head": row.head,
        "new_body": row.body,
        **({"is_unit": row.unit} if isinstance(row, Row) else {}),
    }


def values(record: AnyRow | NewEvent) -> dict[str, object]:
    """A record as the parameters of its statement, column by column."""
    names = record.__dataclass_fields__
    found = {name: getattr(record, name) for name in names if name not in APART}
    if isinstance(record, Row):
        found["stem"], found["serial"] = series_of(record.number)
    return found


APART = frozenset({"sought", "public"})
"""What a row says that no column of its table holds."""

STATEMENTS: Mapping[type[AnyRow], tuple[Statement, Statement]] = {
    Row: (tables.ADD_DOSSIER, tables.MOVE_DOSSIER),
    PublicationRow: (tables.ADD_PUBLICATION, tables.MOVE_PUBLICATION),
    MandateRow: (tables.ADD_MANDATE, tables.MOVE_MANDATE),
    AccountRow: (tables.ADD_ACCOUNT, tables.MOVE_ACCOUNT),
}
"""How a row of each kind is added and moved."""
