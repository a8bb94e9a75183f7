"""Whose dossiers somebody sees and as whom they act: by own roles, and by those they stand in for.

A mandate gives no role.  Whoever stands in for somebody does what that role lets the other do, on
the days of the mandate, and as far as both reach: the units of the role and that of the mandate
(ADR 0057).
Whether it really bears an act is asked again by `dossiers.use_cases.perform`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dossiers.accounts.allowing import Allowed, Deed, Denied, Somebody, may
from dossiers.accounts.finding import found_account
from dossiers.mandates import Mandate, delegations_of, read_mandate
from dossiers.people import Account
from dossiers.scope import EVERYTHING, NOBODYS, SHARED, Scope
from dossiers.store import Reader
from dossiers.use_cases.worklist import Office, Seat
from ledger import Actor
from workflow.running.mandate import refusals


@dataclass(frozen=True, slots=True)
class StandIn:
    """A role in which somebody may act for somebody else on a day.

    Attributes:
        mandate: the number of the mandate.
        giver: who holds the role.
        role: the id of the role.
        scope: on whose dossiers; never nobody's.
    """

    mandate: str
    giver: Account
    role: str
    scope: Scope


@dataclass(frozen=True, slots=True)
class Capacity:
    """One way of acting.

    Attributes:
        by: who acts, and in what role.
        stands_for: the id of the person for whom; empty for themselves.
    """

    by: Actor
    stands_for: str = ""


def stand_ins(store: Reader, account: Account, *, on: date) -> tuple[StandIn, ...]:
    """The roles in which an account may act for others on a day, by number of the mandate.

    A role that shows nobody's dossiers is none of them: nothing is done in it by mandate.

    Args:
        store: where mandates and accounts are kept.
        account: who acts.
        on: the day by the clock.
    """
    if account.disabled:
        return ()
    near = _granted(store, account.id)
    mine = [
        one for one in near if one.draft.to_person == account.id and one.delegation.holds_on(on)
    ]
    if not mine:
        return ()
    every = _granted(store, account.id, *(one.draft.from_person for one in mine))
    found = (_stand_in(store, one, every, on) for one in mine)
    return tuple(one for one in found if one is not None)


def scope_of(store: Reader, account: Account, *, on: date) -> Scope:
    """Whose dossiers an account is shown on a day.

    Args:
        store: where mandates and accounts are kept.
        account: whose view it is.
        on: the day.
    """
    return scope_with(account, stand_ins(store, account, on=on), on=on)


def scope_with(account: Account, others: Iterable[StandIn], *, on: date) -> Scope:
    """Whose dossiers an account is shown on a day by own roles and by those of others.

    Args:
        account: whose view it is.
        others: as `stand_ins` found them for that day.
        on: the day.
    """
    scope = account.scope_on(on)
    for one in others:
        scope = scope | one.scope
    return scope


def seat_on(account: Account, others: Iterable[StandIn], on: date) -> Seat:
    """Somebody with every role that they hold or stand in for, as a worklist asks for them.

    Args:
        account: whose.
        others: as `stand_ins` found them for the day.
        on: the day by the clock.
    """
    own = (
        Office(one.role, EVERYTHING if one.unit is None else Scope(frozenset({one.unit})))
        for one in account.grants_on(on)
    )
    return Seat(account.id, (*own, *(Office(one.role, one.scope, one.giver.id) for one in others)))


def capacities(
    who: Somebody, others: Iterable[StandIn], deed: Deed, *, unit: str | None, on: date
) -> tuple[Capacity, ...] | Denied:
    """Every way in which somebody may do something, their own first; or why there is none.

    Args:
        who: an account, a session or a token.
        others: as `stand_ins` found them for the day.
        deed: what they would do.
        unit: the unit of the dossier; None where there is no dossier, and then any unit will do.
        on: the day by the clock.
    """
    own = may(who, deed, unit=unit, on=on)
    found: dict[str, Capacity] = {}
    denied = []
    for giver, one in (("", own), *_for_others(who, others, deed, unit, on)):
        if isinstance(one, Denied):
            denied.append(one)
        else:
            found.setdefault(giver, Capacity(one.actor, giver))
    return tuple(found.values()) or denied[-1]


def _granted(store: Reader, *people: str) -> tuple[Mandate, ...]:
    """The mandates that were granted to some people, or by them; withdrawn ones among them."""
    every = (read_mandate(body) for body in store.mandates(*people))
    return tuple(one for one in every if delegations_of((one,)))


def _stand_in(
    store: Reader, mandate: Mandate, every: tuple[Mandate, ...], on: date
) -> StandIn | None:
    """What a mandate gives on a day, as far as it reaches; None for nothing.

    A chain counts where both mandates of it hold, as it does when somebody acts.
    """
    draft = mandate.draft
    giver = found_account(store, draft.from_person)
    if giver is None:
        return None
    scope = giver.scope_on(on, role=draft.role)
    if mandate.unit != SHARED:
        scope = scope & Scope(frozenset({mandate.unit}))
    if scope.units is None:
        scope = scope if _bears(mandate, every, on) else NOBODYS
    else:
        here = (
            (unit, [one for one in every if one.unit in {SHARED, unit}]) for unit in scope.units
        )
        scope = Scope(frozenset(unit for unit, known in here if _bears(mandate, known, on)))
    return None if scope == NOBODYS else StandIn(draft.number, giver, draft.role, scope)


def _bears(mandate: Mandate, known: Iterable[Mandate], on: date) -> bool:
    """Whether nothing keeps somebody from acting on a mandate, among those that are known."""
    others = delegations_of(known)
    return not refusals(mandate.delegation, others, role=mandate.draft.role, on=on)


def _for_others(
    who: Somebody, others: Iterable[StandIn], deed: Deed, unit: str | None, on: date
) -> Iterator[tuple[str, Allowed | Denied]]:
    """What each mandate for a role of the deed gives, by whoever gave it."""
    for one in others:
        if one.role in deed.roles and (unit is None or one.scope.holds(unit)):
            role, giver = one.role, one.giver
            yield giver.id, may(who, deed, unit=unit, on=on, role=role, stands_for=giver)
