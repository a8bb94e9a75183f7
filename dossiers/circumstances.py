"""What a nomination says of circumstances: who somebody is, what was achieved, who the members are.

All of it may be absent, and is then not known; most awards ask only a part of it.  Who confirmed
what, when and by which paper stands beside it in `Confirmation`; no rule reads that, people do.

    >>> Circumstances(category="farmer", absences=[]).absences
    ()
    >>> Circumstances().members is None
    True
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import model_validator

from dossiers.choices import among, one_of
from texts import Text
from texts.reading import Closed, Day, Flag, Whole, Words, bounded, wrong

TOO_MANY_MEMBERS = Text(
    vi="số cá nhân ở mục '{field}' ({count}) lớn hơn tổng số cá nhân trong tập thể ({total})",
    en="more people under '{field}' ({count}) than members in the collective ({total})",
)
TOO_MANY_DAYS = Text(
    vi="từ {first} đến {last} không có {days} ngày làm việc",
    en="there are no {days} working days from {first} to {last}",
)
NOTHING_CONFIRMED = Text(
    vi="hãy nêu ít nhất một mục được xác nhận", en="name at least one part that is confirmed"
)

PARTS = (
    "absences", "achievement", "assessments", "cases", "category", "cluster_organised_by",
    "collective_discipline_from_warning", "collective_ratings", "consultation_held",
    "consultation_working_days", "deciding_unit", "discipline", "documents", "employed_months",
    "flag_eligible", "initiatives", "members", "months_at_old_unit", "movement", "notice",
    "opinions", "ratings", "service_months", "titles", "transfer", "years_of_existence",
)  # fmt: skip
"""The parts of the evidence that somebody can confirm, as a nomination file names them."""

RELATIONS = ("nominee", "relative")
"""How a person can be too near to the nominee, as the workflow names it."""

Span = Annotated[Whole, bounded(0, 1_000)]
"""Months or years of a working life, or of a unit."""

People = Annotated[Whole, bounded(0, 1_000_000)]
"""A number of members."""

Place = Annotated[Whole, bounded(1, 10_000)]
"""A place in a ranking, or the number of those ranked."""

Days = Annotated[Whole, bounded(0, 1_000)]
"""Working days of a public notice."""


class Absence(Closed):
    """Time away from work in the award year that a rule may count (Circular 01/2024/TT-BNV).

    Attributes:
        kind: `maternity`, `rescue_injury`, `training` or `other`.
        months: how many.
        rules_kept: for training, whether the rules of the school were kept.
        decision: the number of the decision that allowed it, or sent there.
    """

    kind: Annotated[str, one_of("absences.kind")]
    months: Span | None = None
    rules_kept: Flag | None = None
    decision: Words | None = None


class Achievement(Closed):
    """What a commendation is asked for (Law 06/2022, 8, 73 and 74).

    Attributes:
        kind: such as `merit`, `sudden` or `contribution`.
        influence: how far it reaches, as the competent level has confirmed it.
        title: what was achieved, in a sentence; no rule reads it.
        achieved_on: the day of a sudden achievement, a prize or a contribution.
    """

    kind: Annotated[str, one_of("achievement.kind")] | None = None
    influence: Annotated[str, one_of("achievement.influence")] | None = None
    title: Words | None = None
    achieved_on: Day | None = None


class Transfer(Closed):
    """A move from one unit to another in the award year; the new unit reviews.

    How many months were spent at the old unit stands in `months_at_old_unit`, its comment among the
    papers as `nhan_xet_don_vi_cu`.

    Attributes:
        old_unit: where the person worked before.
        moved_on: the first day at the new unit.
        decision: the number of the decision.
    """

    old_unit: Words
    moved_on: Day | None = None
    decision: Words | None = None


class Notice(Closed):
    """The public notice of the list of nominees (Law 06/2022, 84(5)), as it was really held.

    People count the working days, for the program knows no public holidays; it refuses more of them
    than there were days.

    Attributes:
        published_on: the first day.
        until: the last day.
        working_days: how many working days that were, before the council met.
        where: the newspaper, site or board.
        replies: how many replies the summary counts; 0 says that there was none.
        by: who confirms it.
        paper: the notice and the summary of the replies, by number.

    >>> held = {"published_on": "2026-03-02", "until": "2026-03-16", "working_days": "10"}
    >>> Notice.model_validate(held).working_days
    10
    >>> from pydantic import ValidationError
    >>> try:
    ...     Notice.model_validate({**held, "until": "2026-03-06"})
    ... except ValidationError as refused:
    ...     refused.errors()[0]["ctx"]["en"]
    'there are no 10 working days from 02/03/2026 to 06/03/2026'
    """

    published_on: Day
    until: Day
    working_days: Days
    where: Words | None = None
    replies: People | None = None
    by: Words | None = None
    paper: Words | None = None

    @model_validator(mode="after")
    def _long_enough(self) -> Self:
        """Refuse a notice with more working days than days, one that ends first among them."""
        if self.working_days > max((self.until - self.published_on).days + 1, 0):
            first, last = (f"{day:%d/%m/%Y}" for day in (self.published_on, self.until))
            text = TOO_MANY_DAYS.fill(days=self.working_days, first=first, last=last)
            raise wrong("too-many-days", text)
        return self


class Paper(Closed):
    """A paper in the dossier.

    Attributes:
        kind: such as `to_trinh` (letter of proposal) or `bien_ban` (minutes).
        number: its number as printed on it, such as `01/TTr-SCT`.
        issued_by: who signed it, such as the old unit for its comment.
        issued_on: its day.
    """

    kind: Annotated[str, one_of("documents.kind")]
    number: Words | None = None
    issued_by: Words | None = None
    issued_on: Day | None = None


class Confirmation(Closed):
    """Who confirmed some parts of the evidence, when, and by which paper.

    Attributes:
        of: the parts, by the names that the nomination file gives them.
        by: the body or person who confirms.
        on: the day of the paper.
        paper: its number.

    >>> Confirmation(of=["members"], by="Phòng Tổ chức", on="2026-01-05", paper="02/XN").of
    ('members',)
    """

    of: tuple[Annotated[str, among(PARTS)], ...]
    by: Words
    on: Day
    paper: Words

    @model_validator(mode="after")
    def _of_something(self) -> Self:
        """Refuse a confirmation of nothing."""
        if not self.of:
            raise wrong("nothing-confirmed", NOTHING_CONFIRMED)
        return self


class Conflict(Closed):
    """Somebody who is too near to the nominee to vote or to decide.

    Attributes:
        person: the id under which that person acts.
        relation: `nominee` or `relative`.
        paper: where it is written down.
    """

    person: Words
    relation: Annotated[str, among(RELATIONS)] = "relative"
    paper: Words | None = None


class Members(Closed):
    """The members of a collective, counted for the award year (Law 06/2022, 27 and 28).

    Attributes:
        total: all of them.
        ldtt: those who are Advanced Workers.
        cstdcs: those who are Emulation Fighters at base level.
        completed_tasks: those who completed their tasks or did better.
        newcomers: those recruited less than six months ago.

    >>> Members(total=10, ldtt=7).cstdcs is None
    True
    """

    total: People
    ldtt: People | None = None
    cstdcs: People | None = None
    completed_tasks: People | None = None
    newcomers: People | None = None

    @model_validator(mode="after")
    def _no_more_than_all(self) -> Self:
        """Refuse a part that is larger than the whole."""
        for field in ("ldtt", "cstdcs", "completed_tasks", "newcomers"):
            count = getattr(self, field)
            if count is not None and count > self.total:
                text = TOO_MANY_MEMBERS.fill(field=field, count=count, total=self.total)
                raise wrong("too-many-members", text)
        return self


class Movement(Closed):
    """The thematic movement at whose final review a flag is asked for (Law 06/2022, 26(2)).

    Attributes:
        name: its title.
        launched_by: `unit`, `province`, `ministry` or `prime_minister`.
        years: how many years it has run.
        final_review: whether the flag is asked for at its final review; False says that no movement
            is the ground of the proposal.
        rank: the place reached in it.
    """

    name: Words | None = None
    launched_by: Annotated[str, one_of("movement.launched_by")] | None = None
    years: Annotated[Whole, bounded(0, 200)] | None = None
    final_review: Flag | None = None
    rank: Place | None = None


class Circumstances(Closed):
    """What rules may ask beside merit and conduct; None means that nothing was sent about it.

    Attributes:
        category: the group of a person, such as `official` or `farmer`.
        deciding_unit: what kind of unit its head decides for, such as `agency` or `commune` (Law
            06/2022, Article 80; Decree 129/2025/NĐ-CP, Article 59).
        employed_months: months from recruitment to the review.
        absences: time away in the award year; an empty list says that there was none.
        months_at_old_unit: months at another unit in the award year; 0 without a transfer.
        achievement: what a commendation is asked for.
        consultation_working_days: how long the list was public before the council met.
        members: the members of a collective.
        collective_discipline_from_warning: members disciplined with a warning or more in the year.
        years_of_existence: since when a unit exists, in whole years.
        flag_eligible: whether a unit is of those who can be given a flag.
        cluster_organised_by: who organises the cluster of a unit, where that matters before the
            cluster has ranked it; what the cluster records counts before it.
        transfer: from where and when somebody moved.
        notice: the public notice as it was held; it counts before the two fields on consultation.
        confirmations: who confirmed which parts.
    """

    category: Annotated[str, one_of("nominee.category")] | None = None
    deciding_unit: Annotated[str, one_of("deciding_unit")] | None = None
    employed_months: Span | None = None
    absences: tuple[Absence, ...] | None = None
    months_at_old_unit: Span | None = None
    achievement: Achievement | None = None
    consultation_working_days: Days | None = None
    members: Members | None = None
    collective_discipline_from_warning: People | None = None
    years_of_existence: Span | None = None
    flag_eligible: Flag | None = None
    cluster_organised_by: Annotated[str, one_of("cluster.organised_by")] | None = None
    transfer: Transfer | None = None
    notice: Notice | None = None
    confirmations: tuple[Confirmation, ...] | None = None


UNPROVEN_ALONE = frozenset(Circumstances.model_fields) & frozenset(PARTS) - {
    "consultation_working_days",
    "notice",
    "transfer",
}
"""The circumstances that are only a claim until somebody confirms them."""


def unconfirmed(evidence: Circumstances) -> tuple[str, ...]:
    """The circumstances that were sent and that nobody has confirmed, in alphabetical order.

    >>> unconfirmed(Circumstances(category="farmer", flag_eligible=False))
    ('category', 'flag_eligible')
    """
    confirmed = {part for one in evidence.confirmations or () for part in one.of}
    sent = {name for name in UNPROVEN_ALONE if getattr(evidence, name) is not None}
    return tuple(sorted(sent - confirmed))


def still_confirmed(
    confirmations: Iterable[Confirmation], changed: frozenset[str]
) -> tuple[Confirmation, ...]:
    """What confirmations are worth after some parts were replaced: those no longer vouch for them.

    Args:
        confirmations: as they stood.
        changed: the parts that were sent anew.

    >>> old = Confirmation(of=("members", "category"), by="P. TC", on="2026-01-05", paper="02/XN")
    >>> still_confirmed((old,), frozenset({"members"}))[0].of
    ('category',)
    >>> still_confirmed((old,), frozenset({"members", "category"}))
    ()
    """
    left = ((one, tuple(part for part in one.of if part not in changed)) for one in confirmations)
    return tuple(one.model_copy(update={"of": of}) for one, of in left if of)
