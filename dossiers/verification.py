"""Is stored history whole: every hash, every link and every document that an event names?

Verifying believes nothing and folds nothing: it hashes bytes, and opens what is sealed.  What the
events *mean*, and whether the table of dossiers agrees with them, is asked by `dossiers.replay`.

It notices an event that was changed, moved, added in between or taken out of the middle.  A chain
alone does not notice that the last events of a dossier were cut off, nor that somebody computed
every later hash again (ADR 0007).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby

from dossiers.calendars import named_in as calendar_named_in
from dossiers.differences import BROKEN, LOST, OLDER, STILL_THERE
from dossiers.documents import read_document
from dossiers.erased import named_in
from dossiers.erased_replay import erasure_of, lost_text
from dossiers.errors import ErasedError, HistoryError
from dossiers.links import Links
from dossiers.manifests import stream_of_plans, unproved
from dossiers.shelf import LINKED
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
    read = _Read(store)
    problems: list[Problem] = []
    streams = 0
    for stream, group in groupby(store.streams(), key=lambda one: one.stream):
        streams += 1
        problems += _stream_problems(read, stream, list(group))
    problems += [Problem(one.stream, one.n, one.text) for one in read.links.problems()]
    plans = stream_of_plans(store.log)
    problems += [Problem(plans, n, text) for n, text in unproved(store)]
    return Verified(read.events, streams, len(read.names), tuple(problems))


@dataclass(slots=True)
class _Read:
    """What was read so far: how many events, which documents, and both ends of links."""

    store: Store
    links: Links = field(default_factory=Links)
    names: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)
    events: int = 0

    def wrong_with(self, name: str, gone: Mapping[str, str]) -> Text | None:
        """What is wrong with a document; None where it is whole, or was erased by an event."""
        self.names.add(name)
        if name in self.whole:
            return None
        try:
            self.store.document(name)
        except HistoryError as lost:
            erased = isinstance(lost, ErasedError) and name in gone
            return None if erased else lost_text(self.store, lost, LOST)
        self.whole.add(name)
        return None


def _stream_problems(read: _Read, stream: str, events: list[StoredEvent]) -> Iterator[Problem]:
    """What is wrong with one dossier; its documents and its ends of links are kept in `read`."""
    read.events += len(events)
    broken = first_break([Link(one.n, one.body, one.leaf) for one in events], stream=stream)
    if broken is not None:
        yield Problem(stream, broken.n, BROKEN[broken.kind])
    erasure = erasure_of(read.store, events)
    gone = {} if erasure is None else named_in(erasure[1])
    if erasure is not None and read.store.destroyed(stream) is None:
        yield Problem(stream, erasure[0].n, STILL_THERE)
    older = False
    for one in events:
        if broken is not None and one.n >= broken.n:
            return
        for name in _documents_of(one):
            wrong = read.wrong_with(name, gone)
            # One destroyed key is one problem, not one for each document that it would open.
            if wrong is not None and not (older and wrong == OLDER):
                yield Problem(stream, one.n, wrong)
            older = older or wrong == OLDER
        if any(read.wrong_with(name, gone) for name in _calendar_of(read.store, one)):
            yield Problem(stream, one.n, LOST)
        _note_link(read.store, one, read.links)


def _documents_of(stored: StoredEvent) -> Iterator[str]:
    """The digests of everything that an event refers to: what was brought, and what judged it."""
    event = read_event(stored.body)
    judged = event.judged
    wanted = (event.data, judged.definition, judged.rules, judged.facts, judged.outcome)
    yield from (name for name in wanted if name is not None)


def _calendar_of(store: Store, stored: StoredEvent) -> frozenset[str]:
    """The digest of the calendar that an act names; none where its document is gone."""
    with suppress(HistoryError):
        return calendar_named_in(store.document(read_event(stored.body).data))
    return frozenset()


def _note_link(store: Store, stored: StoredEvent, links: Links) -> None:
    """Keep what an event says of a linked dossier; what cannot be read is told elsewhere."""
    event = read_event(stored.body)
    with suppress(HistoryError):
        body = store.document(event.data)
        # Most documents say nothing of links and need not be read.
        if any(one in body for one in LINKED):
            links.note(event, read_document(body), leaf=stored.leaf.hex())
