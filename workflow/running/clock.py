"""The clocks of one dossier on a day: when each ends, and of what people are to be warned.

    >>> from datetime import date
    >>> from workflow import Case, read, shipped
    >>> from workflow.terms.calendar import shipped_calendar
    >>> definition = read(shipped("provincial-award"), file="provincial-award.yaml")
    >>> calendar = shipped_calendar("vn-working-days")
    >>> readings(definition, Case("draft"), calendar)
    ()

A clock is read, never wound here: `workflow.running.course` starts and stops it with the acts of
its dossier.  Nothing fires by itself; whoever runs the program asks what is over and does that act,
in the order in which the terms ended (`overdue`), also after it was down for days.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workflow.language.definition import Definition
from workflow.running.outcome import Case, Moment
from workflow.terms.calendar import Calendar
from workflow.terms.deadline import Warned, ladder
from workflow.terms.term import Due, Standing, due


@dataclass(frozen=True, slots=True)
class Reading:
    """What a clock says.

    Attributes:
        clock: its id.
        ends: how it ends, with the days skipped and why; or that it stands still.
        warned: when people are to be warned, earliest first; empty while it stands still.
        outcome: the act of the program that is due when it is over.
    """

    clock: str
    ends: Due | Standing
    warned: tuple[Warned, ...]
    outcome: str

    @property
    def last_day(self) -> date | None:
        """The day with whose end it is over; None while it stands still."""
        return self.ends.day if isinstance(self.ends, Due) else None


def readings(definition: Definition, case: Case, calendar: Calendar) -> tuple[Reading, ...]:
    """Every clock that runs or stands still on a dossier, in the order of the file.

    Raises:
        OutsideCalendarError: the calendar has no file for a year that a term touches.
    """
    found = []
    for name, rule in definition.clocks.items():
        running = case.clocks.get(name)
        if running is None:
            continue
        ends = due(running.since, rule.length, calendar, suspensions=running.stops.entries)
        warned = () if isinstance(ends, Standing) else ladder(ends.day, rule.warn, calendar)
        found.append(Reading(name, ends, warned, rule.outcome))
    return tuple(found)


def moment_of(readings_of_case: Iterable[Reading], on: date) -> Moment:
    """The moment of an act: its day, and the last days of the clocks that run."""
    dues = {one.clock: one.last_day for one in readings_of_case}
    return Moment(on, {clock: day for clock, day in dues.items() if day is not None})


def overdue(readings_of_case: Iterable[Reading], on: date) -> tuple[Reading, ...]:
    """The clocks that are over on a day, in the order in which they ended.

    After days without a run of the program the earliest comes first, as it would have come then.
    """
    over = [one for one in readings_of_case if one.last_day is not None and one.last_day < on]
    return tuple(sorted(over, key=lambda one: (one.last_day, one.clock)))
