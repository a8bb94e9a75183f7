"""One more event of a stream, with the bytes that are stored and the document it refers to.

Dossiers, publications of rules and mandates are different subjects with one kind of history: an
event continues a chain, pins what judged it, and names the document that says what was brought.

Invariant: the bytes are made once, here; nothing is hashed that is not stored as it was hashed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from dossiers.store import NewEvent
from ledger import (
    NO_LEAF,
    Actor,
    Command,
    Event,
    Judgement,
    canonical,
    digest,
    event_bytes,
    leaf_hash,
    milliseconds,
)
from workflow import Move


class Ordered(Protocol):
    """What somebody asked for, as far as an event of it cares."""

    @property
    def at(self) -> datetime:
        """The moment it was asked, with time zone."""

    @property
    def on(self) -> date:
        """The day it counts for."""

    @property
    def command(self) -> Command:
        """Its key and the digest of what was asked."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """When something was asked for, and as what; for events that no single command stands behind.

    Attributes:
        at: the moment, with time zone.
        on: the day it counts for.
        command: its key and the digest of what was asked.
    """

    at: datetime
    on: date
    command: Command


@dataclass(frozen=True, slots=True)
class Link:
    """Where a stream stands before its next event.

    Attributes:
        stream: its id.
        n: how many events it has.
        head: the leaf of the last one, in hex.
    """

    stream: str
    n: int = 0
    head: str = NO_LEAF


@dataclass(frozen=True, slots=True)
class Appended:
    """An event that is ready to be stored.

    Attributes:
        event: what it says.
        stored: the row that the store writes.
        leaf: its leaf hash in hex; the next event names it.
        documents: the document it refers to, by digest.
    """

    event: Event
    stored: NewEvent
    leaf: str
    documents: Mapping[str, bytes]


def appended(
    log: str,
    link: Link,
    move: Move,
    command: Ordered,
    *,
    by: Actor,
    judged: Judgement,
    data: Mapping[str, object],
) -> Appended:
    """The next event of a stream.

    Args:
        log: the origin of the log.
        link: where the stream stands.
        move: from which state to which, by which act.
        command: what was asked for.
        by: who acts, in what capacity.
        judged: what judged the act.
        data: what the act brought; it becomes a document of its own.
    """
    content = canonical(data)
    event = Event(
        log=log,
        stream=link.stream,
        n=link.n + 1,
        prev=link.head,
        type=move.act,
        source=move.source,
        target=move.target,
        at=command.at,
        on=command.on,
        actor=by,
        command=command.command,
        judged=judged,
        data=digest(content),
    )
    body = event_bytes(event)
    leaf = leaf_hash(body)
    stored = NewEvent(event.stream, event.n, milliseconds(event.at), body, leaf)
    return Appended(event, stored, leaf.hex(), {event.data: content})
