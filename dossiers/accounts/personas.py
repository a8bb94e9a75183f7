"""The people of the example season, as whom anybody may sign in by one click; only there.

What makes a database one of the example is no mark that somebody could set: the very first event of
its log says that a season told its moment, and the plan that is kept is the one that is shipped.
A database with anything real in it begins otherwise, and nothing can be put in before its first
event.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime

from dossiers.accounts.changing import Change, added, granted
from dossiers.accounts.errors import AccountNotFoundError, NotDemoError
from dossiers.accounts.finding import account_of, found_account
from dossiers.accounts.sessions import Session, begun
from dossiers.people import Account, Grant
from dossiers.seasons import read_season, shipped_season
from dossiers.seasons.playing import TOLD
from dossiers.store import Store
from ledger import EventBytesError, canonical, read_event
from texts import Text

SINCE = date(2024, 1, 1)
KEEPER = "tdkt-demo"
"""Who is on record as having added the personas: the program, by nobody's name."""

BK = "sct-bk"


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody of the example; every one of them is fictional.

    Attributes:
        id: of the account, as the stories of the season name the person.
        name: of the person.
        grants: the roles, each for a unit, or for all.
        text: what this persona is for.
    """

    id: str
    name: str
    grants: tuple[tuple[str, str | None], ...]
    text: Text


PERSONAS = (
    Persona(
        "clerk-bk",
        "Trần Thị Ví Dụ Văn Thư",
        (("unit_clerk", BK),),
        Text(vi="Cán bộ thi đua của đơn vị", en="Award clerk of the unit"),
    ),
    Persona(
        "secretary-bk",
        "Lê Văn Ví Dụ Thư Ký",
        (("council_secretary", BK),),
        Text(vi="Thư ký Hội đồng cơ sở", en="Secretary of the unit's council"),
    ),
    Persona(
        "member-bk",
        "Phạm Thị Ví Dụ Ủy Viên",
        (("council_member", BK),),
        Text(vi="Ủy viên Hội đồng", en="Member of the council"),
    ),
    Persona(
        "head-bk",
        "Hoàng Văn Ví Dụ Thủ Trưởng",
        (("unit_head", BK), ("council_member", BK)),
        Text(
            vi="Thủ trưởng đơn vị, Chủ tịch Hội đồng cơ sở",
            en="Head of the unit, in the chair of its council",
        ),
    ),
    Persona(
        "secretary-tinh-bk",
        "Vũ Thị Ví Dụ Tổng Hợp",
        (("provincial_secretary", None),),
        Text(vi="Thư ký Hội đồng tỉnh", en="Secretary of the provincial council"),
    ),
    Persona(
        "chair-tinh-bk",
        "Đặng Văn Ví Dụ Chủ Tịch",
        (("provincial_chair", None),),
        Text(vi="Chủ tịch Ủy ban nhân dân tỉnh", en="Chair of the provincial People's Committee"),
    ),
    Persona(
        "auditor",
        "Bùi Thị Ví Dụ Kiểm Tra",
        (("auditor", None),),
        Text(vi="Kiểm tra viên", en="Auditor"),
    ),
    Persona(
        "policy",
        "Ngô Văn Ví Dụ Chính Sách",
        (("policy", None), ("policy_author", None)),
        Text(vi="Cán bộ chính sách", en="Policy staff"),
    ),
    Persona(
        "admin-tinh-bk",
        "Mai Văn Ví Dụ Quản Trị",
        (("administrator", None),),
        Text(vi="Người quản lý tài khoản", en="Keeper of the accounts"),
    ),
)
"""Whom the example offers; the ids are those of its stories, where these have one."""


COUNCIL = tuple(
    (f"m{n:02}-bk", f"{name} Ví Dụ {nth}")
    for n, name, nth in (
        (3, "Bàn Thị", "Ủy Viên Ba"),
        (4, "Chu Văn", "Ủy Viên Tư"),
        (5, "Đinh Thị", "Ủy Viên Năm"),
        (6, "Giang Văn", "Ủy Viên Sáu"),
        (7, "Hoàng Thị", "Ủy Viên Bảy"),
        (8, "Luân Văn", "Ủy Viên Tám"),
        (9, "Mông Thị", "Ủy Viên Chín"),
        (10, "Sầm Văn", "Ủy Viên Mười"),
    )
)
"""The other members of the unit's council, by account; nobody signs in as one of them."""


def is_demo(store: Store) -> bool:
    """Whether a database was made by the example season, and by nothing before it.

    Raises:
        dossiers.errors.HistoryError: the plan that it keeps is lost.
        dossiers.errors.StoreError: it cannot be read.
    """
    with closing(store.events()) as events:  # type: ignore[type-var]  # they come from a generator
        first = next(iter(events), None)
    if first is None:
        return False
    try:
        told = read_event(first.body).quality == TOLD
    except EventBytesError:
        return False
    plan = read_season(shipped_season()).plan
    return told and store.season(plan.id) == canonical(plan.model_dump(mode="json"))


def demo_personas(store: Store) -> tuple[Account, ...]:
    """The accounts of the personas; they are made where they are missing.

    Raises:
        NotDemoError: the database is none of the example.
        dossiers.errors.StoreError: nothing could be written.
    """
    _check(store)
    *_, last = store.events()
    at = read_event(last.body).at
    return tuple(_made(store, one, at) for one in PERSONAS)


def demo_council(store: Store) -> tuple[Account, ...]:
    """The accounts of the members whom no persona stands for, so that ballots tell their names.

    Raises:
        NotDemoError: the database is none of the example.
        dossiers.errors.StoreError: nothing could be written.
    """
    _check(store)
    *_, last = store.events()
    at = read_event(last.body).at
    seats = (("council_member", BK),)
    text = Text(vi="Ủy viên Hội đồng", en="Member of the council")
    return tuple(_made(store, Persona(id_, name, seats, text), at) for id_, name in COUNCIL)


def signed_in_as(store: Store, persona: str, *, at: datetime) -> Session:
    """Sign in as a persona, by nothing but its id.

    Raises:
        NotDemoError: the database is none of the example.
        AccountNotFoundError: there is no such persona.
        dossiers.errors.StoreError: nothing could be written.
    """
    _check(store)
    known = tuple(one.id for one in PERSONAS)
    if persona not in known:
        raise AccountNotFoundError(persona, known)
    return begun(store, account_of(store, persona), at=at)


def _check(store: Store) -> None:
    """That the database was made by the example.

    Raises:
        NotDemoError: it was not.
    """
    if not is_demo(store):
        raise NotDemoError(store.place)


def _made(store: Store, persona: Persona, at: datetime) -> Account:
    """The account of a persona, with its roles."""
    found = found_account(store, persona.id)
    change = Change(by=KEEPER, on=SINCE, at=at, key=f"persona/{persona.id}")
    if found is None:
        found = added(store, change, account=persona.id, name=persona.name)
    for at_ in range(len(found.grants), len(persona.grants)):
        role, unit = persona.grants[at_]
        given = Change(by=KEEPER, on=SINCE, at=at, key=f"persona/{persona.id}/{at_}")
        grant = Grant(role, unit, SINCE)
        found = granted(store, given, account=persona.id, grant=grant)
    return found
