"""Dossiers as a log in IEEE XES (1849): a case each, with an event a line.

    >>> b"".join(xes([], "0" * 32)).startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
    True

A case is named by the number of its dossier, an event by the id of its act, so that names do not
change with the language; the words stand beside it.  What is no act of the workflow, such as going
over to another edition, has the lifecycle `unknown`, so tools that replay acts pass over it.

Invariants: the bytes depend on history alone; what is written of one dossier is written before the
next is read, so memory does not grow with their number.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape

from dossiers.interchange.telling import Line, Told

EXTENSIONS = (
    ("Concept", "concept", "http://www.xes-standard.org/concept.xesext"),
    ("Lifecycle", "lifecycle", "http://www.xes-standard.org/lifecycle.xesext"),
    ("Organizational", "org", "http://www.xes-standard.org/org.xesext"),
    ("Time", "time", "http://www.xes-standard.org/time.xesext"),
    ("Award dossiers", "tdkt", "urn:tdkt:xes:1"),
)
"""Name, prefix and URI of each extension; the last is ours, and explained in the documentation."""

GZIP = 16 + zlib.MAX_WBITS
Attribute = tuple[str, str, object]
"""Type, key and value."""


def xes(dossiers: Iterable[Told], log: str) -> Iterator[bytes]:
    """The log, in pieces.

    Args:
        dossiers: what is told of each.
        log: the origin of the log that the leaves belong to.
    """
    yield _head(log).encode()
    for one in dossiers:
        yield _trace(one).encode()
    yield b"</log>\n"


def packed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes as gzip, with no moment and no name in it.

    >>> import gzip
    >>> gzip.decompress(b"".join(packed([b"<log>", b"</log>"])))
    b'<log></log>'
    """
    press = zlib.compressobj(9, zlib.DEFLATED, GZIP)
    for piece in pieces:
        yield press.compress(piece)
    yield press.flush()


def moment(at: datetime) -> str:
    """A moment as XES and OCEL write it: UTC, with milliseconds.

    >>> from datetime import UTC
    >>> moment(datetime(2025, 3, 12, 8, 30, tzinfo=UTC))
    '2025-03-12T08:30:00.000+00:00'
    """
    return at.isoformat(timespec="milliseconds")


def _head(log: str) -> str:
    """Everything before the first case: extensions, what every case and event has, classifiers."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">',
        *(f'<extension name="{n}" prefix="{p}" uri="{u}"/>' for n, p, u in EXTENSIONS),
        '<global scope="trace">',
        '<string key="concept:name" value=""/>',
        "</global>",
        '<global scope="event">',
        '<string key="concept:name" value=""/>',
        '<string key="lifecycle:transition" value="complete"/>',
        '<date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>',
        '<string key="tdkt:leaf" value=""/>',
        "</global>",
        '<classifier name="Act" keys="concept:name"/>',
        '<classifier name="Act and role" keys="concept:name org:role"/>',
        _attribute("string", "tdkt:log", log),
        "",
    ]
    return "\n".join(lines)


def _trace(one: Told) -> str:
    """A dossier."""
    said: list[Attribute] = [
        ("string", "concept:name", one.number),
        ("string", "tdkt:dossier", one.stream),
        ("string", "tdkt:award", one.award),
        ("string", "tdkt:unit", one.unit),
        ("string", "tdkt:nominee", one.nominee),
        ("string", "tdkt:nominee_kind", one.kind),
        ("string", "tdkt:workflow", one.workflow),
        ("string", "tdkt:definition", one.definition),
    ]
    events = "".join(_event(line) for line in one.lines)
    return f"<trace>\n{_attributes(said)}{events}</trace>\n"


def _event(line: Line) -> str:
    """An event."""
    event = line.event
    said: list[Attribute] = [
        ("string", "concept:name", event.type),
        ("string", "lifecycle:transition", "complete" if line.is_act else "unknown"),
        ("date", "time:timestamp", moment(event.at)),
        ("string", "org:resource", event.actor.id),
        ("string", "org:role", event.actor.role),
        ("string", "org:group", event.actor.unit),
        ("string", "tdkt:act_vi", None if line.act is None else line.act.vi),
        ("string", "tdkt:act_en", None if line.act is None else line.act.en),
        ("int", "tdkt:n", event.n),
        ("string", "tdkt:on", event.on.isoformat()),
        ("string", "tdkt:from", event.source),
        ("string", "tdkt:to", event.target),
        ("string", "tdkt:for", line.stands_for),
        ("string", "tdkt:result", line.result),
        ("string", "tdkt:verdict", event.judged.verdict),
        ("string", "tdkt:rules", event.judged.rules),
        ("boolean", "tdkt:withheld", "true" if line.withheld else None),
        ("string", "tdkt:leaf", line.leaf),
        ("int", "tdkt:index", line.index),
    ]
    return f"<event>\n{_attributes(said)}</event>\n"


def _attributes(said: Iterable[Attribute]) -> str:
    """The attributes that have a value, one a line."""
    return "".join(f"{_attribute(*one)}\n" for one in said if one[2] not in {None, ""})


def _attribute(kind: str, key: str, value: object) -> str:
    """One attribute; a character that XML cannot have becomes U+FFFD."""
    told = "".join(one if one.isprintable() else "�" for one in str(value))
    return f'<{kind} key="{key}" value="{escape(told)}"/>'
