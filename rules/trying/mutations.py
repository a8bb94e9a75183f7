"""Small changes of a condition, each one that a slip of the pen or of thought could make.

* operators: `>=` becomes `<`, `=` becomes `!=`, `any` becomes `none`, a `not` is dropped;
* bounds: a number, a day, a share or a level one step up and one step down;
* conditions: one of several is dropped; `and` becomes `or`;
* ways: one of several is dropped; one more or one fewer of them is asked;
* list members: one of several options is dropped;
* runs and periods: a year more or fewer, another last year, another demand on what is inside.

Gates, severities and whole criteria are changed in `rules.trying.mutants`.

Invariants: no change leaves a condition as it was, and none makes a file that could not be read (a
list without entries, more ways asked for than there are).

    >>> from rules.files.entry import Entry
    >>> from rules.meaning.language import Relation, Value
    >>> from rules.trying.spots import placed
    >>> enough = Compare(FactValue("months"), Relation(">=", (Value(6),)))
    >>> held = Compare(FactValue("held"), Relation("=", (Value(True),)))
    >>> both = placed(AllOf((enough, Not(held))), Entry("months >= 6 and not held", ("must",)))
    >>> for changed in changes_of(both, Vocabulary({})):
    ...     print(changed.change.spot.offset, spelled(changed.condition))
    0 not held = true
    20 months >= 6
    0 months >= 6 or not held = true
    0 months < 6 and not held = true
    0 months >= 5 and not held = true
    0 months >= 7 and not held = true
    20 months >= 6 and held = true
    20 months >= 6 and not held != true
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from rules.meaning.language import (
    AllOf,
    AnyOf,
    AtLeast,
    Compare,
    Condition,
    Constant,
    Count,
    FactValue,
    Lookup,
    Named,
    Not,
    Period,
    Run,
    Share,
    Yearly,
    parts_of,
)
from rules.meaning.spelling import spelled, spelled_yearly
from rules.meaning.vocabulary import Vocabulary
from rules.trying.slips import OPPOSITE, STRICTER, Change, shifted, slips_in, slips_of
from rules.trying.spots import Placed, Spot

FIRST_OF = "first_of"
"""The key of ways of which one is always enough."""


class Changed(NamedTuple):
    """A small change of a condition.

    Attributes:
        change: what is changed in the file.
        condition: the whole condition after it.
        before: the innermost condition that it touches.
        after: what that becomes; where both answer alike, so does the whole.
    """

    change: Change
    condition: Condition
    before: Condition
    after: Condition


class Made(NamedTuple):
    """A change of one condition itself, and what the condition becomes."""

    change: Change
    condition: Condition


def changes_of(placed: Placed, words: Vocabulary) -> Iterator[Changed]:
    """Every small change of a condition and of what stands inside it.

    Args:
        placed: the condition, with its places.
        words: the vocabulary, for the order of options.
    """
    make = CHANGES.get(type(placed.condition))
    for change, after in () if make is None else make(placed, words):
        yield Changed(change, after, placed.condition, after)
    parts = parts_of(placed.condition)
    for n, part in enumerate(placed.parts):
        for change, inner, before, after in changes_of(part, words):
            whole = with_parts(placed.condition, _with(parts, n, inner))
            yield Changed(change, whole, before, after)


def with_parts(condition: Condition, parts: Sequence[Condition]) -> Condition:
    """The same condition with other parts.

    >>> with_parts(Not(Constant(True)), [Constant(False)])
    Not(part=Constant(value=False))
    """
    match condition:
        case AllOf() | AnyOf() | AtLeast():
            return replace(condition, parts=tuple(parts))
        case Not():
            return Not(parts[0])
        case Named():
            return replace(condition, condition=parts[0])
        case _:
            return condition


def _with(parts: Sequence[Condition], at: int, part: Condition) -> list[Condition]:
    """The parts with one of them replaced."""
    return [*parts[:at], part, *parts[at + 1 :]]


def _to(placed: Placed, after: Condition) -> Made:
    """A condition that becomes another one at the same spot."""
    return Made(Change(placed.spot, spelled(placed.condition), spelled(after)), after)


def _compare(placed: Placed, words: Vocabulary) -> Iterator[Made]:
    """Another operator, another bound, another list, a shift of the left side."""
    condition = placed.condition
    assert isinstance(condition, Compare)
    left = condition.left
    fact = words.find(left.name) if isinstance(left, FactValue) else None
    for relation in slips_of(condition.relation, fact):
        yield _to(placed, Compare(left, relation))


def _share(placed: Placed, _: Vocabulary) -> Iterator[Made]:
    """Another operator, or a share one step up and down."""
    condition = placed.condition
    assert isinstance(condition, Share)
    operators = [one[condition.op] for one in (OPPOSITE, STRICTER) if condition.op in one]
    for op in operators:
        yield _to(placed, replace(condition, op=op))
    for way in (-1, 1):
        yield _to(placed, replace(condition, numerator=condition.numerator + way))


def _not(placed: Placed, _: Vocabulary) -> Iterator[Made]:
    """The opposite without its `not`."""
    condition = placed.condition
    assert isinstance(condition, Not)
    yield _to(placed, condition.part)


def _several(placed: Placed, _: Vocabulary) -> Iterator[Made]:
    """Each part dropped, and where the file joins them the other word between them.

    A part that a parameter keeps true is not dropped: nothing would change.  A condition with one
    part is that part, and has nothing to drop.
    """
    condition = placed.condition
    assert isinstance(condition, AllOf | AnyOf | AtLeast)
    parts = condition.parts
    if len(parts) == 1:
        return
    for n, part in enumerate(placed.parts):
        rest = (*parts[:n], *parts[n + 1 :])
        after = rest[0] if len(rest) == 1 else _shortened(condition, rest)
        if part.condition != Constant(value=True):
            change = Change(part.home or part.spot, part.way or spelled(part.condition))
            yield Made(change, after)
    if isinstance(condition, AtLeast):
        yield from _other_counts(placed, condition)
    elif placed.written:
        yield _to(placed, AnyOf(parts) if isinstance(condition, AllOf) else AllOf(parts))


def _shortened(condition: AllOf | AnyOf | AtLeast, parts: tuple[Condition, ...]) -> Condition:
    """The same condition with one part fewer, asking for no more than there are."""
    if isinstance(condition, AtLeast):
        return AtLeast(min(condition.least, len(parts)), parts)
    return replace(condition, parts=parts)


def _other_counts(placed: Placed, condition: AtLeast) -> Iterator[Made]:
    """One more and one fewer of the parts, where the file says how many."""
    if placed.spot.path[-1:] == (FIRST_OF,):
        return
    for least in (condition.least - 1, condition.least + 1):
        if 1 <= least <= len(condition.parts):
            change = Change(placed.spot, f"at_least {condition.least}", f"at_least {least}")
            yield Made(change, replace(condition, least=least))


def _count(placed: Placed, words: Vocabulary) -> Iterator[Made]:
    """The other side of the bound, one more and one fewer, and every change of the matches.

    A paper that must be there is a count too, but the file names only its kind: it can be left out,
    which `_several` does, and nothing else.
    """
    condition = placed.condition
    assert isinstance(condition, Count)
    if not placed.written:
        return
    at_least = condition.op == ">="
    lowest = 1 if at_least else 0
    opposite = condition.bound - 1 if at_least else condition.bound + 1
    yield _to(placed, replace(condition, op="<=" if at_least else ">=", bound=opposite))
    for bound in (condition.bound - 1, condition.bound + 1):
        if bound >= lowest:
            yield _to(placed, replace(condition, bound=bound))
    for change, where in slips_in(condition.where, placed.fields, condition.records, words):
        yield Made(change, replace(condition, where=where))


def _lookup(placed: Placed, words: Vocabulary) -> Iterator[Made]:
    """Every change of what record is meant, and of what must be true of it."""
    condition = placed.condition
    assert isinstance(condition, Lookup)
    first = len(condition.where)
    where_spots, has_spots = placed.fields[:first], placed.fields[first:]
    for change, where in slips_in(condition.where, where_spots, condition.records, words):
        yield Made(change, replace(condition, where=where))
    for change, has in slips_in(condition.has, has_spots, condition.records, words):
        if has:
            yield Made(change, replace(condition, has=has))


def _run(placed: Placed, words: Vocabulary) -> Iterator[Made]:
    """A year more or fewer, ending a year later or earlier, and every change of the matches."""
    condition = placed.condition
    assert isinstance(condition, Run)
    for length in (condition.length - 1, condition.length + 1):
        if length:
            change = Change(placed.spot, f"length {condition.length}", f"length {length}")
            yield Made(change, replace(condition, length=length))
    for way in (-1, 1):
        ending = shifted(condition.ending, way)
        yield _to(placed, replace(condition, ending=ending))
    for change, where in slips_in(condition.where, placed.fields, condition.records, words):
        yield Made(change, replace(condition, where=where))


def _period(placed: Placed, words: Vocabulary) -> Iterator[Made]:
    """A year more or fewer, another last year, and every change of what is asked of the years.

    What is found inside is changed in its bound and in its matches, what must come before in its
    matches; either is also dropped as a whole.
    """
    condition = placed.condition
    assert isinstance(condition, Period)
    for length in (condition.length - 1, condition.length + 1):
        if length:
            change = Change(placed.spot, f"at_least {condition.length}", f"at_least {length}")
            yield Made(change, replace(condition, length=length))
    for way in (-1, 1):
        yield _to(placed, replace(condition, ending=shifted(condition.ending, way)))
    yield _to(placed, replace(condition, may_end_earlier=not condition.may_end_earlier))
    yield from _lists(placed, condition, words)
    yield from _bounds(placed, condition)


def _lists(placed: Placed, condition: Period, words: Vocabulary) -> Iterator[Made]:
    """Each list of a period dropped where others are left, and each changed in its matches."""
    first = 0
    for n, yearly in enumerate(condition.lists):
        last = first + len(yearly.where) + len(yearly.has)
        spots, first = placed.fields[first:last], last
        if len(condition.each) > 1 or n >= len(condition.each):
            gone = Change(placed.lists[n], spelled_yearly(yearly))
            yield Made(gone, _with_list(condition, n, None))
        for change, other in _yearly(yearly, spots, words):
            yield Made(change, _with_list(condition, n, other))


def _yearly(
    yearly: Yearly, spots: tuple[Spot, ...], words: Vocabulary
) -> Iterator[tuple[Change, Yearly]]:
    """Every change of what a list says of years; a record must say something."""
    first = len(yearly.where)
    for change, where in slips_in(yearly.where, spots[:first], yearly.records, words):
        yield change, replace(yearly, where=where)
    for change, has in slips_in(yearly.has, spots[first:], yearly.records, words):
        if has:
            yield change, replace(yearly, has=has)


def _with_list(period: Period, at: int, other: Yearly | None) -> Period:
    """The period with one of its lists replaced; without it where there is no other.

    Args:
        period: the period.
        at: the number of the list among `Period.lists`.
        other: what takes its place; None drops it, and for a list inside also its bound.
    """
    each, inside = list(period.each), list(period.inside)
    last = len(each) + len(inside)
    if at == last:
        return replace(period, after=other)
    if at < len(each):
        each[at : at + 1] = [] if other is None else [other]
        return replace(period, each=tuple(each))
    n = at - len(each)
    inside[n : n + 1] = [] if other is None else [replace(inside[n], yearly=other)]
    return replace(period, inside=tuple(inside))


def _bounds(placed: Placed, condition: Period) -> Iterator[Made]:
    """One more and one fewer of what must be found inside a period."""
    for n, within in enumerate(condition.inside):
        spot = placed.lists[len(condition.each) + n]
        for bound in (within.bound - 1, within.bound + 1):
            if bound:
                change = Change(spot, f"at_least {within.bound}", f"at_least {bound}")
                inside = list(condition.inside)
                inside[n] = replace(within, bound=bound)
                yield Made(change, replace(condition, inside=tuple(inside)))


CHANGES: dict[type, Callable[[Placed, Vocabulary], Iterator[Made]]] = {
    Compare: _compare,
    Share: _share,
    Not: _not,
    AllOf: _several,
    AnyOf: _several,
    AtLeast: _several,
    Count: _count,
    Lookup: _lookup,
    Run: _run,
    Period: _period,
}
"""Who changes which condition; constants, answers and names have nothing to change."""
