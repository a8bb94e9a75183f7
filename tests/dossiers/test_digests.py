"""A digest says what is due for somebody, once a working day, and nothing where nothing is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

import workflow
from dossiers.scope import Scope
from dossiers.store import Store
from dossiers.use_cases.digests import (
    Addressees,
    calendar_of_work,
    digest_of,
    digests,
    everybody,
    window,
)
from dossiers.use_cases.worklist import Office, Seat
from texts import FileMistakesError
from texts.reading import read_model

TUESDAY = date(2025, 1, 7)
SATURDAY = date(2025, 1, 11)
LUNAR_NEW_YEAR = date(2025, 1, 29)
CLERK = Seat("clerk", (Office("unit_clerk", Scope(frozenset({"sct-bk"}))),))
PEOPLE = """
people:
  - person: clerk
    offices: [{role: unit_clerk, units: [sct-bk]}]
  - person: chair
    offices: [{role: provincial_chair}]
"""


@pytest.fixture(scope="module")
def store(season: str) -> Iterator[Store]:
    with Store.open(season) as opened:
        yield opened


def people(words: str = PEOPLE) -> Addressees:
    return read_model(words, file="people.yaml", model=Addressees)[0]


@pytest.mark.parametrize(
    ("within", "due"),
    [
        (0, ["CSTDCS-2024-0001", "CSTDCS-2024-0003", "CSTDCS-2024-0013"]),
        (1, ["CSTDCS-2024-0001", "CSTDCS-2024-0003", "CSTDCS-2024-0013", "CSTDCS-2024-0011"]),
    ],
)
def test_what_is_over_and_what_is_due_in_so_many_working_days_is_told(
    store: Store, within: int, due: list[str]
) -> None:
    found = digest_of(store, CLERK, on=TUESDAY, within=within)

    assert [one.number for one in found.lines] == due
    assert not found.more


def test_a_digest_is_bounded_and_says_that_there_is_more(store: Store) -> None:
    found = digest_of(store, CLERK, on=TUESDAY, within=3, most=2)

    assert len(found.lines) == 2
    assert found.more


def test_nobody_gets_a_digest_of_nothing(store: Store) -> None:
    assert [one.person for one in digests(store, people().people, on=TUESDAY)] == ["clerk"]


@pytest.mark.parametrize("day", [SATURDAY, LUNAR_NEW_YEAR])
def test_on_a_day_off_there_is_no_digest(store: Store, day: date) -> None:
    assert list(digests(store, people().people, on=day)) == []


def test_days_off_are_not_counted_in_the_window() -> None:
    calendar = calendar_of_work()

    assert window(date(2025, 1, 24), 1, calendar) == date(2025, 2, 3)
    assert window(SATURDAY, 1, calendar) == date(2025, 1, 13)
    with pytest.raises(workflow.OutsideCalendarError):
        window(date(2027, 12, 30), 60, calendar)


def test_everybody_is_asked_for_where_no_role_is_named(store: Store) -> None:
    every = digest_of(store, everybody("", (), ()), on=TUESDAY, within=3)
    chair = digest_of(store, everybody("", ("provincial_chair",), ()), on=TUESDAY, within=3)

    assert [one.number for one in every.lines][-1] == "CSTDCS-2024-0008"
    assert chair.lines == ()
    with pytest.raises(workflow.UnknownRoleError):
        everybody("", ("clerk",), ())


@pytest.mark.parametrize(
    "words",
    [
        "people: [{person: ../../etc/passwd, offices: [{role: unit_clerk}]}]",
        "people: [{person: a, offices: []}]",
        "people: [{person: a, offices: [{role: r, units: []}]}]",
        "people: [{person: a, offices: [{role: r}]}, {person: a, offices: [{role: s}]}]",
        "people: [{person: a, roles: [r]}]",
        "people: 3",
    ],
)
def test_a_file_of_people_that_cannot_be_meant_is_refused(words: str) -> None:
    with pytest.raises(FileMistakesError):
        people(words)
