"""Is the log whole: events hashed again, every number that of its event, every tile made of them?

One of the two quick walks of `dossiers.one_walk`: a yes with the roots that the events make, or no
answer.  What the bytes say, and whether they continue their dossier, is what the other walk asks.

Invariant: memory holds one tile, and a hash for each full one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice

from dossiers.store import Store
from dossiers.store.side_by_side import EventRow, NumberRow, SideBySide
from ledger import EMPTY_ROOT, CompactRange, tiles_with_bytes
from ledger.tiles import WIDTH, root_within


@dataclass(frozen=True, slots=True)
class WholeLog:
    """A log that is whole.

    Attributes:
        numbered: how many events have a number.
        roots: for each size asked for, and for no events, the root over so many events.
    """

    numbered: int
    roots: Mapping[int, bytes]


class NotSureError(Exception):
    """Something is not as a quick walk knows it; slower ones say what."""


@dataclass(slots=True)
class _Tree:
    """The tree over leaves that come tile by tile, with its roots at the sizes that are wanted."""

    wanted: list[int]
    roots: dict[int, bytes] = field(default_factory=lambda: {0: EMPTY_ROOT})
    tops: list[bytes] = field(default_factory=list)
    size: int = 0
    reach: CompactRange = field(default_factory=CompactRange)

    def grow(self, leaves: list[bytes]) -> bytes | None:
        """Put the next leaves on, 256 but for the last; the tile they fill, None for a part."""
        # Peaks over whole tiles are the peaks over their leaves.
        before = CompactRange(self.size, self.reach.peaks)
        end = self.size + len(leaves)
        for size in self.wanted:
            if self.size < size <= end:
                self.roots[size] = before.extended(leaves[: size - self.size]).root
        self.size = end
        if len(leaves) < WIDTH:
            return None
        content = b"".join(leaves)
        self.tops.append(root_within(content))
        self.reach = self.reach.extended(self.tops[-1:])
        return content


def whole_log(store: Store, sizes: Iterable[int], until: int) -> WholeLog | None:
    """Whether the log is whole; None where a slower look has to tell.

    Args:
        store: the database; it is only read.
        sizes: the sizes of the log whose roots are wanted.
        until: the newest event that is looked at, in the order of recording.

    Raises:
        StoreError: it cannot be read.
    """
    tree = _Tree(sorted(set(sizes)))
    with store.side_by_side() as rows:
        events = rows.events(until)
        try:
            _follow(rows, tree, events)
            _wait(rows, events)
        except NotSureError:
            return None
    return WholeLog(tree.size, tree.roots)


def _follow(rows: SideBySide, tree: _Tree, events: Iterator[EventRow]) -> None:
    """Walk over what has a number: events, numbers and tiles in step.

    Raises:
        NotSureError: they do not fit.
    """
    numbers, tiles = rows.numbers(), rows.tiles()
    while batch := list(islice(numbers, WIDTH)):
        content = tree.grow(_numbered(tree.size, batch, events))
        if content is not None and next(tiles, None) != (0, len(tree.tops) - 1, content):
            raise NotSureError
    above = {
        (tile.level + 1, tile.index): content
        for tile, content in tiles_with_bytes(tree.tops)
        if tile.width == WIDTH
    }
    if {(level, index): content for level, index, content in tiles} != above:
        raise NotSureError


def _numbered(first: int, numbers: list[NumberRow], events: Iterator[EventRow]) -> list[bytes]:
    """The leaves of the next events, which must be those that got these numbers.

    Raises:
        NotSureError: they are not.
    """
    batch = list(islice(events, len(numbers)))
    if [(at, one[1], one[2], one[4]) for at, one in enumerate(batch, first)] != numbers:
        raise NotSureError
    return leaves_of(batch)


def leaves_of(batch: list[EventRow]) -> list[bytes]:
    """The leaves of some events, from their bytes; they are the stored ones.

    Raises:
        NotSureError: one is not.
    """
    stored = [one[4] for one in batch]
    bodies = [one[3] for one in batch if isinstance(one[3], bytes)]
    leaves = [sha256(b"\0" + body).digest() for body in bodies]
    if leaves != stored:
        raise NotSureError
    return leaves


def _wait(rows: SideBySide, events: Iterator[EventRow]) -> None:
    """Walk over what has no number yet, all of which must lie in the outbox.

    Raises:
        NotSureError: some of it does not.
    """
    waiting = rows.waiting()
    for one in events:
        if next(waiting, None) != (one[0],):
            raise NotSureError
        leaves_of([one])
