"""Reading a dossier is recorded once a person and day, beside the dossier and never in it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from dossiers.accounts import Account, noted_reading, readings_of
from dossiers.auditing import audited
from dossiers.cuts import Cut
from dossiers.errors import DossierNotFoundError
from dossiers.findings.walking import Step, Walk
from dossiers.past import Past
from dossiers.replay import rebuilt_rows, replay
from dossiers.states import replay_states
from dossiers.store import GroupStore, Store
from dossiers.use_cases import dossier_of
from tests.dossiers.accounting import AT, held
from tests.dossiers.building import NUMBER, a_nomination, done, proposed

DAY = timedelta(days=1)
CLERK = Account("clerk-1", "A", grants=(held("unit_clerk"),))
AUDITOR = Account("auditor-1", "B", grants=(held("auditor", None),))


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store.open(database) as opened:
        proposed(opened, a_nomination())
        yield opened


def test_of_one_person_dossier_and_day_there_is_one_reading(store: Store) -> None:
    written = [
        noted_reading(store, who, NUMBER, at=at)
        for at in (AT, AT + timedelta(minutes=5), AT + DAY)
        for who in (CLERK, AUDITOR, CLERK)
    ]

    assert written == [True, True, False, False, False, False, True, True, False]
    assert [(one.account, one.role, one.at) for one in readings_of(store, NUMBER)] == [
        ("clerk-1", "unit_clerk", AT),
        ("auditor-1", "auditor", AT),
        ("clerk-1", "unit_clerk", AT + DAY),
        ("auditor-1", "auditor", AT + DAY),
    ]


def test_the_day_of_a_reading_is_that_of_vietnam(store: Store) -> None:
    before_midnight = AT.replace(hour=16, minute=59)

    assert noted_reading(store, CLERK, NUMBER, at=before_midnight)
    assert noted_reading(store, CLERK, NUMBER, at=before_midnight + timedelta(minutes=1))
    assert [one.on.day for one in readings_of(store, NUMBER)] == [6, 7]


def test_a_reading_moves_no_dossier_and_stands_in_the_way_of_nobody(store: Store) -> None:
    before = dossier_of(store, NUMBER)

    noted_reading(store, CLERK, NUMBER, at=AT)

    assert dossier_of(store, NUMBER) == before
    assert done(store, "submit", "unit_clerk").n == 2


def test_readings_verify_are_numbered_and_are_about_no_dossier(store: Store) -> None:
    done(store, "submit", "unit_clerk")
    noted_reading(store, CLERK, NUMBER, at=AT)
    noted_reading(store, AUDITOR, NUMBER, at=AT)

    assert store.numbered.number() == 4
    verified, log = audited(store)
    assert (verified.problems, log.findings) == ((), ())
    assert [(one.number, one.equal) for one in replay(store)] == [(NUMBER, True)]
    store.rebuild(lambda: rebuilt_rows(store))
    states = replay_states(store)
    assert (states.streams, states.astray) == (1, ())
    walk = Walk(store.document)
    assert [type(one) for one in walk.steps(store.events())] == [Step, Step]
    assert list(walk.trails) == [dossier_of(store, NUMBER).id]


def test_readings_can_be_asked_about_a_moment(store: Store) -> None:
    noted_reading(store, CLERK, NUMBER, at=AT)
    noted_reading(store, AUDITOR, NUMBER, at=AT + DAY)

    (then,) = readings_of(Past(store, Cut(AT)), NUMBER)

    assert then.account == "clerk-1"


def test_many_who_read_at_once_are_all_on_record(database: str) -> None:
    with GroupStore.open(database) as store:
        proposed(store, a_nomination())
        readers = [Account(f"reader-{number}", "A") for number in range(6)]

        with ThreadPoolExecutor(6) as pool:
            wrote = list(pool.map(lambda who: noted_reading(store, who, NUMBER, at=AT), readers))

        assert wrote == [True] * 6
        assert {one.account for one in readings_of(store, NUMBER)} == {one.id for one in readers}
        assert audited(store)[0].problems == ()


def test_an_unknown_dossier_is_read_by_nobody(store: Store) -> None:
    with pytest.raises(DossierNotFoundError):
        noted_reading(store, CLERK, "D-9", at=AT)
    with pytest.raises(DossierNotFoundError):
        readings_of(store, "D-9")

    assert len(list(store.events())) == 1
