"""The shipped season as the forger finds it, and the scene in which it is forged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dossiers.forgeries import FORGERIES
from dossiers.further_forgeries import FURTHER
from dossiers.scenes import SEEDS, Scene, keys_for, scene_of
from dossiers.seasons import play, read_season, shipped_season
from dossiers.store import Store, initialise
from dossiers.store.forging import copied, forge

EVERY = {one[0].en: one for one in (*FORGERIES, *FURTHER)}
"""Every forgery by its English name."""


def seeds() -> list[bytes]:
    """The same keys in every test."""
    return [bytes([number]) * 32 for number in range(1, SEEDS + 1)]


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped season, played once; only read."""
    file = tmp_path_factory.mktemp("season") / "season.sqlite"
    initialise(f"sqlite:///{file}")
    with Store.open(f"sqlite:///{file}") as store:
        play(read_season(shipped_season()), store)
    return file


@pytest.fixture(scope="session")
def scene(source: Path) -> Scene:
    """The season signed, witnessed and stamped."""
    with Store.open(f"sqlite:///{source}") as store:
        return scene_of(source, keys_for(store.log, seeds()))


@pytest.fixture
def forged(source: Path, scene: Scene, tmp_path: Path) -> Callable[[str], Path]:
    """A copy forged by the forgery with this name; the empty name forges nothing."""

    def make(name: str) -> Path:
        copied(source, tmp_path / "forged.sqlite")
        forge(tmp_path / "forged.sqlite", EVERY[name][3](scene) if name else scene.honest)
        return tmp_path / "forged.sqlite"

    return make
