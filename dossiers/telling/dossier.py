"""A dossier as data: in short, with everything that was looked at, and its closed acts."""

from __future__ import annotations

from collections.abc import Iterator

import workflow
from dossiers.circumstances import Circumstances, unconfirmed
from dossiers.erased import erased_text
from dossiers.model import Dossier
from dossiers.use_cases import Look
from texts import Text


def summary(dossier: Dossier) -> dict[str, object]:
    """What every JSON answer about a dossier begins with; `events` counts its history."""
    return {
        "number": dossier.number,
        "award": dossier.nomination.award,
        "state": dossier.state,
        "nominee": dossier.nomination.nominee.name,
        "kind": dossier.nomination.nominee.kind,
        "unit": dossier.nomination.unit,
        "award_year": dossier.evidence.award_year,
        "received_on": dossier.received_on,
        "events": dossier.n,
        "profile": dossier.profile,
        "erased": None if dossier.erased is None else erased_text(dossier.erased),
    }


def details(look: Look) -> dict[str, object]:
    """What stands beside the summary of one dossier: its state in words, and the evaluation."""
    return {
        "id": look.dossier.id,
        "head": look.dossier.head,
        "state_text": look.state.text,
        "stage": look.state.stage,
        "rules": {"digest": look.judged_by, "newer": newer_data(look)},
        "evaluation": look.evaluation.document(),
        **confirmed_data(look.dossier.evidence),
        **course_data(look),
        "links": look.kin.data(),
    }


def confirmed_data(evidence: Circumstances) -> dict[str, object]:
    """The confirmations for JSON, and the circumstances that nobody has confirmed.

    >>> from dossiers.circumstances import Confirmation
    >>> paper = Confirmation(of=["category"], by="UBND xã", on="2026-01-05", paper="02/XN")
    >>> said = Circumstances(category="farmer", flag_eligible=True, confirmations=[paper])
    >>> confirmed_data(said)["unconfirmed"]
    ['flag_eligible']
    """
    confirmations = [one.model_dump() for one in evidence.confirmations or ()]
    return {"confirmations": confirmations, "unconfirmed": list(unconfirmed(evidence))}


def newer_data(look: Look) -> dict[str, object] | None:
    """The rules in force for JSON, where older ones judge; None where nothing newer is."""
    newer = look.newer
    if newer is None:
        return None
    return {
        "digest": newer.digest,
        "publication": newer.publication,
        "effective_on": newer.effective_on,
    }


def course_data(look: Look) -> dict[str, object]:
    """What a dossier has reached and waits for: each part is there, empty where there is none."""
    definition = look.procedure.definition
    return {
        "settings": {
            name: {"value": value, "text": definition.settings[name].values[value]}
            for name, value in look.case.settings.items()
        },
        "tasks": [
            {"id": name, "text": task.text, "done": done} for name, task, done in tasks_of(look)
        ],
        "marks": [{"id": name, "text": text} for name, text in marks_of(look).items()],
        "ballot_open": look.case.poll is not None,
        "terms": [
            {
                "id": one.clock,
                "text": definition.clocks[one.clock].text,
                "last_day": one.last_day,
                "outcome": one.outcome,
            }
            for one in look.terms.readings
        ],
    }


def tasks_of(look: Look) -> Iterator[tuple[str, workflow.Task, bool]]:
    """The tasks of the present state that are asked of this dossier, and whether each is done."""
    home = look.dossier.state
    for name, task in look.state.tasks.items():
        mark = f"{home}.{name}"
        if workflow.is_asked(look.procedure.definition, mark, look.case.settings):
            yield name, task, mark in look.case.marks


def marks_of(look: Look) -> dict[str, Text]:
    """What has been reached, in alphabetical order; tasks of the present state stand apart."""
    definition, home = look.procedure.definition, look.dossier.state
    tasks = {f"{home}.{name}" for name in look.state.tasks}
    return {mark: workflow.mark_text(definition, mark) for mark in sorted(look.case.marks - tasks)}


def closed_options(look: Look, only: str | None) -> list[workflow.Option]:
    """The closed acts of this point; what belongs elsewhere or is not asked is no obstacle.

    An act that somebody asks for by name is told even where it is not asked of the dossier.
    """
    strange = {"state"} if only else {"state", "setting"}
    return [
        one
        for one in look.options
        if isinstance(one.outcome, workflow.Refusal)
        and not any(blocker.kind in strange for blocker in one.outcome.blockers)
        and not any(look.procedure.definition.role(role).program for role in one.roles)
    ]
