"""Replaying any history gives the stored dossiers; any change to stored history is noticed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossiers import errors
from dossiers.replay import rebuilt_rows, replay
from dossiers.store import Store
from dossiers.use_cases import dossier_of, looked_at, perform
from dossiers.verification import verify
from tests.databases import copied, initialised
from tests.dossiers.building import NUMBER, a_nomination, acting, done, proposed
from tests.dossiers.tampering import tampered
from workflow import Move

DETAILS: dict[str, dict[str, object]] = {
    "record_vote": {"members": 15, "approvals": 12},
    "record_minutes": {"members": 15, "approvals": 12},
    "open_ballot": {"members": ["council-member-1", "m2", "m3"]},
    "cast_vote": {"choice": "for"},
    "record_written_opinion": {"member": "m2", "choice": "for", "paper": "61/YK"},
    "declare_conflict": {"person": "m3"},
    "restore": {"conclusion": "KL-03"},
    "record_ranking": {"units": 9, "rank": 1},
    "answer_question": {"question": "c.select", "answer": "true"},
    "record_opinion": {"stance": "support"},
    "close_objection": {"finding": "dismissed", "conclusion": "BC-01"},
    "suspend": {"kind": "complaint", "opened_on": "2025-01-10"},
    "conclude_case": {"outcome": "cleared", "concluded_on": "2025-01-18", "conclusion": "KL-01"},
    "revoke": {"ground": "fraud", "conclusion": "KL-02"},
    "amend": {"service_months": 9},
}


PINNED = "(SELECT digest FROM document EXCEPT SELECT digest FROM season)"


@pytest.fixture
def copy(season: str, tmp_path: Path) -> Iterator[str]:
    with copied(season, tmp_path) as url:
        yield url


@pytest.fixture
def store(copy: str) -> Iterator[Store]:
    with Store.open(copy) as opened:
        yield opened


def test_a_whole_season_replays_to_what_is_stored(store: Store) -> None:
    replayed = replay(store)

    assert len(replayed) == len(store.numbers())
    assert [one.number for one in replayed if not one.equal] == []
    assert verify(store).problems == ()


def test_the_cache_can_be_dropped_and_rebuilt_to_the_byte(store: Store) -> None:
    before = store.bodies()
    tampered(store.place, "DELETE FROM dossier")

    store.rebuild(lambda: rebuilt_rows(store))

    assert store.bodies() == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET body = replace(body, 'unit_head', 'unit_hEad') WHERE n = 4",
        "DELETE FROM event WHERE seq = (SELECT min(seq) FROM event WHERE n = 2)",
        "UPDATE event SET n = n + 1000 WHERE seq = (SELECT min(seq) FROM event WHERE n = 3)",
        "UPDATE event SET leaf = zeroblob(32) WHERE seq = (SELECT max(seq) FROM event)",
        "DELETE FROM event WHERE stream = (SELECT min(stream) FROM event)",
        "UPDATE event SET body = x'7b7d' WHERE seq = 5",
        f"DELETE FROM document WHERE digest = (SELECT min(digest) FROM {PINNED})",  # noqa: S608 -- ours
        f"UPDATE document SET body = x'7b7d' WHERE digest = (SELECT max(digest) FROM {PINNED})",  # noqa: S608 -- ours
        "DELETE FROM disclosure WHERE commitment = (SELECT min(commitment) FROM disclosure)",
        "UPDATE disclosure SET box = x'7b7d' WHERE subject = (SELECT max(id) FROM dossier)",
        "UPDATE disclosure SET box = NULL WHERE subject = (SELECT max(id) FROM dossier)",
        "DELETE FROM dossier WHERE number = (SELECT min(number) FROM dossier)",
    ],
)
def test_every_change_behind_our_back_is_noticed(store: Store, statement: str) -> None:
    tampered(store.place, statement)

    assert not all(one.equal for one in replay(store))


@pytest.mark.parametrize(
    "change",
    [
        "body = (SELECT max(body) FROM dossier WHERE state = 'approved')",
        "body = x'01'",
        "body = substr(body, 1, length(body) - 1)",
    ],
)
def test_a_row_that_was_changed_is_not_read(store: Store, change: str) -> None:
    tampered(store.place, f"UPDATE dossier SET {change} WHERE state = 'refused'")  # noqa: S608 -- ours

    with pytest.raises(errors.HistoryError):
        replay(store)


def test_broken_history_rebuilds_nothing(store: Store) -> None:
    tampered(store.place, "UPDATE event SET leaf = zeroblob(32) WHERE seq = 5")
    before = store.bodies()

    with pytest.raises(errors.HistoryError):
        rebuilt_rows(store)

    assert store.bodies() == before


def test_history_at_a_moment_holds_what_was_recorded_until_then(store: Store) -> None:
    moments = [datetime(2024, 11, 1, tzinfo=UTC), datetime(2024, 12, 20, tzinfo=UTC), None]

    counts = [sum(one.events for one in replay(store, until=moment)) for moment in moments]

    assert counts[0] <= counts[1] <= counts[2]
    assert counts[0] < counts[2]
    assert counts[2] == len(list(store.events()))


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.data())
def test_any_walk_through_the_workflow_replays_to_what_is_stored(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    url = initialised(tmp_path_factory.mktemp("walk") / "a.sqlite")
    with Store.open(url) as store:
        award = data.draw(st.sampled_from(["CSTDCS", "CSTD_TINH", "CO_TINH"]))
        proposed(store, a_nomination(award))
        for _ in range(data.draw(st.integers(0, 12))):
            _any_step(store, data)

        (replayed,) = replay(store)

        assert replayed.equal, replayed.text
        assert replayed.subject == dossier_of(store, NUMBER)


def _any_step(store: Store, data: st.DataObject) -> None:
    look = looked_at(store, NUMBER, on=date(2024, 12, 2))
    possible = [
        one for one in look.options if isinstance(one.outcome, Move) and "engine" not in one.roles
    ]
    if not possible:
        return
    option = data.draw(st.sampled_from(possible))
    role = data.draw(st.sampled_from(option.roles))
    command = acting(option.act, role, reason="lý do", details=DETAILS.get(option.act))
    try:
        perform(store, command)
    except (errors.ActDetailsError, errors.TransitionRefusedError):
        return


def test_a_dossier_that_was_refused_stays_refused(store: Store) -> None:
    refused = next(one for one in replay(store) if one.subject and one.subject.state == "refused")

    with pytest.raises(errors.TransitionRefusedError):
        done(store, "submit", "unit_clerk", number=refused.number)
