"""Finding dossiers: what a query finds, a page at a time, in the order that was asked for.

>>> read_cursor(cursor_of(("2025-03-12", "CSTDCS-2024-0001")), Order.DUE)
('2025-03-12', 'CSTDCS-2024-0001')
>>> read_cursor(cursor_of((b"an", "D-1")), Order.NAME)
(b'an', 'D-1')
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BinaryError
from collections.abc import Iterator
from dataclasses import dataclass

import orjson

from dossiers.asking import Query
from dossiers.documents import read_dossier
from dossiers.errors import DossierError
from dossiers.model import Dossier
from dossiers.store import Store
from dossiers.store.seeking import Order
from texts import Text

LONGEST = 2_000
MOST = 200
BYTES = "b"
PARTS = {Order.DUE: (str, str), Order.NUMBER: (str,), Order.NAME: (bytes, str)}
"""What the key of each order is made of."""


class CursorError(DossierError):
    """What should say where a page begins says nothing."""

    def __init__(self) -> None:
        """Say to begin again."""
        super().__init__(
            Text(
                vi="Dấu trang không đọc được; hãy xem lại từ trang đầu.",
                en="Where the page should begin cannot be read; start again at the first page.",
            )
        )


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the dossiers that a query finds.

    Attributes:
        dossiers: in the order that was asked for.
        following: where the next page begins; None where this is the last one.
    """

    dossiers: tuple[Dossier, ...]
    following: str | None


def page_of(
    store: Store, query: Query, order: Order, *, after: str | None = None, most: int = 50
) -> Page:
    """One page of what a query finds.

    Args:
        store: where dossiers are kept.
        query: what is asked.
        order: in which order they stand.
        after: what the page before said of the one that follows; None for the first.
        most: how many a page has, up to 200.

    Raises:
        CursorError: `after` comes from nowhere.
        dossiers.errors.HistoryError: the stored content of one cannot be read.
    """
    most = max(1, min(most, MOST))
    key = None if after is None else read_cursor(after, order)
    found = store.page(query, order, after=key, most=most + 1)
    shown = found[:most]
    following = cursor_of(shown[-1][0]) if len(found) > most else None
    return Page(tuple(read_dossier(body) for _, body in shown), following)


def all_found(store: Store, query: Query, order: Order) -> Iterator[Dossier]:
    """Everything that a query finds, page after page; no more than a page is held."""
    after: str | None = None
    while True:
        page = page_of(store, query, order, after=after, most=MOST)
        yield from page.dossiers
        after = page.following
        if after is None:
            return


def cursor_of(key: tuple[object, ...]) -> str:
    """The key of a dossier as letters that an address can carry."""
    parts = [{BYTES: one.hex()} if isinstance(one, bytes) else one for one in key]
    return urlsafe_b64encode(orjson.dumps(parts)).decode().rstrip("=")


def read_cursor(told: str, order: Order) -> tuple[object, ...]:
    """The key of an order that letters say.

    Raises:
        CursorError: they say none.
    """
    if len(told) > LONGEST:
        raise CursorError
    try:
        parts = orjson.loads(urlsafe_b64decode(told + "=" * (-len(told) % 4)))
        key = tuple(bytes.fromhex(one[BYTES]) if isinstance(one, dict) else one for one in parts)
    except (BinaryError, ValueError, TypeError, KeyError) as wrong:
        raise CursorError from wrong
    if tuple(type(one) for one in key) != PARTS[order]:
        raise CursorError
    return key
