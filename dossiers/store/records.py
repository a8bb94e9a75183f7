"""Reading and writing: a dossier by number, history by stream, one entry as one transaction.

Invariants:

* nothing but `record`, `keep_season` and `rebuild` writes;
* an entry is recorded whole or not at all, and only if the dossier still stands where it was read;
* events and documents are added and never altered; the table of dossiers is only a cache of them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from typing import Self

from sqlalchemy import Engine

from dossiers.errors import (
    DatabaseMissingError,
    DatabaseNewerError,
    DatabaseSchemaError,
    HistoryError,
    KeyReusedError,
    NumberTakenError,
    StaleDossierError,
)
from dossiers.store import tables
from dossiers.store.engine import address, connected, file_of, reading, told_plainly, writing
from dossiers.store.rows import (
    AnyRow,
    Entry,
    MandateRow,
    NewEvent,
    PublicationRow,
    Recorded,
    Row,
    StoredEvent,
)
from dossiers.store.schema import HEAD, revision
from dossiers.store.sequencer import Log
from dossiers.store.side_by_side import SideBySide
from ledger import digest
from texts import Text

MOST_KEPT = 65_536
"""Digests of committed documents that a store keeps in mind; then it begins anew."""

LOST = Text(
    vi="Mất tài liệu có mã băm {digest}; chạy `tdkt audit verify` để biết sự kiện nào bị ảnh "
    "hưởng.",
    en="The document with digest {digest} is lost; `tdkt audit verify` names the events it "
    "concerns.",
)


class Store:
    """A database that was initialised by this release; open it with `Store.open`, best by `with`.

    Attributes:
        place: the file, for sentences to people.
        log: the origin of the log, 32 hexadecimal digits drawn when the database was made.
    """

    def __init__(self, engine: Engine, log: str) -> None:
        """Take over an engine; `Store.open` is the door."""
        self._engine = engine
        self.place = str(file_of(engine.url))
        self.log = log
        # Digests of documents that this store has committed; rules and workflows come every time.
        self._kept: set[str] = set()

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
            with reading(engine) as driver:
                (log,) = driver.execute(tables.META_VALUE, {"name": "log"}).fetchone()
        return cls(engine, log)

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close every connection."""
        self._engine.dispose()

    @property
    def url(self) -> str:
        """The address, by which another process opens the same database."""
        return self._engine.url.render_as_string(hide_password=False)

    @property
    def numbered(self) -> Log:
        """The log in which every event gets its number."""
        return Log(self._engine, self.place, self.log)

    def body(self, number: str) -> bytes | None:
        """The dossier with this number in canonical bytes; None when there is none."""
        return self._one(tables.DOSSIER_BY_NUMBER, number=number)

    def bodies(self) -> tuple[bytes, ...]:
        """Every dossier in canonical bytes, by number."""
        with self._reading() as driver:
            return tuple(_as_bytes(body) for (body,) in driver.execute(tables.DOSSIERS))

    def alike(self, likeness: str) -> tuple[bytes, ...]:
        """The dossiers that share a word of `dossiers.store.likeness`, by number; by an index."""
        with self._reading() as driver:
            found = driver.execute(tables.ALIKE, {"likeness": likeness})
            return tuple(_as_bytes(body) for (body,) in found)

    def publications(self, award: str | None = None, state: str | None = None) -> tuple[bytes, ...]:
        """Publications of rules in canonical bytes, by number.

        Args:
            award: only those of this award; None for all.
            state: of these, only those in this state; None for all.
        """
        statement = tables.PUBLICATIONS
        if award is not None:
            statement = tables.PUBLICATIONS_OF if state is None else tables.PUBLICATIONS_IN
        bound = {name: one for name, one in (("award", award), ("state", state)) if one}
        with self._reading() as driver:
            return tuple(_as_bytes(body) for (body,) in driver.execute(statement, bound))

    def mandates(self, *people: str) -> tuple[bytes, ...]:
        """Mandates in canonical bytes, by number; of these people, given or received, or all."""
        if not people:
            with self._reading() as driver:
                return tuple(_as_bytes(body) for (body,) in driver.execute(tables.MANDATES))
        found: dict[bytes, None] = {}
        with self._reading() as driver:
            for person in people:
                rows = driver.execute(tables.MANDATES_OF, {"person": person})
                found.update((_as_bytes(body), None) for (body,) in rows)
        return tuple(found)

    def numbers(self) -> tuple[str, ...]:
        """The numbers of all dossiers."""
        with self._reading() as driver:
            return tuple(number for (number,) in driver.execute(tables.NUMBERS))

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
        with self._reading() as driver:
            for seq, named, n, body, leaf in driver.execute(statement, bound):
                yield StoredEvent(seq, named, n, _as_bytes(body), _as_bytes(leaf))

    def events_by_stream(self) -> Iterator[StoredEvent]:
        """Every stored event, dossier by dossier and there by position."""
        with self._reading() as driver:
            for seq, named, n, body, leaf in driver.execute(tables.EVENTS_BY_STREAM):
                yield StoredEvent(seq, named, n, _as_bytes(body), _as_bytes(leaf))

    @contextmanager
    def side_by_side(self) -> Iterator[SideBySide]:
        """The rows of all history as they lie, to be read in step; good inside the block."""
        with self._reading() as driver:
            yield SideBySide(driver)

    def answer(self, key: str, request: str) -> Recorded | None:
        """What was answered to a command before; None when it is new.

        Raises:
            KeyReusedError: the key belongs to another command.
        """
        with self._reading() as driver:
            return _answer(driver, key, request)

    def begun(self, key: str, request: str, number: str) -> tuple[Recorded | None, bytes | None]:
        """What an act begins with, in one reading: a former answer, and the dossier.

        Raises:
            KeyReusedError: the key belongs to another command.
        """
        with self._reading() as driver:
            found = driver.execute(tables.DOSSIER_BY_NUMBER, {"number": number}).fetchone()
            body = None if found is None else _as_bytes(found[0])
            return _answer(driver, key, request), body

    def record(self, entry: Entry) -> Recorded:
        """Write an entry, all of it or nothing; under a key that has an answer, nothing.

        Raises:
            KeyReusedError: the key belongs to another command.
            StaleDossierError: the dossier has been moved since it was read.
            NumberTakenError: a new dossier takes a number that another has.
            StoreError: the database cannot be written.
        """
        with writing(self._engine, self.place) as driver:
            recorded = write_entry(driver, entry, self._kept)
        self._keep(entry, recorded)
        return recorded

    def _keep(self, entry: Entry, recorded: Recorded) -> None:
        """Keep in mind which documents were committed, after they were."""
        if recorded.repeated:
            return
        if len(self._kept) > MOST_KEPT:
            self._kept = set()
        self._kept.update(entry.documents)

    def keep_season(self, name: str, body: bytes) -> None:
        """Keep what a season's plan says, in place of what was kept under the name before.

        Raises:
            StoreError: the database cannot be written.
        """
        with writing(self._engine, self.place) as driver:
            driver.execute(tables.ADD_DOCUMENT, {"digest": digest(body), "body": body})
            driver.execute(tables.ADD_SEASON, {"id": name, "digest": digest(body)})

    def season(self, name: str) -> bytes | None:
        """What was kept of a season; None when there is none of this name.

        Raises:
            HistoryError: its document is lost.
        """
        found = self._one(tables.SEASON_DIGEST, id=name)
        return None if found is None else self.document(found.decode())

    def rebuild(self, rows: Iterable[AnyRow]) -> None:
        """Put the given rows in place of the whole cache, in one transaction.

        Raises:
            StoreError: the database cannot be written.
        """
        with writing(self._engine, self.place) as driver:
            driver.execute(tables.DROP_DOSSIERS)
            driver.execute(tables.DROP_PUBLICATIONS)
            driver.execute(tables.DROP_MANDATES)
            for row in rows:
                driver.execute(STATEMENTS[type(row)][0], _values(row))

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for reading, outside of any transaction of ours."""
        with told_plainly(self.place), reading(self._engine) as driver:
            yield driver

    def _one(self, statement: str, **bound: str) -> bytes | None:
        """The one value that a statement finds, as bytes; None when it finds nothing."""
        with self._reading() as driver:
            found = driver.execute(statement, bound).fetchone()
        return None if found is None else _as_bytes(found[0])


def write_entry(driver: sqlite3.Connection, entry: Entry, kept: AbstractSet[str]) -> Recorded:
    """Write an entry into the transaction that is open; under a key that has an answer, nothing.

    Args:
        driver: the connection, in a transaction that whoever began it ends.
        entry: what is written.
        kept: digests of documents that are known to be committed.

    Raises:
        KeyReusedError: the key belongs to another command.
        StaleDossierError: the dossier has been moved since it was read.
        NumberTakenError: a new dossier takes a number that another has.
    """
    answer = {"key": entry.key, "request": entry.request, "result": entry.result}
    if driver.execute(tables.ADD_COMMAND, answer).rowcount == 0:
        before = _answer(driver, entry.key, entry.request)
        assert before is not None, "a key that is taken has an answer"
        return before
    _write_row(driver, entry.row, entry.was_n)
    for row in entry.opened:
        _write_row(driver, row, 0)
    driver.executemany(tables.ADD_EVENT, [_values(one) for one in entry.events])
    documents = [
        {"digest": name, "body": body} for name, body in entry.documents.items() if name not in kept
    ]
    driver.executemany(tables.ADD_DOCUMENT, documents)
    return Recorded(entry.result, repeated=False)


def _as_bytes(value: object) -> bytes:
    """What lies in the column; whoever edits the file may have left text, or nothing, there."""
    if isinstance(value, bytes):
        return value
    return str(value).encode(errors="replace")


def _check_revision(engine: Engine, place: str) -> None:
    """Refuse a database that this release did not make, or did not bring up to date."""
    found = revision(engine)
    if found is None:
        raise DatabaseMissingError(place)
    if found != HEAD:
        raise (DatabaseSchemaError if found < HEAD else DatabaseNewerError)(place)


def _answer(driver: sqlite3.Connection, key: str, request: str) -> Recorded | None:
    """What was answered under a key, or None; a key of another request is an error."""
    found = driver.execute(tables.ANSWER, {"key": key}).fetchone()
    if found is None:
        return None
    asked, result = found
    if asked != request:
        raise KeyReusedError(key)
    return Recorded(_as_bytes(result), repeated=True)


def _write_row(driver: sqlite3.Connection, row: AnyRow, was_n: int) -> None:
    """Put a row in place: a new one, or by compare-and-set the one that was read."""
    add, move = STATEMENTS[type(row)]
    if was_n == 0:
        try:
            driver.execute(add, _values(row))
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


def _values(record: AnyRow | NewEvent) -> dict[str, object]:
    """A record as the parameters of its statement, column by column."""
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


STATEMENTS: Mapping[type[AnyRow], tuple[str, str]] = {
    Row: (tables.ADD_DOSSIER, tables.MOVE_DOSSIER),
    PublicationRow: (tables.ADD_PUBLICATION, tables.MOVE_PUBLICATION),
    MandateRow: (tables.ADD_MANDATE, tables.MOVE_MANDATE),
}
"""How a row of each kind is added and moved."""
