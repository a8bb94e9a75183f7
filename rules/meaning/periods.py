"""Periods of consecutive years: whether there certainly is one, may be one, or certainly is none.

A list is first boiled down to a `Yearbook`: years that certainly count, years that may, years that
certainly do not.  A period that holds with the certain years alone is a yes; one that fails even
when everything open is taken for a yes is a no; anything else is not known.  That is exact in one
direction and safe in the other, because more evidence can only help a period.

Work is bounded by the number of records, never by the distance between years, so a year like
999999999 in a file costs nothing.

    >>> rated = yearbook([(2023, True), (2024, True)], by_record=True)
    >>> reaches(Asked((rated,), length=2, end=2024)), reaches(Asked((rated,), length=3, end=2024))
    (True, None)
    >>> poor = yearbook([(2022, False), (2023, True), (2024, True)], by_record=True)
    >>> reaches(Asked((poor,), length=3, end=2024))
    False
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from math import inf
from typing import NamedTuple

from rules.meaning.language import Period

Row = tuple[int | None, bool | None]
"""The year of a record and whether the record counts, each None where it is not known."""


class Yearbook(NamedTuple):
    """What a list says of years.

    Attributes:
        sure: the year of every record that certainly counts, in order, repetitions included.
        open: the year of every record that counts or may count, in the same form.
        loose: records without a year that may count; `inf` for a list that was not sent.
        barred: the years that certainly do not count, in order; None where only records make a
            year count, so that a year without one does not.
    """

    sure: tuple[int, ...]
    open: tuple[int, ...]
    loose: float
    barred: tuple[int, ...] | None


class Found(NamedTuple):
    """What must be found inside a period: at least so many records, or years of them."""

    book: Yearbook
    bound: int
    by_year: bool = False


class Asked(NamedTuple):
    """A period that is asked for, over lists that have been boiled down.

    Attributes:
        each: the lists of which one makes a year count.
        length: the least number of years.
        end: the last year.
        earlier: whether the period may end before it.
        after: the list with what must be there before the first year.
        inside: what must be found inside.
    """

    each: tuple[Yearbook, ...]
    length: int
    end: int
    earlier: bool = False
    after: Yearbook | None = None
    inside: tuple[Found, ...] = ()

    @property
    def books(self) -> tuple[Yearbook, ...]:
        """Every list: those of the years, those of what is inside, the one of what is before."""
        before = () if self.after is None else (self.after,)
        return (*self.each, *(one.book for one in self.inside), *before)


def yearbook(rows: Iterable[Row] | None, *, by_record: bool) -> Yearbook:
    """What a list says of years.

    Args:
        rows: a line for every record that may be meant; None for a list that was not sent.
        by_record: whether *the* record of a year decides, so that a year without one, or with
            contradicting ones, is open.

    >>> yearbook([(2024, True), (2024, False)], by_record=True).sure
    ()
    >>> yearbook([(2024, True), (2024, False)], by_record=False).sure
    (2024,)
    """
    if rows is None:
        return Yearbook((), (), inf, ())
    sure: list[int] = []
    opens: list[int] = []
    doubted: set[int] = set()
    loose: list[bool | None] = []
    for year, counts in rows:
        if year is None:
            loose.append(counts)
            continue
        if counts is not False:
            opens.append(year)
        if counts:
            sure.append(year)
        else:
            doubted.add(year)
    free = len(loose) - loose.count(False)
    opens.sort()
    if not by_record:
        return Yearbook(tuple(sorted(sure)), tuple(opens), free, () if free else None)
    # A record without a year may belong to any year, so it casts doubt on all of them.
    certain = set(sure) - doubted if all(loose) else ()
    barred = () if free else tuple(sorted(doubted.difference(opens)))
    return Yearbook(tuple(sorted(certain)), tuple(opens), free, barred)


def asked_of(period: Period, books: Sequence[Yearbook], end: int) -> Asked:
    """The question that a condition asks of boiled-down lists.

    Args:
        period: the condition.
        books: what each of its lists says, in the order of `Period.lists`.
        end: the last year.
    """
    years = len(period.each)
    inside = tuple(
        Found(book, one.bound, one.by_year)
        for one, book in zip(period.inside, books[years:], strict=False)
    )
    after = None if period.after is None else books[-1]
    each = tuple(books[:years])
    return Asked(each, period.length, end, period.may_end_earlier, after, inside)


def reaches(asked: Asked) -> bool | None:
    """Whether there is such a period; None where what is open could decide it.

    >>> titles = yearbook([(2021, True), (2022, None)], by_record=False)
    >>> reaches(Asked((titles,), length=2, end=2022)), reaches(Asked((titles,), length=1, end=2021))
    (None, True)
    """
    if not _may(asked):
        return False
    return True if _may(_closed(asked, range(len(asked.books)))) else None


def decisive(asked: Asked, names: Sequence[str]) -> tuple[bool, ...]:
    """For each list, whether there would be no period if everything open in it came out as no.

    Args:
        asked: a period of which it is not known whether there is one.
        names: which list each of `Asked.books` is made from, in their order.

    Returns:
        A flag for each of `names`; all are set where only several lists together can decide.

    >>> known, gap = (yearbook([(2024, one)], by_record=False) for one in (True, None))
    >>> decisive(Asked((gap,), 1, 2024, inside=(Found(known, 1),)), ("titles", "ratings"))
    (True, False)
    """
    alone = {
        name: not _may(_closed(asked, [n for n, other in enumerate(names) if other == name]))
        for name in names
    }
    return tuple(alone[name] or not any(alone.values()) for name in names)


def _closed(asked: Asked, which: Collection[int]) -> Asked:
    """The same question with everything open in some of the lists taken for a no."""
    books = [
        Yearbook(book.sure, book.sure, 0, None) if n in which else book
        for n, book in enumerate(asked.books)
    ]
    years = len(asked.each)
    inside = tuple(
        Found(book, found.bound, found.by_year)
        for found, book in zip(asked.inside, books[years:], strict=False)
    )
    after = None if asked.after is None else books[-1]
    return Asked(tuple(books[:years]), asked.length, asked.end, asked.earlier, after, inside)


def _may(asked: Asked) -> bool:
    """Whether there is such a period when everything open is taken for a yes.

    Of all periods in one unbroken span the longest is the best, so only that one is looked at.
    """
    before = -inf if asked.after is None else _earliest(asked.after)
    return any(_fits(asked, max(first, before + 1), last) for first, last in _spans(asked))


def _fits(asked: Asked, first: float, last: int) -> bool:
    """Whether a period is long enough and holds what must be found in it."""
    long_enough = last - first + 1 >= asked.length
    return long_enough and all(_found(one, first, last) >= one.bound for one in asked.inside)


def _earliest(book: Yearbook) -> float:
    """The earliest year that may count; without any, one that nothing comes after."""
    if book.loose:
        return -inf
    return book.open[0] if book.open else inf


def _found(found: Found, first: float, last: int) -> float:
    """How often something may be found between two years."""
    book = found.book
    if found.by_year and book.barred is not None:
        return last - first + 1 - _between(book.barred, first, last)
    years = tuple(sorted(set(book.open))) if found.by_year else book.open
    return _between(years, first, last) + book.loose


def _between(years: Sequence[int], first: float, last: int) -> int:
    """How many of some years, in order, lie between two."""
    return max(0, bisect_right(years, last) - bisect_left(years, first))


def _spans(asked: Asked) -> Iterable[tuple[float, int]]:
    """The unbroken spans of years that may count, none past the end; all that can be used."""
    named = {year for book in asked.each if book.barred is None for year in book.open}
    barring = [book.barred for book in asked.each if book.barred is not None]
    if not barring:
        return _runs(named, asked.end) if asked.earlier else _last_run(named, asked.end)
    barred = set(barring[0]).intersection(*barring[1:]) - named
    spans = _around(barred, asked.end)
    return spans if asked.earlier else (span for span in spans if span[1] == asked.end)


def _last_run(years: Collection[int], end: int) -> Iterator[tuple[float, int]]:
    """The span of years that reaches the end, if there is one."""
    first = end
    while first in years:
        first -= 1
    if first < end:
        yield first + 1, end


def _around(barred: Iterable[int], end: int) -> Iterator[tuple[float, int]]:
    """The spans between the years that are barred."""
    first = -inf
    for year in sorted(one for one in barred if one <= end):
        if first < year:
            yield first, year - 1
        first = year + 1
    if first <= end:
        yield first, end


def _runs(years: Iterable[int], end: int) -> Iterator[tuple[float, int]]:
    """The spans up to the end that some years make up without a gap."""
    ordered = sorted(year for year in years if year <= end)
    starts = [n for n, year in enumerate(ordered) if n == 0 or ordered[n - 1] + 1 != year]
    for start, stop in zip(starts, [*starts[1:], len(ordered)], strict=False):
        yield ordered[start], ordered[stop - 1]
