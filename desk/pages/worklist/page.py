"""What needs whoever is signed in, by its last day, and who is waited for elsewhere."""

from __future__ import annotations

from urllib.parse import urlencode

from desk.answer import Answer, Sent, Shown
from desk.asked import Asked
from desk.people import names_of
from desk.route import Route, Who
from dossiers.accounts import ADMINISTRATOR, AUDITOR, POLICY, PROPOSE, Allowed, Denied, may
from dossiers.accounts.standing import seat_on
from dossiers.options import AWARDS
from dossiers.use_cases.worklist import Part, Seat, worklist

MOST = 25
NO_COUNCIL = {AUDITOR: "/audit", POLICY: "/rules", ADMINISTRATOR: "/users"}
"""Where the day begins for those who move no dossiers."""


def first(asked: Asked) -> Answer:
    """The first page; whoever is not signed in is led to sign in, and readers to their pages."""
    if asked.session is None:
        return Sent("/sign-in")
    roles = {grant.role for grant in asked.session.account.grants_on(asked.today)}
    if roles and roles <= NO_COUNCIL.keys():
        return Sent(next(path for role, path in NO_COUNCIL.items() if role in roles))
    part = Part.OTHERS if asked.query.one("part") == Part.OTHERS.value else Part.MINE
    after = asked.query.one("after") or None
    found = worklist(asked.reader, seat_of(asked), on=asked.day, part=part, after=after, most=MOST)
    members = (one for line in found.lines for one in line.members)
    values = {
        "list": found,
        "part": part.value,
        "names": names_of(asked, members),
        "following": _following(part, found.following),
        "on": asked.day,
        "awards": AWARDS,
        "proposes": isinstance(_proposing(asked), Allowed),
    }
    return Shown("worklist/worklist.html", values)


def _proposing(asked: Asked) -> Allowed | Denied:
    """Whether whoever asks may propose somebody, for any unit."""
    return may(asked.signed_in, PROPOSE, unit=None, on=asked.today)


def seat_of(asked: Asked) -> Seat:
    """Whoever asks, with every role that they hold on the day of the request."""
    return seat_on(asked.signed_in.account, asked.today)


def _following(part: Part, mark: str | None) -> str | None:
    """The address of the page behind this one; None where this is the last."""
    return None if mark is None else "/?" + urlencode({"part": part.value, "after": mark})


ROUTES = (Route("/", "worklist", first, Who.ANYBODY),)
