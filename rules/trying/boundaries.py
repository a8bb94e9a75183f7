"""Facts at the edges of a condition: just enough, just not, one word off, and not known.

Whoever compares two rules has to look where they could differ.  Each leaf of a condition has few
such places: the bound and its neighbours, each option, a list with one record too few, a record
that fails in one field.  A `Move` sets the facts of one leaf to one of them.

    >>> from rules.meaning.language import FactValue, Relation, Value
    >>> from rules.meaning.vocabulary import Fact, Whole
    >>> from texts import Text
    >>> words = Vocabulary({"months": Fact(Whole(), Text("Số tháng", "Months"))})
    >>> enough = Compare(FactValue("months"), Relation(">=", (Value(6),)))
    >>> [move["months"] for move in moves_of(enough, {}, words)]
    [6, 7, 5, None]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, islice
from math import ceil, floor

from rules.meaning.interpret import Facts, Record, number_of
from rules.meaning.language import (
    Answered,
    Compare,
    Condition,
    Count,
    FactValue,
    Lookup,
    Match,
    Operand,
    Period,
    Run,
    Share,
    Yearly,
    leaves_of,
)
from rules.meaning.vocabulary import ANSWERS, Fact, Vocabulary
from rules.remedies.supposing import Demand, records_with, values_near, wanted

Move = Mapping[str, object]
"""Facts with the values they are set to; None takes a fact away."""

MOST_RECORDS = 6
"""Records of a list that is made up, beyond what the bound of a condition asks for."""
MOST_MEMBERS = 99
"""Members of the largest council in which two shares are told apart."""
WHOLES = (10, 15, 100)
"""Sizes of a council at which shares of whole percent can be hit."""


def moves_of(condition: Condition, base: Facts, words: Vocabulary) -> Iterator[Move]:
    """Settings of the facts that a condition asks, at the edges of each of its leaves.

    Args:
        condition: what is asked.
        base: the facts that are varied; what they say of other facts is compared with.
        words: the vocabulary, for kinds and options.
    """
    for leaf in leaves_of(condition):
        make = MOVES.get(type(leaf))
        if make is not None:
            yield from make(leaf, base, words)


def moves_between(conditions: Iterable[Condition]) -> Iterator[Move]:
    """Settings that lie between two shares of the same numbers, in the smallest council that can.

    A share of its own moves to where it is just hit; two shares that no round number of members
    tells apart, such as 79% and 80%, need a council in which a part lies between them.

    Args:
        conditions: what is asked, by one set of rules or by several.

    >>> cast, members = FactValue("cast"), FactValue("members")
    >>> old, new = (Share(cast, members, ">=", part, 100) for part in (80, 79))
    >>> list(moves_between([old, new]))
    [{'cast': 19, 'members': 24}]
    """
    leaves = (leaf for one in conditions for leaf in leaves_of(one))
    shares = dict.fromkeys(leaf for leaf in leaves if isinstance(leaf, Share))
    for one, other in combinations(shares, 2):
        if (one.part, one.whole) == (other.part, other.whole):
            yield from _between(one, other)


def _between(one: Share, other: Share) -> Iterator[Move]:
    """The smallest whole, and part of it, that lies between two shares; none above `MOST_MEMBERS`.

    For any two shares such a whole exists below the product of their denominators, but a council of
    that size need not.
    """
    if not isinstance(one.part, FactValue) or not isinstance(one.whole, FactValue):
        return
    low, high = sorted(Fraction(leaf.numerator, leaf.denominator) for leaf in (one, other))
    for whole in range(1, MOST_MEMBERS + 1):
        part = floor(low * whole) + 1
        if low < high and part < high * whole:
            yield {one.part.name: part - one.part.shift, one.whole.name: whole - one.whole.shift}
            return


def after_moves(base: Facts, moves: Iterable[Move]) -> dict[str, object]:
    """The facts after some moves; answers are laid over the answers that there are.

    >>> after_moves({"a": 1, "b": 2}, [{"a": None}, {"answers": {"q.one": True}}])
    {'b': 2, 'answers': {'q.one': True}}
    """
    facts = dict(base)
    for move in moves:
        for name, value in move.items():
            facts[name] = _answers(facts.get(name), value) if name == ANSWERS else value
    return {name: value for name, value in facts.items() if value is not None}


def _answers(before: object, after: object) -> dict[str, bool]:
    """The answers of before with others laid over them; None takes one away."""
    known = {**_mapping(before), **_mapping(after)}
    return {name: bool(value) for name, value in known.items() if value is not None}


def _mapping(value: object) -> Mapping[str, object]:
    """A mapping, empty for anything else."""
    return value if isinstance(value, Mapping) else {}


def _compare(leaf: Compare, base: Facts, words: Vocabulary) -> Iterator[Move]:
    """Values near each right side, and none."""
    left = leaf.left
    fact = words.find(left.name) if isinstance(left, FactValue) else None
    if fact is None or not isinstance(left, FactValue):
        return
    rights = [number_of(one, base) for one in leaf.relation.against]
    for value in values_near(fact.kind, rights):
        yield {left.name: _unshifted(value, left)}
    yield {left.name: None}


def _unshifted(value: object, left: FactValue) -> object:
    """The fact that gives a value once its shift is added."""
    return value - left.shift if left.shift and isinstance(value, int) else value


def _share(leaf: Share, base: Facts, _: Vocabulary) -> Iterator[Move]:
    """The first part that is enough, the one below it and the one above, for several wholes.

    Every whole is one at which the share can be hit: the known one, round ones, the denominator.

    >>> share = Share(FactValue("yes"), FactValue("all"), ">=", 80, 100)
    >>> [tuple(move.values()) for move in _share(share, {"all": 15}, Vocabulary({}))][:3]
    [(12, 15), (11, 15), (13, 15)]
    """
    names = [one.name for one in (leaf.part, leaf.whole) if isinstance(one, FactValue)]
    if not isinstance(leaf.part, FactValue) or not isinstance(leaf.whole, FactValue):
        return
    own = number_of(leaf.whole, base)
    sizes = [*([own] if isinstance(own, int) else []), *WHOLES, leaf.denominator]
    for whole in dict.fromkeys(sizes):
        enough = ceil(leaf.numerator * whole / leaf.denominator)
        for part in (enough, enough - 1, enough + 1):
            yield {
                leaf.part.name: part - leaf.part.shift,
                leaf.whole.name: whole - leaf.whole.shift,
            }
    yield from ({name: None} for name in names)


def _answered(leaf: Answered, _: Facts, __: Vocabulary) -> Iterator[Move]:
    """Yes, no, and no answer.

    >>> [move["answers"] for move in _answered(Answered("q.one"), {}, Vocabulary({}))]
    [{'q.one': True}, {'q.one': False}, {'q.one': None}]
    """
    yield from ({ANSWERS: {leaf.question: answer}} for answer in (True, False, None))


def _count(leaf: Count, base: Facts, words: Vocabulary) -> Iterator[Move]:
    """One record too few, enough, one more; one that fails in a field; an empty list; none.

    >>> some = Count("cases", (), ">=", 2)
    >>> [move["cases"] for move in _count(some, {}, Vocabulary({}))]
    [[{}, {}], [{}], [{}, {}, {}], [], None]
    """
    fields = words.fields(leaf.records)
    good = _first(records_with(fields, wanted(leaf.where), base))
    for many in (leaf.bound, leaf.bound - 1, leaf.bound + 1):
        if good is not None and 0 <= many <= leaf.bound + MOST_RECORDS:
            yield {leaf.records: [good] * many}
    for row in _near_misses(fields, leaf.where, (), base):
        yield {leaf.records: [*([good] * (leaf.bound - 1) if good else ()), row]}
    yield from _empty(leaf.records)


def _lookup(leaf: Lookup, base: Facts, words: Vocabulary) -> Iterator[Move]:
    """The record that says so, one that fails in a field, no record, no list."""
    fields = words.fields(leaf.records)
    rows = records_with(fields, wanted((*leaf.where, *leaf.has)), base)
    yield from ({leaf.records: [row]} for row in rows[:1])
    for row in _near_misses(fields, leaf.where, leaf.has, base):
        yield {leaf.records: [row]}
    yield from _empty(leaf.records)


def _run(leaf: Run, base: Facts, words: Vocabulary) -> Iterator[Move]:
    """As many years as asked, one fewer, one more, one year off; one record that fails.

    >>> run = Run("titles", (), "year", 2, FactValue("award_year"))
    >>> first = next(_run(run, {"award_year": 2024}, Vocabulary({})))
    >>> first["titles"]
    [{'year': 2024}, {'year': 2023}]
    """
    end = number_of(leaf.ending, base)
    if not isinstance(end, int):
        return
    fields = words.fields(leaf.records)
    for length in (leaf.length, leaf.length - 1, leaf.length + 1):
        for last in (end, end - 1, end + 1):
            years = [last - n * leaf.step for n in range(length)]
            yield {leaf.records: _of_years(fields, leaf.where, leaf.field, years, base)}
    years = [end - n * leaf.step for n in range(leaf.length)]
    rows = _of_years(fields, leaf.where, leaf.field, years[1:], base)
    for row in _near_misses(fields, leaf.where, (), base):
        yield {leaf.records: [{**row, leaf.field: end}, *rows]}
    yield from _empty(leaf.records)


def _period(leaf: Period, base: Facts, words: Vocabulary) -> Iterator[Move]:
    """As many years as asked, one fewer, one more, each with enough inside and one too few.

    Only the first of several lists that make a year count is filled: the others are moved when
    they are altered themselves.
    """
    end = number_of(leaf.ending, base)
    if not isinstance(end, int):
        return
    for length in (leaf.length, leaf.length - 1, leaf.length + 1):
        yield _of_period(leaf, length, end, 0, base, words)
    yield _of_period(leaf, leaf.length, end - 1, 0, base, words)
    for short in range(1, len(leaf.inside) + 1):
        yield _of_period(leaf, leaf.length, end, short, base, words)
    for one in leaf.lists:
        yield from _empty(one.records)


def _empty(records: str) -> Iterator[Move]:
    """An empty list, and a list that was not sent."""
    nothing: list[Record] = []
    yield {records: nothing}
    yield {records: None}


def _of_period(
    leaf: Period, length: int, end: int, short: int, base: Facts, words: Vocabulary
) -> Move:
    """A period of so many years, one too few of the thing inside with the number `short`.

    Args:
        leaf: the period that is asked for.
        length: how many years count.
        end: the last of them.
        short: the number, from 1, of the thing inside that falls short; 0 for none.
        base: the facts that matches compare with.
        words: the vocabulary.
    """
    years = [end - n for n in range(length)]
    found: dict[str, list[Record]] = {}
    _add(found, leaf.each[0], years, base, words)
    for n, within in enumerate(leaf.inside, start=1):
        many = within.bound - (n == short)
        _add(found, within.yearly, [years[at % length] for at in range(many)], base, words)
    if leaf.after is not None:
        _add(found, leaf.after, [end - length], base, words)
    return dict(found)


def _add(
    found: dict[str, list[Record]],
    yearly: Yearly,
    years: Sequence[int],
    base: Facts,
    words: Vocabulary,
) -> None:
    """Add a record a year that counts for a list."""
    fields = words.fields(yearly.records)
    rows = _of_years(fields, (*yearly.where, *yearly.has), yearly.field, years, base)
    found.setdefault(yearly.records, []).extend(rows)


def _of_years(
    fields: Mapping[str, Fact],
    where: Iterable[Match],
    field: str,
    years: Iterable[int],
    base: Facts,
) -> list[Record]:
    """A record that counts for each year."""
    good = _first(records_with(fields, wanted(where), base))
    return [] if good is None else [{**good, field: year} for year in years]


def _near_misses(
    fields: Mapping[str, Fact], where: Sequence[Match], has: Sequence[Match], base: Facts
) -> Iterator[Record]:
    """Records at the edges of each field, the others as wanted; and without the field.

    One field at a time: a record that fails in two would show nothing that one failure does not.
    """
    every = (*where, *has)
    good = _first(records_with(fields, wanted(every), base))
    for n, match in enumerate(every):
        rest = wanted((*every[:n], *every[n + 1 :]))
        yield from records_with(fields, [*rest, Demand(match, holds=False)], base)[:2]
        yield from _edges(good, match, fields, base)


def _edges(
    good: Record | None, match: Match, fields: Mapping[str, Fact], base: Facts
) -> Iterator[Record]:
    """A record with each value near the right side of one match, and with none."""
    if good is None or match.field not in fields:
        return
    rights = [number_of(one, base) for one in _operands(match)]
    near = values_near(fields[match.field].kind, rights)
    for value in islice(near, MOST_RECORDS):
        yield {**good, match.field: value}
    yield {name: value for name, value in good.items() if name != match.field}


def _operands(match: Match) -> tuple[Operand, ...]:
    """What a field is compared with."""
    return match.relation.against


def _first(rows: Sequence[Record]) -> Record | None:
    """The plainest record; None where none was found."""
    return rows[0] if rows else None


MOVES: dict[type, Callable[..., Iterator[Move]]] = {
    Compare: _compare,
    Share: _share,
    Answered: _answered,
    Count: _count,
    Lookup: _lookup,
    Run: _run,
    Period: _period,
}
"""Who makes the moves of which leaf; what a kind without an entry asks is left as it is."""
