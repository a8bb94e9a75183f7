"""Was an act for somebody done on a mandate that held then, as far as stored events tell?

Only what was recorded before the act counts: a mandate withdrawn later, whatever day it names, does
not undo what was done on it, and one written down later does not heal what was done without.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dossiers.documents import read_document
from dossiers.errors import HistoryError
from dossiers.mandates import Mandate, after, delegations_of
from dossiers.store import Store, StoredEvent
from ledger import Event, read_event
from texts import Text, joined
from workflow.running.mandate import Reason, refusals

NO_MANDATE = Text(
    vi="việc làm thay '{giver}' không có ủy quyền nào được ghi trước đó",
    en="the act for '{giver}' names no mandate that was recorded before it",
)
NOT_HELD = Text(
    vi="việc làm thay '{giver}' không đúng ủy quyền: {why}",
    en="the act for '{giver}' was not done on its mandate: {why}",
)


def mandate_fault(
    store: Store, stored: StoredEvent, event: Event, data: Mapping[str, object]
) -> Text | None:
    """What is wrong with the mandate of an act; None where it held, or nobody was acted for.

    Args:
        store: where events are kept.
        stored: the event of the act, as it lies there.
        event: the same, read.
        data: its document.

    Raises:
        HistoryError: a document of the mandate is lost or does not fit.
    """
    giver = data.get("for")
    if giver is None:
        return None
    mandate = _folded(store, str(data.get("mandate", "")), stored.seq)
    people = (str(giver), event.actor.id)
    if mandate is None or _people(mandate) != people or not delegations_of((mandate,)):
        return NO_MANDATE.fill(giver=giver)
    found = refusals(mandate.delegation, (), role=event.actor.role, on=event.on)
    return NOT_HELD.fill(giver=giver, why=_why(found)) if found else None


def _folded(store: Store, stream: str, before: int) -> Mandate | None:
    """The mandate of a stream as it stood before an event; None where there was none."""
    mandate: Mandate | None = None
    for one in store.events(stream):
        if one.seq < before:
            event = read_event(one.body)
            data = read_document(store.document(event.data))
            if mandate is None and "mandate" not in data:
                raise HistoryError(NO_MANDATE.fill(giver="?"))
            mandate = after(mandate, event, data, leaf=one.leaf.hex())
    return mandate


def _people(mandate: Mandate) -> tuple[str, str]:
    """Who gave it to whom."""
    return mandate.draft.from_person, mandate.draft.to_person


def _why(found: Iterable[Reason]) -> Text:
    """All reasons in one sentence."""
    return joined((one.text for one in found), " ")
