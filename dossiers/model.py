"""What a dossier is: a nominee, the award asked for, the evidence so far, and where it stands.

What comes in from outside (a nomination, the evidence in it) is a closed model, so that nothing
unknown gets in; what the engine itself keeps beside it is a plain frozen record.

A list that is None was not sent: nobody knows what would be in it.  An empty list was sent, and
says that there is nothing.  The difference decides between "not known" and "no" (ADR 0005).

    >>> Evidence(award_year=2024).discipline is None
    True
    >>> Evidence(award_year=2024, discipline=[]).discipline
    ()

Invariants:

* every value is frozen; an act makes a new dossier and never alters one;
* words that rules compare are options of the vocabulary, and nothing else is accepted;
* names are kept in composed Unicode (NFC), so that equal names have equal bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from dossiers.ballots import Ballot
from dossiers.choices import one_of
from dossiers.circumstances import Circumstances, Conflict, Movement, Paper, Place
from dossiers.course import Course
from texts.reading import Closed, Day, Flag, Name, Whole, Words, bounded

Year = Annotated[Whole, bounded(1945, 2200)]
"""A year; the first movements were launched after 1945."""

Months = Annotated[Whole, bounded(0, 12)]
"""Months of one year."""

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
        account: the id under which a nominee acts in this program, where there is one; whoever has
            it takes no part in the vote or the decision.

    >>> Nominee(kind="individual", name="Nguye\u0302\u0303n Văn Mẫu").name
    'Nguyễn Văn Mẫu'
    """

    kind: Annotated[str, one_of("nominee.kind")]
    name: Words
    position: Words | None = None
    direct_worker: Flag | None = None
    account: Words | None = None


class Rating(Closed):
    """The rating of one year: what grade, and by which decision.

    Attributes:
        year: the year that was rated.
        grade: `HTXSNV`, `HTTNV`, `HTNV` or `KHTNV`, from excellent to not completed; None when the
            paper has not been seen.
        decision: the number of the decision.
    """

    year: Year
    grade: Annotated[str, one_of("ratings.grade")] | None = None
    decision: Words | None = None


class PriorTitle(Closed):
    """A title or commendation granted before, with what became of it.

    Attributes:
        code: the award, such as `CSTDCS`.
        year: the award year for which it was granted, not that of the decision.
        status: `valid`, `revoked`, `restored` or `adjusted`; None when nobody has confirmed it.
        law: the key of the law under which it was granted.
        basis: on what a CSTĐCS was granted, which later awards ask for.
        given_for: for what a commendation was given; a sudden one is no basis for one of merit.
        granted_on: the day of the decision.
        decision: the number of the decision.
    """

    code: Annotated[str, one_of("titles.code")]
    year: Year
    status: Annotated[str, one_of("titles.status")] | None = None
    law: Annotated[str, one_of("titles.law")] | None = None
    basis: Annotated[str, one_of("titles.basis")] | None = None
    given_for: Annotated[str, one_of("titles.given_for")] | None = None
    granted_on: Day | None = None
    decision: Words | None = None


class Initiative(Closed):
    """An initiative, topic or combat ingenuity (Law 06/2022, 3(4)).

    Attributes:
        title: as the certificate gives it.
        kind: `initiative`, `topic` or `combat`.
        year: the year to which it is counted.
        reach: where its effect was recognised: `co_so`, `tinh` or `toan_quoc`.
        recognised_on: the day of the decision that recognised it.
        recognised_by: `unit_head`, `head_of_province` or `minister`.
        used_as: whether it has served as a standard before: `none`, `title` or `form`.
        decision: the number of that decision.
    """

    title: Words
    kind: Annotated[str, one_of("initiatives.kind")] = "initiative"
    year: Year | None = None
    reach: Annotated[str, one_of("initiatives.reach")] | None = None
    recognised_on: Day | None = None
    recognised_by: Annotated[str, one_of("initiatives.recognised_by")] | None = None
    used_as: Annotated[str, one_of("initiatives.used_as")] | None = None
    decision: Words | None = None


class Discipline(Closed):
    """A disciplinary measure, and until when it is served.

    Attributes:
        form: the measure, from `khien_trach` (reprimand) to `buoc_thoi_viec` (dismissal).
        year: the year of the decision that imposed it.
        serving_ends_on: the last day on which it is served; None when no paper says so.
        decision: the number of the decision.
    """

    form: Annotated[str, one_of("discipline.form")]
    year: Year | None = None
    serving_ends_on: Day | None = None
    decision: Words | None = None


class Case(Closed):
    """A complaint, denunciation, inspection, disciplinary case or press report under verification.

    While one is open the review of the nominee rests (Decree 152/2025/NĐ-CP, Article 4(4)).

    Attributes:
        kind: `complaint`, `denunciation`, `inspection`, `discipline` or `press`.
        opened_on: the day on which verification began.
        body: who verifies.
        outcome: `cleared` or `upheld`; None while it is open, for nobody knows the outcome yet.
        concluded_on: the day of the concluding document.
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
    """What a meeting found and minuted about spirit and unity: recorded, never computed.

    Attributes:
        standard: which of the standards was judged, such as `unity`.
        outcome: `meets` or `falls_short`; None when nobody has said.
        judged_by: the meeting.
        judged_on: the day of the meeting.
        minutes: where the finding is written down.
    """

    standard: Annotated[str, one_of("assessments.standard")]
    outcome: Annotated[str, one_of("assessments.outcome")] | None = None
    judged_by: Words | None = None
    judged_on: Day | None = None
    minutes: Words | None = None


class Opinion(Closed):
    """One reply to a consultation, with the stance that a person recorded for it.

    The stance is chosen by people; no program reads it out of the words (ADR 0006).

    Attributes:
        stance: what the reply says, chosen by the person who replied or by the clerk.
        received_on: the day on which the reply came in.
        alleges: what an objection says against the nominee.
        finding: what checking an objection found; None while it is being checked.
        conclusion: where that finding is written down.
    """

    stance: Annotated[str, one_of("opinions.stance")]
    received_on: Day | None = None
    alleges: Words | None = None
    finding: Annotated[str, one_of("opinions.finding")] | None = None
    conclusion: Words | None = None


class Standing(Closed):
    """The place of a unit in its cluster or block.

    Attributes:
        units: how many units the cluster ranks.
        rank: the place among them; 1 leads, which the flag asks for (Law 06/2022, 26(1)).
        points: the score in the cluster's own words, such as `981`; nothing is computed from it.
        organised_by: `province`, `ministry` or `central_council`.
    """

    units: Place
    rank: Place
    points: Words | None = None
    organised_by: Annotated[str, one_of("cluster.organised_by")] | None = None


class Proof(Circumstances):
    """Everything that papers may show; None means that nothing was sent about it.

    This is also what the act `amend` may bring.  What councils decide is no proof that a unit could
    send, and stands in `Evidence`.

    Attributes:
        service_months: months worked in the award year.
        ratings: the yearly ratings.
        titles: what was granted before.
        initiatives: initiatives, topics and ingenuity in combat.
        discipline: disciplinary measures, served ones among them.
        cases: cases, open and concluded.
        assessments: what meetings minuted.
        consultation_held: whether the public was asked.
        opinions: the replies, each with its stance; an empty list says that there is none.
        documents: the papers in the dossier.
        movement: the thematic movement, for a flag.
        collective_ratings: the yearly ratings of a collective.
    """

    service_months: Months | None = None
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
    collective_ratings: tuple[Rating, ...] | None = None


class Evidence(Proof):
    """What rules may ask about: the papers, and what councils and clusters have recorded since.

    Attributes:
        award_year: the year whose achievements are rewarded.
        unit_council: the vote of the unit's council; None before it voted.
        cluster: the ranking by the cluster; None before it ranked.
        province_council: the vote of the provincial council; None before it voted.
        answers: what a named body answered to a question that no rule can decide, by question id.
        conflicts: people who are near to the nominee, as somebody has recorded them.
    """

    award_year: Year
    unit_council: Ballot | None = None
    cluster: Standing | None = None
    province_council: Ballot | None = None
    answers: dict[Name, Flag] = {}
    conflicts: tuple[Conflict, ...] | None = None


class Nomination(Closed):
    """What a unit proposes: this nominee for this award, with this evidence.

    Attributes:
        award: the code of the award, such as `CSTDCS`.
        unit: the unit that nominates.
        nominee: who is proposed.
        evidence: what the papers show.

    >>> who = {"kind": "individual", "name": "Nguyễn Văn Mẫu"}
    >>> sent = {"award": "CSTDCS", "unit": "sct-bk", "nominee": who}
    >>> Nomination.model_validate({**sent, "evidence": {"award_year": "2024"}}).evidence.award_year
    2024
    """

    award: Words
    unit: Words
    nominee: Nominee
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Origin:
    """The act on another dossier that opened a linked one.

    Attributes:
        id: the stream of that dossier.
        number: its number.
        act: the act, as its workflow names it.
        n: the position of the event there.
        leaf: the leaf hash of that event, in hexadecimal.
    """

    id: str
    number: str
    act: str
    n: int
    leaf: str


@dataclass(frozen=True, slots=True)
class Erased:
    """That what a dossier was about has been erased.

    Attributes:
        on: the day.
        basis: the legal basis, as a person typed it; empty where no event tells.
        approved_by: the id of whoever approved it, likewise.
        n: the event that erased it; 0 where this log is older than the erasure and only the key is
            known to be destroyed.
    """

    on: date
    basis: str = ""
    approved_by: str = ""
    n: int = 0


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
        rules: digest of the rules that judged its first receipt and judge it since; None before.
        done_by: for each act the ids of the persons who did it.
        decided_as: the role that approved it; None before.
        n: the number of its events.
        head: leaf hash of the last of them, in hexadecimal.
        profile: the local profile under which it was proposed; None for the national rules alone.
        course: what it remembers of its way: ballots, tasks, milestones, terms, settings.
        origin: what opened it, when it is linked to another dossier; None for one that a unit
            proposed.
        opened: the numbers of the linked dossiers that acts on it have opened, in order.
        erased: that its content was erased; its nominee then has no name. None for most.
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
    rules: str | None = None
    done_by: Mapping[str, frozenset[str]] = field(default_factory=dict)
    profile: str | None = None
    course: Course = field(default_factory=Course)
    origin: Origin | None = None
    opened: tuple[str, ...] = ()
    erased: Erased | None = None

    @property
    def evidence(self) -> Evidence:
        """The evidence so far."""
        return self.nomination.evidence
