"""Periods mean what the naive reading says: try every period, under every way to fill the gaps."""

from __future__ import annotations

from itertools import product
from math import inf

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.meaning.interpret import truth_of
from rules.meaning.language import (
    FactValue,
    Match,
    Period,
    Relation,
    Value,
    Within,
    Yearly,
)
from rules.meaning.periods import Asked, Found, Row, Yearbook, decisive, reaches, yearbook

YEARS = range(2020, 2027)
END = 2025
ROWS = st.lists(
    st.tuples(st.sampled_from([2021, 2022, 2023, 2024, 2025]), st.booleans()), max_size=5
)
OPEN_ROWS = st.lists(
    st.tuples(st.none() | st.sampled_from([2022, 2023, 2024, 2025]), st.none() | st.booleans()),
    max_size=3,
)
BOUND = st.integers(1, 3)


def counting(rows: list[tuple[int, bool]], *, by_record: bool) -> set[int]:
    """The years that certainly count, year by year."""
    said = {year: {counts for at, counts in rows if at == year} for year in YEARS}
    if by_record:
        return {year for year in YEARS if said[year] == {True}}
    return {year for year in YEARS if True in said[year]}


def naive(
    rows: list[tuple[int, bool]],
    found: list[tuple[int, bool]],
    before: list[tuple[int, bool]] | None,
    *,
    length: int,
    bound: int,
    earlier: bool,
    by_record: bool,
) -> bool:
    """Whether one of all the periods there are will do, for facts without a gap."""
    years = counting(rows, by_record=by_record)
    starts = (
        YEARS if before is None else [y for y in YEARS if any(at < y and c for at, c in before)]
    )
    ends = YEARS if earlier else [END]
    return any(
        last - first + 1 >= length
        and last <= END
        and years.issuperset(range(first, last + 1))
        and sum(first <= at <= last and counts for at, counts in found) >= bound
        for first, last in product(starts, ends)
    )


@settings(max_examples=400, deadline=None)
@given(ROWS, ROWS, st.none() | ROWS, BOUND, BOUND, st.booleans(), st.booleans())
def test_a_period_is_found_exactly_when_one_of_all_periods_will_do(
    rows: list[tuple[int, bool]],
    found: list[tuple[int, bool]],
    before: list[tuple[int, bool]] | None,
    length: int,
    bound: int,
    earlier: bool,
    by_record: bool,
) -> None:
    there = naive(
        rows, found, before, length=length, bound=bound, earlier=earlier, by_record=by_record
    )
    answer = reaches(
        Asked(
            each=(yearbook(rows, by_record=by_record),),
            length=length,
            end=END,
            earlier=earlier,
            after=None if before is None else yearbook(before, by_record=False),
            inside=(Found(yearbook(found, by_record=False), bound),),
        )
    )

    assert (answer is True) == there
    assert by_record or answer is not None


@settings(max_examples=300, deadline=None)
@given(OPEN_ROWS, OPEN_ROWS, BOUND, BOUND, st.booleans())
def test_a_certain_answer_holds_however_the_gaps_are_filled(
    rows: list[Row], found: list[Row], length: int, bound: int, earlier: bool
) -> None:
    def asked(years: list[Row], inside: list[Row]) -> Asked:
        book = yearbook(inside, by_record=False)
        each = yearbook(years, by_record=False)
        return Asked((each,), length, END, earlier=earlier, inside=(Found(book, bound),))

    answer = reaches(asked(rows, found))
    possible = {reaches(asked(one, other)) for one in fillings(rows) for other in fillings(found)}

    assert answer is None or possible == {answer}


def fillings(rows: list[Row]) -> list[list[Row]]:
    """The rows with each gap filled in every way that matters."""
    choices = [
        [
            (at, said)
            for at in ([year] if year is not None else [2021, 2024, 2025])
            for said in ([counts] if counts is not None else [True, False])
        ]
        for year, counts in rows
    ]
    return [list(one) for one in product(*choices)]


def test_a_list_that_was_not_sent_leaves_everything_open() -> None:
    assert yearbook(None, by_record=True) == Yearbook((), (), inf, ())
    assert reaches(Asked((yearbook(None, by_record=False),), 5, END)) is None


def test_years_that_are_far_apart_cost_nothing() -> None:
    far = yearbook([(1, True), (999_999_999, False), (END, True)], by_record=True)

    assert reaches(Asked((far,), 1, END)) is True
    assert reaches(Asked((far,), 999_999, END)) is None


def test_what_could_decide_is_named_and_nothing_else() -> None:
    known = yearbook([(2024, True), (2025, True)], by_record=True)
    doubtful = yearbook([(2024, None)], by_record=False)

    assert decisive(Asked((known,), 2, END, inside=(Found(doubtful, 1),)), "ab") == (False, True)
    assert decisive(Asked((doubtful, doubtful), 1, 2024), "ab") == (True, True)
    assert decisive(Asked((known, doubtful), 1, 2023), "aa") == (True, True)


RATED = Yearly(
    "ratings", (), "year", (Match("grade", Relation("in", (Value("HTTNV"), Value("HTXSNV")))),)
)
TITLED = Yearly("titles", (Match("code", Relation("=", (Value("CSTDCS"),))),), "year")
LADDER = Period(
    (RATED,), 2, FactValue("award_year"), after=TITLED, inside=(Within(TITLED, 1, by_year=True),)
)


def ladder(
    titles: list[dict[str, object]] | None, ratings: list[dict[str, object]]
) -> tuple[bool | None, set[str]]:
    facts = {"award_year": 2025, "titles": titles, "ratings": ratings}
    truth = truth_of(LADDER, facts)
    return truth.value, set(truth.unknown)


TWO = [{"year": 2024, "grade": "HTTNV"}, {"year": 2025, "grade": "HTXSNV"}]


def test_what_would_settle_a_period_is_told_by_the_lists_that_could_decide_it() -> None:
    first, inside = {"code": "CSTDCS", "year": 2023}, {"code": "CSTDCS", "year": 2025}

    assert ladder([first, inside], TWO) == (True, set())
    assert ladder([first], TWO) == (False, set())
    assert ladder([first, {"year": 2025}], TWO) == (None, {"titles.code"})
    assert ladder([first, {"code": "CSTDCS"}], TWO) == (None, {"titles.year"})
    assert ladder(None, TWO) == (None, {"titles"})
    assert ladder([first, inside], TWO[:1]) == (None, {"ratings"})
    assert ladder([first, inside], [{"year": 2024}, *TWO[1:]]) == (None, {"ratings.grade"})
    assert ladder([], TWO[:1]) == (False, set())


def test_two_ratings_of_a_year_that_contradict_each_other_are_not_known() -> None:
    titles: list[dict[str, object]] = [
        {"code": "CSTDCS", "year": 2023},
        {"code": "CSTDCS", "year": 2025},
    ]

    assert ladder(titles, [*TWO, {"year": 2025, "grade": "HTNV"}]) == (None, {"ratings"})
