"""Many nominations from one file: all of them or none, once, whichever database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.documents import nomination_document
from dossiers.replay import replay
from dossiers.store import Store, tables
from dossiers.use_cases import dossier_of, importing, propose
from dossiers.use_cases.importing import Given, Importing, check_rows, write_rows
from dossiers.verification import verify
from ledger import Actor
from tests.databases import copied
from tests.databases import rows as stored
from tests.dossiers.building import a_nomination, proposed
from texts import FileMistakesError

GIVEN = Given(
    "ds.jsonl", "clerk", "unit_clerk", date(2024, 12, 2), datetime(2024, 12, 2, 2, tzinfo=UTC)
)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store.open(database) as opened:
        yield opened


def line(number: str, name: str = "Nguyễn Văn Mẫu", **changes: object) -> dict[str, Any]:
    document: dict[str, Any] = nomination_document(a_nomination(name=name))
    return {"number": number, **document, **changes}


def numbered(*lines: object) -> list[tuple[int, bytes]]:
    return [
        (at, one if isinstance(one, bytes) else json.dumps(one).encode())
        for at, one in enumerate(lines, 1)
    ]


def imported(store: Store, *lines: object) -> tuple[int, int]:
    check_rows(store, numbered(*lines), GIVEN)
    return write_rows(store, numbered(*lines), GIVEN)


def codes(store: Store, *lines: object) -> list[tuple[int, str]]:
    with pytest.raises(FileMistakesError) as told:
        check_rows(store, numbered(*lines), GIVEN)
    return [(one.place.line, one.code) for one in told.value.mistakes]


def test_every_row_is_a_dossier_whose_history_replays_and_verifies(store: Store) -> None:
    given = [line(f"D-{at}", name=f"Trần Thị Ví Dụ {at}") for at in range(7)]

    assert imported(store, *given) == (7, 0)

    assert store.numbers() == tuple(f"D-{at}" for at in range(7))
    assert dossier_of(store, "D-3").nomination.nominee.name == "Trần Thị Ví Dụ 3"
    assert [one.equal for one in replay(store)] == [True] * 7
    assert verify(store).problems == ()


def test_what_is_loaded_is_to_the_byte_what_a_proposal_records(
    database: str, tmp_path: Path
) -> None:
    def draw(count: int) -> bytes:
        return bytes(range(count))

    command = Importing(
        nomination=a_nomination(name="Nguyễn Văn Mẫu"),
        number="D-1",
        by=Actor("clerk", "unit_clerk", line("D-1")["unit"]),
        on=GIVEN.on,
        at=GIVEN.at,
        key="import/D-1",
    )
    with copied(database, tmp_path) as copy:
        with Store.open(database, draw=draw) as store:
            assert imported(store, line("D-1")) == (1, 0)
            loaded = everything(store)
        with Store.open(copy, draw=draw) as store:
            assert not propose(store, command).repeated
            assert everything(store) == loaded


def test_one_row_loaded_and_one_recorded_leave_rows_in_the_same_tables(store: Store) -> None:
    imported(store, line("D-1"))
    loaded = {name: len(found) for name, found in everything(store).items()}
    proposed(store, a_nomination(name="Nguyễn Văn Mẫu"), number="D-2")
    both = {name: len(found) for name, found in everything(store).items()}

    shared = {"document", "meta", "alembic_version"}
    assert {name: both[name] for name in both if name not in shared} == {
        name: 2 * loaded[name] for name in both if name not in shared
    }


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    return {
        name: stored(store.place, f"SELECT * FROM {name}")  # noqa: S608 -- names of ours
        for name in tables.METADATA.tables
    }


def test_the_same_file_again_writes_nothing_and_a_longer_one_what_is_new(store: Store) -> None:
    first = [line("D-1"), line("D-2", name="Lê Thị Ví Dụ")]
    imported(store, *first)
    before = everything(store)

    assert imported(store, *first) == (0, 2)
    assert everything(store) == before
    assert imported(store, *first, line("D-3", name="Hồ Văn Ví Dụ")) == (1, 2)


def test_an_import_cut_short_between_batches_is_finished_by_the_next(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = [line(f"D-{at}", name=f"Trần Thị Ví Dụ {at}") for at in range(5)]
    monkeypatch.setattr(importing, "BATCH", 2)

    def cut(through: int) -> None:
        if through >= 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_rows(store, numbered(*given), GIVEN, told=cut)
    assert store.numbers() == ("D-0", "D-1")

    assert imported(store, *given) == (3, 2)
    assert verify(store).problems == ()


def test_a_batch_in_which_somebody_takes_a_number_meanwhile_writes_the_rest(store: Store) -> None:
    given = numbered(line("D-1"), line("D-2", name="Lê Thị Ví Dụ"))
    real = store.taken

    def late(numbers: Any) -> Any:  # noqa: ANN401 -- as it is
        found = real(numbers)
        if not store.numbers():
            write_rows_elsewhere()
        return found

    def write_rows_elsewhere() -> None:
        with Store.open(store.url) as other:
            write_rows(other, given[:1], GIVEN)

    store.taken = late  # type: ignore[method-assign]

    assert write_rows(store, given, GIVEN) == (1, 1)
    assert store.numbers() == ("D-1", "D-2")


def test_while_a_row_has_a_mistake_nothing_is_written_and_each_is_told_by_its_line(
    store: Store,
) -> None:
    wrong = line("D-4")
    wrong["evidence"]["award_year"] = "năm ngoái"
    given = (
        line("D-1"),
        b"{",
        line("D-1", name="Lê Thị Ví Dụ"),
        wrong,
        line("D-5", award="KHONG_CO"),
        line("D\t6"),
        b'{"number":"D-7","number":"D-8"}',
        b'{"number":"D-9","extra":1}',
    )

    found = codes(store, *given)

    assert {at for at, _ in found} == {2, 3, 4, 5, 6, 7, 8}
    assert (3, "number-twice") in found
    assert (5, "unknown-award") in found
    assert (6, "number-form") in found
    assert store.numbers() == ()


def test_a_number_that_another_dossier_has_is_told_before_anything_is_written(
    store: Store,
) -> None:
    proposed(store, a_nomination(), number="D-1")

    assert codes(store, line("D-0"), line("D-1")) == [(2, "number-taken")]
    assert store.numbers() == ("D-1",)


def test_a_row_that_says_something_else_than_at_its_first_import_is_told(store: Store) -> None:
    imported(store, line("D-1"))

    assert codes(store, line("D-1", name="Lê Thị Ví Dụ")) == [(1, "number-taken")]


def test_rows_whose_nominees_look_alike_are_counted_and_named(store: Store) -> None:
    proposed(store, a_nomination(name="Trần Thị Hòa"), number="D-0")
    given = numbered(
        line("D-1", name="TRẦN THỊ HOÀ"), line("D-2", name="Lê Ví"), line("D-3", name="LÊ VÍ")
    )

    found = check_rows(store, given, GIVEN)

    assert (found.alike, found.alike_count) == (("D-1", "D-3"), 2)


def test_a_line_without_an_end_is_refused_by_its_length(store: Store) -> None:
    assert codes(store, b'"' * (importing.LONGEST_LINE + 1)) == [(1, "long-line")]


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_no_line_whatever_is_taken_for_a_row_or_ends_in_anything_but_mistakes(body: bytes) -> None:
    with pytest.raises(FileMistakesError):
        importing._row(body, "ds.jsonl", 1)
