"""One event: who did what to which stream, when, under which rules, and its exact bytes.

Nothing personal stands in the bytes: what an act brought (names, votes, reasons) is a document of
its own, and the event holds a salted commitment to it (`ledger.commitment`); of documents that are
public anyway, such as a workflow file, it holds the digest.

Invariants:

* the bytes are the record; an `Event` is only a reading of them;
* `event_bytes(read_event(body)) == body` for every body this module wrote;
* n counts from 1 without gaps inside a stream, and `prev` is the leaf hash of event n - 1.

The first two hold by the code below; the third is kept by whoever writes a stream and found out by
`ledger.chain`.  Whether the act was allowed is no question here: an event says that it was done.

    >>> moment = datetime(2025, 3, 12, 8, 30, tzinfo=UTC)
    >>> submitted = Event(
    ...     log="tinh", stream="d-1", n=1, prev=NO_LEAF, type="submit",
    ...     source="draft", target="council_review", at=moment, on=date(2025, 3, 12),
    ...     actor=Actor("u-7", "unit_clerk", "so-noi-vu"), command=Command("k-1", "0" * 64),
    ...     judged=Judgement(definition="1" * 64), data="2" * 64, quality=TimeQuality("system"),
    ...     private=("2" * 64,),
    ... )
    >>> body = event_bytes(submitted)
    >>> body[-61:]
    b'eview","tq":{"bound":null,"source":"system"},"type":"submit"}'
    >>> read_event(body) == submitted
    True
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

import orjson

from ledger.canonical import CanonicalFormError, canonical
from ledger.event_parts import (
    LATER,
    Attachment,
    Seen,
    TimeQuality,
    later_document,
    later_fields,
)

SCHEMA = "award-event/1"
"""The name of this form of event; another form gets another name, and this one stays readable."""

NO_LEAF = "0" * 64
"""What the first event of a stream names as the leaf before it."""

LARGEST = 65_536
"""Bytes of one event."""

LEAF = b"\x00"
"""The prefix of RFC 6962, section 2.1, that keeps a leaf from being taken for an inner node."""

# Invariant: the keys of the bytes, which differ from the names of `Event` where Python needs its
# own word (`from`) or where the word of the record is narrower (`dossier` for a stream).
KEYS = frozenset(
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


class EventBytesError(ValueError):
    """Some bytes are no event of a schema that this program reads; the message says why."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acted and in what capacity.

    Attributes:
        id: the pseudonymous id of the person.
        role: the role in which the person acted.
        unit: the unit on whose behalf; empty where the role has none.
    """

    id: str
    role: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """Which request caused the event.

    Attributes:
        key: the idempotency key that the door gave it.
        request: digest of the whole request, so that a key cannot be used for another one.
    """

    key: str
    request: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What judged the act, pinned by digests.

    Attributes:
        definition: digest of the workflow file.
        rules: digest of the rule bundle; None where no rule was asked.
        facts: digest of the facts that the rules were given; of published rules, their examples.
        evaluator: name and version of the program that evaluated them.
        verdict: the verdict in one word.
        outcome: digest of the whole evaluation with its trace.
    """

    definition: str
    rules: str | None = None
    facts: str | None = None
    evaluator: str | None = None
    verdict: str | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the ledger.

    Attributes:
        log: the origin of the log, the same for every event of one database.
        stream: the id of the dossier that the event belongs to.
        n: position in the stream, counted from 1.
        prev: leaf hash of event n - 1 in hexadecimal; `NO_LEAF` for the first.
        type: the act.
        source: the state before; empty for the first event.
        target: the state after.
        at: when it was recorded, in UTC, to the millisecond.
        on: the business date that the rules speak of.
        actor: who acted.
        command: the request that caused it.
        judged: what judged it.
        data: commitment to the document that holds what the act brought, or its digest.
        quality: how good the clock was; None only in what was written before events said so.
        seen: the newest checkpoint that the writer knew; None for none.
        evidence: files that belong to the act.
        private: the commitments among its pins, ascending; what is not here is a plain digest.
    """

    log: str
    stream: str
    n: int
    prev: str
    type: str
    source: str
    target: str
    at: datetime
    on: date
    actor: Actor
    command: Command
    judged: Judgement
    data: str
    quality: TimeQuality | None = None
    seen: Seen | None = None
    evidence: tuple[Attachment, ...] = ()
    private: tuple[str, ...] = ()


def event_bytes(event: Event) -> bytes:
    """The exact bytes of an event.

    Moments are written as milliseconds since 1970 and lose what is finer; days are ISO 8601.

    Raises:
        CanonicalFormError: a field has no canonical form, or the event is larger than 64 KiB.
        ValueError: the moment has no time zone, or a commitment is none or out of order.
    """
    body = canonical(
        {
            "s": SCHEMA,
            "log": event.log,
            "dossier": event.stream,
            "n": event.n,
            "prev": event.prev,
            "type": event.type,
            "from": event.source,
            "to": event.target,
            "at": milliseconds(event.at),
            "on": event.on.isoformat(),
            "actor": {"id": event.actor.id, "role": event.actor.role, "unit": event.actor.unit},
            "cmd": {"key": event.command.key, "request": event.command.request},
            "judged": _judgement_document(event.judged),
            "data": event.data,
            **later_document(event.quality, event.seen, event.evidence, event.private),
        }
    )
    if len(body) > LARGEST:
        raise CanonicalFormError("$", f"an event is at most {LARGEST} bytes")
    return body


def read_event(body: bytes) -> Event:
    """The event that some bytes say.

    The event is written again and must come out as the same bytes, so there is no second way to
    write it that would be read alike.

    Raises:
        EventBytesError: they are no JSON, of an unknown schema, not in canonical form, or a field
            is missing, unknown or of the wrong type.

    >>> read_event(b'{"s":"award-event/2"}')
    Traceback (most recent call last):
    ledger.event.EventBytesError: the bytes are no event of schema award-event/1
    """
    try:
        fields = orjson.loads(body)
    except orjson.JSONDecodeError as wrong:
        raise EventBytesError(f"the bytes are no JSON: {wrong}") from wrong
    if not isinstance(fields, dict) or fields.get("s") != SCHEMA:
        raise EventBytesError(f"the bytes are no event of schema {SCHEMA}")
    if set(fields) not in (KEYS, KEYS - LATER):
        raise EventBytesError(f"the fields differ from the schema: {sorted(set(fields) ^ KEYS)}")
    try:
        event = _event(fields)
        same = event_bytes(event) == body
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError) as wrong:
        raise EventBytesError(f"a field is of the wrong kind: {wrong}") from wrong
    if not same:
        raise EventBytesError("the bytes are not in canonical form")
    return event


def leaf_hash(body: bytes) -> bytes:
    """The leaf hash of RFC 6962, section 2.1: SHA-256 of a zero byte and the bytes; 32 bytes.

    >>> leaf_hash(b"").hex()[:16]
    '6e340b9cffb37a98'
    """
    return hashlib.sha256(LEAF + body).digest()


def milliseconds(moment: datetime) -> int:
    """A moment as whole milliseconds since 1970 in UTC, rounded down; negative before 1970.

    Raises:
        ValueError: the moment has no time zone.

    >>> milliseconds(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))
    1000
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    since = moment - datetime(1970, 1, 1, tzinfo=UTC)
    return since.days * 86_400_000 + since.seconds * 1000 + since.microseconds // 1000


def _judgement_document(judged: Judgement) -> dict[str, object]:
    """A judgement as the event holds it; what was not asked stands there as null."""
    return {
        "definition": judged.definition,
        "rules": judged.rules,
        "facts": judged.facts,
        "evaluator": judged.evaluator,
        "verdict": judged.verdict,
        "outcome": judged.outcome,
    }


def _judgement(group: object) -> Judgement:
    """A judgement from the group in an event; only the digest of the definition is never null.

    >>> _judgement({"definition": "1" * 64, "verdict": "eligible"}).verdict
    'eligible'
    >>> _judgement({"definition": 5})
    Traceback (most recent call last):
    TypeError: judged is not a group of texts
    """
    if not isinstance(group, dict):
        raise TypeError("judged is not a group")
    if not all(one is None or isinstance(one, str) for one in group.values()):
        raise TypeError("judged is not a group of texts")
    return Judgement(**{**group, "definition": _text(group, "definition")})


def _event(fields: Mapping[str, object]) -> Event:
    """The event of fields whose names are those of the schema.

    Raises:
        TypeError: a field is of the wrong type, or a group has a key too many or too few.
        ValueError: a day or a moment is none.
    """
    return Event(
        log=_text(fields, "log"),
        stream=_text(fields, "dossier"),
        n=_number(fields, "n"),
        prev=_text(fields, "prev"),
        type=_text(fields, "type"),
        source=_text(fields, "from"),
        target=_text(fields, "to"),
        at=datetime.fromtimestamp(_number(fields, "at") // 1000, tz=UTC).replace(
            microsecond=_number(fields, "at") % 1000 * 1000
        ),
        on=date.fromisoformat(_text(fields, "on")),
        actor=Actor(**_texts(fields, "actor")),
        command=Command(**_texts(fields, "cmd")),
        judged=_judgement(fields["judged"]),
        data=_text(fields, "data"),
        **later_fields(fields),
    )


def _text(fields: Mapping[str, object], name: str) -> str:
    """A field that is text; TypeError when it is anything else."""
    value = fields[name]
    if not isinstance(value, str):
        raise TypeError(f"{name} is not text")
    return value


def _number(fields: Mapping[str, object], name: str) -> int:
    """A field that is a whole number; `true` and `false` are none, though Python adds them."""
    value = fields[name]
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{name} is not a whole number")
    return value


def _texts(fields: Mapping[str, object], name: str) -> dict[str, str]:
    """A group of which every value is text; which keys it may have, the value made of it says."""
    group = fields[name]
    if not isinstance(group, dict) or not all(isinstance(one, str) for one in group.values()):
        raise TypeError(f"{name} is not a group of texts")
    return group
