"""What a single condition lacks: more votes, a paper, a list, a field of a record, an answer.

One function a kind of condition.  Each yields the facts as they would be; whether those do is for
`rules.remedies.reaching` to check, so a function here may offer more than what does, and never
has to prove anything.

    >>> from rules.remedies.change import Rises
    >>> from rules.meaning.interpret import holds
    >>> from rules.meaning.vocabulary import Vocabulary
    >>> share = Share(FactValue("votes"), FactValue("members"), ">=", 80, 100)
    >>> reach = Reach({"votes": 11, "members": 15}, {"votes": Rises("members")}, Vocabulary({}))
    >>> [one["votes"] for one in by_share(share, True, reach.base, reach) if holds(share, one)]
    [12, 13, 14]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from math import gcd
from typing import cast

from rules.meaning.interpret import Facts, matching, number_of
from rules.meaning.language import Answered, Compare, Count, FactValue, Lookup, Match, Share
from rules.meaning.vocabulary import ANSWERS, Whole
from rules.remedies.change import records_in
from rules.remedies.reach import Goal, Reach
from rules.remedies.supposing import Demand, records_with, values_near, wanted

MOST_ADDED = 50
"""Records that one condition may lack before adding them is no longer worth saying."""


def by_value(condition: Compare, _: Goal, facts: Facts, reach: Reach) -> Iterator[Facts]:
    """Another value for one of the facts that are compared.

    Where both sides are not known nothing is offered: any value would be invented.
    """
    operands = (condition.left, *condition.relation.against)
    for operand in operands:
        if isinstance(operand, FactValue):
            others = [number_of(one, facts) for one in operands if one != operand]
            yield from _with_value(operand, others, facts, reach)


def by_share(condition: Share, _: Goal, facts: Facts, reach: Reach) -> Iterator[Facts]:
    """More votes; and where the whole is not known, what it would have to be.

    A ballot of which nothing is known is supposed to be the smallest that has exactly the share:
    4 of 5 for 80 percent.
    """
    for start in (facts, *_with_whole(condition, facts, reach)):
        whole = number_of(condition.whole, start)
        if whole is None or whole <= 0:
            continue
        yield start
        if isinstance(condition.part, FactValue):
            near = condition.numerator * whole // condition.denominator
            yield from _with_value(condition.part, (near, near + 1), start, reach)


def by_answer(condition: Answered, goal: Goal, facts: Facts, reach: Reach) -> Iterator[Facts]:
    """The answer to an open question; one that was given is a decision and stays."""
    question = condition.question
    if _answers(reach.base).get(question) is None:
        yield {**facts, ANSWERS: {**_answers(facts), question: goal}}


def by_count(condition: Count, goal: Goal, facts: Facts, reach: Reach) -> Iterable[Facts]:
    """The records that are lacking; or what is not known of those that may be too many."""
    edge = condition.bound if condition.op == ">=" else condition.bound + 1
    if (condition.op == ">=") is goal:
        return _with_more(condition, edge, facts, reach)
    return _with_fewer(condition, edge - 1, facts, reach)


def by_record(condition: Lookup, goal: Goal, facts: Facts, reach: Reach) -> Iterator[Facts]:
    """The record that is meant: sent where it is not on file, filled where it says too little."""
    name, listed = condition.records, _with_list(condition.records, facts)
    rows = records_in(listed, name)
    meant = [at for at, row in enumerate(rows) if any(_fits(name, condition.where, row, facts))]
    for demands in _said(condition, goal):
        ways: list[Facts] = [listed]
        for index in meant:
            fill = (_filled(name, index, demands, one, reach) for one in ways)
            ways = reach.shortest(chain.from_iterable(fill))
        yield from ways if meant else _added(name, demands, listed, reach)


def _with_value(
    operand: FactValue, others: Iterable[object], facts: Facts, reach: Reach
) -> Iterator[Facts]:
    """The facts with this operand near what it is compared with, as far as it may become that."""
    fact = reach.words.find(operand.name)
    kind = Whole() if fact is None else fact.kind
    for value in values_near(kind, others):
        own = value - operand.shift if isinstance(value, int) and operand.shift else value
        if reach.may_set(operand.name, own, facts):
            yield {**facts, operand.name: own}


def _with_whole(condition: Share, facts: Facts, reach: Reach) -> Iterator[Facts]:
    """The facts with a whole: one that fits the part, or else the smallest that has the share."""
    if not isinstance(condition.whole, FactValue):
        return
    part, share = number_of(condition.part, facts), (condition.numerator, condition.denominator)
    sizes = [share[1] // gcd(*share)]
    if part is not None and share[0] > 0:
        sizes = [part * share[1] // share[0], part, *sizes]
    yield from _with_value(condition.whole, sizes, facts, reach)


def _with_more(condition: Count, least: int, facts: Facts, reach: Reach) -> list[Facts]:
    """At least so many records match: fill what is not known, or add what is lacking."""
    ways = [_with_list(condition.records, facts)]
    for _ in range(min(least, MOST_ADDED)):
        short = [one for one in ways if _certain(condition, one) < least]
        more = [further for one in short for further in _with_one_more(condition, one, reach)]
        ways = reach.shortest([*(one for one in ways if one not in short), *more])
    return ways


def _with_one_more(condition: Count, facts: Facts, reach: Reach) -> Iterator[Facts]:
    """The facts with one more record that certainly matches."""
    name, demands = condition.records, wanted(condition.where)
    for index, row in enumerate(records_in(facts, name)):
        if _fits(name, condition.where, row, facts) == (0, 1):
            yield from _filled(name, index, demands, facts, reach)
    if reach.may_add(name):
        yield from _added(name, demands, facts, reach)


def _with_fewer(condition: Count, most: int, facts: Facts, reach: Reach) -> list[Facts]:
    """At most so many records match: none is taken out, but one that may match would not."""
    name = condition.records
    ways = [_with_list(name, facts)]
    for index, row in enumerate(records_in(facts, name)):
        if _fits(name, condition.where, row, facts) == (0, 1):
            less = [further for one in ways for further in _unlike(condition, index, one, reach)]
            ways = reach.shortest([*ways, *less] if most else less)
    return ways


def _unlike(condition: Count, index: int, facts: Facts, reach: Reach) -> Iterator[Facts]:
    """The facts with one record filled so that it does not match in one of its fields."""
    for match in condition.where:
        demands = [Demand(match, holds=False)]
        yield from _filled(condition.records, index, demands, facts, reach)


def _said(condition: Lookup, goal: Goal) -> Iterator[list[Demand]]:
    """What the record that is meant would have to say: all of it, or one thing not."""
    if goal:
        yield wanted((*condition.where, *condition.has))
        return
    for match in condition.has:
        yield [*wanted(condition.where), Demand(match, holds=False)]


def _certain(condition: Count, facts: Facts) -> int:
    """How many records certainly match."""
    found = matching(condition.records, condition.where, facts)
    return 0 if found is None else found[0]


def _fits(name: str, where: Sequence[Match], row: object, facts: Facts) -> tuple[int, int]:
    """Whether one record matches (1, 0), may match (0, 1), or does not (0, 0)."""
    return matching(name, where, {**facts, name: [row]}) or (0, 0)


def _with_list(records: str, facts: Facts) -> Facts:
    """The facts with the list sent; empty where it was not."""
    return facts if facts.get(records) is not None else {**facts, records: []}


def _added(records: str, demands: Sequence[Demand], facts: Facts, reach: Reach) -> Iterator[Facts]:
    """The facts with one more record that meets the demands."""
    for record in records_with(reach.words.fields(records), demands, facts):
        yield {**facts, records: [*records_in(facts, records), record]}


def _filled(
    records: str, index: int, demands: Sequence[Demand], facts: Facts, reach: Reach
) -> Iterator[Facts]:
    """The facts with what is not known of a record filled so that it meets the demands."""
    rows = records_in(facts, records)
    for record in records_with(reach.words.fields(records), demands, facts, rows[index]):
        yield {**facts, records: [*rows[:index], record, *rows[index + 1 :]]}


def _answers(facts: Facts) -> dict[str, bool]:
    """The recorded answers by question."""
    return dict(cast("dict[str, bool]", facts.get(ANSWERS) or {}))
