"""What would have to change so that a condition comes out as wanted, read off the condition itself.

No solver is asked.  *And* needs all its parts, *or* one of them, *at least n* any n; a condition at
the bottom says itself what it lacks (`rules.remedies.lacking`).  Parts are reached one after the
other on the facts as the part before left them, so that what serves two parts is changed once.

Invariants:

* only facts that are open (`rules.remedies.change`) are changed;
* what `ways_to` hands out is certainly as wanted: the interpreter of rules says so;
* what `is_out_of_reach` says is a proof; that no way was found is none.

Of many ways only the shortest are followed (`rules.remedies.reach.WIDTH`, fewer inside a
condition): for the rules of an award those are all that matter; for a rule with very many ways
the shortest that is found may not be the shortest there is.  A condition of
a kind that this module does not know is reached by nothing and never said to be out of reach.

    >>> from rules.remedies.change import Rises
    >>> from rules.meaning.language import FactValue, Relation, Value
    >>> from rules.meaning.vocabulary import Vocabulary
    >>> share = Share(FactValue("votes"), FactValue("members"), ">=", 80, 100)
    >>> reach = Reach({"votes": 11, "members": 15}, {"votes": Rises("members")}, Vocabulary({}))
    >>> ways_to(share, True, reach.base, reach)[0]
    {'votes': 12, 'members': 15}
    >>> larger = Compare(FactValue("members"), Relation(">=", (Value(20),)))
    >>> ways_to(larger, True, reach.base, reach), is_out_of_reach(larger, True, reach)
    ([], True)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import cast

from rules.meaning.interpret import Facts, holds
from rules.meaning.language import (
    AllOf,
    Answered,
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
    Operand,
    Period,
    Run,
    Share,
    Yearly,
    leaves_of,
)
from rules.meaning.spelled import spelled_out
from rules.remedies.lacking import by_answer, by_count, by_record, by_share, by_value
from rules.remedies.reach import Goal, Reach

NOBODY: frozenset[str] = frozenset()
Joined = AllOf | AnyOf | AtLeast
"""A condition of several parts."""


def ways_to(condition: Condition, goal: Goal, facts: Facts, reach: Reach) -> list[Facts]:
    """Facts on which a condition is certainly what it should be, those that need least first.

    Args:
        condition: what is to be reached.
        goal: what it must become.
        facts: the facts to start from.
        reach: what may change.

    Returns:
        At most `reach.width` sets of facts, the ones given alone where nothing has to change; none
        where no way was found.
    """
    if holds(condition, facts) is goal:
        return [facts]
    follow = WAYS.get(type(condition))
    found = follow(condition, goal, facts, reach) if follow else ()
    return reach.shortest(one for one in found if holds(condition, one) is goal)


def is_out_of_reach(condition: Condition, goal: Goal, reach: Reach) -> bool:
    """Whether nothing that can still be done makes a condition what it should be.

    Each part is looked at as if all others could be had for nothing.  A certain answer stays
    certain whatever else becomes known, so it is out of reach where it rests on no fact that
    somebody can act on.

    Args:
        condition: what would have to be reached.
        goal: what it would have to become.
        reach: the facts as they are, and what may change.
    """
    match condition:
        case Named():
            return is_out_of_reach(condition.condition, goal, reach)
        case Not():
            return is_out_of_reach(condition.part, not goal, reach)
        case AllOf() | AnyOf() | AtLeast():
            barred = sum(is_out_of_reach(part, goal, reach) for part in condition.parts)
            return len(condition.parts) - barred < _least(condition, goal)
        case _:
            return holds(condition, reach.base) is (not goal) and _is_fixed(condition, goal, reach)


def support_of(condition: Condition, facts: Facts) -> Iterator[Condition]:
    """The conditions at the bottom on which an answer rests; enough of them, not all.

    >>> yes, no = Constant(True), Constant(False)
    >>> list(support_of(AnyOf((no, yes, Not(no))), {}))
    [Constant(value=True)]
    """
    match condition:
        case Named():
            yield from support_of(condition.condition, facts)
        case Not():
            yield from support_of(condition.part, facts)
        case AllOf() | AnyOf() | AtLeast():
            answer = holds(condition, facts)
            agreeing = [part for part in condition.parts if holds(part, facts) is answer]
            for part in agreeing[: _least(condition, answer is True)]:
                yield from support_of(part, facts)
        case _:
            yield condition


def names_in(leaf: Condition) -> frozenset[str]:
    """The facts, lists and questions that a condition at the bottom asks.

    >>> from rules.meaning.language import Match, Relation
    >>> this_year = Match("year", Relation("=", (FactValue("award_year"),)))
    >>> sorted(names_in(Count("titles", (this_year,), ">=", 1)))
    ['award_year', 'titles']
    """
    match leaf:
        case Compare():
            return _facts_in((leaf.left, *leaf.relation.against))
        case Share():
            return _facts_in((leaf.part, leaf.whole))
        case Answered():
            return frozenset({leaf.question})
        case Count() | Lookup() | Run():
            return _facts_in(_operands_of(leaf)) | {leaf.records}
        case Period():
            asked = chain.from_iterable(_operands_of(one) for one in leaf.lists)
            return _facts_in((leaf.ending, *asked)).union(one.records for one in leaf.lists)
        case _:
            return NOBODY


def lists_awaited(conditions: Iterable[Condition], facts: Facts) -> frozenset[str]:
    """The lists of which a record that is asked for may not be on file.

    Args:
        conditions: everything that is asked.
        facts: the facts as they are.

    >>> from rules.meaning.language import Match, Relation, Value
    >>> top = Match("grade", Relation("=", (Value("top"),)))
    >>> sorted(lists_awaited([Lookup("ratings", (), (top,))], {"ratings": []}))
    ['ratings']
    """
    leaves = chain.from_iterable(leaves_of(one) for one in conditions)
    awaiting = (leaf for leaf in leaves if holds(leaf, facts) is None)
    return frozenset(chain.from_iterable(_lists_of(leaf) for leaf in awaiting))


def _lists_of(leaf: Condition) -> list[str]:
    """The lists in which a condition looks for *the* record that is meant."""
    if isinstance(leaf, Lookup):
        return [leaf.records]
    asked = leaf.lists if isinstance(leaf, Period) else ()
    return [one.records for one in asked if one.has]


def _is_fixed(leaf: Condition, goal: Goal, reach: Reach) -> bool:
    """Whether a certain answer at the bottom rests on nothing that can be acted on.

    Where a list may grow nothing is proved: what would be added to it was not tried in full.
    """
    movable = reach.can_move(names_in(leaf) - _beyond_help(leaf, goal))
    if not movable:
        return isinstance(leaf, Constant) or type(leaf) in WAYS
    if len(movable) > 1 or not isinstance(leaf, Compare | Share):
        return False
    return not ways_to(leaf, goal, reach.base, reach)


def _beyond_help(leaf: Condition, goal: Goal) -> frozenset[str]:
    """The list of which no further record helps: what was found stays found.

    A record that contradicts *the* record makes the answer not known, never the other one.
    """
    match leaf:
        case Lookup():
            return frozenset({leaf.records})
        case Count() if (leaf.op == ">=") is not goal:
            return frozenset({leaf.records})
        case Run() if not goal:
            return frozenset({leaf.records})
        case _:
            return NOBODY


def _least(condition: Joined, goal: Goal) -> int:
    """How many parts must be as wanted so that the whole is."""
    count = len(condition.parts)
    least = {AllOf: count, AnyOf: 1}.get(type(condition)) or cast("AtLeast", condition).least
    return least if goal else count - least + 1


def _facts_in(operands: Iterable[Operand]) -> frozenset[str]:
    """The facts among operands."""
    return frozenset(one.name for one in operands if isinstance(one, FactValue))


def _operands_of(leaf: Count | Lookup | Run | Yearly) -> Iterator[Operand]:
    """What the fields of records are compared with, and where a run ends."""
    matches = (*leaf.where, *leaf.has) if isinstance(leaf, Lookup | Yearly) else leaf.where
    yield from chain.from_iterable(match.relation.against for match in matches)
    if isinstance(leaf, Run):
        yield leaf.ending


def _through_not(condition: Not, goal: Goal, facts: Facts, reach: Reach) -> list[Facts]:
    """The opposite of the part."""
    return ways_to(condition.part, not goal, facts, reach)


def _through_name(condition: Named, goal: Goal, facts: Facts, reach: Reach) -> list[Facts]:
    """What the name stands for."""
    return ways_to(condition.condition, goal, facts, reach)


def _through_parts(condition: Joined, goal: Goal, facts: Facts, reach: Reach) -> list[Facts]:
    """So many parts, one after the other: every way so far goes on with a part and without it."""
    least = _least(condition, goal)
    reached: dict[int, list[Facts]] = {0: [facts]}
    for index, part in enumerate(condition.parts):
        left = len(condition.parts) - index - 1
        longer = _with_part(part, goal, reached, least, reach)
        reached = {count: ways for count, ways in longer.items() if count + left >= least}
    return reached.get(least, [])


def _through_years(condition: Run | Period, goal: Goal, facts: Facts, reach: Reach) -> list[Facts]:
    """The same for the first span of years, spelled out, by which it is reached."""
    for span in spelled_out(condition, facts):
        ways = ways_to(span, goal, facts, reach)
        enough = [one for one in ways if holds(condition, one) is goal]
        if enough:
            return enough
    return []


def _with_part(
    part: Condition, goal: Goal, reached: Mapping[int, list[Facts]], least: int, reach: Reach
) -> dict[int, list[Facts]]:
    """The ways by how many parts they reach, after one more part was looked at."""
    longer = {count: list(ways) for count, ways in reached.items()}
    for count, ways in reached.items():
        if count < least:
            further = [more for facts in ways for more in ways_to(part, goal, facts, reach.inside)]
            longer.setdefault(count + 1, []).extend(further)
    return {count: reach.shortest(ways) for count, ways in longer.items()}


WAYS: dict[type, Callable[..., Iterable[Facts]]] = {
    Not: _through_not,
    Named: _through_name,
    AllOf: _through_parts,
    AnyOf: _through_parts,
    AtLeast: _through_parts,
    Compare: by_value,
    Share: by_share,
    Answered: by_answer,
    Count: by_count,
    Lookup: by_record,
    Run: _through_years,
    Period: _through_years,
}
"""Who follows the ways to which condition."""
