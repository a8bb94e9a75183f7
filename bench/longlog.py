"""A log of a million events, numbered and signed once, made by bulk SQL in a few seconds.

The bytes are those that the program writes (compared with `event_bytes` while it is made), a
thousand dossiers at a time take turns, and each goes round lawful steps of the shipped workflow.
Only the documents are fewer than in life: events share them.
"""

from __future__ import annotations

import atexit
import hashlib
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from functools import cache
from itertools import count, islice
from pathlib import Path

import workflow
from dossiers.store import initialise
from dossiers.store.guards import TRIGGERS
from ledger import (
    NO_LEAF,
    Actor,
    Command,
    Event,
    Judgement,
    digest,
    event_bytes,
    root,
    tiles_with_bytes,
)
from ledger.proving import Checkpoint, SecretKey, checkpoint_text, note_bytes, signed
from ledger.tiles import WIDTH

EVENTS = 1_000_000
A_DOSSIER = 20
"""Events of one dossier."""

AT_ONCE = 1_000
"""Dossiers that take turns."""

DOCUMENTS = 1_000
"""Documents that events bring, about a kilobyte each."""

BEGAN = 1_736_900_000_000
"""Milliseconds since 1970 of the first event, in January 2025."""

STEPS = (
    ("propose", "", "draft"),
    ("submit", "draft", "council_review"),
    *(
        ("return_for_supplement", "council_review", "returned"),
        ("resubmit", "returned", "council_review"),
    )
    * (A_DOSSIER // 2),
)
"""What a dossier does: proposed, handed in, then back and forth."""

Row = tuple[str, int, int, bytes, bytes]
"""Dossier, position, moment, bytes and leaf of an event."""

_KEPT = ExitStack()
atexit.register(_KEPT.close)


@cache
def long_log(events: int = EVENTS) -> Path:
    """The database, made once for each run of the benches; it goes when the program ends."""
    folder = Path(_KEPT.enter_context(tempfile.TemporaryDirectory()))
    file = folder / "long.sqlite"
    initialise(f"sqlite:///{file}")
    raw = sqlite3.connect(file, isolation_level=None)
    raw.executescript("PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; BEGIN")
    for name in TRIGGERS:
        raw.execute(f"DROP TRIGGER {name}")
    _fill(raw, events)
    for text in TRIGGERS.values():
        raw.execute(text)
    raw.execute("COMMIT")
    raw.close()
    return file


def _fill(raw: sqlite3.Connection, events: int) -> None:
    """Write documents, events, numbers, tiles and one checkpoint."""
    (log,) = raw.execute("SELECT value FROM meta WHERE name = 'log'").fetchone()
    definition = workflow.shipped("provincial-award")
    brought = [b'{"details":{},"reason":"%s %d"}' % (b"x" * 900, at) for at in range(DOCUMENTS)]
    documents = {digest(body): body for body in (definition, *brought)}
    raw.executemany("INSERT INTO document (digest, body) VALUES (?, ?)", documents.items())
    rows = rows_of(log, tuple(documents), events)
    leaves: list[bytes] = []
    while batch := list(islice(rows, 50_000)):
        raw.executemany("INSERT INTO event (stream, n, at, body, leaf) VALUES (?,?,?,?,?)", batch)
        numbers = [(at, row[0], row[1], row[4]) for at, row in enumerate(batch, len(leaves))]
        raw.executemany("INSERT INTO log_leaf (idx, stream, n, leaf) VALUES (?,?,?,?)", numbers)
        leaves += [row[4] for row in batch]
    ends = (
        "SELECT stream, stream, 'CSTDCS', 'unit', ?, max(n), '', x'', '' FROM event GROUP BY stream"
    )
    columns = "id, number, award, unit, state, n, head, body, likeness"
    raw.execute(f"INSERT INTO dossier ({columns}) {ends}", (STEPS[A_DOSSIER - 1][2],))
    made = [(tile.level, tile.index, one) for tile, one in tiles_with_bytes(leaves) if _full(tile)]
    raw.executemany("INSERT INTO tile (level, idx, hashes) VALUES (?, ?, ?)", made)
    said = Checkpoint(log, len(leaves), root(leaves))
    note = note_bytes(signed(checkpoint_text(said), [SecretKey(log, bytes(32))]))
    raw.execute("INSERT INTO checkpoint VALUES (?, ?, ?)", (said.size, said.root, note))


def rows_of(log: str, documents: tuple[str, ...], events: int) -> Iterator[Row]:
    """The events in the order of recording."""
    definition, *brought = documents
    template = _template(log, definition)
    moments = count(BEGAN, 1_000)
    dossiers = events // A_DOSSIER
    for first in range(0, dossiers, AT_ONCE):
        heads = {_stream(at): NO_LEAF for at in range(first, min(first + AT_ONCE, dossiers))}
        for n, (act, source, target) in enumerate(STEPS[:A_DOSSIER], 1):
            for stream, prev in list(heads.items()):
                at = next(moments)
                data = brought[at // 1_000 % len(brought)]
                words = (at, stream, n, data, stream, source, n, prev, target, act)
                body = (template % words).encode()
                leaf = hashlib.sha256(b"\0" + body).digest()
                heads[stream] = leaf.hex()
                yield stream, n, at, body, leaf


def _stream(at: int) -> str:
    """The id of a dossier, which looks drawn as ids are."""
    return hashlib.sha256(b"%d" % at).hexdigest()[:32]


def _template(log: str, definition: str) -> str:
    """The bytes of an event with a `%` wherever two events differ."""
    one = Event(
        log=log,
        stream="%s",
        n=7_777_777,
        prev="%s",
        type="%s",
        source="%s",
        target="%s",
        at=datetime.fromtimestamp(BEGAN / 1_000, tz=UTC),
        on=date(2025, 1, 15),
        actor=Actor("secretary-bk", "council_secretary"),
        command=Command("season/%s/%d", "e" * 64),
        judged=Judgement(
            definition=definition,
            rules=definition,
            facts=definition,
            evaluator="tdkt-rules/1",
            verdict="undetermined",
            outcome=definition,
        ),
        data="%s",
    )
    written = event_bytes(one).decode()
    return written.replace(str(BEGAN), "%d").replace("7777777", "%d")


def _full(tile: object) -> bool:
    """Whether a tile is full; others are not stored."""
    return getattr(tile, "width", 0) == WIDTH
