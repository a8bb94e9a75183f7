"""Is every dossier whole: its events in order and linked, their documents stored and unchanged?

One of the two quick walks of `dossiers.one_walk`: a yes with what was counted, or no answer.  That
the stored leaf of an event is the hash of its bytes is the other walk's question; here the bytes
are read, and each event has to name the stored leaf of the one before.

Invariant: memory holds one leaf for each dossier and 33 bytes for each document, nothing else.
"""

from __future__ import annotations

from binascii import hexlify
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from dossiers.documents import read_document
from dossiers.errors import HistoryError
from dossiers.links import Links
from dossiers.manifests import apart
from dossiers.shelf import Shelf, shelved
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


@dataclass(slots=True)
class _Walk:
    """What a walk remembers."""

    store: Store
    shelf: Shelf
    linked: frozenset[bytes]
    links: Links = field(default_factory=Links)
    heads: dict[str, tuple[int, bytes]] = field(default_factory=dict)
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
            last, head = heads.get(stream, FIRST)
            if prev != hexlify(head) or not n == int(position) == last + 1:
                raise NotSureError
            if named != stream.encode():
                raise NotSureError
            if not known.issuperset((data, definition, facts, outcome, rules)):
                self._look_up(data, definition, facts, outcome, rules)
            if data in linked:
                self._note(body, leaf)
            heads[stream] = (last + 1, leaf)
            events += 1
        self.events += events

    def _look_up(self, *names: bytes | None) -> None:
        """Ask for the documents that an event names.

        Raises:
            NotSureError: one is not there, or is not whole.
        """
        if len(self.known) > REMEMBERED:
            self.known.clear()
            self.known.add(None)
        for name in names:
            if name is not None and not self.shelf.take(name):
                raise NotSureError
        self.known.update(names)

    def _note(self, body: bytes, leaf: bytes) -> None:
        """Keep what an event says of a linked dossier; what cannot be read is told elsewhere."""
        event = read_event(body)
        with suppress(HistoryError):
            data = read_document(self.store.document(event.data))
            self.links.note(event, data, leaf=leaf.hex())


def whole_streams(store: Store, until: int) -> WholeStreams | None:
    """Whether all dossiers are whole; None where a slower look has to tell.

    Args:
        store: the database; it is only read.
        until: the newest event that is looked at, in the order of recording.

    Raises:
        StoreError: it cannot be read.
    """
    with store.side_by_side() as rows:
        found = shelved(rows, store.strongbox)
        walk = _Walk(store, found.shelf, found.linked)
        try:
            walk.over(rows.events(until))
        except NotSureError:
            return None
    whole = all(found.shelf.take(name.encode()) for name in found.calendars)
    if not whole or walk.links.problems():
        return None
    dossiers = walk.heads.keys() - apart(store.log)
    return WholeStreams(walk.events, len(dossiers), found.shelf.named)
