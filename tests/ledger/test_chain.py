"""Whatever is done to a stored stream short of hashing it all again shows at its first event."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import NO_LEAF, Break, Link, event_bytes, first_break, leaf_hash, read_event
from tests.ledger.test_event import an_event


def a_stream(length: int, stream: str = "d-1") -> list[Link]:
    links: list[Link] = []
    prev = NO_LEAF
    for n in range(1, length + 1):
        body = event_bytes(an_event(n=n, prev=prev, stream=stream))
        links.append(Link(n, body, leaf_hash(body)))
        prev = leaf_hash(body).hex()
    return links


def forged(link: Link, **changes: object) -> Link:
    """The link with other content, hashed again as somebody with the database would."""
    body = event_bytes(replace(read_event(link.body), **changes))  # type: ignore[arg-type]  # as above
    return Link(link.n, body, leaf_hash(body))


@given(st.integers(0, 12))
def test_an_honest_stream_has_no_break(length: int) -> None:
    assert first_break(a_stream(length), stream="d-1") is None


@given(st.integers(1, 6), st.data())
def test_one_flipped_bit_is_found_at_its_event(length: int, data: st.DataObject) -> None:
    links = a_stream(length)
    at = data.draw(st.integers(0, length - 1))
    body = bytearray(links[at].body)
    body[data.draw(st.integers(0, len(body) - 1))] ^= 1 << data.draw(st.integers(0, 7))

    links[at] = replace(links[at], body=bytes(body))

    assert first_break(links, stream="d-1") == Break(at + 1, "hash")


def test_an_edit_that_is_hashed_again_breaks_the_next_link() -> None:
    links = a_stream(3)

    links[1] = forged(links[1], target="approved")

    assert first_break(links, stream="d-1") == Break(3, "link")


@pytest.mark.parametrize("gone", [0, 1])
def test_a_missing_event_breaks_the_order(gone: int) -> None:
    links = a_stream(3)

    del links[gone]

    assert first_break(links, stream="d-1") == Break(gone + 2, "order")


def test_an_event_of_another_dossier_is_found() -> None:
    links = a_stream(2)

    links[1] = a_stream(2, stream="d-2")[1]

    assert first_break(links, stream="d-1") == Break(2, "stream")


def test_bytes_that_are_no_event_are_found_even_with_a_right_hash() -> None:
    links = [Link(1, b"{}", leaf_hash(b"{}"))]

    assert first_break(links, stream="d-1") == Break(1, "bytes")
