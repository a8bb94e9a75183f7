"""A program that stays open looks first at pages and newest history, in bounded time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.longlog import long_log
from dossiers.errors import (
    DatabaseDamagedError,
    DatabaseHalfMadeError,
    TailChangedError,
)
from dossiers.store import GroupStore, Store
from dossiers.store.forging import copied
from dossiers.store.starting import LookedOver, looked_over
from dossiers.use_cases import perform
from dossiers.use_cases.signing import NewCheckpoint, sign_log
from ledger.proving import SecretKey
from tests.databases import changed
from tests.dossiers.building import a_nomination, acting, proposed

WHOLE = LookedOver(pages=True, events=2, whole=True)


@pytest.fixture
def url(database: str) -> str:
    """A database with two events of one dossier."""
    with Store.open(database) as store:
        proposed(store, a_nomination())
        perform(store, acting("submit", "unit_clerk"))
    return database


def signed(store: Store, folder: Path) -> None:
    secret = SecretKey(store.log, bytes([1] * 32))
    assert isinstance(sign_log(store, secret, folder / "state"), NewCheckpoint)


def test_a_database_that_is_whole_opens_with_what_was_looked_at(url: str, tmp_path: Path) -> None:
    with Store.open(url, checked=True) as store:
        assert store.look == WHOLE
        signed(store, tmp_path)
    with Store.open(url, checked=True) as store:
        assert store.look == LookedOver(pages=True, events=0, whole=True)
        perform(store, acting("withdraw", "unit_clerk", reason="thử"))
    with GroupStore.open(url, checked=True) as group:
        assert group.look == LookedOver(pages=True, events=1, whole=True)
    with Store.open(url) as plain:
        assert plain.look is None


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE event SET body = body || x'20' WHERE n = 2", "do not have the hash"),
        ("UPDATE event SET leaf = x'00' WHERE n = 1", "event 1 of"),
        ("DELETE FROM event WHERE n = 1", "does not continue"),
        ("UPDATE event SET stream = 'other' WHERE n = 2", "another dossier, position or log"),
    ],
)
def test_newest_history_that_was_changed_stops_a_start_and_nothing_is_written(
    url: str, statement: str, words: str
) -> None:
    with Store.open(url) as store:
        place = store.place
    changed(place, (statement, ()))

    with pytest.raises(TailChangedError, match=words) as refused:
        Store.open(url, checked=True)

    assert "audit verify" in refused.value.text.vi
    with Store.open(url) as store:  # whoever looks for what is wrong may still open it
        assert store.numbered.size == 0


def test_a_log_cut_below_its_checkpoint_stops_a_start(url: str, tmp_path: Path) -> None:
    with Store.open(url) as store:
        signed(store, tmp_path)
        place = store.place
    changed(place, ("DELETE FROM log_leaf WHERE idx = 1", ()))

    with pytest.raises(TailChangedError, match="2 events of its newest signed checkpoint"):
        Store.open(url, checked=True)


def test_what_a_checkpoint_covers_is_left_to_verifying(url: str, tmp_path: Path) -> None:
    with Store.open(url) as store:
        signed(store, tmp_path)
        place = store.place
    changed(place, ("UPDATE event SET body = body || x'20' WHERE n = 1", ()))

    with Store.open(url, checked=True) as store:
        assert store.look == LookedOver(pages=True, events=0, whole=True)


def test_a_damaged_page_stops_a_start(tmp_path: Path) -> None:
    file = tmp_path / "a.sqlite"
    copied(long_log(600), file)
    content = bytearray(file.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 200] = b"\xff" * 200
    file.write_bytes(bytes(content))

    with pytest.raises(DatabaseDamagedError):
        Store.open(f"sqlite:///{file}", checked=True)


def test_a_start_looks_at_so_many_events_and_no_more(tmp_path: Path) -> None:
    file = tmp_path / "a.sqlite"
    copied(long_log(600), file)
    changed(file, ("DELETE FROM checkpoint", ()))

    with Store.open(f"sqlite:///{file}") as store:
        few = looked_over(store._engine, store.log, most=100)
        every = looked_over(store._engine, store.log)

    assert (few.events, few.whole) == (100, False)
    assert (every.events, every.whole) == (600, True)


def test_pages_are_looked_at_for_so_long_and_no_longer() -> None:
    with Store.open(f"sqlite:///{long_log(60_000)}") as store:
        # A busy machine may be late to say that the time is up, but not every time.
        hurried = (looked_over(store._engine, store.log, patience=0.005) for _ in range(20))
        assert not all(one.pages for one in hurried)
        assert looked_over(store._engine, store.log, patience=None).pages


def test_the_oldest_of_the_events_looked_at_is_held_to_the_one_before(url: str) -> None:
    with Store.open(url) as store:
        assert looked_over(store._engine, store.log, most=1).events == 1
        changed(store.place, ("UPDATE event SET leaf = x'00' WHERE n = 1", ()))
        with pytest.raises(TailChangedError, match="does not continue"):
            looked_over(store._engine, store.log, most=1)


def test_a_worker_does_not_start_on_history_that_was_changed(url: str) -> None:
    with Store.open(url) as store:
        place = store.place
    changed(place, ("UPDATE event SET body = body || x'20' WHERE n = 2", ()))

    for command in (("worker", "--once"), ("db", "check")):
        ended = subprocess.run(
            [sys.executable, "-m", "cli", *command, "--database", url],
            check=False,
            capture_output=True,
            text=True,
            env=dict(os.environ),
        )

        assert (ended.returncode, ended.stdout) == (6, "")
        assert "Phần lịch sử mới nhất" in ended.stderr
        assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize("table", ["meta", "sought"])
def test_a_database_without_one_of_its_tables_is_told(url: str, table: str) -> None:
    with Store.open(url) as store:
        place = store.place
    changed(place, (f"ALTER TABLE {table} RENAME TO taken", ()))

    try:
        with pytest.raises(DatabaseHalfMadeError, match="stopped halfway"):
            Store.open(url)
    finally:
        changed(place, (f"ALTER TABLE taken RENAME TO {table}", ()))
