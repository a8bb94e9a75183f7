"""People find dossiers page by page; what an act changes is found the new way at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.asking import read_query
from dossiers.replay import rebuilt_rows
from dossiers.seasons import play, read_season, shipped_season
from dossiers.store import Store
from dossiers.store.seeking import Order
from dossiers.use_cases import perform
from dossiers.use_cases.finding import CursorError, all_found, cursor_of, page_of, read_cursor
from tests.dossiers.building import a_nomination, acting, proposed

TODAY = date(2024, 12, 2)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store.open(database) as opened:
        yield opened


def found(store: Store, asked: str, order: Order = Order.NUMBER) -> list[str]:
    return [one.number for one in all_found(store, read_query(asked, on=TODAY), order)]


def test_a_dossier_is_found_as_it_stands_now(store: Store) -> None:
    proposed(store, a_nomination(name="Nguyễn Thị Đường"))

    assert found(store, "duong cho:unit_clerk") == ["D-1"]
    assert found(store, "trang-thai:council_review") == found(store, "dương") == []

    perform(store, acting("submit", "unit_clerk"))

    assert found(store, "trang-thai:council_review nhan:2024-12-02") == ["D-1"]
    assert found(store, "đường nguyen") == ["D-1"]
    assert found(store, "cho:council_secretary -cho:unit_clerk") == ["D-1"]


def test_a_season_is_found_the_same_before_and_after_the_tables_are_made_again(
    store: Store,
) -> None:
    play(read_season(shipped_season()), store)
    asked = ["", "state:council_review", "nguyen", "-nguyen year:2024", "han:>2000-01-01"]
    before = {(one, order): found(store, one, order) for one in asked for order in Order}

    store.rebuild(rebuilt_rows(store))

    assert {(one, order): found(store, one, order) for one in asked for order in Order} == before
    assert sorted(before["", Order.DUE]) == list(store.numbers())
    assert len(before["", Order.NAME]) == len(store.numbers())


def test_pages_follow_each_other_without_gap_and_repetition(store: Store) -> None:
    for at in range(5):
        proposed(store, a_nomination(name=f"Người {at}"), number=f"D-{at}")
    seen: list[str] = []
    after: str | None = None
    for _ in range(3):
        page = page_of(store, read_query("nguoi", on=TODAY), Order.NAME, after=after, most=2)
        seen += [one.number for one in page.dossiers]
        after = page.following

    assert seen == [f"D-{at}" for at in range(5)]
    assert after is None


@given(st.text(max_size=40) | st.binary(max_size=40).map(lambda raw: raw.hex()))
def test_where_a_page_begins_is_read_or_refused(told: str) -> None:
    for order in Order:
        try:
            key = read_cursor(told, order)
        except CursorError:
            continue
        assert read_cursor(cursor_of(key), order) == key
