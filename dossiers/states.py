"""States replayed over the whole log by the compiled table: quick, and no more than states.

Every event is asked whether it starts where its dossier stood and leads where the workflow that it
pins allows; at the end the table must say the same state.  Votes, marks, documents and the content
of dossiers are what `dossiers.replay` asks, which takes a thousand times as long.

Invariants:

* memory holds one look-up a dossier, whatever the length of history;
* a dossier that went over to another edition of its workflow is set aside and counted, since what
  it remembers then stands in a document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from dossiers.apart import has_no_workflow
from dossiers.crossings import CROSSINGS
from dossiers.differences import CACHE, LOST, NO_HISTORY, NO_PATH, NOT_IN_TABLE
from dossiers.documents import read_document
from dossiers.errors import HistoryError
from dossiers.replay import OPENINGS
from dossiers.rulebook import read_procedure
from dossiers.store import Store
from texts import Text
from workflow import DefinitionFileError
from workflow.running.table import Spot, table_of

MOST = 100
"""Dossiers that are named at most; more would help nobody."""

NOTHING = ("", "", "", "")
"""What an event says of states whose bytes are none."""

Step = tuple[str, str, str, str, str]
"""Of one event: dossier, digest of the workflow, act, state before and state after."""


@dataclass(frozen=True, slots=True)
class Astray:
    """A dossier whose states do not follow.

    Attributes:
        stream: its id.
        text: what is wrong.
    """

    stream: str
    text: Text


@dataclass(frozen=True, slots=True)
class StatesReplayed:
    """What replaying the states gave.

    Attributes:
        events: how many events were followed.
        streams: how many dossiers they belong to.
        aside: how many of these went over to another edition and need the full replay.
        astray: those whose states do not follow, the first hundred.
    """

    events: int
    streams: int
    aside: int
    astray: tuple[Astray, ...]


@dataclass(slots=True)
class _Walk:
    """Where each dossier stands under the workflow that its events pin."""

    store: Store
    at: defaultdict[str, dict[str, Spot]] = field(default_factory=lambda: defaultdict(dict))
    starts: dict[str, Spot | None] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    aside: set[str] = field(default_factory=set)
    wrong: dict[str, Text] = field(default_factory=dict)

    def over(self, taken: Iterable[Step]) -> int:
        """Follow events in the order of recording; how many there were."""
        events, current, here = 0, "", self.at[""]
        for stream, definition, act, source, target in taken:
            events += 1
            if definition != current:
                current, here = definition, self.at[definition]
            try:
                here[stream] = here[stream][act, source, target]
            except KeyError:
                self._odd(stream, definition, act, source, target)
        return events

    def standing(self) -> dict[str, str]:
        """The state in which each dossier ended."""
        return {
            stream: self.names[id(spot)]
            for here in self.at.values()
            for stream, spot in here.items()
        }

    def _odd(self, stream: str, definition: str, act: str, source: str, target: str) -> None:
        """Take an event that is no step: one that opens a dossier, goes over, or goes astray."""
        if stream in self.aside or stream in self.wrong:
            return
        known = any(stream in here for here in self.at.values())
        if known and act in CROSSINGS:
            self.aside.add(stream)
            return
        if not known and has_no_workflow(act):
            return
        if definition not in self.starts:
            self.starts[definition] = self._start(definition)
        start = self.starts[definition]
        if start is None:
            self.wrong[stream] = LOST
        elif known or source or act not in OPENINGS or self.names.get(id(start)) != target:
            self.wrong[stream] = NO_PATH.fill(act=act, source=source, target=target)
        else:
            self.at[definition][stream] = start

    def _start(self, name: str) -> Spot | None:
        """Where a workflow starts; None where its file is lost or cannot be read."""
        try:
            definition = read_procedure(self.store.document(name)).definition
        except (HistoryError, DefinitionFileError):
            return None
        spots = table_of(definition).spots
        self.names.update({id(spot): state for (state, _), spot in spots.items()})
        return spots[definition.start, None]


def replay_states(store: Store) -> StatesReplayed:
    """Replay the states of every dossier, and compare them with the table.

    Args:
        store: the database; it is only read.

    Raises:
        StoreError: the database cannot be read.
    """
    walk = _Walk(store)
    events = walk.over(steps(store))
    standing = walk.standing()
    with store.side_by_side() as rows:
        for stream, state in rows.states():
            found = standing.pop(stream, None)
            if found is None and stream not in walk.wrong:
                walk.wrong[stream] = NO_HISTORY
            elif found is not None and found != state and stream not in walk.aside:
                walk.wrong.setdefault(stream, CACHE.fill(found=state, expected=found))
    streams = len({stream for here in walk.at.values() for stream in here} | walk.wrong.keys())
    for stream in standing:
        walk.wrong.setdefault(stream, NOT_IN_TABLE)
    astray = tuple(Astray(stream, text) for stream, text in islice(walk.wrong.items(), MOST))
    return StatesReplayed(events, streams, len(walk.aside), astray)


def steps(store: Store) -> Iterator[Step]:
    """What each event says of states, in the order of recording; of bytes that say nothing, blanks.

    The fields are read as they stand; whether the bytes are whole is what `audit verify` asks.

    Args:
        store: the database; it is only read.
    """
    with store.side_by_side() as rows:
        for _, stream, _, body, _ in rows.events(rows.last):
            yield str(stream), *(_said(body) if isinstance(body, bytes) else NOTHING)


def _said(body: bytes) -> tuple[str, str, str, str]:
    """The workflow, the act and both states that an event names."""
    try:
        said = read_document(body)
        judged, act, source, target = said["judged"], said["type"], said["from"], said["to"]
    except (HistoryError, KeyError):
        return NOTHING
    definition = judged.get("definition") if isinstance(judged, dict) else None
    if (
        isinstance(definition, str)
        and isinstance(act, str)
        and isinstance(source, str)
        and isinstance(target, str)
    ):
        return definition, act, source, target
    return NOTHING
