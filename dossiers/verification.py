"""Is stored history whole: every hash, every link and every document that an event names?

Verifying believes nothing and folds nothing: it hashes bytes.  What the events *mean*, and whether
the table of dossiers agrees with them, is asked by `dossiers.replay`.

It notices an event that was changed, moved, added in between or taken out of the middle.  A chain
alone does not notice that the last events of a dossier were cut off, nor that somebody computed
every later hash again (ADR 0007).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby

from dossiers.documents import read_document
from dossiers.errors import HistoryError
from dossiers.links import Links
from dossiers.replay import BROKEN, LOST
from dossiers.shelf import LINKED, Shelf, shelved
from dossiers.store import Store, StoredEvent
from ledger import Link, first_break, read_event
from texts import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """One place where stored history is not what was written.

    Attributes:
        stream: the id of the dossier.
        n: the event of the dossier at which it shows.
        text: what is wrong.
    """

    stream: str
    n: int
    text: Text


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification saw.

    Attributes:
        events: how many events are stored.
        streams: how many dossiers they belong to.
        documents: how many documents the readable ones refer to, each counted once.
        problems: what is wrong; of each dossier its first break of the chain, and every document
            that is lost before it.  Empty when history is whole.

    >>> Verified(events=180, streams=30, documents=201, problems=()).problems
    ()
    """

    events: int
    streams: int
    documents: int
    problems: tuple[Problem, ...]


def verify(store: Store) -> Verified:
    """Hash every event and document again, and check every link.

    A dossier is read up to its first break: what stands behind it can no longer be told.

    Args:
        store: the database; it is only read.

    Raises:
        StoreError: it cannot be read.
    """
    with store.side_by_side() as rows:
        read = _Read(store, shelved(rows)[0])
    problems: list[Problem] = []
    streams = 0
    for stream, group in groupby(store.events_by_stream(), key=lambda one: one.stream):
        streams += 1
        problems += _stream_problems(read, stream, list(group))
    problems += [Problem(one.stream, one.n, one.text) for one in read.links.problems()]
    return Verified(read.events, streams, read.documents, tuple(problems))


@dataclass(slots=True)
class _Read:
    """What was read so far: how many events, which documents, and both ends of links."""

    store: Store
    shelf: Shelf
    links: Links = field(default_factory=Links)
    events: int = 0
    others: set[str] = field(default_factory=set)

    @property
    def documents(self) -> int:
        """How many documents the events named, each counted once."""
        return self.shelf.named + len(self.others)

    def is_whole(self, name: str) -> bool:
        """Whether the bytes with this digest are stored and still have it."""
        if self.shelf.take(name.encode()):
            return True
        self.others.add(name)
        with suppress(HistoryError):
            self.store.document(name)
            return True
        return False


def _stream_problems(read: _Read, stream: str, events: list[StoredEvent]) -> Iterator[Problem]:
    """What is wrong with one dossier; its documents and its ends of links are kept in `read`."""
    read.events += len(events)
    broken = first_break([Link(one.n, one.body, one.leaf) for one in events], stream=stream)
    if broken is not None:
        yield Problem(stream, broken.n, BROKEN[broken.kind])
    for one in events:
        if broken is not None and one.n >= broken.n:
            return
        for name in _documents_of(one):
            if not read.is_whole(name):
                yield Problem(stream, one.n, LOST)
        _note_link(read.store, one, read.links)


def _documents_of(stored: StoredEvent) -> Iterator[str]:
    """The digests of everything that an event refers to: what was brought, and what judged it."""
    event = read_event(stored.body)
    judged = event.judged
    wanted = (event.data, judged.definition, judged.rules, judged.facts, judged.outcome)
    yield from (name for name in wanted if name is not None)


def _note_link(store: Store, stored: StoredEvent, links: Links) -> None:
    """Keep what an event says of a linked dossier; what cannot be read is told elsewhere."""
    event = read_event(stored.body)
    with suppress(HistoryError):
        body = store.document(event.data)
        # Most documents say nothing of links and need not be read.
        if any(one in body for one in LINKED):
            links.note(event, read_document(body), leaf=stored.leaf.hex())
