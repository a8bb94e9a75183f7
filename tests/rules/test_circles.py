"""Awards that wait for each other: found in what award files ask, and named."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rules
from dossiers.vocabulary import VOCABULARY
from rules.quotas.circles import Need, circles_among, needs_of
from tests.rules.books import award_with, laws, shipped_rules
from texts import Text

NAME = Text(vi="tên", en="name")
WORDS = rules.Vocabulary(
    {**VOCABULARY.facts, "members.aaa": rules.Fact(rules.Whole(), NAME)}
    | {
        "titles": rules.Fact(
            rules.Records(
                {
                    "code": rules.Fact(rules.Choice({"AAA": NAME, "BBB": NAME, "CCC": NAME}), NAME),
                    "year": rules.Fact(rules.Whole(), NAME),
                }
            ),
            NAME,
        )
    }
)
CODES = ("AAA", "BBB", "CCC")


def award(code: str, must: str) -> rules.AwardRules:
    """An award whose only criterion asks this."""
    text = award_with(must).replace("award: TRIAL", f"award: {code}")
    return rules.read(text, file=f"{code}.yaml", facts=WORDS, laws=laws())


def title(code: str, year: str = "$award_year") -> str:
    return f"{{any: titles, where: {{code: {code}, year: {year}}}}}"


def found(*awards: rules.AwardRules) -> list[tuple[tuple[str, ...], bool]]:
    """The circles under one law, each with its awards and whether it is closed."""
    return [(one.codes, one.closed) for one in rules.circles(awards) if one.version == "V2022a"]


def test_a_unit_title_that_needs_personal_titles_and_the_reverse_is_a_circle() -> None:
    unit, person = award("BBB", "members.aaa >= 1"), award("AAA", title("BBB"))

    assert found(unit, person) == [(("AAA", "BBB"), True)]


def test_a_circle_is_named_with_its_criteria_in_both_languages() -> None:
    unit, person = award("BBB", "members.aaa >= 1"), award("AAA", title("BBB"))

    circle = rules.circles([unit, person])[0]

    way = "AAA → BBB (c.only) → AAA (c.only)"
    assert way in circle.text.vi
    assert way in circle.text.en
    assert "Không danh hiệu nào xét trước được" in circle.text.vi
    assert circle.document()["awards"] == ["AAA", "BBB"]


@pytest.mark.parametrize(
    "must",
    [
        title("BBB", "$award_year - 1"),
        "{any: titles, where: {code: BBB, year: {before: $award_year}}}".replace(
            "before: $award_year", "at_most: $award_year - 1"
        ),
        "{run: {of: titles, where: {code: BBB}, length: 2, ending: award_year - 1}}",
        "service_months >= 6",
        title("CCC"),
    ],
)
def test_what_was_decided_earlier_or_elsewhere_closes_no_circle(must: str) -> None:
    assert found(award("BBB", "members.aaa >= 1"), award("AAA", must)) == []


@pytest.mark.parametrize(
    "must",
    [
        f"{{any_of: [{title('BBB')}, service_months >= 6]}}",
        f"{{at_least: 1, of: [{title('BBB')}, service_months >= 6]}}",
        f"{{not: {title('BBB')}}}",
        "{none: titles, where: {code: BBB, year: $award_year}}",
        "{any: titles, where: {code: {one_of: [BBB, CCC]}, year: $award_year}}",
        "{any: titles, where: {code: BBB}}",
        "{run: {of: titles, where: {code: BBB}, length: 2, ending: award_year}}",
    ],
)
def test_where_there_is_another_way_only_the_order_matters(must: str) -> None:
    assert found(award("BBB", "members.aaa >= 1"), award("AAA", must)) == [(("AAA", "BBB"), False)]


def test_a_circle_may_run_through_three_awards() -> None:
    three = [
        award(one, title(other)) for one, other in zip(CODES, ("BBB", "CCC", "AAA"), strict=True)
    ]

    assert found(*three) == [(CODES, True)]


def test_an_award_that_asks_for_itself_in_any_year_waits_for_nobody() -> None:
    assert found(award("AAA", "{any: titles, where: {code: AAA}}")) == []
    assert found(award("AAA", title("AAA"))) == [(("AAA",), True)]


def test_a_need_is_told_with_its_criterion() -> None:
    (need,) = {
        one for one in needs_of(award("AAA", title("BBB")), CODES) if one.version == "V2022a"
    }

    assert need == Need("AAA", "BBB", "V2022a", "c.only", "same", required=True)


def test_the_shipped_awards_wait_for_each_other_in_no_circle() -> None:
    assert rules.circles([shipped_rules(code) for code in rules.shipped_awards()]) == ()


def test_the_provincial_title_needs_the_base_title() -> None:
    needs = set(needs_of(shipped_rules("CSTD_TINH"), {"CSTDCS"}))

    assert {one.needs for one in needs} == {"CSTDCS"}


NEEDS = st.lists(
    st.builds(
        Need,
        award=st.sampled_from("ABCD"),
        needs=st.sampled_from("ABCD"),
        version=st.just("V"),
        criterion=st.just("c"),
        period=st.just("same"),
        required=st.booleans(),
    ),
    max_size=8,
)


@given(needs=NEEDS, data=st.data())
def test_circles_do_not_depend_on_the_order_of_needs(
    needs: list[Need], data: st.DataObject
) -> None:
    assert circles_among(needs) == circles_among(data.draw(st.permutations(needs)))


@given(needs=NEEDS)
def test_every_way_round_is_made_of_needs_and_comes_back(needs: list[Need]) -> None:
    for circle in circles_among(needs):
        way = circle.cycle

        assert set(way) <= set(needs)
        assert all(one.needs == after.award for one, after in pairwise(way))
        assert way[-1].needs == way[0].award
        assert {one.award for one in way} <= set(circle.codes)
        assert circle.closed == all(one.required for one in way)


@given(needs=NEEDS)
def test_awards_are_in_a_circle_exactly_when_they_reach_themselves(needs: list[Need]) -> None:
    onward = {(one.award, one.needs) for one in needs}
    for _ in range(4):
        onward |= {(a, d) for a, b in onward for c, d in onward if b == c}

    in_circles = {code for circle in circles_among(needs) for code in circle.codes}

    assert in_circles == {a for a, b in onward if a == b}
