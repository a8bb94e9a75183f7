"""What each condition means, written down as plainly as possible: one function a condition.

This is the oracle of the engine.  `rules.judging.compile` generates a faster form of the same
and tests compare the two on generated rules and incomplete facts.  It also says *which* facts
would settle a condition that is not known, which the fast form is only asked for when there is a
gap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import eq, ge, gt, le, lt, ne
from typing import Any, cast

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
    Kleene,
    Lookup,
    Match,
    Named,
    Not,
    Operand,
    Operator,
    Period,
    Relation,
    Run,
    Share,
    Value,
    Yearly,
)
from rules.meaning.periods import Row, asked_of, decisive, reaches, yearbook
from rules.meaning.vocabulary import ANSWERS

Facts = Mapping[str, object]
Record = Mapping[str, object]
NOBODY: frozenset[str] = frozenset()
NO_YEAR = Value("")
"""What no year is equal to."""

COMPARE: dict[Operator, Callable[[Any, Any], bool]] = {
    "=": eq,
    "!=": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}


@dataclass(frozen=True, slots=True)
class Truth:
    """The answer to a condition.

    Attributes:
        value: True, False, or None for not known.
        unknown: the facts and questions that would settle it; empty unless the value is None.
    """

    value: Kleene
    unknown: frozenset[str] = NOBODY


YES = Truth(value=True)
NO = Truth(value=False)


def truth_of(condition: Condition, facts: Facts) -> Truth:
    """The answer to a condition on these facts.

    >>> from rules.meaning.language import Value
    >>> enough = Compare(FactValue("months"), Relation(">=", (Value(6),)))
    >>> truth_of(enough, {"months": 7}).value, sorted(truth_of(enough, {}).unknown)
    (True, ['months'])
    """
    return MEANINGS[type(condition)](condition, facts)


def holds(condition: Condition, facts: Facts) -> Kleene:
    """The answer alone.

    >>> holds(Not(Constant(False)), {}), holds(Answered("q.one"), {})
    (True, None)
    """
    return truth_of(condition, facts).value


def matches(match: Match, record: Record, facts: Facts) -> Truth:
    """Whether a field of a record is as it must be; unknown names the field without its list."""
    value = record.get(match.field)
    if value is None:
        return Truth(None, frozenset({match.field}))
    return _related(value, match.relation, facts)


def years_of(run: Run, facts: Facts) -> tuple[set[int], set[int], bool]:
    """The years with a record that counts, those with one that may, and whether one has no year.

    >>> valid = Match("status", Relation("=", (Value("valid"),)))
    >>> run = Run("titles", (valid,), "year", 2, Value(2024))
    >>> years_of(run, {"titles": [{"year": 2023, "status": "valid"}, {"year": 2024}]})
    ({2023}, {2024}, False)
    """
    certain: set[int] = set()
    possible: set[int] = set()
    loose = False
    for record in _records(run.records, facts) or ():
        counts = _fits(run.where, record, facts)
        year = cast("int | None", record.get(run.field))
        if counts is False:
            continue
        if year is None:
            loose = True
        else:
            (certain if counts else possible).add(year)
    return certain, possible, loose


def rows_of(yearly: Yearly, facts: Facts) -> list[Row] | None:
    """The year of every record that may be meant, and whether it counts; None without the list.

    >>> good = Match("grade", Relation("=", (Value("HTTNV"),)))
    >>> rows_of(Yearly("ratings", (), "year", (good,)), {"ratings": [{"year": 2024}]})
    [(2024, None)]
    """
    records = cast("Sequence[Mapping[str, Any]] | None", facts.get(yearly.records))
    if records is None:
        return None
    meant = [(record, _fits(yearly.where, record, facts)) for record in records]
    return [
        (record.get(yearly.field), _fits(yearly.has, record, facts) if sure else None)
        for record, sure in meant
        if sure is not False
    ]


def matching(records: str, where: Sequence[Match], facts: Facts) -> tuple[int, int] | None:
    """How many records match and how many may; None when the list was not sent.

    >>> valid = Match("status", Relation("=", (Value("valid"),)))
    >>> matching("titles", [valid], {"titles": [{"status": "valid"}, {}, {"status": "revoked"}]})
    (1, 1)
    >>> matching("titles", [valid], {}) is None
    True
    """
    rows = _records(records, facts)
    if rows is None:
        return None
    fits = [_fits(where, row, facts) for row in rows]
    return fits.count(True), fits.count(None)


def number_of(operand: Operand, facts: Facts) -> Any:  # noqa: ANN401 - a fact has any kind; comparisons are checked when rules are read
    """The value of an operand; None when it is a fact that is not known."""
    if not isinstance(operand, FactValue):
        return operand.value
    value = facts.get(operand.name)
    return cast("int", value) + operand.shift if operand.shift and value is not None else value


def all_hold(truths: Iterable[Truth]) -> Truth:
    """Kleene's *and* over several answers.

    >>> all_hold([Truth(None, frozenset({"a"})), NO]).value
    False
    >>> sorted(all_hold([Truth(None, frozenset({"a"})), YES]).unknown)
    ['a']
    """
    several = tuple(truths)
    if any(one.value is False for one in several):
        return NO
    return _settled(several, otherwise=True)


def some_hold(truths: Iterable[Truth], least: int = 1) -> Truth:
    """Whether at least so many of several answers are yes.

    >>> gap = Truth(None, frozenset({"a"}))
    >>> some_hold([YES, gap]).value, some_hold([YES, gap], 2).value, some_hold([gap], 2).value
    (True, None, False)
    """
    several = tuple(truths)
    yes = sum(one.value is True for one in several)
    maybe = sum(one.value is None for one in several)
    if yes >= least:
        return YES
    return NO if yes + maybe < least else _settled(several, otherwise=False)


def _settled(several: tuple[Truth, ...], *, otherwise: bool) -> Truth:
    """No definite answer, with everything that would give one; or else the answer given."""
    unknown = [one.unknown for one in several if one.value is None]
    return Truth(None, NOBODY.union(*unknown)) if unknown else Truth(otherwise)


def _constant(condition: Constant, _: Facts) -> Truth:
    """What the file itself settles."""
    return Truth(condition.value)


def _compare(condition: Compare, facts: Facts) -> Truth:
    """Two values compared; a left side that is not known is what would settle it."""
    left = number_of(condition.left, facts)
    if left is None:
        return Truth(None, _names([condition.left]))
    return _related(left, condition.relation, facts)


def _related(left: object, relation: Relation, facts: Facts) -> Truth:
    """A known left side compared with what stands on the right."""
    right = [number_of(one, facts) for one in relation.against]
    if None in right:
        return Truth(None, _names(relation.against))
    if relation.op == "in":
        return Truth(left in right)
    return Truth(COMPARE[relation.op](left, right[0]))


def _share(condition: Share, facts: Facts) -> Truth:
    """A share by cross-multiplication, so that 80 percent of 15 is exactly 12."""
    part, whole = number_of(condition.part, facts), number_of(condition.whole, facts)
    absent = [one for one in (condition.part, condition.whole) if number_of(one, facts) is None]
    if absent:
        return Truth(None, _names(absent))
    if whole <= 0:
        return Truth(None, _names([condition.whole]))
    left, right = part * condition.denominator, condition.numerator * whole
    return Truth(COMPARE[condition.op](left, right))


def _not(condition: Not, facts: Facts) -> Truth:
    """The opposite of a certain answer; a gap stays a gap."""
    inner = truth_of(condition.part, facts)
    return inner if inner.value is None else Truth(not inner.value)


def _all_of(condition: AllOf, facts: Facts) -> Truth:
    """Kleene's *and*; in order, only the first gap is to be settled."""
    truths = [truth_of(part, facts) for part in condition.parts]
    whole = all_hold(truths)
    if whole.value is None and condition.in_order:
        return next(one for one in truths if one.value is None)
    return whole


def _any_of(condition: AnyOf, facts: Facts) -> Truth:
    """Kleene's *or*."""
    return some_hold(truth_of(part, facts) for part in condition.parts)


def _at_least(condition: AtLeast, facts: Facts) -> Truth:
    """So many certain answers, or so many still possible ones."""
    return some_hold((truth_of(part, facts) for part in condition.parts), condition.least)


def _count(condition: Count, facts: Facts) -> Truth:
    """How many records match.

    What may match counts only where it could still change the answer, so that three certain titles
    stay three whatever is not known of a fourth.
    """
    found = matching(condition.records, condition.where, facts)
    if found is None:
        return Truth(None, frozenset({condition.records}))
    yes, maybe = found
    at_least = condition.op == ">="
    bound = condition.bound if at_least else condition.bound + 1
    if yes >= bound:
        return Truth(at_least)
    if yes + maybe < bound:
        return Truth(not at_least)
    return Truth(None, _gaps(condition.records, condition.where, facts))


def _lookup(condition: Lookup, facts: Facts) -> Truth:
    """What the one record that is meant says.

    No such record, or several that contradict each other, is not known.
    """
    rows = _records(condition.records, facts)
    if rows is None:
        return Truth(None, frozenset({condition.records}))
    meant = [(row, _fits(condition.where, row, facts)) for row in rows]
    candidates = [(row, sure) for row, sure in meant if sure is not False]
    values = {_fits(condition.has, row, facts) for row, _ in candidates}
    if any(sure for _, sure in candidates) and len(values) == 1 and None not in values:
        return Truth(values.pop())
    gaps = _gaps(condition.records, (*condition.where, *condition.has), facts)
    return Truth(None, gaps or frozenset({condition.records}))


def _run(condition: Run, facts: Facts) -> Truth:
    """Whether every year up to the last has a record that counts."""
    end = number_of(condition.ending, facts)
    absent = frozenset({condition.records} if _records(condition.records, facts) is None else ())
    if absent or end is None:
        ending = _names([condition.ending]) if end is None else NOBODY
        return Truth(None, absent | ending)
    certain, possible, loose = years_of(condition, facts)
    wanted = set(range(end, end - condition.length * condition.step, -condition.step))
    if wanted <= certain:
        return YES
    if not loose and not wanted <= certain | possible:
        return NO
    where = (*condition.where, _any_year(condition.field))
    return Truth(None, _gaps(condition.records, where, facts))


def _period(condition: Period, facts: Facts) -> Truth:
    """Whether there is such a period; what would settle it are the lists that could decide it."""
    if (end := number_of(condition.ending, facts)) is None:
        return Truth(None, _names([condition.ending]))
    books = [yearbook(rows_of(one, facts), by_record=bool(one.has)) for one in condition.lists]
    asked = asked_of(condition, books, end)
    value = reaches(asked)
    if value is not None:
        return Truth(value)
    names = [one.records for one in condition.lists]
    lists = compress(condition.lists, decisive(asked, names))
    return Truth(None, NOBODY.union(*(_open(one, facts) for one in lists)))


def _open(yearly: Yearly, facts: Facts) -> frozenset[str]:
    """What is not known in a list of years: unknown fields, or else a record that is not there."""
    where = (*yearly.where, *yearly.has, _any_year(yearly.field))
    absent = yearly.has or _records(yearly.records, facts) is None
    itself = frozenset({yearly.records} if absent else ())
    return _gaps(yearly.records, where, facts) or itself


def _any_year(field: str) -> Match:
    """A match that every known year passes: it only shows where the year is not known."""
    return Match(field, Relation("!=", (NO_YEAR,)))


def _answered(condition: Answered, facts: Facts) -> Truth:
    """What a body answered; no answer is no "no"."""
    answers = cast("Mapping[str, bool]", facts.get(ANSWERS) or {})
    answer = answers.get(condition.question)
    if answer is None:
        return Truth(None, frozenset({condition.question}))
    return Truth(answer)


def _named(condition: Named, facts: Facts) -> Truth:
    """What the name stands for."""
    return truth_of(condition.condition, facts)


def _records(name: str, facts: Facts) -> Sequence[Record] | None:
    """The list of this name; None when it was not sent."""
    return cast("Sequence[Record] | None", facts.get(name))


def _fits(where: Sequence[Match], record: Record, facts: Facts) -> Kleene:
    """Whether a record matches in every field."""
    return all_hold(matches(match, record, facts) for match in where).value


def _gaps(records: str, where: Sequence[Match], facts: Facts) -> frozenset[str]:
    """What would settle whether records match: their unknown fields, and unknown facts."""
    names: set[str] = set()
    for record in _records(records, facts) or ():
        found = [(match, matches(match, record, facts)) for match in where]
        if not any(truth.value is False for _, truth in found):
            for match, truth in found:
                own = record.get(match.field) is None
                names.update({f"{records}.{match.field}"} if own else truth.unknown)
    return frozenset(names)


def _names(operands: Iterable[Operand]) -> frozenset[str]:
    return frozenset(one.name for one in operands if isinstance(one, FactValue))


MEANINGS: dict[type, Callable[..., Truth]] = {
    Constant: _constant,
    Compare: _compare,
    Share: _share,
    Not: _not,
    AllOf: _all_of,
    AnyOf: _any_of,
    AtLeast: _at_least,
    Count: _count,
    Lookup: _lookup,
    Run: _run,
    Period: _period,
    Answered: _answered,
    Named: _named,
}
"""Who knows the meaning of which condition."""
