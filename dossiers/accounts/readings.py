"""Who has read a dossier: reading what is personal is recorded like an act, once a day.

The events stand in a stream of their own beside each dossier, so that reading moves no dossier and
nobody who acts waits for somebody who reads.  Of one person, dossier and day there is one event.

Invariants:

* a reading says who, in which role, which dossier and when, and nothing of what was read;
* noting the same reading again writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dossiers.accounts.allowing import SEE, Denied, Somebody
from dossiers.accounts.standing import capacities, stand_ins
from dossiers.apart import READ
from dossiers.errors import KeyChangedError
from dossiers.store import Entry, Reader, Store
from dossiers.use_cases.appending import Link, Occasion, appended_publicly, pen_of
from dossiers.use_cases.performing import dossier_of
from ledger import Actor, Command, Judgement, canonical, digest, read_event
from texts.moments import day_in_vietnam
from workflow import Move

RULE = canonical({"kind": "tdkt-readings/v1"})
"""What a reading goes by, in place of a workflow: the form of its document."""

READER = "reader"
"""The role of somebody whose account no longer shows them the dossier."""

KEYS = "@readings"
"""The name of the key under which the keys of readings are made; no stream is called so."""

TRIES = 8
"""How often a reading is tried again when others read the same dossier for the first time."""


@dataclass(frozen=True, slots=True)
class Reading:
    """That somebody has read a dossier.

    Attributes:
        account: the id of the account.
        role: in which role.
        on: the day in Vietnam.
        at: the first moment of that day at which they did.
    """

    account: str
    role: str
    on: date
    at: datetime


def stream_of_readings(dossier: str) -> str:
    """The id of the stream of who has read a dossier, by the id of the dossier.

    >>> len(stream_of_readings("5d41402abc4b2a76b9719d911017c592"))
    32
    """
    return digest(f"{dossier}/readings".encode())[:32]


def noted_reading(store: Store, who: Somebody, number: str, *, at: datetime) -> bool:
    """Record that somebody reads a dossier, unless it is on record for this day.

    It may be called while the page is being sent: nothing that is shown depends on it.

    Args:
        store: where it is recorded.
        who: a session, a token or an account.
        number: the dossier.
        at: the moment, with time zone.

    Returns:
        Whether it was written now.

    Raises:
        dossiers.errors.DossierNotFoundError: there is no such dossier.
        dossiers.errors.KeyChangedError: too many others read it at the same moment.
        dossiers.errors.StoreError: nothing could be written.
    """
    account, on = who.account.id, day_in_vietnam(at)
    asked = _command(store, account, number, on)
    if store.answer(asked.key, asked.request, None) is not None:
        return False
    dossier = dossier_of(store, number)
    others = stand_ins(store, who.account, on=on)
    ways = capacities(who, others, SEE, unit=dossier.nomination.unit, on=on)
    by = Actor(account, READER) if isinstance(ways, Denied) else ways[0].by
    return _noted(store, stream_of_readings(dossier.id), Occasion(at, on, asked), by, number)


def readings_of(store: Reader, number: str) -> tuple[Reading, ...]:
    """Everybody who has read a dossier, in the order of recording.

    Args:
        store: the database, or a view of it at a moment.
        number: the dossier.

    Raises:
        dossiers.errors.DossierNotFoundError: there is no such dossier.
    """
    stream = stream_of_readings(dossier_of(store, number).id)
    events = (read_event(one.body) for one in store.events(stream))
    return tuple(Reading(one.actor.id, one.actor.role, one.on, one.at) for one in events)


def _command(store: Store, account: str, number: str, on: date) -> Command:
    """The key follows from person, dossier and day; nobody can guess it and use it up before."""
    request = digest(canonical({"act": READ, "account": account, "number": number, "on": str(on)}))
    key = store.strongbox.fingerprint(store.strongbox.made(KEYS), request)
    return Command(f"reading/{key}", request)


def _noted(store: Store, stream: str, when: Occasion, by: Actor, number: str) -> bool:
    """Append a reading; again where somebody else has appended one in the meantime.

    Raises:
        dossiers.errors.KeyChangedError: that happened too often.
    """
    for attempt in range(TRIES):
        try:
            return _appended(store, stream, when, by, number)
        except KeyChangedError:
            if attempt + 1 == TRIES:
                raise
    raise AssertionError("the last attempt returns or raises")


def _appended(store: Store, stream: str, when: Occasion, by: Actor, number: str) -> bool:
    """Append a reading behind the last one of the dossier; whether it was not there before.

    Raises:
        dossiers.errors.KeyChangedError: somebody else has appended one.
    """
    *_, last = (None, *store.events(stream))
    link = Link(stream) if last is None else Link(stream, last.n, last.leaf.hex())
    one = appended_publicly(
        pen_of(store),
        link,
        Move(READ, "read" if link.n else "", "read", None),
        when,
        by=by,
        judged=Judgement(digest(RULE)),
        data={"act": READ, "number": number},
    )
    entry = Entry(
        key=when.command.key,
        request=when.command.request,
        events=(one.stored,),
        row=None,
        was_n=link.n,
        documents={**one.documents, digest(RULE): RULE},
        result=canonical({"number": number}),
    )
    return not store.record(entry).repeated
