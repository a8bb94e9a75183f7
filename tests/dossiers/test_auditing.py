"""The quick walks say yes only where the slow ones find nothing, and say nothing else."""

from __future__ import annotations

import sqlite3
from functools import partial
from pathlib import Path

import pytest

from bench.longlog import long_log
from dossiers.auditing import audited
from dossiers.one_walk import whole
from dossiers.proofs import Checked, checked, sizes_asked
from dossiers.store import Store, initialise
from dossiers.store.forging import copied
from dossiers.verification import Verified, verify
from dossiers.whole_streams import WholeStreams, end_of_streams, streams_of
from tests.dossiers.tampering import tampered
from tests.dossiers.test_erasing import corrected

EVENTS = 600


@pytest.fixture(scope="module")
def made() -> Path:
    """A small log of the bench: 600 events, two full tiles, one checkpoint."""
    return long_log(EVENTS)


@pytest.fixture
def file(made: Path, tmp_path: Path) -> Path:
    target = tmp_path / "a.sqlite"
    copied(made, target)
    return target


def opened(file: Path) -> Store:
    return Store.open(f"sqlite:///{file}")


def audits(file: Path) -> tuple[tuple[Verified, Checked], tuple[Verified, Checked]]:
    with opened(file) as store:
        return audited(store), (verify(store), checked(store))


def is_quick(file: Path) -> bool:
    with opened(file) as store:
        return whole(store, sizes_asked(store)) is not None


def test_a_log_that_is_whole_is_seen_to_be_so_by_the_quick_walks(file: Path) -> None:
    quick, slow = audits(file)

    assert is_quick(file)
    assert quick == slow
    with opened(file) as store:
        verified, log = audited(store)
    assert (verified.events, verified.streams, log.numbered) == (EVENTS, EVENTS // 20, EVENTS)
    assert log.holds is not None


def test_two_processes_say_what_one_says(file: Path) -> None:
    with opened(file) as store:
        sizes = sizes_asked(store)
        assert whole(store, sizes, long=1) == whole(store, sizes)
        assert whole(store, sizes) is not None


def test_the_roots_are_those_of_every_size_asked_for(file: Path) -> None:
    sizes = [1, 2, 255, 256, 257, 511, 512, 513, EVENTS]
    with opened(file) as store:
        found = whole(store, sizes)
        assert found is not None
        assert {size: found.log.roots[size] for size in sizes} == {
            size: store.numbered.root(size) for size in sizes
        }


DAMAGE = {
    "a letter of an event": (
        "UPDATE event SET body = substr(body, 1, 99) || x'58' || substr(body, 101) WHERE seq = 300"
    ),
    "text in place of bytes": "UPDATE event SET body = CAST(body AS TEXT) || 'x' WHERE seq = 300",
    "a stored leaf": "UPDATE event SET leaf = zeroblob(32) WHERE seq = 300",
    "an event gone": "DELETE FROM event WHERE seq = 300",
    "the last event gone": "DELETE FROM event WHERE seq = 600",
    "the first event gone": "DELETE FROM event WHERE seq = 1",
    "an event out of order": "UPDATE event SET seq = 100000 WHERE seq = 300",
    "another dossier": "UPDATE event SET stream = 'x' WHERE seq = 300",
    "another position": "UPDATE event SET n = 99 WHERE seq = 300",
    "a number gone": "DELETE FROM log_leaf WHERE idx = 299",
    "the last number gone": "DELETE FROM log_leaf WHERE idx = 599",
    "a numbered leaf": "UPDATE log_leaf SET leaf = zeroblob(32) WHERE idx = 299",
    "the dossier of a number": "UPDATE log_leaf SET stream = 'x' WHERE idx = 299",
    "a tile": "UPDATE tile SET hashes = zeroblob(8192) WHERE idx = 1",
    "a tile gone": "DELETE FROM tile WHERE idx = 0",
    "a tile too many": "INSERT INTO tile VALUES (1, 0, zeroblob(8192))",
    "the root of a checkpoint": "UPDATE checkpoint SET root = zeroblob(32)",
    "the note of a checkpoint": "UPDATE checkpoint SET note = x'00'",
    "a document": "UPDATE document SET body = x'7b7d'",
    "a document gone": "DELETE FROM document",
    "a document under another name": "UPDATE document SET digest = 'x'",
    "a sealed document": "UPDATE disclosure SET box = zeroblob(99) WHERE rowid = 1",
    "a sealed document gone": "DELETE FROM disclosure WHERE rowid = 1",
    "a sealed document under another name": (
        "UPDATE disclosure SET commitment = 'x' WHERE rowid = 1"
    ),
    "another first event of a dossier": "UPDATE event SET n = 0 WHERE seq = 13",
    "an event before all others": "UPDATE event SET seq = -7 WHERE seq = 300",
}


@pytest.mark.parametrize("name", DAMAGE)
def test_whatever_is_damaged_is_told_as_the_slow_walks_tell_it(file: Path, name: str) -> None:
    tampered(file, DAMAGE[name])

    (verified, log), slow = audits(file)

    assert (verified, log) == slow
    assert verified.problems or log.findings


def divided(store: Store, events: int) -> set[WholeStreams | None]:
    """What two walks say that meet at different places, between dossiers and inside of them."""
    found = set()
    for apart in (0, events // 20, events // 2, events - 1, events):
        first = streams_of(store)
        asked = partial(end_of_streams, store, first.linked, apart + 1, events)
        found.add(first.whole(apart, asked))
    return found


def test_wherever_the_walk_is_divided_it_says_what_one_walk_says(file: Path) -> None:
    with opened(file) as store:
        assert divided(store, EVENTS) == {streams_of(store).whole(EVENTS)} != {None}


def test_a_link_is_seen_over_the_place_where_the_walk_is_divided(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'linked.sqlite'}"
    initialise(url)
    with Store.open(url) as store:
        corrected(store, ended=True)
        events = store.numbered.number()
        first = streams_of(store)

        assert len(first.linked) == 2
        assert divided(store, events) == {first.whole(events)} != {None}

    other = "DELETE FROM event WHERE stream <> (SELECT stream FROM event WHERE seq = 1)"
    tampered(tmp_path / "linked.sqlite", other)
    with Store.open(url) as store:
        assert divided(store, events) == {streams_of(store).whole(events)} == {None}


@pytest.mark.parametrize("name", DAMAGE)
def test_wherever_the_walk_is_divided_damage_is_noticed_by_it_or_by_none(
    file: Path, name: str
) -> None:
    tampered(file, DAMAGE[name])

    with opened(file) as store:
        assert divided(store, EVENTS) == {streams_of(store).whole(EVENTS)}


def test_damage_of_what_no_event_names_is_no_finding(file: Path) -> None:
    raw = sqlite3.connect(file)
    raw.execute("INSERT INTO document VALUES ('nobody', x'00')")
    raw.commit()
    raw.close()

    (verified, log), slow = audits(file)

    assert (verified, log) == slow
    assert (verified.problems, log.findings) == ((), ())


def test_events_that_wait_for_a_number_are_looked_at_as_well(made: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.sqlite"
    copied(made, target)
    tampered(target, "DELETE FROM log_leaf WHERE idx >= 512")
    raw = sqlite3.connect(target)
    raw.execute("DELETE FROM checkpoint WHERE size < 0")
    raw.execute("INSERT INTO pending SELECT seq FROM event WHERE seq > 512")
    raw.commit()
    raw.close()
    assert is_quick(target)

    tampered(target, "UPDATE event SET leaf = zeroblob(32) WHERE seq = 590")

    assert not is_quick(target)
    quick, slow = audits(target)
    assert quick == slow
