"""What a dossier is found by: worked out from how it stands, each time it is written."""

from __future__ import annotations

import workflow
from dossiers.following import case_of
from dossiers.model import Dossier
from dossiers.store import Sought
from dossiers.store.rows import KEPT_WORDS
from dossiers.store.seeking import NEVER, stored_words
from dossiers.terms import terms_of
from texts.folding import words_of

SAME = "same"
CLOSED = "closed"


def sought_of(dossier: Dossier, definition: workflow.Definition, *, moved: bool = False) -> Sought:
    """What one dossier is found by.

    Args:
        dossier: as it stands now.
        definition: the workflow that it follows.
        moved: whether it is there already; no act changes the words of its name.

    Raises:
        workflow.UnknownCalendarError: the calendar of the workflow does not come with the program.
    """
    nomination, state = dossier.nomination, definition.state(dossier.state)
    who = nomination.nominee
    return Sought(
        dossier=dossier.id,
        number=dossier.number,
        award=nomination.award,
        unit=nomination.unit,
        state=dossier.state,
        stage=state.stage or "",
        kind=who.kind,
        year=nomination.evidence.award_year,
        received=dossier.received_on.isoformat() if dossier.received_on else "",
        due=_due(dossier, definition),
        words=KEPT_WORDS if moved else stored_words(words_of(who.name)),
        duties=duties(definition, dossier.state),
    )


def sought_of_erased(dossier: Dossier) -> Sought:
    """What a dossier is found by whose content was erased: by no word, and nobody waits for it."""
    nomination = dossier.nomination
    return Sought(
        dossier=dossier.id,
        number=dossier.number,
        award=nomination.award,
        unit=nomination.unit,
        state=dossier.state,
        stage="",
        kind=nomination.nominee.kind,
        year=nomination.evidence.award_year,
        received=dossier.received_on.isoformat() if dossier.received_on else "",
        due=NEVER,
        words=frozenset(),
        duties=frozenset(),
    )


def duties(definition: workflow.Definition, state: str) -> frozenset[str]:
    """The roles that can bring a dossier on from a state; the program is none of them.

    Who can only add something to it, or end it there as whoever may withdraw it, is not waited for.

    >>> from dossiers.rulebook import procedure
    >>> sorted(duties(procedure().definition, "draft"))
    ['unit_clerk']
    """
    here = definition.state(state)
    roles = {role for act in here.acts.values() if _leads_on(definition, act) for role in act.by}
    return frozenset(role for role in roles if not definition.role(role).program)


def _leads_on(definition: workflow.Definition, act: workflow.Act) -> bool:
    """Whether a dossier comes on by an act, or by the ballot or task to which it belongs."""
    if act.to is None:
        return True
    return act.to != SAME and definition.state(act.to).end != CLOSED


def _due(dossier: Dossier, definition: workflow.Definition) -> str:
    """The nearest last day of a term that runs; `NEVER` where none does."""
    readings = terms_of(definition, case_of(dossier)).readings
    days = [one.ends.day for one in readings if isinstance(one.ends, workflow.Due)]
    return min(days).isoformat() if days else NEVER
