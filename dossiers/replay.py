"""History replayed: states rebuilt from events alone, and compared with what is stored.

Replaying asks of every event, in order: are its bytes whole and linked, did it start where the
dossier stood, does the workflow that was pinned lead where the event says, and does its document
fit?  At the end the dossier so rebuilt must be the one in the cache, to the byte.

Replaying does not ask the rules again: what they found is part of the record.  Nor does it write;
`rebuilt_rows` only makes the rows that `Store.rebuild` puts in place of the cache.

Invariants:

* the table is never believed, only compared;
* a workflow is read from the bytes that the event pins, not from the file of today;
* replaying stops a dossier at its first difference, and goes on with the next dossier;
* of an erased dossier states and chain are replayed, its content is not (`dossiers.erased_replay`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

import workflow
from dossiers.apart import is_apart
from dossiers.calendars import named_in as calendar_named_in
from dossiers.crossings import CROSSINGS, OTHER, after_crossing
from dossiers.cuts import Cut
from dossiers.differences import (
    BROKEN,
    CACHE,
    CONTENT,
    LOST,
    NO_HISTORY,
    NO_PATH,
    NO_RESULT,
    NOT_IN_TABLE,
    OPENS,
    RESULT,
    START,
    WHOLE,
)
from dossiers.documents import read_document
from dossiers.erased_replay import Erasure, erased_step, erasure_of, lost_text
from dossiers.errors import HistoryError
from dossiers.following import Followed
from dossiers.history import OPEN_LINKED, PROPOSE, after, step_of
from dossiers.links import Links
from dossiers.mandate_replay import mandate_fault
from dossiers.mandates import NOTE, Mandate
from dossiers.mandates import after as after_mandate
from dossiers.model import Dossier
from dossiers.people import CHANGES, Account
from dossiers.people import after as after_account
from dossiers.publications import FIRST, Publication
from dossiers.publications import after as after_publication
from dossiers.rulebook import read_procedure
from dossiers.store import AnyRow, Store, StoredEvent
from dossiers.use_cases.indexing import judging
from dossiers.use_cases.writing import Subject, indexed, indexed_erased, row_of
from ledger import Event, EventBytesError, Link, first_break, read_event
from texts import Text

OPENINGS = frozenset({PROPOSE, OPEN_LINKED, FIRST, NOTE})
"""The types of events that begin a stream."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """What replaying one dossier gave.

    Attributes:
        stream: the id of the dossier.
        number: its number, as far as history tells it; else the id.
        subject: the dossier, publication of rules or mandate, rebuilt; None when not even its first
            event can be read.
        events: how many events were replayed.
        differs_at: the first event at which stored and rebuilt differ; None when they are equal.
        text: equal, or what differs.

    >>> lost = Replayed("5d41", "CSTDCS-2024-0001", None, 3, 4, LOST)
    >>> lost.equal, lost.seen, lost.text.vi
    (False, True, 'mất hoặc hỏng tài liệu của sự kiện')
    """

    stream: str
    number: str
    subject: Subject | None
    events: int
    differs_at: int | None
    text: Text

    @property
    def seen(self) -> bool:
        """Whether there was anything of it to replay at the moment asked for.

        A dossier that was proposed only later is not part of the answer.
        """
        return self.events > 0 or not self.equal

    @property
    def equal(self) -> bool:
        """Whether nothing differs.

        >>> Replayed("5d41", "CSTDCS-2024-0001", None, 0, None, WHOLE).equal
        True
        """
        return self.differs_at is None


class _DiffersError(Exception):
    """Replaying stops here; it carries what differs."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


def replay(store: Store, *, until: datetime | None = None) -> tuple[Replayed, ...]:
    """Replay every dossier, in the order of their numbers.

    Args:
        store: the database; only events and documents are believed, and those only by their hashes.
        until: replay only what was recorded up to this moment, and compare with no table, for the
            table knows the present only; None replays everything and compares.

    Returns:
        One report a dossier, of those that only the table knows as well; what differs is told in
        it and never raised.

    Raises:
        HistoryError: a row of the table cannot be read at all.
        StoreError: the database cannot be read.
    """
    bodies = store.bodies() + store.publications() + store.mandates() + store.accounts()
    cached = {str(read_document(body)["id"]): body for body in bodies}
    streams = _streams(store)
    replayed = _all_replayed(store, streams, Cut(until))
    if until is None:
        replayed = [against_table(one, cached.get(one.stream)) for one in replayed]
        replayed += [_orphan(stream, cached[stream]) for stream in cached if stream not in streams]
    return tuple(sorted((one for one in replayed if one.seen), key=lambda one: one.number))


def rebuilt_rows(store: Store) -> tuple[AnyRow, ...]:
    """The rows of the cache, made from events and documents alone.

    Of a dossier without events nothing is made, so a row that somebody added disappears.

    Args:
        store: the database; its table of dossiers is not looked at.

    Raises:
        HistoryError: some history is broken; nothing is rebuilt from it.
    """
    replayed = _all_replayed(store, _streams(store), Cut())
    for one in replayed:
        if one.subject is None or not one.equal:
            told = Text(vi=f"{one.number}: {one.text.vi}", en=f"{one.number}: {one.text.en}")
            raise HistoryError(told)
    return tuple(_row(store, one.subject) for one in replayed if one.subject is not None)


def _row(store: Store, subject: Subject) -> AnyRow:
    """The row of a subject; a dossier's with what it is found by."""
    if isinstance(subject, Dossier):
        if subject.erased is not None:
            return indexed_erased(subject)
        procedure = read_procedure(store.document(subject.definition))
        return indexed(subject, procedure.definition, judging(store, subject))
    return row_of(subject)


def _streams(store: Store) -> dict[str, list[StoredEvent]]:
    """The stored events of each dossier by their positions; some streams are about none."""
    every = groupby(store.streams(), key=lambda one: one.stream)
    found = {name: list(events) for name, events in every}
    return {name: events for name, events in found.items() if not _is_apart(events[0])}


def _is_apart(first: StoredEvent) -> bool:
    """Whether a stream is about no dossier; one that cannot be read is replayed, and told of."""
    try:
        return is_apart(read_event(first.body).type)
    except EventBytesError:
        return False


def _all_replayed(
    store: Store, streams: Mapping[str, list[StoredEvent]], until: Cut
) -> list[Replayed]:
    """Every dossier replayed, and then the links between them compared end by end."""
    links = Links()
    replayed = [
        replayed_stream(store, name, stored, until=until, links=links)
        for name, stored in streams.items()
    ]
    wrong = {one.stream: one for one in links.problems()}
    return [
        replace(one, differs_at=wrong[one.stream].n, text=wrong[one.stream].text)
        if one.equal and one.stream in wrong
        else one
        for one in replayed
    ]


def replayed_stream(
    store: Store, stream: str, stored: list[StoredEvent], *, until: Cut, links: Links
) -> Replayed:
    """One dossier replayed up to a cut, or up to the first event that is not what it should be.

    The chain is checked over all its events first, so that no event after a break is believed; the
    ends of its links are noted in `links`.
    """
    broken = first_break([Link(one.n, one.body, one.leaf) for one in stored], stream=stream)
    erasure = erasure_of(store, stored)
    subject: Subject | None = None
    events = 0
    for one in stored:
        if broken is not None and one.n >= broken.n:
            return _report(stream, subject, events, broken.n, BROKEN[broken.kind])
        event = read_event(one.body)
        if not until.holds(one, event):
            break
        try:
            if erasure is not None:
                subject = _erased(store, subject, event, erasure, leaf=one.leaf.hex())
            else:
                subject = _stepped(store, subject, event, links, leaf=one.leaf.hex())
                _check_pinned(store, event)
                _check_mandate(store, one, event)
        except _DiffersError as differs:
            return _report(stream, subject, events, event.n, differs.text)
        events += 1
    return _report(stream, subject, events, None, WHOLE)


def _report(
    stream: str, subject: Subject | None, events: int, differs_at: int | None, text: Text
) -> Replayed:
    """The report on one dossier, under its number if its first event could be read."""
    number = stream if subject is None else subject.number
    return Replayed(stream, number, subject, events, differs_at, text)


def _erased(
    store: Store, subject: Subject | None, event: Event, erasure: Erasure, *, leaf: str
) -> Dossier:
    """What can be said of an erased dossier after one more stored event.

    Raises:
        _DiffersError: the event is not what an honest writer left.
    """
    assert subject is None or isinstance(subject, Dossier), "only dossiers are erased"
    try:
        return erased_step(store, subject, event, erasure, leaf=leaf)
    except HistoryError as wrong:
        raise _DiffersError(wrong.text) from wrong
    except workflow.DefinitionFileError as lost:
        raise _DiffersError(LOST) from lost


def _stepped(
    store: Store, subject: Subject | None, event: Event, links: Links, *, leaf: str
) -> Subject:
    """The dossier after one more stored event; what it says of a link is noted.

    Raises:
        _DiffersError: the event does not start where the dossier stands, the workflow does not lead
            where it says, or a document that it names is lost.
    """
    expected = "" if subject is None else subject.state
    if event.source != expected:
        raise _DiffersError(START.fill(found=event.source, expected=expected))
    try:
        if isinstance(subject, Account) or (subject is None and event.type in CHANGES):
            store.document(event.judged.definition)
            brought = read_document(store.document(event.data))
            return after_account(subject, event, brought, leaf=leaf)
        definition = read_procedure(store.document(event.judged.definition)).definition
        data = read_document(store.document(event.data))
        links.note(event, data, leaf=leaf)
        if isinstance(subject, Dossier) and event.type in CROSSINGS:
            return _crossed(store, subject, event, data, leaf=leaf)
        if isinstance(subject, Dossier):
            step = _led(definition, subject, event, data)
            return after(subject, event, data, leaf=leaf, step=step)
        _check_path(definition, subject, event)
        if event.type in {PROPOSE, OPEN_LINKED}:
            return after(None, event, data, leaf=leaf, step=None)
        if isinstance(subject, Mandate) or (subject is None and event.type == NOTE):
            return after_mandate(subject, event, data, leaf=leaf)
        return after_publication(subject, event, data, leaf=leaf)
    except workflow.DefinitionFileError as lost:
        raise _DiffersError(LOST) from lost
    except HistoryError as lost:
        raise _DiffersError(lost_text(store, lost, LOST)) from lost


def _crossed(
    store: Store, dossier: Dossier, event: Event, data: dict[str, object], *, leaf: str
) -> Dossier:
    """The dossier after it went over to another edition of its workflow, or came back.

    Raises:
        _DiffersError: that does not follow from the plan and from how the dossier stood.
    """
    before = next(one for one in store.events(dossier.id) if one.n == event.n - 1)
    former = read_document(store.document(read_event(before.body).data))
    try:
        return after_crossing(
            dossier, event, data, leaf=leaf, documents=store.document, former=former
        )
    except HistoryError as wrong:
        raise _DiffersError(OTHER if wrong.text == OTHER else LOST) from wrong


def _led(
    definition: workflow.Definition, dossier: Dossier, event: Event, data: dict[str, object]
) -> Followed:
    """What the pinned workflow says of an event on a dossier.

    Raises:
        _DiffersError: it does not lead where the event says, or a ballot ends otherwise by its
            votes than was recorded.
    """
    step = step_of(definition, dossier, event, data)
    if step is None or step.case.state != event.target:
        raise _DiffersError(_no_path(event))
    if step.result != data.get("result"):
        found, expected = (one or NO_RESULT for one in (data.get("result"), step.result))
        raise _DiffersError(RESULT.fill(found=found, expected=expected))
    opens = definition.acts_called(event.type)[event.source].opens
    if opens != _workflow_opened(data):
        raise _DiffersError(OPENS.fill(act=event.type, workflow=opens or NO_RESULT))
    return step


def _workflow_opened(data: Mapping[str, object]) -> object:
    """The workflow of the linked dossier that an event says it opened; None for most."""
    opened = data.get("opened")
    return opened.get("workflow") if isinstance(opened, dict) else opened


def _check_path(
    definition: workflow.Definition, subject: Publication | Mandate | None, event: Event
) -> None:
    """That the pinned workflow leads where an event says that opens a stream, or on a publication.

    Raises:
        _DiffersError: it does not.
    """
    if subject is None:
        lawful = event.type in OPENINGS and event.target == definition.start
    else:
        landing = workflow.step(definition, event.source, event.type, None)
        lawful = landing is not None and landing[0] == event.target
    if not lawful:
        raise _DiffersError(_no_path(event))


def _no_path(event: Event) -> Text:
    """That the workflow does not lead where an event says."""
    return NO_PATH.fill(act=event.type, source=event.source, target=event.target)


def _check_pinned(store: Store, event: Event) -> None:
    """That everything which judged an event is still there, byte for byte.

    Raises:
        _DiffersError: some of it is lost or altered.
    """
    try:
        for name in (*_pinned(event), *calendar_named_in(store.document(event.data))):
            store.document(name)
    except HistoryError as lost:
        raise _DiffersError(LOST) from lost


def _check_mandate(store: Store, stored: StoredEvent, event: Event) -> None:
    """That an act for somebody was done on a mandate that held then.

    Raises:
        _DiffersError: it was not, or a document is lost.
    """
    try:
        wrong = mandate_fault(store, stored, event, read_document(store.document(event.data)))
    except HistoryError as lost:
        raise _DiffersError(LOST) from lost
    if wrong is not None:
        raise _DiffersError(wrong)


def _pinned(event: Event) -> tuple[str, ...]:
    """The digests of what judged an event beside its workflow; none where no rule was asked."""
    judged = event.judged
    return tuple(name for name in (judged.rules, judged.facts, judged.outcome) if name is not None)


def against_table(one: Replayed, cached: bytes | None) -> Replayed:
    """The same report, after a look at what the cache says, which may know the number.

    Args:
        one: a dossier, replayed up to its last event.
        cached: its row in the table; None where there is none.
    """
    if one.subject is None and cached is not None:
        return replace(one, number=str(read_document(cached)["number"]))
    if one.subject is None or not one.equal or cached == row_of(one.subject).body:
        return one
    text = NOT_IN_TABLE
    if cached is not None:
        stands = read_document(cached)["state"]
        same = stands == one.subject.state
        text = CONTENT if same else CACHE.fill(found=stands, expected=one.subject.state)
    return replace(one, differs_at=one.events, text=text)


def _orphan(stream: str, cached: bytes) -> Replayed:
    """The report on a row that no event accounts for."""
    fields = read_document(cached)
    number = str(fields.get("number", stream))
    return Replayed(stream, number, None, 0, 1, NO_HISTORY)
