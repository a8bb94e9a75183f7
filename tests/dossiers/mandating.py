"""Builders for mandates."""

from __future__ import annotations

from datetime import date

from dossiers.store import Store
from dossiers.use_cases import Granting, Mandated, Withdrawing, grant, withdraw
from tests.dossiers.building import a_key, moment


def mandated(
    store: Store,
    giver: str,
    taker: str,
    *,
    role: str = "unit_head",
    first: date = date(2024, 12, 1),
    last: date = date(2024, 12, 31),
    paper: str = "12/UQ",
    by: str = "registrar-1",
    on: date = date(2024, 12, 1),
    unit: str | None = None,
) -> Mandated:
    """A mandate from one person to another, recorded by somebody else."""
    return grant(
        store,
        Granting(
            role=role,
            from_person=giver,
            to_person=taker,
            first=first,
            last=last,
            paper=paper,
            by=by,
            on=on,
            at=moment(on),
            key=a_key(),
            unit=unit,
        ),
    )


def withdrawn(
    store: Store, number: str, *, on: date, by: str = "registrar-1", reason: str = "đã về"
) -> Mandated:
    """A mandate taken back."""
    return withdraw(
        store,
        Withdrawing(number=number, by=by, on=on, at=moment(on), key=a_key(), reason=reason),
    )
