"""A log of a million events, numbered and signed once, made by bulk SQL in a few seconds.

The bytes are those that the program writes today (`event_bytes` makes the mould for them): each
event tells of its clock and of the checkpoint that its writer knew, and pins facts, outcome and
what was brought by commitments, whose documents lie sealed.  A thousand dossiers at a time take
turns, and each goes round lawful steps of the shipped workflow.  Only the documents are fewer than
in life: events share them, and one key opens all.
"""

from __future__ import annotations

import atexit
import hashlib
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from itertools import count, islice
from pathlib import Path

import workflow
from dossiers.store import Disclosed, initialise
from dossiers.store.guards import TRIGGERS
from dossiers.store.key_store import KeyStore
from dossiers.store.strongbox import Strongbox
from ledger import (
    NO_LEAF,
    Actor,
    Command,
    Event,
    Judgement,
    Seen,
    TimeQuality,
    digest,
    event_bytes,
    root,
    tiles_with_bytes,
)
from ledger.commitment import content_of
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
    _fill(raw, file, events)
    for text in TRIGGERS.values():
        raw.execute(text)
    raw.execute("COMMIT")
    raw.close()
    return file


def _fill(raw: sqlite3.Connection, file: Path, events: int) -> None:
    """Write documents, events, numbers, tiles and one checkpoint."""
    (log,) = raw.execute("SELECT value FROM meta WHERE name = 'log'").fetchone()
    definition = workflow.shipped("provincial-award")
    raw.execute(
        "INSERT INTO document (digest, body) VALUES (?, ?)", (digest(definition), definition)
    )
    brought = [b'{"details":{},"reason":"%s %d"}' % (b"x" * 900, at) for at in range(DOCUMENTS)]
    sealed = [_sealed("data", body) for body in brought]
    judged = [_sealed(path, b'{"of":"%s"}' % path.encode()) for path in ("facts", "outcome")]
    strongbox = Strongbox(KeyStore.beside(file))
    boxes = [(one.commitment, one.subject, strongbox.box(one)) for one in (*sealed, *judged)]
    raw.executemany("INSERT INTO disclosure (commitment, subject, box) VALUES (?, ?, ?)", boxes)
    mould = _mould(log, digest(definition), *(one.commitment for one in judged))
    rows = rows_of(mould, tuple(one.commitment for one in sealed), events)
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


def rows_of(mould: Mould, brought: tuple[str, ...], events: int) -> Iterator[Row]:
    """The events in the order of recording."""
    moments = count(BEGAN, 1_000)
    dossiers = events // A_DOSSIER
    parts = [(data, mould.private(data)) for data in brought]
    for first in range(0, dossiers, AT_ONCE):
        heads = {_stream(at): NO_LEAF for at in range(first, min(first + AT_ONCE, dossiers))}
        for n, (act, source, target) in enumerate(STEPS[:A_DOSSIER], 1):
            for stream, prev in list(heads.items()):
                at = next(moments)
                data, private = parts[at // 1_000 % len(parts)]
                words = (at, stream, n, data, stream, source, n, prev, private, target, act)
                body = (mould.text % words).encode()
                leaf = hashlib.sha256(b"\0" + body).digest()
                heads[stream] = leaf.hex()
                yield stream, n, at, body, leaf


def _stream(at: int) -> str:
    """The id of a dossier, which looks drawn as ids are."""
    return hashlib.sha256(b"%d" % at).hexdigest()[:32]


def _sealed(path: str, body: bytes) -> Disclosed:
    """A document that events commit to, under the one key."""
    content = content_of(digest(path.encode() + body), path, body)
    return Disclosed(digest(content), _stream(0), content)


@dataclass(frozen=True, slots=True)
class Mould:
    """The bytes of an event with a `%` wherever two events differ.

    Attributes:
        text: the bytes as text.
        judged: the commitments that stand in it.
    """

    text: str
    judged: tuple[str, str]

    def private(self, data: str) -> str:
        """The commitments of an event that brings a document, as they stand in its bytes."""
        return '","'.join(sorted((data, *self.judged)))


def _mould(log: str, definition: str, facts: str, outcome: str) -> Mould:
    """What the events of this log are made by."""
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
            facts=facts,
            evaluator="tdkt-rules/1",
            verdict="undetermined",
            outcome=outcome,
        ),
        data="%s",
        quality=TimeQuality("system"),
        seen=Seen(250_000, "d" * 64),
        private=("f" * 64,),
    )
    written = event_bytes(one).decode().replace(str(BEGAN), "%d").replace("7777777", "%d")
    return Mould(written.replace("f" * 64, "%s"), (facts, outcome))


def _full(tile: object) -> bool:
    """Whether a tile is full; others are not stored."""
    return getattr(tile, "width", 0) == WIDTH
