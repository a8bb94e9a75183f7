"""Runs and periods in a file: how they are read, what they say, and their mistakes."""

from __future__ import annotations

from datetime import date

import pytest

import rules
from rules.meaning.language import Period, Run, Within, Yearly
from tests.rules.books import award_with, codes_in, read
from tests.rules.strategies import Facts

ON = date(2025, 3, 3)
LADDER = (
    "{period: {each: {record: ratings, has: {grade: {at_least: HTTNV}}}, at_least: 5, "
    "ending: award_year, after: {of: titles, where: {code: BKTTG}}, "
    "with: [{record: ratings, has: {grade: HTXSNV}, at_least: 1}, "
    "{years: titles, where: {code: CSTDCS}, at_least: 3}]}}"
)
WAYS = """\
        first_of:
          - {id: c.only.a, text: {vi: một, en: one}, must: cluster.rank = 1}
          - {id: c.only.b, text: {vi: hai, en: two}, must: movement.rank = 1}
"""


def finding(award: rules.AwardRules, facts: Facts) -> rules.Finding:
    found = rules.evaluate(award, {"nominee.kind": "individual", **facts}, on=ON)
    only = found.finding("c.only")
    assert only is not None
    return only


def body(must: str) -> object:
    criterion = read(award_with(must)).version("V2022a").criterion("c.only")
    assert criterion is not None
    return criterion.step.body


def ordered(text: str = WAYS) -> str:
    return award_with("MUST").replace("        must: MUST\n", text)


def test_a_period_is_read_with_everything_that_belongs_to_it() -> None:
    period = body(LADDER)

    assert isinstance(period, Period)
    assert period.length == 5
    assert not period.may_end_earlier
    assert [one.records for one in period.lists] == ["ratings", "ratings", "titles", "titles"]
    assert [one.by_year for one in period.inside] == [True, True]
    assert period.after is not None
    assert not period.after.has


def test_records_inside_a_period_are_counted_one_by_one() -> None:
    period = body(
        "{period: {each: [{of: titles}, {record: ratings, has: {grade: HTXSNV}}], at_least: 2, "
        "ending: award_year - 1, may_end_earlier: true, with: [{count: initiatives, at_least: 2}]}}"
    )

    assert isinstance(period, Period)
    assert period.may_end_earlier
    assert len(period.each) == 2
    assert period.inside == (Within(Yearly("initiatives", (), "year"), 2, by_year=False),)


def test_a_run_may_go_in_steps() -> None:
    run = body("{run: {of: titles, length: 2, ending: award_year, step: 3}}")
    facts: Facts = {"award_year": 2025, "titles": [{"year": 2022}, {"year": 2025}]}
    award = read(award_with("{run: {of: titles, length: 2, ending: award_year, step: 3}}"))

    assert isinstance(run, Run)
    assert run.step == 3
    assert finding(award, facts).result == "met"
    assert finding(award, {**facts, "titles": [{"year": 2024}, {"year": 2025}]}).result == "not_met"


def test_a_bound_may_be_a_parameter() -> None:
    text = award_with("{count: titles, at_least: titles_needed}").replace(
        "versions:\n",
        "parameters:\n  titles_needed: {value: 2, text: {vi: số lần, en: number}}\nversions:\n",
        1,
    )

    assert finding(read(text), {"titles": [{}]}).result == "not_met"
    assert finding(read(text), {"titles": [{}, {}]}).result == "met"


@pytest.mark.parametrize(
    ("must", "codes"),
    [
        (LADDER.replace("each", "eech"), ["empty-list", "unknown-key"]),
        (LADDER.replace("record: ratings, has", "of: ratings, has", 1), ["unknown-key"]),
        (LADDER.replace("of: titles", "of: titels"), ["unknown-fact"]),
        (LADDER.replace("at_least: 5", "at_least: five"), ["not-positive"]),
        (LADDER.replace("ending: award_year,", ""), ["wrong-kind"]),
        (LADDER.replace("years: titles", "anys: titles"), ["one-condition", "unknown-key"]),
        (LADDER.replace("has: {grade: HTXSNV}, ", ""), ["empty-list"]),
        (LADDER.replace("grade: HTXSNV", "grade: HTXS"), ["unknown-option"]),
        (LADDER.replace("record: ratings,", "record: ratings, by: grade,", 1), ["wrong-kind"]),
        ("{run: {of: titles, length: 2, ending: award_year, step: 0}}", ["not-positive"]),
        ("{count: titles, at_least: no_such_parameter}", ["not-positive"]),
    ],
)
def test_mistakes_in_periods_are_told(must: str, codes: list[str]) -> None:
    assert sorted(codes_in(award_with(must))) == codes


def test_a_period_cannot_ask_endless_lists() -> None:
    many = ", ".join(["{of: titles}"] * 21)
    must = f"{{period: {{each: [{many}], at_least: 1, ending: award_year}}}}"

    assert codes_in(award_with(must)) == ["too-many"]


def test_a_period_says_what_it_needs_and_what_is_there() -> None:
    facts: Facts = {
        "award_year": 2025,
        "ratings": [{"year": 2024, "grade": "HTTNV"}, {"year": 2025, "grade": "HTXSNV"}],
        "titles": [{"code": "BKTTG", "year": 2020}],
    }
    only = finding(read(award_with(LADDER)), facts)

    assert only.needed is not None
    assert "5 năm liên tục trở lên đến năm 2025" in only.needed.vi
    assert "ít nhất 3 năm" in only.needed.vi
    assert only.actual is not None
    assert "2024, 2025" in only.actual.en
    assert "2020" in only.actual.en


def test_the_first_way_that_holds_is_named_as_the_basis() -> None:
    award = read(ordered())
    both = finding(award, {"cluster.rank": 1, "movement.rank": 1})
    second = finding(award, {"cluster.rank": 2, "movement.rank": 1})
    none = finding(award, {"cluster.rank": 2, "movement.rank": 2})

    assert both.basis is not None
    assert both.basis.id == "c.only.a"
    assert second.basis is not None
    assert second.document()["basis"] == "c.only.b"
    assert none.result == "not_met"
    assert none.document()["basis"] is None


def test_a_criterion_without_order_says_nothing_of_a_basis() -> None:
    unordered = ordered(WAYS.replace("first_of:", "at_least: 1\n        of:"))
    only = finding(read(unordered), {"cluster.rank": 1})

    assert only.basis is None
    assert "basis" not in only.document()


def test_a_basis_is_named_while_an_earlier_way_is_not_known() -> None:
    only = finding(read(ordered()), {"movement.rank": 1})

    assert only.result == "met"
    assert only.basis is not None
    assert only.basis.id == "c.only.b"


def test_ordered_ways_must_not_be_empty_and_stand_alone() -> None:
    assert "too-few" in codes_in(ordered("        first_of: []\n"))
    assert "one-rule" in codes_in(ordered(WAYS + "        at_least: 1\n"))
