"""The provenance of one dossier in W3C PROV-JSON: who did what, with what, on whose behalf.

Each event is an activity.  It used the dossier as it stood and what judged it, and generated the
dossier as it stands since and what it brought.  A person is associated with it in a role; somebody
who acted on a mandate acted on behalf of its giver, and whoever acted in a unit on behalf of that.

Invariant: persons are ids and documents are digests; names and contents stay where they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

from dossiers.interchange.telling import Line, Told
from dossiers.interchange.xes import moment

NAMESPACE = "urn:tdkt:prov:1:"
USED = ("definition", "rules", "facts")
"""What judges an event, of what its bytes pin."""

Statement = dict[str, object]
"""The attributes of an entity, an activity, an agent or a relation."""


class _Document:
    """A PROV-JSON document under way."""

    def __init__(self) -> None:
        """Begin with nothing but our prefix."""
        self.parts: dict[str, dict[str, Statement]] = {}
        self._count = 0

    def put(self, part: str, name: str, said: Statement) -> None:
        """State something of a thing; what is not known is left out, and the first word holds."""
        kept = {key: value for key, value in said.items() if value is not None}
        self.parts.setdefault(part, {}).setdefault(name, kept)

    def relate(self, part: str, **said: object) -> None:
        """State a relation; names of PROV are written with `_` for `:`."""
        self._count += 1
        kept = {_key(key): value for key, value in said.items() if value is not None}
        self.put(part, f"_:r{self._count}", kept)


def prov(one: Told, log: str) -> bytes:
    """The document.

    Args:
        one: what is told of the dossier.
        log: the origin of the log that the leaves belong to.
    """
    document = _Document()
    document.put(
        "entity",
        _name("dossier", one.stream),
        {
            "prov:type": _type("Dossier"),
            "tdkt:number": one.number,
            "tdkt:award": one.award or None,
            "tdkt:workflow": one.workflow,
            "tdkt:nominee": one.nominee,
            "tdkt:log": log,
        },
    )
    document.put("agent", _name("unit", one.unit), {"prov:type": _type("Organization", "prov")})
    for line in one.lines:
        _act(document, line)
        _states(document, one, line)
        _people(document, line)
    parts = {part: document.parts[part] for part in sorted(document.parts)}
    told = {"prefix": {"tdkt": NAMESPACE}, **parts}
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


def _act(document: _Document, line: Line) -> None:
    """An event as an activity, and the documents that it used and generated."""
    event = line.event
    document.put(
        "activity",
        _activity(line),
        {
            "prov:startTime": moment(event.at),
            "prov:endTime": moment(event.at),
            "prov:type": _type("Act"),
            "prov:label": None if line.act is None else _label(line.act.vi, "vi"),
            "tdkt:act": event.type,
            "tdkt:n": event.n,
            "tdkt:on": event.on.isoformat(),
            "tdkt:leaf": line.leaf,
            "tdkt:index": line.index,
            "tdkt:result": line.result,
            "tdkt:verdict": event.judged.verdict,
        },
    )
    _used(document, line)
    _brought(document, line)


def _used(document: _Document, line: Line) -> None:
    """The documents by which an event was judged."""
    for kind in USED:
        if (name := getattr(line.event.judged, kind)) is not None:
            document.relate(
                "used",
                prov_activity=_activity(line),
                prov_entity=_document(document, name, kind),
                prov_role=kind,
            )


def _brought(document: _Document, line: Line) -> None:
    """What an event brought: its details, what the rules found, a dossier that it opened."""
    event = line.event
    for kind, made in (("data", event.data), ("outcome", event.judged.outcome)):
        if made is not None:
            # Named after the event: equal bytes that two events brought are two things made.
            entity = _name(kind, line.leaf)
            said: Statement = {
                "prov:type": _type("Document"),
                "tdkt:kind": kind,
                "tdkt:digest": made,
            }
            document.put("entity", entity, said)
            _generated(document, line, entity)
    if line.opened is not None:
        opened = _name("dossier", line.opened)
        document.put("entity", opened, {"prov:type": _type("Dossier")})
        _generated(document, line, opened)


def _states(document: _Document, one: Told, line: Line) -> None:
    """The dossier as it stands after an event, made of how it stood before."""
    event = line.event
    after = _state(one, event.n)
    said = {"prov:type": _type("DossierState"), "tdkt:state": event.target, "tdkt:n": event.n}
    document.put("entity", after, said)
    document.relate(
        "specializationOf",
        prov_specificEntity=after,
        prov_generalEntity=_name("dossier", one.stream),
    )
    _generated(document, line, after)
    if event.n == 1:
        return
    before, activity = _state(one, event.n - 1), _activity(line)
    document.relate("used", prov_activity=activity, prov_entity=before, prov_role="dossier")
    document.relate(
        "wasDerivedFrom",
        prov_generatedEntity=after,
        prov_usedEntity=before,
        prov_activity=activity,
    )


def _people(document: _Document, line: Line) -> None:
    """Who did it, in what capacity, and on whose behalf."""
    event, activity = line.event, _activity(line)
    person = _name("person", event.actor.id)
    kind = "SoftwareAgent" if line.by_program else "Person"
    document.put("agent", person, {"prov:type": _type(kind, "prov")})
    document.relate(
        "wasAssociatedWith",
        prov_activity=activity,
        prov_agent=person,
        prov_plan=_name("document", event.judged.definition),
        prov_role=event.actor.role,
    )
    for responsible, agent, mandate in _behalf(line):
        document.put("agent", responsible, {"prov:type": _type(agent, "prov")})
        entity = None
        if mandate is not None:
            entity = _name("mandate", mandate)
            document.put("entity", entity, {"prov:type": _type("Mandate")})
            document.relate("used", prov_activity=activity, prov_entity=entity, prov_role="mandate")
        document.relate(
            "actedOnBehalfOf",
            prov_delegate=person,
            prov_responsible=responsible,
            prov_activity=activity,
            tdkt_mandate=None if entity is None else {"$": entity, "type": "prov:QUALIFIED_NAME"},
        )


def _behalf(line: Line) -> Iterator[tuple[str, str, str | None]]:
    """On whose behalf somebody acted: the agent, its kind, and the mandate for it."""
    if line.event.actor.unit:
        yield _name("unit", line.event.actor.unit), "Organization", None
    if line.stands_for is not None:
        yield _name("person", line.stands_for), "Person", line.mandate


def _generated(document: _Document, line: Line, entity: str) -> None:
    """That an event made something."""
    document.relate(
        "wasGeneratedBy",
        prov_entity=entity,
        prov_activity=_activity(line),
        prov_time=moment(line.event.at),
    )


def _document(document: _Document, digest: str, kind: str) -> str:
    """The name of a stored document, which is stated once."""
    name = _name("document", digest)
    said: Statement = {"prov:type": _type("Document"), "tdkt:kind": kind, "tdkt:digest": digest}
    document.put("entity", name, said)
    return name


def _activity(line: Line) -> str:
    """The name of an event as an activity."""
    return _name("event", line.leaf)


def _state(one: Told, n: int) -> str:
    """The name of the dossier as it stood after an event."""
    return _name("dossier", f"{one.stream}-{n}")


def _name(kind: str, word: str) -> str:
    """A qualified name; what a name of PROV cannot have is written by its bytes.

    >>> _name("person", "an@so")
    'tdkt:person-an%40so'
    """
    return f"tdkt:{kind}-{quote(word, safe='')}"


def _type(word: str, prefix: str = "tdkt") -> dict[str, str]:
    """A type, as a qualified name."""
    return {"$": f"{prefix}:{word}", "type": "prov:QUALIFIED_NAME"}


def _label(words: str, lang: str) -> dict[str, str]:
    """Words in a language."""
    return {"$": words, "lang": lang}


def _key(key: str) -> str:
    """The name of PROV, or ours, that a keyword stands for.

    >>> _key("prov_usedEntity")
    'prov:usedEntity'
    """
    return key.replace("_", ":", 1)
