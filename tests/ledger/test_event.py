"""An event is read back from its bytes exactly, and from no other bytes."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import (
    NO_LEAF,
    Actor,
    Attachment,
    CanonicalFormError,
    Command,
    Event,
    EventBytesError,
    Judgement,
    Seen,
    TimeQuality,
    event_bytes,
    leaf_hash,
    read_event,
)

MOMENT = datetime(2025, 1, 15, 8, 30, 0, 250_000, tzinfo=UTC)


def an_event(**changes: object) -> Event:
    event = Event(
        log="log-1",
        stream="d-1",
        n=1,
        prev=NO_LEAF,
        type="submit",
        source="draft",
        target="council_review",
        at=MOMENT,
        on=date(2025, 1, 15),
        actor=Actor("clerk-1", "unit_clerk", "so-cong-thuong"),
        command=Command("key-1", "0" * 64),
        judged=Judgement(definition="1" * 64),
        data="2" * 64,
        quality=TimeQuality("system"),
    )
    return replace(event, **changes)  # type: ignore[arg-type]  # names and kinds are the fields' own


def composed(text: str) -> str:
    """Text as a canonical form may hold it."""
    return unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode())


moments = st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001 -- bounds are given without a zone, the strategy adds UTC
    lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
)


@given(at=moments, n=st.integers(1, 2**40), on=st.dates(date(1945, 1, 1)))
def test_an_event_survives_its_bytes(at: datetime, n: int, on: date) -> None:
    event = an_event(at=at, n=n, on=on)

    assert read_event(event_bytes(event)) == event


def test_the_bytes_hold_what_the_schema_names_and_nothing_else() -> None:
    fields = orjson.loads(event_bytes(an_event()))

    assert sorted(fields) == sorted(
        [
            "s",
            "log",
            "dossier",
            "n",
            "prev",
            "type",
            "from",
            "to",
            "at",
            "on",
            "actor",
            "cmd",
            "judged",
            "data",
            "tq",
            "seen",
            "evid",
            "priv",
        ]
    )


later = st.fixed_dictionaries(
    {
        "quality": st.builds(
            TimeQuality, st.text(max_size=9).map(composed), st.none() | st.integers(0, 2**40)
        ),
        "seen": st.none() | st.builds(Seen, st.integers(0, 2**40), st.just("4" * 64)),
        "evidence": st.lists(
            st.builds(
                Attachment,
                st.sampled_from(["to-trinh", "bao-cao"]),
                st.just("5" * 64),
                st.integers(0, 2**40),
                st.just("application/pdf"),
            ),
            max_size=3,
        ).map(tuple),
        "private": st.sets(st.sampled_from(["2" * 64, "6" * 64, "7" * 64])).map(
            lambda names: tuple(sorted(names))
        ),
    }
)


@given(later)
def test_what_events_say_since_the_schema_is_whole_survives_its_bytes(
    parts: dict[str, object],
) -> None:
    event = an_event(**parts)

    assert read_event(event_bytes(event)) == event


def test_an_event_written_before_stays_readable_and_says_nothing_of_it() -> None:
    former = an_event(quality=None)

    fields = orjson.loads(event_bytes(former))

    assert not {"tq", "seen", "evid", "priv"} & set(fields)
    assert read_event(event_bytes(former)) == former


@pytest.mark.parametrize(
    "parts",
    [
        {"private": ("7" * 64, "6" * 64)},
        {"private": ("6" * 64, "6" * 64)},
        {"private": ("6" * 63,)},
        {"quality": None, "private": ("6" * 64,)},
        {"quality": None, "seen": Seen(1, "4" * 64)},
    ],
    ids=["order", "twice", "short", "former with commitments", "former that knows a checkpoint"],
)
def test_commitments_stand_once_in_order_and_in_whole_events_only(parts: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"commitments|later"):
        event_bytes(an_event(**parts))


def test_a_leaf_is_hashed_as_rfc_6962_says() -> None:
    # The empty leaf is the first known answer of certificate-transparency test data.
    assert (
        leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"s":"award-event/2"}',
        event_bytes(an_event()).replace(b'"n":1', b'"n":true'),
        event_bytes(an_event()).replace(b'"n":1', b'"n": 1'),
        event_bytes(an_event()).replace(b'"data"', b'"dat"'),
        event_bytes(an_event()).replace(b"2025-01-15", b"2025-02-31"),
        event_bytes(an_event()).replace(b'"actor":{', b'"actor":{"x":"y",'),
        event_bytes(an_event()).replace(b'"bound":null', b'"bound":true'),
        event_bytes(an_event()).replace(b'"seen":null', b'"seen":{}'),
        event_bytes(an_event()).replace(b'"priv":[]', b'"priv":["x"]'),
        event_bytes(an_event()).replace(b'"priv":[],', b""),
        event_bytes(an_event()).replace(b'"evid":[]', b'"evid":[null]'),
    ],
    ids=[
        "nothing",
        "list",
        "empty",
        "schema",
        "flag as number",
        "space",
        "field",
        "no day",
        "more",
        "flag as bound",
        "no checkpoint",
        "no commitment",
        "half of the later parts",
        "no file",
    ],
)
def test_bytes_that_nobody_wrote_are_no_event(body: bytes) -> None:
    with pytest.raises(EventBytesError):
        read_event(body)


@given(st.binary(max_size=200))
def test_any_bytes_are_an_event_or_an_error(body: bytes) -> None:
    with pytest.raises(EventBytesError):
        read_event(body)


def test_an_event_beyond_64_kib_is_refused() -> None:
    with pytest.raises(CanonicalFormError, match="65536"):
        event_bytes(an_event(log="x" * 70_000))


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        event_bytes(an_event(at=MOMENT.replace(tzinfo=None)))


def test_moments_before_1970_are_kept() -> None:
    event = an_event(at=datetime(1970, 1, 1, tzinfo=UTC) - timedelta(milliseconds=1))

    assert read_event(event_bytes(event)) == event
