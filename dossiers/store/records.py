"""Reading and writing: a dossier by number, history by stream, one entry as one transaction.

Invariants:

* nothing but `record`, `erase`, `keep_season` and `rebuild` writes;
* an entry is recorded whole or not at all, and only if the dossier still stands where it was read;
* events and documents are added and never altered; the table of dossiers is only a cache of them;
* within a scope nothing outside of it is found, written, counted or answered (ADR 0046);
* what is personal is sealed before it is written, under a key that is on the disk (ADR 0034).
"""

from __future__ import annotations

import copy
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import NamedTuple, Self, TypeVar

from sqlalchemy import Engine

from dossiers.asking import Query
from dossiers.errors import (
    DatabaseForeignError,
    DatabaseHalfMadeError,
    DatabaseMissingError,
    DatabaseNewerError,
    DatabaseSchemaError,
    ErasedError,
    KeyReusedError,
)
from dossiers.scope import EVERYTHING, SHARED, NeedsWholeError, OutsideScopeError, Scope
from dossiers.server_errors import DatabaseLostError, OutcomeUnknownError
from dossiers.store import log_statements, tables
from dossiers.store.access import Access
from dossiers.store.answered import Answers, answers_kept
from dossiers.store.at_once import Whole, written_at_once
from dossiers.store.claims import Claims
from dossiers.store.driver import Bound, Driver, Found
from dossiers.store.engine import (
    address,
    at_one_moment,
    backend_of,
    connected,
    place_of,
    posting,
    reading,
    told_plainly,
    tried_again,
    writing,
)
from dossiers.store.key_store import Destroyed, KeyStore
from dossiers.store.loading import NewRow, are_added
from dossiers.store.memory import Memory
from dossiers.store.row_writing import (
    as_bytes,
    box,
    unit_of,
    values,
    whole,
    write_events,
    write_row,
)
from dossiers.store.rows import (
    KEPT_WORDS,
    AnyRow,
    Begun,
    Entry,
    Erasure,
    NewEvent,
    Recorded,
    Row,
    Sought,
    StoredEvent,
)
from dossiers.store.schema import HEAD, is_ours, revision
from dossiers.store.scoped import (
    Owner,
    by_disclosure,
    by_dossier,
    by_event,
    by_mandate,
    told,
    within,
)
from dossiers.store.seeking import (
    Asked,
    Order,
    Word,
    asked_word,
    counting,
    entered,
    needed_in,
    selection,
    words_in,
)
from dossiers.store.sequencer import Log
from dossiers.store.side_by_side import SideBySide
from dossiers.store.starting import LookedOver, looked_over
from dossiers.store.strongbox import Draw, Strongbox
from dossiers.store.tables import Statement
from dossiers.store.waiting import Post, waiting
from ledger import Seen, TimeQuality, canonical, digest
from ledger.commitment import body_in

COLUMNS = ("id", "number", "award", "unit", "state", "n", "head")
"""What the columns of a row say of a dossier; none of it is personal."""

NOTHING_BEGUN = Begun(None, None, (), None)
"""What an act on a dossier that is not there begins with."""

MOST_KEPT = 65_536
"""Digests of committed documents that a store keeps in mind; then it begins anew."""

T = TypeVar("T")

NEAR = 200
"""Numbers on each side among which the one is sought that was probably meant."""

SYSTEM = TimeQuality("system")
"""The clock of the machine, of which nobody knows how wrong it is."""


class Sealed(NamedTuple):
    """What an entry writes, sealed.

    Attributes:
        mark: the digest of the request, which nobody can try out without the key.
        rows: rows of the cache, each with the number of events that it was read with.
        boxes: sealed documents as the parameters of their statement.
        documents: public documents that are not known to be there, by digest.
    """

    mark: str
    rows: Sequence[tuple[AnyRow, int]]
    boxes: Sequence[dict[str, object]]
    documents: Mapping[str, bytes]


class Store:
    """A database that was initialised by this release; open it with `Store.open`, best by `with`.

    Attributes:
        place: the file, or the address without a password, for sentences to people.
        log: the origin of the log, 32 hexadecimal digits drawn when the database was made.
        quality: how far the clock can be trusted from which commands have their moments.
        strongbox: what is sealed, and by which keys.
        scope: whose dossiers are there for whoever uses this store.
        answers: the list of what was answered; None where none is kept.
        look: what was looked at when it was opened; None where nothing was.
        memory: what was made of rows that have not changed since (ADR 0056).
    """

    scope: Scope = EVERYTHING

    def __init__(self, engine: Engine, log: str, strongbox: Strongbox) -> None:
        """Take over an engine; `Store.open` is the door."""
        self._engine = engine
        self.place = place_of(engine)
        self._backend = backend_of(engine)
        self.log = log
        self.quality = SYSTEM
        self.strongbox = strongbox
        self.look: LookedOver | None = None
        self.answers: Answers | None = None
        self.memory = Memory()
        # Digests of documents that this store has committed; rules and workflows come every time.
        self._kept: set[str] = set()

    @classmethod
    def open(
        cls,
        url: str,
        *,
        draw: Draw = secrets.token_bytes,
        with_keys: bool = True,
        scope: Scope = EVERYTHING,
        lone: bool = False,
        checked: bool = False,
    ) -> Self:
        """Open a database.

        Args:
            url: its address.
            draw: where keys and salts come from; each must be new.
            with_keys: whether the file of keys must be there; without it events and the log can be
                read, and whatever is sealed raises `KeysMissingError` when it is asked for.
            scope: whose dossiers are there; on PostgreSQL its connections show no others either.
            lone: whether nobody writes to it meanwhile, as to a backup; it may lie on a network
                drive then.
            checked: whether pages and newest history are looked at first, as a program does that
                stays open for long (`dossiers.store.starting`).

        Raises:
            UnknownDatabaseError: the address cannot be used by this release.
            DatabaseMissingError: nothing was initialised there.
            KeysMissingError: the file of keys is not beside it.
            DatabaseSchemaError: another release made it.
            DatabaseOnNetworkError: its file lies on a network drive.
            DatabaseHalfMadeError: its tables are not those of the release that it names.
            DatabaseDamagedError: a page of it is damaged, if that was looked at.
            TailChangedError: the newest history was changed, if that was looked at.
            AnswersUnwritableError: a list of answers is to be kept, and cannot be.
            StoreError: it cannot be read.
        """
        parsed = address(url)
        place = place_of(parsed)
        if not lone:
            backend_of(parsed).check_drive(parsed)
        if not backend_of(parsed).there(parsed):
            raise DatabaseMissingError(place)
        engine = connected(parsed, scope=scope)
        try:
            with told_plainly(place):
                _check_revision(engine, place)
                log = _origin(engine, place)
            look = looked_over(engine, log) if checked else None
            keys = KeyStore(backend_of(parsed).keys(parsed))
            if with_keys:
                keys.check()
            answers = None if lone else answers_kept(log)
        except BaseException:
            engine.dispose()
            raise
        made = cls(engine, log, Strongbox(keys, draw))
        made.look, made.answers, made.scope = look, answers, scope
        return made

    def within(self, scope: Scope) -> Self:
        """The same store as somebody sees it who may see some units only.

        It shares the connections of this one, which closes them; a scope is never widened.
        """
        seen = copy.copy(self)
        seen.scope = self.scope & scope
        return seen

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close every connection."""
        self._engine.dispose()

    @property
    def present(self) -> bool:
        """True: whatever has been recorded is known (`dossiers.store.Reader`)."""
        return True

    @property
    def url(self) -> str:
        """The address, by which another process opens the same database."""
        return self._engine.url.render_as_string(hide_password=False)

    @property
    def access(self) -> Access:
        """Passwords, sessions, tokens and failed attempts, which no event tells of."""
        return Access(self._engine, self.place)

    @property
    def claims(self) -> Claims:
        """Which worker has which dossier in hand."""
        return Claims(self._engine, self.place, self.scope)

    @property
    def numbered(self) -> Log:
        """The log in which every event gets its number."""
        return Log(self._engine, self.place, self.log, whole=self.scope.units is None)

    def check_whole(self) -> None:
        """Refuse what is done to all of the record where not all of it is shown.

        Raises:
            NeedsWholeError: the store shows some units only.
        """
        if self.scope.units is not None:
            raise NeedsWholeError

    def body(self, number: str) -> bytes | None:
        """The dossier with this number in canonical bytes; None when there is none."""
        with self._reading() as driver:
            found = self._by_number(driver, number)
        return None if found is None else self._kept_row(*found[:2])

    def bodies(self) -> tuple[bytes, ...]:
        """Every dossier in canonical bytes, by number."""
        with self._reading() as driver:
            return self._opened_rows(self._found(driver, tables.DOSSIERS, by_dossier))

    def page(
        self, query: Query, order: Order, *, after: tuple[object, ...] | None = None, most: int
    ) -> tuple[tuple[tuple[object, ...], bytes], ...]:
        """The dossiers that a query finds, each as the key of the order and canonical bytes.

        Args:
            query: what is asked.
            order: in which order they stand; `Order.NAME` is none of the database's.
            after: the key of the last one of the page before; None for the first page.
            most: how many at the most.
        """
        with self._reading() as driver:
            words = self._looked_up(driver, query)
            asked = Asked.of(selection(query, order, after, most, words, self.scope))
            found = driver.execute(asked.statement, asked.bound).fetchall()
            bodies = self._kept_rows([(row[-2], row[-1]) for row in found])
        return tuple((tuple(row[:-2]), body) for row, body in zip(found, bodies, strict=True))

    def waiting(
        self,
        wanted: Sequence[Post],
        without: Sequence[Post] = (),
        *,
        after: tuple[object, ...] | None = None,
        most: int,
    ) -> tuple[tuple[tuple[object, ...], bytes], ...]:
        """What waits for somebody, the nearest last day first, each as its key and canonical bytes.

        Args:
            wanted: for whom; at least one.
            without: whatever waits for one of these is left out.
            after: the key of the last one of the page before, last day and number; None for none.
            most: how many at the most.
        """
        shown = [one for one in (post.within(self.scope) for post in wanted) if one.units != ()]
        if not shown:
            return ()
        asked = waiting(shown, without, after, most)
        with self._reading() as driver:
            found = driver.execute(asked.statement, asked.bound).fetchall()
            bodies = self._kept_rows([(row[-2], row[-1]) for row in found])
        return tuple((tuple(row[:-2]), body) for row, body in zip(found, bodies, strict=True))

    def _looked_up(self, driver: Driver, query: Query) -> dict[str, Word]:
        """The words of a query; those that everything found must have are counted.

        Not within a scope: how long a search takes would tell how often others have a name.
        """
        marks = {word: self.strongbox.mark(asked_word(word)) for word in words_in(query)}
        needed = needed_in(query) if self.scope.units is None else frozenset[str]()
        return {
            word: Word(mark, _counted(driver, mark)) if word in needed else Word(mark)
            for word, mark in marks.items()
        }

    def alike(self, likeness: str) -> tuple[bytes, ...]:
        """The dossiers that share a word of `dossiers.store.likeness`, by number; by an index."""
        with self._reading() as driver:
            word = self.strongbox.looks(likeness)
            alike = self._found(driver, tables.ALIKE, by_dossier, likeness=word)
            return self._opened_rows(alike)

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
        # Rules are for everybody, so nothing has to be said of whose rows are wanted.
        with told_plainly(self.place), reading(self._engine) as driver:
            return tuple(as_bytes(body) for (body,) in driver.execute(statement, bound))

    def mandates(self, *people: str) -> tuple[bytes, ...]:
        """Mandates in canonical bytes, by number; of these people, given or received, or all."""
        if not people:
            with self._reading() as driver:
                every = self._found(driver, tables.MANDATES, by_mandate)
                return tuple(as_bytes(body) for (body,) in every)
        found: dict[bytes, None] = {}
        with self._reading() as driver:
            for person in people:
                rows = self._found(driver, tables.MANDATES_OF, by_mandate, person=person)
                found.update((as_bytes(body), None) for (body,) in rows)
        return tuple(found)

    def accounts(self, *ids: str) -> tuple[bytes, ...]:
        """Accounts in canonical bytes, by id; those of these ids, as far as there are any, or all.

        No name of a person is in them.
        """
        with self._reading() as driver:
            if not ids:
                return tuple(as_bytes(body) for (body,) in driver.execute(tables.ACCOUNTS))
            found = [
                driver.execute(tables.ACCOUNT_BY_NUMBER, {"number": one}).fetchone() for one in ids
            ]
        rows = ((f"account {name}", row) for name, row in zip(ids, found, strict=True) if row)
        return tuple(self._same(subject, as_bytes(row[0])) for subject, row in rows)

    def numbers(self) -> tuple[str, ...]:
        """The numbers of all dossiers."""
        with self._reading() as driver:
            return tuple(number for (number,) in self._found(driver, tables.NUMBERS, by_dossier))

    def near(self, number: str) -> tuple[str, ...]:
        """The numbers that stand next to one in their order, so many on each side; by an index."""
        with self._reading() as driver:
            found = [
                one
                for statement in (tables.NUMBERS_FROM, tables.NUMBERS_UNTIL)
                for (one,) in self._found(driver, statement, by_dossier, number=number, most=NEAR)
            ]
        return tuple(sorted(found))

    def highest(self, stem: str) -> int:
        """The highest number behind a stem such as `CSTDCS-2024-`; 0 for none; by an index."""
        with self._reading() as driver:
            found = self._found(driver, tables.HIGHEST, by_dossier, stem=stem)
            return int(found.fetchone()[0])

    def document(self, name: str) -> bytes:
        """The document with this digest, or this commitment to it, in canonical bytes.

        Raises:
            ErasedError: its content was erased, or its key destroyed.
            HistoryError: it is not there, or is not the one that the record names.
        """
        found = self._one(tables.DOCUMENT_BY_DIGEST, digest=name)
        return body_in(self.disclosed(name)) if found is None else whole(found, name)

    def public(self, name: str) -> bytes:
        """The public document with this digest.

        Raises:
            HistoryError: there is none, or its digest is another.
        """
        return whole(self._one(tables.DOCUMENT_BY_DIGEST, digest=name), name)

    def disclosed(self, commitment: str) -> bytes:
        """What was committed to: salt, path and document in canonical bytes.

        Raises:
            ErasedError: it was erased, or its key destroyed.
            HistoryError: it is not there, or is not what was committed to.
        """
        with self._reading() as driver:
            asked = self._found(driver, tables.DISCLOSED, by_disclosure, commitment=commitment)
            found = asked.fetchone()
        if found is None:
            return whole(None, commitment)
        subject, sealed = found
        content = None
        if sealed is not None:
            content = self.strongbox.opened(subject, as_bytes(sealed), commitment)
        if content is None:
            raise ErasedError(commitment, subject, box=sealed is not None)
        return whole(content, commitment)

    def destroyed(self, stream: str) -> Destroyed | None:
        """That the key of a stream was destroyed; None where it is there, or never was one."""
        found = self.strongbox.key(stream)
        return found if isinstance(found, Destroyed) else None

    def seen(self) -> Seen | None:
        """The newest checkpoint that this database knows; None for none."""
        with self._reading() as driver:
            found = driver.execute(log_statements.NEWEST_CHECKPOINT).fetchone()
        return None if found is None else Seen(found[0], as_bytes(found[1]).hex())

    def events(self, stream: str | None = None) -> Iterator[StoredEvent]:
        """Stored events: of one dossier by position, or of all in the order of recording."""
        statement = tables.EVENTS if stream is None else tables.EVENTS_OF
        named_only = {} if stream is None else {"stream": stream}
        asked, bound = self._narrowed(statement, by_event, named_only)
        with self._reading() as driver:
            for seq, named, n, body, leaf in self._backend.streamed(driver, asked, bound):
                yield StoredEvent(seq, named, n, as_bytes(body), as_bytes(leaf))

    def streams(self) -> Iterator[StoredEvent]:
        """All stored events, stream after stream, each by position; never more than one is held."""
        asked, bound = self._narrowed(tables.STREAMS, by_event, {})
        with self._reading() as driver:
            found = self._backend.streamed(driver, asked, bound)
            for seq, named, n, body, leaf in found:
                yield StoredEvent(seq, named, n, as_bytes(body), as_bytes(leaf))

    @property
    def reads_side_by_side(self) -> bool:
        """Whether several tables can be read in step through one connection."""
        return self._backend.IN_STEP

    @contextmanager
    def side_by_side(self) -> Iterator[SideBySide]:
        """The rows of all history as they lie, to be read in step; good inside the block.

        Raises:
            NeedsWholeError: the store shows some units only.
        """
        self.check_whole()
        with self._reading() as driver:
            yield SideBySide(driver, self._backend.streamed)

    def knows(self, key: str, number: str) -> bool:
        """Whether a command was recorded under a key.

        Args:
            key: of the command.
            number: the dossier that it was about, whose unit has the key; empty for none.
        """
        with self._reading() as driver:
            found = self._by_number(driver, number)
            named = [SHARED] if found is None else [found[2], SHARED]
            asked = [{"tenant": unit, "key": key} for unit in named]
            if any(driver.execute(tables.ANSWER, one).fetchone() for one in asked):
                return True
            return driver.execute(tables.ANSWER_OF_ANY, {"key": key}).fetchone() is not None

    def leaf_at(self, stream: str, n: int) -> str | None:
        """The leaf hash of one event in hex, as it is stored; None where there is none."""
        found = self._one_of(log_statements.LEAF_AT, {"stream": stream, "n": n})
        return None if found is None else found.hex()

    def answer(
        self, key: str, request: str, stream: str | None, *, unit: str = SHARED
    ) -> Recorded | None:
        """What was answered to a command before; None when it is new.

        Args:
            key: its idempotency key.
            request: the digest of what is asked.
            stream: the stream under whose key it was, or would be, recorded; None for none.
            unit: the unit whose dossier it is about, for each has keys of its own; that of the
                house for what is nobody's alone.

        Raises:
            KeyReusedError: the key belongs to another command.
            OutsideScopeError: the unit is none of those that this store shows.
        """
        self._check_unit(unit)
        with self._reading() as driver:
            return self._answered(driver, (unit, key), request, stream)

    def begun(self, key: str, request: str, number: str, people: Sequence[str]) -> Begun:
        """What an act begins with, in one reading: a former answer, the dossier, what it rests on.

        Args:
            key: its idempotency key.
            request: the digest of what is asked.
            number: of the dossier.
            people: one or two, whose mandates count.

        Raises:
            KeyReusedError: the key belongs to another command.
        """
        bound = {"key": key, "number": number, "person": people[0], "other": people[-1]}
        with self._reading() as driver:
            found = self._found(driver, tables.BEGUN, by_dossier, **bound).fetchall()
        if not found or found[0][0] is None:
            return NOTHING_BEGUN
        stream, body, asked, result, size, root, _ = found[0]
        answer = None
        if result is not None:
            answer = self._former(key, request, stream, (asked, result))
        return Begun(
            answer=answer,
            body=self._opened_row(stream, body),
            mandates=tuple(as_bytes(row[-1]) for row in found if row[-1] is not None),
            seen=None if size is None else Seen(size, as_bytes(root).hex()),
        )

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """Read as of one moment until the block ends, where the database can do so.

        That is PostgreSQL; what is written inside of the block is not seen there either.
        """
        with told_plainly(self.place), at_one_moment(self._engine):
            yield

    def record(self, entry: Entry) -> Recorded:
        """Write an entry, all of it or nothing; under a key that has an answer, nothing.

        Raises:
            KeyReusedError: the key belongs to another command.
            StaleDossierError: the dossier has been moved since it was read.
            KeyChangedError: the key of the log has been changed since it was read.
            NumberTakenError: a new dossier takes a number that another has.
            OutsideScopeError: it is of a unit that this store does not show.
            NeedsWholeError: it concerns the house, and this store shows some units only.
            OutcomeUnknownError: the connection was lost at the commit and did not come back.
            StoreError: the database cannot be written.
        """
        # Sealed before the transaction begins: a key is on the disk before what needs it.
        sealed = self.sealed(entry)
        try:
            recorded = tried_again(lambda: self._recorded(entry, sealed))
        except DatabaseLostError as lost:
            raise OutcomeUnknownError(self.place, entry.key) from lost
        self.keep(entry, recorded)
        return recorded

    def load(self, entries: Sequence[Entry]) -> bool:
        """Write many new dossiers, all of them or nothing.

        Args:
            entries: each proposes one dossier that has no event yet.

        Returns:
            False where a key or a number of them was taken, and nothing was written.

        Raises:
            DatabaseLostError: the connection was lost at the commit and did not come back.
            StoreError: the database, or the file of keys, cannot be written.
        """
        self.strongbox.make(one.row.id for one in entries if one.row is not None)
        if not are_added(self._engine, self.place, [self._new(one) for one in entries]):
            return False
        for one in entries:
            self.keep(one, Recorded(one.result, repeated=False))
        return True

    def _new(self, entry: Entry) -> NewRow:
        """A new dossier as it is written: everything personal under its key."""
        sealed = self.sealed(entry)
        ((row, _),) = sealed.rows
        assert isinstance(row, Row), "only dossiers are loaded"
        public = replace(entry, documents=sealed.documents)
        return NewRow(public, sealed.mark, row, sealed.boxes)

    def taken(self, numbers: Iterable[str]) -> Mapping[str, str]:
        """Those of some numbers that dossiers have, each with the id of its dossier."""
        with self._reading() as driver:
            return dict(self._backend.each(driver, tables.THESE_NUMBERS, [*numbers]))

    def known_looks(self, words: Iterable[str]) -> frozenset[str]:
        """Those of some words of `dossiers.store.likeness` that dossiers have already."""
        marks = {self.strongbox.looks(word): word for word in words if word}
        with self._reading() as driver:
            found = self._backend.each(driver, tables.THESE_LOOKS, [*marks])
            return frozenset(marks[one] for (one,) in found)

    def keep(self, entry: Entry, recorded: Recorded) -> None:
        """Keep in mind which documents were committed, after they were; and note the answer.

        Raises:
            AnswerNotNotedError: a list of answers is kept, and cannot be written.
        """
        self._note(entry.key, "" if entry.row is None else entry.row.number, entry.events)
        if recorded.repeated:
            return
        if len(self._kept) > MOST_KEPT:
            self._kept = set()
        self._kept.update(entry.documents)
        self.strongbox.remember(entry.disclosures)

    def _note(self, key: str, number: str, events: Sequence[NewEvent]) -> None:
        """Put a command that was committed on the list of answers, where one is kept."""
        if self.answers is not None:
            self.answers.note(key, number, tuple(events))

    def _recorded(self, entry: Entry, sealed: Sealed) -> Recorded:
        """Write an entry in one transaction; once it is written, every further attempt reads it."""
        if self._backend.AT_ONCE and self._written_at_once(entry, sealed):
            return Recorded(entry.result, repeated=False)
        with self._writing() as driver:
            return self.written(driver, entry, sealed)

    def _written_at_once(self, entry: Entry, sealed: Sealed) -> bool:
        """Write an entry by one statement; False where that must be done, or refused, in steps."""
        whole = whole_of(entry, sealed)
        # Within a scope what is new is shown to the policies of its tables only afterwards.
        new = any(was_n == 0 for _, was_n in sealed.rows)
        if whole is None or (new and self.scope.units is not None):
            return False
        try:
            with self._posting() as driver:
                return written_at_once(driver, whole)
        except Exception as failed:
            if self._backend.is_duplicate(failed):
                return False
            raise

    def written(self, driver: Driver, entry: Entry, sealed: Sealed) -> Recorded:
        """Write an entry into the transaction that is open; under an answered key, nothing.

        Args:
            driver: the connection, in a transaction that whoever began it ends.
            entry: what is written.
            sealed: the same entry with everything personal under its key.

        Raises:
            KeyReusedError: the key belongs to another command.
            StaleDossierError: the dossier has been moved since it was read.
            NumberTakenError: a new dossier takes a number that another has.
        """
        unit = unit_of(entry.row)
        if driver.execute(tables.ADD_COMMAND, answer_row(entry, sealed)).rowcount == 0:
            stream = None if entry.row is None else entry.row.id
            before = self._answered(driver, (unit, entry.key), entry.request, stream)
            assert before is not None, "a key that is taken has an answer"
            return before
        for row, was_n in sealed.rows:
            write_row(driver, self._backend, row, was_n)
        write_events(driver, self._backend, entry)
        driver.executemany(tables.ADD_DOCUMENT, document_rows(sealed.documents))
        driver.executemany(tables.ADD_DISCLOSURE, sealed.boxes)
        return Recorded(entry.result, repeated=False)

    def sealed(self, entry: Entry) -> Sealed:
        """What an entry writes, with everything personal under its key, which is then on the disk.

        Raises:
            HistoryError: a key of it was destroyed.
            OutsideScopeError: it is of a unit that this store does not show.
            NeedsWholeError: it concerns the house, and this store shows some units only.
            StoreError: the keys cannot be written.
        """
        for row in (entry.row, *entry.opened):
            self._check_row(row)
        mark = entry.request
        if entry.row is not None:
            mark = self.strongbox.fingerprint(self.strongbox.made(entry.row.id), entry.request)
        rows: list[tuple[AnyRow, int]] = [(one, 0) for one in entry.opened]
        if entry.row is not None:
            rows.insert(0, (entry.row, entry.was_n))
        return Sealed(
            mark,
            [(self._sealed(row, new=was_n == 0), was_n) for row, was_n in rows],
            [box(one, self.strongbox.box(one)) for one in entry.disclosures if one.content],
            {name: body for name, body in entry.documents.items() if name not in self._kept},
        )

    def erase(self, erasure: Erasure) -> None:
        """Take away what is personal of some dossiers, and then the keys that would open it.

        Everything in the database changes in one transaction, with the events that say so.  The
        keys are destroyed after it: cut short in between, the same again destroys them.

        Raises:
            KeyReusedError: the key belongs to another command.
            StaleDossierError: a dossier has been moved since it was read.
            OutsideScopeError: one is of a unit that this store does not show.
            StoreError: the database, or the file of keys, cannot be written.
        """
        streams = [row.id for row, _ in erasure.rows]
        for row, _ in erasure.rows:
            self._check_row(row)
        unit = min((row.unit for row, _ in erasure.rows), default=SHARED)
        with self._writing() as driver:
            answer = {
                "tenant": unit,
                "key": erasure.key,
                "request": "",
                "result": erasure.result,
            }
            if driver.execute(tables.ADD_COMMAND, answer).rowcount == 0:
                raise KeyReusedError(erasure.key)
            for row, was_n in erasure.rows:
                write_row(driver, self._backend, row, was_n)
                driver.execute(tables.SCRUB, {"is_id": row.id, "nothing": ""})
            for name in erasure.commitments:
                self._found(driver, tables.ERASE, by_disclosure, is_commitment=name, gone=None)
            driver.executemany(tables.ADD_EVENT, [values(one) for one in erasure.events])
            driver.executemany(tables.ADD_DOCUMENT, document_rows(erasure.documents))
        self.memory.forget(streams)
        self.strongbox.destroy(streams, erasure.at)
        self._note(erasure.key, "", erasure.events)

    def keep_season(self, name: str, body: bytes) -> None:
        """Keep what a season's plan says, in place of what was kept under the name before.

        Raises:
            NeedsWholeError: the store shows some units only.
            StoreError: the database cannot be written.
        """
        self.check_whole()
        with self._writing() as driver:
            driver.execute(tables.ADD_DOCUMENT, {"digest": digest(body), "body": body})
            driver.execute(tables.ADD_SEASON, {"id": name, "digest": digest(body)})

    def season(self, name: str) -> bytes | None:
        """What was kept of a season; None when there is none of this name.

        A plan tells of all units.

        Raises:
            NeedsWholeError: the store shows some units only.
            HistoryError: its document is lost.
        """
        self.check_whole()
        found = self._one(tables.SEASON_DIGEST, id=name)
        if found is None:
            return None
        # What has this digest never changes; the memory tells another one apart.
        return self.memory.opened(f"season {name}", found, lambda: self.document(found.decode()))

    def rebuild(self, made: Callable[[], Iterable[AnyRow]]) -> int:
        """Put rows that are made of history in place of the whole cache, in one transaction.

        What is recorded while they are made is in them: they are made again then, while nobody can
        move a dossier.

        Args:
            made: reads history and makes every row of it; called once or twice.

        Returns:
            How many rows.

        Raises:
            NeedsWholeError: the store shows some units only.
            StoreError: the database cannot be written.
        """
        self.check_whole()

        def written(driver: Driver, rows: Sequence[AnyRow]) -> int:
            driver.execute(tables.DROP_DOSSIERS)
            driver.execute(tables.DROP_NUMBERS)
            driver.execute(tables.DROP_PUBLICATIONS)
            driver.execute(tables.DROP_MANDATES)
            driver.execute(tables.DROP_ACCOUNTS)
            _forget_found(driver)
            for row in rows:
                write_row(driver, self._backend, row, 0)
            return len(rows)

        return self._derived(lambda: [self._sealed(row) for row in made()], written)

    def _derived(self, made: Callable[[], list[T]], write: Callable[[Driver, list[T]], int]) -> int:
        """Write what is made of history, as it stands when it is written; what `write` gives.

        It is made before the transaction, so that others need not wait for it; where they recorded
        something meanwhile, it is made again while they wait.
        """
        with self._reading() as driver:
            before = _recorded_so_far(driver)
        first = made()
        with writing(self._engine, self.place) as driver:
            self._backend.cache_held(driver)
            now = first if _recorded_so_far(driver) == before else made()
            return write(driver, now)

    @property
    def found_whole(self) -> bool:
        """Whether every dossier can be found; not after an upgrade of an older database."""
        with self._reading() as driver:
            found = driver.execute(tables.NOT_FOUND).fetchone()
        return found is None

    def enter(self, found_by: Callable[[], Iterable[Sought]]) -> None:
        """Put what dossiers are found by in place of all that stands there, in one transaction.

        Args:
            found_by: works it out from the dossiers as they stand; called once or twice.

        Raises:
            NeedsWholeError: the store shows some units only.
            StoreError: the database cannot be written.
        """
        self.check_whole()

        def written(driver: Driver, marked: Sequence[Sought]) -> int:
            _forget_found(driver)
            for one in marked:
                entered(driver, one, new=True)
            return len(marked)

        self._derived(lambda: [self._marked(one) for one in found_by()], written)

    def _sealed(self, row: AnyRow, *, new: bool = True) -> AnyRow:
        """A row as it is stored: of a dossier, what is personal under its key.

        What it is found by that no act changes is left out of one that is there.
        """
        if not isinstance(row, Row) or row.public:
            return row
        body = self.strongbox.row(row.id, row.body)
        if not new:
            return replace(row, body=body, likeness="", sought=_untold(row.sought))
        found_by = None if row.sought is None else self._marked(row.sought)
        looks = self.strongbox.looks(row.likeness)
        return replace(row, body=body, likeness=looks, sought=found_by)

    def _marked(self, one: Sought) -> Sought:
        """What a dossier is found by, with fingerprints for the words of its name."""
        return replace(one, words=frozenset(self.strongbox.mark(word) for word in one.words))

    def _opened_rows(self, found: Iterable[tuple[str, object]]) -> tuple[bytes, ...]:
        """The dossiers of some rows, whose keys are read at once."""
        rows = tuple(found)
        self.strongbox.fetch(name for name, _ in rows)
        return tuple(self._opened_row(*one) for one in rows)

    def _same(self, subject: str, body: bytes) -> bytes:
        """A row that lies in plain bytes, as `memory` knows it."""
        return self.memory.opened(subject, body, lambda: body) or body

    def _kept_rows(self, found: Sequence[tuple[str, object]]) -> tuple[bytes, ...]:
        """The same of a page of dossiers, each opened where it has changed since it last was."""
        self.strongbox.fetch(name for name, _ in found)
        return tuple(self._kept_row(*one) for one in found)

    def _kept_row(self, name: str, stored: object) -> bytes:
        """A dossier in canonical bytes, opened where it has changed since it last was."""
        row = as_bytes(stored)
        found = self.memory.opened(name, row, lambda: self.strongbox.opened_row(name, row))
        return self._locked_row(name) if found is None else found

    def _opened_row(self, name: str, stored: object) -> bytes:
        """A dossier in canonical bytes; where only its key is destroyed, what its columns say."""
        found = self.strongbox.opened_row(name, as_bytes(stored))
        return self._locked_row(name) if found is None else found

    def _locked_row(self, name: str) -> bytes:
        """What the columns say of a dossier of which only the key is destroyed."""
        with self._reading() as driver:
            found = self._found(driver, tables.COLUMNS_OF, by_dossier, id=name).fetchone()
        gone = self.destroyed(name)
        day = None if gone is None else gone.at.date().isoformat()
        return canonical({**dict(zip(COLUMNS, found, strict=True)), "key_destroyed_on": day})

    def _answered(
        self, driver: Driver, named: tuple[str, str], request: str, stream: str | None
    ) -> Recorded | None:
        """What was answered under a key of a unit, or None; one of another request is an error."""
        unit, key = named
        found = driver.execute(tables.ANSWER, {"tenant": unit, "key": key}).fetchone()
        return None if found is None else self._former(key, request, stream, found)

    def _former(
        self, key: str, request: str, stream: str | None, found: tuple[object, object]
    ) -> Recorded | None:
        """What was answered, where it is the same request; None where nobody can tell any more.

        Raises:
            KeyReusedError: it is another.
        """
        asked, result = found
        secret = None if stream is None else self.strongbox.key(stream)
        if isinstance(secret, Destroyed):
            return None
        marks = {request}  # what was recorded before requests were kept under a key
        if isinstance(secret, bytes):
            marks.add(self.strongbox.fingerprint(secret, request))
        if asked not in marks:
            raise KeyReusedError(key)
        return Recorded(as_bytes(result), repeated=True)

    @contextmanager
    def _reading(self) -> Iterator[Driver]:
        """A connection for reading, outside of any transaction of ours."""
        with told_plainly(self.place), reading(self._engine, self.scope) as driver:
            yield driver

    @contextmanager
    def _writing(self) -> Iterator[Driver]:
        """One write transaction, in which the database too shows no other unit."""
        with writing(self._engine, self.place, self.scope) as driver:
            yield driver

    def _posting(self) -> AbstractContextManager[Driver]:
        """What one statement is written in: itself, or a transaction that shows no other unit."""
        if self.scope.units is None:
            return posting(self._engine, self.place)
        return self._writing()

    def _narrowed(
        self, statement: Statement, owner: Owner, bound: Bound
    ) -> tuple[Statement, Bound]:
        """A statement with its values, as this store may ask it."""
        units = told(self.scope)
        if units is None:
            return statement, bound
        return within(statement, owner), {**bound, "units": units}

    def _found(self, driver: Driver, statement: Statement, owner: Owner, **bound: object) -> Found:
        """What a statement finds of that which this store shows."""
        return driver.execute(*self._narrowed(statement, owner, bound))

    def _by_number(self, driver: Driver, number: str) -> tuple[str, object, str] | None:
        """Stream, stored body and unit of the dossier with this number; None when there is none."""
        found = self._found(driver, tables.DOSSIER_BY_NUMBER, by_dossier, number=number)
        row = found.fetchone()
        return None if row is None else (str(row[0]), row[1], str(row[2]))

    def _check_unit(self, unit: str) -> None:
        """Refuse what is of a unit that this store does not show.

        Raises:
            OutsideScopeError: it does not.
        """
        if unit != SHARED and not self.scope.holds(unit):
            raise OutsideScopeError(unit)

    def _check_row(self, row: AnyRow | None) -> None:
        """Refuse to write what this store does not show.

        Raises:
            OutsideScopeError: it is of another unit.
            NeedsWholeError: it is of the house.
        """
        unit = unit_of(row)
        if unit == SHARED:
            self.check_whole()
        self._check_unit(unit)

    def _one(self, statement: Statement, **bound: str) -> bytes | None:
        """The one value that a statement finds, as bytes; None when it finds nothing."""
        return self._one_of(statement, bound)

    def _one_of(self, statement: Statement, bound: Mapping[str, object]) -> bytes | None:
        """The same with values of any kind."""
        with self._reading() as driver:
            found = driver.execute(statement, bound).fetchone()
        return None if found is None else as_bytes(found[0])


def whole_of(entry: Entry, sealed: Sealed) -> Whole | None:
    """An entry for one statement; None for one without a row, on which everything else hangs."""
    if not sealed.rows:
        return None
    brought = {
        "event": [values(one) for one in entry.events],
        "document": document_rows(sealed.documents),
        "disclosure": sealed.boxes,
    }
    return Whole(answer_row(entry, sealed), sealed.rows, brought)


def answer_row(entry: Entry, sealed: Sealed) -> dict[str, object]:
    """The key of an entry with its answer, as the parameters of their statement."""
    answer = {"key": entry.key, "request": sealed.mark, "result": entry.result}
    return {"tenant": unit_of(entry.row), **answer}


def _untold(one: Sought | None) -> Sought | None:
    """What a dossier that is there is found by; of its words only whether it still has any."""
    return one if one is None or not one.words else replace(one, words=KEPT_WORDS)


def _recorded_so_far(driver: Driver) -> tuple[int, int]:
    """How much was recorded; it is another whenever something more was."""
    count, newest = driver.execute(tables.RECORDED).fetchone()
    return int(count), int(newest)


def _forget_found(driver: Driver) -> None:
    """Forget what dossiers are found by, before it is entered anew."""
    for statement in (tables.DROP_SOUGHT, tables.DROP_WORDS, tables.DROP_DUTIES):
        driver.execute(statement)


def _counted(driver: Driver, mark: bytes) -> int:
    """How many names have a word, as far as it matters."""
    asked = Asked.of(counting(mark))
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


def _origin(engine: Engine, place: str) -> str:
    """The origin of the log.

    Raises:
        DatabaseHalfMadeError: the database has none, whatever its release says.
    """
    with reading(engine) as driver:
        if driver.execute(tables.present()).fetchone()[0] != len(tables.METADATA.tables):
            raise DatabaseHalfMadeError(place)
        found = driver.execute(tables.META_VALUE, {"name": "log"}).fetchone()
    if found is None:
        raise DatabaseHalfMadeError(place)
    return str(found[0])


def document_rows(documents: Mapping[str, bytes]) -> list[dict[str, object]]:
    """Documents as the parameters of their statement, in one order for all writers.

    So of two writers with the same documents neither waits for the other.
    """
    return [{"digest": name, "body": documents[name]} for name in sorted(documents)]
