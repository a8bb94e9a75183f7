"""The few fields of an event that a walk over a whole log needs, read straight from its bytes.

One shape is known by heart: the canonical bytes of an event whose texts are plain (printable ASCII
without quotes and backslashes), which nearly all are.  Whatever else the bytes may be, `read_event`
is asked, or whoever asked for the step.  Tests hold both readers to that:

* `skimmed` takes what `read_event` takes, refuses what it refuses, and reads the same;
* `step_in` answers only for a JSON object, and says of it what a reader of JSON does.

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
COMMITMENTS = b"((?:" + COMMITMENT + b"(?:," + COMMITMENT + b")*)?)"


def _shape(wanted: frozenset[str], *, later: bool) -> re.Pattern[bytes]:
    """The bytes of an event, with the later parts (no files among them) or without.

    What is wanted of them, by its name there, is a group each, in the order of the bytes.
    """

    def one(name: str, group: bytes = NAMED, alone: bytes = TEXT) -> bytes:
        return b'"%s":' % name.encode() + (group if name in wanted else alone)

    private = COMMITMENTS if "priv" in wanted else b"(?:" + COMMITMENTS[1:]
    seen = rb'"seen":(?:null|\{"root":' + TEXT + b',"size":' + SIZE + rb"\}),"
    quality = rb',"tq":\{"bound":' + BOUND + b',"source":' + TEXT + rb"\}"
    return re.compile(
        b"".join(
            (
                rb'\{"actor":\{"id":' + TEXT + b',"role":' + TEXT + b',"unit":' + TEXT,
                rb'\},"at":' + MOMENT,
                rb',"cmd":\{"key":' + TEXT + b',"request":' + TEXT,
                rb"\}," + one("data"),
                b"," + one("dossier"),
                rb',"evid":\[\]' if later else b"",
                b"," + one("from"),
                rb',"judged":\{' + one("definition"),
                b',"evaluator":' + WORD,
                b"," + one("facts", DIGEST, WORD),
                b"," + one("outcome", DIGEST, WORD),
                b"," + one("rules", DIGEST, WORD),
                b',"verdict":' + WORD,
                rb'\},"log":' + TEXT,
                b"," + one("n", NUMBER, SIZE),
                b"," + one("on"),
                b"," + one("prev"),
                rb',"priv":\[' + private + rb"\]" if later else b"",
                b',"s":"' + SCHEMA.encode() + b'",',
                seen if later else b"",
                one("to"),
                quality if later else b"",
                b"," + one("type") + rb"\}",
            )
        )
    )


MOST_DAYS = 65_536
DAYS: set[bytes] = set()
"""Texts that were found to be days."""

LINKED = frozenset(
    ("data", "dossier", "definition", "facts", "outcome", "rules", "n", "on", "prev", "priv")
)
SHAPE, FORMER = (_shape(LINKED, later=later).fullmatch for later in (True, False))

STEPPED = frozenset(("definition", "from", "to", "type"))
STEP, FORMER_STEP = (_shape(STEPPED, later=later).fullmatch for later in (True, False))

MOST_STEPS = 4_096
STEPS: dict[tuple[bytes, ...], tuple[str, str, str, str]] = {}
"""Steps that were read lately; the same few come again and again."""

THREE = 3 * 67 - 1
"""The length of three commitments in quotes with commas between, as nearly every act has them."""

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
    found = SHAPE(body)
    if found is None:
        return _former(body)
    fields = found.groups()
    if not _is_usual(body, fields[7]) or not _ascending(fields[PARTS]):
        return _strictly(body)
    return cast("Fields", fields[:PARTS])


def _former(body: bytes) -> Fields | None:
    """The same of an event without the later parts, or of one that is not of the usual kind."""
    found = FORMER(body)
    if found is None or not _is_usual(body, found[8]):
        return _strictly(body)
    return cast("Fields", found.groups())


def _is_usual(body: bytes, on: bytes) -> bool:
    """Whether bytes of one of the shapes are plain and not too long, and tell a day."""
    if len(body) > LARGEST or body.translate(None, PLAIN):
        return False
    # A look into a set costs a tenth of a call; there are some ten thousand days of history.
    return on in DAYS or _is_day(on)


def step_in(body: bytes) -> tuple[str, str, str, str] | None:
    """The workflow, the act and the states before and after that an event names.

    None is no finding: a reader of JSON has to tell then.

    >>> from ledger.event import Actor, Command, Event, Judgement, NO_LEAF, event_bytes
    >>> from datetime import UTC, datetime
    >>> one = Event("tinh", "d-1", 1, NO_LEAF, "submit", "draft", "council_review", datetime(2025,
    ...     3, 12, tzinfo=UTC), date(2025, 3, 12), Actor("u-7", "clerk"), Command("k", "r"),
    ...     Judgement("d"), "2" * 64)
    >>> step_in(event_bytes(one))
    ('d', 'submit', 'draft', 'council_review')
    """
    found = STEP(body) or FORMER_STEP(body)
    if found is None or body.translate(None, PLAIN):
        return None
    fields = found.groups()
    step = STEPS.get(fields)
    if step is None:
        source, definition, target, act = (one.decode() for one in fields)
        step = definition, act, source, target
        if len(STEPS) < MOST_STEPS:
            STEPS[fields] = step
    return step


def _ascending(commitments: bytes) -> bool:
    """Whether commitments stand in ascending order, none twice."""
    if len(commitments) == THREE:
        return commitments[:66] < commitments[67:133] < commitments[134:]
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
