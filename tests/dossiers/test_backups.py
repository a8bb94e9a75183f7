"""A backup of either database holds everything of one moment and goes back into either."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dossiers.backups import NotRestored, Restored, back_up, restore
from dossiers.errors import (
    DatabaseDamagedError,
    DatabaseExistsError,
    DatabaseMissingError,
    StoreError,
)
from dossiers.replay import replay
from dossiers.store import Store, initialise
from dossiers.use_cases import perform
from dossiers.verification import verify
from tests.databases import Shared
from tests.dossiers.building import a_nomination, acting, proposed

AT = datetime(2026, 11, 1, tzinfo=UTC)


def with_history(url: str) -> None:
    """Two events of one dossier."""
    with Store.open(url) as store:
        proposed(store, a_nomination())
        perform(store, acting("submit", "unit_clerk"))


def content(url: str) -> list[tuple[object, ...]]:
    with Store.open(url) as store:
        assert verify(store).problems == ()
        assert all(one.equal for one in replay(store))
        return [(one.seq, one.stream, one.n, one.body, one.leaf) for one in store.events()]


@contextmanager
def empty(kind: str, shared: Shared, tmp_path: Path) -> Iterator[str]:
    """The address of a place for a restore."""
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'again.sqlite'}"
        return
    name = shared.server.made()
    yield shared.server.address(name)
    shared.server.dropped(name)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_was_backed_up_goes_into_either_database(
    database: str, kind: str, shared: Shared, tmp_path: Path
) -> None:
    with_history(database)

    made = back_up(database, tmp_path / "backup.sqlite")

    assert made.events == 2
    assert content(f"sqlite:///{made.file}") == content(database)
    with empty(kind, shared, tmp_path) as url:
        assert restore(made.file, url, at=AT) == Restored(2, 0, None)
        assert content(url) == content(database)
        with Store.open(url) as store:
            assert store.numbered.waiting == 0
            perform(store, acting("withdraw", "unit_clerk", reason="thử"))
            assert [one.n for one in store.events()] == [1, 2, 3]
            assert store.numbered.number() == 1


def test_a_server_that_holds_events_is_not_restored_into(database: str, tmp_path: Path) -> None:
    with_history(database)
    made = back_up(database, tmp_path / "backup.sqlite")
    before = content(database)

    answer = restore(made.file, database, at=AT)

    if database.startswith("postgresql"):
        assert isinstance(answer, NotRestored)
    assert content(database) == before


def test_a_backup_overwrites_nothing_and_leaves_nothing_half_written(
    database: str, tmp_path: Path
) -> None:
    there = tmp_path / "backup.sqlite"
    there.write_bytes(b"mine")

    with pytest.raises(DatabaseExistsError):
        back_up(database, there)

    assert there.read_bytes() == b"mine"
    assert [one.name for one in tmp_path.iterdir() if one.name.endswith(".part")] == []


@pytest.mark.parametrize("cut", [0, 1, 100, 4096, 40_000])
def test_a_backup_cut_short_is_refused_and_nothing_changes(tmp_path: Path, cut: int) -> None:
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    initialise(url)
    with_history(url)
    made = back_up(url, tmp_path / "backup.sqlite")
    made.file.write_bytes(made.file.read_bytes()[:cut])
    before = sorted((one.name, one.stat().st_size) for one in tmp_path.iterdir())

    with pytest.raises((DatabaseDamagedError, DatabaseMissingError)) as told:
        restore(made.file, url, at=AT)

    assert isinstance(told.value, StoreError)
    assert sorted((one.name, one.stat().st_size) for one in tmp_path.iterdir()) == before


def test_every_letter_of_a_backup_counts(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    initialise(url)
    with_history(url)
    made = back_up(url, tmp_path / "backup.sqlite")
    with Store.open(url) as store:
        body = next(iter(store.events())).body
    whole = made.file.read_bytes()
    at = whole.index(body)
    for step in range(0, len(body), 97):
        changed = bytearray(whole)
        changed[at + step] ^= 1
        made.file.write_bytes(bytes(changed))
        answer = restore(made.file, f"sqlite:///{tmp_path / 'new.sqlite'}", at=AT)
        assert isinstance(answer, NotRestored)
    assert not (tmp_path / "new.sqlite").exists()
