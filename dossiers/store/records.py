"""Reading and writing: a dossier by number, history by stream, one entry as one transaction.

Invariants:

* nothing but `Store.record` and `Store.rebuild` writes;
* an entry is recorded whole or not at all, and only if the dossier still stands where it was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from sqlalchemy import Connection, Engine, Select, delete
from sqlalchemy.exc import IntegrityError

from dossiers.errors import (
    DatabaseMissingError,
    DatabaseSchemaError,
    HistoryError,
    KeyReusedError,
    NumberTakenError,
    StaleDossierError,
)
from dossiers.store import tables
from dossiers.store.engine import address, connected, file_of, told_plainly, writing
from dossiers.store.schema import HEAD, revision
from ledger import digest, leaf_hash, read_event
from texts import Text

LOST = Text(
    vi="Mất tài liệu có mã băm {digest}; chạy `tdkt audit verify` để biết sự kiện nào bị ảnh "
    "hưởng.",
    en="The document with digest {digest} is lost; `tdkt audit verify` names the events it "
    "concerns.",
)


@dataclass(frozen=True, slots=True)
class Row:
    """What the cache keeps of a dossier beside its whole content.

    Attributes:
        id: the stream of its events.
        number: the number that people use.
        award: the code of the award.
        unit: the unit that nominates.
        state: the state it is in.
        n: the number of its events.
        head: leaf hash of the last of them, hexadecimal.
        body: the whole dossier in canonical bytes.
    """

    id: str
    number: str
    award: str
    unit: str
    state: str
    n: int
    head: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """Everything that one command writes.

    Attributes:
        key: its idempotency key.
        request: digest of the whole command.
        events: the bytes of its events, in order.
        row: the dossier as it stands afterwards.
        was_n: how many events it had when it was read; 0 for a new one.
        documents: digest to bytes, of everything that the events refer to.
        result: what is answered, now and to every repetition.
    """

    key: str
    request: str
    events: tuple[bytes, ...]
    row: Row
    was_n: int
    documents: Mapping[str, bytes]
    result: bytes


@dataclass(frozen=True, slots=True)
class Recorded:
    """The answer to a command.

    Attributes:
        result: what is answered.
        repeated: True when the command had been carried out before and nothing was written now.
    """

    result: bytes
    repeated: bool


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as it lies in the database: nothing about it is believed yet."""

    seq: int
    stream: str
    n: int
    body: bytes
    leaf: bytes


class Store:
    """A database that was initialised by this release.

    Open it with `Store.open`, and close it, best by `with`.
    """

    def __init__(self, engine: Engine, log: str) -> None:
        """Take over an engine; `Store.open` is the door."""
        self._engine = engine
        self.place = str(file_of(engine.url))
        self.log = log

    @classmethod
    def open(cls, url: str) -> Self:
        """Open a database.

        Raises:
            UnknownDatabaseError: the address cannot be used by this release.
            DatabaseMissingError: nothing was initialised there.
            DatabaseSchemaError: another release made it.
            StoreError: it cannot be read.
        """
        parsed = address(url)
        place = str(file_of(parsed))
        if not file_of(parsed).is_file():
            raise DatabaseMissingError(place)
        engine = connected(parsed)
        with told_plainly(place):
            _check_revision(engine, place)
            with engine.connect() as connection:
                log = connection.execute(tables.META_VALUE, {"name": "log"}).scalar_one()
        return cls(engine, log)

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close every connection."""
        self._engine.dispose()

    def body(self, number: str) -> bytes | None:
        """The dossier with this number in canonical bytes; None when there is none."""
        return self._one(tables.DOSSIER_BY_NUMBER, number=number)

    def bodies(self) -> tuple[bytes, ...]:
        """Every dossier in canonical bytes, by number."""
        with told_plainly(self.place), self._engine.connect() as connection:
            return tuple(row.body for row in connection.execute(tables.DOSSIERS))

    def numbers(self) -> tuple[str, ...]:
        """The numbers of all dossiers."""
        with told_plainly(self.place), self._engine.connect() as connection:
            return tuple(connection.execute(tables.NUMBERS).scalars())

    def document(self, name: str) -> bytes:
        """The bytes with this digest.

        Raises:
            HistoryError: they are not there, or their digest is another.
        """
        found = self._one(tables.DOCUMENT_BY_DIGEST, digest=name)
        if found is None or digest(found) != name:
            raise HistoryError(LOST.fill(digest=name))
        return found

    def events(self, stream: str | None = None) -> Iterator[StoredEvent]:
        """Stored events: of one dossier by position, or of all in the order of recording."""
        statement = tables.EVENTS if stream is None else tables.EVENTS_OF
        bound = {} if stream is None else {"stream": stream}
        with told_plainly(self.place), self._engine.connect() as connection:
            for row in connection.execute(statement, bound):
                yield StoredEvent(row.seq, row.stream, row.n, row.body, row.leaf)

    def answer(self, key: str, request: str) -> Recorded | None:
        """What was answered to a command before; None when it is new.

        Raises:
            KeyReusedError: the key belongs to another command.
        """
        with told_plainly(self.place), self._engine.connect() as connection:
            return _answer(connection, key, request)

    def record(self, entry: Entry) -> Recorded:
        """Write an entry, all of it or nothing.

        Raises:
            KeyReusedError: the key belongs to another command.
            StaleDossierError: the dossier has been moved since it was read.
            NumberTakenError: a new dossier takes a number that another has.
            StoreError: the database cannot be written.
        """
        with writing(self._engine, self.place) as connection:
            before = _answer(connection, entry.key, entry.request)
            if before is not None:
                return before
            _write_row(connection, entry)
            connection.execute(tables.ADD_EVENT, [_event_row(body) for body in entry.events])
            documents = [{"digest": name, "body": body} for name, body in entry.documents.items()]
            connection.execute(tables.ADD_DOCUMENT, documents)
            answer = {"key": entry.key, "request": entry.request, "result": entry.result}
            connection.execute(tables.ADD_COMMAND, answer)
        return Recorded(entry.result, repeated=False)

    def rebuild(self, rows: Iterable[Row]) -> None:
        """Put the given rows in place of the whole cache, in one transaction.

        Raises:
            StoreError: the database cannot be written.
        """
        with writing(self._engine, self.place) as connection:
            connection.execute(delete(tables.DOSSIER))
            for row in rows:
                connection.execute(tables.ADD_DOSSIER, _row_values(row))

    def _one(self, statement: Select[bytes], **bound: str) -> bytes | None:
        with told_plainly(self.place), self._engine.connect() as connection:
            found: bytes | None = connection.execute(statement, bound).scalar_one_or_none()
        return found


def _check_revision(engine: Engine, place: str) -> None:
    found = revision(engine)
    if found is None:
        raise DatabaseMissingError(place)
    if found != HEAD:
        raise DatabaseSchemaError(place)


def _answer(connection: Connection, key: str, request: str) -> Recorded | None:
    found = connection.execute(tables.ANSWER, {"key": key}).one_or_none()
    if found is None:
        return None
    if found.request != request:
        raise KeyReusedError(key)
    return Recorded(found.result, repeated=True)


def _write_row(connection: Connection, entry: Entry) -> None:
    row = entry.row
    if entry.was_n == 0:
        try:
            connection.execute(tables.ADD_DOSSIER, _row_values(row))
        except IntegrityError as taken:
            raise NumberTakenError(row.number) from taken
        return
    moved = connection.execute(
        tables.MOVE_DOSSIER,
        {
            "is_id": row.id,
            "was_n": entry.was_n,
            "new_state": row.state,
            "new_n": row.n,
            "new_head": row.head,
            "new_body": row.body,
        },
    )
    if moved.rowcount != 1:
        raise StaleDossierError(row.number)


def _row_values(row: Row) -> dict[str, object]:
    return {name: getattr(row, name) for name in Row.__dataclass_fields__}


def _event_row(body: bytes) -> dict[str, object]:
    event = read_event(body)
    return {
        "stream": event.stream,
        "n": event.n,
        "at": int(event.at.timestamp() * 1000),
        "body": body,
        "leaf": leaf_hash(body),
    }
