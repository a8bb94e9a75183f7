"""Who reads all of history, or writes what is made of it, is not misled by what comes meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import islice

import pytest

from dossiers import auditing
from dossiers.asking import Among
from dossiers.auditing import audited
from dossiers.replay import rebuilt_rows, replay
from dossiers.store import AnyRow, Sought, Store
from dossiers.store.engine import STANDING
from dossiers.use_cases import dossier_of, perform
from dossiers.use_cases.finding import all_found
from dossiers.use_cases.looking import listed
from dossiers.use_cases.matching import found_by
from dossiers.verification import Verified, verify
from tests.databases import changed
from tests.dossiers.building import NUMBER, a_nomination, acting, proposed


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store.open(database) as opened:
        proposed(opened, a_nomination())
        yield opened


@pytest.fixture
def on_a_server(on_server: str) -> Iterator[Store]:
    with Store.open(on_server) as opened:
        proposed(opened, a_nomination())
        yield opened


def submitted(url: str) -> None:
    """Another office sends the dossier on."""
    with Store.open(url) as other:
        perform(other, acting("submit", "unit_clerk"))


def test_on_a_server_a_reader_stands_still_while_others_record(on_a_server: Store) -> None:
    with on_a_server.at_one_moment():
        before = list(on_a_server.events())
        submitted(on_a_server.url)
        half_read = on_a_server.events()
        first = next(half_read)

        # One answer is still being read; the next ones are of the same moment all the same.
        assert on_a_server.numbered.waiting == 1
        assert [first, *half_read] == before == list(on_a_server.events())
        assert dossier_of(on_a_server, NUMBER).state == "draft"

    assert STANDING.get() is None
    assert len(list(on_a_server.events())) == 2


def test_an_answer_that_is_left_half_read_spoils_no_later_one(on_a_server: Store) -> None:
    submitted(on_a_server.url)
    with on_a_server.at_one_moment():
        for _ in range(4):
            list(islice(on_a_server.events(), 1))
        assert len(list(on_a_server.events())) == 2


def test_verifying_on_a_server_sees_one_moment_whatever_is_recorded_between_its_walks(
    on_a_server: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def between(store: Store) -> Verified:
        submitted(store.url)
        return verify(store)

    monkeypatch.setattr(auditing, "verify", between)

    verified, log = audited(on_a_server)

    assert (verified.events, log.numbered + log.waiting) == (1, 1)
    assert (verified.problems, log.findings) == ((), ())
    monkeypatch.undo()
    assert audited(on_a_server)[0].events == 2


def test_what_is_recorded_while_the_table_is_rebuilt_is_in_it(store: Store) -> None:
    calls = []

    def made() -> tuple[AnyRow, ...]:
        rows = rebuilt_rows(store)
        calls.append(len(rows))
        if len(calls) == 1:
            submitted(store.url)
        return rows

    assert store.rebuild(made) == 1

    assert calls == [1, 1]
    assert dossier_of(store, NUMBER).state == "council_review"
    assert [one.equal for one in replay(store)] == [True]


def test_where_nothing_is_recorded_meanwhile_history_is_read_once(store: Store) -> None:
    calls = []

    def made() -> tuple[AnyRow, ...]:
        calls.append(1)
        return rebuilt_rows(store)

    store.rebuild(made)

    assert calls == [1]


def test_whoever_acts_while_the_table_is_written_waits_and_loses_nothing(store: Store) -> None:
    began = threading.Event()

    def acting_meanwhile() -> None:
        began.set()
        with Store.open(store.url) as other:
            perform(other, acting("withdraw", "unit_clerk", reason="thử"))

    waiting = threading.Thread(target=acting_meanwhile)
    calls: list[bool] = []

    def made() -> tuple[AnyRow, ...]:
        rows = rebuilt_rows(store)
        calls.append(waiting.is_alive())
        if len(calls) == 1:
            submitted(store.url)
        else:
            waiting.start()
            assert began.wait(5)
            waiting.join(0.3)
            calls.append(waiting.is_alive())
        return rows

    store.rebuild(made)
    waiting.join(10)

    assert calls == [False, False, True]
    assert dossier_of(store, NUMBER).state == "withdrawn"
    assert [one.equal for one in replay(store)] == [True]


def test_a_history_that_is_broken_leaves_the_table_as_it_was(store: Store) -> None:
    before = store.bodies()

    def broken() -> tuple[AnyRow, ...]:
        raise RuntimeError("no history")

    with pytest.raises(RuntimeError):
        store.rebuild(broken)

    assert store.bodies() == before


def test_what_dossiers_are_found_by_is_entered_as_they_stand_then(store: Store) -> None:
    changed(store.place, ("DELETE FROM sought", ()))
    calls: list[int] = []

    def found() -> list[Sought]:
        every = [found_by(store, one) for one in listed(store)]
        calls.append(len(every))
        if len(calls) == 1:
            submitted(store.url)
        return every

    store.enter(found)

    assert calls == [1, 1]
    assert [one.number for one in all_found(store, Among("state", ("council_review",)))] == [NUMBER]
