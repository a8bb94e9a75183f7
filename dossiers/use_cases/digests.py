"""What is due for somebody within some working days: a digest, bounded, and none where it is empty.

A digest is made from the same rows as a worklist and says the same; it leaves out what has no last
day, or a later one.  The outbox form is for whoever hands digests on: one a person and working day.

    >>> calendar = workflow.shipped_calendar("vn-working-days")
    >>> window(date(2025, 4, 29), 1, calendar).isoformat()
    '2025-05-05'
    >>> window(date(2025, 3, 12), 0, calendar).isoformat()
    '2025-03-12'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

import workflow
from dossiers.rulebook import procedure
from dossiers.scope import EVERYTHING, Scope
from dossiers.store import Reader
from dossiers.use_cases.finding import MOST
from dossiers.use_cases.worklist import Line, Office, Seat, worklist
from texts import Text
from texts.reading import Closed, wrong

WITHIN = 3
"""Working days ahead that a digest looks, where nobody says otherwise."""

MOST_PEOPLE = 10_000
ID = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$"
"""What may stand in the name of a file, and cannot lead out of a folder."""

Id = Annotated[str, Field(pattern=ID)]

TWICE = Text(vi="người '{person}' có hai dòng", en="the person '{person}' stands there twice")


@dataclass(frozen=True, slots=True)
class Digest:
    """What is due for somebody.

    Attributes:
        person: the id.
        on: the day of the digest.
        until: the last day that it looks at.
        lines: the nearest last day first; those that are over are among them.
        more: whether there are further ones, which the worklist shows.
    """

    person: str
    on: date
    until: date
    lines: tuple[Line, ...]
    more: bool


class Held(Closed):
    """A role of somebody in a file of people.

    Attributes:
        role: the id of the role.
        units: the units for which it is held; None for all.
    """

    role: Id
    units: Annotated[tuple[Id, ...], Field(min_length=1, max_length=1_000)] | None = None

    @property
    def office(self) -> Office:
        """The same as a worklist has it."""
        return Office(self.role, EVERYTHING if self.units is None else Scope(frozenset(self.units)))


class Addressee(Closed):
    """Somebody who is to get digests.

    Attributes:
        person: the id under which they act.
        offices: the roles they hold.
    """

    person: Id
    offices: Annotated[tuple[Held, ...], Field(min_length=1, max_length=100)]

    @property
    def seat(self) -> Seat:
        """The same as a worklist has it."""
        return Seat(self.person, tuple(one.office for one in self.offices))


class Addressees(Closed):
    """A file of people: who gets digests, and for what.

    Attributes:
        people: each of them once.
    """

    people: Annotated[tuple[Addressee, ...], Field(max_length=MOST_PEOPLE)]

    @model_validator(mode="after")
    def _once(self) -> Addressees:
        """Refuse somebody who stands there twice, and would get two digests a day."""
        seen: set[str] = set()
        for one in self.people:
            if one.person in seen:
                raise wrong("twice", TWICE.fill(person=one.person))
            seen.add(one.person)
        return self


def calendar_of_work() -> workflow.Calendar:
    """The calendar by which offices work: that of the workflow of new dossiers."""
    name = procedure().definition.calendar
    assert name is not None, "the shipped workflow counts working days"
    return workflow.shipped_calendar(name)


def window(on: date, within: int, calendar: workflow.Calendar) -> date:
    """The last day of so many working days after a day, that day among them.

    Raises:
        workflow.OutsideCalendarError: the calendar does not reach so far.
    """
    return calendar.nth_working(calendar.worked_until(on) + within) if within else on


def digest_of(
    store: Reader, seat: Seat, *, on: date, within: int = WITHIN, most: int = MOST
) -> Digest:
    """What is due for somebody.

    Args:
        store: the database, as it is or as it was.
        seat: who, with everything they hold.
        on: today.
        within: how many working days ahead; what is over is due in any case.
        most: how many lines at most, up to 200.

    Raises:
        workflow.OutsideCalendarError: the calendar does not reach so far.
        dossiers.errors.HistoryError: the stored content of a dossier cannot be read.
    """
    until = window(on, within, calendar_of_work())
    page = worklist(store, seat, on=on, most=most)
    lines = tuple(one for one in page.lines if one.last is not None and one.last.day <= until)
    more = page.following is not None and len(lines) == len(page.lines)
    return Digest(seat.person, on, until, lines, more)


def digests(
    store: Reader, people: Iterable[Addressee], *, on: date, within: int = WITHIN
) -> Iterator[Digest]:
    """The digests of a day, one a person; none on a day off, and none that is empty.

    Args:
        store: the database.
        people: who gets them.
        on: today.
        within: how many working days ahead.

    Raises:
        workflow.OutsideCalendarError: the calendar does not reach so far.
        dossiers.errors.HistoryError: the stored content of a dossier cannot be read.
    """
    if not calendar_of_work().is_working(on):
        return
    for one in people:
        found = digest_of(store, one.seat, on=on, within=within)
        if found.lines:
            yield found


def everybody(person: str, roles: Iterable[str], units: Iterable[str]) -> Seat:
    """The seat for some roles, or for all of today's workflows, for some units or for all.

    Args:
        person: whose votes are asked for too; empty for nobody's.
        roles: the ids of the roles; none for all.
        units: the ids of the units; none for all.

    Raises:
        workflow.UnknownRoleError: no role of the workflow of new dossiers has the id.
    """
    definition = procedure().definition
    asked = tuple(roles) or tuple(
        name for name, role in definition.roles.items() if not role.program
    )
    for one in asked:
        definition.role(one)
    named = frozenset(units)
    scope = Scope(named) if named else EVERYTHING
    return Seat(person, tuple(Office(one, scope) for one in asked))
