"""The log of one database: committed events get their numbers here, after they were checked again.

Order inside a dossier is settled when an act is recorded; its place in the log is given afterwards,
so that nobody who records waits for the whole log.  What is recorded lies in an outbox until then.

The sequencer is the first auditor.  It believes no stored hash: it hashes the bytes again and asks
whether each event names the last numbered leaf of its dossier.  A flipped bit or a forged row stops
here, before any signature.

Invariants:

* one round is one transaction: numbers, tiles and the outbox change together or not at all;
* a number is given once and never taken back; full tiles are written once;
* what is refused keeps its place in the outbox, and with it whatever was recorded later.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine

from dossiers.errors import HistoryError
from dossiers.scope import NeedsWholeError
from dossiers.server_errors import DatabaseContendedError
from dossiers.store import log_statements
from dossiers.store.driver import Driver
from dossiers.store.engine import (
    backend_of,
    reading,
    told_plainly,
    tried_again,
    writing,
    writing_alone,
)
from dossiers.store.rows import InLog, KeptStamp, Signed, StoredEvent
from ledger import (
    EMPTY_ROOT,
    NO_LEAF,
    EventBytesError,
    Subtrees,
    Tile,
    digest,
    leaf_hash,
    new_tiles,
    read_event,
    root_in,
    subtrees_in,
    tile_bytes,
)
from ledger.merkle import node_hash
from ledger.tiles import HEIGHT, WIDTH
from texts import Text

ROUND = 4_096
"""Events that one transaction numbers at most."""

REFUSED = Text(
    vi="Không đánh số được sự kiện {n} của hồ sơ {stream}: {reason}. Dừng ký và chạy "
    "`tdkt audit verify`; chưa có gì thay đổi.",
    en="Event {n} of dossier {stream} gets no number: {reason}. Sign nothing and run "
    "`tdkt audit verify`; nothing was changed.",
)
REASONS = {
    "gone": Text(vi="sự kiện không còn trong bảng", en="the event is gone from its table"),
    "hash": Text(
        vi="nội dung không khớp mã băm", en="the bytes do not have the hash stored for them"
    ),
    "bytes": Text(vi="không đọc được nội dung", en="the bytes are no event"),
    "place": Text(
        vi="nội dung ghi hồ sơ, số thứ tự hoặc sổ khác",
        en="the bytes name another dossier, position or log",
    ),
    "link": Text(
        vi="không nối tiếp sự kiện đã đánh số trước đó của hồ sơ",
        en="it does not continue the last numbered event of its dossier",
    ),
}


class NotNumberedError(HistoryError):
    """An event in the outbox is not what an honest writer left; nothing of its round is numbered.

    Attributes:
        stream: the dossier.
        n: the event.
        reason: `gone`, `hash`, `bytes`, `place` or `link`.
    """

    def __init__(self, stream: str, n: int, reason: str) -> None:
        """Name the event and say what is wrong with it."""
        self.stream = stream
        self.n = n
        self.reason = reason
        super().__init__(REFUSED.fill(n=n, stream=stream, reason=REASONS[reason]))


@dataclass(frozen=True, slots=True)
class Log:
    """The log of an open store; get it as `Store.numbered`.

    Attributes:
        engine: of the store, which closes it.
        place: the database, for sentences to people.
        origin: the name of the log, which every event carries.
        whole: whether whoever asks may see everything; hashes, which are published, anybody may.
    """

    engine: Engine
    place: str
    origin: str
    whole: bool = True

    def number(self) -> int:
        """Give every waiting event its number, in the order of recording; how many there were.

        Raises:
            NotNumberedError: an event is not whole; the rounds before it stand.
            NeedsWholeError: the store shows some units only.
            StoreError: the database cannot be written.
        """
        self._check_whole()
        done = 0
        while True:
            found = tried_again(self._round)
            if not found:
                return done
            done += found

    def _round(self) -> int:
        """Number a round in one transaction; a round that was numbered is not found again.

        Two that number at once wait for each other.  If they did not, the keys of the log would
        stop the second, which then begins anew.

        Raises:
            NotNumberedError: an event is not whole.
            DatabaseContendedError: somebody else has numbered the same meanwhile.
        """
        try:
            with writing_alone(self.engine, self.place) as driver:
                return self._numbered(driver)
        except Exception as failed:
            if backend_of(self.engine).is_duplicate(failed):
                raise DatabaseContendedError(self.place) from failed
            raise

    def _numbered(self, driver: Driver) -> int:
        """Number a round; what somebody else has just numbered is no sign of a forged event."""
        try:
            return _round(driver, self.origin)
        except NotNumberedError as refused:
            event = {"stream": refused.stream, "n": refused.n}
            waits = driver.execute(log_statements.STILL_WAITING, event).fetchone()
            if waits is None and refused.reason != "gone":
                raise DatabaseContendedError(self.place) from refused
            raise

    @property
    def in_order(self) -> bool:
        """Whether events were recorded in the order of their `seq` over all dossiers.

        On PostgreSQL only those of one dossier were: who began earlier may have committed later.
        """
        return backend_of(self.engine).IN_ORDER

    @property
    def size(self) -> int:
        """How many events have a number."""
        with self._reading() as driver:
            return _size(driver)

    @property
    def waiting(self) -> int:
        """How many events lie in the outbox."""
        with self._reading() as driver:
            return int(driver.execute(log_statements.WAITING_COUNT).fetchone()[0])

    def root(self, size: int) -> bytes:
        """The root over the first `size` events.

        Raises:
            ledger.TileError: a tile of them is lost or damaged.
        """
        with self._reading() as driver:
            return root_in(lambda tile: _tile(driver, tile), size) if size else EMPTY_ROOT

    @contextmanager
    def subtrees(self, size: int) -> Iterator[Subtrees]:
        """The subtrees of the first `size` events, for proofs; good inside the block.

        Raises:
            ledger.TileError: when one is asked for that cannot be had.
        """
        with self._reading() as driver:
            yield subtrees_in(lambda tile: _tile(driver, tile), size)

    def leaves(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The leaf hashes by number, as the log has them."""
        with self._reading() as driver:
            bound = {"start": start, "end": _size(driver) if end is None else end}
            for (leaf,) in backend_of(self.engine).streamed(driver, log_statements.LEAVES, bound):
                yield _as_bytes(leaf)

    def tiles(self) -> Iterator[tuple[int, int, bytes]]:
        """The full tiles that are stored: level, index and hashes."""
        with self._reading() as driver:
            for level, index, hashes in driver.execute(log_statements.TILES):
                yield level, index, _as_bytes(hashes)

    def events(self) -> Iterator[InLog]:
        """Every number with what is stored for it, in order; nothing about it is believed yet.

        Raises:
            NeedsWholeError: the store shows some units only.
        """
        self._check_whole()
        with self._reading() as driver:
            rows = backend_of(self.engine).streamed(driver, log_statements.IN_LOG, {})
            yield from map(_in_log, rows)

    def of_stream(self, stream: str) -> tuple[InLog, ...]:
        """The numbers of one dossier with what is stored for them, in order, without a walk.

        Raises:
            NeedsWholeError: the store shows some units only.
        """
        self._check_whole()
        with self._reading() as driver:
            rows = driver.execute(log_statements.IN_LOG_OF, {"stream": stream}).fetchall()
        return tuple(map(_in_log, rows))

    def numbers_of(self, stream: str) -> dict[int, int]:
        """The number in the log of each event of a dossier, by its position there."""
        with self._reading() as driver:
            return dict(driver.execute(log_statements.NUMBERS_OF, {"stream": stream}).fetchall())

    def nowhere(self) -> tuple[tuple[str, int], ...]:
        """Events that neither have a number nor wait for one: dossier and position.

        Raises:
            NeedsWholeError: the store shows some units only.
        """
        self._check_whole()
        with self._reading() as driver:
            return tuple((stream, n) for stream, n in driver.execute(log_statements.NOWHERE))

    def inverted(self) -> tuple[tuple[str, int], ...]:
        """Events recorded before the one that they follow in their dossier.

        Raises:
            NeedsWholeError: the store shows some units only.
        """
        self._check_whole()
        with self._reading() as driver:
            return tuple((stream, n) for stream, n in driver.execute(log_statements.INVERTED))

    def checkpoints(self) -> tuple[Signed, ...]:
        """What was signed of the log, the smallest first."""
        with self._reading() as driver:
            rows = driver.execute(log_statements.CHECKPOINTS).fetchall()
        return tuple(Signed(size, _as_bytes(root), _as_bytes(note)) for size, root, note in rows)

    def keep(self, signed: Signed) -> None:
        """Keep a signed checkpoint; the same size again changes nothing.

        Raises:
            StoreError: the database cannot be written.
        """
        with writing_alone(self.engine, self.place) as driver:
            if any(row[0] == signed.size for row in driver.execute(log_statements.CHECKPOINTS)):
                return
            values = {"size": signed.size, "root": signed.root, "note": signed.note}
            driver.execute(log_statements.ADD_CHECKPOINT, values)

    def stamps(self) -> tuple[KeptStamp, ...]:
        """The time stamps over checkpoints, the smallest first."""
        with self._reading() as driver:
            rows = driver.execute(log_statements.STAMPS).fetchall()
        return tuple(KeptStamp(_as_size(size), _as_bytes(token)) for _, size, token in rows)

    def keep_stamp(self, stamp: KeptStamp) -> None:
        """Keep a time stamp; the same again changes nothing.

        Raises:
            StoreError: the database cannot be written.
        """
        name = digest(stamp.token)
        with writing(self.engine, self.place) as driver:
            if all(row[0] != name for row in driver.execute(log_statements.STAMPS)):
                values = {"digest": name, "size": stamp.size, "token": stamp.token}
                driver.execute(log_statements.ADD_STAMP, values)

    def missing_guards(self) -> tuple[str, ...]:
        """What no longer guards the tables, by name."""
        with self._reading() as driver:
            return backend_of(self.engine).missing_guards(driver)

    @property
    def file_mode(self) -> int | None:
        """Who may read and write the file, as nine bits; None where the database is no file."""
        there = backend_of(self.engine).file(self.engine.url)
        return None if there is None else there.stat().st_mode & 0o777

    def _check_whole(self) -> None:
        """Refuse what tells of the dossiers of all units.

        Raises:
            NeedsWholeError: the store shows some units only.
        """
        if not self.whole:
            raise NeedsWholeError

    @contextmanager
    def _reading(self) -> Iterator[Driver]:
        """A connection for reading."""
        with told_plainly(self.place), reading(self.engine) as driver:
            yield driver


def _in_log(row: tuple[int, str, int, object, int, object, object]) -> InLog:
    """A number of the log as a row tells it."""
    index, stream, n, leaf, seq, body, stored = row
    event = None
    if body is not None:
        event = StoredEvent(seq, stream, n, _as_bytes(body), _as_bytes(stored))
    return InLog(index, stream, n, _as_bytes(leaf), event)


def _round(driver: Driver, origin: str) -> int:
    """Number what waits, up to a round of it; how many events that were."""
    rows = driver.execute(log_statements.WAITING, {"most": ROUND}).fetchall()
    if not rows:
        return 0
    old = _size(driver)
    heads: dict[str, tuple[int, str]] = {}
    leaves = []
    for index, row in enumerate(rows, start=old):
        leaf = _checked(driver, origin, row, heads)
        stream, n = str(row[1]), int(row[2])
        heads[stream] = (n, leaf.hex())
        leaves.append({"idx": index, "stream": stream, "n": n, "leaf": leaf})
    driver.executemany(log_statements.ADD_LEAF, leaves)
    _write_tiles(driver, old, old + len(rows))
    driver.executemany(log_statements.NUMBERED, [{"seq": row[0]} for row in rows])
    return len(rows)


def _checked(
    driver: Driver,
    origin: str,
    row: tuple[int, str | None, int | None, object, object],
    heads: dict[str, tuple[int, str]],
) -> bytes:
    """The leaf of a waiting event, hashed again and found in its place.

    Raises:
        NotNumberedError: it is not what an honest writer left.
    """
    seq, stream, n, body, stored = row
    if stream is None or n is None:
        raise NotNumberedError(f"#{seq}", 0, "gone")
    content = _as_bytes(body)
    leaf = leaf_hash(content)
    if leaf != _as_bytes(stored):
        raise NotNumberedError(stream, n, "hash")
    try:
        event = read_event(content)
    except EventBytesError as wrong:
        raise NotNumberedError(stream, n, "bytes") from wrong
    if (event.log, event.stream, event.n) != (origin, stream, n):
        raise NotNumberedError(stream, n, "place")
    last = heads.get(stream) or _last(driver, stream)
    if (event.n - 1, event.prev) != last:
        raise NotNumberedError(stream, n, "link")
    return leaf


def _last(driver: Driver, stream: str) -> tuple[int, str]:
    """Position and leaf of the last numbered event of a dossier; of none, what the first names."""
    found = driver.execute(log_statements.LAST_LEAF_OF, {"stream": stream}).fetchone()
    return (0, NO_LEAF) if found is None else (found[0], _as_bytes(found[1]).hex())


def _write_tiles(driver: Driver, old: int, new: int) -> None:
    """Write the tiles that became full, from the leaves upwards."""
    for tile in new_tiles(old, new):
        if tile.width == WIDTH:
            # The tiles below were written just before, so every hash can be had.
            subtrees = subtrees_in(lambda one: _tile(driver, one), new)
            values = {"level": tile.level, "idx": tile.index, "hashes": tile_bytes(tile, subtrees)}
            driver.execute(log_statements.ADD_TILE, values)


def _tile(driver: Driver, tile: Tile) -> bytes:
    """The bytes of a tile: stored when it is full, else made from the leaves or the tiles below."""
    if tile.width == WIDTH:
        name = {"level": tile.level, "idx": tile.index}
        found = driver.execute(log_statements.TILE_BY_NAME, name).fetchone()
        if found is not None:
            return _as_bytes(found[0])
    first = tile.index * WIDTH
    if tile.level == 0:
        bound = {"start": first, "end": first + tile.width}
        return b"".join(_as_bytes(leaf) for (leaf,) in driver.execute(log_statements.LEAVES, bound))
    size = (first + tile.width) << (tile.level * HEIGHT)
    below = subtrees_in(lambda one: _tile(driver, one), size)
    return b"".join(_over(below, tile, at) for at in range(tile.width))


def _over(below: Subtrees, tile: Tile, at: int) -> bytes:
    """One hash of a tile, made from the full tile below it."""
    left = (tile.index * WIDTH + at) << 1
    level = tile.level * HEIGHT - 1
    return node_hash(below(level, left), below(level, left + 1))


def _size(driver: Driver) -> int:
    """How many events have a number."""
    return int(driver.execute(log_statements.SIZE).fetchone()[0])


def _as_size(value: object) -> int:
    """A size as it lies in the column; -1, which no log has, for anything else."""
    return value if isinstance(value, int) else -1


def _as_bytes(value: object) -> bytes:
    """What lies in the column; whoever edits the file may have left text, or nothing, there."""
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")
