"""The chain of one stream: whether stored events are whole, in order, and linked.

A chain alone notices a changed, missing, added or moved event as long as not all later hashes were
computed again; who can do that is stopped by the signed tree of a later release, not by this
module.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ledger.event import NO_LEAF, Event, EventBytesError, leaf_hash, read_event


@dataclass(frozen=True, slots=True)
class Link:
    """One stored event of a stream.

    Attributes:
        n: the position under which it is stored, counted from 1.
        body: its exact bytes.
        leaf: the leaf hash stored beside them, 32 bytes.
    """

    n: int
    body: bytes
    leaf: bytes


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a stream is not what an honest writer left.

    Attributes:
        n: the position of the event at which it shows.
        kind: `hash`, `bytes`, `order`, `stream` or `link`.
    """

    n: int
    kind: str


def first_break(links: Iterable[Link], *, stream: str) -> Break | None:
    """The first break of a stream; None when every event is whole, in order and linked.

    Args:
        links: the stored events in the order of their positions.
        stream: the id that every one of them must carry.

    >>> first_break([], stream="d-1") is None
    True
    """
    prev = NO_LEAF
    for expected, link in enumerate(links, start=1):
        kind = _wrong(link, expected, prev, stream)
        if kind is not None:
            return Break(link.n, kind)
        prev = link.leaf.hex()
    return None


def _wrong(link: Link, expected: int, prev: str, stream: str) -> str | None:
    if leaf_hash(link.body) != link.leaf:
        return "hash"
    try:
        event = read_event(link.body)
    except EventBytesError:
        return "bytes"
    return _misplaced(event, link, expected, prev, stream)


def _misplaced(event: Event, link: Link, expected: int, prev: str, stream: str) -> str | None:
    if event.stream != stream:
        return "stream"
    if event.n != expected or link.n != expected:
        return "order"
    return None if event.prev == prev else "link"
