"""The generated evaluator and the interpreter say the same, and both keep Kleene's promises."""

from __future__ import annotations

import os
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.judging.compile import compiled
from rules.law.award import Step, kleene_of
from rules.meaning.interpret import holds, truth_of
from rules.meaning.language import (
    AllOf,
    Compare,
    Condition,
    Constant,
    FactValue,
    Kleene,
    Relation,
    Value,
)
from tests.rules.strategies import (
    QUESTIONS,
    SMALL,
    Facts,
    answered_facts,
    conditions,
    refined,
    steps,
)

SOAK = os.environ.get("TDKT_SOAK") == "1"
THOROUGH = settings(max_examples=5_000 if SOAK else 150, deadline=None)
FACTS = answered_facts(SMALL, QUESTIONS)


def run(condition: Condition, facts: Facts) -> Kleene:
    (result,) = compiled([Step("c", 0, condition)], [])(facts)
    return kleene_of(result)


def expected(step: Step, facts: Facts) -> str:
    gate = True if step.when is None else holds(step.when, facts)
    if gate is False:
        return "not_applicable"
    value = None if gate is None else holds(step.body, facts)
    return {True: "met", False: "not_met", None: "unknown"}[value]


@THOROUGH
@given(conditions(), FACTS)
def test_compiled_conditions_answer_as_the_interpreter_does(
    condition: Condition, facts: Facts
) -> None:
    assert run(condition, facts) is holds(condition, facts)


@THOROUGH
@given(st.lists(conditions(), min_size=2, max_size=4), FACTS)
def test_conditions_compiled_together_do_not_disturb_each_other(
    several: list[Condition], facts: Facts
) -> None:
    program = compiled([Step(f"c.{n}", n, one) for n, one in enumerate(several)], [])

    assert [kleene_of(one) for one in program(facts)] == [holds(one, facts) for one in several]


@THOROUGH
@given(steps(), FACTS)
def test_every_line_of_the_trace_is_what_the_interpreter_says(step: Step, facts: Facts) -> None:
    results = compiled([step], [])(facts)

    assert list(results) == [expected(one, facts) for one in step.walk()]


@THOROUGH
@given(conditions(), FACTS, st.data())
def test_knowing_more_never_changes_an_answer_that_was_certain(
    condition: Condition, facts: Facts, data: st.DataObject
) -> None:
    before = holds(condition, facts)
    after = holds(condition, data.draw(refined(facts, SMALL)))

    assert before is None or after is before


@THOROUGH
@given(conditions(), FACTS, st.data())
def test_the_order_of_records_changes_nothing(
    condition: Condition, facts: Facts, data: st.DataObject
) -> None:
    shuffled = dict(facts)
    for name in SMALL.lists:
        if name in facts:
            shuffled[name] = data.draw(st.permutations(cast("list[object]", facts[name])))

    assert truth_of(condition, shuffled) == truth_of(condition, facts)
    assert run(condition, shuffled) is run(condition, facts)


@THOROUGH
@given(conditions(), FACTS)
def test_what_is_not_known_names_what_would_settle_it(condition: Condition, facts: Facts) -> None:
    truth = truth_of(condition, facts)

    assert (truth.value is None) == bool(truth.unknown)
    assert all(SMALL.find(name) or name in QUESTIONS for name in truth.unknown)


def test_words_of_a_file_are_never_run() -> None:
    hostile = "'); raise SystemExit  #"
    asked = Compare(FactValue(hostile), Relation("=", (Value(hostile),)))

    assert run(asked, {hostile: hostile}) is True
    assert run(asked, {}) is None


def test_a_certain_no_settles_a_conjunction_with_gaps() -> None:
    gap = Compare(FactValue("year"), Relation("=", (Value(2024),)))

    assert run(AllOf((gap, Constant(value=False))), {}) is False
    assert truth_of(AllOf((gap, Constant(value=True))), {}).unknown == {"year"}
