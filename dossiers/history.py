"""Folding events into a dossier: the one function that says what an event does.

`after` is used twice: when an act is recorded, and when history is replayed.  Whatever it does to a
dossier it does from the event and its document alone; it reads no clock, no file and no table.  It
judges nothing either: that an act was lawful is asked before it is recorded, and again by replay.

Invariants:

* the same events with the same documents give the same dossier, to the byte;
* the day of receipt is set by the first `submit` and never again (ADR 0017);
* what an act brought is read by the same models as on the day it was done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from pydantic import ValidationError

from dossiers.acts import changed
from dossiers.errors import ActDetailsError, HistoryError
from dossiers.model import Dossier, Nomination
from ledger import Event
from texts import Text

PROPOSE = "propose"
FIRST_RECEIPT = "submit"
DECISION = "approve"

UNREADABLE = Text(
    vi="Sự kiện {n} của hồ sơ {stream} không khớp với tài liệu của nó; chạy `tdkt audit verify`.",
    en="Event {n} of dossier {stream} does not fit its document; run `tdkt audit verify`.",
)


def after(
    dossier: Dossier | None,
    event: Event,
    data: Mapping[str, object],
    *,
    leaf: str,
    sender: str | None,
) -> Dossier:
    """The dossier after one more event.

    Args:
        dossier: as it stood before; None when the event is the proposal.
        event: what happened.
        data: the document that the event names.
        leaf: the leaf hash of the event, hexadecimal; the new head.
        sender: the state that the workflow remembers after the move.

    Returns:
        A new dossier; the one given is left as it was.

    Raises:
        HistoryError: the document does not fit the event.
    """
    try:
        before = dossier if dossier is not None else _proposed(event, data)
        return _moved(before, event, data, leaf=leaf, sender=sender)
    except (ValidationError, ActDetailsError, KeyError, TypeError) as wrong:
        raise HistoryError(UNREADABLE.fill(n=event.n, stream=event.stream)) from wrong


def _proposed(event: Event, data: Mapping[str, object]) -> Dossier:
    """The dossier that a proposal opens, before the event itself is counted."""
    return Dossier(
        id=event.stream,
        number=str(data["number"]),
        nomination=Nomination.model_validate(data["nomination"]),
        state=event.target,
        sender=None,
        received_on=None,
        definition=event.judged.definition,
        decided_as=None,
        n=0,
        head=event.prev,
        profile=cast("str | None", data.get("profile")),
    )


def _moved(
    before: Dossier, event: Event, data: Mapping[str, object], *, leaf: str, sender: str | None
) -> Dossier:
    """The dossier with the event's change, its new place, and who did it.

    Only the first `submit` sets the day of receipt, and only `approve` the deciding role.
    """
    details = cast("Mapping[str, object]", data.get("details", {}))
    evidence = changed(before.evidence, event.type, details, str(data.get("stage", "")))
    first_receipt = before.received_on is None and event.type == FIRST_RECEIPT
    done = before.done_by.get(event.type, frozenset()) | {event.actor.id}
    return replace(
        before,
        nomination=before.nomination.model_copy(update={"evidence": evidence}),
        state=event.target,
        sender=sender,
        received_on=event.on if first_receipt else before.received_on,
        rules=event.judged.rules if first_receipt else before.rules,
        decided_as=event.actor.role if event.type == DECISION else before.decided_as,
        n=event.n,
        head=leaf,
        done_by={**before.done_by, event.type: done},
    )
