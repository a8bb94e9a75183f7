"""What examples reach is counted as it is, and everything else is named with its place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

import rules
from rules.law.award import AwardRules
from rules.meaning.interpret import holds
from rules.meaning.language import Condition
from rules.trying.coverage import Coverage, coverage_of, possible
from rules.trying.examples import Example, Examples, read_examples
from tests.rules.books import award_with, read, shipped_rules
from tests.rules.strategies import QUESTIONS, SMALL, Facts, answered_facts, conditions

OURS = ("CO_TINH", "CSTDCS", "CSTD_TINH")
BASE = "{nominee.kind: individual, received_on: 2025-03-03, award_year: 2024, service_months: 6}"


def covered(text: str, cases: str) -> Coverage:
    award = read(text)
    examples = f"for: TRIAL\nbase: {BASE}\ncases:\n{cases}"
    return coverage_of(award, text, read_examples(award, examples, file="e.yaml"), file="a.yaml")


def unreached(found: Coverage, version: str = "V2022a") -> set[tuple[str, str, str]]:
    return {(one.kind, one.name, one.outcome) for one in found.unreached if version in one.versions}


def shipped_coverage(code: str) -> tuple[AwardRules, Coverage]:
    file, text = rules.shipped(code)
    examples_file, examples = rules.shipped_examples(code)
    award = shipped_rules(code)
    read_ones = read_examples(award, examples, file=examples_file)
    return award, coverage_of(award, text, read_ones, file=file)


@pytest.mark.parametrize("code", OURS)
def test_the_examples_reach_every_outcome(code: str) -> None:
    _, found = shipped_coverage(code)

    assert [f"{one.place}: {one.text.en}" for one in found.unreached] == []


def test_an_outcome_that_an_example_shows_is_reached() -> None:
    found = covered(award_with("service_months >= 6"), "  - {name: enough, expect: eligible}")

    assert ("criterion", "c.only", "met") not in unreached(found)
    assert ("criterion", "c.only", "not_met") in unreached(found)
    assert ("criterion", "c.only", "unknown") in unreached(found)


def test_a_gate_asks_for_an_example_in_which_it_does_not_hold() -> None:
    gated = award_with("service_months >= 6", more="        when: consultation.held\n")
    held = "  - {name: held, give: {consultation.held: true}, expect: eligible}\n"
    not_held = "  - {name: not held, give: {consultation.held: false}, expect: eligible}\n"

    assert ("criterion", "c.only", "not_applicable") in unreached(covered(gated, held))
    assert ("criterion", "c.only", "not_applicable") not in unreached(
        covered(gated, held + not_held)
    )


def test_both_sides_of_a_branch_are_asked_for() -> None:
    found = covered(
        award_with("service_months >= 6 or consultation.held"),
        "  - {name: enough, expect: eligible}",
    )

    assert {one for one in unreached(found) if one[0] == "branch"} == {
        ("branch", "service_months >= 6", "not_met"),
        ("branch", "consultation.held = true", "met"),
        ("branch", "consultation.held = true", "not_met"),
    }


def test_what_is_not_reached_is_named_with_its_very_word() -> None:
    text = award_with("service_months >= 6 or consultation.held")
    found = covered(text, "  - {name: enough, expect: eligible}")

    (place,) = {one.place for one in found.unreached if one.name == "consultation.held = true"}
    line = text.split("\n")[place.line - 1]
    assert line[place.column - 1 :] == "consultation.held"


def test_a_criterion_inherited_unchanged_is_one_criterion() -> None:
    new_law = "  - {name: new, give: {received_on: 2025-08-01}, expect: eligible}"
    found = covered(award_with("service_months >= 6"), new_law)

    (met,) = (one for one in found.goals if (one.name, one.outcome) == ("c.only", "met"))
    assert (met.versions, met.reached) == (("V2022a", "V2022b"), ("new",))


def test_verdicts_are_asked_of_each_version_by_itself() -> None:
    found = covered(award_with("service_months >= 6"), "  - {name: one, expect: eligible}")

    assert ("verdict", "V2022a", "eligible") not in unreached(found)
    assert ("verdict", "V2022b", "eligible") in unreached(found, "V2022b")


def test_a_version_that_is_not_loaded_can_only_ask_people() -> None:
    found = covered(award_with("service_months >= 6"), "  - {name: one, expect: eligible}")

    asked = [one.outcome for one in found.goals if "V2003" in one.versions]
    assert asked == ["needs_human"]


def test_without_examples_nothing_is_reached() -> None:
    text = award_with("service_months >= 6")
    found = coverage_of(read(text), text, Examples(()), file="a.yaml")

    assert found.goals
    assert found.unreached == found.goals


@settings(max_examples=300, deadline=None)
@given(conditions(), answered_facts(SMALL, QUESTIONS))
def test_what_a_condition_answers_is_among_what_it_can_answer(
    condition: Condition, facts: Facts
) -> None:
    assert holds(condition, facts) in possible(condition, SMALL)


def test_the_order_of_the_examples_does_not_matter() -> None:
    award = shipped_rules("CO_TINH")
    file, text = rules.shipped("CO_TINH")
    examples_file, examples = rules.shipped_examples("CO_TINH")
    cases = read_examples(award, examples, file=examples_file).cases

    def outcomes(several: tuple[Example, ...]) -> list[tuple[str, str, bool]]:
        found = coverage_of(award, text, Examples(several), file=file)
        return [(one.name, one.outcome, bool(one.reached)) for one in found.goals]

    assert sorted(outcomes(cases)) == sorted(outcomes(cases[::-1]))
