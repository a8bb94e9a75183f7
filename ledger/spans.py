"""One proof for many leaves of a log at once: the roots of everything that lies between them.

A bundle holds some leaves of a log, often all of one dossier.  A path for each would repeat the
same hashes; here the tree is walked once from left to right, and whatever holds none of the leaves
is given as one hash.  For a whole log nothing is left to give and the proof is empty.

    >>> from ledger.merkle import root, subtrees_of
    >>> leaves = [bytes([n]) * 32 for n in range(7)]
    >>> proof = span_proof([2, 3], 7, subtrees_of(leaves))
    >>> len(proof), span_root({2: leaves[2], 3: leaves[3]}, 7, proof) == root(leaves)
    (2, True)
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence

from ledger.merkle import EMPTY_ROOT, HASH_BYTES, Subtrees, node_hash, root_of


def span_proof(indexes: Collection[int], size: int, subtrees: Subtrees) -> tuple[bytes, ...]:
    """The hashes that take some leaves to the root, from left to right.

    Args:
        indexes: the leaves that will be there when the proof is checked.
        size: leaves of the log.
        subtrees: where the hashes of whole subtrees are had from.

    Raises:
        ValueError: one of the leaves is not in a log of that size.
    """
    wanted = sorted(set(indexes))
    if wanted and not 0 <= wanted[0] <= wanted[-1] < size:
        raise ValueError(f"a log of {size} leaves has not all of these")
    return tuple(root_of(start, end, subtrees) for start, end in _gaps(wanted, size))


def span_root(leaves: Mapping[int, bytes], size: int, proof: Sequence[bytes]) -> bytes | None:
    """The root that leaves and proof make; None when the proof is not the one for them.

    Args:
        leaves: index to leaf hash.
        size: leaves of the log.
        proof: what `span_proof` gave for exactly these indexes.
    """
    wanted = sorted(leaves)
    if wanted and not 0 <= wanted[0] <= wanted[-1] < size:
        return None
    gaps = list(_gaps(wanted, size))
    if len(gaps) != len(proof) or any(len(one) != HASH_BYTES for one in proof):
        return None
    known = dict(zip(gaps, proof, strict=True))
    known |= {(index, index + 1): leaf for index, leaf in leaves.items()}
    return _joined(0, size, known) if size else EMPTY_ROOT


def _gaps(wanted: Sequence[int], size: int) -> Iterator[tuple[int, int]]:
    """The largest nodes without any of the wanted leaves, from left to right."""
    # Nodes still to be looked at, the leftmost last, each with the wanted leaves in it.
    open_nodes = [(0, size, 0, len(wanted))] if size else []
    while open_nodes:
        start, end, low, high = open_nodes.pop()
        if low == high:
            yield start, end
        elif end - start > 1:
            middle = start + (1 << ((end - start - 1).bit_length() - 1))
            cut = bisect_left(wanted, middle, low, high)
            open_nodes += [(middle, end, cut, high), (start, middle, low, cut)]


def _joined(start: int, end: int, known: Mapping[tuple[int, int], bytes]) -> bytes:
    """The hash of a node from the known ones below it; as deep as the tree is high."""
    found = known.get((start, end))
    if found is not None:
        return found
    middle = start + (1 << ((end - start - 1).bit_length() - 1))
    return node_hash(_joined(start, middle, known), _joined(middle, end, known))
