"""A dossier under a local profile: recorded, judged with it, pinned, replayed; others unchanged."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

import rules
from dossiers.documents import dossier_bytes, read_document, read_dossier
from dossiers.replay import rebuilt_rows, replay
from dossiers.store import Store
from dossiers.use_cases import Acting, dossier_of, looked_at, perform, propose
from ledger import Actor, read_event
from tests.dossiers.profiles import INSIDE, NUMBER, asked

BEFORE = date(2025, 12, 14)


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store.open(database) as opened:
        yield opened


def submitted(store: Store, on: date) -> None:
    """Hand the dossier in on a day."""
    clerk, moment = Actor("clerk-1", "unit_clerk"), datetime(2026, 1, 5, 2, tzinfo=UTC)
    perform(store, Acting(number=NUMBER, act="submit", by=clerk, on=on, at=moment, key=f"s-{on}"))


def test_the_profile_judges_inside_its_days_and_the_law_outside(store: Store) -> None:
    propose(store, asked("bac-ninh"))

    inside, before = (looked_at(store, NUMBER, on=day).evaluation for day in (INSIDE, BEFORE))

    assert (inside.version, inside.verdict.value) == ("V2022b_bac_ninh", "not_eligible")
    assert (before.version, before.verdict.value) == ("V2022b", "eligible")


def test_without_a_profile_the_law_alone_judges(store: Store) -> None:
    propose(store, asked(None))

    assert looked_at(store, NUMBER, on=INSIDE).evaluation.verdict.value == "eligible"


def test_what_judged_the_receipt_is_pinned_and_reads_without_the_profile(store: Store) -> None:
    propose(store, asked("bac-ninh"))
    submitted(store, BEFORE)

    pinned = dossier_of(store, NUMBER).rules

    assert pinned is not None
    assert read_document(store.document(pinned))["profile"] == "bac-ninh"
    assert looked_at(store, NUMBER, on=INSIDE).newer is None


def test_a_dossier_under_a_profile_replays_and_rebuilds(store: Store) -> None:
    propose(store, asked("bac-ninh"))
    submitted(store, BEFORE)
    store.rebuild(lambda: rebuilt_rows(store))

    assert [one.equal for one in replay(store)] == [True]
    assert dossier_of(store, NUMBER).profile == "bac-ninh"


def test_events_and_rows_without_a_profile_have_the_bytes_they_always_had(store: Store) -> None:
    propose(store, asked(None))
    dossier = dossier_of(store, NUMBER)
    (event,) = store.events()

    assert b'"profile"' not in dossier_bytes(dossier)
    assert "profile" not in read_document(store.document(read_event(event.body).data))
    assert read_dossier(dossier_bytes(dossier)) == dossier


def test_a_key_belongs_to_one_profile() -> None:
    assert asked("bac-ninh").command != asked(None).command
    assert asked("bac-ninh").command == asked("bac-ninh").command


def test_an_unknown_profile_opens_no_dossier(store: Store) -> None:
    with pytest.raises(rules.UnknownProfileError):
        propose(store, asked("bac-nin"))

    assert store.numbers() == ()


def test_an_award_of_a_province_needs_its_profile(store: Store) -> None:
    with pytest.raises(rules.UnknownAwardError):
        propose(store, asked(None, award="CONG_DAN_TDUT"))

    propose(store, asked("ha-noi", award="CONG_DAN_TDUT"))
    assert looked_at(store, NUMBER, on=INSIDE).evaluation.version == "V2022b_ha_noi"


def test_a_profile_that_is_silent_on_an_award_changes_nothing(store: Store) -> None:
    propose(store, asked("ha-noi"))

    assert looked_at(store, NUMBER, on=INSIDE).evaluation.version == "V2022b"
