"""Whoever is waited for finds the dossier on their list; whoever is not finds it beside that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from dossiers.asking import read_query
from dossiers.cuts import Cut
from dossiers.past import Past
from dossiers.scope import Scope
from dossiers.store import Store
from dossiers.store.seeking import Order
from dossiers.use_cases.finding import CursorError, all_found
from dossiers.use_cases.looking import listed
from dossiers.use_cases.matching import found_by
from dossiers.use_cases.worklist import Line, Office, Part, Seat, worklist
from tests.dossiers.building import a_nomination, done, proposed

ON = date(2024, 12, 5)
OURS = Scope(frozenset({"so-cong-thuong"}))
SECRETARY = Seat("thu-ky", (Office("council_secretary", OURS),))
HEAD = Seat("head-bk", (Office("unit_head", OURS),))
VOTE: Mapping[str, object] = {"members": 15, "approvals": 14}
MEMBERS = ("an", "binh", "chi")


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store.open(database) as opened:
        yield opened


def submitted(store: Store, number: str) -> None:
    proposed(store, a_nomination(name=f"Người {number}"), number=number)
    done(store, "submit", "unit_clerk", number=number)


def lines(store: Store, seat: Seat, part: Part = Part.MINE) -> tuple[Line, ...]:
    return worklist(store, seat, on=ON, part=part).lines


def waits(store: Store, number: str) -> frozenset[str]:
    return found_by(store, next(one for one in listed(store) if one.number == number)).duties


def asked(store: Store, query: str, order: Order) -> list[str]:
    return [one.number for one in all_found(store, read_query(query, on=ON), order)]


def test_a_dossier_waits_for_who_can_bring_it_on_and_not_for_who_could_end_it(store: Store) -> None:
    proposed(store, a_nomination(), number="D-1")
    assert waits(store, "D-1") == {"unit_clerk"}
    done(store, "submit", "unit_clerk", number="D-1")
    assert waits(store, "D-1") == {"council_secretary"}
    done(store, "record_vote", "council_secretary", details=VOTE, number="D-1")
    assert waits(store, "D-1") == {"unit_head"}
    done(store, "advance", "unit_head", by="deputy-1", number="D-1")
    assert waits(store, "D-1") == {"unit_head"}
    done(store, "approve", "unit_head", number="D-1")
    assert waits(store, "D-1") == {"provincial_secretary", "unit_clerk"}


def test_an_open_ballot_waits_for_the_members_who_have_not_voted(store: Store) -> None:
    submitted(store, "D-1")
    opened = {"members": ",".join(MEMBERS), "chair": "an"}
    done(store, "open_ballot", "council_secretary", details=opened, number="D-1")
    assert waits(store, "D-1") == {"council_member", "@an", "@binh", "@chi"}

    done(store, "cast_vote", "council_member", by="an", details={"choice": "for"}, number="D-1")

    member = Seat("binh", (Office("council_member", OURS),))
    (line,) = lines(store, member)
    assert [one.act for one in line.onward] == ["cast_vote", "stand_aside"]
    assert line.members == ("binh", "chi")
    assert lines(store, Seat("an", member.offices)) == ()
    (theirs,) = lines(store, Seat("an", member.offices), Part.OTHERS)
    assert theirs.onward == ()
    assert asked(store, "member:binh", Order.DUE) == ["D-1"]
    assert asked(store, "uy-vien:an", Order.NUMBER) == []


def test_the_secretary_is_waited_for_when_no_vote_can_change_the_result(store: Store) -> None:
    submitted(store, "D-1")
    opened = {"members": ",".join(MEMBERS), "chair": "an"}
    done(store, "open_ballot", "council_secretary", details=opened, number="D-1")
    for one in ("an", "binh"):
        done(
            store,
            "cast_vote",
            "council_member",
            by=one,
            details={"choice": "against"},
            number="D-1",
        )

    assert waits(store, "D-1") == {"council_member", "@chi", "council_secretary"}


def test_a_list_has_what_waits_for_one_and_beside_it_what_waits_for_others(store: Store) -> None:
    submitted(store, "D-1")
    proposed(store, a_nomination(name="Người hai"), number="D-2")
    proposed(
        store, a_nomination(name="Người ba").model_copy(update={"unit": "snv-bk"}), number="D-3"
    )

    assert [one.number for one in lines(store, SECRETARY)] == ["D-1"]
    assert [one.number for one in lines(store, SECRETARY, Part.OTHERS)] == ["D-2"]
    assert [one.number for one in lines(store, HEAD)] == []
    assert [one.number for one in lines(store, HEAD, Part.OTHERS)] == ["D-1", "D-2"]
    (line,) = lines(store, SECRETARY)
    assert {"open_ballot", "record_vote"} <= {one.act for one in line.onward}
    assert "return_for_supplement" in {one.act for one in line.acts} - {
        one.act for one in line.onward
    }
    assert lines(store, Seat("nobody", ())) == lines(store, Seat("nobody", ()), Part.OTHERS) == ()


def test_whoever_did_what_keeps_one_from_an_act_sees_that_another_has_to_do_it(
    store: Store,
) -> None:
    submitted(store, "D-1")
    done(store, "record_vote", "council_secretary", details=VOTE, number="D-1")
    done(store, "advance", "unit_head", by="deputy-1", number="D-1")

    (line,) = lines(store, Seat("unit-clerk-1", (Office("unit_head", OURS),)))

    assert "approve" not in {one.act for one in line.acts}
    assert [role for role, _ in line.roles] == ["unit_head"]
    (other,) = lines(store, HEAD)
    assert [one.act for one in other.onward] == ["approve"]


def test_pages_follow_one_another_without_gap_or_repetition(store: Store) -> None:
    for at in range(7):
        submitted(store, f"D-{at}")
    wide = Seat(
        "x",
        tuple(
            Office("council_secretary", Scope(frozenset({one}))) for one in ("a", "so-cong-thuong")
        ),
    )

    found: list[str] = []
    after = None
    while True:
        page = worklist(store, wide, on=ON, after=after, most=3)
        found += [one.number for one in page.lines]
        after = page.following
        if after is None:
            break

    assert found == [f"D-{at}" for at in range(7)]
    with pytest.raises(CursorError):
        worklist(store, wide, on=ON, after="đâu")


def test_the_nearest_last_day_comes_first_and_is_told_in_working_days(season: str) -> None:
    seat = Seat("x", (Office("provincial_secretary"),))
    with Store.open(season) as store:
        found = worklist(store, seat, on=date(2025, 1, 7), most=50).lines

    with_day = [one for one in found if one.last is not None]
    assert with_day
    assert found[: len(with_day)] == tuple(with_day)
    days = [one.last.day for one in with_day if one.last is not None]
    assert all(one <= other for one, other in pairwise(days))
    told = {one.number: one.last.words.vi for one in with_day if one.last is not None}
    assert told["CSTDCS-2024-0001"] == "quá hạn 4 ngày làm việc"
    assert told["CSTDCS-2024-0008"] == "còn 3 ngày làm việc"


def test_queries_and_worklists_say_the_same_of_the_present_and_of_the_past(season: str) -> None:
    roles = ("unit_clerk", "council_secretary", "provincial_secretary", "unit_head")
    with Store.open(season) as store:
        past = Past(store, Cut(datetime(2100, 1, 1, tzinfo=UTC)))
        every = listed(store)
        for role in roles:
            wanted = {one.number for one in every if role in found_by(store, one).duties}
            for order in (Order.DUE, Order.NUMBER):
                assert set(asked(store, f"waits:{role}", order)) == wanted
            seat = Seat("x", (Office(role),))
            page = worklist(store, seat, on=ON, most=200)
            assert {one.number for one in page.lines} == wanted
            assert worklist(past, seat, on=ON, most=200) == page
            others = worklist(store, seat, on=ON, part=Part.OTHERS, most=200)
            assert not wanted & {one.number for one in others.lines}


def test_what_is_entered_follows_from_the_record(season: str) -> None:
    with Store.open(season) as store:
        before = [(one.number, found_by(store, one).duties) for one in listed(store)]
        by_role = {role: asked(store, f"waits:{role}", Order.DUE) for role in ("unit_clerk",)}
        store.enter(lambda: [found_by(store, one) for one in listed(store)])
        assert {role: asked(store, f"waits:{role}", Order.DUE) for role in by_role} == by_role
        assert [(one.number, found_by(store, one).duties) for one in listed(store)] == before
