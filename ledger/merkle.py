"""The tree over a whole log: one root that stands for every leaf, and short proofs against it.

The tree is that of RFC 6962, section 2.1, without any variation of our own: an inner node is
SHA-256 of a one byte and its two children, the left child of n leaves holds the largest power of
two below n, and the root of no leaves is SHA-256 of nothing.  Leaves come in as leaf hashes
(`ledger.event.leaf_hash`).

* `root` of some leaves at once; `CompactRange` for a log that grows, with one hash a level;
* `inclusion_proof` and `consistency_proof` are made from the hashes of whole subtrees, wherever
  those are kept: `subtrees_of` leaves in memory, or tiles (`ledger.tiles`);
* `is_included` and `is_consistent` check a proof; they believe nothing and raise nothing.

Invariant: a proof has exactly one accepted form.  One that is too long, too short, of hashes of
another length, or for an index or a size that cannot be, is refused like a false one.

    >>> from ledger.event import leaf_hash
    >>> leaves = [leaf_hash(bytes([n])) for n in range(5)]
    >>> proof = inclusion_proof(3, 5, subtrees_of(leaves))
    >>> is_included(leaves[3], 3, 5, proof, root(leaves))
    True
    >>> is_included(leaves[3], 2, 5, proof, root(leaves))
    False
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

HASH_BYTES = 32
"""Bytes of a hash; every leaf, node and root has as many."""

MOST_LEAVES = 2**63 - 1
"""Leaves of one log; what a signed checkpoint can say (C2SP tlog-tiles has 63 levels)."""

NODE = b"\x01"
"""The prefix of RFC 6962, section 2.1, that keeps an inner node from being taken for a leaf."""

EMPTY_ROOT = hashlib.sha256().digest()
"""The root of a log without events (RFC 6962, section 2.1)."""

Subtrees = Callable[[int, int], bytes]
"""Hash of a whole subtree by its level and index: level l, index i holds the leaves from
i * 2**l up to (i + 1) * 2**l, without the last."""


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node.

    >>> node_hash(bytes(32), bytes(32)).hex()[:16]
    'ae0798d0ecaed2b7'
    """
    return hashlib.sha256(NODE + left + right).digest()


def root(leaves: Iterable[bytes]) -> bytes:
    """The root of the tree over some leaf hashes, in the order of the log; 32 bytes."""
    return CompactRange().extended(leaves).root


@dataclass(frozen=True, slots=True)
class CompactRange:
    """A log as its tree remembers it: enough to go on appending, and to know the root.

    Attributes:
        size: leaves so far.
        peaks: hashes of the whole subtrees that they make, the largest first; one for each bit that
            is set in `size`.

    >>> grown = CompactRange().extended([bytes(32)])
    >>> grown.size, grown.root == bytes(32)
    (1, True)
    >>> CompactRange(2, ())
    Traceback (most recent call last):
    ValueError: a range of 2 leaves has 1 peaks of 32 bytes
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is no range.

        Raises:
            ValueError: the size is none of a log, or the peaks are not those of the size.
        """
        if not 0 <= self.size <= MOST_LEAVES:
            raise ValueError(f"a log has 0 to {MOST_LEAVES} leaves, not {self.size}")
        count = self.size.bit_count()
        if len(self.peaks) != count or not _are_hashes(self.peaks):
            raise ValueError(f"a range of {self.size} leaves has {count} peaks of 32 bytes")

    def extended(self, leaves: Iterable[bytes]) -> CompactRange:
        """The range with more leaves behind it; each costs one hash on average.

        Raises:
            ValueError: a leaf is not 32 bytes long.
        """
        size, peaks = self.size, list(self.peaks)
        for leaf in leaves:
            if len(leaf) != HASH_BYTES:
                raise ValueError(f"a leaf hash is {HASH_BYTES} bytes, not {len(leaf)}")
            peak = leaf
            # Each bit that is set from below is a whole subtree as large as the one in hand.
            merged = size
            while merged & 1:
                peak = node_hash(peaks.pop(), peak)
                merged >>= 1
            peaks.append(peak)
            size += 1
        return CompactRange(size, tuple(peaks))

    @property
    def root(self) -> bytes:
        """The root of the tree over all leaves so far."""
        return _folded(self.peaks) if self.peaks else EMPTY_ROOT


def subtrees_of(leaves: Sequence[bytes]) -> Subtrees:
    """The subtrees of leaves that are kept in memory; about twice the memory of the leaves."""
    levels = [list(leaves)]
    while len(levels[-1]) > 1:
        below = levels[-1]
        levels.append([node_hash(below[at], below[at + 1]) for at in range(0, len(below) - 1, 2)])
    return lambda level, index: levels[level][index]


def root_of(start: int, end: int, subtrees: Subtrees) -> bytes:
    """The root over the leaves from `start` to `end`, without `end`.

    Args:
        start: a multiple of the largest power of two up to `end - start`, as every node's is.
        end: at least one more than `start`.
        subtrees: where the hashes of whole subtrees are had from.
    """
    peaks = []
    while start < end:
        level = (end - start).bit_length() - 1
        peaks.append(subtrees(level, start >> level))
        start += 1 << level
    return _folded(peaks)


def inclusion_proof(index: int, size: int, subtrees: Subtrees) -> tuple[bytes, ...]:
    """The path from a leaf to the root (RFC 6962, section 2.1.1), from the leaf upwards.

    Args:
        index: the leaf, counted from 0.
        size: leaves of the tree that the proof is for.
        subtrees: where the hashes of whole subtrees are had from.

    Raises:
        ValueError: there is no such leaf in a tree of that size.
    """
    if not 0 <= index < size <= MOST_LEAVES:
        raise ValueError(f"a log of {size} leaves has no leaf {index}")
    start, end = 0, size
    path = []
    while end - start > 1:
        middle = start + _left(end - start)
        if index < middle:
            path.append(root_of(middle, end, subtrees))
            end = middle
        else:
            path.append(root_of(start, middle, subtrees))
            start = middle
    return tuple(reversed(path))


def consistency_proof(old: int, new: int, subtrees: Subtrees) -> tuple[bytes, ...]:
    """What shows that a log of `new` leaves begins with its former `old` ones.

    The proof is that of RFC 6962, section 2.1.2; from no leaves, and for equal sizes, it is empty.

    Raises:
        ValueError: the old size is beyond the new one, or one of them is none of a log.
    """
    if not 0 <= old <= new <= MOST_LEAVES:
        raise ValueError(f"a log does not grow from {old} to {new} leaves")
    if old in {0, new}:
        return ()
    start, end = 0, new
    path = []
    while old != end:
        middle = start + _left(end - start)
        if old <= middle:
            path.append(root_of(middle, end, subtrees))
            end = middle
        else:
            path.append(root_of(start, middle, subtrees))
            start = middle
    # The old tree as a whole need not be told: whoever checks has its root.
    if start > 0:
        path.append(root_of(start, end, subtrees))
    return tuple(reversed(path))


def is_included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether a leaf stands at an index of the tree with this size and root.

    Args:
        leaf: the leaf hash, computed by whoever asks from the bytes in hand.
        index: the leaf's place, counted from 0.
        size: leaves of the tree.
        proof: what `inclusion_proof` gave; the algorithm is that of RFC 9162, section 2.1.3.2.
        root: the root of a checkpoint that is believed.
    """
    if not 0 <= index < size <= MOST_LEAVES or not _are_hashes([leaf, root, *proof]):
        return False
    place, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(step, found)
            while not place & 1 and place != 0:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, step)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(
    old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the tree of `new` leaves begins with that of `old` leaves.

    From no leaves every tree is consistent, if the old root is that of no leaves and the proof is
    empty; equal sizes need equal roots and an empty proof.
    """
    if not 0 <= old <= new <= MOST_LEAVES or not _are_hashes([old_root, new_root, *proof]):
        return False
    if old == new:
        return not proof and old_root == new_root and (old > 0 or old_root == EMPTY_ROOT)
    if old == 0:
        return not proof and old_root == EMPTY_ROOT
    whole = old & (old - 1) == 0
    steps = (old_root, *proof) if whole else tuple(proof)
    return bool(proof) and _grown(old - 1, new - 1, steps) == (old_root, new_root)


def _grown(place: int, last: int, steps: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """Old and new root by RFC 9162, section 2.1.4.2; None when the steps are too many or too few.

    Args:
        place: the last leaf of the old tree.
        last: the last leaf of the new tree.
        steps: the proof; before it the old root where the old tree is whole.
    """
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while not place & 1 and place != 0:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, step)
        place, last = place >> 1, last >> 1
    return (before, after) if last == 0 else None


def _folded(peaks: Sequence[bytes]) -> bytes:
    """The node over neighbouring subtrees that become smaller to the right; at least one."""
    found = peaks[-1]
    for peak in reversed(peaks[:-1]):
        found = node_hash(peak, found)
    return found


def _left(leaves: int) -> int:
    """Leaves of the left child: the largest power of two below their number, which is above 1."""
    return 1 << ((leaves - 1).bit_length() - 1)


def _are_hashes(values: Iterable[bytes]) -> bool:
    """Whether each is as long as a hash."""
    return all(len(value) == HASH_BYTES for value in values)
