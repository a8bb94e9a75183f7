"""What nobody has to be asked for: terms that are over, on every dossier, each act of them once.

Any number of workers may run at once.  A claim keeps two from the same dossier at the same time; it
saves work and decides nothing.  That an act of a term is recorded once is held by the key of its
command and by the compare-and-set of the dossier: a worker that dies leaves a claim that ends by
itself and a dossier that stands before the act or after it.  Claims go by the clock of the
database; on which day a term ends goes by that of the machine, which may not be far from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dossiers.asking import Within
from dossiers.errors import (
    ClockApartError,
    ConflictError,
    DossierErasedError,
    HistoryError,
    TransitionRefusedError,
)
from dossiers.store import Store
from dossiers.store.seeking import Order
from dossiers.use_cases.commands import Done
from dossiers.use_cases.finding import page_of
from dossiers.use_cases.ticking import ticked
from texts import Text

IN_HAND = timedelta(minutes=2)
"""How long a dossier stays with a worker of which nothing is heard; an act takes milliseconds."""


APART = timedelta(seconds=60)
"""How far the clock of a machine may be from that of its database."""


@dataclass(frozen=True, slots=True)
class Fired:
    """What came of the terms of one dossier.

    Attributes:
        number: the dossier.
        done: the acts that were recorded, in order; empty where another worker was faster.
        wrong: why it was left, where it was; the others are done all the same.
    """

    number: str
    done: tuple[Done, ...] = ()
    wrong: Text | None = None


def fired(store: Store, *, on: date, at: datetime, holder: str) -> Iterator[Fired]:
    """Do what the program has to do on every dossier with a term that is over, oldest first.

    Args:
        store: where they are kept.
        on: today; a term is over with the end of its last day.
        at: the moment of recording, with time zone.
        holder: the name of this worker, different from that of any other.

    Yields:
        One answer a dossier that was taken in hand.

    Raises:
        dossiers.errors.StoreError: the database cannot be read or written.
    """
    over = Within("due", None, on - timedelta(days=1))
    after: str | None = None
    while True:
        page = page_of(store, over, Order.DUE, after=after)
        for dossier in page.dossiers:
            if store.claims.take(dossier.id, holder, lasting=IN_HAND):
                yield _fired(store, dossier.number, on, at)
                store.claims.give_back(dossier.id, holder)
        after = page.following
        if after is None:
            return


def check_clock(store: Store, at: datetime) -> None:
    """Refuse to fire terms by a clock that is not that of the database.

    Args:
        store: where dossiers are kept.
        at: now, by the clock of this machine.

    Raises:
        ClockApartError: they are more than a minute apart.
    """
    ahead = at - store.claims.clock
    if abs(ahead) > APART:
        raise ClockApartError(store.place, round(ahead.total_seconds()))


def _fired(store: Store, number: str, on: date, at: datetime) -> Fired:
    """Do what is due on one dossier."""
    try:
        done = ticked(store, number, on=on, at=at)
    except (ConflictError, DossierErasedError, HistoryError, TransitionRefusedError) as wrong:
        return Fired(number, wrong=wrong.text)
    return Fired(number, tuple(one for one in done if not one.repeated))
