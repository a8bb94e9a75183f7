"""Runs and periods spelled out year by year in plainer conditions, to see what each year lacks.

What is spelled out is enough for a run or a period and may ask more than it: a period of five years
*or more* is spelled out for the shortest spans only.  It is never used to judge.

    >>> from rules.meaning.language import FactValue
    >>> run = Run("titles", (), "year", 2, FactValue("award_year"))
    >>> (span,) = spelled_out(run, {"award_year": 2024})
    >>> [year.where[0].relation.against[0].value for year in span.parts]
    [2024, 2023]
    >>> list(spelled_out(run, {}))
    []
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rules.meaning.interpret import Facts, number_of
from rules.meaning.language import (
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    Count,
    Lookup,
    Match,
    Operator,
    Period,
    Relation,
    Run,
    Value,
    Within,
    Yearly,
)

LONGEST = 30
"""Years that are spelled out at most; no award of the law asks for half of it."""

MORE_YEARS = 3
"""By how many years more than the least a period is spelled out too."""

EARLIER_ENDS = 2
"""By how many years earlier a period is spelled out too, where it may end before the last year."""


def spelled_out(condition: Run | Period, facts: Facts) -> Iterator[Condition]:
    """What would be enough for a run or a period: one span of years after the other.

    Args:
        condition: the run or the period.
        facts: what is known; only the last year is looked up.

    Yields:
        A span with what it asks of each year, the shortest first; nothing where the last year is
        not known, or the years are too many to be spelled out.
    """
    end = number_of(condition.ending, facts)
    if end is None or condition.length > LONGEST:
        return
    if isinstance(condition, Run):
        yield _in_a_row(condition, end)
    else:
        yield from (_span(condition, first, last) for first, last in _spans(condition, end))


def _in_a_row(run: Run, end: int) -> Condition:
    """A record in each year of a run, the last year first."""
    yearly = Yearly(run.records, run.where, run.field)
    years = range(end, end - run.length * run.step, -run.step)
    return AllOf(tuple(_counts(yearly, year) for year in years))


def _spans(period: Period, end: int) -> Iterator[tuple[int, int]]:
    """The first and the last year of the spans that are spelled out, the shortest first."""
    for length in range(period.length, period.length + MORE_YEARS + 1):
        for earlier in range(EARLIER_ENDS + 1 if period.may_end_earlier else 1):
            last = end - earlier
            yield last - length + 1, last


def _span(period: Period, first: int, last: int) -> Condition:
    """A period from a year to a year: each year counts, and everything else is there."""
    years = range(first, last + 1)
    each = [AnyOf(tuple(_counts(one, year) for one in period.each)) for year in years]
    inside = [_within(one, years) for one in period.inside]
    before = [] if period.after is None else [_between(period.after, 1, (("<", first),))]
    return AllOf((*each, *inside, *before))


def _within(within: Within, years: Sequence[int]) -> Condition:
    """What must be found in some years: so many years, or so many records."""
    if within.by_year:
        return AtLeast(within.bound, tuple(_counts(within.yearly, year) for year in years))
    return _between(within.yearly, within.bound, ((">=", years[0]), ("<=", years[-1])))


def _counts(yearly: Yearly, year: int) -> Condition:
    """That one year counts: a record of it matches, or *the* record of it says so."""
    if not yearly.has:
        return _between(yearly, 1, (("=", year),))
    own = (*yearly.where, _year(yearly, "=", year))
    return Lookup(yearly.records, own, yearly.has)


def _between(yearly: Yearly, bound: int, when: Sequence[tuple[Operator, int]]) -> Count:
    """That so many records match whose year is as asked."""
    years = (_year(yearly, op, year) for op, year in when)
    return Count(yearly.records, (*yearly.where, *years), ">=", bound)


def _year(yearly: Yearly, op: Operator, year: int) -> Match:
    """What the year of a record must be."""
    return Match(yearly.field, Relation(op, (Value(year),)))
