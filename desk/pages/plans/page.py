"""Bulk acts as the record has them: who did what to which dossiers by which plan."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from desk.answer import Answer, Shown
from desk.asked import Asked
from desk.people import names_of
from desk.route import Route, Who
from dossiers.accounts import deeds, roles
from dossiers.documents import read_document
from dossiers.errors import HistoryError
from dossiers.manifests import Manifest, manifests
from dossiers.store import Store
from ledger import EventBytesError, read_event
from texts import Text

MOST = 20
"""Plans that a page shows, and dossiers that it names of each."""


@dataclass(frozen=True, slots=True)
class Applied:
    """One plan.

    Attributes:
        manifest: what the record says of it.
        on: the business day.
        done: the first of the dossiers that it moved, by their numbers, each with the event.
    """

    manifest: Manifest
    on: date
    done: tuple[tuple[str, int], ...]


def plans(asked: Asked) -> Answer:
    """The plans that were applied, the newest first, up to the one that was typed."""
    asked.store.check_whole()
    every = tuple(reversed(tuple(manifests(asked.store))))
    before = asked.query.one("before")
    found = [one for one in every if not before.isdecimal() or one.n < int(before[:9])]
    shown = tuple(_applied(asked.store, one) for one in found[:MOST])
    acts: dict[str, Text] = {}
    for deed in deeds():
        acts.setdefault(deed.name, deed.text)
    values = {
        "plans": shown,
        "older": found[MOST - 1].n if len(found) > MOST else None,
        "acts": acts,
        "roles": roles(),
        "names": names_of(asked, (one.manifest.by for one in shown)),
    }
    return Shown("plans/plans.html", values)


def _applied(store: Store, one: Manifest) -> Applied:
    """One plan with its dossiers by their numbers."""
    done = tuple((_number(store, stream), n) for stream, n in one.done[:MOST])
    return Applied(one, date.fromisoformat(one.on), done)


def _number(store: Store, stream: str) -> str:
    """The number of a dossier; its id where history does not tell it."""
    with suppress(HistoryError, EventBytesError, KeyError, StopIteration):
        first = read_event(next(iter(store.events(stream))).body)
        return str(read_document(store.document(first.data))["number"])
    return stream


ROUTES = (Route("/audit/plans", "plans", plans, Who.AUDITORS, slow=True),)
