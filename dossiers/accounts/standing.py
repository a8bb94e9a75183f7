"""Whose dossiers somebody may see, by their own roles and by those that they stand in for."""

from __future__ import annotations

from datetime import date

from dossiers.accounts.finding import found_account
from dossiers.mandates import delegations_of, read_mandate
from dossiers.people import Account
from dossiers.scope import EVERYTHING, Scope
from dossiers.store import Reader
from dossiers.use_cases.worklist import Office, Seat


def scope_of(store: Reader, account: Account, *, on: date) -> Scope:
    """Whose dossiers an account is shown on a day.

    A mandate shows what the role that it delegates shows to whoever delegates it, on its days.

    Args:
        store: where mandates and accounts are kept.
        account: whose view it is.
        on: the day.
    """
    scope = account.scope_on(on)
    if account.disabled:
        return scope
    mandates = (read_mandate(body) for body in store.mandates(account.id))
    for one in delegations_of(mandates):
        giver = found_account(store, one.from_person) if one.to_person == account.id else None
        if giver is not None and one.holds_on(on):
            scope = scope | giver.scope_on(on, role=one.role)
    return scope


def seat_on(account: Account, on: date) -> Seat:
    """Somebody with every role that they hold on a day, as a worklist asks for them.

    Args:
        account: whose.
        on: the day by the clock.
    """
    offices = (
        Office(one.role, EVERYTHING if one.unit is None else Scope(frozenset({one.unit})))
        for one in account.grants_on(on)
    )
    return Seat(account.id, tuple(offices))
