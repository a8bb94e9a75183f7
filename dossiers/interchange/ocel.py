"""Dossiers as an object-centric log in OCEL 2.0 (JSON): what hangs together with what.

Objects are dossiers, nominees (by pseudonyms), units, councils, ballots, decisions and documents
(by digests); events are acts, each named by its leaf hash.  Relations say in a word what an object
has to do with another or with an event, such as a ballot `held by` a council.

    >>> import json
    >>> sorted(json.loads(b"".join(ocel(lambda: [], "0" * 32))))
    ['eventTypes', 'events', 'objectTypes', 'objects']

Invariants: the bytes depend on history alone; every object that is named is there once, however
many dossiers share it.  Dossiers are read twice and kept never; of what they share, ids are kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from dossiers.acts import COUNCIL_OF_STAGE
from dossiers.interchange.telling import COUNTS, Line, Told
from dossiers.interchange.xes import moment

EVER = "1970-01-01T00:00:00.000+00:00"
"""The moment from which a value holds that never changes."""

UNIT_COUNCIL = "unit_council"
OBJECT_TYPES: dict[str, dict[str, str]] = {
    "dossier": {
        "number": "string",
        "award": "string",
        "workflow": "string",
        "state": "string",
    },
    "nominee": {"kind": "string"},
    "unit": {},
    "council": {"body": "string"},
    "ballot": {"result": "string", **dict.fromkeys(COUNTS, "integer")},
    "decision": {"state": "string", "verdict": "string"},
    "document": {"kind": "string"},
}
"""Every type of object with its attributes."""

EVENT_ATTRIBUTES = {
    "log": "string",
    "index": "integer",
    "leaf": "string",
    "n": "integer",
    "on": "string",
    "person": "string",
    "role": "string",
    "for": "string",
    "from": "string",
    "to": "string",
    "verdict": "string",
    "act": "string",
    "withheld": "boolean",
}
"""The attributes that an event of any type can have."""

DOCUMENTS = (
    ("definition", "under"),
    ("rules", "judged by"),
    ("facts", "judged on"),
    ("outcome", "found"),
)
"""What judged an event, and how it is related."""

Json = dict[str, object]
Relations = list[tuple[str, str]]
"""Ids of objects, each with what they have to do with it."""


@dataclass(slots=True)
class _Ballot:
    """A ballot as the events of its dossier tell of it."""

    id: str
    council: str
    body: str
    values: Json = field(default_factory=dict)
    at: str = EVER
    over: bool = False


def ocel(dossiers: Callable[[], Iterable[Told]], log: str) -> Iterator[bytes]:
    """The log, in pieces.

    Args:
        dossiers: tells what is told of each; asked twice.
        log: the origin of the log that the leaves belong to.
    """
    types: set[str] = set()
    yield b'{"objects":[\n'
    yield from _listed(_objects(dossiers()))
    yield b'],\n"events":[\n'
    yield from _listed(_events(dossiers(), log, types))
    yield b'],\n"objectTypes":'
    yield _bytes([_type(name, said) for name, said in OBJECT_TYPES.items()])
    yield b',\n"eventTypes":'
    yield _bytes([_type(name, EVENT_ATTRIBUTES) for name in sorted(types)])
    yield b"}\n"


def _listed(entries: Iterable[Json]) -> Iterator[bytes]:
    """Entries of a list, one a line."""
    between = b""
    for one in entries:
        yield between + _bytes(one)
        between = b",\n"


def _bytes(value: object) -> bytes:
    """A value as JSON with its keys in order."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _type(name: str, attributes: dict[str, str]) -> Json:
    """A type of objects or events."""
    return {
        "name": name,
        "attributes": [{"name": one, "type": kind} for one, kind in attributes.items()],
    }


def _objects(dossiers: Iterable[Told]) -> Iterator[Json]:
    """Every object, each once; of a dossier that is only named, nothing but its id."""
    seen: set[str] = set()
    named: dict[str, None] = {}
    for one in dossiers:
        if one.lines[0].origin is not None:
            named[_dossier_id(one.lines[0].origin)] = None
        for entry in _objects_of(one):
            name = str(entry["id"])
            if name not in seen:
                seen.add(name)
                yield entry
    yield from (_object("dossier", name, {}) for name in named if name not in seen)


def _objects_of(one: Told) -> Iterator[Json]:
    """The objects that a dossier brings with it."""
    yield _dossier(one)
    yield _object("nominee", _nominee(one), {"kind": one.kind})
    yield _object("unit", _unit(one.unit), {})
    dossier = _dossier_id(one.stream)
    for ballot in {each.id: each for each in _ballots(one).values()}.values():
        yield _object("council", ballot.council, {"body": ballot.body})
        related = [(dossier, "on"), (ballot.council, "held by")]
        yield _object("ballot", ballot.id, ballot.values, related, at=ballot.at)
    for line in one.lines:
        if line.event.actor.unit:
            yield _object("unit", _unit(line.event.actor.unit), {})
        if line.decides:
            values: Json = {"state": line.event.target, "verdict": line.event.judged.verdict}
            at = moment(line.event.at)
            yield _object("decision", _decision(line), values, [(dossier, "on")], at=at)
        for name, kind, _ in _documents(line):
            yield _object("document", name, {"kind": kind})


def _dossier(one: Told) -> Json:
    """A dossier, with every state it was in."""
    origin = one.lines[0].origin
    related = [(_nominee(one), "nominates"), (_unit(one.unit), "proposed by")]
    if origin is not None:
        related.append((_dossier_id(origin), "opened by an act on"))
    values: Json = {"number": one.number, "award": one.award, "workflow": one.workflow}
    entry = _object("dossier", _dossier_id(one.stream), values, related)
    states = [
        {"name": "state", "time": moment(line.event.at), "value": line.event.target}
        for line in one.lines
        if line.event.target != line.event.source
    ]
    return {**entry, "attributes": [*_attributes(values, EVER), *states]}


def _object(
    kind: str, name: str, values: Json, related: Relations | None = None, *, at: str = EVER
) -> Json:
    """An object; a value that is not known is left out."""
    return {
        "id": name,
        "type": kind,
        "attributes": _attributes(values, at),
        "relationships": _related(related or []),
    }


def _attributes(values: Json, at: str) -> list[Json]:
    """The attributes of an object that have a value."""
    return [
        {"name": name, "time": at, "value": one}
        for name, one in values.items()
        if one not in {None, ""}
    ]


def _related(related: Relations) -> list[Json]:
    """Relations as the format writes them, each once."""
    return [{"objectId": name, "qualifier": how} for name, how in dict.fromkeys(related)]


def _events(dossiers: Iterable[Told], log: str, types: set[str]) -> Iterator[Json]:
    """Every event; the types that there are, are noted on the way."""
    for one in dossiers:
        ballots = _ballots(one)
        for line in one.lines:
            types.add(line.event.type)
            yield {
                "id": f"event-{line.leaf}",
                "type": line.event.type,
                "time": moment(line.event.at),
                "attributes": _said(line, log),
                "relationships": _related(_relations(one, line, ballots.get(line.event.n))),
            }


def _said(line: Line, log: str) -> list[Json]:
    """The attributes of an event that have a value."""
    event = line.event
    values: Json = {
        "log": log,
        "index": line.index,
        "leaf": line.leaf,
        "n": event.n,
        "on": event.on.isoformat(),
        "person": event.actor.id,
        "role": event.actor.role,
        "for": line.stands_for,
        "from": event.source or None,
        "to": event.target,
        "verdict": event.judged.verdict,
        "act": None if line.act is None else line.act.vi,
        "withheld": line.withheld or None,
    }
    assert values.keys() == EVENT_ATTRIBUTES.keys(), "what is said is declared"
    return [{"name": name, "value": one} for name, one in values.items() if one is not None]


def _relations(one: Told, line: Line, ballot: _Ballot | None) -> Relations:
    """What an event has to do with objects."""
    related = [(_dossier_id(one.stream), "on")]
    if not line.event.source:
        related += [(_nominee(one), "nominates"), (_unit(one.unit), "proposed by")]
    if line.event.actor.unit:
        related.append((_unit(line.event.actor.unit), "done in"))
    if ballot is not None:
        related += [(ballot.id, str(line.ballot)), (ballot.council, "before")]
    if line.decides:
        related.append((_decision(line), "takes"))
    return [*related, *((name, how) for name, _, how in _documents(line))]


def _ballots(one: Told) -> dict[int, _Ballot]:
    """The ballots of a dossier, each under the events that are about it.

    A ballot begins when its roll is called, or with the sheet that counts it, and is over with its
    result; what belongs to none (its opening is not told) begins one.
    """
    found: dict[int, _Ballot] = {}
    current: dict[str, _Ballot] = {}
    held: dict[str, int] = {}
    for line in one.lines:
        if line.body is None:
            continue
        home = line.event.source
        ballot = current.get(home)
        if ballot is None or ballot.over or line.ballot == "open":
            held[home] = held.get(home, 0) + 1
            name = f"ballot-{one.stream}-{home}-{held[home]}"
            ballot = current[home] = _Ballot(name, _council(one, line), line.body)
        if line.result is not None or line.ballot in {"count", "close", "expire"}:
            ballot.over = True
            ballot.at = moment(line.event.at)
            ballot.values = {"result": line.result, **line.counts}
        found[line.event.n] = ballot
    return found


def _council(one: Told, line: Line) -> str:
    """The id of a council: that of a unit is another one in each unit."""
    own = COUNCIL_OF_STAGE.get(line.stage) == UNIT_COUNCIL
    return f"council-{line.body}-{one.unit}" if own else f"council-{line.body}"


def _documents(line: Line) -> Iterator[tuple[str, str, str]]:
    """The documents of an event: id, kind, and what it has to do with them."""
    judged = line.event.judged
    for kind, how in DOCUMENTS:
        name = getattr(judged, kind)
        if name is not None:
            yield f"document-{name}", kind, how
    yield f"document-{line.event.data}", "data", "brings"


def _decision(line: Line) -> str:
    """The id of a decision."""
    return f"decision-{line.event.stream}-{line.event.n}"


def _dossier_id(stream: str) -> str:
    """The id of a dossier among objects."""
    return f"dossier-{stream}"


def _nominee(one: Told) -> str:
    """The id of a nominee among objects."""
    return f"nominee-{one.nominee}"


def _unit(unit: str) -> str:
    """The id of a unit among objects."""
    return f"unit-{unit}"
