"""Running dossiers go over to another edition of their workflow, all of them by one plan.

First every open dossier is looked at and classified; nothing is written by that.  Applying writes
one event a dossier, each in a transaction of its own, so that a run that was cut short is simply
repeated: dossiers that went over are no longer under the old edition and are passed by.

Invariants:

* where a person has to decide and has not, nothing at all is written;
* what is impossible, or is to wait, stays under the old edition, which goes on governing it;
* undoing writes the reverse event, and only where nothing was done since.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

import workflow
from dossiers.crossings import (
    MIGRATE,
    MIGRATE_BACK,
    Crossing,
    after_crossing,
    come_back,
    gone_over,
)
from dossiers.documents import read_document
from dossiers.errors import ActDetailsError
from dossiers.model import Dossier
from dossiers.rulebook import read_procedure
from dossiers.store import Entry, Row, Store
from dossiers.use_cases.appending import Appended, Link, Occasion, appended, pen_of
from dossiers.use_cases.indexing import judging
from dossiers.use_cases.looking import unerased
from dossiers.use_cases.writing import indexed
from ledger import (
    Actor,
    Command,
    Event,
    Judgement,
    canonical,
    digest,
    read_event,
)
from texts import Text, nearest
from workflow.editions.migrate import Choice, Classified
from workflow.editions.migration_plan import Pinned, read_plan

NOT_ASKED = Text(
    vi="Hồ sơ '{number}' không thuộc lần chuyển này{meant}.",
    en="The dossier '{number}' is not part of this migration{meant}.",
)
MEANT = Text(vi="; có phải '{nearest}'?", en="; did you mean '{nearest}'?")
NOBODY = Text(vi="", en="")
PROGRAM = Text(
    vi="'{role}' là phần mềm; chuyển quy trình phải do một người chịu trách nhiệm.",
    en="'{role}' is the program; a migration is somebody's responsibility.",
)
DONE_SINCE = Text(
    vi="Đã có việc khác sau khi chuyển ({act}); không thể trở lại.",
    en="Something was done since ({act}); there is no way back.",
)
UNDONE = Text(vi="Đã trở lại bản cũ.", en="Back under the old edition.")


@dataclass(frozen=True, kw_only=True)
class Migrating:
    """What somebody wants to migrate, and how.

    Attributes:
        old: the exact bytes of the edition that dossiers leave.
        new: the exact bytes of the edition that they go over to.
        plan: the exact bytes of the plan, and `file` its name.
        file: for places of mistakes.
        by: who answers for it.
        on: the business day.
        at: the moment of recording, with time zone.
        decisions: for dossiers that a person decided on, by number.
    """

    old: bytes
    new: bytes
    plan: bytes
    file: str
    by: Actor
    on: date
    at: datetime
    decisions: Mapping[str, Choice] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one dossier.

    Attributes:
        number: its number.
        state: where it stands under the edition that it leaves, in words.
        found: how it was classified.
        target: where it would stand, in words; None where it does not go over.
    """

    number: str
    state: Text
    found: Classified
    target: Text | None


@dataclass(frozen=True, slots=True)
class Survey:
    """Every open dossier of the old edition.

    Attributes:
        fates: one a dossier, by number.
        moved: the numbers of those for which an event was written.
    """

    fates: tuple[Fate, ...]
    moved: tuple[str, ...] = ()

    @property
    def undecided(self) -> tuple[str, ...]:
        """The numbers of those that somebody has to decide on."""
        return tuple(one.number for one in self.fates if one.found.kind == "needs_decision")


@dataclass(frozen=True, slots=True)
class Undone:
    """What came of undoing, for one dossier.

    Attributes:
        number: its number.
        undone: whether it is back under the old edition.
        text: that it is, or why not.
    """

    number: str
    undone: bool
    text: Text


def survey(store: Store, command: Migrating) -> Survey:
    """Classify every open dossier of the old edition; nothing is written.

    Args:
        store: where the dossiers are kept.
        command: the editions, the plan, and what was decided.

    Raises:
        workflow.DefinitionFileError: an edition has mistakes.
        workflow.migration_plan.PlanFileError: the plan has mistakes, or is for other files.
        workflow.UnknownRoleError: the new edition has no such role.
        dossiers.errors.ActDetailsError: a decision names a dossier that is not concerned, or the
            role is the program's.
    """
    crossing = _crossing(command)
    _check(store, crossing, command)
    return Survey(tuple(_fate(crossing, one, command) for one in _open(store, crossing)))


def migrate(store: Store, command: Migrating) -> Survey:
    """Take every dossier over that can go; nothing where a decision is missing.

    Args:
        store: where the dossiers are kept.
        command: the editions, the plan, who answers for it, and what was decided.

    Raises:
        dossiers.errors.ConflictError: somebody moved a dossier meanwhile; those before it have gone
            over, and the same command goes on with the rest.
        Exception: as `survey`.
    """
    found = survey(store, command)
    if found.undecided:
        return found
    crossing = _crossing(command)
    moved = []
    for dossier in tuple(_open(store, crossing)):
        choice = command.decisions.get(dossier.number)
        classified = crossing.classify(dossier, on=command.on, choice=choice)
        if classified.kind == "safe" and classified.after is not None:
            after = gone_over(dossier, crossing, classified)
            data = crossing.data(dossier, choice, classified)
            _record(store, command, dossier, after, MIGRATE, data, {})
            moved.append(dossier.number)
    return Survey(found.fates, tuple(moved))


def undo(store: Store, command: Migrating) -> tuple[Undone, ...]:
    """Bring back every dossier that went over by this plan and was left alone since.

    Args:
        store: where the dossiers are kept.
        command: the same editions and plan.

    Raises:
        dossiers.errors.ConflictError: somebody moved a dossier meanwhile.
        Exception: as `survey`.
    """
    crossing = _crossing(command)
    _check_role(crossing, command)
    return tuple(_undone(store, command, crossing, one) for one in _went_over(store, crossing))


def _crossing(command: Migrating) -> Crossing:
    """The editions and the plan of a command, read."""
    old, new = (
        Pinned(workflow.read(body, file=name), digest(body))
        for body, name in ((command.old, "old"), (command.new, "new"))
    )
    plan = read_plan(command.plan, file=command.file, old=old, new=new)
    return Crossing(old, new, plan, digest(command.plan))


def _check(store: Store, crossing: Crossing, command: Migrating) -> None:
    """That the role can answer for it and that every decision is about a dossier concerned."""
    _check_role(crossing, command)
    known = [one.number for one in _open(store, crossing)]
    for number in command.decisions:
        if number not in known:
            meant = nearest(number, known)
            hint = NOBODY if meant is None else MEANT.fill(nearest=meant)
            raise ActDetailsError(NOT_ASKED.fill(number=number, meant=hint))


def _check_role(crossing: Crossing, command: Migrating) -> None:
    """That somebody answers for it."""
    if crossing.new.definition.role(command.by.role).program:
        raise ActDetailsError(PROGRAM.fill(role=command.by.role))


def _open(store: Store, crossing: Crossing) -> Iterator[Dossier]:
    """Every dossier under way that follows the old edition, by number."""
    states = crossing.old.definition.states
    for dossier in unerased(store):
        if dossier.definition == crossing.old.digest and states[dossier.state].end is None:
            yield dossier


def _fate(crossing: Crossing, dossier: Dossier, command: Migrating) -> Fate:
    """What becomes of one dossier, for people."""
    choice = command.decisions.get(dossier.number)
    found = crossing.classify(dossier, on=command.on, choice=choice)
    state = crossing.old.definition.states[dossier.state].text
    target = None if found.after is None else crossing.new.definition.states[found.after.state].text
    return Fate(dossier.number, state, found, target)


def _undone(store: Store, command: Migrating, crossing: Crossing, dossier: Dossier) -> Undone:
    """One dossier brought back, or why not."""
    last, data = _last(store, dossier)
    if last.type != MIGRATE:
        return Undone(dossier.number, undone=False, text=DONE_SINCE.fill(act=last.type))
    after = come_back(dossier, data["before"])  # type: ignore[arg-type]  # what `data` wrote
    back: dict[str, object] = {
        "act": MIGRATE_BACK,
        "from": crossing.new.digest,
        "to": crossing.old.digest,
        "plan": crossing.digest,
    }
    _record(store, command, dossier, after, MIGRATE_BACK, back, data)
    return Undone(dossier.number, undone=True, text=UNDONE)


def _went_over(store: Store, crossing: Crossing) -> Iterator[Dossier]:
    """Every dossier under the new edition that went over by this plan, the last time it did."""
    for dossier in unerased(store):
        if dossier.definition != crossing.new.digest:
            continue
        events = [read_event(one.body) for one in store.events(dossier.id)]
        crossings = [one for one in events if one.type in {MIGRATE, MIGRATE_BACK}]
        if crossings and crossings[-1].type == MIGRATE:
            data = read_document(store.document(crossings[-1].data))
            if data["plan"] == crossing.digest:
                yield dossier


def _last(store: Store, dossier: Dossier) -> tuple[Event, dict[str, object]]:
    """The last event of a dossier, with its document."""
    *_, stored = store.events(dossier.id)
    event = read_event(stored.body)
    return event, read_document(store.document(event.data))


def _record(
    store: Store,
    command: Migrating,
    before: Dossier,
    after: Dossier,
    act: str,
    data: dict[str, object],
    former: dict[str, object],
) -> None:
    """Write one event of a dossier that goes over or comes back.

    Args:
        store: the database.
        command: who does it, and by which plan.
        before: the dossier as it stood.
        after: where it stands then.
        act: the one of the two.
        data: what the event says of it.
        former: what the event of going over said; the same where this is that one.
    """
    content = canonical(data)
    asked = Command(f"{act}/{digest(content)[:32]}/{before.number}/{before.n}", digest(content))
    one = appended(
        pen_of(store),
        Link(before.id, before.n, before.head),
        workflow.Move(act, before.state, after.state, None),
        Occasion(command.at, command.on, asked),
        by=command.by,
        judged=Judgement(after.definition),
        data=data,
    )
    documents = {digest(it): it for it in (command.old, command.new, command.plan)}
    # What is recorded is folded first, as replay will fold it.
    folded = after_crossing(
        before,
        one.event,
        read_document(content),
        leaf=one.leaf,
        documents=documents.__getitem__,
        former=former,
    )
    definition = read_procedure(documents[folded.definition]).definition
    row = indexed(folded, definition, judging(store, folded))
    store.record(_entry(asked, one, row, documents, before))


def _entry(
    asked: Command, one: Appended, row: Row, documents: Mapping[str, bytes], before: Dossier
) -> Entry:
    """What is written with the one event."""
    return Entry(
        key=asked.key,
        request=asked.request,
        events=(one.stored,),
        row=row,
        was_n=before.n,
        documents=documents,
        result=canonical({"number": before.number, "n": one.event.n}),
        disclosures=one.disclosures,
    )
