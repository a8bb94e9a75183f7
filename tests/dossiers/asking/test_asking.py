"""A query is read as it was meant, or every mistake in it is told with its place."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.asking import (
    FIELDS,
    All,
    Among,
    Any,
    Kind,
    Named,
    Not,
    Query,
    QueryError,
    Within,
    read_query,
)
from texts import Mistake

TODAY = date(2025, 3, 12)
DAYS = st.dates(date(1900, 1, 2), date(2200, 12, 30))
YEARS = st.integers(1000, 9998)
NAMES = {kind: [one.name for one in FIELDS if one.kind is kind] for kind in Kind}


def spans(
    kind: Kind, bounds: st.SearchStrategy[date] | st.SearchStrategy[int]
) -> st.SearchStrategy[Query]:
    """Spans of a field, open on one side or on neither."""
    pairs = st.tuples(bounds, bounds).map(lambda two: sorted(two, key=str))
    closed = pairs | bounds.map(lambda one: [one, None]) | bounds.map(lambda one: [None, one])
    return st.builds(
        lambda name, two: Within(name, two[0], two[1]), st.sampled_from(NAMES[kind]), closed
    )


VALUES = st.text("abcxyz_-.0189", min_size=1, max_size=6)
LEAVES: st.SearchStrategy[Query] = st.one_of(
    st.sampled_from(["duong", "đường", "or", "hoặc", "2024", "sct"]).map(Named),
    st.builds(
        Among,
        st.sampled_from(NAMES[Kind.WORD] + NAMES[Kind.NUMBER]),
        st.lists(VALUES, min_size=1, max_size=3, unique=True).map(tuple),
    ),
    spans(Kind.DAY, DAYS),
    spans(Kind.YEAR, YEARS),
)
QUERIES = st.recursive(
    LEAVES,
    lambda inner: (
        inner.map(Not)
        | st.lists(inner, min_size=2, max_size=3).map(lambda parts: All(tuple(parts)))
        | st.lists(inner, min_size=2, max_size=3).map(lambda parts: Any(tuple(parts)))
    ),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", All()),
        ("duong", Named("duong")),
        ("Nguyễn  Đường", All((Named("nguyễn"), Named("đường")))),
        ('"Đỗ Mười"', All((Named("đỗ"), Named("mười")))),
        ("don-vi:sct-bk", Among("unit", ("sct-bk",))),
        ("Đơn-vị:sct-bk,snv", Among("unit", ("sct-bk", "snv"))),
        ("so:BK-*", Among("number", ("BK-*",))),
        ("nam:2024", Within("year", 2024, 2024)),
        ("year:>2022", Within("year", 2023, None)),
        ("year:<=2022", Within("year", None, 2022)),
        ("han:<3d", Within("due", None, date(2025, 3, 14))),
        ("han:today..3d", Within("due", TODAY, date(2025, 3, 15))),
        ("han:-5d", Within("due", date(2025, 3, 7), date(2025, 3, 7))),
        ("nhan:01/02/2025", Within("received", date(2025, 2, 1), date(2025, 2, 1))),
        ("-award:CSTDCS", Not(Among("award", ("CSTDCS",)))),
        ("a | b c", Any((Named("a"), All((Named("b"), Named("c")))))),
        ("a or b hoặc c", Any((Named("a"), Named("b"), Named("c")))),
        ("(a | b) c", All((Any((Named("a"), Named("b"))), Named("c")))),
        ("nam:2022,2024", Any((Within("year", 2022, 2022), Within("year", 2024, 2024)))),
    ],
)
def test_what_people_type_is_read_as_they_mean_it(typed: str, meant: Query) -> None:
    assert read_query(typed, on=TODAY) == meant


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("tuoi:5", [(1, "unknown-field")]),
        ("donvi:a han:mai", [(1, "unknown-field"), (13, "bad-day")]),
        ("nam:24", [(5, "bad-year")]),
        ("nam:2024..2022", [(5, "backwards")]),
        ("nam:>2022..2024", [(5, "backwards")]),
        ("award:", [(7, "no-value")]),
        ("award:,", [(7, "no-value")]),
        ("unit:a;b", [(6, "bad-value")]),
        ("(a", [(1, "open-bracket")]),
        ("a)", [(2, "odd")]),
        ("a |", [(4, "nothing")]),
        ("| a", [(1, "nothing")]),
        ("()", [(2, "nothing")]),
        ("a -", [(3, "odd")]),
        ("- a", [(1, "odd")]),
        ("a :b", [(3, "odd")]),
        ("han:31/02/2025", [(5, "bad-day")]),
        ("han:<0001-01-01", [(5, "bad-day")]),
        ("han:99999d", [(5, "bad-day")]),
        ("(" * 25 + "a" + ")" * 25, [(21, "too-deep")]),
        ("a " * 200, [(121, "too-many")]),
        ("x" * 1001, [(1, "too-long")]),
    ],
)
def test_every_mistake_is_told_with_its_place(typed: str, places: list[tuple[int, str]]) -> None:
    with pytest.raises(QueryError) as told:
        read_query(typed, on=TODAY)

    assert [(one.place.column, one.code) for one in told.value.mistakes][: len(places)] == places


def test_the_nearest_field_is_named() -> None:
    with pytest.raises(QueryError, match="did you mean 'don-vi'"):
        read_query("donvi:sct", on=TODAY)


@given(QUERIES)
def test_the_text_of_a_query_reads_back_as_it_on_any_day(query: Query) -> None:
    assert read_query(str(query), on=date(1990, 1, 1)) == query


@given(st.text(max_size=60) | st.text(alphabet='ab():|-",<>.=d3 *', max_size=40))
def test_any_text_is_read_or_refused_with_a_place_inside_it(typed: str) -> None:
    query, mistakes = outcome(typed)

    assert all(1 <= one.place.column <= len(typed) + 1 for one in mistakes)
    assert query is None or outcome(str(query)) == (query, ())


def outcome(typed: str) -> tuple[Query | None, tuple[Mistake, ...]]:
    try:
        return read_query(typed, on=TODAY), ()
    except QueryError as wrong:
        return None, wrong.mistakes
