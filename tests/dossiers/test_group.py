"""A group commit answers after the commit, keeps order, and lets no entry harm another."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.appending import entries_of as stream_of
from dossiers import errors
from dossiers.auditing import audited
from dossiers.scope import Scope
from dossiers.store import (
    Entry,
    GroupStore,
    Recorded,
    Row,
    Store,
    group,
    sqlite,
)
from tests.databases import initialised
from tests.dossiers.test_store import an_entry

THREADS, EACH = 8, 25

WRITER = """
import sys, threading
from itertools import islice
from bench.appending import entries_of
from dossiers.store import GroupStore

def work(store, name):
    for entry in entries_of(name):
        store.record(entry)
        sys.stdout.write(entry.key + "\\n")
        sys.stdout.flush()

store = GroupStore.open(sys.argv[1])
for name in "abcdefgh":
    threading.Thread(target=work, args=(store, name), daemon=True).start()
threading.Event().wait()
"""


@pytest.fixture
def url(tmp_path: Path) -> str:
    return initialised(tmp_path / "a.sqlite")


@pytest.fixture
def store(url: str) -> Iterator[GroupStore]:
    with GroupStore.open(url) as opened:
        yield opened


def keys_in(url: str) -> set[str]:
    raw = sqlite3.connect(url.removeprefix("sqlite:///"))
    found = {key for (key,) in raw.execute("SELECT key FROM command")}
    raw.close()
    return found


def held_back(store: GroupStore) -> sqlite3.Connection:
    """Another program that writes, so that orders gather meanwhile."""
    other = sqlite3.connect(store.place, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    return other


def test_threads_that_record_at_once_are_all_answered_and_all_written(store: GroupStore) -> None:
    def work(name: str) -> list[Recorded]:
        return [store.record(one) for one in islice(stream_of(name), EACH)]

    names = [f"d-{at}" for at in range(THREADS)]
    with ThreadPoolExecutor(THREADS) as threads:
        answers = [one for found in threads.map(work, names) for one in found]

    assert [one.repeated for one in answers] == [False] * THREADS * EACH
    for name in names:
        assert [one.n for one in store.events(name)] == list(range(1, EACH + 1))
    assert store.numbered.waiting == THREADS * EACH


def test_what_gathers_while_another_writes_is_one_commit(store: GroupStore) -> None:
    other = held_back(store)
    first = store.submit(an_entry(stream="d-0", key="k-0"))
    answers = [store.submit(one) for one in islice(stream_of("d-1"), 20)]
    assert not any(one.done() for one in (first, *answers))
    before = other.execute("PRAGMA data_version").fetchone()

    other.execute("COMMIT")

    assert [one.result().repeated for one in answers] == [False] * 20
    assert other.execute("PRAGMA data_version").fetchone() != before
    other.close()


def test_an_entry_that_fails_harms_no_other_of_its_group(store: GroupStore) -> None:
    good, better = islice(stream_of("d-1"), 2)
    stale = replace(better, key="stale", was_n=7)
    taken = an_entry(stream="d-2", key="taken")
    assert isinstance(taken.row, Row)
    assert isinstance(good.row, Row)
    taken = replace(taken, row=replace(taken.row, number=good.row.number))
    broken = replace(an_entry(stream="d-3", key="broken"), result=object())  # type: ignore[arg-type]
    reused = replace(good, request="another")
    other = held_back(store)

    answers = [store.submit(one) for one in (good, stale, taken, broken, reused, better)]
    other.execute("COMMIT")
    other.close()

    wrong = [one.exception() for one in answers]
    assert (wrong[0], wrong[5]) == (None, None)
    assert isinstance(wrong[1], errors.StaleDossierError)
    assert isinstance(wrong[2], errors.NumberTakenError)
    assert isinstance(wrong[3], sqlite3.Error)
    assert isinstance(wrong[4], errors.KeyReusedError)
    assert keys_in(f"sqlite:///{store.place}") == {good.key, better.key}
    assert [one.n for one in store.events()] == [1, 2]


def test_the_same_command_twice_in_one_group_is_written_once(store: GroupStore) -> None:
    other = held_back(store)
    answers = [store.submit(an_entry()) for _ in range(3)]
    other.execute("COMMIT")
    other.close()

    assert [one.result().repeated for one in answers] == [False, True, True]
    assert len(list(store.events())) == 1


def test_a_commit_that_fails_is_told_to_all_and_writes_nothing(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "PATIENCE_MS", 50)
    with GroupStore.open(url) as store:
        # A reader keeps the commit, and only the commit, from a rollback journal's file.
        other = sqlite3.connect(store.place, isolation_level=None)
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM event").fetchone()
        answers = [store.submit(one) for one in islice(stream_of("d-1"), 5)]
        wrong = [one.exception() for one in answers]
        other.execute("COMMIT")
        again = [store.record(one) for one in islice(stream_of("d-1"), 5)]
        other.close()

    if sqlite3.sqlite_version_info < sqlite.WAL_IS_SAFE_FROM:
        assert {type(one) for one in wrong} == {errors.DatabaseBusyError}
        assert [one.repeated for one in again] == [False] * 5
    else:
        assert wrong == [None] * 5


def test_a_document_of_a_group_that_failed_is_written_by_the_next(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "PATIENCE_MS", 50)
    with GroupStore.open(url) as store:
        other = held_back(store)
        failed = store.submit(an_entry()).exception()
        other.execute("ROLLBACK")
        other.close()
        store.record(an_entry())

        assert isinstance(failed, errors.DatabaseBusyError)
        assert all(store.document(name) for name in an_entry().documents)


def test_a_full_queue_makes_the_next_wait_and_then_says_so(
    store: GroupStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(group, "MOST_WAITING", 4)
    monkeypatch.setattr(group, "PATIENCE_MS", 50)
    other = held_back(store)
    answers: list[Future[Recorded]] = []

    def fill() -> None:
        for one in islice(stream_of("d-1"), 20):
            answers.append(store.submit(one))  # noqa: PERF401 -- those before a failure stay

    with pytest.raises(errors.DatabaseBusyError):
        fill()
    other.execute("COMMIT")
    other.close()

    assert 4 <= len(answers) <= 9
    assert not any(one.result().repeated for one in answers)


def test_closing_writes_what_had_come_and_takes_nothing_more(url: str) -> None:
    with GroupStore.open(url) as store:
        answers = [store.submit(one) for one in islice(stream_of("d-1"), 200)]

    assert all(one.done() for one in answers)
    assert len(keys_in(url)) == 200
    with pytest.raises(RuntimeError, match="the store was closed"):
        store.record(an_entry())


ASKED: Sequence[Callable[[GroupStore], object]] = (
    GroupStore.numbers,
    lambda store: list(store.events()),
    lambda store: store.within(Scope(frozenset({"PGD"}))).bodies(),
    lambda store: store.access.sessions("clerk-1"),
    lambda store: store.numbered.waiting,
    lambda store: store.claims.give_back("d-1", "worker"),
)


@pytest.mark.parametrize("asked", ASKED)
def test_a_store_that_was_closed_neither_reads_nor_writes(
    database: str, asked: Callable[[GroupStore], object]
) -> None:
    with GroupStore.open(database) as store:
        store.record(an_entry())
        asked(store)

    with pytest.raises(RuntimeError, match="the store was closed"):
        asked(store)


def test_who_gave_up_waiting_is_not_written_for(store: GroupStore) -> None:
    other = held_back(store)
    store.submit(an_entry(stream="d-0", key="k-0"))
    while store._orders:
        threading.Event().wait(0.001)
    given_up = store.submit(an_entry())
    assert given_up.cancel()
    other.execute("COMMIT")
    other.close()

    store.record(an_entry(stream="d-2", key="k-2"))

    assert keys_in(f"sqlite:///{store.place}") == {"k-0", "k-2"}


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_a_group_answers_as_single_commits_would(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    choices = [one for name in ("d-1", "d-2") for one in islice(stream_of(name), 3)]
    choices += [replace(choices[0], request="another"), replace(choices[1], key="other")]
    entries = data.draw(st.lists(st.sampled_from(choices), max_size=12))
    folder = tmp_path_factory.mktemp("both")
    urls = [initialised(folder / name) for name in ("one.sqlite", "many.sqlite")]

    with Store.open(urls[0]) as single, GroupStore.open(urls[1]) as many:
        other = held_back(many)
        futures = [many.submit(one) for one in entries]
        other.execute("COMMIT")
        other.close()
        expected = [outcome(single, one) for one in entries]
        found = [answered(one) for one in futures]

        assert found == expected
        assert [one.body for one in many.events()] == [one.body for one in single.events()]
        assert many.bodies() == single.bodies()


def outcome(store: Store, entry: Entry) -> Recorded | type[BaseException]:
    try:
        return store.record(entry)
    except errors.DossierError as wrong:
        return type(wrong)


def answered(waiting: Future[Recorded]) -> Recorded | type[BaseException]:
    wrong = waiting.exception()
    return waiting.result() if wrong is None else type(wrong)


def test_what_was_answered_is_there_after_a_kill(url: str) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, url],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert writer.stdout is not None
    told = {writer.stdout.readline().decode().strip() for _ in range(60)}
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    told |= {line.decode().strip() for line in writer.stdout if line.endswith(b"\n")}
    writer.stdout.close()

    assert told - {""} <= keys_in(url)
    with Store.open(url) as store:
        verified, log = audited(store)
    # The entries name a workflow that only a real dossier has; nothing else is missing.
    assert {one.text.en for one in verified.problems} <= {
        "a document of the event is lost or damaged"
    }
    assert (log.findings, log.waiting) == ((), verified.events)
