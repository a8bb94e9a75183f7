"""People find dossiers page by page; what an act changes is found the new way at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from dossiers.asking import read_query
from dossiers.cuts import Cut
from dossiers.errors import DossierNotFoundError
from dossiers.past import Past
from dossiers.replay import rebuilt_rows
from dossiers.seasons import play, read_season, shipped_season
from dossiers.store import Store, initialise, records
from dossiers.store.engine import address, connected, reading, writing
from dossiers.store.seeking import Order, Word, asked_word
from dossiers.store.tables import DROP_DUTIES, DROP_SOUGHT, DROP_WORDS, WORD, Statement
from dossiers.use_cases import dossier_of, finding, listed, perform
from dossiers.use_cases.erasing import erase
from dossiers.use_cases.finding import (
    CursorError,
    TooManyError,
    all_found,
    cursor_of,
    page_of,
    read_cursor,
)
from dossiers.use_cases.upgrading import brought_up
from ledger import read_event
from tests.databases import Shared
from tests.dossiers.building import a_nomination, acting, proposed
from tests.dossiers.tampering import at_revision
from tests.dossiers.test_erasing import erasing

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

    store.rebuild(lambda: rebuilt_rows(store))

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


def test_a_page_by_name_goes_by_given_name_and_starts_behind_a_number(store: Store) -> None:
    for at, name in enumerate(["Trần Văn Bình", "Lê Thị An", "Nguyễn Văn Ánh"]):
        proposed(store, a_nomination(name=name), number=f"D-{at}")
    first = page_of(store, read_query("", on=TODAY), Order.NAME, most=1)

    assert found(store, "", Order.NAME) == ["D-1", "D-2", "D-0"]
    assert first.following is not None
    assert read_cursor(first.following, Order.NAME) == ("D-1",)


def test_more_than_can_be_sorted_by_name_is_refused_with_the_way_out(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "SORTED_AT_MOST", 1)
    for at in range(2):
        proposed(store, a_nomination(), number=f"D-{at}")

    with pytest.raises(TooManyError, match="Narrow the query"):
        found(store, "", Order.NAME)
    assert found(store, "so:D-1", Order.NAME) == ["D-1"]
    assert found(store, "", Order.DUE) == ["D-0", "D-1"]


def test_no_name_lies_in_the_tables_by_which_it_is_found(store: Store) -> None:
    proposed(store, a_nomination(name="Nguyễn Thị Đường"))
    other = Word(asked_word("duong"))

    assert found(store, "đường") == ["D-1"]
    with reading(store._engine) as driver:
        words = [bytes(one) for (one,) in driver.execute(Statement.of(select(WORD.c.word)))]
    assert len(words) == len(set(words)) == len("nguyen" + "thi" + "duong") + 3
    assert {len(one) for one in words} == {16}
    assert other.mark not in words
    assert not any(b"duong" in one or b"nguy" in one for one in words)


def test_what_was_erased_is_found_by_number_and_state_and_by_no_name(store: Store) -> None:
    play(read_season(shipped_season()), store)
    name, number = next(
        (one.nomination.nominee.name, one.number)
        for one in listed(store)
        if one.state == "awarded" and one.origin is None
    )
    before = found(store, f"number:{number} {name}")

    erase(store, erasing(number))

    assert before == [number]
    assert found(store, f"number:{number} {name}") == []
    assert found(store, f"number:{number} han:>1900-01-01") == []
    assert found(store, f"number:{number} state:awarded") == [number]
    held = {order: found(store, "", order) for order in Order}
    store.rebuild(lambda: rebuilt_rows(store))
    assert {order: found(store, "", order) for order in Order} == held
    assert found(store, f"number:{number} state:awarded") == [number]


def test_the_past_is_asked_in_the_same_language(store: Store) -> None:
    proposed(store, a_nomination(name="Nguyễn Thị Đường"))
    perform(store, acting("submit", "unit_clerk"))
    first = read_event(next(iter(store.events())).body).at
    past, now = Past(store, Cut(first)), Past(store, Cut(None))

    for asked, then in (("duong state:draft", True), ("cho:unit_clerk", True), ("hoa", False)):
        query = read_query(asked, on=TODAY)
        assert bool(list(all_found(past, query))) is then
    for order in Order:
        asked_now = read_query("đường -state:draft", on=TODAY)
        assert list(all_found(now, asked_now, order)) == list(all_found(store, asked_now, order))


def test_an_upgraded_database_is_found_in_once_it_was_entered(database: str) -> None:
    initialise(database)
    with Store.open(database) as store:
        proposed(store, a_nomination(name="Nguyễn Thị Đường"))
        with writing(store._engine, store.place) as driver:
            for statement in (DROP_SOUGHT, DROP_WORDS, DROP_DUTIES):
                driver.execute(statement)
        assert found(store, "duong") == []
        # An act before the upgrade is through enters nothing by halves.
        perform(store, acting("submit", "unit_clerk"))
        assert found(store, "") == []

    assert brought_up(database)
    assert not brought_up(database)

    with Store.open(database) as store:
        assert found(store, "duong cho:council_secretary") == ["D-1"]


def test_the_next_number_follows_the_highest_of_its_series_and_no_other(store: Store) -> None:
    for number in ("CSTDCS-2024-0009", "CSTDCS-2024-10000", "CSTDCS-2024-10000.7", "CSTDCS-2023-7"):
        proposed(store, a_nomination(), number=number)
    for number in ("CSTDCS-2024-x9", "CSTDCS-2024-99999999999999999999", "CSTDCS-2024-"):
        proposed(store, a_nomination(), number=number)

    assert store.highest("CSTDCS-2024-") == 10_000
    assert store.highest("CSTDCS-2022-") == 0


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_older_database_knows_the_series_of_its_numbers(
    kind: str, shared: Shared, tmp_path: Path
) -> None:
    name = shared.server.made() if kind == "postgresql" else ""
    url = shared.server.address(name) if name else f"sqlite:///{tmp_path / 'old.sqlite'}"
    at_revision(url, "0007")
    add = (
        "INSERT INTO dossier (id, number, award, unit, state, n, head, body, likeness) "
        "VALUES ('d', 'CSTDCS-2024-0041', 'CSTDCS', 'u', 'draft', 1, 'h', '', '')"
    )
    engine = connected(address(url))
    with engine.begin() as connection:
        connection.exec_driver_sql(add)
    engine.dispose()

    initialise(url)

    with Store.open(url) as store:
        assert store.highest("CSTDCS-2024-") == 41
        assert not store.found_whole
    if name:
        shared.server.dropped(name)


def test_a_number_mistyped_is_answered_by_its_neighbours_only(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "NEAR", 2)
    for at in range(8):
        proposed(store, a_nomination(), number=f"D-{at}")

    assert store.near("D-4x") == ("D-3", "D-4", "D-5", "D-6")
    with pytest.raises(DossierNotFoundError, match="Did you mean 'D-4'"):
        dossier_of(store, "D-4x")


@given(st.text(max_size=40) | st.binary(max_size=40).map(lambda raw: raw.hex()))
def test_where_a_page_begins_is_read_or_refused(told: str) -> None:
    for order in Order:
        try:
            key = read_cursor(told, order)
        except CursorError:
            continue
        assert read_cursor(cursor_of(key), order) == key
