"""One dossier as a checklist: criteria by article, acts open and closed, terms, history."""

from __future__ import annotations

import workflow
from desk.answer import Answer, Shown
from desk.asked import Asked
from desk.route import Route
from dossiers.use_cases import Look, dossier_of, looked_at, timeline
from dossiers.use_cases.checklist import STATUSES, checklist
from dossiers.wording import VERDICTS


def dossier(asked: Asked) -> Answer:
    """The page of a dossier; of an erased one only what may still be told."""
    number = asked.parts["number"]
    found = dossier_of(asked.reader, number)
    if found.erased is not None:
        return Shown("dossier/erased.html", {"dossier": found})
    look = looked_at(asked.reader, number, on=asked.day)
    values = {
        "look": look,
        "dossier": look.dossier,
        "groups": checklist(look),
        "STATUSES": STATUSES,
        "VERDICTS": VERDICTS,
        "open_acts": _acts(look, open_ones=True),
        "closed_acts": _acts(look, open_ones=False),
        "happenings": tuple(reversed(tuple(timeline(asked.reader, number)))),
    }
    return Shown("dossier/dossier.html", values)


def _acts(look: Look, *, open_ones: bool) -> tuple[workflow.Option, ...]:
    """The acts of people at this point that are open, or those that are closed.

    What belongs to another state, or is not asked of this dossier, is in nobody's way.
    """
    definition = look.procedure.definition
    return tuple(
        one
        for one in look.options
        if isinstance(one.outcome, workflow.Move) is open_ones
        and not any(definition.role(role).program for role in one.roles)
        and not _is_elsewhere(one)
    )


def _is_elsewhere(option: workflow.Option) -> bool:
    """Whether an act is closed only because it has no place here."""
    refused = option.outcome
    return isinstance(refused, workflow.Refusal) and any(
        one.kind in {"state", "setting"} for one in refused.blockers
    )


ROUTES = (Route("/dossiers/{number}", "dossier", dossier, past=True),)
