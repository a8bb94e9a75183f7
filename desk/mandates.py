"""The mandates of somebody, given or received, as their pages list them: with what each is worth.

A mandate that is on paper may still open nothing today; the list says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desk.asked import Asked
from desk.people import names_of
from dossiers.accounts import Account, Grant, days_text, role_text, stand_ins
from dossiers.mandates import Mandate
from dossiers.use_cases import mandates
from texts import Text
from texts.moments import shown_day

HOLDS = Text(vi="có hiệu lực", en="in force")
NOT_YET = Text(vi="chưa đến ngày", en="not yet")
OVER = Text(vi="đã hết hạn", en="over")
WITHDRAWN = Text(vi="đã rút từ {day}", en="withdrawn from {day} on")
NOT_HELD = Text(
    vi="không dùng được: hôm nay người ủy quyền không giữ vai trò này cho đơn vị đó",
    en="of no use: whoever gave it does not hold this role for that unit today",
)


@dataclass(frozen=True, slots=True)
class Line:
    """A mandate in a list.

    Attributes:
        number: of the mandate.
        role: the role that is delegated.
        giver: the name of whoever delegates it.
        taker: the name of whoever acts in it meanwhile.
        unit: the id of the unit on whose dossiers it holds; None for those of every unit.
        days: from when to when.
        paper: the document by which it was given, by number.
        today: what it is worth today.
        holds: whether it holds today.
    """

    number: str
    role: Text
    giver: str
    taker: str
    unit: str | None
    days: Text
    paper: str
    today: Text
    holds: bool


def mandates_of(asked: Asked, account: Account) -> tuple[Line, ...]:
    """The mandates that an account gave or received, by number, as they stand today.

    Args:
        asked: the request.
        account: whose.
    """
    store = asked.house.store
    found = mandates(store, account.id)
    people = (each for one in found for each in (one.draft.from_person, one.draft.to_person))
    names = names_of(asked, people)
    usable = {one.mandate for one in stand_ins(store, account, on=asked.today)}
    return tuple(_line(asked, account, one, names, usable) for one in found)


def _line(
    asked: Asked, account: Account, one: Mandate, names: Mapping[str, str], usable: set[str]
) -> Line:
    """One mandate."""
    draft = one.draft
    today = _today(asked, one)
    if today == HOLDS and draft.to_person == account.id and draft.number not in usable:
        today = NOT_HELD
    return Line(
        number=draft.number,
        role=role_text(draft.role),
        giver=names[draft.from_person],
        taker=names[draft.to_person],
        unit=draft.unit,
        days=days_text(Grant(draft.role, draft.unit, draft.first, draft.last)),
        paper=draft.paper,
        today=today,
        holds=today == HOLDS,
    )


def _today(asked: Asked, one: Mandate) -> Text:
    """What the days of a mandate and its withdrawal say of today."""
    draft = one.draft
    if one.withdrawn is not None and asked.today >= one.withdrawn:
        return WITHDRAWN.fill(day=shown_day(one.withdrawn))
    if asked.today < draft.first:
        return NOT_YET
    if asked.today > draft.last:
        return OVER
    return HOLDS
