"""What a nomination says of circumstances: who somebody is, what was achieved, who the members are.

All of it may be absent, and is then not known; most awards ask only a part of it.

    >>> Circumstances(category="farmer", absences=[]).absences
    ()
    >>> Circumstances().members is None
    True
"""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import model_validator

from dossiers.choices import one_of
from texts import Text
from texts.reading import Closed, Flag, Whole, Words, bounded, wrong

TOO_MANY_MEMBERS = Text(
    vi="số cá nhân ở mục '{field}' ({count}) lớn hơn tổng số cá nhân trong tập thể ({total})",
    en="more people under '{field}' ({count}) than members in the collective ({total})",
)

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
    """

    kind: Annotated[str, one_of("absences.kind")]
    months: Span | None = None
    rules_kept: Flag | None = None


class Achievement(Closed):
    """What a commendation is asked for (Law 06/2022, 8, 73 and 74).

    Attributes:
        kind: such as `merit`, `sudden` or `contribution`.
        influence: how far it reaches, as the competent level has confirmed it.
    """

    kind: Annotated[str, one_of("achievement.kind")] | None = None
    influence: Annotated[str, one_of("achievement.influence")] | None = None


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
        employed_months: months from recruitment to the review.
        absences: time away in the award year; an empty list says that there was none.
        months_at_old_unit: months at another unit in the award year; 0 without a transfer.
        achievement: what a commendation is asked for.
        consultation_working_days: how long the list was public before the council met.
        members: the members of a collective.
        collective_discipline_from_warning: members disciplined with a warning or more in the year.
        years_of_existence: since when a unit exists, in whole years.
        flag_eligible: whether a unit is of those who can be given a flag.
    """

    category: Annotated[str, one_of("nominee.category")] | None = None
    employed_months: Span | None = None
    absences: tuple[Absence, ...] | None = None
    months_at_old_unit: Span | None = None
    achievement: Achievement | None = None
    consultation_working_days: Days | None = None
    members: Members | None = None
    collective_discipline_from_warning: People | None = None
    years_of_existence: Span | None = None
    flag_eligible: Flag | None = None
