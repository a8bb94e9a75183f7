"""Any number of workers, killed at any moment: every term is acted upon once and none is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta

import pytest

from dossiers.errors import ClockApartError
from dossiers.store import Store
from dossiers.use_cases import dossier_of, looked_at
from dossiers.use_cases.working import IN_HAND, check_clock, fired
from dossiers.verification import verify
from ledger import read_event
from tests.databases import MADE, Shared, changed, on_postgresql
from tests.dossiers.building import NUMBER, a_nomination, done, proposed

LATER = date(2025, 6, 2)
AT = datetime(2025, 6, 2, 1, tzinfo=UTC)
FIRED = "note_late_notice"
MANY = 12
STREAM = "d-1"


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store.open(database) as opened:
        yield opened


VOTE: Mapping[str, object] = {"members": 15, "approvals": 12}


def approved(store: Store, number: str = NUMBER) -> None:
    """A dossier of which the unit has to be told, under a term that begins on that day."""
    proposed(store, a_nomination(name=f"Người {number}"), number=number)
    done(store, "submit", "unit_clerk", number=number)
    done(store, "record_vote", "council_secretary", details=VOTE, number=number)
    done(store, "advance", "unit_head", by="deputy-1", number=number)
    done(store, "approve", "unit_head", number=number)


def acts(store: Store) -> Counter[tuple[str, str]]:
    """How often each act was done on each dossier."""
    events = [read_event(one.body) for one in store.events()]
    return Counter((one.stream, one.type) for one in events)


def late(store: Store) -> list[int]:
    return [count for (_, act), count in acts(store).items() if act == FIRED]


def test_a_term_that_is_over_is_acted_upon_once(store: Store) -> None:
    approved(store)

    assert list(fired(store, on=date(2024, 12, 3), at=AT, holder="a")) == []
    (one,) = fired(store, on=LATER, at=AT, holder="a")
    assert list(fired(store, on=LATER, at=AT, holder="b")) == []

    assert (one.number, [done.act for done in one.done], one.wrong) == (NUMBER, [FIRED], None)
    assert late(store) == [1]
    assert looked_at(store, NUMBER, on=LATER).dossier.state == "approved"


def test_a_dossier_in_another_workers_hand_is_left_until_its_claim_ends(store: Store) -> None:
    approved(store)
    stream = dossier_of(store, NUMBER).id
    assert store.claims.take(stream, "died", lasting=IN_HAND)
    assert not store.claims.take(stream, "other", lasting=IN_HAND)

    assert list(fired(store, on=LATER, at=AT, holder="other")) == []

    # As if the two minutes were over.
    changed(store.place, ("UPDATE claim SET until = until - 121000", ()))
    assert [one.number for one in fired(store, on=LATER, at=AT, holder="other")] == [NUMBER]


def test_a_dossier_that_was_given_back_is_free(store: Store) -> None:
    assert store.claims.take(STREAM, "a", lasting=IN_HAND)
    store.claims.give_back(STREAM, "b")
    assert not store.claims.take(STREAM, "b", lasting=IN_HAND)
    store.claims.give_back(STREAM, "a")
    assert store.claims.take(STREAM, "b", lasting=IN_HAND)


@pytest.mark.parametrize("apart", [timedelta(days=-1), timedelta(hours=3)])
def test_a_claim_goes_by_the_clock_of_the_database_whatever_the_machines_show(
    store: Store, apart: timedelta
) -> None:
    approved(store)
    assert store.claims.take(dossier_of(store, NUMBER).id, "here", lasting=IN_HAND)

    # A worker on a machine whose clock is far off takes nothing out of another one's hand.
    assert list(fired(store, on=LATER, at=store.claims.clock + apart, holder="there")) == []


def test_a_worker_fires_nothing_by_a_clock_that_is_not_the_databases(store: Store) -> None:
    check_clock(store, store.claims.clock + timedelta(seconds=30))

    for apart in (timedelta(days=1), timedelta(minutes=-2)):
        with pytest.raises(ClockApartError, match="Set the clock"):
            check_clock(store, store.claims.clock + apart)


def test_a_worker_whose_server_shows_another_time_ends_with_6(shared: Shared) -> None:
    with on_postgresql(shared) as url:
        with Store.open(url) as store:
            approved(store)
            server, name = MADE[store.place]
        # The server as one whose clock is an hour ahead: what the statement asks is answered so.
        server.run(
            "CREATE SCHEMA later",
            "CREATE FUNCTION later.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS "
            "$$SELECT pg_catalog.clock_timestamp() + interval '1 hour'$$",
            "GRANT USAGE ON SCHEMA later TO PUBLIC",
            f"ALTER DATABASE {name} SET search_path = later, pg_catalog, public",
            database=name,
        )
        ended = subprocess.run(
            [sys.executable, "-m", "cli", "worker", "--once", "--database", url],
            check=False,
            capture_output=True,
            text=True,
        )
        server.run(f"ALTER DATABASE {name} RESET search_path")
        with Store.open(url) as store:
            assert late(store) == []

    assert (ended.returncode, ended.stdout) == (6, "")
    assert "lệch -3600 giây" in ended.stderr


def test_workers_that_are_killed_lose_and_double_nothing(database: str) -> None:
    with Store.open(database) as store:
        for at in range(MANY):
            approved(store, f"D-{at}")
    for kill_after in (0.4, 0.7, 1.0):
        workers = [_worker(database) for _ in range(2)]
        time.sleep(kill_after)
        workers[0].send_signal(signal.SIGKILL)
        assert workers[1].wait(timeout=60) == 0
        workers[0].wait(timeout=60)
    with Store.open(database) as store:
        after = AT + timedelta(days=1)
        changed(store.place, ("UPDATE claim SET until = 0 WHERE until > 0", ()))
        list(fired(store, on=LATER, at=after, holder="last"))
        assert late(store) == [1] * MANY
        assert verify(store).problems == ()


def _worker(database: str) -> subprocess.Popen[bytes]:
    """A worker in a process of its own, for one round."""
    command = [sys.executable, "-m", "cli", "worker", "--once", "--on", LATER.isoformat()]
    return subprocess.Popen(
        [*command, "--database", database], stdout=subprocess.DEVNULL, env=dict(os.environ)
    )
