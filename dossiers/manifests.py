"""Plans that were applied, as they stand in the log: a stream of events of its own.

When all dossiers of a plan are through, one event says which plan it was, what was asked, who did
it, and with which events; so a bulk act can be found and counted in the record (ADR 0048).  The
stream belongs to no dossier: its id follows from the name of the log, its states count the plans.

No name stands in the document of such an event, which everybody may see: words of names in a query
are left out.  The digest of the plan covers them.

    >>> from dossiers.asking import read_query
    >>> from datetime import date
    >>> without_names(str(read_query("state:draft (đường | -hoa)", on=date(2025, 3, 12))))
    'state:draft (… | -…)'
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import cast

from dossiers.asking import All, Any, Named, Not, Query, read_query
from dossiers.documents import read_document
from dossiers.errors import HistoryError
from dossiers.store import Reader, Store
from ledger import EventBytesError, digest, read_event
from texts import Text

LEFT_OUT = "…"
ANY_DAY = date(2000, 1, 1)
"""A canonical query has no days that are counted from today."""

NO_MANIFEST = Text(
    vi="tài liệu của sự kiện này không phải bảng kê của kế hoạch",
    en="the document of this event is no manifest of a plan",
)
NOT_THERE = Text(
    vi="bảng kê nói kế hoạch {plan} gồm sự kiện {n} của hồ sơ {stream}, nhưng sự kiện đó không có "
    "hoặc không thuộc kế hoạch này",
    en="the manifest says that event {n} of dossier {stream} was done by plan {plan}; there is no "
    "such event, or it was not",
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an event says of a plan that was applied.

    Attributes:
        n: its place among the plans of the log, from 1.
        plan: the digest of the plan.
        query: what was asked, without words of names.
        act: the act.
        on: the business day.
        by: the id of whoever did it, and `role` in what capacity.
        held: how many dossiers the plan had found and left out.
        refused: how many could no longer be moved when their turn came.
        done: for each dossier that was moved its stream, and how many events it had then.
    """

    n: int
    plan: str
    query: str
    act: str
    on: str
    by: str
    role: str
    held: int
    refused: int
    done: tuple[tuple[str, int], ...]


def stream_of_plans(log: str) -> str:
    """The id of the stream that holds the plans applied on a log.

    >>> len(stream_of_plans("log.example/tinh"))
    32
    """
    return digest(f"{log}/plans".encode())[:32]


def plan_of(key: str) -> str:
    """The digest of the plan by which a command was given; empty for any other command.

    >>> plan_of("plan/5d41402abc4b2a76b9719d911017c592/CSTDCS-2024-0001"), plan_of("nop-1")
    ('5d41402abc4b2a76b9719d911017c592', '')
    """
    kind, _, rest = key.partition("/")
    return rest.partition("/")[0] if kind == "plan" else ""


def without_names(query: str) -> str:
    """A canonical query without the words of names in it."""
    return str(_masked(read_query(query, on=ANY_DAY)))


def _masked(query: Query) -> Query:
    """The same query with a sign in the place of every word of a name."""
    match query:
        case Named():
            return Named(LEFT_OUT)
        case Not(part):
            return Not(_masked(part))
        case All(parts) | Any(parts):
            return replace(query, parts=tuple(_masked(one) for one in parts))
        case _:
            return query


def manifests(store: Store) -> Iterator[Manifest]:
    """The plans that were applied, in their order.

    Raises:
        HistoryError: an event of them, or its document, cannot be read.
    """
    for one in store.events(stream_of_plans(store.log)):
        try:
            event = read_event(one.body)
            data = read_document(store.document(event.data))
            done = tuple((str(stream), int(str(n))) for stream, n in _pairs(data["done"]))
            yield Manifest(
                n=one.n,
                plan=str(data["plan"]),
                query=str(data["query"]),
                act=str(data["of"]),
                on=event.on.isoformat(),
                by=event.actor.id,
                role=event.actor.role,
                held=int(str(data["held"])),
                refused=int(str(data["refused"])),
                done=done,
            )
        except (EventBytesError, KeyError, TypeError, ValueError) as wrong:
            raise HistoryError(NO_MANIFEST) from wrong


def unproved(store: Store) -> Iterator[tuple[int, Text]]:
    """What manifests say that the record does not hold, each with the place of the manifest.

    Raises:
        StoreError: the database cannot be read.
    """
    try:
        for one in manifests(store):
            yield from ((one.n, text) for text in _not_there(store, one))
    except HistoryError as wrong:
        yield 1, wrong.text


def _not_there(store: Store, one: Manifest) -> Iterator[Text]:
    """The events that a manifest names and that were not done by its plan."""
    for stream, n in one.done:
        if not _is_by(store, stream, n, one.plan):
            yield NOT_THERE.fill(plan=one.plan, n=n, stream=stream)


def _is_by(store: Reader, stream: str, n: int, plan: str) -> bool:
    """Whether an event was done by a plan."""
    found = next(islice(store.events(stream), n - 1, None), None) if n > 0 else None
    try:
        return found is not None and plan_of(read_event(found.body).command.key) == plan
    except EventBytesError:
        return False


def _pairs(found: object) -> list[tuple[object, object]]:
    """A list of pairs in a stored document.

    Raises:
        TypeError: it is none.
    """
    if not isinstance(found, list):
        raise TypeError(found)
    return [cast("tuple[object, object]", tuple(one)) for one in found]
