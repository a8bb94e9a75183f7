"""What needs whoever is signed in, by its last day, and who is waited for elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from urllib.parse import urlencode

from markupsafe import Markup

from desk.answer import Answer, Sent, Shown
from desk.asked import Asked
from desk.drawing import part as drawn_part
from desk.letting_in import is_one_of
from desk.people import names_of
from desk.route import Route, Who
from desk.units import Units
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
from dossiers.use_cases.worklist import Line, Part, Seat, worklist
from texts import Language

Names = tuple[tuple[str, str], ...]
"""What people are called, each by their id."""

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
    values = {
        "lines": Markup("").join(_drawn(asked, part, found.lines)),
        "part": part.value,
        "following": _following(part, found.following),
        "roleless": not roles and not asked.stand_ins,
        **_proposing(asked),
    }
    return Shown("worklist/worklist.html", values)


def _drawn(asked: Asked, part: Part, lines: Sequence[Line]) -> Iterator[Markup]:
    """The lines as they are shown; one that was drawn so before is taken as it is (ADR 0056).

    How a line looks depends on language, part and day, and on what unit and people are called.
    """
    people = [tuple(_named_in(one)) for one in lines]
    names = names_of(asked, (one for several in people for one in several))
    units, language, day = Units(asked.house.store).names, asked.language, asked.day
    for one, several in zip(lines, people, strict=True):
        called = tuple((person, names[person]) for person in several)
        key = (language, part, day, units.get(one.unit, one.unit), called)
        yield one.beside.kept(key, partial(_line, one, *key))


def _named_in(one: Line) -> Iterator[str]:
    """The ids of everybody whom a line names: members, and those for whom an act is done."""
    yield from one.members
    yield from dict.fromkeys(act.stands_for for act in one.acts if act.stands_for)


def _line(
    one: Line,
    language: Language,
    part: Part,
    on: date,
    unit: str,
    names: tuple[tuple[str, str], ...],
) -> Markup:
    """One line, drawn now."""
    values = {"one": one, "part": part.value, "names": dict(names), "unit": unit, "on": on}
    return drawn_part(language, "worklist/line.html", {**values, "awards": AWARDS})


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
