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
from functools import lru_cache
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

SHAPE = re.compile(
    b"".join(
        (
            rb'\{"actor":\{"id":' + TEXT + b',"role":' + TEXT + b',"unit":' + TEXT,
            rb'\},"at":' + MOMENT,
            rb',"cmd":\{"key":' + TEXT + b',"request":' + TEXT,
            rb'\},"data":' + NAMED,
            b',"dossier":' + NAMED,
            b',"from":' + TEXT,
            rb',"judged":\{"definition":' + NAMED,
            b',"evaluator":' + WORD + b',"facts":' + DIGEST,
            b',"outcome":' + DIGEST + b',"rules":' + DIGEST,
            b',"verdict":' + WORD,
            rb'\},"log":' + TEXT,
            b',"n":' + NUMBER,
            b',"on":' + NAMED,
            b',"prev":' + NAMED,
            b',"s":"' + SCHEMA.encode(),
            b'","to":' + TEXT + b',"type":' + TEXT + rb"\}",
        )
    )
).fullmatch


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
    found = SHAPE(body)
    if found is None or len(body) > LARGEST or body.translate(None, PLAIN):
        return _strictly(body)
    fields = cast("Fields", found.groups())
    return fields if _is_day(fields[7]) else _strictly(body)


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


@lru_cache(maxsize=65_536)
def _is_day(text: bytes) -> bool:
    """Whether a text is a day of the calendar in the one form that is written."""
    with suppress(ValueError):
        return date.fromisoformat(text.decode()).isoformat().encode() == text
    return False


def _encoded(text: str | None) -> bytes | None:
    """A text as the bytes have it; None stays None."""
    return None if text is None else text.encode()
