"""Every forgery is noticed by the evidence that the table promises, and by none before it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dossiers.attacks import noticed, played
from dossiers.errors import DossierError
from dossiers.forgeries import FORGERIES
from dossiers.further_forgeries import FURTHER
from dossiers.proofs import Evidence
from dossiers.scenes import Scene, keys_for, scene_of
from dossiers.store import Store, initialise
from tests.dossiers.building import a_nomination, proposed
from tests.dossiers.conftest import EVERY, seeds

TABLE = [0, 1, 3, 1, 3, 3, 4, 3, 2, 3, 2, 3, 0, 5, 5, 4, 4, 6, 7]
FURTHER_LEVELS = [2, 2, 3, 3, 3, 3, 4, 7, 7, 7]
LEVELS = dict(zip(EVERY, [*TABLE, *FURTHER_LEVELS], strict=True))


def test_the_table_of_evidence_is_the_published_one() -> None:
    assert [int(one[2]) for one in FORGERIES] == TABLE
    assert [int(one[2]) for one in FURTHER] == FURTHER_LEVELS
    assert [sum(level <= at for level in TABLE) for at in range(8)] == [2, 4, 6, 12, 15, 17, 18, 19]


@pytest.mark.parametrize("name", LEVELS)
def test_a_forgery_is_noticed_where_the_table_says(
    name: str, forged: Callable[[str], Path], scene: Scene
) -> None:
    assert noticed(forged(name), scene) == Evidence(LEVELS[name])


def test_an_honest_copy_is_not_suspected(forged: Callable[[str], Path], scene: Scene) -> None:
    assert noticed(forged(""), scene) is None


def test_playing_all_leaves_the_database_as_it_was(source: Path, tmp_path: Path) -> None:
    before = source.read_bytes()
    with Store.open(f"sqlite:///{source}") as store:
        keys = keys_for(store.log, seeds())

    all_played = list(played(source, tmp_path, keys))

    assert [one.as_promised for one in all_played] == [True] * 29
    assert sum(one.published for one in all_played) == 19
    assert source.read_bytes() == before


def test_a_database_that_is_too_small_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.sqlite"
    initialise(f"sqlite:///{file}")
    with Store.open(f"sqlite:///{file}") as store:
        proposed(store, a_nomination())
        keys = keys_for(store.log, seeds())

    with pytest.raises(DossierError, match="At least 3 dossiers"):
        scene_of(file, keys)
