"""What a program looks at before it stays open on a database for long: pages, and newest history.

A crash, a disk that lies, or a hand leaves its marks where was written last.  So the events since
the newest checkpoint are hashed again, at most ten thousand of them, and the tree of the log is
held against that checkpoint; what was signed before it is `tdkt audit verify`'s matter.  SQLite
looks at every page of the file for at most five seconds.  However long history is, this takes
seconds.

Invariant: nothing is written, and what is found is an error that says where and what to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Engine

from dossiers.errors import TailChangedError
from dossiers.store.driver import Driver
from dossiers.store.engine import backend_of, place_of, reading, told_plainly
from dossiers.store.log_statements import LEAF_AT, SIGNED_UP_TO, TAIL
from dossiers.store.row_writing import as_bytes
from dossiers.store.sequencer import REASONS, Log
from ledger import NO_LEAF, EventBytesError, TileError, leaf_hash, read_event
from texts import Text

MOST = 10_000
"""Events that are hashed again at most."""

PATIENCE_S = 5.0
"""How long SQLite may look at its pages; a gigabyte takes it about a second."""

EVENT = Text(vi="sự kiện {n} của hồ sơ {stream}, {reason}", en="event {n} of {stream}, {reason}")
NUMBERED = Text(
    vi="nội dung không còn là nội dung đã được đánh số",
    en="the bytes are not those that got their number",
)
BEFORE = Text(
    vi="không nối tiếp sự kiện trước đó của hồ sơ", en="it does not continue the event before it"
)
SIGNED = Text(
    vi="điểm kiểm {size} sự kiện đã ký không còn khớp với sổ",
    en="the log no longer has the {size} events of its newest signed checkpoint",
)

Row = tuple[int, str, int, object, object, object]
"""Order of recording, dossier, position, bytes, leaf, and leaf in the log, as stored."""


@dataclass(frozen=True, slots=True)
class LookedOver:
    """What was looked at; nothing of it was wrong.

    Attributes:
        pages: whether all pages were; False where the time was up first.
        events: how many of the newest events were hashed again.
        whole: whether those were all that no checkpoint covers.
    """

    pages: bool
    events: int
    whole: bool


def looked_over(
    engine: Engine, log: str, *, most: int = MOST, patience: float | None = PATIENCE_S
) -> LookedOver:
    """Look at pages and newest history.

    Args:
        engine: of a database of this release.
        log: the origin of its log.
        most: how many events are hashed again at most.
        patience: seconds for the pages; None for as long as it takes.

    Raises:
        DatabaseDamagedError: a page is damaged.
        TailChangedError: an event, or the log below the newest checkpoint, is not what it was.
        StoreError: it cannot be read.
    """
    place = place_of(engine)
    with told_plainly(place):
        pages = backend_of(engine).looked_at_pages(engine, patience)
        signed = _signed(Log(engine, place, log))
        with reading(engine) as driver:
            bound = {"index": signed - 1}
            after = driver.execute(SIGNED_UP_TO, bound).fetchone()[0] if signed else 0
            rows = driver.execute(TAIL, {"after": after, "most": most + 1}).fetchall()
            for wrong in _wrong(driver, log, rows[:most]):
                raise TailChangedError(place, wrong)
    return LookedOver(pages, min(len(rows), most), len(rows) <= most)


def _signed(log: Log) -> int:
    """The size of the newest checkpoint, which the tree of the log still makes; 0 for none.

    Raises:
        TailChangedError: it does not.
    """
    kept = log.checkpoints()
    if not kept:
        return 0
    newest = kept[-1]
    try:
        same = newest.size <= log.size and log.root(newest.size) == newest.root
    except TileError:
        same = False
    if not same:
        raise TailChangedError(log.place, SIGNED.fill(size=newest.size))
    return newest.size


def _wrong(driver: Driver, log: str, rows: Sequence[Row]) -> Iterator[Text]:
    """What is wrong with each event, the oldest first."""
    leaves = {(row[1], row[2]): as_bytes(row[4]).hex() for row in rows}
    for row in reversed(rows):
        reason = _wrong_with(log, row)
        if reason is None:
            reason = _unlinked(driver, row, leaves)
        if reason is not None:
            yield EVENT.fill(n=row[2], stream=row[1], reason=reason)


def _wrong_with(log: str, row: Row) -> Text | None:
    """What is wrong with one event taken by itself."""
    _, stream, n, body, stored, numbered = row
    content = as_bytes(body)
    leaf = leaf_hash(content)
    if leaf != as_bytes(stored):
        return REASONS["hash"]
    if numbered is not None and leaf != as_bytes(numbered):
        return NUMBERED
    try:
        event = read_event(content)
    except EventBytesError:
        return REASONS["bytes"]
    return None if (event.log, event.stream, event.n) == (log, stream, n) else REASONS["place"]


def _unlinked(driver: Driver, row: Row, leaves: dict[tuple[str, int], str]) -> Text | None:
    """That an event does not name the one before it."""
    _, stream, n, body, *_ = row
    before = NO_LEAF if n == 1 else leaves.get((stream, n - 1))
    if before is None:
        found = driver.execute(LEAF_AT, {"stream": stream, "n": n - 1}).fetchone()
        before = None if found is None else as_bytes(found[0]).hex()
    return None if read_event(as_bytes(body)).prev == before else BEFORE
