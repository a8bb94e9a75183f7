"""Every forgery is noticed by the evidence that the table promises, and by none before it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dossiers import attacks
from dossiers.attacks import noticed, played
from dossiers.errors import DossierError
from dossiers.forgeries import FORGERIES
from dossiers.proofs import Evidence
from dossiers.scenes import Scene, keys_for, scene_of
from dossiers.seasons import play, read_season, shipped_season
from dossiers.store import Store, initialise
from dossiers.store.backup import copied
from dossiers.store.forging import forge
from tests.dossiers.building import a_nomination, proposed

SEEDS = [bytes([number]) * 32 for number in range(1, 5)]
TABLE = [0, 1, 3, 1, 3, 3, 4, 3, 2, 3, 2, 3, 0, 5, 5, 4, 4, 6, 7]
NAMES = [one[0].en for one in FORGERIES]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped season, played once."""
    file = tmp_path_factory.mktemp("season") / "season.sqlite"
    initialise(f"sqlite:///{file}")
    with Store.open(f"sqlite:///{file}") as store:
        play(read_season(shipped_season()), store)
    return file


@pytest.fixture(scope="module")
def scene(source: Path) -> Scene:
    with Store.open(f"sqlite:///{source}") as store:
        return scene_of(source, keys_for(store.log, SEEDS))


@pytest.fixture
def forged(source: Path, scene: Scene, tmp_path: Path) -> Callable[[str], Path]:
    """A copy forged by the forgery with this name; the empty name forges nothing."""

    def make(name: str) -> Path:
        copied(source, tmp_path / "forged.sqlite")
        done = {one[0].en: one[3] for one in FORGERIES}
        forge(tmp_path / "forged.sqlite", done[name](scene) if name else scene.honest)
        return tmp_path / "forged.sqlite"

    return make


def test_the_table_of_evidence_is_the_published_one() -> None:
    assert [int(one[2]) for one in FORGERIES] == TABLE
    assert [sum(level <= at for level in TABLE) for at in range(8)] == [2, 4, 6, 12, 15, 17, 18, 19]


@pytest.mark.parametrize("name", NAMES)
def test_a_forgery_is_noticed_where_the_table_says(
    name: str, forged: Callable[[str], Path], scene: Scene
) -> None:
    expected = Evidence(TABLE[NAMES.index(name)])

    found = noticed(forged(name), scene)

    assert found == (None if expected is Evidence.TIMED else expected)


def test_an_honest_copy_is_not_suspected(forged: Callable[[str], Path], scene: Scene) -> None:
    assert noticed(forged(""), scene) is None


def test_playing_all_leaves_the_database_as_it_was(source: Path, tmp_path: Path) -> None:
    before = source.read_bytes()
    with Store.open(f"sqlite:///{source}") as store:
        keys = keys_for(store.log, SEEDS)

    all_played = list(played(source, tmp_path, keys))

    assert [one.as_promised for one in all_played] == [True] * 19
    assert source.read_bytes() == before


def test_a_database_that_is_too_small_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.sqlite"
    initialise(f"sqlite:///{file}")
    with Store.open(f"sqlite:///{file}") as store:
        proposed(store, a_nomination())
        keys = keys_for(store.log, SEEDS)

    with pytest.raises(DossierError, match="At least 3 dossiers"):
        scene_of(file, keys)


@pytest.mark.parametrize(
    ("taken_out", "name"),
    [
        ("dossiers.proofs._against", "delete a whole dossier"),
        ("dossiers.proofs._against_roots", "edit, compute every hash again"),
        ("dossiers.proofs._against_kept", "restore an old, signed backup"),
        ("dossiers.proofs._trusted", "show two people two signed logs"),
    ],
)
def test_without_its_protection_a_forgery_is_noticed_later_or_never(
    taken_out: str,
    name: str,
    forged: Callable[[str], Path],
    scene: Scene,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file, expected = forged(name), Evidence(TABLE[NAMES.index(name)])
    nothing: tuple[object, ...] = ((), 0) if taken_out.endswith("_trusted") else ()
    monkeypatch.setattr(taken_out, lambda *_, **__: nothing)

    found = noticed(file, scene)

    assert found is None or found > expected


@pytest.mark.parametrize("name", ["edit an event", "edit, mend its own hash"])
def test_without_the_chain_an_edit_is_noticed_by_the_log_only(
    name: str, forged: Callable[[str], Path], scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attacks, "first_break", lambda *_, **__: None)
    monkeypatch.setattr("dossiers.verification.first_break", lambda *_, **__: None)

    assert noticed(forged(name), scene) == Evidence.ORDER
