"""The quick reader of events takes, refuses and reads what the strict one does."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ledger import (
    NO_LEAF,
    Actor,
    Command,
    Event,
    EventBytesError,
    Judgement,
    Seen,
    TimeQuality,
    event_bytes,
    read_event,
    skimming,
)
from ledger.skimming import Fields, skimmed

PLAIN = Event(
    "log",
    "d-1",
    7,
    NO_LEAF,
    "submit",
    "draft",
    "council_review",
    datetime(2025, 3, 12, 8, 30, tzinfo=UTC),
    date(2025, 3, 12),
    Actor("u-7", "unit_clerk", "so-noi-vu"),
    Command("k-1", "0" * 64),
    Judgement("1" * 64, "2" * 64, "3" * 64, "tdkt-rules/1", "eligible", "4" * 64),
    "5" * 64,
)
BODY = event_bytes(PLAIN)
TEXTS = st.text(max_size=12) | st.sampled_from(["", '"', "\\", "\x7f", "đ", "a\tb", 'x","n":1'])


def strictly(body: bytes) -> Fields | None:
    try:
        event = read_event(body)
    except EventBytesError:
        return None
    judged = event.judged
    texts = (event.data, event.stream, judged.definition, judged.facts, judged.outcome)
    more = (judged.rules, str(event.n), event.on.isoformat(), event.prev)
    return tuple(None if one is None else one.encode() for one in (*texts, *more))  # type: ignore[return-value]


@given(
    texts=st.lists(TEXTS, min_size=12, max_size=12),
    asked=st.lists(st.none() | TEXTS, min_size=5, max_size=5),
    n=st.integers(-3, 2**53),
    at=st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)),  # noqa: DTZ001
)
def test_every_event_is_read_as_the_strict_reader_reads_it(
    texts: list[str], asked: list[str | None], n: int, at: datetime
) -> None:
    log, stream, prev, act, source, target, who, role, unit, key, request, data = texts
    event = Event(
        *(log, stream, n, prev, act, source, target, at.replace(tzinfo=UTC), at.date()),
        *(Actor(who, role, unit), Command(key, request), Judgement("d", *asked), data),
    )
    try:
        body = event_bytes(event)
    except ValueError:
        return

    assert skimmed(body) == strictly(body)


@given(at=st.integers(0, len(BODY) - 1), byte=st.integers(0, 255), length=st.integers(0, 3))
@example(at=BODY.index(b"03-12") + 1, byte=ord("9"), length=1)
@example(at=BODY.index(b'"n":7') + 4, byte=ord("0"), length=0)
def test_damaged_bytes_are_taken_only_where_the_strict_reader_takes_them(
    at: int, byte: int, length: int
) -> None:
    damaged = BODY[:at] + bytes([byte]) + BODY[at + length :]

    assert skimmed(damaged) == strictly(damaged)


@given(cut=st.tuples(*[st.integers(0, len(BODY))] * 4))
def test_pieces_put_together_otherwise_are_taken_only_where_the_strict_reader_takes_them(
    cut: tuple[int, int, int, int],
) -> None:
    first, second, third, fourth = cut
    mixed = BODY[:first] + BODY[second:third] + BODY[fourth:]

    assert skimmed(mixed) == strictly(mixed)


def test_the_usual_event_needs_no_strict_reader() -> None:
    found = skimming.FORMER(BODY)

    assert found is not None
    assert found.groups() == skimmed(BODY)


def test_the_usual_event_of_today_needs_no_strict_reader_either() -> None:
    private = tuple(f"{at:064x}" for at in (3, 5, 9))
    today = event_bytes(
        replace(
            read_event(BODY),
            quality=TimeQuality("system"),
            seen=Seen(12, "0" * 64),
            private=private,
        )
    )
    found = skimming.SHAPE(today)

    assert found is not None
    assert found.groups()[:9] == skimmed(today) == strictly(today)


@pytest.mark.parametrize(
    "order", [(5, 3), (3, 3), (5, 3, 9), (3, 9, 5), (3, 3, 5), (3, 5, 5), (5, 9, 3, 11)]
)
def test_commitments_out_of_order_are_left_to_the_strict_reader(order: tuple[int, ...]) -> None:
    good = event_bytes(
        replace(
            read_event(BODY),
            quality=TimeQuality("system"),
            private=tuple(f"{at:064x}" for at in sorted(set(order))),
        )
    )
    listed = ",".join(f'"{at:064x}"' for at in order).encode()
    bad = re.sub(rb'"priv":\[[^]]*\]', b'"priv":[' + listed + b"]", good)

    assert skimmed(good) is not None
    assert skimmed(bad) is None


def test_an_event_that_is_too_long_is_none() -> None:
    long = BODY.replace(b'"u-7"', b'"' + b"u" * 70_000 + b'"')

    assert skimming.FORMER(long) is not None
    assert skimmed(long) is None
