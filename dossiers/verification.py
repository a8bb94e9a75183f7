"""Is stored history whole: every hash, every link, every document, and every event in some dossier?

Verifying believes nothing and folds nothing: it hashes bytes.  What the events *mean* is
replayed by `dossiers.replay`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from dossiers.errors import HistoryError
from dossiers.replay import BROKEN, LOST
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
        events: how many events were hashed.
        streams: how many dossiers they belong to.
        documents: how many documents they refer to.
        problems: everything that is wrong; empty when history is whole.
    """

    events: int
    streams: int
    documents: int
    problems: tuple[Problem, ...]


def verify(store: Store) -> Verified:
    """Hash every event and document again, and check every link.

    Args:
        store: the database; it is only read.
    """
    ordered = sorted(store.events(), key=lambda one: (one.stream, one.n))
    problems: list[Problem] = []
    names: set[str] = set()
    streams = 0
    for stream, group in groupby(ordered, key=lambda one: one.stream):
        events = list(group)
        streams += 1
        problems += _stream_problems(store, stream, events, names)
    return Verified(len(ordered), streams, len(names), tuple(problems))


def _stream_problems(
    store: Store, stream: str, events: list[StoredEvent], names: set[str]
) -> Iterator[Problem]:
    broken = first_break([Link(one.n, one.body, one.leaf) for one in events], stream=stream)
    if broken is not None:
        yield Problem(stream, broken.n, BROKEN[broken.kind])
    for one in events:
        if broken is not None and one.n >= broken.n:
            return
        for name in _documents_of(one):
            names.add(name)
            if not _is_whole(store, name):
                yield Problem(stream, one.n, LOST)


def _documents_of(stored: StoredEvent) -> Iterator[str]:
    event = read_event(stored.body)
    judged = event.judged
    wanted = (event.data, judged.definition, judged.rules, judged.facts, judged.outcome)
    yield from (name for name in wanted if name is not None)


def _is_whole(store: Store, name: str) -> bool:
    try:
        store.document(name)
    except HistoryError:
        return False
    return True
