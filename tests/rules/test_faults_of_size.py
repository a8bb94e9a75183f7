"""Numbers, depth, length and patterns that would cost hours: each is refused within its bound."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import get_args

import pytest

import rules
from dossiers.vocabulary import VOCABULARY
from rules.meaning import language
from rules.meaning.language import Operator
from tests.rules.books import award_with, codes_in, mistakes_in, read
from tests.rules.hostile import (
    EVERY_READER,
    GOOD,
    PATIENCE,
    Reader,
    of_facts,
    told,
)


@pytest.fixture(autouse=True)
def _quickly() -> Iterator[None]:
    before = time.process_time()
    yield
    assert time.process_time() - before < PATIENCE


# Row 51: NaN, Infinity, huge numbers, deep nesting.


@pytest.mark.parametrize("word", ["NaN", ".nan", "Infinity", "-Infinity", ".inf", "-.INF", "1e999"])
def test_what_is_no_number_is_refused_as_one(word: str) -> None:
    assert told(of_facts(f"service_months: {word}")) == {"not-whole"}
    assert told(of_facts(json.dumps({"service_months": word}))) == {"not-whole"}
    assert codes_in(award_with(f'"service_months >= {word}"')) != []


HUGE = "9" * 5_001


@pytest.mark.parametrize(
    "text",
    [
        award_with(f"service_months >= {HUGE}"),
        award_with(f"service_months >= {'9' * 400}"),
        award_with(f"service_months + {'9' * 400} >= 6"),
        award_with(f"unit_council.approvals / unit_council.members >= {'9' * 400}%"),
        award_with(f"unit_council.approvals / unit_council.members >= 1/{'9' * 400}"),
        award_with(f"{{count: ratings, at_least: {HUGE}}}"),
        award_with(f"{{any: ratings, where: {{year: {HUGE}}}}}"),
        award_with(f"{{any: ratings, where: {{year: {'9' * 400}}}}}"),
        award_with(
            f"{{run: {{of: titles, length: {HUGE}, ending: award_year, older_law: counts}}}}"
        ),
        GOOD.replace("met: Có.", f"met: '{{service_months.plus{'9' * 300}}}'"),
        GOOD.replace(
            "versions:",
            f"parameters: {{p: {{value: {HUGE}, text: {{vi: a, en: a}}}}}}\nversions:",
        ),
    ],
    ids=range(11),
)
def test_a_huge_number_in_rules_is_refused(text: str) -> None:
    assert mistakes_in(text) != ()


@pytest.mark.parametrize("digits", [16, 400, 5_001, 100_000])
def test_a_huge_number_in_facts_is_refused(digits: int) -> None:
    assert told(of_facts(f"service_months: {'9' * digits}")) == {"not-whole"}


def test_the_largest_number_of_facts_is_judged_exactly() -> None:
    facts = rules.read_facts(f"service_months: {'9' * 15}", file="a.yaml", facts=VOCABULARY)

    found = rules.evaluate(read(GOOD), facts, on=date(2025, 1, 1))

    only = found.finding("c.only")
    assert only is not None
    assert only.result == "met"


def flow(depth: int) -> str:
    return "a: " + "[" * depth + "]" * depth


def block(depth: int) -> str:
    return "".join(f"{' ' * n}a:\n" for n in range(depth))


def dashes(depth: int) -> str:
    return "a:\n  " + "- " * depth + "x"


def questions(depth: int) -> str:
    return "? " * depth + "x"


def groups(depth: int) -> str:
    return "{a: " * depth + "}" * depth


@EVERY_READER
@pytest.mark.parametrize("nested", [flow, dashes, questions, groups])
def test_thousands_of_levels_are_refused_by_every_reader(
    mistakes_of: Reader, nested: Callable[[int], str]
) -> None:
    assert "too-deep" in told(mistakes_of(nested(50_000)))


@EVERY_READER
def test_thousands_of_indented_levels_are_refused_by_every_reader(mistakes_of: Reader) -> None:
    assert "too-deep" in told(mistakes_of(block(1_000)))


@pytest.mark.parametrize(
    "must",
    [
        "(" * 4_000 + "consultation.held" + ")" * 4_000,
        "not " * 4_000 + "consultation.held",
        " and ".join(["consultation.held"] * 4_000),
        "(" * 30 + "consultation.held" + ")" * 30,
        "service_months >= 6 " + "+ 1" * 4_000,
        "service_months in [" + "1, " * 4_000 + "1]",
    ],
    ids=["brackets", "not", "and", "thirty", "plus", "list"],
)
def test_a_deep_or_long_expression_is_refused(must: str) -> None:
    assert codes_in(award_with(f'"{must}"')) == ["expression"]


def test_conditions_within_conditions_are_bounded() -> None:
    deep = "{not: " * 23 + "consultation.held" + "}" * 23

    assert mistakes_in(award_with(deep)) != ()


def test_names_that_multiply_are_refused_before_they_are_compiled() -> None:
    names = ["  n0: consultation.held\n"] + [
        f"  n{n}: {{all_of: [{', '.join([f'n{n - 1}'] * 9)}]}}\n" for n in range(1, 20)
    ]
    text = award_with("n19", facts="facts:\n" + "".join(names))

    assert mistakes_in(text) != ()


# Row 52: regular expressions.

KINDS = get_args(language.Condition)


def test_the_language_has_no_construct_that_takes_a_pattern() -> None:
    assert set(get_args(Operator)) == {"=", "!=", "<", "<=", ">", ">=", "in"}
    assert {one.__name__ for one in KINDS} == {
        *("Constant", "Compare", "Share", "Not", "AllOf", "AnyOf", "AtLeast", "Count", "Lookup"),
        *("Run", "Period", "Answered", "Named"),
    }, "a new construct: does it take a pattern?"


@pytest.mark.parametrize("key", ["matches", "regex", "pattern", "like", "glob", "match"])
def test_nobody_can_write_a_pattern(key: str) -> None:
    where = award_with(f"{{any: initiatives, where: {{title: {{{key}: '(a+)+$'}}}}}}")

    assert codes_in(where) == ["unknown-key"]
    assert codes_in(award_with(f"nominee.kind {key} '(a+)+$'")) != []


def test_words_that_look_like_a_pattern_are_compared_as_they_stand() -> None:
    evil = "(a+)+$"
    award = read(award_with(f"{{any: initiatives, where: {{title: '{evil}'}}}}"))

    found = [
        rules.evaluate(award, {"initiatives": [{"title": title}]}, on=date(2025, 1, 1))
        for title in (evil, "a" * 50_000 + "!")
    ]

    results = [one.finding("c.only") for one in found]
    assert [one and one.result for one in results] == ["met", "not_met"]


@pytest.mark.parametrize(
    "must", ["9" * 499, "a" * 499, "'" + "a" * 498, "1." * 249, " " * 499 + "x", "-" * 499]
)
def test_our_own_patterns_answer_hostile_text_at_once(must: str) -> None:
    before = time.process_time()

    assert mistakes_in(award_with(f'"{must}"')) != ()
    assert time.process_time() - before < 1
