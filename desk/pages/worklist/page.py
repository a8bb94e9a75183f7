"""What needs whoever is signed in, by its last day, and who is waited for elsewhere."""

from __future__ import annotations

from urllib.parse import urlencode

from desk.answer import Answer, Sent, Shown
from desk.asked import Asked
from desk.letting_in import is_one_of
from desk.people import names_of
from desk.route import Route, Who
from dossiers.accounts import (
    ADMINISTRATOR,
    AUDITOR,
    POLICY,
    PROPOSE,
    Denied,
    capacities,
    seat_on,
)
from dossiers.options import AWARDS
from dossiers.use_cases.worklist import Part, Seat, worklist

MOST = 25
HOMES = {
    AUDITOR: "/audit",
    POLICY: "/rules",
    "policy_author": "/rules",
    "policy_approver": "/rules",
    ADMINISTRATOR: "/users",
}
"""Where the day begins for those who move no dossiers."""


def first(asked: Asked) -> Answer:
    """The first page; whoever is not signed in is led to sign in, and readers to their pages."""
    if asked.session is None:
        return Sent("/sign-in")
    roles = {grant.role for grant in asked.session.account.grants_on(asked.today)}
    home = next((path for role, path in HOMES.items() if role in roles), None)
    if home is not None and not is_one_of(Who.COUNCILS, asked.session.account, asked):
        return Sent(home)
    part = Part.OTHERS if asked.query.one("part") == Part.OTHERS.value else Part.MINE
    after = asked.query.one("after") or None
    found = worklist(asked.reader, seat_of(asked), on=asked.day, part=part, after=after, most=MOST)
    members = (one for line in found.lines for one in line.members)
    givers = (act.stands_for for line in found.lines for act in line.acts if act.stands_for)
    values = {
        "list": found,
        "part": part.value,
        "names": names_of(asked, (*members, *givers)),
        "following": _following(part, found.following),
        "on": asked.day,
        "awards": AWARDS,
        "roleless": not roles and not asked.stand_ins,
        **_proposing(asked),
    }
    return Shown("worklist/worklist.html", values)


def _proposing(asked: Asked) -> dict[str, object]:
    """Whether whoever asks may propose somebody; why not, where they stand in for who may."""
    found = capacities(asked.signed_in, asked.stand_ins, PROPOSE, unit=None, on=asked.today)
    denied = found.text if isinstance(found, Denied) else None
    stands_in = any(one.role in PROPOSE.roles for one in asked.stand_ins)
    return {"proposes": denied is None, "proposes_not": denied if stands_in else None}


def seat_of(asked: Asked) -> Seat:
    """Whoever asks, with every role that they hold or stand in for on the day of the request."""
    return seat_on(asked.signed_in.account, asked.stand_ins, asked.today)


def _following(part: Part, mark: str | None) -> str | None:
    """The address of the page behind this one; None where this is the last."""
    return None if mark is None else "/?" + urlencode({"part": part.value, "after": mark})


ROUTES = (Route("/", "worklist", first, Who.ANYBODY),)
