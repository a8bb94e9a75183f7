"""Finding dossiers: what a query finds, a page at a time, in the order that was asked for.

>>> read_cursor(cursor_of(("2025-03-12", "CSTDCS-2024-0001")), Order.DUE)
('2025-03-12', 'CSTDCS-2024-0001')
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
from dossiers.store import Reader
from dossiers.store.seeking import Order
from texts import Text
from texts.ordering import name_key, word_key

LONGEST = 2_000
MOST = 200
SORTED_AT_MOST = 5_000
"""Dossiers that are sorted by name at most; more would be read to show a page of them."""

PARTS = {Order.DUE: (str, str), Order.NUMBER: (str,), Order.NAME: (str,)}
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


class TooManyError(DossierError):
    """More was found than is sorted by name."""

    def __init__(self) -> None:
        """Say how to find less, or to sort otherwise."""
        super().__init__(
            Text(
                vi="Tìm thấy hơn {most} hồ sơ; không xếp theo tên được. Hãy thu hẹp câu tìm (thêm "
                "danh hiệu, đơn vị, năm, tên), hoặc xếp theo số hay theo hạn.",
                en="More than {most} dossiers are found, too many to sort by name. Narrow the "
                "query (by award, unit, year, name), or sort by number or by due.",
            ).fill(most=SORTED_AT_MOST)
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
    store: Reader, query: Query, order: Order, *, after: str | None = None, most: int = 50
) -> Page:
    """One page of what a query finds.

    Args:
        store: the database, as it is or as it was.
        query: what is asked.
        order: in which order they stand.
        after: what the page before said of the one that follows; None for the first.
        most: how many a page has, up to 200.

    Raises:
        CursorError: `after` comes from nowhere.
        TooManyError: more is found than is sorted by name.
        dossiers.errors.HistoryError: the stored content of one cannot be read.
    """
    most = max(1, min(most, MOST))
    key = None if after is None else read_cursor(after, order)
    if order is Order.NAME:
        return _by_name(store, query, key, most)
    found = store.page(query, order, after=key, most=most + 1)
    shown = found[:most]
    following = cursor_of(shown[-1][0]) if len(found) > most else None
    return Page(tuple(read_dossier(body) for _, body in shown), following)


def all_found(store: Reader, query: Query, order: Order = Order.NUMBER) -> Iterator[Dossier]:
    """Everything that a query finds.

    By number or by due it is read page after page, and no more than a page is held.

    Raises:
        TooManyError: more is found than is sorted by name.
        dossiers.errors.HistoryError: the stored content of one cannot be read.
    """
    if order is Order.NAME:
        yield from _sorted(store, query)
        return
    after: str | None = None
    while True:
        page = page_of(store, query, order, after=after, most=MOST)
        yield from page.dossiers
        after = page.following
        if after is None:
            return


def _by_name(store: Reader, query: Query, key: tuple[object, ...] | None, most: int) -> Page:
    """A page by name; it goes on behind the dossier with the number of the key.

    Raises:
        CursorError: that dossier is not found any more.
    """
    found = _sorted(store, query)
    start = 0
    if key is not None:
        numbers = [one.number for one in found]
        if key[0] not in numbers:
            raise CursorError
        start = numbers.index(str(key[0])) + 1
    shown = found[start : start + most]
    more = len(found) > start + most
    return Page(shown, cursor_of((shown[-1].number,)) if more else None)


def _sorted(store: Reader, query: Query) -> tuple[Dossier, ...]:
    """Everything that a query finds, people by given name, others as they are written.

    No name stands in a table (ADR 0034), so what is found is read and sorted here.
    """
    found = store.page(query, Order.NUMBER, most=SORTED_AT_MOST + 1)
    if len(found) > SORTED_AT_MOST:
        raise TooManyError
    dossiers = [read_dossier(body) for _, body in found]
    return tuple(sorted(dossiers, key=_name_key))


def _name_key(dossier: Dossier) -> tuple[bytes, str]:
    """Where a dossier stands among others by name."""
    who = dossier.nomination.nominee
    listed = name_key if who.kind == "individual" else word_key
    return listed(who.name), dossier.number


def cursor_of(key: tuple[object, ...]) -> str:
    """The key of a dossier as letters that an address can carry."""
    return urlsafe_b64encode(orjson.dumps(key)).decode().rstrip("=")


def read_cursor(told: str, order: Order) -> tuple[object, ...]:
    """The key of an order that letters say.

    Raises:
        CursorError: they say none.
    """
    if len(told) > LONGEST:
        raise CursorError
    try:
        key = tuple(orjson.loads(urlsafe_b64decode(told + "=" * (-len(told) % 4))))
    except (BinaryError, ValueError, TypeError) as wrong:
        raise CursorError from wrong
    if tuple(type(one) for one in key) != PARTS[order]:
        raise CursorError
    return key
