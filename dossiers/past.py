"""The database as it was at a moment: what had been recorded by then, and what had happened.

`Past` answers the questions of a `Reader` from events alone, so that whatever reads dossiers reads
those of a moment as well.  A subject is folded by `dossiers.replay`, the one fold there is, each
time it is asked for; nothing is kept between two questions.

Two clocks are never mixed.  *Recorded* is when an event was written down, *as of* the business day
it speaks of.  What was recorded later is not there; what happened later is cut off a dossier, but
not off publications and mandates, which say themselves on which days they hold.

Invariants:

* the table of the present serves to find a stream by its number, and is believed in nothing else;
* at a moment after everything that was recorded, the answers are those of the table, to the byte;
* a stream that cannot be replayed up to the moment is an error, never a guess; the first event
  behind the moment has to be whole too, for it alone says that it came later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, takewhile

from dossiers.asking import Query
from dossiers.cuts import Cut
from dossiers.documents import read_document, read_dossier
from dossiers.errors import HistoryError, NotYetError
from dossiers.history import OPEN_LINKED, PROPOSE
from dossiers.links import Links
from dossiers.replay import Replayed, replayed_stream
from dossiers.store import Memory, Store, StoredEvent
from dossiers.store.seeking import Order
from dossiers.store.waiting import Post
from dossiers.use_cases.matching import found_by, matches, waits_for
from dossiers.use_cases.writing import row_of
from ledger import EventBytesError, read_event
from texts import Text

BROKEN = Text(
    vi="Không dựng lại được {number} vào lúc đó: sự kiện {n}, {why}.",
    en="{number} cannot be rebuilt as of then: event {n}, {why}.",
)
BEGINNINGS = frozenset({PROPOSE, OPEN_LINKED})
"""The types of events that begin a dossier."""


class Past:
    """A `dossiers.store.Reader` of the database up to a cut."""

    def __init__(self, store: Store, cut: Cut) -> None:
        """Look at a database.

        Args:
            store: the database; it is only read, and stays open as long as this is used.
            cut: up to where.
        """
        self._store = store
        self._cut = cut
        self._memory = Memory(most=0)

    @property
    def present(self) -> bool:
        """Whether nothing was cut off by recording, but at most by business days."""
        return self._cut.recorded.nothing_left_out

    @property
    def memory(self) -> Memory:
        """One that keeps nothing, as what is read here is in no row."""
        return self._memory

    def body(self, number: str) -> bytes | None:
        """The dossier with this number in canonical bytes; None when nobody ever proposed it.

        Raises:
            NotYetError: it was proposed later.
            HistoryError: it cannot be rebuilt.
        """
        found = self._store.body(number)
        if found is None:
            return None
        stored = self._stored(found)
        body = self._folded(stored, self._cut)
        if body is None and stored:
            first = read_event(stored[0].body)
            raise NotYetError(number, first.on, first.at)
        return body

    def bodies(self) -> tuple[bytes, ...]:
        """Every dossier there was, in canonical bytes, by number; one stream is held at a time.

        Raises:
            HistoryError: one of them cannot be rebuilt.
        """
        streams = groupby(self._store.streams(), key=lambda one: one.stream)
        dossiers = (list(events) for _, events in streams)
        found = (self._replayed(one, self._cut) for one in dossiers if _begins_dossier(one[0]))
        rows = (row_of(one.subject) for one in found if one.subject is not None)
        return tuple(row.body for row in sorted(rows, key=lambda row: row.number))

    def page(
        self, query: Query, order: Order, *, after: tuple[object, ...] | None = None, most: int
    ) -> tuple[tuple[tuple[object, ...], bytes], ...]:
        """What a query found then, as `Store.page`; every dossier there was is looked at.

        Raises:
            HistoryError: one of them cannot be rebuilt.
        """
        found = []
        for body in self.bodies():
            one = found_by(self, read_dossier(body))
            key = (one.due, one.number) if order is Order.DUE else (one.number,)
            if matches(query, one) and (after is None or key > after):
                found.append((key, body))
        return tuple(sorted(found)[:most])

    def waiting(
        self,
        wanted: Sequence[Post],
        without: Sequence[Post] = (),
        *,
        after: tuple[object, ...] | None = None,
        most: int,
    ) -> tuple[tuple[tuple[object, ...], bytes], ...]:
        """What waited for somebody then, as `Store.waiting`; every dossier there was is looked at.

        Raises:
            HistoryError: one of them cannot be rebuilt.
        """
        found = []
        for body in self.bodies():
            one = found_by(self, read_dossier(body))
            key = (one.due, one.number)
            wants = waits_for(one, wanted) and not waits_for(one, without)
            if wants and (after is None or key > after):
                found.append((key, body))
        return tuple(sorted(found)[:most])

    def publications(self, award: str | None = None, state: str | None = None) -> tuple[bytes, ...]:
        """Publications of rules as they stood when recording had come so far, by number."""
        found = self._each(self._store.publications(award))
        return tuple(
            body for body in found if state is None or read_document(body)["state"] == state
        )

    def mandates(self, *people: str) -> tuple[bytes, ...]:
        """Mandates as they stood when recording had come so far, by number."""
        return tuple(self._each(self._store.mandates(*people)))

    def accounts(self, *ids: str) -> tuple[bytes, ...]:
        """Accounts as they stood when recording had come so far, by id."""
        return tuple(self._each(self._store.accounts(*ids)))

    def numbers(self) -> tuple[str, ...]:
        """The numbers of the dossiers there were."""
        begun = {one.stream for one in self.events() if one.n == 1}
        present = map(read_document, self._store.bodies())
        return tuple(str(one["number"]) for one in present if one["id"] in begun)

    def near(self, number: str) -> tuple[str, ...]:  # noqa: ARG002 -- all are at hand
        """The numbers of all dossiers there were."""
        return self.numbers()

    def document(self, name: str) -> bytes:
        """The bytes with this digest, which are the same at every moment.

        Raises:
            HistoryError: they are not there, or their digest is another.
        """
        return self._store.document(name)

    def events(self, stream: str | None = None) -> Iterator[StoredEvent]:
        """Stored events up to the cut: of one stream by position, or of all as they were recorded.

        Of all streams nothing is cut by business days: what is told there is what was recorded.
        """
        cut = self._cut if stream is not None else self._cut.recorded
        held = self._store.events(stream)
        if stream is None:
            return (one for one in held if cut.holds(one, read_event(one.body)))
        return takewhile(lambda one: cut.holds(one, read_event(one.body)), held)

    def _stored(self, row: bytes) -> list[StoredEvent]:
        """All events of the subject that a row of the present is about."""
        return list(self._store.events(str(read_document(row)["id"])))

    def _each(self, rows: Iterable[bytes]) -> Iterator[bytes]:
        """Publications or mandates of the present, as they stood; without those of later."""
        for row in rows:
            body = self._folded(self._stored(row), self._cut.recorded)
            if body is not None:
                yield body

    def _folded(self, stored: list[StoredEvent], cut: Cut) -> bytes | None:
        """A subject in canonical bytes; None where it had not begun."""
        subject = self._replayed(stored, cut).subject
        return None if subject is None else row_of(subject).body

    def _replayed(self, stored: list[StoredEvent], cut: Cut) -> Replayed:
        """One stream replayed up to a cut.

        Raises:
            HistoryError: it cannot be.
        """
        # A row without events is told by a replay; here there is nothing to fold.
        stream = stored[0].stream if stored else ""
        found = replayed_stream(self._store, stream, stored, until=cut, links=Links())
        if not found.equal:
            told = BROKEN.fill(number=found.number, n=found.differs_at, why=found.text)
            raise HistoryError(told)
        return found


def _begins_dossier(stored: StoredEvent) -> bool:
    """Whether an event begins a dossier; one that cannot be read is told by its replay."""
    try:
        return read_event(stored.body).type in BEGINNINGS
    except EventBytesError:
        return True
