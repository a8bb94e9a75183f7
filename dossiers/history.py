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
from datetime import date
from typing import Any, cast

from pydantic import ValidationError

import workflow
from dossiers.course import Course, course_of
from dossiers.documents import read_origin
from dossiers.errors import ActDetailsError, HistoryError
from dossiers.following import Doing, Followed, followed
from dossiers.model import Dossier, Nomination
from ledger import Event
from texts import Text

PROPOSE = "propose"
OPEN_LINKED = "open_linked"
"""The type of the first event of a dossier that an act on another one opened."""

FIRST_RECEIPT = "submit"
DECISIONS = {"approve": "", "record_central_decision": "central_authority"}
"""The acts that decide, each with the role of the authority; empty for the role of who acts."""

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
    step: Followed | None,
) -> Dossier:
    """The dossier after one more event.

    Args:
        dossier: as it stood before; None when the event is the proposal.
        event: what happened.
        data: the document that the event names.
        leaf: the leaf hash of the event, hexadecimal; the new head.
        step: what the workflow says of the event, as `step_of` asked it; None for the proposal.

    Returns:
        A new dossier; the one given is left as it was.

    Raises:
        HistoryError: the document does not fit the event.
    """
    try:
        before = dossier if dossier is not None else _proposed(event, data)
        return _moved(before, event, data, leaf=leaf, step=step)
    except (ValidationError, ActDetailsError, KeyError, TypeError) as wrong:
        raise HistoryError(UNREADABLE.fill(n=event.n, stream=event.stream)) from wrong


def step_of(
    definition: workflow.Definition, dossier: Dossier, event: Event, data: Mapping[str, object]
) -> Followed | None:
    """What the workflow says of an event; None where it does not lead on by it.

    Args:
        definition: the workflow that the event pins.
        dossier: as it stood before.
        event: what happened.
        data: the document that the event names.

    Raises:
        HistoryError: the document does not fit the event.
    """
    doing = Doing(
        act=event.type,
        by=event.actor.id,
        on=event.on,
        stands_for=cast("str | None", data.get("for")),
        reason=str(data.get("reason", "")),
        details=cast("Mapping[str, object]", data.get("details", {})),
        settings=cast("Mapping[str, str] | None", data.get("settings")),
    )
    try:
        return followed(definition, dossier, doing)
    except (ActDetailsError, workflow.WorkflowError, KeyError, TypeError) as wrong:
        raise HistoryError(UNREADABLE.fill(n=event.n, stream=event.stream)) from wrong


def _proposed(event: Event, data: Mapping[str, object]) -> Dossier:
    """The dossier that a proposal opens, or an act on another, before the event is counted.

    A linked dossier goes on under the law, and the authority, of the one that opened it.
    """
    received = cast("str | None", data.get("received_on"))
    return Dossier(
        id=event.stream,
        number=str(data["number"]),
        nomination=Nomination.model_validate(data["nomination"]),
        state=event.target,
        sender=None,
        received_on=None if received is None else date.fromisoformat(received),
        definition=event.judged.definition,
        decided_as=cast("str | None", data.get("decided_as")),
        n=0,
        head=event.prev,
        rules=cast("str | None", data.get("rules")),
        profile=cast("str | None", data.get("profile")),
        course=Course(settings=cast("Mapping[str, str]", data.get("settings", {}))),
        origin=read_origin(cast("Mapping[str, Any] | None", data.get("origin"))),
    )


def _moved(
    before: Dossier,
    event: Event,
    data: Mapping[str, object],
    *,
    leaf: str,
    step: Followed | None,
) -> Dossier:
    """The dossier with the event's change, its new place, and who did it.

    Only the first `submit` sets the day of receipt and the settings, and only a decision the
    deciding role.
    """
    evidence = before.evidence if step is None else step.evidence
    case = _case_of_proposal(before, event) if step is None else step.case
    first_receipt = before.received_on is None and event.type == FIRST_RECEIPT
    settings = before.course.settings
    if first_receipt:
        settings = cast("Mapping[str, str]", data.get("settings", {}))
    authority = DECISIONS.get(event.type)
    return replace(
        before,
        nomination=before.nomination.model_copy(update={"evidence": evidence}),
        state=event.target,
        sender=case.sender,
        received_on=event.on if first_receipt else before.received_on,
        rules=event.judged.rules if first_receipt else before.rules,
        decided_as=before.decided_as if authority is None else authority or event.actor.role,
        n=event.n,
        head=leaf,
        done_by=case.done_by,
        course=course_of(case, settings),
        opened=before.opened + opened_by(data),
    )


def opened_by(data: Mapping[str, object]) -> tuple[str, ...]:
    """The number of the linked dossier that an act opened, as its document says; none for most.

    >>> opened_by({"opened": {"id": "5d41", "number": "CSTDCS-2024-0001.1"}}), opened_by({})
    (('CSTDCS-2024-0001.1',), ())
    """
    opened = cast("Mapping[str, object] | None", data.get("opened"))
    return () if opened is None else (str(opened["number"]),)


def _case_of_proposal(before: Dossier, event: Event) -> workflow.Case:
    """Where a dossier stands that was just proposed: no workflow has been asked yet."""
    return workflow.Case(before.state, None, {event.type: frozenset({event.actor.id})})
