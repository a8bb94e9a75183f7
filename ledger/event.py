"""One event: who did what to which stream, when, under which rules, and its exact bytes.

Nothing personal stands in the bytes: what an act brought (names, votes, reasons) is a document of
its own, and the event holds its digest.

Invariants:

* the bytes are the record; an `Event` is only a reading of them;
* `event_bytes(read_event(body)) == body` for every body this module wrote;
* n counts from 1 without gaps inside a stream, and `prev` is the leaf hash of event n - 1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import cast

import orjson

from ledger.canonical import CanonicalFormError, canonical

SCHEMA = "award-event/1"
NO_LEAF = "0" * 64
"""What the first event of a stream names as the leaf before it."""

LARGEST = 65_536
"""Bytes of one event."""

LEAF = b"\x00"
"""The prefix of RFC 6962, section 2.1, that keeps a leaf from being taken for an inner node."""

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
        facts: digest of the facts that the rules were given.
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
        data: digest of the document that holds what the act brought.
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


def event_bytes(event: Event) -> bytes:
    """The exact bytes of an event.

    Raises:
        CanonicalFormError: a field has no canonical form, or the event is larger than 64 KiB.
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
        }
    )
    if len(body) > LARGEST:
        raise CanonicalFormError("$", f"an event is at most {LARGEST} bytes")
    return body


def read_event(body: bytes) -> Event:
    """The event that some bytes say.

    Raises:
        EventBytesError: they are no JSON, of an unknown schema, not in canonical form, or a field
            is missing, unknown or of the wrong type.
    """
    try:
        fields = orjson.loads(body)
    except orjson.JSONDecodeError as wrong:
        raise EventBytesError(f"the bytes are no JSON: {wrong}") from wrong
    if not isinstance(fields, dict) or fields.get("s") != SCHEMA:
        raise EventBytesError(f"the bytes are no event of schema {SCHEMA}")
    if set(fields) != KEYS:
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
    """The leaf hash of RFC 6962: SHA-256 of a zero byte and the bytes; 32 bytes.

    >>> leaf_hash(b"").hex()[:16]
    '6e340b9cffb37a98'
    """
    return hashlib.sha256(LEAF + body).digest()


def milliseconds(moment: datetime) -> int:
    """A moment as whole milliseconds since 1970 in UTC.

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
    return {
        "definition": judged.definition,
        "rules": judged.rules,
        "facts": judged.facts,
        "evaluator": judged.evaluator,
        "verdict": judged.verdict,
        "outcome": judged.outcome,
    }


def _event(fields: Mapping[str, object]) -> Event:
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
        judged=Judgement(**cast("dict[str, str]", fields["judged"])),
        data=_text(fields, "data"),
    )


def _text(fields: Mapping[str, object], name: str) -> str:
    value = fields[name]
    if not isinstance(value, str):
        raise TypeError(f"{name} is not text")
    return value


def _number(fields: Mapping[str, object], name: str) -> int:
    value = fields[name]
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{name} is not a whole number")
    return value


def _texts(fields: Mapping[str, object], name: str) -> dict[str, str]:
    group = fields[name]
    if not isinstance(group, dict) or not all(isinstance(one, str) for one in group.values()):
        raise TypeError(f"{name} is not a group of texts")
    return group
