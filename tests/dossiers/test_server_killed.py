"""A server that is killed under load loses nothing that it answered, and doubles nothing."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import psycopg

from dossiers.errors import StoreError
from dossiers.proofs import checked
from dossiers.store import Store, initialise
from dossiers.use_cases import dossier_of, perform
from tests.databases import MAKE_WEB
from tests.dossiers.building import NUMBER, a_nomination, acting, proposed
from tests.dossiers.test_store import an_entry
from tests.postgres import Server, running

WRITERS = 4
COMMANDS = 60
KILLS = 2


def pid_in(folder: Path) -> int:
    """The process of the server that runs now; 0 while none does."""
    try:
        return int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
    except (OSError, IndexError, ValueError):
        return 0


def test_what_a_killed_server_answered_is_there_once_and_writers_go_on_by_themselves() -> None:
    with running() as server:
        assert server.folder is not None
        server.run("CREATE DATABASE loaded")
        initialise(server.address("loaded"))
        server.run(MAKE_WEB, "GRANT tdkt_app, tdkt_sequencer TO web")
        url = server.address("loaded", "web")
        answered: list[str] = []
        unknown: list[str] = []

        begun = Barrier(WRITERS + 1)

        def writing(who: int) -> None:
            with Store.open(url) as own:
                begun.wait(60)
                for at in range(COMMANDS):
                    key = f"{who}-{at}"
                    try:
                        own.record(an_entry(stream=key, key=key))
                        answered.append(key)
                    except StoreError:
                        unknown.append(key)
                    time.sleep(0.01)

        with ThreadPoolExecutor(WRITERS) as pool:
            writers = [pool.submit(writing, who) for who in range(WRITERS)]
            begun.wait(60)
            killed: set[int] = set()
            while len(killed) < KILLS and not all(one.done() for one in writers):
                time.sleep(0.3)
                pid = pid_in(server.folder)
                if pid and pid not in killed:
                    os.kill(pid, signal.SIGKILL)
                    killed.add(pid)
            for one in writers:
                one.result()

        with Store.open(url) as store:
            streams = [one.stream for one in store.events()]
            assert len(killed) == KILLS
            assert len(answered) > len(unknown)
            assert len(streams) == len(set(streams))
            assert set(answered) <= set(streams) <= {*answered, *unknown}
            for key in unknown:
                store.record(an_entry(stream=key, key=key))
            assert len(list(store.events())) == WRITERS * COMMANDS
            assert store.numbered.nowhere() == ()
            assert checked(store).findings == ()


def test_after_a_restart_under_a_running_program_the_next_act_goes_through_once() -> None:
    with running() as server:
        assert server.folder is not None
        server.run("CREATE DATABASE office")
        initialise(server.address("office"))
        server.run(MAKE_WEB, "GRANT tdkt_app, tdkt_sequencer TO web")
        with Store.open(server.address("office", "web")) as store:
            proposed(store, a_nomination())
            submit = acting("submit", "unit_clerk")
            pid = pid_in(server.folder)

            os.kill(pid, signal.SIGKILL)
            ended = time.monotonic() + 60
            while pid_in(server.folder) in {0, pid} or not answers(server):
                assert time.monotonic() < ended
                time.sleep(0.05)

            # The same store, whose connections the server has forgotten.
            first, again = perform(store, submit), perform(store, submit)
            assert (first.repeated, again.repeated) == (False, True)
            assert dossier_of(store, NUMBER).n == 2


def answers(server: Server) -> bool:
    """Whether a server takes connections."""
    try:
        return server.run("SELECT 1") == [(1,)]
    except psycopg.OperationalError:
        return False
