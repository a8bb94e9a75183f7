"""Reading and writing: a dossier by number, history by stream, one entry as one transaction.

Invariants:

* nothing but `record`, `keep_season` and `rebuild` writes;
* an entry is recorded whole or not at all, and only if the dossier still stands where it was read;
* events and documents are added and never altered; the table of dossiers is only a cache of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Self

from sqlalchemy import Engine

from dossiers.asking import Query
from dossiers.errors import (
    DatabaseForeignError,
    DatabaseMissingError,
    DatabaseNewerError,
    DatabaseSchemaError,
    HistoryError,
    KeyReusedError,
    NumberTakenError,
    StaleDossierError,
)
from dossiers.server_errors import DatabaseLostError, OutcomeUnknownError
from dossiers.store import tables
from dossiers.store.driver import Driver
from dossiers.store.engine import (
    address,
    backend_of,
    connected,
    place_of,
    reading,
    told_plainly,
    tried_again,
    writing,
)
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
from dossiers.store.schema import HEAD, is_ours, revision
from dossiers.store.seeking import Asked, Order, counting, entered, selection, words_in
from dossiers.store.sequencer import Log
from dossiers.store.tables import Statement
from ledger import digest
from texts import Text

LOST = Text(
    vi="Mất tài liệu có mã băm {digest}; chạy `tdkt audit verify` để biết sự kiện nào bị ảnh "
    "hưởng.",
    en="The document with digest {digest} is lost; `tdkt audit verify` names the events it "
    "concerns.",
)


class Store:
    """A database that was initialised by this release; open it with `Store.open`, best by `with`.

    Attributes:
        place: the file, or the address without a password, for sentences to people.
        log: the origin of the log, 32 hexadecimal digits drawn when the database was made.
    """

    def __init__(self, engine: Engine, log: str) -> None:
        """Take over an engine; `Store.open` is the door."""
        self._engine = engine
        self.place = place_of(engine)
        self._backend = backend_of(engine)
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
        place = place_of(parsed)
        if not backend_of(parsed).there(parsed):
            raise DatabaseMissingError(place)
        engine = connected(parsed)
        try:
            with told_plainly(place):
                _check_revision(engine, place)
                with reading(engine) as driver:
                    (log,) = driver.execute(tables.META_VALUE, {"name": "log"}).fetchone()
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, log)

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close every connection."""
        self._engine.dispose()

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

    def page(
        self, query: Query, order: Order, *, after: tuple[object, ...] | None = None, most: int
    ) -> tuple[tuple[tuple[object, ...], bytes], ...]:
        """The dossiers that a query finds, each as the key of the order and canonical bytes.

        Args:
            query: what is asked.
            order: in which order they stand.
            after: the key of the last one of the page before; None for the first page.
            most: how many at the most.
        """
        with self._reading() as driver:
            reach = {word: _counted(driver, word) for word in words_in(query)}
            asked = Asked.of(selection(query, order, after, most, reach))
            found = driver.execute(asked.statement, asked.bound)
            return tuple((tuple(row[:-1]), _as_bytes(row[-1])) for row in found)

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
            for seq, named, n, body, leaf in self._backend.streamed(driver, statement, bound):
                yield StoredEvent(seq, named, n, _as_bytes(body), _as_bytes(leaf))

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
            OutcomeUnknownError: the connection was lost at the commit and did not come back.
            StoreError: the database cannot be written.
        """
        try:
            return tried_again(lambda: self._recorded(entry))
        except DatabaseLostError as lost:
            raise OutcomeUnknownError(self.place, entry.key) from lost

    def _recorded(self, entry: Entry) -> Recorded:
        """Write an entry in one transaction; once it is written, every further attempt reads it."""
        with writing(self._engine, self.place) as driver:
            answer = {"key": entry.key, "request": entry.request, "result": entry.result}
            if driver.execute(tables.ADD_COMMAND, answer).rowcount == 0:
                before = _answer(driver, entry.key, entry.request)
                assert before is not None, "a key that is taken has an answer"
                return before
            self._write_row(driver, entry.row, entry.was_n)
            for row in entry.opened:
                self._write_row(driver, row, 0)
            driver.executemany(tables.ADD_EVENT, [_values(one) for one in entry.events])
            new = {name: body for name, body in entry.documents.items() if name not in self._kept}
            # In one order for all, so that of two writers neither waits for the other.
            documents = [{"digest": name, "body": new[name]} for name in sorted(new)]
            driver.executemany(tables.ADD_DOCUMENT, documents)
        self._kept.update(new)
        return Recorded(entry.result, repeated=False)

    def take(self, dossier: str, holder: str, *, now: int, until: int) -> bool:
        """Take a dossier in hand for a while, if no other worker has it.

        Args:
            dossier: its number.
            holder: the worker.
            now: milliseconds since 1970 UTC; a claim that ended before is nobody's.
            until: when this claim ends by itself.

        Raises:
            StoreError: the database cannot be written.
        """
        claim = {"dossier": dossier, "holder": holder, "now": now, "until": until}
        with writing(self._engine, self.place) as driver:
            return driver.execute(tables.TAKE_CLAIM, claim).rowcount == 1

    def give_back(self, dossier: str, holder: str) -> None:
        """Let go of a dossier that this worker had in hand.

        Raises:
            StoreError: the database cannot be written.
        """
        with writing(self._engine, self.place) as driver:
            driver.execute(tables.DROP_CLAIM, {"dossier": dossier, "holder": holder})

    def keep_season(self, name: str, body: bytes) -> None:
        """Keep what a season's plan says, in place of what was kept under the name before.

        Raises:
            StoreError: the database cannot be written.
        """
        kept = {"digest": digest(body), "body": body}
        with writing(self._engine, self.place) as driver:
            driver.execute(tables.ADD_DOCUMENT, kept)
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
            driver.execute(tables.DROP_SOUGHT)
            driver.execute(tables.DROP_WORDS)
            driver.execute(tables.DROP_DUTIES)
            for row in rows:
                driver.execute(STATEMENTS[type(row)][0], _values(row))
                if isinstance(row, Row) and row.sought is not None:
                    entered(driver, row.sought, new=True)

    def _write_row(self, driver: Driver, row: AnyRow, was_n: int) -> None:
        """Put a row in place with what it is found by."""
        if was_n == 0:
            self._add_row(driver, row)
        else:
            _move_row(driver, row, was_n)
        if isinstance(row, Row) and row.sought is not None:
            entered(driver, row.sought, new=was_n == 0)

    def _add_row(self, driver: Driver, row: AnyRow) -> None:
        """Add a row whose number nobody has."""
        try:
            driver.execute(STATEMENTS[type(row)][0], _values(row))
        except Exception as failed:
            if self._backend.is_duplicate(failed):
                raise NumberTakenError(row.number) from failed
            raise

    @contextmanager
    def _reading(self) -> Iterator[Driver]:
        """A connection for reading, outside of any transaction of ours."""
        with told_plainly(self.place), reading(self._engine) as driver:
            yield driver

    def _one(self, statement: Statement, **bound: str) -> bytes | None:
        """The one value that a statement finds, as bytes; None when it finds nothing."""
        with self._reading() as driver:
            found = driver.execute(statement, bound).fetchone()
        return None if found is None else _as_bytes(found[0])


def _as_bytes(value: object) -> bytes:
    """What lies in the column; whoever edits the file may have left text, or nothing, there."""
    if isinstance(value, bytes):
        return value
    return str(value).encode(errors="replace")


def _counted(driver: Driver, word: str) -> int:
    """How many names have a word, as far as it matters."""
    asked = Asked.of(counting(word))
    return int(driver.execute(asked.statement, asked.bound).fetchone()[0])


def _check_revision(engine: Engine, place: str) -> None:
    """Refuse a database that this release did not make, or did not bring up to date."""
    found = revision(engine)
    if found is None:
        raise DatabaseMissingError(place)
    if not is_ours(found):
        raise DatabaseForeignError(place)
    if found != HEAD:
        raise (DatabaseSchemaError if found < HEAD else DatabaseNewerError)(place)


def _answer(driver: Driver, key: str, request: str) -> Recorded | None:
    """What was answered under a key, or None; a key of another request is an error."""
    found = driver.execute(tables.ANSWER, {"key": key}).fetchone()
    if found is None:
        return None
    asked, result = found
    if asked != request:
        raise KeyReusedError(key)
    return Recorded(_as_bytes(result), repeated=True)


def _move_row(driver: Driver, row: AnyRow, was_n: int) -> None:
    """Change a row by compare-and-set: only where it still is as it was read."""
    change = {
        "is_id": row.id,
        "was_n": was_n,
        "new_state": row.state,
        "new_n": row.n,
        "new_head": row.head,
        "new_body": row.body,
    }
    if driver.execute(STATEMENTS[type(row)][1], change).rowcount != 1:
        raise StaleDossierError(row.number)


def _values(record: AnyRow | NewEvent) -> dict[str, object]:
    """A record as the parameters of its statement, column by column."""
    names = record.__dataclass_fields__
    return {name: getattr(record, name) for name in names if name != "sought"}


STATEMENTS: Mapping[type[AnyRow], tuple[Statement, Statement]] = {
    Row: (tables.ADD_DOSSIER, tables.MOVE_DOSSIER),
    PublicationRow: (tables.ADD_PUBLICATION, tables.MOVE_PUBLICATION),
    MandateRow: (tables.ADD_MANDATE, tables.MOVE_MANDATE),
}
"""How a row of each kind is added and moved."""
