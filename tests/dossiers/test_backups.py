"""A backup of either database holds everything of one moment and goes back into either."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dossiers.asking import All, Named
from dossiers.backups import NotRestored, Restored, back_up, restore
from dossiers.errors import (
    DatabaseDamagedError,
    DatabaseExistsError,
    DatabaseMissingError,
    KeysMissingError,
    StoreError,
)
from dossiers.replay import replay
from dossiers.store import Store, initialise
from dossiers.store.backup import copied_file
from dossiers.store.engine import address, backend_of
from dossiers.use_cases import perform
from dossiers.use_cases.finding import all_found
from dossiers.verification import verify
from tests.databases import Shared
from tests.dossiers.building import a_nomination, acting, proposed
from tests.dossiers.tampering import at_revision, tampered

AT = datetime(2026, 11, 1, tzinfo=UTC)


def with_history(url: str) -> None:
    """Two events of one dossier."""
    with Store.open(url) as store:
        proposed(store, a_nomination())
        perform(store, acting("submit", "unit_clerk"))


def keys_of(url: str) -> Path:
    there = address(url)
    return backend_of(there).keys(there)


def with_keys_of(url: str, other: str) -> None:
    """Put the keys of one place to another, as somebody who kept the file would."""
    copied_file(keys_of(url), keys_of(other))


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
    with empty(kind, shared, tmp_path) as url:
        with_keys_of(database, url)
        assert restore(made.file, url, at=AT) == Restored(2, 0, None)
        assert content(url) == content(database)
        with Store.open(url) as store:
            assert store.numbered.waiting == 0
            perform(store, acting("withdraw", "unit_clerk", reason="thử"))
            assert [one.n for one in store.events()] == [1, 2, 3]
            assert store.numbered.number() == 1
            assert [one.number for one in all_found(store, Named("nguyen"))] == ["D-1"]


def test_a_server_that_holds_events_is_not_restored_into(database: str, tmp_path: Path) -> None:
    with_history(database)
    made = back_up(database, tmp_path / "backup.sqlite")
    before = content(database)

    answer = restore(made.file, database, at=AT)

    if database.startswith("postgresql"):
        assert isinstance(answer, NotRestored)
    assert content(database) == before
    keys_of(database).rename(tmp_path / "away")
    restore(made.file, database, at=AT)
    assert not keys_of(database).exists()


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


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_without_the_keys_a_backup_goes_in_and_is_read_when_they_are_back(
    database: str, kind: str, shared: Shared, tmp_path: Path
) -> None:
    with_history(database)
    made = back_up(database, tmp_path / "backup.sqlite", keys=tmp_path / "apart.keys")

    with empty(kind, shared, tmp_path) as url:
        answer = restore(made.file, url, at=AT)

        assert answer == Restored(2, 0, None, keys=keys_of(url))
        assert not keys_of(url).exists()
        with pytest.raises(KeysMissingError):
            Store.open(url)
        (tmp_path / "apart.keys").rename(keys_of(url))
        assert content(url) == content(database)


def test_without_the_keys_a_backup_that_was_changed_is_refused_too(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    initialise(url)
    with_history(url)
    made = back_up(url, tmp_path / "backup.sqlite")
    tampered(made.file, "UPDATE event SET body = CAST(body || ' ' AS BLOB) WHERE n = 2")

    answer = restore(made.file, f"sqlite:///{tmp_path / 'new.sqlite'}", at=AT)

    assert isinstance(answer, NotRestored)
    assert sorted(one.name for one in tmp_path.iterdir() if one.name.startswith("new")) == []


def test_a_backup_of_before_an_erasure_brings_nothing_back(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.sqlite'}"
    initialise(url)
    with Store.open(url) as store:
        proposed(store, a_nomination())
        perform(store, acting("submit", "unit_clerk"))
    made = back_up(url, tmp_path / "backup.sqlite")
    with Store.open(url) as store:
        (stream,) = {one.stream for one in store.events()}
        store.strongbox.destroy([stream], AT)

    answer = restore(made.file, url, at=AT)

    assert isinstance(answer, Restored)
    assert (answer.events, answer.lost, answer.erased) == (2, 0, 1)
    with Store.open(url) as store:
        assert store.destroyed(stream) is not None
        (found,) = all_found(store, All())
        assert found.erased is not None


def test_a_backup_of_the_first_release_is_brought_up_and_sealed_under_the_keys_of_the_place(
    tmp_path: Path,
) -> None:
    at_revision(f"sqlite:///{tmp_path / 'old.sqlite'}", "0005")

    answer = restore(tmp_path / "old.sqlite", f"sqlite:///{tmp_path / 'new.sqlite'}", at=AT)

    assert answer == Restored(0, 0, None)
    with Store.open(f"sqlite:///{tmp_path / 'new.sqlite'}") as store:
        assert store.numbers() == ()
    left = {one.name for one in tmp_path.iterdir() if one.name.startswith("new")}
    assert left == {"new.sqlite", "new.sqlite.keys", "new.sqlite-lock"}
