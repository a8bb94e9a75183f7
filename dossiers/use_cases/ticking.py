"""What the program does by itself when a term is over: each act once, in the order of their ends.

Nothing fires by itself.  Whoever runs the program asks for it, also after days without a run; what
should have come first comes first.
"""

from __future__ import annotations

from datetime import date, datetime

import workflow
from dossiers.store import Store
from dossiers.use_cases.commands import Acting, Done
from dossiers.use_cases.looking import looked_at
from dossiers.use_cases.performing import ENGINE, perform
from ledger import Actor


def ticked(store: Store, number: str, *, on: date, at: datetime) -> tuple[Done, ...]:
    """Do every act of the program on a dossier whose term is over.

    Args:
        store: where it is kept.
        number: the dossier.
        on: the day on which it is done.
        at: the moment of recording, with time zone.

    Returns:
        What was done, in order; nothing where no term is over, or a second time.

    Raises:
        dossiers.errors.DossierNotFoundError: no dossier has the number.
        dossiers.errors.StoreError: nothing could be written.
    """
    done: list[Done] = []
    while (command := _next(store, number, on=on, at=at)) is not None:
        done.append(perform(store, command))
    return tuple(done)


def _next(store: Store, number: str, *, on: date, at: datetime) -> Acting | None:
    """The command for the term that ended first; None where none is over."""
    look = looked_at(store, number, on=on)
    over = workflow.overdue(look.terms.readings, on)
    if not over:
        return None
    first, definition = over[0], look.procedure.definition
    role = definition.acts_called(first.outcome)[look.dossier.state].by[0]
    return Acting(
        number=number,
        act=first.outcome,
        by=Actor(ENGINE, role),
        on=on,
        at=at,
        key=f"tick/{number}/{first.clock}/{look.dossier.n}",
    )
