"""What a dossier is found by: worked out from how it stands, each time it is written.

>>> sought_of.__name__
'sought_of'
"""

from __future__ import annotations

import workflow
from dossiers.following import case_of
from dossiers.model import Dossier
from dossiers.store.seeking import NEVER, Sought, stored_words
from dossiers.terms import terms_of
from texts.folding import words_of
from texts.ordering import name_key, word_key


def sought_of(dossier: Dossier, definition: workflow.Definition) -> Sought:
    """What one dossier is found by.

    People are listed by given name, collectives and households as they are written.

    Args:
        dossier: as it stands now.
        definition: the workflow that it follows.

    Raises:
        workflow.UnknownCalendarError: the calendar of the workflow does not come with the program.
    """
    nomination, state = dossier.nomination, definition.state(dossier.state)
    who = nomination.nominee
    listed = name_key if who.kind == "individual" else word_key
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
        name=listed(who.name),
        words=stored_words(words_of(who.name)),
        duties=duties(definition, dossier.state),
    )


def duties(definition: workflow.Definition, state: str) -> frozenset[str]:
    """The roles that have something to do in a state; the program is none of them.

    >>> from dossiers.rulebook import procedure
    >>> sorted(duties(procedure().definition, "draft"))
    ['unit_clerk']
    """
    here = definition.state(state)
    roles = {role for act in here.acts.values() for role in act.by}
    return frozenset(role for role in roles if not definition.role(role).program)


def _due(dossier: Dossier, definition: workflow.Definition) -> str:
    """The nearest last day of a term that runs; `NEVER` where none does."""
    readings = terms_of(definition, case_of(dossier)).readings
    days = [one.ends.day for one in readings if isinstance(one.ends, workflow.Due)]
    return min(days).isoformat() if days else NEVER
