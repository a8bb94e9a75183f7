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

from dossiers.store import Store
from dossiers.use_cases import dossier_of, looked_at
from dossiers.use_cases.working import IN_HAND, fired
from dossiers.verification import verify
from ledger import milliseconds, read_event
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
    now, stream = milliseconds(AT), dossier_of(store, NUMBER).id
    assert store.take(stream, "died", now=now, until=milliseconds(AT + IN_HAND))
    assert not store.take(stream, "other", now=now, until=now + 1)

    assert list(fired(store, on=LATER, at=AT, holder="other")) == []

    after = AT + IN_HAND + timedelta(seconds=1)
    assert [one.number for one in fired(store, on=LATER, at=after, holder="other")] == [NUMBER]


def test_a_dossier_that_was_given_back_is_free(store: Store) -> None:
    now = milliseconds(AT)
    assert store.take(STREAM, "a", now=now, until=now + 1000)
    store.give_back(STREAM, "b")
    assert not store.take(STREAM, "b", now=now, until=now + 1000)
    store.give_back(STREAM, "a")
    assert store.take(STREAM, "b", now=now, until=now + 1000)


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
        list(fired(store, on=LATER, at=max(after, datetime.now(UTC) + IN_HAND * 2), holder="last"))
        assert late(store) == [1] * MANY
        assert verify(store).problems == ()


def _worker(database: str) -> subprocess.Popen[bytes]:
    """A worker in a process of its own, for one round."""
    command = [sys.executable, "-m", "cli", "worker", "--once", "--on", LATER.isoformat()]
    return subprocess.Popen(
        [*command, "--database", database], stdout=subprocess.DEVNULL, env=dict(os.environ)
    )
