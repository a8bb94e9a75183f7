"""Laws of explanations: suggestions that work, are the smallest, and never touch the past."""

from __future__ import annotations

import json
import os
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import rules
from rules.law.award import AwardRules, Step
from rules.meaning.interpret import holds
from rules.meaning.language import (
    AllOf,
    Answered,
    AnyOf,
    AtLeast,
    Condition,
    leaves_of,
)
from rules.remedies.change import Actionable, Done, applied, changes_between
from rules.remedies.explain import explain
from rules.remedies.outlook import outlook_of
from rules.remedies.reaching import names_in
from tests.rules.explaining import (
    CAN,
    DAY,
    actionables,
    award_of,
    awards,
    is_untouched,
    later,
)
from tests.rules.strategies import QUESTIONS, SMALL, Facts, answered_facts

SOAK = os.environ.get("TDKT_SOAK") == "1"
THOROUGH = settings(
    max_examples=5_000 if SOAK else 30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
FACTS = answered_facts(SMALL, QUESTIONS)
RANK = [
    rules.Verdict.not_applicable,
    rules.Verdict.not_eligible,
    rules.Verdict.return_to_sender,
    rules.Verdict.undetermined,
    rules.Verdict.needs_human,
    rules.Verdict.eligible,
]


@THOROUGH
@given(awards(), FACTS, actionables())
def test_with_the_suggested_changes_the_verdict_is_eligible(
    award: AwardRules, facts: Facts, can: Actionable
) -> None:
    found = explain(award, facts, on=DAY, actionable=can)
    changes = [one.change for one in found.suggestions]

    after = rules.evaluate(award, applied(facts, changes), on=DAY)

    assert RANK.index(after.verdict) >= RANK.index(found.evaluation.verdict)
    assert (after.verdict is rules.Verdict.eligible) is (found.outlook in {"eligible", "reachable"})


@THOROUGH
@given(awards(), FACTS, actionables())
def test_no_suggestion_touches_what_is_past_or_protected(
    award: AwardRules, facts: Facts, can: Actionable
) -> None:
    found = explain(award, facts, on=DAY, actionable=can)
    after = applied(facts, [one.change for one in found.suggestions])

    touched = {name for name in facts if not is_untouched(name, facts[name], after[name])}

    assert touched <= set(can)
    for name in touched:
        assert after[name] is True if isinstance(can[name], Done) else after[name] > facts[name]  # type: ignore[operator]  # numbers rise


@THOROUGH
@given(awards(), FACTS, actionables())
def test_a_known_list_grows_only_where_it_can_or_where_a_record_was_not_on_file(
    award: AwardRules, facts: Facts, can: Actionable
) -> None:
    found = explain(award, facts, on=DAY, actionable=can)
    added = [one.change for one in found.suggestions if isinstance(one.change.after, dict)]
    version = award.versions[0]
    open_ = [
        leaf
        for criterion in version.criteria
        for step in (criterion.step.body, criterion.step.when)
        for leaf in (leaves_of(step) if step is not None else ())
        if holds(leaf, facts) is None
    ]

    for change in added:
        if change.fact not in can:
            assert any(change.fact in names_in(leaf) for leaf in open_)


@THOROUGH
@given(awards(), FACTS, actionables())
def test_none_of_the_suggested_changes_can_be_left_out(
    award: AwardRules, facts: Facts, can: Actionable
) -> None:
    changes = outlook_of(award, facts, on=DAY, can=can).changes

    for left_out in changes:
        fewer = applied(facts, [one for one in changes if one is not left_out])
        assert rules.evaluate(award, fewer, on=DAY).verdict is not rules.Verdict.eligible


@THOROUGH
@given(awards(), FACTS, actionables(), st.data())
def test_what_is_out_of_reach_stays_so_whatever_happens(
    award: AwardRules, facts: Facts, can: Actionable, data: st.DataObject
) -> None:
    outlook = outlook_of(award, facts, on=DAY, can=can)

    after = rules.evaluate(award, data.draw(later(facts, can)), on=DAY)

    assert bool(outlook.barriers) is (outlook.kind == "out_of_reach")
    if outlook.barriers:
        assert after.verdict is not rules.Verdict.eligible
        assert outlook.changes == ()


@THOROUGH
@given(awards(), FACTS, actionables())
def test_reasons_that_decide_come_first_and_every_one_has_its_source(
    award: AwardRules, facts: Facts, can: Actionable
) -> None:
    found = explain(award, facts, on=DAY, actionable=can)
    decides = [one.decides for one in found.reasons]

    assert any(decides) or {one.finding.result for one in found.reasons} == {"not_applicable"}
    assert decides == sorted(decides, reverse=True)
    assert len(found.reasons) == len(found.evaluation.findings)
    assert all(one.source.document and one.text.vi and one.text.en for one in found.reasons)


@THOROUGH
@given(awards(), FACTS, actionables())
def test_an_explanation_is_plain_json(award: AwardRules, facts: Facts, can: Actionable) -> None:
    document = explain(award, facts, on=DAY, actionable=can).document()

    assert json.loads(json.dumps(document)) == document


@THOROUGH
@given(FACTS, st.data())
def test_changes_lead_from_the_facts_before_to_those_after(
    facts: Facts, data: st.DataObject
) -> None:
    after = data.draw(later(facts, CAN))

    changed = applied(facts, changes_between(facts, after, CAN))

    assert {name: value for name, value in after.items() if changed[name] != value} == {}


def simple(questions: list[str]) -> st.SearchStrategy[Condition]:
    asked: st.SearchStrategy[Condition] = st.builds(Answered, st.sampled_from(questions))

    def larger(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        several = st.lists(inner, min_size=1, max_size=4).map(tuple)
        return st.one_of(
            st.builds(AllOf, several),
            st.builds(AnyOf, several),
            several.flatmap(
                lambda parts: st.builds(AtLeast, st.integers(1, len(parts)), st.just(parts))
            ),
        )

    return st.recursive(asked, larger, max_leaves=10)


@THOROUGH
@given(st.lists(simple([f"q.{n}" for n in range(6)]), min_size=1, max_size=3))
def test_of_and_or_and_at_least_the_suggestion_is_the_smallest_there_is(
    asked: list[Condition],
) -> None:
    whole = AllOf(tuple(asked))
    names = sorted({name for leaf in leaves_of(whole) for name in names_in(leaf)})
    sets = (one for size in range(len(names) + 1) for one in combinations(names, size))
    least = next(
        len(one) for one in sets if holds(whole, {"answers": dict.fromkeys(one, True)}) is True
    )

    award = award_of([Step(f"c.{n}", n, one) for n, one in enumerate(asked)])
    changes = outlook_of(award, {}, on=DAY, can={}).changes

    assert len(changes) == least
    assert {one.after for one in changes} == {True}
