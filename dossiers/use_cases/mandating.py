"""Giving and withdrawing mandates: who may act for whom, as events of their own (ADR 0031).

Nothing is asked of the two people here; whoever records a mandate answers for the paper it names.
What is asked is that nobody writes down a mandate for oneself, and that none hands another one on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import cast

from pydantic import ValidationError

import workflow
from dossiers.documents import read_document
from dossiers.errors import ActDetailsError, MandateNotFoundError, TransitionRefusedError
from dossiers.mandates import (
    GRANT,
    NOTE,
    WITHDRAW,
    Mandate,
    MandateDraft,
    after,
    delegations_of,
    read_mandate,
)
from dossiers.rulebook import Procedure, named_procedure
from dossiers.scope import SHARED
from dossiers.store import Disclosed, Entry, NewEvent, Reader, Store
from dossiers.use_cases.appending import Link, appended, pen_of
from dossiers.use_cases.writing import row_of
from ledger import (
    Actor,
    Command,
    Judgement,
    canonical,
    digest,
)
from texts import Text, joined
from texts.reading import explained
from workflow.running.mandate import faults

WORKFLOW = "mandate"
HOUSE = workflow.Source("Quy định của phần mềm", "Ủy quyền")
WHICH_UNIT = Text(
    vi="Phần mềm ở đây làm cho nhiều đơn vị; nêu đơn vị của ủy quyền bằng --unit.",
    en="This installation works for several units; name that of the mandate with --unit.",
)
FINE = Text(vi="Đạt.", en="Holds.")
WRONG = Text(vi="Ủy quyền chưa đúng: {mistakes}", en="The mandate does not fit: {mistakes}")
PROGRAM = Text(
    vi="Vai trò '{role}' là của phần mềm, không ủy quyền được.",
    en="The role '{role}' is the program's and cannot be delegated.",
)


@dataclass(frozen=True, kw_only=True)
class Granting:
    """Somebody lets somebody else act in a role.

    Attributes:
        role: the role that is delegated.
        from_person: the id of whoever holds it.
        to_person: the id of whoever acts in it meanwhile.
        first: the first day on which it holds.
        last: the last one.
        paper: the document by which it was given, by number.
        by: the id of whoever records it.
        on: the business day.
        at: the moment of recording, with time zone.
        key: the idempotency key.
        unit: the unit on whose dossiers it holds; None for every unit, or the only one that the
            store shows.
    """

    role: str
    from_person: str
    to_person: str
    first: date
    last: date
    paper: str
    by: str
    on: date
    at: datetime
    key: str
    unit: str | None = None

    @cached_property
    def command(self) -> Command:
        """The key with the digest of everything asked for."""
        asked = {
            "act": GRANT,
            "role": self.role,
            "from": self.from_person,
            "to": self.to_person,
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "paper": self.paper,
            "by": self.by,
            "on": self.on.isoformat(),
            **({} if self.unit is None else {"unit": self.unit}),
        }
        return Command(self.key, digest(canonical(asked)))


@dataclass(frozen=True, kw_only=True)
class Withdrawing:
    """Somebody takes a mandate back, or hands it back.

    Attributes:
        number: the mandate.
        by: the id of whoever does it.
        on: the business day; from this day on it no longer holds.
        at: the moment of recording, with time zone.
        key: the idempotency key.
        reason: why, in words.
    """

    number: str
    by: str
    on: date
    at: datetime
    key: str
    reason: str = ""

    @cached_property
    def command(self) -> Command:
        """The key with the digest of everything asked for."""
        asked = {
            "act": WITHDRAW,
            "number": self.number,
            "by": self.by,
            "on": self.on.isoformat(),
            "reason": self.reason,
        }
        return Command(self.key, digest(canonical(asked)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandated:
    """The answer to a command about a mandate.

    Attributes:
        number: the mandate.
        state: where it stands now.
        repeated: True when the same command had been carried out before.
    """

    number: str
    state: str
    repeated: bool = False


def grant(store: Store, command: Granting) -> Mandated:
    """Record that somebody may act for somebody else.

    Raises:
        dossiers.errors.TransitionRefusedError: the mandate is not lawful; every reason is in it.
        dossiers.errors.ActDetailsError: a word of it is empty or cannot be kept.
        dossiers.errors.ConflictError: the key was used for another command.
        dossiers.scope.OutsideScopeError: the unit is none of those that the store shows.
        workflow.UnknownRoleError: no workflow that dossiers follow has the role.
    """
    asked = command.command
    command = replace(command, unit=_unit(store, command))
    of_unit = command.unit or SHARED
    before = store.answer(asked.key, asked.request, _stream(store, command), unit=of_unit)
    if before is not None:
        return _read_answer(before.result, repeated=True)
    _check_role(command.role)
    every = mandates(store)
    writing = _Writing(store, command, None)
    writing.request = asked
    draft = _draft_of(command, _number(store, command, every))
    start = _procedure().definition.start
    told = {"act": NOTE, "mandate": draft.document()}
    writing.add(workflow.Move(NOTE, "", start, None), told)
    writing.decide(GRANT, {"lawful": _lawful(writing.subject, every)})
    return writing.recorded()


def withdraw(store: Store, command: Withdrawing) -> Mandated:
    """Record that a mandate no longer holds, from the business day of the command on.

    Raises:
        dossiers.errors.MandateNotFoundError: no mandate has the number.
        dossiers.errors.TransitionRefusedError: it was withdrawn before, or no reason was given.
        dossiers.errors.ConflictError: somebody was faster, or the key was used for another command.
    """
    mandate = _mandate_of(store, command.number)
    asked = command.command
    before = store.answer(asked.key, asked.request, mandate.id, unit=mandate.unit)
    if before is not None:
        return _read_answer(before.result, repeated=True)
    writing = _Writing(store, command, mandate)
    writing.decide(WITHDRAW, {})
    return writing.recorded()


def mandates(store: Reader, *people: str) -> tuple[Mandate, ...]:
    """Mandates, by number: those of some people, given or received, or all."""
    return tuple(read_mandate(body) for body in store.mandates(*people))


def _mandate_of(store: Store, number: str) -> Mandate:
    """The mandate with this number.

    Raises:
        dossiers.errors.MandateNotFoundError: there is none; the nearest number is named.
    """
    every = mandates(store)
    found = next((one for one in every if one.number == number), None)
    if found is None:
        raise MandateNotFoundError(number, tuple(one.number for one in every))
    return found


def _unit(store: Store, command: Granting) -> str | None:
    """The unit of a new mandate: the one that was named, or the only one there is to name.

    Raises:
        dossiers.errors.ActDetailsError: the store shows several, and none was named.
    """
    units = store.scope.units
    if command.unit is not None or units is None:
        return command.unit
    if len(units) != 1:
        raise ActDetailsError(WHICH_UNIT)
    return next(iter(units))


def _number(store: Store, command: Granting, every: tuple[Mandate, ...]) -> str:
    """The next free number; within a scope each unit has a series of its own."""
    if store.scope.units is None:
        return f"UQ-{len(every) + 1:04}"
    own = sum(one.unit == command.unit for one in every)
    return f"UQ-{command.unit}-{own + 1:04}"


def _draft_of(command: Granting, number: str) -> MandateDraft:
    """What a mandate is to say.

    Raises:
        dossiers.errors.ActDetailsError: something of it is no word that can be kept.
    """
    try:
        return MandateDraft(
            number=number,
            role=command.role,
            from_person=command.from_person,
            to_person=command.to_person,
            first=command.first,
            last=command.last,
            paper=command.paper,
            unit=command.unit,
        )
    except ValidationError as wrong:
        mistakes = joined(explained(wrong, MandateDraft), "; ")
        raise ActDetailsError(WRONG.fill(mistakes=mistakes)) from None


def _check_role(name: str) -> None:
    """That some workflow has the role, and that people hold it.

    Raises:
        dossiers.errors.TransitionRefusedError: it is the program's.
        workflow.UnknownRoleError: no workflow has it.
    """
    names = workflow.shipped_names()
    known = [named_procedure(one).definition for one in names if one != WORKFLOW]
    found = [one.roles[name] for one in known if name in one.roles]
    if not found:
        named_procedure("provincial-award").definition.role(name)
    if any(one.program for one in found):
        told = PROGRAM.fill(role=name)
        blocker = workflow.Blocker("role", "program", told, HOUSE)
        definition = _procedure().definition
        refusal = workflow.Refusal(GRANT, definition.start, (blocker,))
        raise TransitionRefusedError(name, refusal, definition)


def _lawful(mandate: Mandate, every: tuple[Mandate, ...]) -> tuple[workflow.Answer, ...]:
    """Everything that is wrong with a mandate, or that nothing is."""
    found = tuple(
        workflow.Answer(f"mandate-{one.code}", met=False, text=one.text, source=HOUSE)
        for one in faults(mandate.delegation, delegations_of(every))
    )
    return found or (workflow.Answer("lawful", met=True, text=FINE, source=HOUSE),)


class _Writing:
    """The events of one command about a mandate, until they are recorded together."""

    def __init__(
        self, store: Store, command: Granting | Withdrawing, mandate: Mandate | None
    ) -> None:
        self.store = store
        self.command = command
        self.request = command.command
        self.mandate = mandate
        self.was_n = 0 if mandate is None else mandate.n
        self.events: list[NewEvent] = []
        self.documents: dict[str, bytes] = {_procedure().digest: _procedure().body}
        self.disclosures: list[Disclosed] = []

    @property
    def subject(self) -> Mandate:
        """The mandate as it stands after the events so far."""
        assert self.mandate is not None, "a mandate is noted before it is decided on"
        return self.mandate

    @property
    def actor(self) -> Actor:
        """Whoever records, in the capacity that follows from the mandate."""
        by, command = self.command.by, self.command
        people = self.mandate.draft if self.mandate is not None else command
        assert not isinstance(people, Withdrawing), "what is withdrawn was noted before"
        capacities = {people.to_person: "recipient", people.from_person: "grantor"}
        return Actor(by, capacities.get(by, "registrar"))

    def decide(self, act: str, answers: Mapping[str, tuple[workflow.Answer, ...]]) -> None:
        """Ask the workflow; a move becomes an event, a refusal an error with every blocker."""
        mandate, definition, actor = self.subject, _procedure().definition, self.actor
        near = {"receives"} if actor.id == mandate.draft.to_person else set[str]()
        # Whoever would receive it records it as anybody else would, and is refused for that alone.
        role = "registrar" if act == GRANT and near else actor.role
        by = workflow.Person(actor.id, frozenset({role}), frozenset(near))
        reason = self.command.reason if isinstance(self.command, Withdrawing) else ""
        case = workflow.Case(mandate.state, None, mandate.done_by)
        move = workflow.decide(definition, case, act, by=by, answers=answers, reason=reason)
        if isinstance(move, workflow.Refusal):
            raise TransitionRefusedError(mandate.number, move, definition)
        self.add(move, {"act": act, "reason": reason})

    def add(self, move: workflow.Move, data: Mapping[str, object]) -> None:
        """Append one event and fold it into the mandate."""
        before = self.mandate
        stream = _stream(self.store, self.command)
        link = Link(stream) if before is None else Link(before.id, before.n, before.head)
        judged = Judgement(_procedure().digest)
        one = appended(
            pen_of(self.store), link, move, self.command, by=self.actor, judged=judged, data=data
        )
        self.mandate = after(before, one.event, data, leaf=one.leaf)
        self.events.append(one.stored)
        self.disclosures += one.disclosures

    def recorded(self) -> Mandated:
        """Write everything in one transaction and answer."""
        mandate = self.subject
        entry = Entry(
            key=self.request.key,
            request=self.request.request,
            events=tuple(self.events),
            row=row_of(mandate),
            was_n=self.was_n,
            documents=self.documents,
            result=canonical({"number": mandate.number, "state": mandate.state}),
            disclosures=tuple(self.disclosures),
        )
        done = self.store.record(entry)
        return _read_answer(done.result, repeated=done.repeated)


def _procedure() -> Procedure:
    """The workflow of mandates."""
    return named_procedure(WORKFLOW)


def _stream(store: Store, command: Granting | Withdrawing) -> str:
    """The id of a new stream; the same command gives the same."""
    unit = command.unit if isinstance(command, Granting) else None
    of_unit = "" if unit is None else f"\n{unit}"
    return digest(f"{store.log}/{command.key}{of_unit}".encode())[:32]


def _read_answer(body: bytes, *, repeated: bool) -> Mandated:
    """The answer that stored bytes say."""
    fields = cast("dict[str, str]", read_document(body))
    return Mandated(**fields, repeated=repeated)
