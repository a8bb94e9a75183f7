"""States and chains replayed by real worker processes, one of which is killed in the middle."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bench.longlog import long_log
from dossiers import spreading
from dossiers.spreading import BulkLibraryMissingError, WorkersError, replay_spread
from dossiers.states import parts_of, replay_part, replay_states
from dossiers.store import Store
from dossiers.store.forging import copied
from tests.databases import changed

EVENTS = 20_000


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    target = tmp_path_factory.mktemp("spread") / "a.sqlite"
    copied(long_log(EVENTS), target)
    return f"sqlite:///{target}"


def killing(killed: list[int]) -> Any:  # noqa: ANN401 -- of an optional library
    """Kill one worker process as soon as it has something to do."""

    def kill(client: Any) -> None:  # noqa: ANN401 -- of an optional library
        ends = time.monotonic() + 20
        while time.monotonic() < ends and not killed:
            busy = [one for one, tasks in client.processing().items() if tasks]
            pids = client.run(os.getpid, workers=busy[:1]) if busy else {}
            killed.extend(pids.values())
        os.kill(killed[0], signal.SIGKILL)

    return kill


def test_two_workers_one_of_them_killed_say_what_one_process_says(url: str) -> None:
    with Store.open(url) as store:
        alone = replay_states(store)
    killed: list[int] = []

    found = replay_spread(url, workers=2, chains=True, told=killing(killed))

    assert len(killed) == 1
    assert found == alone
    assert (found.events, found.streams, found.astray) == (EVENTS, EVENTS // 20, ())


def test_parts_together_say_what_the_whole_says_on_both_databases(season: str) -> None:
    with Store.open(season) as store:
        alone = replay_states(store)
        for events in (1, 200_000, 2_000_000):
            parts = [replay_part(store, one, chains=True) for one in parts_of(events)]
            assert sum(parts[1:], parts[0]) == replace(alone, astray=parts[0].astray)
    assert alone.astray == ()
    assert alone.events > 200


def test_a_letter_changed_in_one_event_is_found_by_the_chain_and_its_dossier_is_named(
    season: str, tmp_path: Path
) -> None:
    pytest.importorskip("dask")
    with Store.open(season) as store:
        stream = sorted({one.stream for one in store.events()})[3]
    from tests.databases import copied as copy  # noqa: PLC0415

    with copy(season, tmp_path) as spoilt:
        with Store.open(spoilt) as store:
            place = store.place
        changed(
            place, ("UPDATE event SET leaf = ? WHERE stream = ? AND n = 1", (bytes(32), stream))
        )
        with Store.open(spoilt) as store:
            assert [one.stream for one in replay_states(store, chains=True).astray] == [stream]
            assert replay_states(store).astray == ()


def test_nobody_at_the_address_of_a_scheduler_is_one_sentence(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreading, "PATIENCE_S", 1)

    with pytest.raises(WorkersError) as told:
        replay_spread(url, scheduler="tcp://127.0.0.1:9")

    assert "tcp://127.0.0.1:9" in told.value.text.vi


def test_without_the_libraries_the_sentence_says_what_to_install(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(spreading, "import_module", missing)

    with pytest.raises(BulkLibraryMissingError, match=r"tdkt\[bulk\]"):
        replay_spread(url, workers=2)
