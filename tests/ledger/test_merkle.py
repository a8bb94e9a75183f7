"""The tree is the RFC's, its proofs hold, and no other proof or root does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import leaf_hash
from ledger.merkle import (
    EMPTY_ROOT,
    CompactRange,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    root,
    subtrees_of,
)
from ledger.spans import span_proof, span_root
from tests.ledger import naive_tree

INPUTS = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
"""Inputs of the reference tests of Certificate Transparency; below, the roots they give."""

ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(n.to_bytes(4, "big")) for n in range(300)]
sizes = st.integers(1, 300)


def spoiled(proof: Sequence[bytes]) -> Iterator[list[bytes]]:
    """A proof with each byte changed in turn, cut, padded, reordered, with hashes cut or longer."""
    whole = list(proof)
    for at, step in enumerate(whole):
        for byte in range(len(step)):
            changed = bytearray(step)
            changed[byte] ^= 1 << byte % 8
            yield [*whole[:at], bytes(changed), *whole[at + 1 :]]
        yield whole[:at] + whole[at + 1 :]
        yield [*whole[: at + 1], step, *whole[at + 1 :]]
        yield [*whole[:at], step[:-1], *whole[at + 1 :]]
        yield [*whole[:at], step + b"\0", *whole[at + 1 :]]
        if whole[at : at + 2] != whole[at : at + 2][::-1]:
            yield [*whole[:at], *whole[at : at + 2][::-1], *whole[at + 2 :]]
    yield [*whole, bytes(32)]
    yield [bytes(32), *whole]
    yield [*whole, b""]


@pytest.mark.parametrize("count", range(9))
def test_the_roots_are_those_of_the_reference_tests(count: int) -> None:
    leaves = [leaf_hash(bytes.fromhex(one)) for one in INPUTS[:count]]

    assert root(leaves).hex() == ROOTS[count]


@pytest.mark.parametrize("size", [*range(70), 255, 256, 257, 300])
def test_roots_and_proofs_are_those_of_the_definition(size: int) -> None:
    leaves = LEAVES[:size]
    subtrees = subtrees_of(leaves)

    assert root(leaves) == naive_tree.mth(leaves)
    for at in range(0, size, 1 + size // 70):
        assert list(inclusion_proof(at, size, subtrees)) == naive_tree.path(at, leaves)
        assert list(consistency_proof(at + 1, size, subtrees)) == naive_tree.proof(at + 1, leaves)


@given(sizes, sizes)
def test_any_two_sizes_have_a_proof_and_no_other_root_passes(one: int, other: int) -> None:
    old, new = sorted((one, other))
    before, after = root(LEAVES[:old]), root(LEAVES[:new])
    proof = consistency_proof(old, new, subtrees_of(LEAVES[:new]))

    assert is_consistent(old, new, before, after, proof)
    assert not is_consistent(old, new, bytes(32), after, proof)
    assert not is_consistent(old, new, before, bytes(32), proof)
    if old != new:
        assert not is_consistent(old, new, after, before, proof)
        assert not is_consistent(new, old, after, before, proof)


@given(sizes, sizes, sizes)
def test_a_proof_is_good_for_its_own_sizes_only(one: int, other: int, third: int) -> None:
    old, new = sorted((one, other))
    proof = consistency_proof(old, new, subtrees_of(LEAVES[:new]))

    passes = is_consistent(third, new, root(LEAVES[:third]), root(LEAVES[:new]), proof)

    # The empty proof is that of two equal sizes, whichever they are.
    assert passes == (third == old or (third == new and not proof))


@pytest.mark.parametrize("size", [*range(1, 20), 31, 32, 33, 64, 65])
def test_no_spoiled_proof_of_inclusion_passes(size: int) -> None:
    leaves, subtrees = LEAVES[:size], subtrees_of(LEAVES[:size])
    whole = root(leaves)
    for at in range(0, size, 1 + size // 8):
        proof = inclusion_proof(at, size, subtrees)

        assert is_included(leaves[at], at, size, proof, whole)
        assert not any(is_included(leaves[at], at, size, bad, whole) for bad in spoiled(proof))
        elsewhere = [index for index in range(-2, size + 3) if index != at]
        assert not any(is_included(leaves[at], index, size, proof, whole) for index in elsewhere)
        assert not is_included(leaves[at][:-1], at, size, proof, whole)
        assert not is_included(leaves[at], at, size, proof, whole[:-1])


@pytest.mark.parametrize("size", [*range(2, 20), 31, 32, 33, 64, 65])
def test_no_spoiled_proof_of_consistency_passes(size: int) -> None:
    subtrees, after = subtrees_of(LEAVES[:size]), root(LEAVES[:size])
    for old in range(0, size + 1, 1 + size // 8):
        before = root(LEAVES[:old])
        proof = consistency_proof(old, size, subtrees)

        assert is_consistent(old, size, before, after, proof)
        assert not any(is_consistent(old, size, before, after, bad) for bad in spoiled(proof))


def test_a_leaf_is_no_node_and_a_node_no_leaf() -> None:
    forged = leaf_hash(LEAVES[0] + LEAVES[1])

    assert root([forged]) != root(LEAVES[:2])


def test_a_tree_with_a_repeated_last_leaf_is_another_tree() -> None:
    assert root(LEAVES[:3]) != root([*LEAVES[:3], LEAVES[2]])


def test_from_no_events_every_log_is_consistent_without_a_proof() -> None:
    assert is_consistent(0, 5, EMPTY_ROOT, root(LEAVES[:5]), ())
    assert not is_consistent(0, 5, bytes(32), root(LEAVES[:5]), ())
    assert not is_consistent(0, 0, bytes(32), bytes(32), ())


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0), (0, 2**63)])
def test_there_is_no_proof_for_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_proof(index, size, subtrees_of(LEAVES[:3]))


@pytest.mark.parametrize(("old", "new"), [(4, 3), (-1, 3), (1, 2**63)])
def test_there_is_no_proof_between_sizes_that_cannot_be(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="does not grow"):
        consistency_proof(old, new, subtrees_of(LEAVES[:3]))


@given(st.lists(st.integers(0, 40), max_size=6))
def test_a_range_grows_in_any_portions_to_the_same_root(portions: list[int]) -> None:
    grown, taken = CompactRange(), 0
    for portion in portions:
        grown = grown.extended(LEAVES[taken : taken + portion])
        taken += portion

    assert (grown.size, grown.root) == (taken, naive_tree.mth(LEAVES[:taken]))
    assert CompactRange(grown.size, grown.peaks) == grown


@pytest.mark.parametrize(
    ("size", "peaks"), [(-1, ()), (1, ()), (1, (b"x",)), (3, (bytes(32),)), (2**63, (bytes(32),))]
)
def test_a_range_with_other_peaks_than_its_size_needs_is_none(
    size: int, peaks: tuple[bytes, ...]
) -> None:
    with pytest.raises(ValueError, match="leaves"):
        CompactRange(size, peaks)


def test_what_is_no_leaf_hash_is_not_appended() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        CompactRange().extended([b"short"])


@given(sizes, st.data())
def test_one_proof_holds_many_leaves_at_once(size: int, data: st.DataObject) -> None:
    chosen = data.draw(st.sets(st.integers(0, size - 1), max_size=12))
    proof = span_proof(chosen, size, subtrees_of(LEAVES[:size]))
    leaves = {at: LEAVES[at] for at in chosen}

    assert span_root(leaves, size, proof) == root(LEAVES[:size])
    if chosen:
        moved = dict(leaves)
        moved[min(chosen)] = bytes(32)
        assert span_root(moved, size, proof) != root(LEAVES[:size])


@pytest.mark.parametrize("chosen", [[0], [3], [1, 2, 6], [0, 10], [5, 6, 7, 8]])
def test_no_spoiled_proof_of_many_leaves_passes(chosen: list[int]) -> None:
    size = 11
    proof = span_proof(chosen, size, subtrees_of(LEAVES[:size]))
    leaves = {at: LEAVES[at] for at in chosen}

    assert root(LEAVES[:size]) not in [span_root(leaves, size, bad) for bad in spoiled(proof)]


def test_leaves_beyond_the_log_have_no_root() -> None:
    assert span_root({5: LEAVES[5]}, 5, ()) is None
    assert span_root({-1: LEAVES[5]}, 5, ()) is None
    assert span_root({}, 0, ()) == EMPTY_ROOT
