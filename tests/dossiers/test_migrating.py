"""Running dossiers go over to another edition on a real SQLite file, and come back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import workflow
from dossiers.crossings import CROSSINGS, after_crossing
from dossiers.documents import dossier_bytes, read_document
from dossiers.errors import ActDetailsError, HistoryError, TransitionRefusedError
from dossiers.model import Dossier
from dossiers.replay import rebuilt_rows, replay
from dossiers.store import Store
from dossiers.use_cases import dossier_of, timeline
from dossiers.use_cases.migrating import migrate, survey, undo
from dossiers.verification import verify
from ledger import digest, read_event
from tests.dossiers.building import a_nomination, done, proposed
from tests.dossiers.migrating import OLD, RENAMED, STRICTER, migrating, newer, voting
from texts import Text
from workflow.editions import crossing_ballot
from workflow.editions.migration_plan import PlanFileError

MAP = "states: {draft: drafting}\n"


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store.open(database) as opened:
        proposed(opened, a_nomination(), number="D-1")
        voting(opened, "D-2", "uv-1", "uv-2")
        proposed(opened, a_nomination(), number="D-3")
        done(opened, "withdraw", "unit_clerk", reason="Rút", number="D-3")
        yield opened


def equal(store: Store) -> bool:
    return all(one.equal for one in replay(store)) and verify(store).problems == ()


def test_looking_writes_nothing(store: Store) -> None:
    before = store.bodies(), len(list(store.events()))

    found = survey(store, migrating(newer(STRICTER)))

    assert [(one.number, one.found.kind) for one in found.fates] == [
        ("D-1", "safe"),
        ("D-2", "needs_decision"),
    ]
    assert "2 phiếu" in found.fates[1].found.text.vi
    assert (store.bodies(), len(list(store.events()))) == before


def test_without_every_decision_nothing_is_written(store: Store) -> None:
    before = store.bodies()

    found = migrate(store, migrating(newer(STRICTER)))

    assert (found.moved, found.undecided) == ((), ("D-2",))
    assert store.bodies() == before


def test_dossiers_go_over_with_their_ballots_and_replay_equal(store: Store) -> None:
    before = dossier_of(store, "D-2")
    new = newer(STRICTER, *RENAMED)

    found = migrate(store, migrating(new, MAP, decisions={"D-2": "go"}))
    after = dossier_of(store, "D-2")

    assert found.moved == ("D-1", "D-2")
    assert (after.definition, after.n) == (digest(new), before.n + 1)
    assert (after.course, after.done_by) == (before.course, before.done_by)
    assert dossier_of(store, "D-1").state == "drafting"
    assert dossier_of(store, "D-3").definition == digest(OLD)
    assert equal(store)
    assert {row.body for row in rebuilt_rows(store)} == set(store.bodies())


def test_votes_cast_before_and_after_count_by_the_new_rule(store: Store) -> None:
    migrate(store, migrating(newer(STRICTER), decisions={"D-2": "go"}))
    for one in [f"uv-{at}" for at in range(3, 9)]:
        choice = {"choice": "for"}
        done(store, "cast_vote", "council_member", by=one, details=choice, number="D-2")
    again = {"choice": "for"}
    with pytest.raises(TransitionRefusedError) as twice:
        done(store, "cast_vote", "council_member", by="uv-1", details=again, number="D-2")
    assert [one.id for one in twice.value.refusal.blockers] == ["voted-twice"]

    done(store, "close_ballot", "council_secretary", number="D-2")

    # Eight of nine are 88.9 %: enough for 80 %, not for nine tenths.
    assert "council_review.failed" in dossier_of(store, "D-2").course.marks
    assert equal(store)


def test_a_dossier_that_waits_finishes_under_the_old_edition_and_goes_over_later(
    store: Store,
) -> None:
    new = newer(STRICTER)
    command = migrating(new, "ballots: finish_under_old_rules\n")
    first = migrate(store, command)
    for one in [f"uv-{at}" for at in range(3, 9)]:
        choice = {"choice": "for"}
        done(store, "cast_vote", "council_member", by=one, details=choice, number="D-2")
    done(store, "close_ballot", "council_secretary", number="D-2")

    second = migrate(store, command)

    assert (first.moved, second.moved) == (("D-1",), ("D-2",))
    assert "council_review.passed" in dossier_of(store, "D-2").course.marks
    assert equal(store)


def test_what_is_impossible_stays_under_the_old_edition(store: Store) -> None:
    new = newer(*RENAMED)

    found = migrate(store, migrating(new))

    assert [(one.number, one.found.kind) for one in found.fates] == [
        ("D-1", "impossible"),
        ("D-2", "safe"),
    ]
    assert found.moved == ("D-2",)
    assert dossier_of(store, "D-1").definition == digest(OLD)


def test_applying_twice_writes_once(store: Store) -> None:
    command = migrating(newer(), decisions={})
    migrate(store, command)
    events = len(list(store.events()))

    assert migrate(store, command).fates == ()
    assert len(list(store.events())) == events


def test_undo_restores_every_byte_but_the_place_in_history(store: Store) -> None:
    before = {one: dossier_of(store, one) for one in ("D-1", "D-2")}
    command = migrating(newer(STRICTER, *RENAMED), MAP, decisions={"D-2": "go"})
    migrate(store, command)

    found = undo(store, command)

    assert [(one.number, one.undone) for one in found] == [("D-1", True), ("D-2", True)]
    for number, was in before.items():
        now = dossier_of(store, number)
        same = {name: getattr(was, name) for name in was.__dataclass_fields__}
        again = type(was)(**{**same, "n": now.n, "head": now.head})
        assert dossier_bytes(now) == dossier_bytes(again)
        assert now.n == was.n + 2
    assert equal(store)
    assert undo(store, command) == ()


def test_after_undoing_one_may_go_over_again(store: Store) -> None:
    command = migrating(newer())
    migrate(store, command)
    undo(store, command)

    assert migrate(store, command).moved == ("D-1", "D-2")
    assert equal(store)


def test_undo_leaves_a_dossier_on_which_something_was_done_since(store: Store) -> None:
    command = migrating(newer())
    migrate(store, command)
    done(store, "withdraw", "unit_clerk", reason="Rút", number="D-1")

    found = undo(store, command)

    assert [(one.number, one.undone) for one in found] == [("D-1", False), ("D-2", True)]
    assert "withdraw" in found[0].text.vi
    assert equal(store)


def test_the_timeline_tells_it_with_its_reasons(store: Store) -> None:
    migrate(store, migrating(newer(STRICTER), decisions={"D-2": "go"}))

    last = list(timeline(store, "D-2"))[-1]

    assert last.text == CROSSINGS["migrate"]
    assert "nay phải có" in last.reason.vi
    assert last.by.id == "admin"


def test_a_better_wording_changes_no_record(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate(store, migrating(newer()))
    monkeypatch.setattr(crossing_ballot, "CARRIED", Text(vi="Câu khác.", en="Other words."))

    assert equal(store)


@pytest.mark.parametrize(
    "forged",
    [
        {"from": "0" * 64},
        {"plan": "0" * 64},
        {"choice": "wait"},
        {"before": {"state": "cluster_review"}},
        {"to": None},
    ],
)
def test_an_event_that_does_not_follow_from_plan_and_dossier_is_not_folded(
    store: Store, forged: dict[str, object]
) -> None:
    before = dossier_of(store, "D-2")
    migrate(store, migrating(newer()))
    stored = list(store.events(before.id))[-1]
    event = read_event(stored.body)
    data = read_document(store.document(event.data))

    def fold(found: dict[str, object]) -> Dossier:
        leaf = stored.leaf.hex()
        return after_crossing(before, event, found, leaf=leaf, documents=store.document, former={})

    assert fold(data) == dossier_of(store, "D-2")
    with pytest.raises(HistoryError):
        fold({**data, **forged})


def test_a_plan_for_other_files_a_strange_decision_and_the_program_are_refused(
    store: Store,
) -> None:
    new = newer()
    command = migrating(new)
    other = migrating(newer(STRICTER))

    with pytest.raises(PlanFileError, match="other-edition"):
        survey(store, type(command)(**{**vars(command), "plan": other.plan}))
    with pytest.raises(ActDetailsError, match="D-2"):
        survey(store, migrating(new, decisions={"D2": "go"}))
    with pytest.raises(ActDetailsError, match="program"):
        survey(store, migrating(new, role="engine"))
    with pytest.raises(workflow.UnknownRoleError):
        undo(store, migrating(new, role="nobody"))
