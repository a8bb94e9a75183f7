"""Each event of a dossier is proved as far as the checkpoint goes, and replayed one by one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from dossiers.cuts import Cut
from dossiers.errors import DossierNotFoundError, NotYetError
from dossiers.retracing import FOLLOWS, NOT_REACHED, retraced
from dossiers.scope import NeedsWholeError, Scope
from dossiers.store import Store
from dossiers.use_cases import Erasing, dossier_of, erase, timeline
from dossiers.use_cases.proving import Cover, proofs_of
from dossiers.use_cases.signing import NewCheckpoint, sign_log
from ledger import Actor, is_included, leaf_hash, read_event
from ledger.proving import SecretKey
from tests.databases import changed
from tests.dossiers.building import NUMBER, a_nomination, done, proposed


def signed(store: Store, folder: Path) -> None:
    answer = sign_log(store, SecretKey(store.log, bytes([3] * 32)), folder / "log.state")
    assert isinstance(answer, NewCheckpoint)


def covers(store: Store) -> list[Cover]:
    return [one.cover for one in proofs_of(store, NUMBER).events]


def test_each_event_under_the_checkpoint_has_a_path_to_its_root(
    database: str, tmp_path: Path
) -> None:
    with Store.open(database) as store:
        proposed(store, a_nomination())
        done(store, "submit", "unit_clerk")
        signed(store, tmp_path)
        found = proofs_of(store, NUMBER)
        bodies = [one.body for one in store.events(dossier_of(store, NUMBER).id)]

    assert found.checkpoint is not None
    assert [one.leaf for one in found.events] == [leaf_hash(body).hex() for body in bodies]
    for one in found.events:
        assert one.index is not None
        path = [bytes.fromhex(step) for step in one.path]
        leaf, (size, root) = bytes.fromhex(one.leaf), (found.checkpoint.size, found.checkpoint.root)
        assert is_included(leaf, one.index, size, path, root)
    assert [one.name for one in found.signatures] == [found.log]


def test_what_lies_under_no_checkpoint_is_said_to(database: str, tmp_path: Path) -> None:
    with Store.open(database) as store:
        proposed(store, a_nomination())
        waiting = covers(store)
        signed(store, tmp_path)
        done(store, "submit", "unit_clerk")
        behind = covers(store)
        store.numbered.number()

        assert waiting == [Cover.WAITING]
        assert behind == [Cover.PROVED, Cover.WAITING]
        assert covers(store) == [Cover.PROVED, Cover.LATER]
        assert proofs_of(store, NUMBER).events[1].path == ()


def test_an_event_that_was_changed_after_signing_is_not_proved(
    database: str, tmp_path: Path
) -> None:
    with Store.open(database) as store:
        proposed(store, a_nomination())
        done(store, "submit", "unit_clerk")
        signed(store, tmp_path)
        change = "UPDATE event SET body = replace(body, 'unit_clerk', 'unit_clarK') WHERE n = 2"
        changed(store.place, (change, ()))

        assert covers(store) == [Cover.PROVED, Cover.BROKEN]


def test_a_path_to_the_root_is_shown_to_nobody_who_sees_some_units_only(database: str) -> None:
    with Store.open(database) as store:
        proposed(store, a_nomination())
        unit = dossier_of(store, NUMBER).nomination.unit

        with pytest.raises(NeedsWholeError):
            proofs_of(store.within(Scope(frozenset({unit}))), NUMBER)


def test_the_numbers_of_one_dossier_are_those_of_a_walk_over_the_log(
    database: str, tmp_path: Path
) -> None:
    with Store.open(database) as store:
        for number in (NUMBER, "D-2"):
            proposed(store, a_nomination(), number=number)
            done(store, "submit", "unit_clerk", number=number)
        signed(store, tmp_path)
        log, stream = store.numbered, dossier_of(store, "D-2").id

        assert log.of_stream(stream) == tuple(one for one in log.events() if one.stream == stream)


def test_replay_and_decision_are_told_event_by_event(database: str) -> None:
    with Store.open(database) as store:
        proposed(store, a_nomination())
        done(store, "submit", "unit_clerk")
        found = retraced(store, NUMBER)

    assert (found.replayed.equal, found.compared) == (True, True)
    assert [(one.n, one.follows, one.text) for one in found.steps] == [
        (1, True, FOLLOWS),
        (2, True, FOLLOWS),
    ]
    assert [one.text for one in found.decided] == [None] * len(found.decided)
    assert found.decided


def test_behind_a_difference_nothing_is_replayed(database: str) -> None:
    with Store.open(database) as store:
        proposed(store, a_nomination())
        done(store, "submit", "unit_clerk")
        first = next(iter(store.events(dossier_of(store, NUMBER).id)))
        changed(store.place, ("DELETE FROM disclosure WHERE commitment = ?", (read(first.body),)))
        found = retraced(store, NUMBER)

    assert [one.follows for one in found.steps] == [False, None]
    assert found.steps[1].text == NOT_REACHED


def read(body: bytes) -> str:
    """The commitment to what an event brought."""
    return read_event(body).data


def test_a_moment_of_the_past_is_replayed_and_not_compared(database: str) -> None:
    with Store.open(database) as store:
        proposed(store, a_nomination())
        done(store, "submit", "unit_clerk")
        first, _ = timeline(store, NUMBER)
        found = retraced(store, NUMBER, until=Cut(at=first.at))

    assert ([one.n for one in found.steps], found.compared) == ([1], False)
    assert found.replayed.equal


def test_before_its_proposal_there_is_nothing_to_replay(database: str) -> None:
    with Store.open(database) as store:
        proposed(store, a_nomination())
        first = next(iter(timeline(store, NUMBER)))

        with pytest.raises(NotYetError):
            retraced(store, NUMBER, until=Cut(at=first.at - timedelta(seconds=1)))


def test_an_erased_dossier_is_proved_and_replayed_and_not_decided_again(
    database: str, tmp_path: Path
) -> None:
    with Store.open(database) as store:
        proposed(store, a_nomination())
        done(store, "submit", "unit_clerk")
        done(store, "withdraw", "unit_clerk", reason="rút")
        erase(
            store,
            Erasing(
                number=NUMBER,
                basis="Luật bảo vệ dữ liệu cá nhân",
                reason="theo yêu cầu",
                approved_by="head-1",
                by=Actor("officer-1", "unit_clerk"),
                on=date(2025, 6, 2),
                at=datetime(2025, 6, 2, tzinfo=UTC),
                key="xoa-1",
            ),
        )
        signed(store, tmp_path)
        found = retraced(store, NUMBER)

        assert covers(store) == [Cover.PROVED] * 4
        assert found.replayed.equal
        assert {one.unknown for one in found.decided} == {True}


def test_nobody_replays_a_dossier_that_is_not_there(database: str) -> None:
    with Store.open(database) as store, pytest.raises(DossierNotFoundError):
        retraced(store, "D-9")


@pytest.mark.parametrize("season", ["sqlite"], indirect=True)
def test_one_dossier_is_replayed_as_all_of_them_are(season: str) -> None:
    with Store.open(season) as store:
        linked = [one for one in store.numbers() if retraced(store, one).replayed.equal]

        assert linked == list(store.numbers())
