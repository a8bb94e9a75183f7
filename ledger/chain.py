"""The chain of one stream: whether stored events are whole, in order, and linked.

A chain alone notices a changed, missing, added or moved event as long as not all later hashes were
computed again; who can do that is stopped by the signed tree (ADR 0028), not by this module.  Nor
does a chain notice that the last events are gone: what is left is whole.

What is asked of each event, in this order; the first no is the kind of the break:

* `hash`: the leaf stored beside the bytes is the leaf hash of the bytes;
* `bytes`: the bytes are an event of a schema that this program reads, in canonical form;
* `stream`: the event says that it belongs to this stream;
* `order`: it says the position at which it is stored, and no position is left out;
* `link`: it names the leaf of the event before.
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
        kind: `hash`, `bytes`, `stream`, `order` or `link`, as the module says.
    """

    n: int
    kind: str


def first_break(links: Iterable[Link], *, stream: str) -> Break | None:
    """The first break of a stream; None when every event is whole, in order and linked.

    Args:
        links: the stored events in the order of their positions.
        stream: the id that every one of them must carry.

    Nothing is raised for stored bytes, whatever they are: a broken stream is an answer.  The events
    are taken one by one and not kept, and none after the first break is looked at.

    >>> first_break([], stream="d-1") is None
    True
    >>> altered = Link(1, b"{}", leaf_hash(b'{"s":"award-event/1"}'))
    >>> first_break([altered], stream="d-1")
    Break(n=1, kind='hash')
    """
    prev = NO_LEAF
    for expected, link in enumerate(links, start=1):
        kind = _wrong(link, expected, prev, stream)
        if kind is not None:
            return Break(link.n, kind)
        prev = link.leaf.hex()
    return None


def _wrong(link: Link, expected: int, prev: str, stream: str) -> str | None:
    """The kind of break at one event; None when it is whole and in its place."""
    if leaf_hash(link.body) != link.leaf:
        return "hash"
    try:
        event = read_event(link.body)
    except EventBytesError:
        return "bytes"
    return _misplaced(event, link, expected, prev, stream)


def _misplaced(event: Event, link: Link, expected: int, prev: str, stream: str) -> str | None:
    """The kind of break of an event that is whole but may stand in the wrong place."""
    if event.stream != stream:
        return "stream"
    if event.n != expected or link.n != expected:
        return "order"
    return None if event.prev == prev else "link"
