"""Buckets and sources: whom a limit holds, and whom it never does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desk.web.limits import Buckets, Limits
from desk.web.sources import UNKNOWN, source_of


@given(st.lists(st.tuples(st.integers(0, 5), st.floats(0, 3)), max_size=60))
def test_nobody_takes_more_than_a_bucket_and_what_flowed_in(asks: list[tuple[int, float]]) -> None:
    buckets, now, taken = Buckets(rate=2, burst=5), 0.0, dict.fromkeys(range(6), 0)
    for who, pause in asks:
        now += pause
        taken[who] += buckets.wait(str(who), at=now) == 0
        assert taken[who] <= 5 + 2 * now + 1e-6


@given(st.lists(st.text(max_size=3), max_size=80))
def test_there_are_never_more_buckets_than_are_kept(marks: list[str]) -> None:
    buckets = Buckets(rate=1, burst=1, most=7)
    for at, mark in enumerate(marks):
        buckets.wait(mark, at=at)
        assert len(buckets) <= 7


def test_whoever_waits_as_long_as_was_said_is_let_in() -> None:
    buckets = Buckets(rate=0.5, burst=1)
    buckets.wait("a", at=10)

    late = buckets.wait("a", at=10)

    assert late == 2
    assert buckets.wait("a", at=10 + late) == 0


def test_one_session_that_is_too_fast_leaves_the_others_of_its_source_alone() -> None:
    limits = Limits(Buckets(rate=1, burst=100), Buckets(rate=1, burst=2))

    told = [limits.wait("office", "one", at=1) > 0 for _ in range(3)]

    assert told == [False, False, True]
    assert limits.wait("office", "two", at=1) == 0
    assert limits.wait("office", "", at=1) == 0


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_breaks_the_source_and_a_stranger_names_none(peer: str, told: str) -> None:
    assert source_of("192.0.2.7", told) == "192.0.2.7"
    assert source_of(peer, told)


def test_of_a_chain_the_last_address_that_is_no_server_of_ours_counts() -> None:
    proxies = {"192.0.2.1", "192.0.2.2"}

    told = [
        source_of("192.0.2.1", said, proxies)
        for said in ("6.6.6.6, 203.0.113.9, 192.0.2.2", "203.0.113.9", "", "nonsense", "::1")
    ]

    assert told == ["203.0.113.9", "203.0.113.9", "192.0.2.1", "192.0.2.1", "::/64"]
    assert source_of("testclient") == UNKNOWN
