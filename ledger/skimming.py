"""The few fields of an event that a walk over a whole log needs, read straight from its bytes.

One shape is known by heart: the canonical bytes of an event whose texts are plain (printable ASCII
without quotes and backslashes), which nearly all are.  Whatever else the bytes may be, `read_event`
is asked.  So this reader is as strict as that one, which tests hold it to:

* `skimmed` takes what `read_event` takes, refuses what it refuses, and reads the same.

    >>> skimmed(b'{"s":"award-event/1"}') is None
    True
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from operator import lt
from typing import cast

from ledger.event import LARGEST, SCHEMA, EventBytesError, read_event

PLAIN = bytes(one for one in range(0x20, 0x7F) if one not in b"\\")
"""The bytes of an event whose texts are plain; a quote then always ends or begins a text."""

TEXT = b'"[^"]*+"'
NAMED = b'"([^"]*+)"'
DIGEST = b'(?:null|"([^"]*+)")'
WORD = b'(?:null|"[^"]*+")'
MOMENT = b"(?:0|[1-9][0-9]{0,13})"
"""Milliseconds from 1970 up to the year 5138, all of which are moments of the calendar."""

NUMBER = b"(0|[1-9][0-9]{0,14})"
"""Whole numbers below 10**15, all of which every reader of JSON keeps exact."""

BOUND = b"(?:null|-?" + NUMBER.replace(b"(0", b"(?:0") + b")"
SIZE = NUMBER.replace(b"(0", b"(?:0")
COMMITMENT = b'"[0-9a-f]{64}"'


def _shape(later: bool) -> re.Pattern[bytes]:  # noqa: FBT001 -- one of two
    """The bytes of an event, with the later parts (no files among them) or without."""
    evidence = rb',"evid":\[\]' if later else b""
    private = rb',"priv":\[((?:' + COMMITMENT + b"(?:," + COMMITMENT + rb")*)?)\]"
    seen = rb'",(?:"seen":null|"seen":\{"root":' + TEXT + b',"size":' + SIZE + rb"\}),"
    quality = rb',"tq":\{"bound":' + BOUND + b',"source":' + TEXT + rb"\}"
    return re.compile(
        b"".join(
            (
                rb'\{"actor":\{"id":' + TEXT + b',"role":' + TEXT + b',"unit":' + TEXT,
                rb'\},"at":' + MOMENT,
                rb',"cmd":\{"key":' + TEXT + b',"request":' + TEXT,
                rb'\},"data":' + NAMED,
                b',"dossier":' + NAMED,
                evidence,
                b',"from":' + TEXT,
                rb',"judged":\{"definition":' + NAMED,
                b',"evaluator":' + WORD + b',"facts":' + DIGEST,
                b',"outcome":' + DIGEST + b',"rules":' + DIGEST,
                b',"verdict":' + WORD,
                rb'\},"log":' + TEXT,
                b',"n":' + NUMBER,
                b',"on":' + NAMED,
                b',"prev":' + NAMED,
                private if later else b"",
                b',"s":"' + SCHEMA.encode(),
                seen if later else b'",',
                b'"to":' + TEXT,
                quality if later else b"",
                b',"type":' + TEXT + rb"\}",
            )
        )
    )


MOST_DAYS = 65_536
DAYS: set[bytes] = set()
"""Texts that were found to be days."""

SHAPE, FORMER = _shape(later=True).fullmatch, _shape(later=False).fullmatch

PARTS = 9
Fields = tuple[bytes, bytes, bytes, bytes | None, bytes | None, bytes | None, bytes, bytes, bytes]
"""Of one event: the digest of its document, its stream, the digests of workflow, facts, evaluation
and rules (None where no rule was asked), its position in decimal, its day, and the leaf before."""


def skimmed(body: bytes) -> Fields | None:
    """What a walk needs of an event; None where the bytes are none.

    >>> from ledger.event import Actor, Command, Event, Judgement, NO_LEAF, event_bytes
    >>> from datetime import UTC, datetime
    >>> one = Event("tinh", "d-1", 1, NO_LEAF, "submit", "", "draft", datetime(2025, 3, 12,
    ...     tzinfo=UTC), date(2025, 3, 12), Actor("u-7", "clerk"), Command("k", "r"),
    ...     Judgement("d"), "2" * 64)
    >>> skimmed(event_bytes(one))[1:7]
    (b'd-1', b'd', None, None, None, b'1')
    """
    found = SHAPE(body) or FORMER(body)
    if found is None or len(body) > LARGEST or body.translate(None, PLAIN):
        return _strictly(body)
    fields = found.groups()
    # A look into a set costs a tenth of a call; there are some ten thousand days of history.
    if fields[7] not in DAYS and not _is_day(fields[7]):
        return _strictly(body)
    later = fields[PARTS:]
    if later and not _ascending(later[0]):
        return _strictly(body)
    return cast("Fields", fields[:PARTS])


def _ascending(commitments: bytes) -> bool:
    """Whether commitments stand in ascending order, none twice."""
    listed = commitments.split(b",")
    return all(map(lt, listed, listed[1:]))


def _strictly(body: bytes) -> Fields | None:
    """The same by `read_event`, some ten times slower."""
    try:
        event = read_event(body)
    except EventBytesError:
        return None
    judged = event.judged
    return (
        event.data.encode(),
        event.stream.encode(),
        judged.definition.encode(),
        _encoded(judged.facts),
        _encoded(judged.outcome),
        _encoded(judged.rules),
        b"%d" % event.n,
        event.on.isoformat().encode(),
        event.prev.encode(),
    )


def _is_day(text: bytes) -> bool:
    """Whether a text is a day of the calendar in the one form that is written."""
    with suppress(ValueError):
        if date.fromisoformat(text.decode()).isoformat().encode() == text:
            if len(DAYS) < MOST_DAYS:
                DAYS.add(text)
            return True
    return False


def _encoded(text: str | None) -> bytes | None:
    """A text as the bytes have it; None stays None."""
    return None if text is None else text.encode()
