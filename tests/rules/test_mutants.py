"""Mutants: each is a change, a watched rule has no survivors, and survivors are told exactly."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings

import rules
from rules.judging.evaluate import evaluate
from rules.meaning.interpret import truth_of
from rules.meaning.language import Condition, parts_of
from rules.trying.examples import Example, Examples, Expectation, read_examples
from rules.trying.mutant_report import MutantReport
from rules.trying.mutants import _Judged, mutants_of
from rules.trying.mutations import CHANGES, changes_of
from rules.trying.spots import Placed, Spot, placed_award
from tests.rules.books import award_with, laws, read, shipped_rules
from tests.rules.strategies import QUESTIONS, SMALL, Facts, answered_facts, conditions
from texts import Place

OURS = ("CO_TINH", "CSTDCS", "CSTD_TINH")
BASE = "{nominee.kind: individual, received_on: 2025-03-03, award_year: 2024, service_months: 6}"
BELOW = "  - {name: below, give: {service_months: 5}, expect: not_eligible}\n"
ENOUGH = "  - {name: enough, expect: eligible}\n"
OTHER_KIND = "  - {name: collective, give: {nominee.kind: collective}, expect: not_applicable}\n"


def tried(text: str, cases: str, more: str = "") -> MutantReport:
    award = read(text)
    examples = f"for: TRIAL\nbase: {BASE}\ncases:\n{cases}{more}"
    return mutants_of(award, text, read_examples(award, examples, file="e.yaml"), file="a.yaml")


def shipped_report(code: str) -> MutantReport:
    file, text = rules.shipped(code)
    examples_file, examples = rules.shipped_examples(code)
    award = shipped_rules(code)
    return mutants_of(award, text, read_examples(award, examples, file=examples_file), file=file)


def placed_of(condition: Condition) -> Placed:
    parts = tuple(placed_of(part) for part in parts_of(condition))
    spots = tuple(Spot(("where", n)) for n in range(40))
    return Placed(condition, Spot(()), parts, fields=spots, lists=spots)


def judged(facts: Facts) -> _Judged:
    example = Example("", facts, date(2025, 3, 3), Expectation(rules.Verdict.eligible),
                      Place("", 1, 1))  # fmt: skip
    found = evaluate(shipped_rules("CO_TINH"), {}, on=date(2025, 3, 3))
    return _Judged(example, found, frozenset())


@pytest.mark.parametrize("code", OURS)
def test_every_mutant_of_a_shipped_award_is_noticed_or_explained(code: str) -> None:
    found = shipped_report(code)

    assert [f"{one.place} {one.name}" for one in found.survivors] == []
    assert found.settled
    assert found.tried > 50


@pytest.mark.parametrize("code", OURS)
def test_all_mutants_of_an_award_are_tried_in_a_second(code: str) -> None:
    shipped_report(code)
    start = time.perf_counter()
    shipped_report(code)

    assert time.perf_counter() - start < 1


def test_a_rule_with_examples_at_its_edges_has_no_survivors() -> None:
    assert tried(award_with("service_months >= 6"), ENOUGH + BELOW + OTHER_KIND).settled


def test_a_bound_that_no_example_is_near_to_survives() -> None:
    far = "  - {name: far, give: {service_months: 2}, expect: not_eligible}\n"
    found = tried(award_with("service_months >= 6"), ENOUGH + far + OTHER_KIND)

    assert [one.name for one in found.survivors] == [
        "V2022a/c.only/must: service_months >= 6 -> service_months >= 5"
    ]
    assert found.survivors[0].versions == ("V2022a", "V2022b")


def test_a_survivor_stands_at_its_very_word_and_is_told_in_both_languages() -> None:
    text = award_with("consultation.held or service_months >= 6")
    found = tried(text, ENOUGH + OTHER_KIND)

    dropped = next(one for one in found.survivors if one.name.endswith("held = true -> (dropped)"))
    bound = next(one for one in found.survivors if "months >= 5" in one.name)
    line = text.split("\n")[bound.place.line - 1]
    assert line[bound.place.column - 1 :] == "service_months >= 6"
    assert dropped.text.vi == "bỏ 'consultation.held = true'"
    assert dropped.text.en == "'consultation.held = true' is dropped"


def test_a_change_in_a_named_condition_stands_where_it_is_named() -> None:
    facts = "facts:\n  old_hand: service_months >= 6\n"
    found = tried(award_with("old_hand", facts=facts), ENOUGH + OTHER_KIND)

    assert {one.name.partition(":")[0] for one in found.survivors} >= {"facts/old_hand"}


def test_a_condition_inherited_by_two_versions_is_changed_once() -> None:
    names = [one.name for one in tried(award_with("service_months >= 6"), ENOUGH).survivors]

    assert len(names) == len(set(names))


def test_an_explained_survivor_is_no_gap_and_keeps_its_reason() -> None:
    reason = "\n    reason: {vi: Không có người như vậy., en: There is nobody like that.}\n"
    name = "V2022a/c.only/must: service_months >= 6 -> service_months >= 5"
    far = "  - {name: far, give: {service_months: 2}, expect: not_eligible}\n"
    explained = f"explained_mutants:\n  - mutant: '{name}'{reason}"
    found = tried(award_with("service_months >= 6"), ENOUGH + far + OTHER_KIND, explained)

    assert found.settled
    assert [one.reason.en for one in found.explained] == ["There is nobody like that."]


def test_an_explanation_of_nothing_is_a_gap() -> None:
    explained = "explained_mutants:\n  - {mutant: gone, reason: {vi: Cũ., en: Old.}}\n"
    found = tried(award_with("service_months >= 6"), ENOUGH + BELOW + OTHER_KIND, explained)

    assert [one.mutant for one in found.idle] == ["gone"]
    assert not found.settled


def test_an_example_that_fails_notices_nothing_and_is_named() -> None:
    wrong = "  - {name: wrong, give: {service_months: 5}, expect: eligible}\n"
    found = tried(award_with("service_months >= 6"), ENOUGH + wrong + OTHER_KIND)

    assert [one.name for one in found.failing] == ["wrong"]
    assert not found.settled


def test_an_example_can_watch_whether_a_stage_applies() -> None:
    stage = """\
    stages:
      cluster_review:
        applies: not consultation.held
        because: {vi: Có., en: "Yes."}
        otherwise: {vi: Không., en: "No."}
        source: {document: Luật 06/2022/QH15, article: Điều 26}
  - id: V2022b
"""
    text = award_with("service_months >= 6").replace("  - id: V2022b\n", stage)
    cases = ENOUGH + BELOW + OTHER_KIND
    held = (
        "  - name: held\n    give: {consultation.held: true}\n    expect: eligible\n"
        "    stages: {cluster_review: false}\n"
        "  - name: not held\n    give: {consultation.held: false}\n    expect: eligible\n"
        "    stages: {cluster_review: true}\n"
    )

    assert {one.name.split(":")[0] for one in tried(text, cases).survivors} == {
        "V2022a/stages/cluster_review/applies"
    }
    assert tried(text, cases + held).settled


@settings(max_examples=300, deadline=None)
@given(conditions())
def test_a_mutant_is_never_the_condition_itself(condition: Condition) -> None:
    for changed in changes_of(placed_of(condition), SMALL):
        assert changed.condition != condition
        assert changed.before != changed.after


@settings(max_examples=300, deadline=None)
@given(conditions(), answered_facts(SMALL, QUESTIONS))
def test_where_the_innermost_part_answers_alike_so_does_the_whole(
    condition: Condition, facts: Facts
) -> None:
    whole = truth_of(condition, facts)
    for changed in changes_of(placed_of(condition), SMALL):
        if truth_of(changed.before, facts) == truth_of(changed.after, facts):
            assert truth_of(changed.condition, facts) == whole


@settings(max_examples=300, deadline=None)
@given(conditions(), answered_facts(SMALL, QUESTIONS))
def test_answers_kept_between_mutants_are_those_of_the_interpreter(
    condition: Condition, facts: Facts
) -> None:
    assert judged(facts).truth(condition) == truth_of(condition, facts)


def test_every_kind_of_condition_with_something_to_slip_in_has_changes() -> None:
    file, text = rules.shipped("CSTDCS")
    kinds = {
        type(one.condition)
        for version in placed_award(shipped_rules("CSTDCS"), text, file=file).versions
        for step in version.criteria
        for inner in step.walk()
        for one in inner.body.walk()
    }

    assert {kind.__name__ for kind in kinds} - {kind.__name__ for kind in CHANGES} <= {
        "Answered", "Named", "Constant",
    }  # fmt: skip


def test_an_award_without_examples_lets_everything_through() -> None:
    text = award_with("service_months >= 6")
    award = rules.read(text, file="a.yaml", facts=shipped_rules("CSTDCS").facts, laws=laws())
    found = mutants_of(award, text, Examples(()), file="a.yaml")

    assert len(found.survivors) == found.tried
