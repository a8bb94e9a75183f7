"""Asking the rules about a dossier, and the workflow about an act: values in, values out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import rules
import workflow
from dossiers.facts import Facts, facts_of
from dossiers.model import Dossier
from dossiers.requirements import Answers, answers_to
from dossiers.rulebook import EVALUATOR, Bundle, Procedure, bundle_of
from dossiers.use_cases.commands import Acting
from ledger import Judgement, canonical, digest


@dataclass(frozen=True, slots=True)
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

    def documents(self) -> dict[str, bytes]:
        """Rules, facts and evaluation by their digests, to be kept beside the event."""
        bodies = (facts_bytes(self.facts), canonical(self.evaluation.document()))
        return {self.bundle.digest: self.bundle.body, **{digest(body): body for body in bodies}}

    def judgement(self, procedure: Procedure) -> Judgement:
        """The digests that pin this ruling in an event."""
        return Judgement(
            definition=procedure.digest,
            rules=self.bundle.digest,
            facts=digest(facts_bytes(self.facts)),
            evaluator=EVALUATOR,
            verdict=self.evaluation.verdict.value,
            outcome=digest(canonical(self.evaluation.document())),
        )


def ruling_on(dossier: Dossier, *, on: date) -> Ruling:
    """Ask the rules of the award about a dossier.

    Args:
        dossier: as it stands.
        on: the day to assume as receipt while there has been none; afterwards the day of the first
            receipt counts, and with it the law of that day.

    Raises:
        rules.UnknownAwardError: the award has no rules.
    """
    bundle = bundle_of(dossier.nomination.award)
    facts = facts_of(dossier, on=on)
    evaluation = rules.evaluate(bundle.award, facts, on=dossier.received_on or on)
    return Ruling(bundle, facts, evaluation)


def decide(
    procedure: Procedure, dossier: Dossier, ruling: Ruling, command: Acting
) -> workflow.Move | workflow.Refusal:
    """Ask the workflow whether a command is possible.

    Raises:
        workflow.UnknownActError: the workflow has no such act.
        workflow.UnknownRoleError: the workflow has no such role.
    """
    definition = procedure.definition
    definition.role(command.by.role)
    return workflow.decide(
        definition,
        case_of(dossier),
        command.act,
        by=workflow.Person(command.by.id, frozenset({command.by.role})),
        answers=answers_to(
            definition,
            dossier,
            ruling.evaluation,
            role=command.by.role,
            details=command.details,
        ),
        reason=command.reason,
    )


def answers_for_anybody(procedure: Procedure, dossier: Dossier, ruling: Ruling) -> Answers:
    """The answers to every requirement when nobody in particular asks."""
    return answers_to(procedure.definition, dossier, ruling.evaluation, role="", details={})


def case_of(dossier: Dossier) -> workflow.Case:
    """Where a dossier stands, as far as the workflow cares."""
    return workflow.Case(dossier.state, dossier.sender, dossier.done_by)


def facts_bytes(facts: Facts) -> bytes:
    """Facts in canonical bytes; a day is written as in ISO 8601."""
    return canonical({name: _plain(value) for name, value in facts.items()})


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return value
