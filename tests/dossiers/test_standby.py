"""A standby takes over: what was answered is there, or named one by one."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

import cli
from dossiers.auditing import audited
from dossiers.errors import DatabaseReadOnlyError, StoreError
from dossiers.losses import losses
from dossiers.proofs import checked
from dossiers.store import Store, initialise
from dossiers.use_cases import perform
from tests.databases import MAKE_WEB
from tests.dossiers.building import NUMBER, a_nomination, acting, proposed
from tests.dossiers.test_store import an_entry
from tests.postgres import Server, killed, running, standby

WRITERS, COMMANDS = 4, 400
PATIENCE_S = 20


@pytest.fixture
def pair() -> Iterator[tuple[Server, Server]]:
    """A server with an initialised database, and one that follows it."""
    with running() as primary:
        primary.run("CREATE DATABASE office")
        initialise(primary.address("office"))
        # The log that the entries of `an_entry` name.
        primary.run("UPDATE meta SET value = 'log'", database="office")
        primary.run(MAKE_WEB, "GRANT tdkt_app, tdkt_sequencer TO web")
        with standby(primary) as follower:
            yield primary, follower


@pytest.fixture
def answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The list of answers of this machine."""
    file = tmp_path / "answered.jsonl"
    monkeypatch.setenv("TDKT_ANSWERED", str(file))
    return file


def office(server: Server) -> str:
    return server.address("office", "web")


def until(true: Callable[[], bool]) -> None:
    """Wait for something."""
    ends = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < ends
        time.sleep(0.02)


def synchronous(primary: Server) -> None:
    """Answer nothing any more that the standby does not have."""
    primary.run("ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()")
    state = "SELECT sync_state FROM pg_stat_replication"
    until(lambda: primary.run(state) == [("sync",)])


def cut_off(primary: Server, follower: Server) -> None:
    """Let the standby fall behind, as when the line between the two is gone."""
    follower.run("ALTER SYSTEM SET primary_conninfo = ''", "SELECT pg_reload_conf()")
    until(lambda: primary.run("SELECT 1 FROM pg_stat_replication") == [])


def promoted(follower: Server) -> Store:
    """The office on the server that took over."""
    assert follower.run("SELECT pg_promote()") == [(True,)]
    return Store.open(office(follower))


def test_a_synchronous_standby_has_every_command_that_was_answered(
    pair: tuple[Server, Server], answers: Path
) -> None:
    primary, follower = pair
    synchronous(primary)
    answered: list[str] = []

    def writing(who: int) -> None:
        with Store.open(office(primary)) as own:
            for at in range(COMMANDS):
                key = f"{who}-{at}"
                try:
                    own.record(an_entry(stream=key, key=key))
                except StoreError:
                    return
                answered.append(key)

    with ThreadPoolExecutor(WRITERS) as pool:
        writers = [pool.submit(writing, who) for who in range(WRITERS)]
        until(lambda: len(answered) > WRITERS * 10)
        killed(primary)
        for one in writers:
            one.result()

    with promoted(follower) as store:
        streams = {one.stream for one in store.events()}
        assert set(answered) <= streams
        with answers.open("rb") as lines:
            found = losses(store, lines)
        assert (found.answered, found.lost, found.again) == (len(answered), (), ())
        store.numbered.number()
        assert checked(store).findings == ()
        assert store.record(an_entry(stream="new", key="new")).repeated is False


def test_an_asynchronous_standby_says_which_answered_commands_were_lost(
    pair: tuple[Server, Server],
    answers: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    primary, follower = pair
    submit = replace(acting("submit", "unit_clerk"), key="k-submit")
    with Store.open(office(primary)) as store:
        proposed(store, a_nomination())
        held = "SELECT count(*) FROM event"
        until(lambda: follower.run(held, database="office") == [(1,)])
        cut_off(primary, follower)
        perform(store, submit)
        store.record(an_entry(stream="other", key="k-other"))
        store.record(an_entry(2, stream="other", key="k-gone"))
    killed(primary)
    monkeypatch.delenv("TDKT_ANSWERED")

    with promoted(follower) as store:
        with answers.open("rb") as lines:
            found = losses(store, lines)
        assert [one.key for one in found.lost] == ["k-submit", "k-other", "k-gone"]
        assert (found.lost[0].number, found.lost[0].n) == (NUMBER, 2)
        assert checked(store).findings == ()  # by itself the database can tell nothing

        perform(store, submit)
        told = ["db", "lost", str(answers), "--database", office(follower)]

        assert cli.main([*told, "--lang", "en"]) == 1

    said = capsys.readouterr()
    assert f"{NUMBER}\t2\tk-submit\trecorded again since" in said.out
    assert "other\t1\tk-other\tlost" in said.out.replace("N-other", "other")
    assert "2 are lost, 1 were recorded again" in said.err
    assert cli.main([*told, "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert (data["answered"], [one["key"] for one in data["lost"]]) == (4, ["k-other", "k-gone"])


def test_a_standby_is_read_and_never_written(pair: tuple[Server, Server]) -> None:
    primary, follower = pair
    with Store.open(office(primary)) as store:
        store.record(an_entry())
    count = "SELECT count(*) FROM event"
    until(lambda: follower.run(count, database="office") == [(1,)])

    with Store.open(office(follower)) as reading:
        assert len(list(reading.events())) == 1
        assert audited(reading)[0].events == 1  # an auditor may verify there
        with pytest.raises(DatabaseReadOnlyError):
            reading.record(an_entry(2, key="k-2"))


def test_an_address_with_both_servers_goes_on_with_the_one_that_took_over(
    pair: tuple[Server, Server],
) -> None:
    primary, follower = pair
    synchronous(primary)
    both = f"postgresql://web@/office?host={primary.folder},{follower.folder}"
    with Store.open(f"{both}&target_session_attrs=read-write") as store:
        store.record(an_entry())
        killed(primary)
        follower.run("SELECT pg_promote()")

        assert store.record(an_entry(2, key="k-2")).repeated is False
        assert store.record(an_entry()).repeated is True
        assert len(list(store.events())) == 2
