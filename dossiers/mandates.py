"""Who may act for whom: a mandate, its canonical bytes, and how events make it (ADR 0031).

A mandate is a subject of its own beside dossiers and publications: it has a stream of events, is
replayed from them, and its row is only a cache.  What it allows, the workflow engine says.

Invariants:

* the days of a mandate are those of its paper, and never changed: it is withdrawn and given anew;
* an act for somebody names the stream of its mandate, so a replay finds what it was done on;
* a replay goes by what was recorded before the act, not by what became of the mandate later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

import orjson
from pydantic import ValidationError

from dossiers.errors import HistoryError
from dossiers.progress import moved_on
from ledger import Event, canonical
from texts import Text
from texts.reading import Closed, Day, Words
from workflow.running.mandate import Delegation

NOTE = "note_mandate"
"""The type of the event that opens the stream of a mandate."""

GRANT = "grant_mandate"
WITHDRAW = "withdraw_mandate"

UNREADABLE = Text(
    vi="Sự kiện {n} của ủy quyền {stream} không khớp với tài liệu của nó.",
    en="Event {n} of mandate {stream} does not fit its document.",
)


class MandateDraft(Closed):
    """What a mandate says.

    Attributes:
        number: the number that people use, such as `UQ-0001`.
        role: the role that is delegated.
        from_person: the id of whoever holds it.
        to_person: the id of whoever acts in it meanwhile.
        first: the first day on which it holds.
        last: the last one.
        paper: the document by which it was given, by number.
        unit: the unit on whose dossiers it holds; None for those of every unit.
    """

    number: Words
    role: Words
    from_person: Words
    to_person: Words
    first: Day
    last: Day
    paper: Words
    unit: Words | None = None

    def document(self) -> dict[str, object]:
        """The same as plain values, as an event holds it; a mandate for every unit names none."""
        return self.model_dump(mode="json", exclude_none=True)


@dataclass(frozen=True, slots=True)
class Mandate:
    """A role that somebody lets somebody else act in.

    Attributes:
        id: the stream of its events.
        draft: what it says.
        state: a state of the workflow `mandate`.
        definition: digest of that workflow.
        n: the number of its events.
        head: leaf hash of the last of them, in hexadecimal.
        done_by: for each act the ids of the persons who did it.
        withdrawn: the day of its withdrawal; None while nobody withdrew it.
    """

    id: str
    draft: MandateDraft
    state: str
    definition: str
    n: int
    head: str
    done_by: Mapping[str, frozenset[str]] = field(default_factory=dict)
    withdrawn: date | None = None

    @property
    def number(self) -> str:
        """The number that people use."""
        return self.draft.number

    @property
    def unit(self) -> str:
        """The unit to which it belongs; empty for the house."""
        return self.draft.unit or ""

    @property
    def delegation(self) -> Delegation:
        """What it allows, as the workflow engine has it."""
        one = self.draft
        people = (one.from_person, one.to_person)
        days = (one.first, one.last)
        return Delegation(one.number, one.role, *people, *days, one.paper, self.withdrawn)


def after(
    mandate: Mandate | None, event: Event, data: Mapping[str, object], *, leaf: str
) -> Mandate:
    """The mandate after one more event; the same when it is recorded and when it is replayed.

    Args:
        mandate: as it stood before; None when the event opens it.
        event: what happened.
        data: the document that the event names.
        leaf: the leaf hash of the event, hexadecimal.

    Raises:
        HistoryError: the document does not fit the event.
    """
    try:
        before = mandate or _opened(event, data)
    except (ValidationError, KeyError, TypeError) as wrong:
        raise HistoryError(UNREADABLE.fill(n=event.n, stream=event.stream)) from wrong
    withdrawn = event.on if event.type == WITHDRAW else before.withdrawn
    return replace(moved_on(before, event, leaf=leaf), withdrawn=withdrawn)


def _opened(event: Event, data: Mapping[str, object]) -> Mandate:
    """The mandate that an event opens, before the event itself is counted."""
    return Mandate(
        id=event.stream,
        draft=MandateDraft.model_validate(data["mandate"]),
        state=event.target,
        definition=event.judged.definition,
        n=0,
        head=event.prev,
    )


def mandate_bytes(mandate: Mandate) -> bytes:
    """A mandate in canonical bytes, as the cache keeps it."""
    return canonical(
        {
            "id": mandate.id,
            "number": mandate.number,
            "draft": mandate.draft.document(),
            "state": mandate.state,
            "definition": mandate.definition,
            "n": mandate.n,
            "head": mandate.head,
            "done_by": {act: sorted(ids) for act, ids in mandate.done_by.items()},
            "withdrawn": None if mandate.withdrawn is None else mandate.withdrawn.isoformat(),
        }
    )


def read_mandate(body: bytes) -> Mandate:
    """The mandate that some bytes of the cache say.

    Raises:
        HistoryError: they are not what `mandate_bytes` wrote.
    """
    try:
        fields = orjson.loads(body)
        done_by = cast("dict[str, list[str]]", fields["done_by"])
        withdrawn = cast("str | None", fields["withdrawn"])
        return Mandate(
            id=fields["id"],
            draft=MandateDraft.model_validate(fields["draft"]),
            state=fields["state"],
            definition=fields["definition"],
            n=fields["n"],
            head=fields["head"],
            done_by={act: frozenset(ids) for act, ids in done_by.items()},
            withdrawn=None if withdrawn is None else date.fromisoformat(withdrawn),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise HistoryError(UNREADABLE.fill(n="?", stream="?")) from wrong


def delegations_of(mandates: Iterable[Mandate]) -> tuple[Delegation, ...]:
    """What mandates allow, in their order; one that was never granted allows nothing."""
    return tuple(one.delegation for one in mandates if GRANT in one.done_by)
