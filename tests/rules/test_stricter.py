"""What is shown to be at least as strict is so on all facts; what is looser is never shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.law.award import Criterion
from rules.local.stricter import as_strict, implies
from rules.meaning.interpret import holds
from rules.meaning.language import (
    AllOf,
    AnyOf,
    AtLeast,
    Compare,
    Condition,
    Constant,
    Count,
    FactValue,
    Relation,
    Share,
    Value,
)
from tests.rules.books import shipped_rules
from tests.rules.strategies import QUESTIONS, SMALL, Facts, answered_facts, conditions

FACTS = answered_facts(SMALL, QUESTIONS)
A, B, C = (Count("items", (), ">=", n) for n in (1, 2, 3))


def at_least(bound: int, op: str = ">=") -> Compare:
    return Compare(FactValue("months"), Relation(op, (Value(bound),)))  # type: ignore[arg-type]


def share(percent: int, op: str = ">=") -> Share:
    return Share(FactValue("a"), FactValue("b"), op, percent, 100)  # type: ignore[arg-type]


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Condition, Condition]:
    """A condition with one that was tightened, loosened, or made of it; or just another one."""
    one, other = draw(conditions()), draw(conditions())
    both, either = AllOf((one, other)), AnyOf((other, one))
    shapes = [one, other, both, either, AtLeast(1, (one, other)), AtLeast(2, (one, other, one))]
    return draw(st.sampled_from(shapes)), draw(st.sampled_from(shapes))


@given(pairs(), FACTS)
def test_what_is_shown_to_be_as_strict_is_met_by_nobody_more(
    pair: tuple[Condition, Condition], facts: Facts
) -> None:
    strict, loose = pair

    if implies(strict, loose) and holds(strict, facts) is True:
        assert holds(loose, facts) is True


@given(conditions(), conditions())
def test_a_condition_and_another_one_are_as_strict_as_each(
    one: Condition, other: Condition
) -> None:
    assert implies(AllOf((one, other)), one)
    assert implies(one, AnyOf((other, one)))


@pytest.mark.parametrize(
    ("strict", "loose"),
    [
        (at_least(7), at_least(6)),
        (at_least(6, ">"), at_least(6)),
        (at_least(6, "="), at_least(6)),
        (at_least(5, "<="), at_least(6, "<=")),
        (share(71), share(70)),
        (share(70, ">"), share(70)),
        (B, A),
        (Count("items", (), "<=", 0), Count("items", (), "<=", 1)),
        (AtLeast(2, (A, B, C)), AtLeast(1, (A, B, C))),
        (AtLeast(1, (A,)), AtLeast(1, (A, B))),
        (Constant(value=False), A),
        (A, Constant(value=True)),
    ],
)
def test_a_tighter_bound_is_shown_and_its_reverse_is_not(
    strict: Condition, loose: Condition
) -> None:
    assert implies(strict, loose)
    assert not implies(loose, strict)


def criterion(code: str, name: str) -> Criterion:
    found = shipped_rules(code).version("V2022b").criterion(name)
    assert found is not None
    return found


def test_a_criterion_is_as_strict_as_itself() -> None:
    assert all(as_strict(one, one) for one in shipped_rules("BK_TINH").version("V2022b").criteria)


def test_later_evidence_and_a_softer_no_are_not_as_strict() -> None:
    share = criterion("TTLDXS", "c.share")
    papers = criterion("TTLDXS", "c.papers")

    assert not as_strict(replace(share, due="province"), share)
    assert not as_strict(replace(share, severity="return_to_sender"), share)
    assert as_strict(replace(papers, severity="bar"), papers)


def test_a_new_gate_is_not_as_strict_and_a_gate_less_is() -> None:
    gated = criterion("TTLDXS", "c.opinion")
    open_ = replace(gated, step=replace(gated.step, when=None))

    assert as_strict(open_, gated)
    assert not as_strict(gated, open_)


def test_another_question_is_not_the_same_criterion() -> None:
    asked = criterion("CSTD_TINH", "c.select")
    question = asked.step.questions[0]
    other = replace(question, text=criterion("TTLDXS", "c.newcomers").step.questions[0].text)
    changed = replace(asked, step=replace(asked.step, questions=(other,)))

    assert not as_strict(changed, asked)
