"""One event after another, from a decision to the entry that the store writes.

A draft is the only mutable thing of a use case; it lives from the decision to the record, and what
it has folded so far is what the next event is judged by.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import overload

from dossiers.documents import dossier_bytes
from dossiers.history import after, step_of
from dossiers.mandates import Mandate, mandate_bytes
from dossiers.model import Dossier, Nomination
from dossiers.people import Account, account_bytes
from dossiers.publications import Publication, publication_bytes
from dossiers.rulebook import Bundle
from dossiers.store import (
    AccountRow,
    AnyRow,
    Disclosed,
    Entry,
    MandateRow,
    NewEvent,
    PublicationRow,
    Row,
    likeness,
)
from dossiers.use_cases.appending import Link, Pen, appended
from dossiers.use_cases.commands import Acting, Done, Proposing
from dossiers.use_cases.indexing import sought_of, sought_of_erased
from ledger import Actor, Judgement
from workflow import Definition, Move

Subject = Dossier | Publication | Mandate | Account
"""What a stream of events is about."""


@dataclass(slots=True)
class Draft:
    """An entry in the making: the dossier as it would stand, and what has to be written for that.

    Attributes:
        pen: what its events are written with.
        command: what was asked for.
        dossier: as it stands after the events so far; None before a proposal.
        was_n: how many events it had when it was read.
        events: the events so far.
        documents: digest to bytes, of everything public that they refer to.
        disclosures: everything personal that they refer to.
        opened: the drafts of dossiers that the same command opens.
        definition: the workflow that the dossier follows; known from its first event on.
        bundle: the rules that judge it; None where none were asked.
    """

    pen: Pen
    command: Proposing | Acting
    dossier: Dossier | None
    was_n: int = 0
    events: list[NewEvent] = field(default_factory=list)
    documents: dict[str, bytes] = field(default_factory=dict)
    disclosures: list[Disclosed] = field(default_factory=list)
    opened: list[Draft] = field(default_factory=list)
    definition: Definition | None = None
    bundle: Bundle | None = None

    def add(
        self,
        move: Move,
        *,
        stream: str,
        by: Actor,
        judged: Judgement,
        data: Mapping[str, object],
        kept: Mapping[str, bytes],
        sealed: tuple[Disclosed, ...] = (),
        definition: Definition,
    ) -> Dossier:
        """Append one event and fold it into the dossier.

        Args:
            move: from which state to which.
            stream: the id of the dossier.
            by: who acted.
            judged: what judged the act.
            data: what the act brought; it becomes a personal document of its own.
            kept: public documents that the event refers to, by digest.
            sealed: personal documents that `judged` names.
            definition: the workflow of the dossier.

        Returns:
            The dossier after the event, which the draft keeps as its own.

        Raises:
            dossiers.errors.HistoryError: what the act brought does not fit the evidence.
        """
        before = self.dossier
        link = Link(stream) if before is None else Link(stream, before.n, before.head)
        one = appended(
            self.pen, link, move, self.command, by=by, judged=judged, data=data, sealed=sealed
        )
        step = None
        if before is not None:
            step = step_of(definition, before, one.event, data)
        self.dossier = after(before, one.event, data, leaf=one.leaf, step=step)
        self.definition = definition
        self.events.append(one.stored)
        self.documents.update(kept)
        self.disclosures += one.disclosures
        return self.dossier

    @property
    def row(self) -> Row:
        """The dossier as it would stand, with what it is found by."""
        assert self.dossier is not None, "a draft has at least one event"
        assert self.definition is not None, "an event follows a workflow"
        judging = None if self.dossier.rules is None else self.bundle
        return indexed(self.dossier, self.definition, judging, moved=self.was_n > 0)

    def entry(self, done: Done) -> Entry:
        """The finished entry with the answer that is given now and to every repetition.

        Args:
            done: the answer; its bytes are written in the same transaction as the events.
        """
        command = self.command.command
        drafts = (self, *self.opened)
        return Entry(
            key=command.key,
            request=command.request,
            events=tuple(event for one in drafts for event in one.events),
            row=self.row,
            was_n=self.was_n,
            documents={name: body for one in drafts for name, body in one.documents.items()},
            result=done.body(),
            opened=tuple(one.row for one in self.opened),
            disclosures=tuple(sealed for one in drafts for sealed in one.disclosures),
        )


def indexed(
    dossier: Dossier, definition: Definition, bundle: Bundle | None, *, moved: bool = False
) -> Row:
    """The row of a dossier with what it is found by under its workflow and the rules it has.

    Args:
        dossier: as it stands.
        definition: the workflow that it follows.
        bundle: the rules that judge it; None before its receipt.
        moved: whether it is there already; then what its name is found by stays as it is.
    """
    found_by = sought_of(dossier, definition, bundle, moved=moved)
    return replace(_row_of_dossier(dossier, moved=moved), sought=found_by)


def indexed_erased(dossier: Dossier) -> Row:
    """The row of a dossier whose content was erased, with what it is still found by."""
    return replace(row_of(dossier), sought=sought_of_erased(dossier))


@overload
def row_of(subject: Dossier) -> Row: ...
@overload
def row_of(subject: Publication) -> PublicationRow: ...
@overload
def row_of(subject: Mandate) -> MandateRow: ...
@overload
def row_of(subject: Account) -> AccountRow: ...
def row_of(subject: Subject) -> AnyRow:
    """What the cache keeps: the content in bytes, and the columns that people search by."""
    if isinstance(subject, Mandate):
        return MandateRow(
            id=subject.id,
            number=subject.number,
            from_person=subject.draft.from_person,
            to_person=subject.draft.to_person,
            state=subject.state,
            n=subject.n,
            head=subject.head,
            body=mandate_bytes(subject),
            unit=subject.unit,
        )
    if isinstance(subject, Account):
        return AccountRow(
            id=subject.stream,
            number=subject.number,
            state=subject.state,
            n=subject.n,
            head=subject.head,
            body=account_bytes(subject),
        )
    if isinstance(subject, Publication):
        return PublicationRow(
            id=subject.id,
            number=subject.number,
            award=subject.draft.award,
            state=subject.state,
            n=subject.n,
            head=subject.head,
            body=publication_bytes(subject),
        )
    return _row_of_dossier(subject)


def _row_of_dossier(dossier: Dossier, *, moved: bool = False) -> Row:
    """The row of a dossier; of one that is there already, names that look alike are not sought."""
    # A linked dossier is about the nominee of another one; it is nobody's namesake.
    alone = moved or dossier.origin or dossier.erased
    return Row(
        id=dossier.id,
        number=dossier.number,
        award=dossier.nomination.award,
        unit=dossier.nomination.unit,
        state=dossier.state,
        n=dossier.n,
        head=dossier.head,
        body=dossier_bytes(dossier),
        likeness="" if alone else likeness_of(dossier.nomination),
        public=dossier.erased is not None,
    )


def likeness_of(nomination: Nomination) -> str:
    """The word by which dossiers are found whose nominee looks the same, for one award and year."""
    who, year = nomination.nominee, nomination.evidence.award_year
    return likeness(nomination.award, year, who.kind, who.name)
