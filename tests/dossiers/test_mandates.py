"""Who acts for somebody needs a mandate that holds; and no order of doing things gets around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import workflow
from dossiers import errors
from dossiers.documents import read_document
from dossiers.mandates import mandate_bytes, read_mandate
from dossiers.replay import rebuilt_rows, replay
from dossiers.store import Store
from dossiers.use_cases import dossier_of, mandates, perform
from dossiers.use_cases.standing_in import standing_of
from ledger import read_event
from tests.databases import changed, initialised
from tests.dossiers.building import NUMBER, a_nomination, acting, done, proposed
from tests.dossiers.mandating import mandated, withdrawn

DECIDED = date(2024, 12, 12)
DAY = timedelta(days=1)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store.open(database) as opened:
        yield opened


def waiting(store: Store, *, submitted_by: str = "clerk-9") -> None:
    """A dossier that waits for the head."""
    proposed(store, a_nomination())
    done(store, "submit", "unit_clerk", by=submitted_by)
    sheet = {"members": 15, "approvals": 13}
    done(store, "record_vote", "council_secretary", details=sheet, on=date(2024, 12, 9))
    done(store, "advance", "unit_head", by="head-2", on=date(2024, 12, 10))


def approving(store: Store, by: str, giver: str | None = None, on: date = DECIDED) -> list[str]:
    """What stands in the way of an approval; nothing where it was done."""
    try:
        perform(store, acting("approve", "unit_head", by=by, stands_for=giver, on=on))
    except errors.TransitionRefusedError as refused:
        return [one.id for one in refused.refusal.blockers]
    return []


def test_an_act_for_somebody_keeps_its_mandate_and_replays(store: Store) -> None:
    waiting(store)
    mandated(store, "head-1", "deputy-1")

    assert approving(store, "deputy-1", "head-1") == []

    (mandate,) = mandates(store)
    dossier = dossier_of(store, NUMBER)
    last = read_event(list(store.events(dossier.id))[-1].body)
    assert read_document(store.document(last.data))["mandate"] == mandate.id
    assert dossier.done_by["approve"] == {"deputy-1", "head-1"}
    assert [one.equal for one in replay(store)] == [True, True]


@pytest.mark.parametrize(
    ("mandate", "reasons"),
    [
        (None, ["mandate-none"]),
        ({"first": DECIDED + DAY}, ["mandate-not-yet"]),
        ({"last": DECIDED - DAY}, ["mandate-over"]),
        ({"role": "unit_clerk"}, ["mandate-wrong-role"]),
        ({"role": "unit_clerk", "last": DECIDED - DAY}, ["mandate-over", "mandate-wrong-role"]),
        ({"first": DECIDED, "last": DECIDED}, []),
    ],
)
def test_without_a_mandate_that_holds_nobody_acts_for_somebody(
    store: Store, mandate: dict[str, object] | None, reasons: list[str]
) -> None:
    waiting(store)
    if mandate is not None:
        mandated(store, "head-1", "deputy-1", **mandate)  # type: ignore[arg-type]  # as given

    assert approving(store, "deputy-1", "head-1") == reasons


def test_a_mandate_of_the_other_direction_is_none(store: Store) -> None:
    waiting(store)
    mandated(store, "deputy-1", "head-1")

    assert approving(store, "deputy-1", "head-1") == ["mandate-none"]


def test_a_withdrawn_mandate_no_longer_holds_from_that_day_on(store: Store) -> None:
    waiting(store)
    number = mandated(store, "head-1", "deputy-1").number
    withdrawn(store, number, on=DECIDED)

    assert approving(store, "deputy-1", "head-1") == ["mandate-withdrawn"]
    assert approving(store, "deputy-1", "head-1", on=DECIDED - DAY) == []


def test_what_was_done_on_a_mandate_stays_done_when_it_is_withdrawn(store: Store) -> None:
    waiting(store)
    number = mandated(store, "head-1", "deputy-1").number
    assert approving(store, "deputy-1", "head-1") == []

    withdrawn(store, number, on=DECIDED - DAY)

    assert all(one.equal for one in replay(store))


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"giver": "a", "taker": "a"}, "mandate-oneself"),
        ({"last": date(2024, 11, 30)}, "mandate-backwards"),
        ({"paper": " "}, "mandate-paper"),
        ({"by": "b"}, "receives"),
    ],
)
def test_an_unlawful_mandate_is_refused_and_leaves_no_trace(
    store: Store, wrong: dict[str, object], reason: str
) -> None:
    asked: dict[str, object] = {"giver": "a", "taker": "b", **wrong}

    with pytest.raises((errors.TransitionRefusedError, errors.ActDetailsError)) as refused:
        mandated(store, **asked)  # type: ignore[arg-type]  # as given

    if isinstance(refused.value, errors.TransitionRefusedError):
        assert reason in [one.id for one in refused.value.refusal.blockers]
    assert list(store.events()) == []
    assert mandates(store) == ()


@pytest.mark.parametrize("pairs", [(("a", "b"), ("b", "c")), (("b", "c"), ("a", "b"))])
def test_what_is_delegated_is_not_handed_on_in_whichever_order(
    store: Store, pairs: tuple[tuple[str, str], ...]
) -> None:
    mandated(store, *pairs[0])

    with pytest.raises(errors.TransitionRefusedError) as refused:
        mandated(store, *pairs[1])

    assert [one.id for one in refused.value.refusal.blockers] == ["mandate-chain"]
    mandated(store, *pairs[1], role="unit_clerk")
    mandated(store, *pairs[1], first=date(2025, 1, 1), last=date(2025, 1, 2))


def test_nobody_delegates_the_program(store: Store) -> None:
    with pytest.raises(errors.TransitionRefusedError):
        mandated(store, "a", "b", role="engine")
    with pytest.raises(workflow.UnknownRoleError):
        mandated(store, "a", "b", role="unit_hed")


def test_mandates_are_rebuilt_from_their_events(store: Store) -> None:
    number = mandated(store, "a", "b").number
    mandated(store, "c", "d")
    withdrawn(store, number, on=DECIDED)
    before = store.mandates()

    store.rebuild(lambda: rebuilt_rows(store))

    assert store.mandates() == before
    assert [mandate_bytes(read_mandate(one)) for one in before] == list(before)
    assert [one.state for one in mandates(store)] == ["withdrawn", "in_force"]


def test_a_mandate_changed_in_the_table_is_named_by_replay(store: Store) -> None:
    number = mandated(store, "a", "b").number
    (one,) = mandates(store)
    longer = replace(one, draft=one.draft.model_copy(update={"last": date(2030, 1, 1)}))
    changed(store.place, ("UPDATE mandate SET body = ?", (mandate_bytes(longer),)))

    (found,) = replay(store)

    assert (found.number, found.equal) == (number, False)


def test_a_second_command_under_one_key_is_answered_and_not_done_again(store: Store) -> None:
    number = mandated(store, "a", "b").number
    with pytest.raises(errors.MandateNotFoundError, match=number):
        withdrawn(store, "UQ-0002", on=DECIDED)
    withdrawn(store, number, on=DECIDED)

    with pytest.raises(errors.TransitionRefusedError):
        withdrawn(store, number, on=DECIDED)


PEOPLE = ("an", "binh", "chi")
DAYS = [date(2024, 12, day) for day in (1, 5, 11, 12, 13, 20)]
GIVEN = st.tuples(
    st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.sampled_from(DAYS), st.sampled_from(DAYS)
)


@settings(max_examples=40, deadline=None)
@given(
    submitter=st.sampled_from(PEOPLE),
    approver=st.sampled_from(PEOPLE),
    giver=st.sampled_from([None, *PEOPLE]),
    early=st.lists(GIVEN, max_size=2),
    late=st.lists(GIVEN, max_size=2),
)
def test_no_order_of_mandates_lets_anybody_approve_what_stands_by_them(
    submitter: str,
    approver: str,
    giver: str | None,
    early: list[tuple[str, str, date, date]],
    late: list[tuple[str, str, date, date]],
) -> None:
    with (
        TemporaryDirectory() as folder,
        Store.open(initialised(Path(folder, "a.sqlite"))) as store,
    ):
        held = [one for one in early if _recorded(store, one)]
        waiting(store, submitted_by=submitter)
        held += [one for one in late if _recorded(store, one)]
        refused = approving(store, approver, giver)
        command = acting("approve", "unit_head", by=approver, stands_for=giver, on=DECIDED)
        together = standing_of(store, dossier_of(store, NUMBER), command).linked
        whole = all(one.equal for one in replay(store))

    mine = {approver, giver} - {None}
    while_under_way = [one for one in held if one[2] <= DECIDED and one[3] >= date(2024, 12, 2)]
    pairs = [{one[0], one[1]} for one in while_under_way]
    near = mine.union(*(pair for pair in pairs if pair & mine))
    assert together == near
    assert ("same_person" in refused) == (submitter in near)
    if giver is not None:
        holds = [
            one for one in held if one[:2] == (giver, approver) and one[2] <= DECIDED <= one[3]
        ]
        assert any(one.startswith("mandate-") for one in refused) == (not holds)
    assert whole


def _recorded(store: Store, given_: tuple[str, str, date, date]) -> bool:
    """Whether a mandate could be recorded."""
    try:
        mandated(store, given_[0], given_[1], first=given_[2], last=given_[3])
    except errors.TransitionRefusedError:
        return False
    return True
