"""As whom somebody may do an act: in a role of their own, or for somebody who has let them.

Whether a mandate really bears the act is asked again by `dossiers.use_cases.perform`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desk.asked import Asked
from dossiers.accounts import Allowed, Deed, Denied, found_account, may
from dossiers.mandates import delegations_of, read_mandate
from ledger import Actor
from workflow.running.mandate import Delegation


@dataclass(frozen=True, slots=True)
class Capacity:
    """One way of acting.

    Attributes:
        by: who acts, and in what role.
        stands_for: the id of the person for whom; empty for themselves.
    """

    by: Actor
    stands_for: str = ""


def given(asked: Asked) -> tuple[Delegation, ...]:
    """What others let whoever asks do in their place today."""
    me = asked.signed_in.account.id
    mandates = tuple(read_mandate(body) for body in asked.house.store.mandates(me))
    every = delegations_of(mandates)
    return tuple(one for one in every if one.to_person == me and one.holds_on(asked.today))


def capacities(
    asked: Asked, deed: Deed, unit: str, mandates: tuple[Delegation, ...]
) -> tuple[Capacity, ...] | Denied:
    """Every way in which whoever asks may do something, their own first; or why there is none.

    Args:
        asked: the request.
        deed: what they would do.
        unit: the unit of the dossier.
        mandates: what others let them do, as `given` found it.
    """
    own = may(asked.signed_in, deed, unit=unit, on=asked.today)
    mine = (Capacity(own.actor),) if isinstance(own, Allowed) else ()
    found = (*mine, *_by_mandate(asked, deed, unit, mandates))
    return own if isinstance(own, Denied) and not found else found


def _by_mandate(
    asked: Asked, deed: Deed, unit: str, mandates: Iterable[Delegation]
) -> Iterator[Capacity]:
    """The ways that mandates give them, each giver once."""
    seen: set[str] = set()
    for one in mandates:
        if one.role not in deed.roles or one.from_person in seen:
            continue
        giver = found_account(asked.house.store, one.from_person)
        if giver is None:
            continue
        found = may(
            asked.signed_in, deed, unit=unit, on=asked.today, role=one.role, stands_for=giver
        )
        if isinstance(found, Allowed):
            seen.add(one.from_person)
            yield Capacity(found.actor, one.from_person)
