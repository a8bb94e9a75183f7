"""Generated conditions, steps and incomplete facts over a small vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any, cast

from hypothesis import strategies as st

import rules
from rules.law.award import Step
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
    Within,
    Yearly,
    cost_of,
)
from rules.meaning.vocabulary import ANSWERS
from texts import Text

Facts = dict[str, object]

ORDER: list[Operator] = ["=", "!=", "<", "<=", ">", ">="]
QUESTIONS = ["q.one", "q.two"]
DAYS = [date(2024, 2, 29), date(2024, 12, 31), date(2025, 1, 1)]
NAME = Text(vi="tên", en="name")
LEVELS = {"low": NAME, "mid": NAME, "top": NAME}

ITEM = {
    "code": rules.Fact(rules.Choice({"a": NAME, "b": NAME}), NAME),
    "year": rules.Fact(rules.Whole(), NAME),
    "given": rules.Fact(rules.Day(), NAME),
    "level": rules.Fact(rules.Choice(LEVELS, ordered=True), NAME),
    "kept": rules.Fact(rules.Flag(), NAME),
    "note": rules.Fact(rules.Words(), NAME),
}

SMALL = rules.Vocabulary(
    {
        "year": rules.Fact(rules.Whole(), NAME),
        "council.size": rules.Fact(rules.Whole(), NAME),
        "council.votes": rules.Fact(rules.Whole(), NAME),
        "held": rules.Fact(rules.Flag(), NAME),
        "got": rules.Fact(rules.Day(), NAME),
        "kind": rules.Fact(rules.Choice({"a": NAME, "b": NAME}), NAME),
        "level": rules.Fact(rules.Choice(LEVELS, ordered=True), NAME),
        "items": rules.Fact(rules.Records(ITEM), NAME),
        "others": rules.Fact(rules.Records(ITEM), NAME),
    }
)


def values_of(kind: object) -> st.SearchStrategy[Any]:
    """Values of a kind, few enough that facts meet the values of rules often."""
    match kind:
        case rules.Whole():
            return st.integers(2021, 2025) | st.integers(-1, 6)
        case rules.Flag():
            return st.booleans()
        case rules.Day():
            return st.sampled_from(DAYS)
        case rules.Choice(options):
            return st.sampled_from(list(options))
        case rules.Records(fields):
            return st.lists(record_of(fields), max_size=4)
        case _:
            return st.sampled_from(["x", "' or 1 #", "đ"])


def record_of(fields: Mapping[str, rules.Fact]) -> st.SearchStrategy[dict[str, object]]:
    """Records of which any field may be absent."""
    every = {name: values_of(fact.kind) for name, fact in fields.items()}
    return st.fixed_dictionaries({}, optional=every)


def facts_of(vocabulary: rules.Vocabulary) -> st.SearchStrategy[Facts]:
    """Facts of which any may be absent."""
    every = {name: values_of(fact.kind) for name, fact in vocabulary.facts.items()}
    return st.fixed_dictionaries({}, optional=every)


def answered_facts(vocabulary: rules.Vocabulary, questions: list[str]) -> st.SearchStrategy[Facts]:
    """Incomplete facts together with answers to some questions."""
    answers = st.fixed_dictionaries({}, optional=dict.fromkeys(questions, st.booleans()))

    def joined(facts: Facts, given: dict[str, bool]) -> Facts:
        return {**facts, ANSWERS: given}

    return st.builds(joined, facts_of(vocabulary), answers)


@st.composite
def refined(draw: st.DrawFn, facts: Facts, vocabulary: rules.Vocabulary) -> Facts:
    """The same facts with some of the gaps filled; what was known stays, records stay as many."""
    more: Facts = {}
    for name, fact in vocabulary.facts.items():
        if name not in facts:
            if draw(st.booleans()):
                more[name] = draw(values_of(fact.kind))
        elif isinstance(fact.kind, rules.Records):
            rows = cast("list[dict[str, object]]", facts[name])
            fresh = [draw(record_of(fact.kind.fields)) for _ in rows]
            more[name] = [{**new, **row} for new, row in zip(fresh, rows, strict=True)]
        else:
            more[name] = facts[name]
    given = cast("dict[str, bool]", facts.get(ANSWERS, {}))
    new_answers = draw(st.dictionaries(st.sampled_from(QUESTIONS), st.booleans()))
    return {**more, ANSWERS: {**new_answers, **given}}


def relations(kind: object) -> st.SearchStrategy[Relation]:
    """Relations that the reader of rules could have made for a kind."""
    ordered = isinstance(kind, rules.Whole | rules.Day)
    single = st.builds(
        lambda op, operand: Relation(op, (operand,)),
        st.sampled_from(ORDER if ordered else ORDER[:2]),
        operands(kind),
    )
    several = st.lists(st.builds(Value, values_of(kind)), min_size=1, max_size=3)
    return single | st.builds(lambda many: Relation("in", tuple(many)), several)


def operands(kind: object) -> st.SearchStrategy[Operand]:
    """A value, or a fact of the same kind."""
    values = st.builds(Value, values_of(kind))
    names = [name for name, fact in SMALL.facts.items() if fact.kind == kind]
    if not names:
        return values
    shifts = st.integers(-2, 2) if isinstance(kind, rules.Whole) else st.just(0)
    return values | st.builds(FactValue, st.sampled_from(names), shifts)


def comparisons() -> st.SearchStrategy[Condition]:
    """Comparisons of facts that are no lists."""
    return st.one_of(
        [
            st.builds(Compare, st.just(FactValue(name)), relations(SMALL.facts[name].kind))
            for name in SMALL.scalars
        ]
    )


def wheres() -> st.SearchStrategy[tuple[Match, ...]]:
    """What records must be."""
    matches = st.one_of(
        [st.builds(Match, st.just(name), relations(fact.kind)) for name, fact in ITEM.items()]
    )
    return st.lists(matches, max_size=3).map(tuple)


def leaves() -> st.SearchStrategy[Condition]:
    """Conditions that ask the facts."""
    lists = st.sampled_from(SMALL.lists)
    share = st.builds(
        Share,
        st.just(FactValue("council.votes")),
        st.just(FactValue("council.size")),
        st.sampled_from(ORDER),
        st.integers(0, 5),
        st.integers(1, 5),
    )
    more = st.builds(Count, lists, wheres(), st.just(">="), st.integers(1, 3))
    fewer = st.builds(Count, lists, wheres(), st.just("<="), st.integers(0, 2))
    run = st.builds(
        Run,
        lists,
        wheres(),
        st.just("year"),
        st.integers(1, 3),
        operands(rules.Whole()),
        st.integers(1, 3),
    )
    return st.one_of(
        st.builds(Constant, st.booleans()),
        comparisons(),
        share,
        cast("st.SearchStrategy[Condition]", more),
        cast("st.SearchStrategy[Condition]", fewer),
        st.builds(Lookup, lists, wheres(), wheres()),
        run,
        periods(),
        st.builds(Answered, st.sampled_from(QUESTIONS)),
    )


def periods() -> st.SearchStrategy[Period]:
    """Periods over one list or two, with and without something before and inside."""
    inside = st.builds(Within, yearlies(), st.integers(1, 2), st.just(value=True))
    counted = st.builds(Within, yearlies(st.just(())), st.integers(1, 3), st.booleans())
    return st.builds(
        Period,
        st.lists(yearlies(), min_size=1, max_size=2).map(tuple),
        st.integers(1, 3),
        operands(rules.Whole()),
        st.booleans(),
        st.none() | yearlies(st.just(())),
        st.lists(inside | counted, max_size=2).map(tuple),
    )


def yearlies(
    has: st.SearchStrategy[tuple[Match, ...]] | None = None,
) -> st.SearchStrategy[Yearly]:
    """What lists say of years; by default the record of the year may have to say it."""
    return st.builds(
        Yearly,
        st.sampled_from(SMALL.lists),
        wheres(),
        st.just("year"),
        wheres() if has is None else has,
    )


@cache
def conditions() -> st.SearchStrategy[Condition]:
    """Any condition."""
    return st.recursive(leaves(), _larger, max_leaves=8)


def _larger(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Not, inner),
        st.builds(AllOf, several, st.booleans()),
        st.builds(AnyOf, several),
        st.builds(AtLeast, st.integers(1, 3), several),
        inner.map(lambda one: Named(f"n.{one!r}", one, cost_of(one))),
    )


@st.composite
def steps(draw: st.DrawFn) -> Step:
    """A step with a gate, and with ways to meet it, or ways of ways."""
    return _step(draw, iter(range(100)).__next__, depth=2)


def _step(draw: st.DrawFn, slot: Callable[[], int], *, depth: int) -> Step:
    number = slot()
    when = draw(st.none() | conditions())
    if depth == 0 or draw(st.booleans()):
        return Step(f"c.{number}", number, draw(conditions()), when=when)
    parts = tuple(_step(draw, slot, depth=depth - 1) for _ in range(draw(st.integers(1, 3))))
    least = draw(st.integers(1, len(parts)))
    ways = tuple(
        part.body if part.when is None else AllOf((part.when, part.body)) for part in parts
    )
    body = AtLeast(least, ways)
    return Step(f"c.{number}", number, body, when=when, at_least=least, parts=parts)
