"""The editions of a workflow that a database has, and who follows them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from dossiers.cuts import Cut
from dossiers.past import Past
from dossiers.rulebook import named_procedure, procedure
from dossiers.store import Store
from dossiers.use_cases.reading_workflows import Following, editions, proof_of
from tests.dossiers.building import a_nomination, done, proposed


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store.open(database) as opened:
        yield opened


def test_an_empty_database_has_no_editions(store: Store) -> None:
    assert editions(store, store, "provincial-award") == ()


def test_an_edition_is_told_with_those_who_follow_it(store: Store) -> None:
    proposed(store, a_nomination())

    (found,) = editions(store, store, "provincial-award")

    assert found.procedure == procedure()
    assert found.following == Following(under_way=1, ended=0)


def test_a_dossier_that_has_ended_is_counted_apart(store: Store) -> None:
    proposed(store, a_nomination())
    done(store, "withdraw", "unit_clerk", reason="đơn vị rút")

    (found,) = editions(store, store, "provincial-award")

    assert found.following == Following(under_way=0, ended=1)


def test_too_many_dossiers_are_not_counted_while_somebody_waits(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed(store, a_nomination())
    monkeypatch.setattr("dossiers.use_cases.reading_workflows.MOST_COUNTED", 0)

    (found,) = editions(store, store, "provincial-award")

    assert found.following is None


def test_before_the_first_event_there_was_no_edition(store: Store) -> None:
    proposed(store, a_nomination())
    long_ago = Past(store, Cut(datetime(2000, 1, 1, tzinfo=UTC), None))
    now = Past(store, Cut(datetime.now(UTC), None))

    assert editions(store, long_ago, "provincial-award") == ()
    assert [one.procedure for one in editions(store, now, "provincial-award")] == [procedure()]


def test_a_proof_is_made_once_for_the_same_bytes() -> None:
    found = proof_of(named_procedure("simplified"))

    assert found.holds
    assert found.digest == f"sha256:{named_procedure('simplified').digest}"
    assert proof_of(named_procedure("simplified")) is found
