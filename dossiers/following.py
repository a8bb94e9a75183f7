"""Where a dossier stands after an act, asked when it is done and again when it is replayed.

What an act hands in to a ballot, whom it is counted to, what it changes of the evidence, and what
comes of it all, is worked out here and nowhere else, from the dossier, the pinned workflow and the
document of the event alone.  Nothing is judged.

Invariants:

* the same event gives the same step, whoever asks, in any year;
* the count of a ballot that ended is part of the evidence, however it was held;
* settings are fixed by the first receipt; before it a dossier has none to remember.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import workflow
from dossiers.acts import changed_parts, counted, kind_of, read_details
from dossiers.ballots import ballot_of, paper_of
from dossiers.model import Dossier, Evidence

FORGOTTEN = frozenset({"expired"})
"""The results of ballots that leave no count."""


@dataclass(frozen=True, slots=True)
class Doing:
    """An act, as far as its consequences depend on it.

    Attributes:
        act: what is done.
        by: the id of whoever does it.
        on: the business day.
        stands_for: the id of the person for whom it is done; None for nobody else.
        reason: why, in words.
        details: what came with it, as `dossiers.acts` reads it.
        settings: the settings to go by; None for those that the dossier remembers.
    """

    act: str
    by: str
    on: date
    stands_for: str | None = None
    reason: str = ""
    details: Mapping[str, object] | None = None
    settings: Mapping[str, str] | None = None

    @property
    def ids(self) -> frozenset[str]:
        """Everybody to whom the act is counted."""
        return frozenset({self.by}) | ({self.stands_for} if self.stands_for else frozenset())


@dataclass(frozen=True, slots=True)
class Brought:
    """What an act brings, worked out.

    Attributes:
        evidence: the evidence after it, the count of a ballot vote by vote not yet among it.
        changed: the parts of the evidence that it changes.
        paper: what it hands in to the ballot of the state; None for nothing.
        stage: the stage at which it is done; empty outside of all.
    """

    evidence: Evidence
    changed: frozenset[str]
    paper: workflow.Paper | None
    stage: str


@dataclass(frozen=True, slots=True)
class Followed:
    """A step that was taken.

    Attributes:
        case: where the dossier stands now, as the workflow has it.
        result: how a ballot ended by it; None where none did.
        evidence: the evidence after it.
    """

    case: workflow.Case
    result: str | None
    evidence: Evidence


def case_of(dossier: Dossier, settings: Mapping[str, str] | None = None) -> workflow.Case:
    """Where a dossier stands, as far as the workflow cares.

    Args:
        dossier: as it stands.
        settings: what the rules say now, for a dossier that has not been received; None for what it
            remembers.
    """
    course = dossier.course
    return workflow.Case(
        state=dossier.state,
        sender=dossier.sender,
        done_by=dossier.done_by,
        settings=course.settings if settings is None else settings,
        marks=course.marks,
        kept=course.kept,
        times=course.times,
        clocks=course.clocks,
        poll=course.poll,
        held=course.held,
    )


def brought(definition: workflow.Definition, dossier: Dossier, doing: Doing) -> Brought:
    """What an act brings to a dossier.

    Args:
        definition: the workflow of the dossier.
        dossier: as it stands before the act.
        doing: the act.

    Raises:
        dossiers.errors.ActDetailsError: the details do not fit the act or the evidence.
    """
    details = read_details(doing.act, doing.details or {})
    stage = definition.state(dossier.state).stage or ""
    after = kind_of(doing.act).change(dossier.evidence, details, stage)
    member = doing.stands_for or doing.by
    paper = paper_of(details, member=member, reason=doing.reason)
    rule = definition.state(dossier.state).ballot
    if paper is not None and rule is not None:
        paper = _weighed(paper, rule, dossier, after)
    return Brought(after, changed_parts(dossier.evidence, after), paper, stage)


def relations_of(dossier: Dossier, person: str) -> frozenset[str]:
    """How a person stands to the nominee of a dossier, as far as anybody has recorded it."""
    return _relations(dossier, dossier.evidence, person)


def _relations(dossier: Dossier, evidence: Evidence, person: str) -> frozenset[str]:
    """The same by the evidence after an act, which may say more."""
    recorded = {one.relation for one in evidence.conflicts or () if one.person == person}
    nominee = {"nominee"} if dossier.nomination.nominee.account == person else set()
    return frozenset(recorded | nominee)


def _weighed(
    paper: workflow.Paper, rule: workflow.BallotRule, dossier: Dossier, evidence: Evidence
) -> workflow.Paper:
    """A paper that says how near its members are, whoever hands it in."""
    match paper:
        case workflow.Vote():
            return replace(paper, near=_relations(dossier, evidence, paper.member))
        case workflow.Roll():
            bar = frozenset(rule.bar)
            near = {one for one in paper.members if bar & _relations(dossier, evidence, one)}
            return replace(paper, barred=frozenset(near))
        case _:
            return paper


def followed(definition: workflow.Definition, dossier: Dossier, doing: Doing) -> Followed | None:
    """The step that an act takes; None where the workflow has no such way from here.

    Args:
        definition: the workflow of the dossier.
        dossier: as it stands before the act.
        doing: the act.

    Raises:
        dossiers.errors.ActDetailsError: the details do not fit the act or the evidence.
        workflow.ClockBackwardsError: the day lies before one that a term has recorded.
    """
    found = brought(definition, dossier, doing)
    step = workflow.taken(
        definition,
        case_of(dossier, doing.settings),
        doing.act,
        by=doing.ids,
        on=doing.on,
        paper=found.paper,
        changed=found.changed,
    )
    if step is None:
        return None
    return Followed(step.case, step.result, _with_count(definition, dossier, found, step))


def _with_count(
    definition: workflow.Definition, dossier: Dossier, found: Brought, step: workflow.Taken
) -> Evidence:
    """The evidence with the count of a ballot that was cast vote by vote and has ended now."""
    if step.result is None or step.result in FORGOTTEN or isinstance(found.paper, workflow.Sheet):
        return found.evidence
    poll, rule = dossier.course.poll, definition.state(dossier.state).ballot
    assert poll is not None, "a ballot that is not on paper was opened before it ends"
    if found.paper is not None and rule is not None:
        poll = workflow.after_paper(poll, found.paper, secret=rule.secret)
    return counted(found.evidence, ballot_of(poll), found.stage)
