"""What somebody does who opens the file with another tool: every table rewritten, guards or not.

This is the forger's bench of `dossiers.attacks`; it works on a copy and on nothing else.  A forged
copy is what a careful forger leaves: guards set again, numbers and tiles computed again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url

from dossiers.store.backup import copied_file
from dossiers.store.guards import GUARDED, TRIGGERS
from dossiers.store.key_store import KeyStore
from dossiers.store.rows import KeptStamp, NewEvent, Signed
from dossiers.store.sqlite import connected, reading
from ledger import digest, tiles_with_bytes
from ledger.tiles import WIDTH

Numbered = tuple[str, int, bytes]
"""Dossier, position and leaf of one number of the log."""

Box = tuple[str, bytes | None]
"""Whose key seals it, and the sealed bytes; None where they were erased."""

BREAKS: Mapping[str, str] = {
    "UPDATE": "UPDATE event SET body = x'00' WHERE n = 2",
    "DELETE": "DELETE FROM event WHERE n = 2",
    "DELETE (all)": "DELETE FROM event",
    "REPLACE (primary key)": "REPLACE INTO event SELECT seq, stream, n, at, x'00', leaf FROM event",
    "REPLACE (unique key)": "INSERT OR REPLACE INTO event (stream, n, at, body, leaf) "
    "SELECT stream, n, at, x'00', leaf FROM event WHERE n = 2",
    "UPSERT": "INSERT INTO event SELECT * FROM event WHERE n = 2 "
    "ON CONFLICT (seq) DO UPDATE SET body = x'00'",
    "UPDATE OR REPLACE": "UPDATE OR REPLACE event SET n = 2 WHERE n = 1",
    "DROP TRIGGER": "DROP TRIGGER event_no_update; UPDATE event SET body = x'00'",
    "writable_schema": "PRAGMA writable_schema = ON; "
    "DELETE FROM sqlite_master WHERE name LIKE 'event_no_%'",
    "RENAME + CREATE": "ALTER TABLE event RENAME TO gone; CREATE TABLE event AS "
    "SELECT seq, stream, n, at, x'00' AS body, leaf FROM gone",
    "DROP TABLE": "DROP TABLE event",
}
"""Eleven attacks on the rows of events by whoever speaks through a connection of the program."""


@dataclass(frozen=True, slots=True)
class Stored:
    """All that a forger can put in place.

    Attributes:
        events: in the order of recording.
        log: the numbers, in their order.
        checkpoints: what was signed.
        documents: by digest.
        boxes: by commitment, the stream under whose key each is sealed, and the sealed bytes.
        stamps: time stamps over checkpoints.
        tiles: level, index and hashes of tiles beside those that the numbers make.
    """

    events: tuple[NewEvent, ...]
    log: tuple[Numbered, ...]
    checkpoints: tuple[Signed, ...]
    documents: Mapping[str, bytes]
    boxes: Mapping[str, Box]
    stamps: tuple[KeptStamp, ...] = ()
    tiles: tuple[tuple[int, int, bytes], ...] = ()


def copied(source: str | Path, target: Path) -> None:
    """Copy a database whole, as it stands after its last commit, and its keys; both are only read.

    Raises:
        DatabaseDamagedError: it is none.
        KeysMissingError: its keys are not beside it.
    """
    keys = KeyStore.beside(Path(source))
    keys.check()
    copied_file(keys.path, KeyStore.beside(target).path)
    copied_file(source, target)


def removed(copy: Path) -> None:
    """Delete a copy with its keys."""
    copy.unlink()
    KeyStore.beside(copy).path.unlink()


def stored_in(file: Path) -> Stored:
    """What a copy holds; its log as it would be numbered, its checkpoints and stamps left out."""
    raw = sqlite3.connect(file)
    rows = raw.execute("SELECT stream, n, at, body, leaf FROM event ORDER BY seq").fetchall()
    documents = dict(raw.execute("SELECT digest, body FROM document").fetchall())
    sealed = raw.execute("SELECT commitment, subject, box FROM disclosure").fetchall()
    raw.close()
    events = tuple(NewEvent(*row) for row in rows)
    boxes = {commitment: (subject, box) for commitment, subject, box in sealed}
    return Stored(
        events, tuple((one.stream, one.n, one.leaf) for one in events), (), documents, boxes
    )


def forge(file: Path, stored: Stored) -> None:
    """Put something in place of everything that a copy holds."""
    raw = sqlite3.connect(file)
    for name in TRIGGERS:
        raw.execute(f"DROP TRIGGER IF EXISTS {name}")
    for table in (*GUARDED, "pending", "document", "disclosure"):
        raw.execute(f"DELETE FROM {table}")  # noqa: S608 -- names of ours
    raw.executemany(
        "INSERT INTO event (stream, n, at, body, leaf) VALUES (?, ?, ?, ?, ?)",
        [(one.stream, one.n, one.at, one.body, one.leaf) for one in stored.events],
    )
    leaves = [(at, *one) for at, one in enumerate(stored.log)]
    raw.executemany("INSERT INTO log_leaf (idx, stream, n, leaf) VALUES (?, ?, ?, ?)", leaves)
    full = (pair for pair in tiles_with_bytes(one[2] for one in stored.log) if _full(pair[0].width))
    raw.executemany(
        "INSERT INTO tile (level, idx, hashes) VALUES (?, ?, ?)",
        [*((tile.level, tile.index, content) for tile, content in full), *stored.tiles],
    )
    raw.executemany(
        "INSERT INTO checkpoint (size, root, note) VALUES (?, ?, ?)",
        [(one.size, one.root, one.note) for one in stored.checkpoints],
    )
    raw.executemany(
        "INSERT INTO stamp (digest, size, token) VALUES (?, ?, ?)",
        [(digest(one.token), one.size, one.token) for one in stored.stamps],
    )
    raw.executemany("INSERT INTO document (digest, body) VALUES (?, ?)", stored.documents.items())
    raw.executemany(
        "INSERT INTO disclosure (commitment, subject, box) VALUES (?, ?, ?)",
        [(name, *box) for name, box in stored.boxes.items()],
    )
    for text in TRIGGERS.values():
        raw.execute(text)
    raw.commit()
    raw.close()


def held(file: Path) -> Mapping[str, bool]:
    """Each of the eleven attacks, and whether the guards of our own connections stopped it."""
    engine = connected(make_url(f"sqlite:///{file}"))
    try:
        found = {}
        for name, statements in BREAKS.items():
            before = _content(file)
            with reading(engine) as driver:
                tried(driver, statements)
            found[name] = _content(file) == before
        return found
    finally:
        engine.dispose()


def tried(driver: sqlite3.Connection, statements: str) -> None:
    """Do an attack, statement by statement, up to the first that is refused."""
    for statement in statements.split("; "):
        try:
            driver.execute(statement)
        except sqlite3.DatabaseError:
            return


def _content(file: Path) -> tuple[object, ...]:
    """The events, and what the schema says of their table."""
    raw = sqlite3.connect(file)
    try:
        schema = raw.execute("SELECT sql FROM sqlite_master WHERE tbl_name = 'event'").fetchall()
        return (*schema, *raw.execute("SELECT * FROM event ORDER BY seq").fetchall())
    except sqlite3.OperationalError:
        return ()
    finally:
        raw.close()


def _full(width: int) -> bool:
    """Whether a tile is one that is stored."""
    return width == WIDTH
