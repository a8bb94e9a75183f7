"""The tree kept in tiles: files of up to 256 hashes that never change once they are full.

The form is that of C2SP tlog-tiles: a tile of level l holds neighbouring hashes of the tree's level
8 * l, so that one of level 0 holds leaf hashes and each hash above stands for a full tile below.
What lies between is computed.  The last tile of a level may be partial; it is named by its width
and is replaced by a wider one as the log grows.

Tiles are a convenience and prove nothing by themselves: whoever reads a proof from them checks the
proof against a signed root, and `first_wrong_tile` compares them with the leaves.

    >>> Tile(0, 1234067, 256).path, Tile(1, 0, 17).path
    ('tile/0/x001/x234/067', 'tile/1/000.p/17')
    >>> [tile.path for tile in tiles_of(70_000)][-3:]
    ['tile/1/000', 'tile/1/001.p/17', 'tile/2/000.p/1']
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from ledger.merkle import HASH_BYTES, MOST_LEAVES, NODE, Subtrees, root_of

HEIGHT = 8
"""Levels of the tree in one tile."""

WIDTH = 1 << HEIGHT
"""Hashes in a full tile."""

MOST_TILES_KEPT = 1_024
"""Tiles that a reader keeps in memory, 8 KiB each."""


class TileError(ValueError):
    """A tile is not what the tree needs at its place; the message names it."""


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """The name of one tile.

    Attributes:
        level: 0 for leaf hashes.
        index: place among the tiles of its level, counted from 0.
        width: hashes in it; 256 for a full one, fewer for a partial one, never none.
    """

    level: int
    index: int
    width: int

    @property
    def path(self) -> str:
        """Where it is kept, as tlog-tiles names it."""
        groups = [f"{self.index % 1000:03}"]
        rest = self.index // 1000
        while rest:
            groups.append(f"x{rest % 1000:03}")
            rest //= 1000
        partial = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{self.level}/{'/'.join(reversed(groups))}{partial}"


Fetch = Callable[[Tile], bytes]
"""Gets the bytes of a tile from wherever they are kept."""


def tiles_of(size: int) -> Iterator[Tile]:
    """Every tile of a log, level by level from the leaves upwards; none for an empty log."""
    level, hashes = 0, size
    while hashes:
        yield from (Tile(level, index, WIDTH) for index in range(hashes // WIDTH))
        if hashes % WIDTH:
            yield Tile(level, hashes // WIDTH, hashes % WIDTH)
        level, hashes = level + 1, hashes // WIDTH


def new_tiles(old: int, new: int) -> Iterator[Tile]:
    """The tiles of a log of `new` leaves that it did not have with `old` ones.

    >>> [tile.path for tile in new_tiles(255, 257)]
    ['tile/0/000', 'tile/0/001.p/1', 'tile/1/000.p/1']
    """
    level = 0
    while new:
        if old != new:
            for index in range(old // WIDTH, -(-new // WIDTH)):
                yield Tile(level, index, min(WIDTH, new - index * WIDTH))
        level, old, new = level + 1, old // WIDTH, new // WIDTH


def tile_bytes(tile: Tile, subtrees: Subtrees) -> bytes:
    """The content of a tile: its hashes one after another."""
    level, first = tile.level * HEIGHT, tile.index * WIDTH
    return b"".join(subtrees(level, first + at) for at in range(tile.width))


def subtrees_in(fetch: Fetch, size: int) -> Subtrees:
    """The subtrees of a log that is kept in tiles, for proofs against the root of that size.

    Args:
        fetch: gets a tile's bytes; asked only for tiles that a log of this size has.
        size: leaves of the log.

    Raises:
        TileError: when asked for a subtree: a tile has another length than it must have, or the
            subtree is not a whole one of this log.
    """
    if not 0 <= size <= MOST_LEAVES:
        raise TileError(f"a log has 0 to {MOST_LEAVES} leaves, not {size}")
    kept: dict[Tile, bytes] = {}

    def content(tile: Tile) -> bytes:
        """The bytes of a tile, fetched once; the oldest is let go when there are many."""
        if tile not in kept:
            if len(kept) >= MOST_TILES_KEPT:
                del kept[next(iter(kept))]
            kept[tile] = _whole(tile, fetch(tile))
        return kept[tile]

    def subtree(level: int, index: int) -> bytes:
        """The hash of one whole subtree, computed from the one tile that it lies in."""
        if not (level >= 0 and 0 <= index < size >> level):
            raise TileError(f"a log of {size} leaves has no whole subtree {index} of level {level}")
        deep, rest = divmod(level, HEIGHT)
        first, at = index << rest, (index << rest) % WIDTH
        width = min(WIDTH, (size >> deep * HEIGHT) - first + at)
        hashes = content(Tile(deep, first // WIDTH, width))
        return root_within(hashes[at * HASH_BYTES : (at + (1 << rest)) * HASH_BYTES])

    return subtree


def root_in(fetch: Fetch, size: int) -> bytes:
    """The root of a log that is kept in tiles, from no more tiles than it needs; size above 0."""
    return root_of(0, size, subtrees_in(fetch, size))


def tiles_with_bytes(leaves: Iterable[bytes]) -> Iterator[tuple[Tile, bytes]]:
    """Every tile of a log with its content, from the leaf hashes in order.

    Memory holds one open tile a level, whatever the length of the log; a full tile comes as soon
    as it is full, the partial ones at the end.
    """
    opened: list[list[bytes]] = []
    done: list[int] = []
    for leaf in leaves:
        yield from _put(leaf, 0, opened, done)
    for level, hashes in enumerate(opened):
        if hashes:
            yield Tile(level, done[level], len(hashes)), b"".join(hashes)


def root_within(hashes: bytes) -> bytes:
    """The node over neighbouring hashes of one tile, whose number is a power of two."""
    row, pair = hashes, 2 * HASH_BYTES
    while len(row) > HASH_BYTES:
        # The node of RFC 6962, written out: a call for each would cost as much as the hash.
        pairs = [NODE + row[at : at + pair] for at in range(0, len(row), pair)]
        row = b"".join([sha256(one).digest() for one in pairs])
    return row


def first_wrong_tile(leaves: Iterable[bytes], fetch: Fetch) -> Tile | None:
    """The first stored tile that is not the one which the leaves make; None when all are."""
    for tile, content in tiles_with_bytes(leaves):
        if fetch(tile) != content:
            return tile
    return None


def _put(
    value: bytes, level: int, opened: list[list[bytes]], done: list[int]
) -> Iterator[tuple[Tile, bytes]]:
    """Put a hash into the open tile of a level; yield what becomes full, upwards."""
    if level == len(opened):
        opened.append([])
        done.append(0)
    opened[level].append(value)
    if len(opened[level]) == WIDTH:
        content = b"".join(opened[level])
        yield Tile(level, done[level], WIDTH), content
        opened[level].clear()
        done[level] += 1
        yield from _put(root_within(content), level + 1, opened, done)


def _whole(tile: Tile, content: bytes) -> bytes:
    """A tile's content, once it is as long as its width says.

    Raises:
        TileError: it is not.
    """
    if len(content) != tile.width * HASH_BYTES:
        raise TileError(
            f"{tile.path} must have {tile.width * HASH_BYTES} bytes, it has {len(content)}"
        )
    return content
