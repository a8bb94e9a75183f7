"""Standing in for somebody: which roles, on whose dossiers, on which days; and what waits there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from dossiers.accounts import (
    Account,
    Capacity,
    account_of,
    capacities,
    deed_of,
    disabled,
    noted_reading,
    readings_of,
    scope_of,
    seat_on,
    stand_ins,
)
from dossiers.errors import TransitionRefusedError
from dossiers.scope import EVERYTHING
from dossiers.store import Store
from dossiers.use_cases import perform
from dossiers.use_cases.commands import Acting
from dossiers.use_cases.worklist import Part, worklist
from tests.dossiers.accounting import an_account, change, held
from tests.dossiers.building import NUMBER, a_key, a_nomination, done, moment, proposed
from tests.dossiers.mandating import mandated, withdrawn

ON = date(2024, 12, 12)
HERE, THERE = "so-cong-thuong", "so-noi-vu"
VOTE = {"members": 15, "approvals": 14}


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store.open(database) as opened:
        an_account(opened, "head-1", held("unit_head", HERE))
        an_account(opened, "chair-1", held("provincial_secretary", None))
        an_account(opened, "deputy-1", called="Lê Thị Ví Dụ")
        yield opened


def deputy(store: Store) -> Account:
    return account_of(store, "deputy-1")


def waiting(store: Store, *, clerk: str = "clerk-9") -> None:
    """A dossier that waits for the decision of the head."""
    proposed(store, a_nomination(), number=NUMBER)
    done(store, "submit", "unit_clerk", by=clerk)
    done(store, "record_vote", "council_secretary", details=VOTE)
    done(store, "advance", "unit_head", by="other-head")


def acts_of(store: Store, on: date = ON) -> dict[str, str]:
    """The acts on the list of the deputy that bring a dossier on, and for whom."""
    one = deputy(store)
    seat = seat_on(one, stand_ins(store, one, on=on), on)
    found = worklist(store, seat, on=on)
    return {act.act: act.stands_for for line in found.lines for act in line.onward}


def test_who_has_nothing_but_a_mandate_sees_what_it_reaches_on_its_days(store: Store) -> None:
    mandated(store, "head-1", "deputy-1", first=ON, last=ON)

    (found,) = stand_ins(store, deputy(store), on=ON)

    assert (found.giver.id, found.role, found.scope.units) == (
        "head-1",
        "unit_head",
        frozenset({HERE}),
    )
    assert scope_of(store, deputy(store), on=ON) == found.scope
    for other in (date(2024, 12, 11), date(2024, 12, 13)):
        assert scope_of(store, deputy(store), on=other).units == frozenset()


def test_a_mandate_for_one_unit_shows_that_unit_alone(store: Store) -> None:
    mandated(store, "chair-1", "deputy-1", role="provincial_secretary", unit=THERE)

    assert scope_of(store, account_of(store, "chair-1"), on=ON) == EVERYTHING
    assert scope_of(store, deputy(store), on=ON).units == frozenset({THERE})


def test_a_mandate_for_every_unit_shows_no_more_than_the_role_does(store: Store) -> None:
    mandated(store, "head-1", "deputy-1")
    assert scope_of(store, deputy(store), on=ON).units == frozenset({HERE})

    mandated(store, "chair-1", "deputy-1", role="provincial_secretary")
    assert scope_of(store, deputy(store), on=ON) == EVERYTHING


def test_a_mandate_for_a_unit_that_the_role_does_not_have_gives_nothing(store: Store) -> None:
    mandated(store, "head-1", "deputy-1", unit=THERE)

    assert stand_ins(store, deputy(store), on=ON) == ()


def test_nobody_stands_in_by_a_mandate_that_was_withdrawn_or_of_who_lost_the_role(
    store: Store,
) -> None:
    given = mandated(store, "head-1", "deputy-1")
    mandated(store, "chair-1", "deputy-1", role="provincial_secretary")
    withdrawn(store, given.number, on=date(2024, 12, 10))
    assert [one.giver.id for one in stand_ins(store, deputy(store), on=ON)] == ["chair-1"]

    disabled(store, change(), account="chair-1")
    assert stand_ins(store, deputy(store), on=ON) == ()


def test_a_role_that_the_giver_does_not_hold_is_none_to_stand_in_for(store: Store) -> None:
    mandated(store, "head-1", "deputy-1", role="unit_clerk")
    mandated(store, "nobody-1", "deputy-1", role="unit_head")

    assert stand_ins(store, deputy(store), on=ON) == ()


def test_what_the_giver_could_do_stands_on_the_list_of_who_stands_in(store: Store) -> None:
    waiting(store)
    assert acts_of(store) == {}

    mandated(store, "head-1", "deputy-1")

    assert acts_of(store) == {"approve": "head-1"}
    assert acts_of(store, on=date(2025, 1, 1)) == {}


def test_what_two_people_have_to_do_is_on_no_list_of_one_of_them(store: Store) -> None:
    waiting(store, clerk="head-1")
    mandated(store, "head-1", "deputy-1")

    one = deputy(store)
    seat = seat_on(one, stand_ins(store, one, on=ON), ON)
    (line,) = worklist(store, seat, on=ON).lines

    assert "approve" not in {act.act for act in line.acts}


def test_a_vote_of_somebody_else_is_on_no_list(store: Store) -> None:
    an_account(store, "member-1", held("council_member", HERE))
    proposed(store, a_nomination(), number=NUMBER)
    done(store, "submit", "unit_clerk", by="clerk-9")
    opened = {"members": "member-1,binh,chi", "chair": "binh"}
    done(store, "open_ballot", "council_secretary", details=opened)
    mandated(store, "member-1", "deputy-1", role="council_member")

    assert acts_of(store) == {}
    one = deputy(store)
    seat = seat_on(one, stand_ins(store, one, on=ON), ON)
    others = worklist(store, seat, on=ON, part=Part.OTHERS).lines
    assert [line.members for line in others] == [("binh", "chi", "member-1")]


def test_what_they_read_is_on_record_in_the_role_that_they_stand_in_for(store: Store) -> None:
    waiting(store)
    mandated(store, "head-1", "deputy-1")

    assert noted_reading(store, deputy(store), NUMBER, at=moment(ON))

    (reading,) = readings_of(store, NUMBER)
    assert (reading.account, reading.role) == ("deputy-1", "unit_head")


@pytest.mark.parametrize(
    ("unit", "on"), [(HERE, ON), (THERE, ON), (HERE, date(2025, 1, 1))], ids=str
)
def test_the_page_and_the_act_agree_on_who_may(store: Store, unit: str, on: date) -> None:
    waiting(store)
    mandated(store, "head-1", "deputy-1", unit=unit)

    others = stand_ins(store, deputy(store), on=on)
    ways = capacities(deputy(store), others, deed_of("approve"), unit=HERE, on=on)

    found = ways if isinstance(ways, tuple) else ()
    assert [one.stands_for for one in found] == (["head-1"] if (unit, on) == (HERE, ON) else [])
    for way in found or (Capacity(deputy(store).actor("unit_head", HERE), "head-1"),):
        assert against_approving(store, way, on) == (set() if found else {"mandate"})


def against_approving(store: Store, way: Capacity, on: date) -> set[str]:
    """What kinds of things are in the way of approving the dossier in some capacity."""
    command = Acting(
        number=NUMBER,
        act="approve",
        by=way.by,
        on=on,
        at=moment(on),
        key=a_key(),
        stands_for=way.stands_for,
    )
    try:
        perform(store, command)
    except TransitionRefusedError as refused:
        return {one.kind for one in refused.refusal.blockers}
    return set()
