"""The rules of a day in plain sentences: complete, grouped, with sources and differences."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings

import rules
from dossiers.vocabulary import VOCABULARY
from rules.law.award import DUES, Version
from rules.meaning.interpret import holds
from rules.meaning.language import (
    AllOf,
    AnyOf,
    AtLeast,
    Compare,
    Condition,
    Count,
    FactValue,
    Lookup,
    Match,
    Named,
    Not,
    Relation,
    Share,
    Value,
)
from rules.telling.alterations import alterations_between
from rules.telling.phrases import opposite
from rules.telling.plain import PlainRules, plain_rules
from rules.telling.saying import condition_lines, leaf_line
from tests.rules.books import award_with, read, shipped_rules
from tests.rules.strategies import QUESTIONS, SMALL, Facts, answered_facts, conditions

DAYS = [date(2023, 5, 1), date(2024, 5, 1), date(2025, 8, 1), date(2026, 12, 1)]
OFTEN = settings(max_examples=100, deadline=None)
FIRST = Compare(FactValue("cluster.rank"), Relation("=", (Value(1),)))
THREE = Compare(FactValue("movement.years"), Relation(">=", (Value(3),)))


def english(found: PlainRules) -> str:
    return "\n".join(line.en for line in found.lines())


def lines(condition: Condition) -> list[str]:
    return [line.en for line in condition_lines(condition, VOCABULARY)]


@pytest.mark.parametrize("code", rules.shipped_awards())
@pytest.mark.parametrize("day", DAYS)
def test_every_criterion_stands_once_in_the_group_in_which_it_is_due(code: str, day: date) -> None:
    version = shipped_rules(code).on(day)
    groups = plain_rules(shipped_rules(code), on=day).groups

    shown = [(group.due, one.id) for group in groups for one in group.criteria]

    assert sorted(shown) == sorted((one.due, one.id) for one in version.criteria)
    assert [DUES.index(group.due) for group in groups] == sorted(
        DUES.index(group.due) for group in groups
    )


@pytest.mark.parametrize("code", rules.shipped_awards())
@pytest.mark.parametrize("day", DAYS)
def test_everything_a_version_says_is_there_in_both_languages(code: str, day: date) -> None:
    award = shipped_rules(code)
    version = award.on(day)
    found = plain_rules(award, on=day)

    for language in ("vi", "en"):
        text = "\n".join(line.to(language) for line in found.lines())
        for criterion in version.criteria:
            assert criterion.source.article in text
            assert criterion.warning is None or criterion.warning.to(language) in text
            for step in criterion.step.walk():
                assert all(one.text.to(language) in text for one in step.questions)
        assert "{" not in text


@pytest.mark.parametrize(
    ("day", "version", "words"),
    [
        (date(2025, 6, 30), "V2022a", "from 2024-01-01 to 2025-06-30"),
        (date(2025, 7, 1), "V2022b", "from 2025-07-01 to 2026-09-30"),
        (date(2027, 1, 1), "V2026", "from 2026-10-01, with no known end"),
    ],
)
def test_the_version_of_the_day_is_named_with_its_days(day: date, version: str, words: str) -> None:
    found = plain_rules(shipped_rules("CSTDCS"), on=day)

    assert found.version == version
    assert words in found.why[0].en


def test_a_law_that_is_not_loaded_shows_no_criteria_and_says_why() -> None:
    found = plain_rules(shipped_rules("CSTDCS"), on=date(2026, 12, 1))

    assert found.groups == ()
    assert "No rules are loaded under this law" in english(found)


def test_a_day_before_every_law_is_refused() -> None:
    with pytest.raises(rules.UnknownLawVersionError):
        plain_rules(shipped_rules("CSTDCS"), on=date(1999, 1, 1))


def test_the_difference_to_the_version_before_is_told_criterion_by_criterion() -> None:
    found = plain_rules(shipped_rules("CSTDCS"), on=date(2024, 5, 1))
    said = [one.en for one in found.differences]

    assert found.before == "V2003"
    assert any(one.startswith("c.merit: new.") for one in said)
    assert any(one.startswith("c.initiative: no longer asked.") for one in said)


def test_a_source_that_changed_is_told_with_the_one_before() -> None:
    found = plain_rules(shipped_rules("CO_TINH"), on=date(2025, 8, 1))
    (said,) = [one.vi for one in found.differences if one.vi.startswith("c.vote: căn cứ")]

    assert "Nghị định 152/2025/NĐ-CP" in said
    assert "trước đó là “Nghị định 98/2023/NĐ-CP, Điều 30 khoản 7”" in said


def test_the_first_version_with_rules_is_compared_with_none() -> None:
    found = plain_rules(shipped_rules("CO_TINH"), on=date(2024, 5, 1))

    assert (found.before, found.differences) == (None, ())
    assert "Different from" not in english(found)


@pytest.mark.parametrize("code", rules.shipped_awards())
def test_a_version_does_not_differ_from_itself(code: str) -> None:
    for version in shipped_rules(code).versions:
        assert list(alterations_between(version, version, VOCABULARY)) == []


def versions(code: str) -> list[Version]:
    return [one for one in shipped_rules(code).versions if one.not_loaded is None]


@pytest.mark.parametrize("code", rules.shipped_awards())
def test_versions_whose_criteria_differ_are_said_to_differ(code: str) -> None:
    for before, now in pairwise(versions(code)):
        same = [(one.id, one.source, one.step) for one in before.criteria] == [
            (one.id, one.source, one.step) for one in now.criteria
        ]

        assert bool(list(alterations_between(before, now, VOCABULARY))) is not same


def test_a_changed_threshold_is_told_with_both_values() -> None:
    award = award_with("service_months >= 6")
    inherits = "    inherit: V2022a\n"
    stricter = award.replace(
        inherits, f"{inherits}    replace: {{c.only: {{must: service_months >= 9}}}}\n"
    )

    found = plain_rules(read(stricter), on=date(2025, 8, 1))

    (said,) = [one.en for one in found.differences]
    assert said == (
        "c.only: condition is “Months worked in the award year: at least 9”; "
        "it was “Months worked in the award year: at least 6”"
    )


def test_ways_are_listed_with_what_each_asks_below_it() -> None:
    text = english(plain_rules(shipped_rules("CO_TINH"), on=date(2024, 5, 1)))

    assert "    At least 1 of 2 ways:\n    – leads its cluster or block" in text
    assert "      Condition: Place in the cluster: 1" in text


def test_a_paper_that_is_absent_sends_the_dossier_back_and_says_so() -> None:
    found = plain_rules(shipped_rules("CSTDCS"), on=date(2024, 5, 1))
    (papers,) = [one for group in found.groups for one in group.criteria if one.id == "c.papers"]

    assert "the dossier goes back to be completed" in "\n".join(one.en for one in papers.lines)


def test_what_belongs_together_stands_in_a_list_of_its_own() -> None:
    assert lines(AnyOf((AllOf((FIRST, THREE)), FIRST))) == [
        "One of these:",
        "  – All of these:",
        "      – Place in the cluster: 1",
        "      – Years of the movement: at least 3",
        "  – Place in the cluster: 1",
    ]


def test_an_and_inside_an_and_is_one_list() -> None:
    inner = Named("both", AllOf((FIRST, THREE)), 3)

    assert lines(AllOf((inner, FIRST)))[0] == "All of these:"
    assert len(lines(AllOf((inner, FIRST)))) == 4


@pytest.mark.parametrize(
    ("condition", "heading"),
    [
        (Not(AnyOf((FIRST, THREE))), "None of these:"),
        (Not(AllOf((FIRST, THREE))), "Not all of these:"),
        (Not(AtLeast(2, (FIRST, THREE, FIRST))), "Not as many as 2 of these:"),
        (AtLeast(2, (FIRST, THREE, FIRST)), "At least 2 of these:"),
    ],
)
def test_a_heading_says_how_many_of_the_lines_below_must_hold(
    condition: Condition, heading: str
) -> None:
    assert lines(condition)[0] == heading


@pytest.mark.parametrize(
    ("leaf", "said"),
    [
        (Not(THREE), "Years of the movement: below 3"),
        (Not(Not(THREE)), "Years of the movement: at least 3"),
        (
            Not(Compare(FactValue("consultation.held"), Relation("=", (Value(True),)))),
            "Consultation held: no",
        ),
        (
            Share(FactValue("cluster.rank"), FactValue("cluster.units"), "<=", 1, 3),
            "Place in the cluster / Units in the cluster: at most 1/3",
        ),
        (
            Lookup(
                "ratings",
                (Match("year", Relation("=", (FactValue("award_year", -1),))),),
                (Match("grade", Relation("=", (Value("HTNV"),))),),
            ),
            "the entry in 'Ratings' with Year: [Award year − 1] says: Grade: tasks completed",
        ),
        (Not(Count("cases", (), ">=", 1)), "no entry in 'Complaints and cases'"),
    ],
)
def test_a_single_condition_is_one_line_with_its_signs_in_words(leaf: Condition, said: str) -> None:
    assert lines(leaf) == [said]


@OFTEN
@given(conditions(), answered_facts(SMALL, QUESTIONS))
def test_the_opposite_of_a_condition_is_its_opposite(condition: Condition, facts: Facts) -> None:
    answer = holds(condition, facts)

    assert holds(opposite(condition), facts) is (None if answer is None else not answer)


@OFTEN
@given(conditions())
def test_every_condition_can_be_said(condition: Condition) -> None:
    said = list(condition_lines(condition, SMALL))

    assert said
    assert all(line.vi.strip() and line.en.strip() for line in said)
    assert "{" not in leaf_line(condition, SMALL).en


@pytest.mark.parametrize("code", rules.shipped_awards())
def test_plain_rules_are_plain_json(code: str) -> None:
    document = plain_rules(shipped_rules(code), on=date(2025, 8, 1)).document()

    assert json.loads(json.dumps(document)) == document
