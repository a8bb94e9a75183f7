"""What a dossier is: a nominee, the award asked for, the evidence so far, and where it stands.

What comes in from outside (a nomination, the evidence in it) is a closed model, so that nothing
unknown gets in; what the engine itself keeps beside it is a plain frozen record.

A list that is None was not sent: nobody knows what would be in it.  An empty list was sent, and
says that there is nothing.  The difference decides between "not known" and "no" (ADR 0005).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Self

from pydantic import model_validator

from dossiers.choices import one_of
from texts import Text
from texts.reading import Closed, Day, Flag, Whole, Words, wrong

TOO_MANY_VOTES = Text(
    vi="số phiếu đồng ý ({votes}) lớn hơn tổng số thành viên ({members})",
    en="more approvals ({votes}) than members ({members})",
)
NEGATIVE = Text(
    vi="số phiếu và số thành viên không thể âm", en="votes and members cannot be negative"
)


OBJECTION = "object"
"""The stance that waits for a finding; tone never decides, only what was checked."""


class Nominee(Closed):
    """Who is proposed: a person, a collective or a household.

    Attributes:
        kind: `individual`, `collective` or `household`.
        name: the full name, in one field, in composed Unicode.
        position: the office held, where there is one.
        direct_worker: whether the nominee works directly, without a leading post (Law 06/2022,
            5(2)(d)).
    """

    kind: Annotated[str, one_of("nominee.kind")]
    name: Words
    position: Words | None = None
    direct_worker: Flag | None = None


class Rating(Closed):
    """The rating of one year: what grade, and by which decision."""

    year: Whole
    grade: Annotated[str, one_of("ratings.grade")] | None = None
    decision: Words | None = None


class PriorTitle(Closed):
    """A title or commendation granted before, with what became of it.

    Attributes:
        status: `valid`, `revoked`, `restored` or `adjusted`; None when nobody has confirmed it.
        law: the key of the law under which it was granted.
        basis: on what a CSTĐCS was granted, which later awards ask for.
    """

    code: Annotated[str, one_of("titles.code")]
    year: Whole
    status: Annotated[str, one_of("titles.status")] | None = None
    law: Annotated[str, one_of("titles.law")] | None = None
    basis: Annotated[str, one_of("titles.basis")] | None = None
    decision: Words | None = None


class Initiative(Closed):
    """An initiative, topic or combat ingenuity (Law 06/2022, 3(4)).

    Attributes:
        reach: where its effect was recognised: `co_so`, `tinh` or `toan_quoc`.
        recognised_on: the day of the decision that recognised it.
        used_as: whether it has served as a standard before: `none`, `title` or `form`.
    """

    title: Words
    kind: Annotated[str, one_of("initiatives.kind")] = "initiative"
    year: Whole | None = None
    reach: Annotated[str, one_of("initiatives.reach")] | None = None
    recognised_on: Day | None = None
    recognised_by: Annotated[str, one_of("initiatives.recognised_by")] | None = None
    used_as: Annotated[str, one_of("initiatives.used_as")] | None = None
    decision: Words | None = None


class Discipline(Closed):
    """A disciplinary measure, and until when it is served."""

    form: Annotated[str, one_of("discipline.form")]
    year: Whole | None = None
    serving_ends_on: Day | None = None
    decision: Words | None = None


class Case(Closed):
    """A complaint, denunciation, inspection, disciplinary case or press report under verification.

    Attributes:
        outcome: `cleared` or `upheld`; None while it is open, for nobody knows the outcome yet.
        conclusion: the document that concluded it.
        standard: the standard that an upheld case breaks.
    """

    kind: Annotated[str, one_of("cases.kind")]
    opened_on: Day
    body: Words | None = None
    outcome: Annotated[str, one_of("cases.outcome")] | None = None
    concluded_on: Day | None = None
    conclusion: Words | None = None
    standard: Words | None = None


class Assessment(Closed):
    """What a meeting found and minuted about spirit and unity: recorded, never computed."""

    standard: Annotated[str, one_of("assessments.standard")]
    outcome: Annotated[str, one_of("assessments.outcome")] | None = None
    judged_by: Words | None = None
    minutes: Words | None = None


class Opinion(Closed):
    """One reply to a consultation, with the stance that a person recorded for it.

    Attributes:
        stance: what the reply says, chosen by the person who replied or by the clerk.
        finding: what checking an objection found; None while it is being checked.
        conclusion: where that finding is written down.
    """

    stance: Annotated[str, one_of("opinions.stance")]
    received_on: Day | None = None
    alleges: Words | None = None
    finding: Annotated[str, one_of("opinions.finding")] | None = None
    conclusion: Words | None = None


class Paper(Closed):
    """A paper in the dossier."""

    kind: Annotated[str, one_of("documents.kind")]
    number: Words | None = None


class Ballot(Closed):
    """The count of a council's vote; the base is always the total of its members.

    Attributes:
        members: all members of the council, present or not.
        approvals: approving votes cast at the meeting.
        written_approvals: approving opinions that absent members sent in writing.
        minutes: the minutes that record the count.
    """

    members: Whole
    approvals: Whole
    written_approvals: Whole = 0
    minutes: Words | None = None

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if min(self.members, self.approvals, self.written_approvals) < 0:
            raise wrong("negative", NEGATIVE)
        if self.in_favour > self.members:
            text = TOO_MANY_VOTES.fill(votes=self.in_favour, members=self.members)
            raise wrong("too-many-votes", text)
        return self

    @property
    def in_favour(self) -> int:
        """Approvals at the meeting and in writing together."""
        return self.approvals + self.written_approvals


class Standing(Closed):
    """The place of a unit in its cluster or block."""

    units: Whole
    rank: Whole
    points: Words | None = None


class Movement(Closed):
    """The thematic movement at whose final review a flag is asked for (Law 06/2022, 26(2))."""

    name: Words | None = None
    launched_by: Annotated[str, one_of("movement.launched_by")] | None = None
    years: Whole | None = None
    final_review: Flag | None = None
    rank: Whole | None = None


class Proof(Closed):
    """Everything that papers may show; None means that nothing was sent about it.

    Attributes:
        service_months: months worked in the award year.
        consultation_held: whether the public was asked.
    """

    service_months: Whole | None = None
    ratings: tuple[Rating, ...] | None = None
    titles: tuple[PriorTitle, ...] | None = None
    initiatives: tuple[Initiative, ...] | None = None
    discipline: tuple[Discipline, ...] | None = None
    cases: tuple[Case, ...] | None = None
    assessments: tuple[Assessment, ...] | None = None
    consultation_held: Flag | None = None
    opinions: tuple[Opinion, ...] | None = None
    documents: tuple[Paper, ...] | None = None
    movement: Movement | None = None


class Evidence(Proof):
    """What rules may ask about: the papers, and what councils and clusters have recorded since.

    Attributes:
        award_year: the year whose achievements are rewarded.
        answers: what a named body answered to a question that no rule can decide, by question id.
    """

    award_year: Whole
    unit_council: Ballot | None = None
    cluster: Standing | None = None
    province_council: Ballot | None = None
    answers: dict[str, Flag] = {}


class Nomination(Closed):
    """What a unit proposes: this nominee for this award, with this evidence.

    Attributes:
        award: the code of the award, such as `CSTDCS`.
        unit: the unit that nominates.
    """

    award: Words
    unit: Words
    nominee: Nominee
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Dossier:
    """A nomination on its way.

    Attributes:
        id: the stream of its events; random, so that it cannot be guessed.
        number: the number that people use.
        nomination: what was proposed, with everything that acts have added since.
        state: where it is, a state of its definition.
        sender: the state that returned or suspended it; None elsewhere.
        received_on: the day of its first receipt, which chooses the law (ADR 0017).
        definition: digest of the workflow file that it follows.
        done_by: for each act the ids of the persons who did it.
        decided_as: the role that approved it; None before.
        n: the number of its events.
        head: leaf hash of the last of them, in hexadecimal.
    """

    id: str
    number: str
    nomination: Nomination
    state: str
    sender: str | None
    received_on: date | None
    definition: str
    decided_as: str | None
    n: int
    head: str
    done_by: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def evidence(self) -> Evidence:
        """The evidence so far."""
        return self.nomination.evidence
