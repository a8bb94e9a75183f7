"""One flipped byte anywhere in a signed log is noticed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import cast

import pytest

from dossiers.proofs import Checked, _against, _against_tiles, checked
from dossiers.store import Log, Signed, Store, initialise
from dossiers.store.forging import Stored, copied, forge
from ledger import NO_LEAF, Link, first_break, root
from ledger.proving import (
    Checkpoint,
    Keyring,
    Policy,
    SecretKey,
    checkpoint_text,
    note_bytes,
    signed,
)
from tests.dossiers.test_store import an_entry

EVENTS = 300
SECRET = SecretKey("log", bytes(range(32)))
POLICY = Policy("log", Keyring.of(SECRET.public), (), 0)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A log of 300 events, with a full tile, signed at two sizes."""
    path = tmp_path_factory.mktemp("log") / "a.sqlite"
    initialise(f"sqlite:///{path}")
    events = [
        an_entry(1, NO_LEAF, stream=f"d-{at}", key=f"k-{at}").events[0] for at in range(EVENTS)
    ]
    leaves = [one.leaf for one in events]
    kept = []
    for size in (120, EVENTS):
        said = Checkpoint("log", size, root(leaves[:size]))
        kept.append(Signed(size, said.root, note_bytes(signed(checkpoint_text(said), [SECRET]))))
    numbers = tuple((one.stream, one.n, one.leaf) for one in events)
    forge(path, Stored(tuple(events), numbers, tuple(kept), {}, {}))
    raw = sqlite3.connect(path)
    raw.execute("UPDATE meta SET value = 'log' WHERE name = 'log'")
    raw.commit()
    raw.close()
    return path


def look(path: Path) -> Checked:
    with Store.open(f"sqlite:///{path}") as store:
        return checked(store, policy=POLICY)


def test_an_untouched_log_holds(file: Path) -> None:
    found = look(file)

    assert (found.findings, found.guards, found.numbered) == ((), (), EVENTS)
    assert found.holds is not None
    assert found.holds.size == EVENTS


@pytest.mark.parametrize(
    ("table", "column", "row", "stride"),
    [
        ("event", "body", 0, 61),
        ("event", "body", 299, 61),
        ("log_leaf", "leaf", 7, 5),
        ("tile", "hashes", 0, 1021),
        ("checkpoint", "root", 0, 1),
        ("checkpoint", "root", 1, 1),
        ("checkpoint", "note", 0, 1),
        ("checkpoint", "note", 1, 1),
    ],
)
def test_one_flipped_byte_is_noticed(
    file: Path, tmp_path: Path, table: str, column: str, row: int, stride: int
) -> None:
    path = tmp_path / "b.sqlite"
    copied(file, path)
    raw = sqlite3.connect(path)
    raw.execute(f"DROP TRIGGER {table}_no_update")
    pick = f"SELECT rowid, {column} FROM {table} ORDER BY rowid LIMIT 1 OFFSET ?"  # noqa: S608 -- names of ours
    name, whole = raw.execute(pick, (row,)).fetchone()
    change = f"UPDATE {table} SET {column} = ? WHERE rowid = ?"  # noqa: S608 -- names of ours

    missed = []
    for at in range(0, len(whole), stride):
        flipped = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        raw.execute(change, (flipped, name))
        raw.commit()
        if not look(path).findings:
            missed.append(at)
    raw.close()

    assert missed == []


def flips(whole: bytes) -> Iterator[bytes]:
    """The bytes with one bit of each changed in turn."""
    changed = bytearray(whole)
    for at in range(len(whole)):
        changed[at] ^= 1
        yield bytes(changed)
        changed[at] ^= 1


def test_every_byte_of_every_event_and_of_its_number_counts(file: Path) -> None:
    with Store.open(f"sqlite:///{file}") as store:
        for one in store.numbered.events():
            assert one.event is not None
            bodies = (
                replace(one, event=replace(one.event, body=body)) for body in flips(one.event.body)
            )
            leaves = (replace(one, leaf=leaf) for leaf in flips(one.leaf))
            before = one.event.seq - 1
            assert all(any(_against(each, one.index, before)) for each in chain(bodies, leaves))


def test_every_byte_of_every_leaf_beside_an_event_counts(file: Path) -> None:
    with Store.open(f"sqlite:///{file}") as store:
        for one in store.events():
            links = ([Link(one.n, one.body, leaf)] for leaf in flips(one.leaf))
            assert all(first_break(each, stream=one.stream) is not None for each in links)


@dataclass(frozen=True)
class OfTiles:
    """A log whose one tile is another than its leaves make."""

    kept: tuple[bytes, ...]
    tile: bytes

    def leaves(self) -> tuple[bytes, ...]:
        return self.kept

    def tiles(self) -> tuple[tuple[int, int, bytes], ...]:
        return ((0, 0, self.tile),)


def test_every_byte_of_a_tile_counts(file: Path) -> None:
    with Store.open(f"sqlite:///{file}") as store:
        leaves = tuple(store.numbered.leaves())
        ((_, _, tile),) = store.numbered.tiles()

    assert not any(_against_tiles(cast("Log", OfTiles(leaves, tile))))
    for flipped in flips(tile):
        assert any(_against_tiles(cast("Log", OfTiles(leaves, flipped))))
