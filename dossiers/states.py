"""States replayed over the whole log by the compiled table: quick, and no more than states.

Every event is asked whether it starts where its dossier stood and leads where the workflow that it
pins allows; at the end the table must say the same state.  Votes, marks, documents and the content
of dossiers are what `dossiers.replay` asks, which takes a thousand times as long.

History is followed in the order of recording, or in parts, each with the dossiers from one id up to
another: a part needs nothing of the others, so that parts may be followed one after the other or at
once, here or on other machines (`dossiers.spreading`), by the same walk.

Invariants:

* memory holds one look-up for each dossier, or each of the part, whatever the length of history;
* a dossier that went over to another edition of its workflow is set aside and counted, since what
  it remembers then stands in a document.
"""

from __future__ import annotations

from binascii import hexlify
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby, islice
from operator import itemgetter

from dossiers.apart import has_no_workflow
from dossiers.crossings import CROSSINGS
from dossiers.differences import BROKEN, CACHE, LOST, NO_HISTORY, NO_PATH, NOT_IN_TABLE
from dossiers.documents import read_document
from dossiers.errors import HistoryError
from dossiers.replay import OPENINGS
from dossiers.rulebook import read_procedure
from dossiers.store import Store
from dossiers.store.row_writing import as_bytes
from dossiers.store.side_by_side import EventRow
from ledger import Link, first_break
from ledger.skimming import skimmed
from texts import Text
from workflow import DefinitionFileError
from workflow.running.table import Spot, table_of

MOST = 100
"""Dossiers that are named at most; more would help nobody."""

NOTHING = ("", "", "", "")
"""What an event says of states whose bytes are none."""

A_PART = 100_000
"""Events of a part at most, as far as ids are spread evenly."""

DIGITS = "0123456789abcdef"
END = "~"
"""Comes after every id."""

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

    def __add__(self, other: StatesReplayed) -> StatesReplayed:
        """What two parts gave together.

        >>> one = StatesReplayed(3, 1, 0, (Astray("b", LOST),))
        >>> two = StatesReplayed(4, 2, 1, (Astray("a", LOST),))
        >>> both = one + two
        >>> both.events, both.streams, both.aside, [found.stream for found in both.astray]
        (7, 3, 1, ['a', 'b'])
        """
        astray = sorted((*self.astray, *other.astray), key=lambda one: one.stream)
        return StatesReplayed(
            self.events + other.events,
            self.streams + other.streams,
            self.aside + other.aside,
            tuple(astray[:MOST]),
        )


NONE = StatesReplayed(0, 0, 0, ())


@dataclass(frozen=True, slots=True)
class Part:
    """The dossiers from one id up to another.

    Attributes:
        low: the first id that may belong to it.
        high: the first one after it that does not.
    """

    low: str = ""
    high: str = END


def parts_of(events: int) -> tuple[Part, ...]:
    """A history in parts; ids are hexadecimal and spread evenly, so that parts are alike.

    Args:
        events: how many there are.

    >>> parts_of(5_000), len(parts_of(1_200_000)), parts_of(10_000_000)[1]
    ((Part(low='', high='~'),), 16, Part(low='01', high='02'))
    """
    count, width = 1, 0
    while count * A_PART < events:
        count, width = count * len(DIGITS), width + 1
    begins = [f"{at:0{width}x}" for at in range(1, count)]
    return tuple(Part(low, high) for low, high in zip(["", *begins], [*begins, END], strict=True))


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

    def compared(self, events: int, states: Iterable[tuple[str, str]]) -> StatesReplayed:
        """What following so many events gave, beside the states that the tables say."""
        standing = self.standing()
        for stream, state in states:
            found = standing.pop(stream, None)
            if found is None and stream not in self.wrong:
                self.wrong[stream] = NO_HISTORY
            elif found is not None and found != state and stream not in self.aside:
                self.wrong.setdefault(stream, CACHE.fill(found=state, expected=found))
        streams = len({stream for here in self.at.values() for stream in here} | self.wrong.keys())
        for stream in standing:
            self.wrong.setdefault(stream, NOT_IN_TABLE)
        astray = tuple(Astray(stream, text) for stream, text in islice(self.wrong.items(), MOST))
        return StatesReplayed(events, streams, len(self.aside), astray)

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


def replay_states(store: Store, *, chains: bool = False) -> StatesReplayed:
    """Replay the states of every dossier, and compare them with the table.

    Args:
        store: the database; it is only read.
        chains: whether every event is hashed again too, and its links followed.

    Raises:
        StoreError: the database cannot be read.
    """
    if chains:
        parts = parts_of(last_event(store))
        return sum((replay_part(store, one, chains=True) for one in parts), NONE)
    # In the order in which rows lie, which a disk reads much faster than that of their keys.
    walk = _Walk(store)
    followed = walk.over(steps(store))
    with store.side_by_side() as rows:
        return walk.compared(followed, rows.states())


def replay_part(store: Store, part: Part, *, chains: bool = False) -> StatesReplayed:
    """Replay the states of the dossiers of one part, and compare them with the table.

    Args:
        store: the database; it is only read.
        part: which dossiers.
        chains: whether every event is hashed again too, and its links followed.

    Raises:
        StoreError: the database cannot be read.
    """
    walk = _Walk(store)
    with store.side_by_side() as rows:
        events = rows.within(part.low, part.high)
        taken = _chained(events, walk.wrong) if chains else events
        followed = walk.over(_steps_of(taken))
        return walk.compared(followed, rows.states_within(part.low, part.high))


def last_event(store: Store) -> int:
    """The place of the newest event in the order of recording; 0 for none."""
    with store.side_by_side() as rows:
        return rows.last


def steps(store: Store) -> Iterator[Step]:
    """What each event says of states, in the order of recording; of bytes that say nothing, blanks.

    The fields are read as they stand; whether the bytes are whole is what `audit verify` asks.

    Args:
        store: the database; it is only read.
    """
    with store.side_by_side() as rows:
        yield from _steps_of(rows.events(rows.last))


def _steps_of(events: Iterable[EventRow]) -> Iterator[Step]:
    """What each of some events says of states."""
    for _, stream, _, body, _ in events:
        yield str(stream), *(_said(body) if isinstance(body, bytes) else NOTHING)


def _chained(events: Iterable[EventRow], wrong: dict[str, Text]) -> Iterator[EventRow]:
    """Events dossier by dossier as they come; what breaks a chain is kept by the dossier."""
    for stream, group in groupby(events, key=itemgetter(1)):
        found = list(group)
        if not _is_whole(str(stream).encode(), found):
            links = (
                Link(_position(n), as_bytes(body), as_bytes(leaf)) for _, _, n, body, leaf in found
            )
            broken = first_break(links, stream=str(stream))
            if broken is not None:
                wrong[str(stream)] = BROKEN[broken.kind]
        yield from found


def _is_whole(stream: bytes, events: Iterable[EventRow]) -> bool:
    """Whether the events of a dossier surely are a whole chain; False says nothing."""
    head = bytes(32)
    for place, (_, _, n, body, leaf) in enumerate(events, start=1):
        fields = skimmed(body) if isinstance(body, bytes) else None
        if fields is None or not isinstance(leaf, bytes) or not isinstance(body, bytes):
            return False
        _, named, *_, position, _, prev = fields
        if named != stream or not n == int(position) == place or prev != hexlify(head):
            return False
        if sha256(b"\0" + body).digest() != leaf:
            return False
        head = leaf
    return True


def _position(n: object) -> int:
    """A position as it lies in the column; -1, which no event has, for anything else."""
    return n if isinstance(n, int) else -1


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
