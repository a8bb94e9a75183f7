"""One flipped byte anywhere in a signed log is noticed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from dossiers.proofs import Checked, checked
from dossiers.store import Signed, Store, initialise
from dossiers.store.forging import Stored, copied, forge
from ledger import NO_LEAF, root
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
        ("checkpoint", "root", 0, 5),
        ("checkpoint", "root", 1, 5),
        ("checkpoint", "note", 0, 7),
        ("checkpoint", "note", 1, 7),
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
