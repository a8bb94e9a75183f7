"""Tiles hold the tree: proofs read from them are those of the leaves, and a changed byte shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import leaf_hash
from ledger.merkle import consistency_proof, inclusion_proof, root, subtrees_of
from ledger.tiles import (
    Tile,
    TileError,
    first_wrong_tile,
    new_tiles,
    root_in,
    subtrees_in,
    tile_bytes,
    tiles_of,
    tiles_with_bytes,
)

LEAVES = [leaf_hash(n.to_bytes(4, "big")) for n in range(70_000)]


def kept(size: int) -> dict[Tile, bytes]:
    return dict(tiles_with_bytes(LEAVES[:size]))


def test_the_tiles_of_a_log_are_those_of_the_specification() -> None:
    # The example of tlog-tiles: 70,000 entries.
    found = list(tiles_of(70_000))

    assert len([one for one in found if one.level == 0 and one.width == 256]) == 273
    assert [(one.level, one.index, one.width) for one in found[273:]] == [
        (0, 273, 112),
        (1, 0, 256),
        (1, 1, 17),
        (2, 0, 1),
    ]
    assert [(one.level, one.width) for one in tiles_of(256)] == [(0, 256), (1, 1)]


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 511, 513, 66_000])
def test_a_stream_of_leaves_makes_every_tile_of_the_log(size: int) -> None:
    assert set(kept(size)) == set(tiles_of(size))


@pytest.mark.parametrize("size", [1, 200, 256, 700])
def test_a_tile_is_the_same_from_subtrees_as_from_the_stream(size: int) -> None:
    subtrees = subtrees_of(LEAVES[:size])

    assert {tile: tile_bytes(tile, subtrees) for tile in tiles_of(size)} == kept(size)


@given(st.integers(0, 1_500), st.integers(0, 1_500))
def test_old_tiles_and_new_ones_make_the_tiles_of_the_larger_log(one: int, other: int) -> None:
    old, new = sorted((one, other))
    full = {tile for tile in tiles_of(old) if tile.width == 256}
    added = set(new_tiles(old, new))

    # A partial tile that stays as it is belongs to both and is not written again.
    assert added | (set(tiles_of(old)) & set(tiles_of(new))) == set(tiles_of(new))
    assert not added & full


@pytest.mark.parametrize("size", [1, 5, 256, 257, 4_000, 70_000])
def test_proofs_read_from_tiles_are_those_of_the_leaves(size: int) -> None:
    tiles, memory = kept(size), subtrees_of(LEAVES[:size])
    stored = subtrees_in(tiles.__getitem__, size)

    assert root_in(tiles.__getitem__, size) == root(LEAVES[:size])
    for at in range(0, size, 1 + size // 20):
        assert inclusion_proof(at, size, stored) == inclusion_proof(at, size, memory)
        assert consistency_proof(at, size, stored) == consistency_proof(at, size, memory)


@pytest.mark.parametrize("change", [b"", b"\0"])
def test_a_tile_of_another_length_is_refused(change: bytes) -> None:
    tiles = {
        tile: (content[:-1] if not change else content + change)
        for tile, content in kept(300).items()
    }

    with pytest.raises(TileError, match=r"must have (8192|1408) bytes"):
        inclusion_proof(0, 300, subtrees_in(tiles.__getitem__, 300))


@pytest.mark.parametrize(("level", "index"), [(0, 300), (0, -1), (9, 0), (-1, 0), (8, 1)])
def test_a_subtree_that_the_log_has_not_is_refused(level: int, index: int) -> None:
    subtrees = subtrees_in(kept(300).__getitem__, 300)

    with pytest.raises(TileError, match="no whole subtree"):
        subtrees(level, index)


@pytest.mark.parametrize("stride", [pytest.param(1, marks=pytest.mark.soak), 53])
def test_one_flipped_byte_in_any_tile_is_noticed_and_named(stride: int) -> None:
    tiles = kept(300)
    for tile, content in tiles.items():
        for at in range(0, len(content), stride):
            changed = bytearray(content)
            changed[at] ^= 1 << at % 8

            assert (
                first_wrong_tile(LEAVES[:300], {**tiles, tile: bytes(changed)}.__getitem__) == tile
            )


def test_whole_tiles_are_whole() -> None:
    assert first_wrong_tile(LEAVES[:300], kept(300).__getitem__) is None
