"""Entries of a group written by a few statements leave what one after another would leave."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from itertools import count, islice
from pathlib import Path

import psycopg
import pytest

from bench.appending import entries_of
from dossiers import errors
from dossiers.store import (
    Entry,
    GroupStore,
    PublicationRow,
    Recorded,
    Row,
    Sought,
    Store,
    initialise,
)
from dossiers.store.driver import Driver
from dossiers.store.engine import writing
from dossiers.store.tables import METADATA
from dossiers.store.together import NotTogetherError, Written, write_together
from tests.databases import rows
from tests.dossiers.test_store import an_entry

TABLES = ("event", "dossier", "command", "disclosure", "document", "sought", "duty", "word")
"""What a group writes, but for the outbox, which a trigger fills."""


def found(entry: Entry, state: str, *duties: str) -> Entry:
    """The same entry of a dossier that is found by its state, and by who has to act on it."""
    assert isinstance(entry.row, Row)
    row = entry.row
    sought = Sought(
        dossier=row.id,
        number=row.number,
        award=row.award,
        unit=row.unit,
        state=state,
        stage="",
        kind="individual",
        year=2024,
        received="",
        due="2025-01-31",
        words=frozenset({b"hoa"}),
        duties=frozenset(duties),
    )
    return replace(entry, row=replace(row, state=state, sought=sought))


def some() -> list[Entry]:
    """Entries of three dossiers in turns, found by other things each time."""
    roles = (("unit_clerk",), ("head", "council_secretary"), ("head",), ())
    streams = [islice(entries_of(f"d-{at}"), 4) for at in range(3)]
    return [
        found(one, f"s-{at}", *duties)
        for at, (step, duties) in enumerate(zip(zip(*streams, strict=True), roles, strict=True))
        for one in step
    ]


def drawing() -> Callable[[int], bytes]:
    """What draws the same keys and salts for every store that is asked for the same."""
    numbers = count(1)
    return lambda size: next(numbers).to_bytes(size)


def left(place: str) -> dict[str, list[tuple[object, ...]]]:
    """What lies in the tables."""
    columns = {name: ", ".join(METADATA.tables[name].columns.keys()) for name in TABLES}
    return {
        name: sorted(rows(place, f"SELECT {asked} FROM {name}"))  # noqa: S608 -- names of ours
        for name, asked in columns.items()
    }


def written(url: str, entries: Sequence[Entry], how: Callable[..., object]) -> object:
    """What entries leave that were all written in one transaction."""
    with Store.open(url, draw=drawing()) as store:
        sealed = [(entry, store.sealed(entry)) for entry in entries]
        with writing(store._engine, store.place) as driver:
            how(store, driver, sealed)
        return left(store.place)


def by_few(_store: Store, driver: Driver, sealed: Sequence[Written]) -> None:
    write_together(driver, sealed)


def one_by_one(store: Store, driver: Driver, sealed: Sequence[Written]) -> None:
    for entry, one in sealed:
        store.written(driver, entry, one)


def answered(asked: Callable[[], Recorded]) -> object:
    """Whether it was a repetition, or the kind of refusal."""
    try:
        return asked().repeated
    except errors.DossierError as wrong:
        return type(wrong).__name__
    except (sqlite3.IntegrityError, psycopg.IntegrityError):
        return "refused by the database"


@pytest.fixture
def file(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'other.sqlite'}"
    initialise(url)
    return url


def test_a_few_statements_leave_what_one_entry_after_another_leaves(
    database: str, file: str
) -> None:
    assert written(database, some(), by_few) == written(file, some(), one_by_one)


def test_a_publication_and_a_stream_without_a_row_are_written_with_the_others(
    database: str, file: str
) -> None:
    published = an_entry(stream="p-1", key="p")
    row = PublicationRow("p-1", "QT-1", "CSTDCS", "draft", 1, "a" * 64, b"{}")
    rotated = replace(an_entry(stream="r-1", key="r"), row=None)
    entries = [*some(), replace(published, row=row), rotated]

    assert written(database, entries, by_few) == written(file, entries, one_by_one)


def wrong_ones() -> dict[str, tuple[Entry, ...]]:
    """Entries of which one is refused, whatever the others are."""
    good, better = islice(entries_of("d-8"), 2)
    assert isinstance(good.row, Row)
    taken = an_entry(stream="d-9", key="taken")
    assert isinstance(taken.row, Row)
    return {
        "a command that is answered": (good, good),
        "a key of another command": (good, an_entry(stream="d-9", key=good.key)),
        "a row that was moved": (good, replace(better, was_n=7)),
        "a row that is not there yet": (better, good),
        "a number that is taken": (
            good,
            replace(taken, row=replace(taken.row, number=good.row.number)),
        ),
        "a position that is taken": (good, replace(taken, row=None, events=good.events)),
        "a document that is there": (
            good,
            replace(better, disclosures=good.disclosures),
        ),
    }


@pytest.mark.parametrize("what", wrong_ones())
def test_what_would_be_refused_alone_is_refused_together(database: str, what: str) -> None:
    entries = [*some(), *wrong_ones()[what]]

    with pytest.raises((NotTogetherError, sqlite3.IntegrityError, psycopg.IntegrityError)):
        written(database, entries, by_few)

    with Store.open(database) as store:
        assert not any(left(store.place).values())


@pytest.mark.parametrize("what", wrong_ones())
def test_of_a_group_only_what_is_refused_is_not_written(
    database: str, file: str, what: str
) -> None:
    entries = [*some(), *wrong_ones()[what]]
    with Store.open(file, draw=drawing()) as alone:
        expected = [answered(partial(alone.record, one)) for one in entries]
        kept = left(alone.place)

    with GroupStore.open(database, draw=drawing()) as group:
        orders = [(one, group.sealed(one), Future[Recorded]()) for one in entries]
        group._committed(orders)
        assert [answered(one.result) for *_, one in orders] == expected
        found = left(group.place)

    assert sum(one is not False for one in expected) == 1
    assert {name: len(one) for name, one in found.items()} == {
        name: len(one) for name, one in kept.items()
    }
    assert found["sought"] == kept["sought"]
    assert found["duty"] == kept["duty"]
