"""Is every dossier whole: its events in order and linked, their documents stored and unchanged?

One of the two quick walks of `dossiers.one_walk`: a yes with what was counted, or no answer.  That
the stored leaf of an event is the hash of its bytes is the other walk's question; here the bytes
are read, and each event has to name the stored leaf of the one before.

Of a long history somebody else may walk over the end.  That walk answers what it cannot tell by
itself: where it found each dossier, and which documents are named; `joined` asks whether its
beginning is the end of this one.

Invariant: memory holds one leaf for each dossier and 33 bytes for each document, and of an end that
was walked over apart, 32 bytes for each document that it names; nothing else.
"""

from __future__ import annotations

from binascii import hexlify, unhexlify
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import cast

from dossiers.documents import read_document
from dossiers.errors import HistoryError
from dossiers.links import Links
from dossiers.shelf import SIZE, Shelved, raw_digest, shelved
from dossiers.store import Store
from dossiers.store.side_by_side import EventRow
from dossiers.whole_log import NotSureError
from ledger import read_event
from ledger.skimming import skimmed

REMEMBERED = 16_384
"""Documents of which it is remembered that they are whole, before they are looked up again."""

FIRST = (0, bytes(32))
"""Position and leaf before the first event of a dossier."""


@dataclass(frozen=True, slots=True)
class WholeStreams:
    """Dossiers that are whole.

    Attributes:
        events: how many events they have.
        streams: how many dossiers there are.
        documents: how many documents the events name, each counted once.
    """

    events: int
    streams: int
    documents: int


@dataclass(frozen=True, slots=True)
class End:
    """What a walk over the last events alone can say.

    Attributes:
        events: how many they are.
        begun: for each of their dossiers, position and leaf before the first of its events there.
        names: the documents that they name, 32 bytes each; one may come several times.
        linked: of those that speak of linked dossiers, the bytes and the leaf.
    """

    events: int
    begun: Mapping[str, tuple[int, bytes]]
    names: bytes
    linked: tuple[tuple[bytes, bytes], ...]


@dataclass(slots=True)
class _Walk:
    """What a walk remembers.

    Attributes:
        linked: the documents that speak of linked dossiers.
        take: whether a document with this digest is whole.
        heads: position and leaf of the last event of each dossier.
        begun: position and leaf before the first event of each, where a walk begins in the middle.
        noted: the bytes and leaf of events whose documents speak of linked dossiers.
        known: digests that were asked for lately.
        events: how many there were.
    """

    linked: frozenset[bytes]
    take: Callable[[bytes], bool]
    heads: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    begun: dict[str, tuple[int, bytes]] | None = None
    noted: list[tuple[bytes, bytes]] = field(default_factory=list)
    known: set[bytes | None] = field(default_factory=lambda: {None})
    events: int = 0

    def over(self, rows: Iterable[EventRow]) -> None:
        """Walk over events in the order of recording.

        Raises:
            NotSureError: one may not be whole, or not continue its dossier.
        """
        heads, known, linked, events = self.heads, self.known, self.linked, 0
        for _, stream, n, body, leaf in rows:
            if type(body) is not bytes or type(stream) is not str or type(leaf) is not bytes:
                raise NotSureError
            fields = skimmed(body)
            if fields is None:
                raise NotSureError
            data, named, definition, facts, outcome, rules, position, _, prev = fields
            last, head = heads.get(stream) or self._before(stream, position, prev)
            if prev != hexlify(head) or not n == int(position) == last + 1:
                raise NotSureError
            if named != stream.encode():
                raise NotSureError
            if not known.issuperset((data, definition, facts, outcome, rules)):
                self._look_up(data, definition, facts, outcome, rules)
            if data in linked:
                self.noted.append((body, leaf))
            heads[stream] = (last + 1, leaf)
            events += 1
        self.events += events

    def _before(self, stream: str, position: bytes, prev: bytes) -> tuple[int, bytes]:
        """What the first event of a dossier has to continue; in the middle, what it says itself.

        Raises:
            NotSureError: it says nothing that could be so.
        """
        if self.begun is None:
            return FIRST
        try:
            self.begun[stream] = int(position) - 1, unhexlify(prev)
        except ValueError:
            raise NotSureError from None
        return self.begun[stream]

    def _look_up(self, *names: bytes | None) -> None:
        """Ask for the documents that an event names.

        Raises:
            NotSureError: one is not there, or is not whole.
        """
        if len(self.known) > REMEMBERED:
            self.known.clear()
            self.known.add(None)
        for name in names:
            if name not in self.known and not self.take(cast("bytes", name)):
                raise NotSureError
        self.known.update(names)


@dataclass(slots=True)
class Streams:
    """A walk over all dossiers of which the end may be left to somebody else.

    Attributes:
        store: the database; it is only read.
        found: what is stored of documents.
    """

    store: Store
    found: Shelved

    @property
    def linked(self) -> frozenset[bytes]:
        """The documents that speak of linked dossiers."""
        return self.found.linked

    def whole(self, until: int, end: Callable[[], End | None] | None = None) -> WholeStreams | None:
        """Whether all dossiers are whole; None where a slower look has to tell.

        Args:
            until: the newest event that is looked at, in the order of recording.
            end: what a walk over the events after that one says, once this walk is done; None
                where there are none.

        Raises:
            StoreError: the database cannot be read.
        """
        walk = _Walk(self.linked, self.found.shelf.take)
        try:
            with self.store.side_by_side() as rows:
                walk.over(rows.events(until))
            if end is not None:
                self._join(walk, end())
        except NotSureError:
            return None
        if not self._agree(walk):
            return None
        return WholeStreams(walk.events, len(walk.heads), self.found.shelf.named)

    def _join(self, walk: _Walk, end: End | None) -> None:
        """Go on by what a walk over the end said.

        Raises:
            NotSureError: it said nothing, begins elsewhere, or names a document that is not whole.
        """
        if end is None or any(walk.heads.get(at, FIRST) != one for at, one in end.begun.items()):
            raise NotSureError
        names = (hexlify(end.names[at : at + SIZE]) for at in range(0, len(end.names), SIZE))
        if not all(map(walk.take, names)):
            raise NotSureError
        walk.heads.update(end.begun)
        walk.noted += end.linked
        walk.events += end.events

    def _agree(self, walk: _Walk) -> bool:
        """Whether both ends of every link, and every calendar, are there."""
        links = Links()
        for body, leaf in walk.noted:
            event = read_event(body)
            # What cannot be read is told elsewhere.
            with suppress(HistoryError):
                data = read_document(self.store.document(event.data))
                links.note(event, data, leaf=leaf.hex())
        calendars = all(self.found.shelf.take(name.encode()) for name in self.found.calendars)
        return calendars and not links.problems()


def streams_of(store: Store) -> Streams:
    """What the walk over all dossiers needs: every document, hashed again.

    Raises:
        StoreError: the database cannot be read.
    """
    with store.side_by_side() as rows:
        return Streams(store, shelved(rows, store.strongbox))


def end_of_streams(store: Store, linked: frozenset[bytes], since: int, until: int) -> End | None:
    """What the last events say; None where a slower look has to tell.

    Args:
        store: the database; it is only read.
        linked: the documents that speak of linked dossiers.
        since: the event from which on it walks, in the order of recording.
        until: the newest one that is looked at.

    Raises:
        StoreError: the database cannot be read.
    """
    names = bytearray()

    def take(name: bytes) -> bool:
        """Keep what has to be a digest; whether it is that of a whole document others know."""
        raw = raw_digest(name)
        names.extend(raw or b"")
        return raw is not None

    walk = _Walk(linked, take, begun={})
    try:
        with store.side_by_side() as rows:
            walk.over(rows.events(until, since=since))
    except NotSureError:
        return None
    assert walk.begun is not None, "it begins in the middle"
    return End(walk.events, walk.begun, bytes(names), tuple(walk.noted))
