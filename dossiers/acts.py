"""What each act brings, and how it changes the evidence of a dossier.

Where an act leads, who may do it and what it needs stands in the workflow file; here stands only
what a person adds with it.  The same change is made when the act is done and when history is
folded again (ADR 0014).

Invariants:

* a change is a pure function: it makes new evidence and leaves the old as it was;
* details are closed models, so a misspelt key is refused and never dropped;
* whatever a change refuses, it refuses before anything is written.

    >>> before = Evidence(award_year=2024)
    >>> vote = {"members": "15", "approvals": "12", "minutes": "07/BB-HĐ"}
    >>> after = changed(before, "record_vote", vote, "council_review")
    >>> after.unit_council.in_favour, before.unit_council is None
    (12, True)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, cast

from pydantic import ValidationError

from dossiers.ballots import Aside, Ballot, Opening, Voting, WrittenOpinion
from dossiers.choices import one_of
from dossiers.circumstances import Conflict, Notice, still_confirmed
from dossiers.errors import ActDetailsError
from dossiers.formalities import (
    Agencies,
    CentralDecision,
    Filed,
    Handing,
    PartyOpinion,
    Restoration,
)
from dossiers.model import OBJECTION, Case, Evidence, Opinion, Proof, Standing
from texts import Text, joined
from texts.reading import Closed, Day, Flag, Name, Whole, Words, bounded, explained

Ground = Literal["fraud", "false_information", "unlawful_review", "standard_not_met"]
"""Why an award may be revoked (Law 06/2022, Article 93(2))."""

COUNCIL_OF_STAGE = {"council_review": "unit_council", "provincial_approval": "province_council"}
"""Whose ballot is recorded at a stage."""

WRONG_DETAILS = Text(
    vi="Nội dung kèm theo '{act}' chưa đúng: {mistakes}",
    en="What comes with '{act}' does not fit: {mistakes}",
)
NO_COUNCIL = Text(vi="Ở bước này không có hội đồng bỏ phiếu.", en="No council votes at this stage.")
NO_OBJECTION = Text(
    vi="Không có ý kiến phản đối số {objection} đang chờ kiểm tra.",
    en="There is no objection number {objection} still being checked.",
)
NO_OPEN_CASE = Text(
    vi="Không có vụ việc số {case} đang xác minh trong hồ sơ.",
    en="There is no open case number {case} in the dossier.",
)
PARTY_DISAGREES = Text(
    vi="Ban Thường vụ Tỉnh ủy không đồng ý thì không ghi là đã có ý kiến đồng ý; hãy dùng 'refuse' "
    "hoặc 'return_for_supplement' kèm lý do.",
    en="Where the Standing Committee does not agree, its consent cannot be recorded; use 'refuse' "
    "or 'return_for_supplement' with the reason.",
)
OTHER_REPLIES = Text(
    vi="Bản tổng hợp có {counted} ý kiến nhưng hồ sơ đã ghi {recorded}; ghi từng ý kiến bằng "
    "'record_opinion' trước.",
    en="The summary counts {counted} replies but {recorded} are recorded; record each of them with "
    "'record_opinion' first.",
)


class Nothing(Closed):
    """An act that brings nothing but itself, such as `submit` or `advance`.

    >>> Nothing.model_validate({}) == Nothing()
    True
    """


class Answering(Closed):
    """What a body answered to a question that the rules put to it.

    Attributes:
        question: the id of the question.
        answer: true or false.
        minutes: where the answer is recorded.
    """

    question: Name
    answer: Flag
    minutes: Words | None = None


class Conclusion(Closed):
    """How a case ended.

    Attributes:
        case: which of the open cases, counted from 1.
        outcome: `cleared` or `upheld`.
        conclusion: the concluding document; without one nothing is concluded.
        standard: the standard that an upheld case breaks.
    """

    case: Annotated[Whole, bounded(1, 999)] = 1
    outcome: Annotated[str, one_of("cases.outcome")]
    concluded_on: Day
    conclusion: Words
    standard: Words | None = None


class Checking(Closed):
    """What checking an objection found.

    Attributes:
        objection: which of the objections still being checked, counted from 1.
        finding: `dismissed` or `upheld`.
        conclusion: where the finding and its reasons are written down.
    """

    objection: Annotated[Whole, bounded(1, 9_999)] = 1
    finding: Literal["dismissed", "upheld"]
    conclusion: Words


class Revocation(Closed):
    """Why an award is revoked: one of the four grounds, and the document that states it.

    The evidence stays as it was; ground and document stand in the event's own document.

    Attributes:
        ground: one of the four of Law 06/2022, Article 93(2).
        conclusion: the document that states it, by number.
    """

    ground: Ground
    conclusion: Words


@dataclass(frozen=True, slots=True)
class ActKind:
    """An act as the domain sees it.

    Attributes:
        details: the closed model of what a person brings with it.
        change: the evidence afterwards, from the evidence before, the details and the stage.
    """

    details: type[Closed]
    change: Callable[[Evidence, Any, str], Evidence]


def kind_of(act: str) -> ActKind:
    """What an act brings and changes; an act that is not listed brings and changes nothing.

    >>> kind_of("record_vote").details.__name__, kind_of("advance").details.__name__
    ('Ballot', 'Nothing')
    """
    return KINDS.get(act, PLAIN)


def read_details(act: str, given: Mapping[str, object]) -> Closed:
    """The details of an act from what a person typed or a file said.

    Args:
        act: the act, as the workflow file names it.
        given: values as text or already as numbers, flags and days.

    Raises:
        ActDetailsError: something is missing, unknown or impossible; all of it is named at once.

    >>> read_details("record_vote", {"members": "15", "approvals": "12"}).in_favour
    12
    >>> try:
    ...     read_details("record_vote", {"member": "15", "approvals": "12"})
    ... except ActDetailsError as wrong:
    ...     print(wrong.text.en.split("; ", 1)[1])
    member: there is no key 'member' here; did you mean 'members'?
    """
    model = kind_of(act).details
    try:
        return model.model_validate(dict(given))
    except ValidationError as wrong:
        mistakes = joined(explained(wrong, model), "; ")
        raise ActDetailsError(WRONG_DETAILS.fill(act=act, mistakes=mistakes)) from None


def changed(evidence: Evidence, act: str, details: Mapping[str, object], stage: str) -> Evidence:
    """The evidence after an act.

    Args:
        evidence: what the dossier held before; it is not altered.
        act: the act that was done.
        details: as `read_details` accepts them.
        stage: the stage of the state in which the act was done; empty for a state outside of all.

    Raises:
        ActDetailsError: the details do not fit the act or the evidence.

    >>> asked = {"question": "q.used_before", "answer": "true"}
    >>> changed(Evidence(award_year=2024), "answer_question", asked, "council_review").answers
    {'q.used_before': True}
    >>> changed(Evidence(award_year=2024), "record_vote", {"members": 9, "approvals": 9}, "")
    Traceback (most recent call last):
    dossiers.errors.ActDetailsError: No council votes at this stage.
    """
    return kind_of(act).change(evidence, read_details(act, details), stage)


def changed_parts(before: Evidence, after: Evidence) -> frozenset[str]:
    """The parts of the evidence that an act changed, by the names of a nomination file.

    >>> old = Evidence(award_year=2024)
    >>> changed_parts(old, old.model_copy(update={"service_months": 9}))
    frozenset({'service_months'})
    """
    return frozenset(
        name for name in Proof.model_fields if getattr(before, name) != getattr(after, name)
    )


def counted(evidence: Evidence, ballot: Ballot, stage: str) -> Evidence:
    """The evidence with the count of the council that votes at a stage.

    Raises:
        ActDetailsError: no council votes at this stage.
    """
    return _voted(evidence, ballot, stage)


def _same(evidence: Evidence, _details: Nothing, _stage: str) -> Evidence:
    """The evidence unchanged: the act is its own record."""
    return evidence


def _amended(evidence: Evidence, proof: Proof, _stage: str) -> Evidence:
    """The evidence with the parts that were sent in place of the old ones.

    A part that was not sent stays; one that was sent as None is taken back and unknown again.
    Confirmations are added to those there are; what vouched for a replaced part no longer does.
    """
    sent = {name: getattr(proof, name) for name in proof.model_fields_set}
    if "confirmations" not in sent or proof.confirmations is not None:
        kept = still_confirmed(evidence.confirmations or (), frozenset(sent))
        sent["confirmations"] = (*kept, *(proof.confirmations or ())) or None
    return evidence.model_copy(update=sent)


def _noticed(evidence: Evidence, notice: Notice, _stage: str) -> Evidence:
    """The evidence with the public notice as it was held; one without replies settles that too.

    Raises:
        ActDetailsError: the notice counts other replies than were recorded.
    """
    recorded = len(evidence.opinions or ())
    if notice.replies is not None and notice.replies != recorded:
        raise ActDetailsError(OTHER_REPLIES.fill(counted=notice.replies, recorded=recorded))
    update: dict[str, object] = {"notice": notice}
    if notice.replies == 0:
        update["opinions"] = ()
    return evidence.model_copy(update=update)


def _voted(evidence: Evidence, ballot: Ballot, stage: str) -> Evidence:
    """The evidence with the ballot of the council that votes here; a later count replaces it.

    Raises:
        ActDetailsError: no council votes at this stage.
    """
    if stage not in COUNCIL_OF_STAGE:
        raise ActDetailsError(NO_COUNCIL)
    return evidence.model_copy(update={COUNCIL_OF_STAGE[stage]: ballot})


def _ranked(evidence: Evidence, standing: Standing, _stage: str) -> Evidence:
    return evidence.model_copy(update={"cluster": standing})


def _answered(evidence: Evidence, given: Answering, _stage: str) -> Evidence:
    """The evidence with one more answer; of two answers to one question the later one counts."""
    return evidence.model_copy(
        update={"answers": {**evidence.answers, given.question: given.answer}}
    )


def _opined(evidence: Evidence, opinion: Opinion, _stage: str) -> Evidence:
    """The evidence with one more reply, which also shows that the public was asked."""
    opinions = (*(evidence.opinions or ()), opinion)
    return evidence.model_copy(update={"opinions": opinions, "consultation_held": True})


def _checked(evidence: Evidence, given: Checking, _stage: str) -> Evidence:
    """The evidence with the finding on one objection; of the others nothing changes.

    Objections are counted among those still waiting, so after one was closed the numbers move up.

    Raises:
        ActDetailsError: no objection with this number waits for a finding.
    """
    opinions = list(evidence.opinions or ())
    waiting = [at for at, one in enumerate(opinions) if _waits(one)]
    if not 1 <= given.objection <= len(waiting):
        raise ActDetailsError(NO_OBJECTION.fill(objection=given.objection))
    at = waiting[given.objection - 1]
    found = {"finding": given.finding, "conclusion": given.conclusion}
    opinions[at] = opinions[at].model_copy(update=found)
    return evidence.model_copy(update={"opinions": tuple(opinions)})


def _waits(opinion: Opinion) -> bool:
    """Whether an opinion is an objection on which nothing has been found yet."""
    return opinion.stance == OBJECTION and opinion.finding is None


def _suspended(evidence: Evidence, case: Case, _stage: str) -> Evidence:
    """The evidence with one more case; the act that suspends a dossier is what opens it."""
    return evidence.model_copy(update={"cases": (*(evidence.cases or ()), case)})


def _near(evidence: Evidence, conflict: Conflict, _stage: str) -> Evidence:
    """The evidence with one more person who is too near to the nominee."""
    return evidence.model_copy(update={"conflicts": (*(evidence.conflicts or ()), conflict)})


def _opened(evidence: Evidence, roll: Opening, _stage: str) -> Evidence:
    """The evidence with the relatives that the roll of the council names."""
    for person in roll.relatives:
        evidence = _near(evidence, Conflict(person=person, paper=roll.paper), "")
    return evidence


def _agreed(evidence: Evidence, opinion: PartyOpinion, _stage: str) -> Evidence:
    """The evidence unchanged, if the opinion is a consent.

    Raises:
        ActDetailsError: it is none.
    """
    if not opinion.agrees:
        raise ActDetailsError(PARTY_DISAGREES)
    return evidence


def _concluded(evidence: Evidence, given: Conclusion, _stage: str) -> Evidence:
    """The evidence with one open case concluded; open cases are counted from 1, the oldest first.

    Raises:
        ActDetailsError: no case with this number is open.
    """
    cases = list(evidence.cases or ())
    still_open = [at for at, case in enumerate(cases) if case.outcome is None]
    if not 1 <= given.case <= len(still_open):
        raise ActDetailsError(NO_OPEN_CASE.fill(case=given.case))
    at = still_open[given.case - 1]
    found = given.model_dump(include={"outcome", "concluded_on", "conclusion", "standard"})
    cases[at] = cases[at].model_copy(update=found)
    return evidence.model_copy(update={"cases": tuple(cases)})


SAME = cast("Callable[[Evidence, Any, str], Evidence]", _same)
PLAIN = ActKind(Nothing, SAME)
KINDS: Mapping[str, ActKind] = {
    "amend": ActKind(Proof, _amended),
    "record_vote": ActKind(Ballot, _voted),
    "record_minutes": ActKind(Ballot, _voted),
    "open_ballot": ActKind(Opening, _opened),
    "cast_vote": ActKind(Voting, SAME),
    "record_written_opinion": ActKind(WrittenOpinion, SAME),
    "stand_aside": ActKind(Aside, SAME),
    "declare_conflict": ActKind(Conflict, _near),
    "confirm_papers": ActKind(Filed, SAME),
    "record_agency_opinions": ActKind(Agencies, SAME),
    "record_party_opinion": ActKind(PartyOpinion, _agreed),
    "forward": ActKind(Filed, SAME),
    "record_central_decision": ActKind(CentralDecision, SAME),
    "notify": ActKind(Filed, SAME),
    "award": ActKind(Handing, SAME),
    "archive": ActKind(Filed, SAME),
    "restore": ActKind(Restoration, SAME),
    "record_ranking": ActKind(Standing, _ranked),
    "answer_question": ActKind(Answering, _answered),
    "record_notice": ActKind(Notice, _noticed),
    "record_opinion": ActKind(Opinion, _opined),
    "close_objection": ActKind(Checking, _checked),
    "suspend": ActKind(Case, _suspended),
    "conclude_case": ActKind(Conclusion, _concluded),
    "revoke": ActKind(Revocation, SAME),
}
"""Every act that brings something; a new one is one entry here and one in the workflow file."""
