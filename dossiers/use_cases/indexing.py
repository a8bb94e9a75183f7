"""What a dossier is found by: worked out from how it stands, each time it is written."""

from __future__ import annotations

import rules
import workflow
from dossiers.acts import COUNCIL_OF_STAGE
from dossiers.awaiting import Awaited, awaited
from dossiers.facts import facts_of
from dossiers.following import case_of
from dossiers.model import Dossier
from dossiers.requirements import Answers
from dossiers.rulebook import Bundle
from dossiers.store import Reader, Sought
from dossiers.store.rows import KEPT_WORDS
from dossiers.store.seeking import MEMBER, NEVER, stored_words
from dossiers.terms import terms_of
from dossiers.use_cases.rules_of import pinned
from texts.folding import words_of


def sought_of(
    dossier: Dossier,
    definition: workflow.Definition,
    bundle: Bundle | None,
    *,
    moved: bool = False,
) -> Sought:
    """What one dossier is found by.

    Args:
        dossier: as it stands now.
        definition: the workflow that it follows.
        bundle: the rules that were pinned at its receipt; before, nothing is asked of any.
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
        duties=duties(awaited_of(dossier, definition, bundle)),
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


def judging(store: Reader, dossier: Dossier) -> Bundle | None:
    """The rules that were pinned at the receipt of a dossier; None before it.

    Raises:
        dossiers.errors.HistoryError: their bytes are lost.
    """
    if dossier.rules is None:
        return None
    return pinned(store, dossier.nomination.award, dossier.rules)


def awaited_of(dossier: Dossier, definition: workflow.Definition, bundle: Bundle | None) -> Awaited:
    """For whom a dossier waits; the rules are asked only after its receipt.

    Before, their answer depends on the day, and whoever drew it up is waited for in any case.

    Args:
        dossier: as it stands now.
        definition: the workflow that it follows.
        bundle: the rules that were pinned at its receipt; None before.
    """
    case = case_of(dossier)
    if bundle is None or dossier.received_on is None:
        return awaited(definition, case)
    on = dossier.received_on
    found = rules.evaluate(bundle.award, facts_of(dossier, on=on), on=on, checked=True)
    stage = definition.state(dossier.state).stage or ""
    answers = Answers(definition, dossier, found, told=False)
    return awaited(definition, case, answers, _counts(found, stage))


def _counts(found: rules.Evaluation, stage: str) -> frozenset[str]:
    """The findings that lack nothing but the count of the ballot held at a stage."""
    council = COUNCIL_OF_STAGE.get(stage)
    return frozenset(
        one.id
        for one in found.findings
        if one.unknown and council and all(name.startswith(f"{council}.") for name in one.unknown)
    )


def duties(found: Awaited) -> frozenset[str]:
    """Roles and members as they are entered; a member stands behind a sign that no role has.

    >>> sorted(duties(Awaited(frozenset({"council_member"}), frozenset({"an"}))))
    ['@an', 'council_member']
    """
    return found.roles | {MEMBER + one for one in found.members}


def _due(dossier: Dossier, definition: workflow.Definition) -> str:
    """The nearest last day of a term that runs; `NEVER` where none does."""
    readings = terms_of(definition, case_of(dossier)).readings
    days = [one.ends.day for one in readings if isinstance(one.ends, workflow.Due)]
    return min(days).isoformat() if days else NEVER
