"""The terms that run on a dossier: their last days, counted by the calendar of its workflow.

    >>> from dossiers.rulebook import procedure
    >>> terms_of(procedure().definition, workflow.Case("draft"))
    Terms(readings=(), uncounted=())

A term whose last day the calendar does not reach is told as uncounted; nothing is over by guess.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import workflow


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one dossier.

    Attributes:
        readings: those whose end is known, or that stand still, in the order of the workflow.
        uncounted: the ids of those that run beyond the calendar, or for which there is none.
    """

    readings: tuple[workflow.Reading, ...]
    uncounted: tuple[str, ...]

    def moment(self, on: date) -> workflow.Moment:
        """A day with the last days of the terms that run on it."""
        return workflow.moment_of(self.readings, on)


def terms_of(
    definition: workflow.Definition,
    case: workflow.Case,
    calendar: workflow.Calendar | None = None,
) -> Terms:
    """The terms that run or stand still where a dossier stands.

    Args:
        definition: the workflow; it names the calendar.
        case: where the dossier stands.
        calendar: the one to count by; None for the one of this name that comes with the program.

    Raises:
        workflow.UnknownCalendarError: the calendar does not come with the program.
    """
    if not case.clocks or definition.calendar is None:
        return Terms((), tuple(case.clocks))
    calendar = calendar or workflow.shipped_calendar(definition.calendar)
    found: list[workflow.Reading] = []
    uncounted: list[str] = []
    for name, running in case.clocks.items():
        alone = replace(case, clocks={name: running})
        try:
            found += workflow.readings(definition, alone, calendar)
        except workflow.OutsideCalendarError:
            uncounted.append(name)
    return Terms(tuple(found), tuple(uncounted))
