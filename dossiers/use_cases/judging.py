"""Asking the rules about a dossier, and the workflow about an act.

The two are asked in this order, because the workflow's requirements are answered by what the rules
found.  The store is asked for one thing only, the rules that judge; everything else is values in,
values out, and nothing here writes.

Invariants:

* what judged an act can be pinned to the byte: the rules by digest, facts and outcome, which tell
  of people, by salted commitments;
* no words are part of an outcome, so that a better wording changes no record of the past.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import rules
import workflow
from dossiers.errors import ActDetailsError
from dossiers.facts import Facts, facts_of
from dossiers.following import Brought, Doing, brought, relations_of
from dossiers.following import case_of as case_as_remembered
from dossiers.model import Dossier
from dossiers.requirements import Answers
from dossiers.rulebook import EVALUATOR, Bundle, Procedure
from dossiers.settings import settings_of
from dossiers.store import Disclosed, Reader
from dossiers.terms import terms_of
from dossiers.use_cases.appending import Pen
from dossiers.use_cases.commands import Acting
from dossiers.use_cases.rules_of import rules_of
from dossiers.use_cases.standing_in import ALONE, Standing
from ledger import Judgement, canonical


@dataclass(frozen=True)
class Ruling:
    """What the rules say of a dossier on a day.

    Attributes:
        bundle: the rules that were asked.
        facts: what they were given.
        evaluation: what they found.
    """

    bundle: Bundle
    facts: Facts
    evaluation: rules.Evaluation

    def pinned(self, procedure: Procedure, pen: Pen, *, subject: str) -> Pinned:
        """What pins this ruling in an event; made only when something is recorded.

        Args:
            procedure: the workflow that decided on the act; it is pinned with the ruling.
            pen: what the event is written with.
            subject: the stream under whose key facts and outcome are sealed.
        """
        facts = pen.sealed("facts", facts_bytes(self.facts), subject=subject)
        found = canonical(outcome_document(self.evaluation))
        outcome = pen.sealed("outcome", found, subject=subject)
        judgement = Judgement(
            definition=procedure.digest,
            rules=self.bundle.digest,
            facts=facts.commitment,
            evaluator=EVALUATOR,
            verdict=self.evaluation.verdict.value,
            outcome=outcome.commitment,
        )
        return Pinned(judgement, (facts, outcome), {self.bundle.digest: self.bundle.body})


@dataclass(frozen=True, slots=True)
class Pinned:
    """A ruling as an event pins it.

    Attributes:
        judgement: rules by digest, facts and outcome by commitment.
        sealed: facts and outcome, to be kept sealed.
        documents: the rules by their digest, which everybody may see.
    """

    judgement: Judgement
    sealed: tuple[Disclosed, ...]
    documents: Mapping[str, bytes]


def ruling_on(store: Reader, dossier: Dossier, *, on: date) -> Ruling:
    """Ask the rules of the award about a dossier.

    Which file of rules judges, `rules_of` says; which of its law versions, the day of receipt
    (ADR 0017).

    Args:
        store: where published and pinned rules are kept.
        dossier: as it stands.
        on: the day to assume as receipt while there has been none; afterwards the day of the first
            receipt counts, and with it the law of that day.

    Raises:
        rules.UnknownAwardError: the award has no rules.
    """
    bundle = rules_of(store, dossier, on=on)
    facts = facts_of(dossier, on=on)
    evaluation = rules.evaluate(bundle.award, facts, on=dossier.received_on or on, checked=True)
    return Ruling(bundle, facts, evaluation)


def decide(
    procedure: Procedure,
    dossier: Dossier,
    ruling: Ruling,
    command: Acting,
    standing: Standing = ALONE,
) -> workflow.Move | workflow.Refusal:
    """Ask the workflow whether a command is possible.

    Args:
        procedure: the workflow of the dossier.
        dossier: as it stands.
        ruling: what the rules say of it on the day of the command.
        command: what somebody wants to do; the person acts in this one role.
        standing: what mandates say of whoever acts.

    Returns:
        Where the act leads, or everything that is in its way; both are answers (ADR 0004).

    Raises:
        dossiers.errors.ActDetailsError: nothing else is in the way, but the details do not fit.
        workflow.UnknownActError: the workflow has no such act.
        workflow.UnknownRoleError: the workflow has no such role.
    """
    definition = procedure.definition
    definition.role(command.by.role)
    definition.acts_called(command.act)
    case = case_of(procedure, dossier, ruling)
    papers, misfit = _papers(definition, dossier, command)
    outcome = workflow.decide(
        definition,
        case,
        command.act,
        by=person_of(dossier, command, standing),
        answers=_answers_for(command, definition, dossier, ruling),
        reason=command.reason,
        moment=terms_of(definition, case).moment(command.on),
        paper=papers.paper if papers else None,
        changed=papers.changed if papers else frozenset(),
    )
    outcome = standing.weighed(outcome)
    if misfit is not None and _only_papers_lack(outcome):
        raise misfit
    return outcome


def _answers_for(
    command: Acting, definition: workflow.Definition, dossier: Dossier, ruling: Ruling
) -> Answers:
    """The answers to every requirement for whoever gives this command."""
    role, details = command.by.role, command.details
    return Answers(definition, dossier, ruling.evaluation, role=role, details=details)


def _only_papers_lack(outcome: workflow.Move | workflow.Refusal) -> bool:
    """Whether nothing is in the way but what the papers of a command would say."""
    if isinstance(outcome, workflow.Move):
        return True
    return all(one.kind == "ballot" for one in outcome.blockers)


def _papers(
    definition: workflow.Definition, dossier: Dossier, command: Acting
) -> tuple[Brought | None, ActDetailsError | None]:
    """What a command brings; or why its details do not fit, which is told if nothing else is."""
    try:
        return brought(definition, dossier, doing_of(command)), None
    except ActDetailsError as misfit:
        return None, misfit


def doing_of(command: Acting) -> Doing:
    """The act of a command, as far as its consequences depend on it."""
    return Doing(
        act=command.act,
        by=command.by.id,
        on=command.on,
        stands_for=command.stands_for,
        reason=command.reason,
        details=command.details,
    )


def person_of(dossier: Dossier, command: Acting, standing: Standing) -> workflow.Person:
    """Who acts, for whom, and how near they are to the dossier.

    Args:
        dossier: as it stands; it says who is the nominee, and who was recorded as a relative.
        command: what somebody wants to do; the person acts in this one role.
        standing: whom mandates count together with whoever acts.
    """
    stands_for = frozenset({command.stands_for}) if command.stands_for else frozenset[str]()
    people = {command.by.id, *stands_for}
    near = frozenset(relation for one in people for relation in relations_of(dossier, one))
    role = frozenset({command.by.role})
    return workflow.Person(command.by.id, role, near, stands_for, standing.linked)


def answers_for_anybody(procedure: Procedure, dossier: Dossier, ruling: Ruling) -> Answers:
    """The answers to every requirement when nobody in particular asks.

    What only a certain person could bring or be (a ground, the deciding authority) then stands in
    nobody's way.
    """
    return Answers(procedure.definition, dossier, ruling.evaluation)


def case_of(procedure: Procedure, dossier: Dossier, ruling: Ruling) -> workflow.Case:
    """Where a dossier stands, as far as the workflow cares.

    Until it is received its settings are those that the rules say now.
    """
    return case_as_remembered(dossier, settings_for(procedure, dossier, ruling))


def settings_for(
    procedure: Procedure, dossier: Dossier, ruling: Ruling
) -> Mapping[str, str] | None:
    """What the rules say of the settings, for a dossier that has not been received; else None.

    Args:
        procedure: the workflow of the dossier; one without settings asks nothing.
        dossier: as it stands.
        ruling: what the rules say of it now.
    """
    if dossier.received_on is not None or not procedure.definition.settings:
        return None
    return settings_of(procedure.definition, ruling.bundle.award, ruling.evaluation)


def outcome_document(evaluation: rules.Evaluation) -> dict[str, object]:
    """What was found, without words: the words follow from the pinned rules and facts.

    >>> from dossiers.rulebook import bundle_of
    >>> facts = {"nominee.kind": "collective"}
    >>> found = rules.evaluate(bundle_of("CSTDCS").award, facts, on=date(2024, 12, 2))
    >>> outcome = outcome_document(found)
    >>> outcome["version"], outcome["verdict"]
    ('V2022a', 'not_applicable')
    """
    return {
        "award": evaluation.award,
        "version": evaluation.version,
        "verdict": evaluation.verdict.value,
        "findings": [
            {"id": one.id, "result": one.result, "unknown": list(one.unknown), **_parts(one)}
            for one in evaluation.findings
        ],
        "stages": {name: one.applies for name, one in evaluation.stages.items()},
    }


def _parts(one: rules.Finding | rules.Trace) -> dict[str, object]:
    """The ways to meet a criterion, each with its result; nothing where it has none."""
    parts = [{"id": part.id, "result": part.result, **_parts(part)} for part in one.parts]
    return {"parts": parts} if parts else {}


def facts_bytes(facts: Facts) -> bytes:
    """Facts in canonical bytes; a day is written as in ISO 8601.

    >>> facts_bytes({"received_on": date(2024, 12, 2), "award_year": 2024}).decode()
    '{"award_year":2024,"received_on":"2024-12-02"}'
    """
    return canonical({name: _plain(value) for name, value in facts.items()})


def _plain(value: object) -> object:
    """A value of a fact as JSON has it; days, also those inside of records, as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return value
