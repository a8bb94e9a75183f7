"""Who is proposed twice for one award and year is found, however the name is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from dossiers.replay import rebuilt_rows
from dossiers.store import Store, initialise, tables
from dossiers.use_cases import Namesake, namesakes
from tests.databases import plan_of, rows
from tests.dossiers.building import a_nomination, done, proposed
from tests.dossiers.tampering import at_revision

HOA = "Trần Thị Hòa Ví Dụ"
SPELT_OTHERWISE = ("TRẦN THỊ HOÀ VÍ DỤ", "Trần  Thị Hoà Ví Dụ")


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store.open(database) as opened:
        proposed(opened, a_nomination(name=HOA), number="D-1")
        yield opened


def found(store: Store, name: str, award: str = "CSTDCS", year: int = 2024) -> tuple[Namesake, ...]:
    changes = {"award_year": year}
    return namesakes(store, a_nomination(award, name=name, changes=changes), number="D-9")


@pytest.mark.parametrize("name", SPELT_OTHERWISE)
def test_a_name_that_is_written_otherwise_finds_the_other_dossier(store: Store, name: str) -> None:
    assert found(store, name) == (Namesake("D-1", "so-cong-thuong", HOA, "draft", exact=False),)


def test_the_same_name_for_the_same_award_and_year_is_an_exact_one(store: Store) -> None:
    assert [one.exact for one in found(store, HOA)] == [True]


@pytest.mark.parametrize(
    ("name", "award", "year"),
    [
        ("Trần Thị Hóa Ví Dụ", "CSTDCS", 2024),
        (HOA, "CSTD_TINH", 2024),
        (HOA, "CSTDCS", 2025),
        (HOA, "CO_TINH", 2024),
    ],
)
def test_another_name_award_year_or_kind_of_nominee_finds_nothing(
    store: Store, name: str, award: str, year: int
) -> None:
    assert found(store, name, award, year) == ()


def test_a_dossier_is_no_namesake_of_itself(store: Store) -> None:
    assert namesakes(store, a_nomination(name=HOA), number="D-1") == ()


def test_where_the_other_dossier_stands_is_told(store: Store) -> None:
    done(store, "submit", "unit_clerk")
    done(store, "withdraw", "unit_clerk", reason="rút")

    assert [one.state for one in found(store, HOA)] == ["withdrawn"]


def test_the_search_goes_by_an_index_and_no_name_stands_in_it(store: Store) -> None:
    columns = [str(word) for (word,) in rows(store.place, "SELECT likeness FROM dossier")]

    assert "dossier_by_likeness" in plan_of(store.place, tables.ALIKE, {"likeness": ""})
    assert [len(word) for word in columns] == [32]
    assert "Hòa" not in columns[0]


def test_a_rebuilt_table_finds_the_same(store: Store) -> None:
    before = found(store, HOA)

    store.rebuild(lambda: rebuilt_rows(store))

    assert found(store, HOA) == before


def test_dossiers_of_an_older_database_are_found_after_the_upgrade(tmp_path: Path) -> None:
    new, old = f"sqlite:///{tmp_path / 'new.sqlite'}", f"sqlite:///{tmp_path / 'old.sqlite'}"
    initialise(new)
    with Store.open(new) as store:
        proposed(store, a_nomination(name=HOA), number="D-1")
        kept = store.body("D-1")
        expected = found(store, HOA)
    at_revision(old, "0002")
    raw = sqlite3.connect(tmp_path / "old.sqlite")
    row = "INSERT INTO dossier VALUES (?, ?, 'CSTDCS', 'u', 'draft', 1, 'h', ?)"
    raw.executemany(row, [("a", "D-1", kept), ("b", "D-2", b"broken")])
    raw.commit()
    raw.close()

    upgraded = initialise(old)

    assert upgraded is True
    with Store.open(old) as store:
        assert found(store, HOA) == expected
