"""Where a server asks for SERIALIZABLE, what is said of writing holds as it does by default."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from inspect import signature
from itertools import islice

import pytest

from bench.appending import entries_of
from dossiers.store import GroupStore, Store
from dossiers.store.engine import reading
from tests.databases import Shared, emptied
from tests.dossiers import (
    test_both_databases,
    test_performing,
    test_publishing,
    test_sequencer,
    test_store,
    test_workers,
)
from tests.dossiers.building import a_nomination, proposed
from tests.dossiers.test_store import an_entry
from tests.sweeps import swept

MODULES = (
    test_store,
    test_performing,
    test_publishing,
    test_sequencer,
    test_both_databases,
    test_workers,
)
OPTIONS = "&options=-c%20default_transaction_isolation%3Dserializable"
Claim = Callable[..., None]


def claims() -> Iterator[Claim]:
    """Every test of these modules that needs no more than a store, or the address of one."""
    for module in MODULES:
        for name, one in vars(module).items():
            wanted = set(signature(one).parameters) if name.startswith("test_") else set()
            if wanted and wanted <= {"store", "database"}:
                yield one


CLAIMS = {one.__name__: one for one in claims()}


@pytest.fixture
def strict(shared: Shared) -> Iterator[str]:
    with emptied(shared) as url:
        yield f"{url}{OPTIONS}"


@pytest.mark.parametrize("name", swept(sorted(CLAIMS), a_day=4))
def test_what_is_said_of_writing_holds_under_serializable(strict: str, name: str) -> None:
    claim = CLAIMS[name]
    with Store.open(strict) as store:
        if claim.__module__ == test_performing.__name__:  # as its own store begins
            proposed(store, a_nomination())
        given = {"store": store, "database": strict}
        claim(**{name: given[name] for name in signature(claim).parameters})


def test_there_are_many_such_claims() -> None:
    assert len(CLAIMS) > 50


def test_the_default_is_what_it_is_said_to_be(strict: str) -> None:
    with Store.open(strict) as store, reading(store._engine) as driver:
        found = driver.connection.execute("SHOW transaction_isolation").fetchone()  # type: ignore[attr-defined]

    assert found == ("serializable",)


def test_groups_numbers_and_single_entries_at_once_come_out_whole_under_serializable(
    strict: str,
) -> None:
    with Store.open(strict) as store, GroupStore.open(strict) as group:

        def grouped(name: str) -> None:
            for one in islice(entries_of(name), 6):
                group.record(one)

        def single(at: int) -> None:
            store.record(an_entry(stream=f"s-{at}", key=f"s-{at}"))

        with ThreadPoolExecutor(8) as pool:
            done = [*pool.map(grouped, "abc"), *pool.map(single, range(12))]

        assert len(done) == 15
        assert len(list(store.events())) == 30
        assert store.numbered.inverted() == ()
