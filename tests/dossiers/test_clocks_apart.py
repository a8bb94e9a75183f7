"""Two machines with clocks apart: order comes from history, times are kept as they were shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from dossiers.findings import report, shipped_settings
from dossiers.proofs import checked
from dossiers.replay import replay
from dossiers.store import Store
from dossiers.use_cases import dossier_of, perform
from dossiers.verification import verify
from ledger import read_event
from tests.dossiers.building import NUMBER, a_nomination, acting, proposed


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with Store.open(database) as opened:
        yield opened


def test_an_event_of_a_clock_that_is_behind_comes_after_the_last_one_and_is_asked_about(
    store: Store,
) -> None:
    proposed(store, a_nomination())
    submit = acting("submit", "unit_clerk")
    behind = replace(submit, at=submit.at - timedelta(days=30))

    perform(store, behind)

    assert dossier_of(store, NUMBER).state == "council_review"
    store.numbered.number()
    events = [read_event(one.body) for one in store.events()]
    assert [(one.n, one.type) for one in events] == [(1, "propose"), (2, "submit")]
    assert events[1].at == behind.at < events[0].at  # nobody invents a later time
    assert [one.n for one in store.numbered.events()] == [1, 2]
    assert (verify(store).problems, checked(store).findings) == ((), ())
    assert [one.equal for one in replay(store)] == [True]
    kinds = ("clock_backwards",)
    (found,) = report(store.events(), store.document, shipped_settings(), kinds).findings
    assert (found.kind, [one.n for one in found.places][-1]) == ("clock_backwards", 2)


def test_two_clocks_apart_write_one_chain_in_the_order_of_their_commits(store: Store) -> None:
    proposed(store, a_nomination())
    ahead = acting("submit", "unit_clerk")
    perform(store, replace(ahead, at=ahead.at + timedelta(days=400)))
    perform(store, acting("withdraw", "unit_clerk", reason="thử"))

    assert [one.n for one in store.events()] == [1, 2, 3]
    assert verify(store).problems == ()
    assert dossier_of(store, NUMBER).state == "withdrawn"
