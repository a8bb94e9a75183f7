"""Rows as the parameters of their statements, and what is read back as bytes again."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from dossiers.errors import HistoryError, NumberTakenError, StaleDossierError
from dossiers.store import tables
from dossiers.store.rows import AnyRow, Disclosed, MandateRow, NewEvent, PublicationRow, Row
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


def write_row(driver: sqlite3.Connection, row: AnyRow, was_n: int) -> None:
    """Put a row in place: a new one, or by compare-and-set the one that was read."""
    add, move = STATEMENTS[type(row)]
    if was_n == 0:
        try:
            driver.execute(add, values(row))
        except sqlite3.IntegrityError as taken:
            raise NumberTakenError(row.number) from taken
        return
    change = {
        "is_id": row.id,
        "was_n": was_n,
        "new_state": row.state,
        "new_n": row.n,
        "new_head": row.head,
        "new_body": row.body,
    }
    if driver.execute(move, change).rowcount != 1:
        raise StaleDossierError(row.number)


def values(record: AnyRow | NewEvent) -> dict[str, object]:
    """A record as the parameters of its statement, column by column."""
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


STATEMENTS: Mapping[type[AnyRow], tuple[str, str]] = {
    Row: (tables.ADD_DOSSIER, tables.MOVE_DOSSIER),
    PublicationRow: (tables.ADD_PUBLICATION, tables.MOVE_PUBLICATION),
    MandateRow: (tables.ADD_MANDATE, tables.MOVE_MANDATE),
}
"""How a row of each kind is added and moved."""
