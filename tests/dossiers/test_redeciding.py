"""Replayed, re-decided and re-argued are three answers, and none of them is taken for another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from dossiers.model import Dossier
from dossiers.redeciding import Redecided, reargued, redecided
from dossiers.replay import replay
from dossiers.rulebook import Bundle, bundle_of
from dossiers.seasons import play, read_season, shipped_season
from dossiers.store import Store
from ledger import read_event
from tests.databases import rows
from tests.dossiers.building import a_nomination, done, proposed
from tests.dossiers.tampering import tampered


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """A dossier that was judged once, when it was submitted."""
    with Store.open(database) as opened:
        proposed(opened, a_nomination())
        done(opened, "submit", "unit_clerk")
        yield opened


def stream(store: Store) -> str:
    return next(store.events()).stream


def pinned(store: Store, name: str) -> str:
    """What the last event pins under a name."""
    judged = read_event(list(store.events())[-1].body).judged
    return str(getattr(judged, name))


def test_every_decision_of_a_season_comes_out_as_it_was_recorded(database: str) -> None:
    with Store.open(database) as store:
        play(read_season(shipped_season()), store)
        found = [redecided(store, one.stream) for one in replay(store)]

    assert {(one.differs, one.unknown) for one in found} == {(None, None)}
    assert sum(one.same for one in found) > 150


def test_other_rules_under_the_pinned_digest_decide_otherwise(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dossiers.redeciding.read_bundle", lambda _: bundle_of("CO_TINH"))

    found = redecided(store, stream(store))

    assert found.same == 0
    assert found.differs is not None
    assert "event 2" in found.differs.en


@pytest.mark.parametrize("name", ["rules", "facts"])
def test_of_lost_rules_or_facts_it_cannot_be_told(store: Store, name: str) -> None:
    tampered(store.place, "DELETE FROM document WHERE digest = ?", pinned(store, name))

    found = redecided(store, stream(store))

    assert (found.same, found.differs) == (0, None)
    assert found.unknown is not None
    assert "it cannot be told" in found.unknown.en


def test_what_was_never_judged_is_not_decided_again(database: str) -> None:
    with Store.open(database) as opened:
        proposed(opened, a_nomination())

        assert redecided(opened, stream(opened)) == Redecided(0, None, None)


def test_only_what_was_recorded_by_then_is_decided_again(store: Store) -> None:
    first, second = (read_event(one.body).at for one in store.events())

    assert redecided(store, stream(store), until=first).same == 0
    assert redecided(store, stream(store), until=second).same == 1


def test_a_what_if_is_asked_of_the_old_facts_and_changes_nothing(store: Store) -> None:
    before = rows(store.place, "SELECT * FROM event"), store.bodies()
    (one,) = replay(store)
    other = bundle_of("CO_TINH")

    found = reargued(store, one, lambda _, day: (other, day))
    same = reargued(store, one, lambda _, day: (bundle_of("CSTDCS"), day))

    assert found is not None
    assert same is not None
    assert (found.n, found.found) == (2, "not_applicable")
    assert same.recorded == same.found
    assert (rows(store.place, "SELECT * FROM event"), store.bodies()) == before


def test_rules_that_do_not_concern_a_dossier_are_not_argued(store: Store) -> None:
    (one,) = replay(store)

    def nothing(_dossier: Dossier, _day: date) -> tuple[Bundle, date] | None:
        return None

    assert reargued(store, one, nothing) is None


def test_a_letter_in_the_recorded_verdict_is_noticed_by_deciding_again(store: Store) -> None:
    _, body = (one.body for one in store.events())
    verdict = read_event(body).judged.verdict
    forged = body.replace(f'"verdict":"{verdict}"'.encode(), b'"verdict":"not_eligible"')
    tampered(store.place, "UPDATE event SET body = ? WHERE n = 2", forged)

    found = redecided(store, stream(store))

    assert found.differs is not None
    assert "'not_eligible'" in found.differs.en
