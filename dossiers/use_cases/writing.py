"""One event after another, from a decision to the entry that the store writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dossiers.documents import dossier_bytes
from dossiers.history import after
from dossiers.model import Dossier
from dossiers.store import Entry, NewEvent, Row
from dossiers.use_cases.commands import Acting, Done, Proposing
from ledger import (
    NO_LEAF,
    Actor,
    Event,
    Judgement,
    canonical,
    digest,
    event_bytes,
    leaf_hash,
    milliseconds,
)
from workflow import Move


@dataclass(slots=True)
class Draft:
    """An entry in the making: the dossier as it would stand, and what has to be written for that.

    Attributes:
        log: the origin of the log.
        command: what was asked for.
        dossier: as it stands after the events so far; None before a proposal.
        was_n: how many events it had when it was read.
        events: the events so far.
        documents: digest to bytes, of everything that they refer to.
    """

    log: str
    command: Proposing | Acting
    dossier: Dossier | None
    was_n: int = 0
    events: list[NewEvent] = field(default_factory=list)
    documents: dict[str, bytes] = field(default_factory=dict)

    def add(
        self,
        move: Move,
        *,
        stream: str,
        by: Actor,
        judged: Judgement,
        data: Mapping[str, object],
        kept: Mapping[str, bytes],
    ) -> Dossier:
        """Append one event and fold it into the dossier.

        Args:
            move: from which state to which.
            stream: the id of the dossier.
            by: who acted.
            judged: what judged the act.
            data: what the act brought; it becomes a document of its own.
            kept: further documents that the event refers to.
        """
        content = canonical(data)
        event = Event(
            log=self.log,
            stream=stream,
            n=1 if self.dossier is None else self.dossier.n + 1,
            prev=NO_LEAF if self.dossier is None else self.dossier.head,
            type=move.act,
            source=move.source,
            target=move.target,
            at=self.command.at,
            on=self.command.on,
            actor=by,
            command=self.command.command,
            judged=judged,
            data=digest(content),
        )
        body = event_bytes(event)
        leaf = leaf_hash(body)
        self.dossier = after(self.dossier, event, data, leaf=leaf.hex(), sender=move.sender)
        self.events.append(NewEvent(stream, event.n, milliseconds(event.at), body, leaf))
        self.documents.update({**kept, digest(content): content})
        return self.dossier

    def entry(self, done: Done) -> Entry:
        """The finished entry with the answer that is given now and to every repetition."""
        assert self.dossier is not None, "an entry has at least one event"
        command = self.command.command
        return Entry(
            key=command.key,
            request=command.request,
            events=tuple(self.events),
            row=row_of(self.dossier),
            was_n=self.was_n,
            documents=self.documents,
            result=done.body(),
        )


def row_of(dossier: Dossier) -> Row:
    """What the cache keeps of a dossier."""
    return Row(
        id=dossier.id,
        number=dossier.number,
        award=dossier.nomination.award,
        unit=dossier.nomination.unit,
        state=dossier.state,
        n=dossier.n,
        head=dossier.head,
        body=dossier_bytes(dossier),
    )
