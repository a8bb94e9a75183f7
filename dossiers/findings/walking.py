"""History walked through once, in the order of recording: what every check of findings looks at.

Of each dossier only a few words are remembered on the way (`Trail`), never its events, so that a
log of any length is walked in memory that grows with the dossiers and not with what was done to
them.

Invariants:

* nothing is read but events and the documents they name, and each of them once;
* what cannot be read is told as not checked, and the walk goes on behind it;
* terms start, stand still and end by the function that recorded them (`workflow.running.course`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import cast

import workflow
from dossiers.apart import has_no_workflow
from dossiers.crossings import CROSSINGS
from dossiers.documents import read_document
from dossiers.errors import HistoryError
from dossiers.findings.finding import Place, Unchecked
from dossiers.history import OPEN_LINKED, PROPOSE
from dossiers.mandates import NOTE, Mandate
from dossiers.mandates import after as after_mandate
from dossiers.publications import FIRST
from dossiers.rulebook import read_procedure
from dossiers.store import StoredEvent
from ledger import Event, EventBytesError, read_event
from texts import Text
from texts.skeleton import skeleton
from workflow.running.course import acts_here, clocks_after

Act = workflow.Act | workflow.AnywhereAct
Documents = Callable[[str], bytes]
"""The bytes with a digest; raises `HistoryError` where they are lost."""

LOST = Text(
    vi="không đọc được nội dung của sự kiện (đã xóa, mất hoặc hỏng)",
    en="what the event brought cannot be read (erased, lost or damaged)",
)
NO_WORKFLOW = Text(
    vi="không đọc được quy trình mà sự kiện ghim", en="the workflow that the event pins is lost"
)
NO_EVENT = Text(
    vi="không đọc được sự kiện từ đây trở đi; chạy `tdkt audit verify`",
    en="events from here on cannot be read; run `tdkt audit verify`",
)
NO_NUMBER = Text(
    vi="không đọc được sự kiện mở đầu nên không biết số hồ sơ",
    en="its first event cannot be read, so its number is not known",
)
CROSSED = Text(
    vi="hồ sơ chuyển sang bản quy trình khác khi thời hạn đang chạy",
    en="the dossier went over to another edition of its workflow while a term ran",
)
BACKWARDS = Text(
    vi="ngày nghiệp vụ lùi về trước nên không đếm được thời hạn",
    en="business days run backwards, so the terms cannot be counted",
)
OTHERS = {NOTE: "mandate", FIRST: "publication"}
"""What a stream is about whose first event is not that of a dossier."""

DRAFTS = {"mandate": "mandate", "publication": "draft"}
"""Where the first document of such a stream holds its number."""

PROGRAM = "tdkt"
"""The id under which the program acts where no workflow can be asked."""


@dataclass(frozen=True, slots=True)
class Who:
    """The nominee of a dossier, as far as findings compare nominees.

    Attributes:
        kind: `individual`, `collective` or `household`; empty where it is not known.
        account: the id under which the nominee acts in this program; None for none.
        key: a word that equal nominees of a unit share; it is compared and never shown.
    """

    kind: str = ""
    account: str | None = None
    key: str = ""


@dataclass(slots=True)
class Trail:
    """What is remembered of one stream on the way; a check reads it and never keeps it.

    Attributes:
        stream: the id of its events.
        number: the number that people use; the id where it is not known.
        subject: `dossier`, `mandate`, `publication`, or empty where it is not known.
        linked: whether an act on another dossier opened it.
        award: what the nominee is proposed for.
        unit: the unit that proposes.
        year: the award year.
        who: the nominee.
        state: where it stands.
        grants: whether that state grants the award.
        settings: the settings of its workflow, fixed at the first receipt.
        clocks: the terms that run or stand still.
        arrived: the event that brought it to its state; None before the first.
        last: its last event; None before the first.
        workflow: the workflow that the last event pins; None where it is lost.
    """

    stream: str
    number: str
    subject: str = ""
    linked: bool = False
    award: str = ""
    unit: str = ""
    year: str = ""
    who: Who = field(default_factory=Who)
    state: str = ""
    grants: bool = False
    settings: Mapping[str, str] = field(default_factory=dict)
    clocks: Mapping[str, workflow.Running] = field(default_factory=dict)
    arrived: Place | None = None
    last: Place | None = None
    workflow: workflow.Definition | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One event with everything that a check may ask about it.

    Attributes:
        place: where it stands.
        event: what it says.
        data: the document that it names; empty where that is lost.
        definition: the workflow that it pins; None where that is lost.
        act: what that workflow says of the act here; None where it knows none.
        by_program: whether the program did it by itself.
        trail: its dossier as it stood *before* the event.
        clocks: the terms as they stand after it.
        mandates: every mandate recorded so far, by its stream.
        documents: where other documents of the event are read.
    """

    place: Place
    event: Event
    data: Mapping[str, object]
    definition: workflow.Definition | None
    act: Act | None
    by_program: bool
    trail: Trail
    clocks: Mapping[str, workflow.Running]
    mandates: Mapping[str, Mandate]
    documents: Documents

    @property
    def words(self) -> Text:
        """The act in words; its name where the workflow has none for it."""
        known = self.act
        return Text(self.event.type, self.event.type) if known is None else known.text

    @property
    def details(self) -> Mapping[str, object]:
        """What came with the act; empty where nothing did, or nobody can read it."""
        return group(self.data, "details")

    @property
    def stands_for(self) -> str | None:
        """The id of the person for whom it was done; None for nobody else."""
        given = self.data.get("for")
        return given if isinstance(given, str) else None


@dataclass(frozen=True, slots=True)
class Last:
    """What stands at the end of the walk.

    Attributes:
        at: the newest recorded moment; None of an empty log.
        trails: every stream as it stands, by its id.
        mandates: every mandate as it stands, by its stream.
    """

    at: datetime | None
    trails: Mapping[str, Trail]
    mandates: Mapping[str, Mandate]


class Walk:
    """One walk through a history.

    Attributes:
        trails: what is remembered of each stream so far.
        mandates: every mandate so far.
        at: the newest recorded moment so far.
    """

    def __init__(self, documents: Documents) -> None:
        """Begin a walk; `documents` reads what events name."""
        self.trails: dict[str, Trail] = {}
        self.mandates: dict[str, Mandate] = {}
        self.at: datetime | None = None
        self._documents = documents
        self._workflows: dict[str, workflow.Definition | None] = {}
        self._broken: set[str] = set()

    def steps(self, events: Iterable[StoredEvent]) -> Iterator[Step | Unchecked]:
        """Every event as a step, in the order of recording; and what could not be read."""
        for stored in events:
            if stored.stream not in self._broken:
                yield from self._stepped(stored)

    def last(self) -> Last:
        """What stands at the end."""
        return Last(self.at, self.trails, self.mandates)

    def _stepped(self, stored: StoredEvent) -> Iterator[Step | Unchecked]:
        """One event; what is remembered of its dossier moves on after the step was looked at."""
        try:
            event = read_event(stored.body)
        except EventBytesError:
            self._broken.add(stored.stream)
            yield self._unreadable(stored)
            return
        if stored.stream not in self.trails and has_no_workflow(event.type):
            self.at = event.at if self.at is None else max(self.at, event.at)
            return
        data = self._data(event)
        trail = self.trails.get(stored.stream) or _begun(event, data or {})
        self.trails[stored.stream] = trail
        definition = self._workflow(event.judged.definition)
        place = _place(trail.number, stored, event)
        if data is None:
            yield Unchecked("", LOST, (place,))
        if definition is None:
            yield Unchecked("", NO_WORKFLOW, (place,))
        yield from self._moved(stored, event, data or {}, definition, place)

    def _moved(
        self,
        stored: StoredEvent,
        event: Event,
        data: Mapping[str, object],
        definition: workflow.Definition | None,
        place: Place,
    ) -> Iterator[Step | Unchecked]:
        """The step itself; then the trail as it stands after it."""
        trail = self.trails[stored.stream]
        clocks, wrong = _clocks(trail, event, data, definition)
        if wrong is not None:
            yield Unchecked("late_step", wrong, (place,))
        act, program = _act(event, definition), _by_program(event, definition)
        shared = (self.mandates, self._documents)
        yield Step(place, event, data, definition, act, program, trail, clocks, *shared)
        _advanced(trail, event, data, definition, place)
        trail.clocks = clocks
        if trail.subject == "mandate":
            self._mandate(stored, event, data)
        self.at = event.at if self.at is None else max(self.at, event.at)

    def _mandate(self, stored: StoredEvent, event: Event, data: Mapping[str, object]) -> None:
        """A mandate after one more event; one that cannot be read allows nothing."""
        try:
            before = self.mandates.get(stored.stream)
            after = after_mandate(before, event, data, leaf=stored.leaf.hex())
        except HistoryError:
            return
        self.mandates[stored.stream] = after

    def _data(self, event: Event) -> Mapping[str, object] | None:
        """The document of an event; None where it is lost, or does not say what was done."""
        try:
            found = read_document(self._documents(event.data))
        except HistoryError:
            return None
        return found if "act" in found else None

    def _workflow(self, name: str) -> workflow.Definition | None:
        """The workflow with a digest, read once; None where it is lost."""
        if name not in self._workflows:
            try:
                self._workflows[name] = read_procedure(self._documents(name)).definition
            except (HistoryError, workflow.DefinitionFileError):
                self._workflows[name] = None
        return self._workflows[name]

    def _unreadable(self, stored: StoredEvent) -> Unchecked:
        """That an event is none, told with what is known of its dossier."""
        trail = self.trails.get(stored.stream)
        number = stored.stream if trail is None else trail.number
        leaf, at = stored.leaf.hex(), self.at or datetime.fromtimestamp(0, tz=UTC)
        place = Place(number, stored.stream, stored.n, leaf, at, at.date(), "?", "?")
        return Unchecked("", NO_EVENT if trail else NO_NUMBER, (place,))


def group(data: Mapping[str, object], key: str) -> Mapping[str, object]:
    """A group in a stored document; an empty one where there is none.

    >>> group({"details": {"choice": "for"}}, "details"), group({"details": 3}, "details")
    ({'choice': 'for'}, {})
    """
    found = data.get(key)
    return cast("Mapping[str, object]", found) if isinstance(found, dict) else {}


def groups(data: Mapping[str, object], key: str) -> tuple[Mapping[str, object], ...]:
    """A list of groups in a stored document; an empty one where there is none."""
    found = data.get(key)
    return tuple(one for one in found if isinstance(one, dict)) if isinstance(found, list) else ()


def word(data: Mapping[str, object], key: str) -> str:
    """A word in a stored document; an empty one where there is none."""
    found = data.get(key)
    return found if isinstance(found, str) else ""


def _place(number: str, stored: StoredEvent, event: Event) -> Place:
    """An event as findings name it."""
    leaf, by = stored.leaf.hex(), event.actor.id
    return Place(number, stored.stream, event.n, leaf, event.at, event.on, event.type, by)


def _act(event: Event, definition: workflow.Definition | None) -> Act | None:
    """What a workflow says of an act in the state where it was done."""
    if definition is None:
        return None
    return acts_here(definition).get((event.source, event.type))


def _by_program(event: Event, definition: workflow.Definition | None) -> bool:
    """Whether the program did something by itself."""
    role = definition.roles.get(event.actor.role) if definition else None
    return event.actor.id == PROGRAM if role is None else role.program


def _begun(event: Event, data: Mapping[str, object]) -> Trail:
    """What the first event of a stream says of it."""
    if event.type in {PROPOSE, OPEN_LINKED}:
        return _dossier(event, data)
    subject = OTHERS.get(event.type, "")
    number = word(group(data, DRAFTS.get(subject, "")), "number")
    return Trail(event.stream, number or event.stream, subject)


def _dossier(event: Event, data: Mapping[str, object]) -> Trail:
    """What a proposal says of its dossier."""
    nomination = group(data, "nomination")
    nominee, unit = group(nomination, "nominee"), word(nomination, "unit")
    account = word(nominee, "account") or None
    key = "\n".join((word(nominee, "kind"), account or skeleton(word(nominee, "name")), unit))
    return Trail(
        stream=event.stream,
        number=word(data, "number") or event.stream,
        subject="dossier",
        linked=event.type == OPEN_LINKED,
        award=word(nomination, "award"),
        unit=unit,
        year=str(group(nomination, "evidence").get("award_year", "")),
        who=Who(word(nominee, "kind"), account, key),
    )


def _clocks(
    trail: Trail, event: Event, data: Mapping[str, object], definition: workflow.Definition | None
) -> tuple[Mapping[str, workflow.Running], Text | None]:
    """The terms after an event; with why they can no longer be told, where they cannot."""
    if event.type in CROSSINGS:
        return {}, CROSSED if trail.clocks else None
    if definition is None:
        return {}, NO_WORKFLOW if trail.clocks else None
    case = workflow.Case(event.source, settings=_settings(trail, data), clocks=trail.clocks)
    try:
        return clocks_after(definition, case, event.type, event.target, event.on), None
    except workflow.WorkflowError:
        return {}, BACKWARDS


def _settings(trail: Trail, data: Mapping[str, object]) -> Mapping[str, str]:
    """The settings after an event: those that it fixes, or those from before."""
    return cast("Mapping[str, str]", group(data, "settings")) or trail.settings


def _advanced(
    trail: Trail,
    event: Event,
    data: Mapping[str, object],
    definition: workflow.Definition | None,
    place: Place,
) -> None:
    """Move a trail on by one event."""
    trail.settings = _settings(trail, data)
    if event.target != trail.state or trail.arrived is None:
        trail.arrived = place
    trail.state = event.target
    trail.last = place
    trail.workflow = definition
    state = None if definition is None else definition.states.get(event.target)
    trail.grants = state is not None and state.grants
