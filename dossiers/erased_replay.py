"""Replaying a dossier whose content was erased: its states and its chain still prove.

What an act brought is gone, so what follows from votes and papers cannot be folded again.  Asked is
what still can be: did each event start where the dossier stood, can the pinned workflow lead where
the event says, is every public document there, and was everything that is missing erased by an
event that names it?

Invariant: what is missing and was not erased by an event is a difference, never "erased".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import workflow
from dossiers.crossings import CROSSINGS
from dossiers.differences import BEYOND, NO_PATH, NOT_ERASED, OLDER, START
from dossiers.documents import read_document
from dossiers.erased import ERASE, named_in, remainder
from dossiers.errors import ErasedError, HistoryError
from dossiers.history import OPEN_LINKED, PROPOSE
from dossiers.model import Dossier
from dossiers.rulebook import read_procedure
from dossiers.store import Store, StoredEvent
from ledger import Event, EventBytesError, read_event
from texts import Text

Erasure = tuple[Event, Mapping[str, object]]
"""The event that erased a dossier, with its document."""

MARK = b'"type":"erase"'


def erasure_of(store: Store, stored: Sequence[StoredEvent]) -> Erasure | None:
    """The event that erased a dossier, with its document; None where none did.

    Nothing is done to a dossier after it was erased, so only its last event is looked at; what
    follows an erasure all the same is found by `erased_step`.

    Args:
        store: where the document is kept.
        stored: the events of the dossier, in order.
    """
    if not stored or MARK not in stored[-1].body:
        return None
    try:
        event = read_event(stored[-1].body)
        data = read_document(store.document(event.data))
        named_in(data)
    except (EventBytesError, HistoryError, KeyError, TypeError, ValueError):
        return None
    return (event, data) if event.type == ERASE else None


def erased_step(
    store: Store, before: Dossier | None, event: Event, erasure: Erasure, *, leaf: str
) -> Dossier:
    """What can be said of an erased dossier after one more of its events.

    Args:
        store: where documents are kept.
        before: what could be said before; None at the first event.
        event: the event.
        erasure: the event that erased the dossier.
        leaf: the leaf hash of `event`, hexadecimal.

    Raises:
        HistoryError: the event is not what an honest writer left, in words.
    """
    stood = "" if before is None else before.state
    if event.source != stood:
        raise HistoryError(START.fill(found=event.source, expected=stood))
    definition = read_procedure(store.document(event.judged.definition)).definition
    if not _may_lead(definition, event):
        told = {"act": event.type, "source": event.source, "target": event.target}
        raise HistoryError(NO_PATH.fill(**told))
    if event.judged.rules is not None:
        store.document(event.judged.rules)
    if event.type == ERASE and event.n != erasure[0].n:
        raise HistoryError(BEYOND)
    _check_gone(event, named_in(erasure[1]))
    return remainder(event, leaf, erasure, definition=event.judged.definition)


def lost_text(store: Store, lost: HistoryError, otherwise: Text) -> Text:
    """Why a document is not there: because an older copy lacks the erasure, or plainly lost.

    Args:
        store: where keys are kept.
        lost: what was raised for it.
        otherwise: what is told of what is plainly lost.
    """
    if not isinstance(lost, ErasedError):
        return otherwise
    return OLDER if store.destroyed(lost.subject) is not None else NOT_ERASED


def _may_lead(definition: workflow.Definition, event: Event) -> bool:
    """Whether the pinned workflow can lead where an event says."""
    if event.type in {PROPOSE, OPEN_LINKED}:
        return event.target == definition.start
    if event.type == ERASE:
        return event.source == event.target
    if event.type in CROSSINGS:
        return event.target in definition.states
    return workflow.may_lead(definition, event.source, event.type, event.target)


def _check_gone(event: Event, named: Mapping[str, str]) -> None:
    """That everything personal of an event was erased by the event that names it.

    Raises:
        HistoryError: the erasure does not speak of some of it.
    """
    for commitment in event.private:
        if commitment not in named:
            raise HistoryError(NOT_ERASED)
