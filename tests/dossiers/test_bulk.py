"""An act on many dossiers does just what was looked at, once, and tells everything it could not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.asking import read_query
from dossiers.errors import PlanError, PlanStaleError
from dossiers.findings.walking import Step, Walk
from dossiers.manifests import manifests, stream_of_plans
from dossiers.one_walk import whole
from dossiers.proofs import checked
from dossiers.replay import rebuilt_rows, replay
from dossiers.states import replay_states
from dossiers.store import Store
from dossiers.store.seeking import Order
from dossiers.use_cases import perform
from dossiers.use_cases.bulk import (
    Applied,
    Asked,
    Held,
    Plan,
    _closed,
    apply,
    preview,
    read_plan,
)
from dossiers.use_cases.finding import all_found
from dossiers.verification import verify
from ledger import Actor
from tests.dossiers.building import RECEIVED, a_nomination, acting, proposed

AT = datetime(2024, 12, 3, 2, tzinfo=UTC)
CLERK = Actor("unit_clerk", "unit_clerk", "sct-bk")
SUBMIT = Asked("state:draft", "submit", CLERK, RECEIVED)
LACKING: Mapping[str, object] = {"documents": []}


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """Four drafts; the papers of the fourth are missing."""
    with Store.open(database) as opened:
        for at in range(3):
            proposed(opened, a_nomination(name=f"Người {at}"), number=f"D-{at}")
        proposed(opened, a_nomination(name="Người 3", changes=LACKING), number="D-3")
        yield opened


def planned(store: Store, asked: Asked = SUBMIT) -> Plan:
    query = read_query(asked.query, on=RECEIVED)
    return preview(store, all_found(store, query, Order.NUMBER), asked, at=AT)


def states(store: Store) -> dict[str, str]:
    found = all_found(store, read_query("", on=RECEIVED), Order.NUMBER)
    return {one.number: one.state for one in found}


def test_a_preview_says_what_would_be_done_and_groups_what_is_in_the_way(store: Store) -> None:
    before = [one.leaf for one in store.events()]

    plan = planned(store)

    assert [(one.number, one.target) for one in plan.items] == [
        (f"D-{at}", "council_review") for at in range(3)
    ]
    (held,) = plan.held
    assert held.numbers == ("D-3",)
    assert held.reasons
    assert [one.leaf for one in store.events()] == before


def test_a_plan_is_applied_once_however_often_it_is_asked(store: Store) -> None:
    plan = planned(store)
    counted: list[tuple[int, int]] = []

    first = apply(store, plan, at=AT, told=lambda through, of: counted.append((through, of)))
    events = [one.leaf for one in store.events()]
    again = apply(store, plan, at=AT)

    assert counted == [(1, 3), (2, 3), (3, 3)]
    assert states(store) == {
        "D-0": "council_review",
        "D-1": "council_review",
        "D-2": "council_review",
        "D-3": "draft",
    }
    assert [one.leaf for one in store.events()] == events
    assert [one.repeated for one in again.done] == [True] * 3
    assert replace(again, done=tuple(replace(one, repeated=False) for one in again.done)) == first


def test_a_plan_that_was_overtaken_is_refused_whole(store: Store) -> None:
    plan = planned(store)
    perform(store, acting("submit", "unit_clerk", number="D-1"))
    before = states(store)

    with pytest.raises(PlanStaleError) as told:
        apply(store, plan, at=AT)

    assert told.value.numbers == ("D-1",)
    assert states(store) == before


def test_after_a_stop_the_same_plan_goes_on(store: Store) -> None:
    plan = planned(store)

    def stop(through: int, _of: int) -> None:
        if through == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        apply(store, plan, at=AT, told=stop)
    assert [one.n for one in store.events()] == [1, 1, 1, 1, 2, 2]
    assert list(manifests(store)) == []

    applied = apply(store, plan, at=AT)

    assert [one.repeated for one in applied.done] == [True, True, False]
    assert applied.refused == ()


def test_what_changes_while_a_plan_is_applied_is_told_and_holds_nobody_back(store: Store) -> None:
    plan = planned(store)

    def meanwhile(through: int, _of: int) -> None:
        if through == 1:
            perform(store, acting("withdraw", "unit_clerk", number="D-1", reason="thử"))

    applied = apply(store, plan, at=AT, told=meanwhile)

    assert isinstance(applied, Applied)
    assert [one.number for one in applied.done] == ["D-0", "D-2"]
    ((number, why),) = applied.refused
    assert number == "D-1"
    assert why.vi


def test_one_event_says_which_plan_was_applied_and_with_what(store: Store) -> None:
    plan = planned(store, replace(SUBMIT, query="state:draft -đường"))

    apply(store, plan, at=AT)
    apply(store, plan, at=AT)

    (one,) = manifests(store)
    assert (one.plan, one.query, one.act) == (plan.id, "state:draft -…", "submit")
    assert (one.by, one.role, one.on) == ("unit_clerk", "unit_clerk", "2024-12-02")
    assert (len(one.done), one.refused, one.held) == (3, 0, 1)
    found = {(it.stream, it.n) for it in store.events()}
    assert set(one.done) < found
    store.numbered.number()
    assert checked(store).findings == ()
    assert verify(store).problems == ()
    assert verify(store).streams == 5  # four dossiers, and that of plans
    quick = whole(store)
    assert (quick is None) != store.reads_side_by_side
    assert quick is None or quick.streams.streams == 5
    assert replay_states(store).astray == ()
    assert [it.equal for it in replay(store)] == [True] * 4
    assert len(rebuilt_rows(store)) == 4
    assert isinstance(list(Walk(store.document).steps(store.events()))[-1], Step)


def test_plans_stand_one_behind_the_other_in_a_stream_of_their_own(store: Store) -> None:
    apply(store, planned(store), at=AT)
    apply(store, planned(store, replace(SUBMIT, query="state:council_review")), at=AT)

    assert [(one.n, len(one.done)) for one in manifests(store)] == [(1, 3), (2, 0)]
    assert verify(store).problems == ()


def test_two_who_apply_a_plan_at_once_record_it_once(store: Store, database: str) -> None:
    plan = planned(store)

    def applied(_: int) -> Applied:
        with Store.open(database) as own:
            return apply(own, plan, at=AT)

    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(applied, range(2)))

    assert len(list(manifests(store))) == 1
    (one,) = manifests(store)
    assert len(one.done) + one.refused == 3
    assert {len(it.done) + len(it.refused) for it in found} == {3}
    assert states(store) | {"D-3": "draft"} == states(store)
    assert verify(store).problems == ()


def test_what_could_not_be_done_stays_so_when_a_plan_is_applied_again(store: Store) -> None:
    plan = planned(store)

    def meanwhile(through: int, _of: int) -> None:
        if through == 1:
            perform(store, acting("withdraw", "unit_clerk", number="D-1", reason="thử"))

    first = apply(store, plan, at=AT, told=meanwhile)
    again = apply(store, plan, at=AT)

    assert again.refused == first.refused
    assert [one.number for one in again.done] == ["D-0", "D-2"]


def test_a_manifest_that_names_what_its_plan_did_not_do_is_a_problem(store: Store) -> None:
    plan = planned(store)
    done = perform(store, acting("submit", "unit_clerk", number="D-1"))
    claimed = Applied((done,), ())

    _closed(store, plan, claimed, AT)

    (problem,) = verify(store).problems
    store.numbered.number()
    assert whole(store) is None
    assert problem.stream == stream_of_plans(store.log)
    assert plan.id in problem.text.vi


def test_a_plan_comes_back_from_its_file_as_it_was(store: Store) -> None:
    plan = planned(store)

    assert read_plan(plan.body()) == plan


def test_no_letter_of_a_plan_may_be_changed(store: Store) -> None:
    body = planned(store).body()

    for at in range(0, len(body) - 1, 3):
        edited = bytearray(body)
        edited[at] ^= 1
        with pytest.raises(PlanError):
            read_plan(bytes(edited))


def test_the_plan_of_another_log_is_refused(store: Store) -> None:
    plan = replace(planned(store), log="0" * 32)

    with pytest.raises(PlanError):
        apply(store, read_plan(plan.body()), at=AT)


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_any_file_is_a_plan_or_refused(body: bytes) -> None:
    with pytest.raises(PlanError):
        read_plan(body)


def test_groups_are_as_large_as_they_can_be(store: Store) -> None:
    for at in range(4, 7):
        proposed(store, a_nomination(name=f"Người {at}", changes=LACKING), number=f"D-{at}")

    held = planned(store).held

    assert [one.numbers for one in held] == [("D-3", "D-4", "D-5", "D-6")]
    assert all(isinstance(one, Held) for one in held)
