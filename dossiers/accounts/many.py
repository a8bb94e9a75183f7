"""One act on many dossiers by somebody with an account: to which they may do it, and as whom.

A role may be held for one unit and not for another, so each dossier is asked about; what the
workflow says of each, `dossiers.use_cases.bulk` asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from dossiers.accounts.allowing import Allowed, Denied, Somebody, deed_of, may
from dossiers.errors import PlanError
from dossiers.model import Dossier
from dossiers.store import Reader
from dossiers.use_cases.bulk import Held, Plan
from dossiers.use_cases.performing import dossier_of, procedure_of
from ledger import Actor
from texts import Text

OTHERS_PLAN = Text(
    vi="Kế hoạch này do người khác hoặc ngày khác lập; hãy lập lại.",
    en="Somebody else made this plan, or on another day; make it anew.",
)


def parted(
    store: Reader, who: Somebody, act: str, chosen: Iterable[Dossier], *, on: date
) -> tuple[list[tuple[Dossier, Allowed]], tuple[Held, ...]]:
    """The dossiers to which somebody may do an act, and the others by the reason.

    Args:
        store: where they are kept.
        who: a session, a token or an account.
        act: as the workflow names it.
        chosen: the dossiers.
        on: the day by the clock.

    Raises:
        workflow.UnknownActError: the workflow of one of them has no such act.
    """
    allowed: list[tuple[Dossier, Allowed]] = []
    denied: dict[Text, list[str]] = {}
    for one in chosen:
        found = _may(store, who, act, one, on)
        if isinstance(found, Allowed):
            allowed.append((one, found))
        else:
            denied.setdefault(found.text, []).append(one.number)
    return allowed, tuple(Held((why,), tuple(numbers)) for why, numbers in denied.items())


def actor_of(allowed: Sequence[tuple[Dossier, Allowed]]) -> Actor:
    """Who acts on all of them: for the one unit, or for none in particular."""
    first = allowed[0][1].actor
    units = {found.actor.unit for _, found in allowed}
    return first if len(units) == 1 else replace(first, unit="")


def against_applying(store: Reader, who: Somebody, plan: Plan, *, on: date) -> Text | None:
    """Why somebody may no longer do what their plan says; None where they may.

    Args:
        store: where its dossiers are kept.
        who: a session, a token or an account.
        plan: as it was looked at.
        on: the day by the clock.

    Raises:
        dossiers.errors.DossierNotFoundError: they do not see one of its dossiers.
        dossiers.errors.PlanError: somebody else made it, or on another day.
        workflow.UnknownActError: the workflow of one of them has no such act.
    """
    asked = plan.asked
    if asked.by.id != who.account.id or asked.on != on:
        raise PlanError(OTHERS_PLAN)
    found = (
        _may(store, who, asked.act, dossier_of(store, one.number), on, asked.by.role)
        for one in plan.items
    )
    return next((one.text for one in found if isinstance(one, Denied)), None)


def _may(
    store: Reader, who: Somebody, act: str, one: Dossier, on: date, role: str | None = None
) -> Allowed | Denied:
    """Whether somebody may do an act to a dossier."""
    deed = deed_of(act, definition=procedure_of(store, one).definition)
    return may(who, deed, unit=one.nomination.unit, on=on, role=role)
