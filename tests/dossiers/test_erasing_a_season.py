"""A whole season is erased as far as it has ended, whatever ways its dossiers went."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dossiers.redeciding import redecided
from dossiers.replay import rebuilt_rows, replay
from dossiers.seasons import play, read_season, shipped_season
from dossiers.store import Store, initialise
from dossiers.use_cases import erase, listed, procedure_of, timeline
from dossiers.verification import verify
from tests.dossiers.test_erasing import erasing


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    url = f"sqlite:///{tmp_path_factory.mktemp('season') / 'season.sqlite'}"
    initialise(url)
    with Store.open(url) as opened:
        play(read_season(shipped_season()), opened)
        yield opened


def test_whatever_has_ended_is_erased_and_all_of_history_still_replays(store: Store) -> None:
    before = {one.number: one.subject.state for one in replay(store) if one.subject}
    ended = [
        one.number
        for one in listed(store)
        if procedure_of(store, one).definition.state(one.state).end is not None
    ]
    names = {one.nomination.nominee.name for one in listed(store) if one.number in ended}

    for number in ended:
        assert erase(store, erasing(number)).done

    replayed = replay(store)
    assert len(ended) > 20
    assert [(one.number, one.text.en) for one in replayed if not one.equal] == []
    assert {one.number: one.subject.state for one in replayed if one.subject} == before
    assert verify(store).problems == ()
    left = {one.nomination.nominee.name for one in listed(store) if one.erased is None}
    told = str([list(timeline(store, number)) for number in ended])
    assert [name for name in names - left if name in told] == []


def test_what_was_left_is_decided_again_and_the_table_rebuilt(store: Store) -> None:
    left = [one for one in listed(store) if one.erased is None]
    before = store.bodies()

    store.rebuild(lambda: rebuilt_rows(store))

    assert store.bodies() == before
    for one in left:
        found = redecided(store, one.id)
        assert (found.differs, found.unknown) == (None, None)
