"""One dossier replayed event by event, with the verdict on each beside it.

Replaying and deciding again answer two questions and are told side by side, never as one
(`dossiers.replay`, `dossiers.redeciding`).  A what-if stands in neither.

Invariants:

* every event of the dossier up to the moment is told, those behind a difference as not replayed;
* only the dossier and those that its links name are read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dossiers.cuts import Cut
from dossiers.documents import read_document
from dossiers.errors import DossierNotFoundError, NotYetError
from dossiers.links import Links
from dossiers.redeciding import Redecision, redecisions
from dossiers.replay import Replayed, against_table, replayed_stream
from dossiers.store import Store, StoredEvent
from ledger import EventBytesError, read_event
from texts import Text

FOLLOWS = Text(vi="dựng lại được", en="replayed")
NOT_REACHED = Text(
    vi="chưa dựng lại: dừng ở sai khác phía trước", en="not replayed: stopped at the difference"
)


@dataclass(frozen=True, slots=True)
class Step:
    """One event, replayed.

    Attributes:
        n: its position in the dossier.
        follows: whether it was replayed without a difference; None where replay had stopped.
        text: the same in words.
        again: what deciding again gave; None where the event decided nothing.
    """

    n: int
    follows: bool | None
    text: Text
    again: Redecision | None


@dataclass(frozen=True, slots=True)
class Retraced:
    """One dossier, replayed and decided again.

    Attributes:
        replayed: the report on the whole of it, compared with the table where the present is meant.
        steps: event by event.
        compared: whether a comparison with the table was made.
    """

    replayed: Replayed
    steps: tuple[Step, ...]
    compared: bool

    @property
    def decided(self) -> tuple[Redecision, ...]:
        """Deciding again, event by event."""
        return tuple(one.again for one in self.steps if one.again is not None)


def retraced(store: Store, number: str, *, until: Cut | None = None) -> Retraced:
    """Replay one dossier and decide again what was decided in it.

    Args:
        store: the database; only events and documents are believed.
        number: the dossier.
        until: up to where; None for everything, and then the table is compared as well.

    Raises:
        dossiers.errors.DossierNotFoundError: there is no such dossier.
        dossiers.errors.NotYetError: it was proposed later.
        dossiers.errors.StoreError: the database cannot be read.
    """
    body = store.body(number)
    if body is None:
        raise DossierNotFoundError(number, store.near(number))
    stream, cut = str(read_document(body)["id"]), until or Cut()
    stored = list(store.events(stream))
    found = _with_links(store, stream, stored, cut)
    if until is None:
        found = against_table(found, body)
    held = [one.n for one in stored if _holds(cut, one)]
    if stored and not held:
        first = read_event(stored[0].body)
        raise NotYetError(number, first.on, first.at)
    again = {one.n: one for one in redecisions(store, stream, until=cut.at) if one.n in set(held)}
    steps = tuple(_step(n, found, again.get(n)) for n in held)
    return Retraced(found, steps, compared=until is None)


def _with_links(store: Store, stream: str, stored: list[StoredEvent], cut: Cut) -> Replayed:
    """The dossier replayed, and its links held against their other ends."""
    links = Links()
    found = replayed_stream(store, stream, stored, until=cut, links=links)
    for other in sorted(links.others()):
        replayed_stream(store, other, list(store.events(other)), until=cut, links=links)
    wrong = next((one for one in links.problems() if one.stream == stream), None)
    if wrong is None or not found.equal:
        return found
    return replace(found, differs_at=wrong.n, text=wrong.text)


def _holds(cut: Cut, stored: StoredEvent) -> bool:
    """Whether an event lies before the cut; one that cannot be read is told, not left out."""
    try:
        return cut.holds(stored, read_event(stored.body))
    except EventBytesError:
        return True


def _step(n: int, found: Replayed, again: Redecision | None) -> Step:
    """What replay says of one event."""
    if found.differs_at is None or n < found.differs_at:
        return Step(n, follows=True, text=FOLLOWS, again=again)
    if n == found.differs_at:
        return Step(n, follows=False, text=found.text, again=again)
    return Step(n, follows=None, text=NOT_REACHED, again=again)
