"""One more event of a stream, with the bytes that are stored and the documents it refers to.

Dossiers, publications of rules and mandates are different subjects with one kind of history: an
event continues a chain, pins what judged it, and names the document that says what was brought.

What may be personal is pinned by a salted commitment and kept sealed; what everybody may see, by
its digest (ADR 0034).  Salts are handed in with the pen; nothing here is random.

Invariants:

* the bytes are made once, here; nothing is hashed that is not stored as it was hashed;
* no digest in an event can be tried out on names: each one of something personal has a salt.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from dossiers.store import Begun, Disclosed, NewEvent, Store
from ledger import (
    NO_LEAF,
    Actor,
    Command,
    Event,
    Judgement,
    Seen,
    TimeQuality,
    canonical,
    digest,
    event_bytes,
    leaf_hash,
    milliseconds,
)
from ledger.commitment import content_of
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
class Pen:
    """What events are written with; get it by `pen_of`.

    Attributes:
        log: the origin of the log.
        salt: a salt that nobody had before, with every call.
        seen: the newest checkpoint that is known; None for none.
        quality: how far the clock can be trusted.
        known: documents that are sealed already, by their tags, each with its commitment.
    """

    log: str
    salt: Callable[[], str]
    seen: Seen | None
    quality: TimeQuality
    known: Mapping[str, str]

    def sealed(self, path: str, body: bytes, *, subject: str) -> Disclosed:
        """A document that is committed to and will be kept sealed.

        Judged again and again on the same facts, a dossier names them by one commitment where this
        process still knows it: there is nothing to be kept twice.

        Args:
            path: what it is: `facts` or `outcome`.
            body: its canonical bytes.
            subject: the stream under whose key it is sealed.
        """
        tag = f"{subject}/{path}/{digest(body)}"
        if tag in self.known:
            return Disclosed(self.known[tag], subject, b"", tag)
        content = content_of(self.salt(), path, body)
        return Disclosed(digest(content), subject, content, tag)


def pen_of(store: Store, begun: Begun | None = None) -> Pen:
    """The pen of a database.

    Args:
        store: where is written.
        begun: what was read at the beginning, with the newest checkpoint; None to ask for it now.
    """
    seen = store.seen() if begun is None else begun.seen
    box = store.strongbox
    return Pen(store.log, box.salt, seen, store.quality, box.known)


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
        documents: the public document it refers to, by digest.
        disclosures: the personal documents it refers to.
    """

    event: Event
    stored: NewEvent
    leaf: str
    documents: Mapping[str, bytes]
    disclosures: tuple[Disclosed, ...]


def appended(
    pen: Pen,
    link: Link,
    move: Move,
    command: Ordered,
    *,
    by: Actor,
    judged: Judgement,
    data: Mapping[str, object],
    sealed: tuple[Disclosed, ...] = (),
) -> Appended:
    """The next event of a stream.

    Args:
        pen: what it is written with.
        link: where the stream stands.
        move: from which state to which, by which act.
        command: what was asked for.
        by: who acts, in what capacity.
        judged: what judged the act.
        data: what the act brought; it becomes a personal document of its own.
        sealed: the personal documents that `judged` names.
    """
    salt = pen.salt()
    content = content_of(salt, "data", canonical(data))
    brought = Disclosed(digest(content), link.stream, content)
    disclosures = (*sealed, brought)
    asked = command.command
    # Whoever has the salt of the document can check the request, and nobody can guess it.
    request = digest(content_of(salt, "request", canonical(asked.request)))
    event = _event(pen, link, move, command, by=by, judged=judged, data=brought.commitment)
    event = replace(
        event,
        command=Command(asked.key, request),
        private=tuple(sorted({one.commitment for one in disclosures})),
    )
    return _written(event, {}, disclosures)


def appended_publicly(
    pen: Pen,
    link: Link,
    move: Move,
    command: Ordered,
    *,
    by: Actor,
    judged: Judgement,
    data: Mapping[str, object],
) -> Appended:
    """The next event of a stream, with a document that everybody may see and nobody can erase.

    Args:
        pen: what it is written with.
        link: where the stream stands.
        move: from which state to which, by which act.
        command: what was asked for.
        by: who acts, in what capacity.
        judged: what judged the act.
        data: what the act brought.
    """
    content = canonical(data)
    event = _event(pen, link, move, command, by=by, judged=judged, data=digest(content))
    return _written(event, {event.data: content}, ())


def _event(
    pen: Pen,
    link: Link,
    move: Move,
    command: Ordered,
    *,
    by: Actor,
    judged: Judgement,
    data: str,
) -> Event:
    """The next event of a stream that pins a document; its request as it was asked."""
    return Event(
        log=pen.log,
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
        data=data,
        quality=pen.quality,
        seen=pen.seen,
    )


def _written(
    event: Event, documents: Mapping[str, bytes], disclosures: tuple[Disclosed, ...]
) -> Appended:
    """An event in its bytes."""
    body = event_bytes(event)
    leaf = leaf_hash(body)
    stored = NewEvent(event.stream, event.n, milliseconds(event.at), body, leaf)
    return Appended(event, stored, leaf.hex(), documents, disclosures)
