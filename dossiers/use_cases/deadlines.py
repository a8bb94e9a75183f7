"""The running terms of all dossiers, and which of them end on another day under another year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import workflow
from dossiers.following import case_of
from dossiers.store import Reader
from dossiers.terms import terms_of
from dossiers.use_cases.looking import unerased
from dossiers.use_cases.performing import procedure_of
from texts import Text


@dataclass(frozen=True, slots=True)
class Shifted:
    """A running term of a dossier that ends on another day.

    Attributes:
        number: the dossier.
        clock: the id of the term in its workflow.
        text: the term in words.
        moved: from when to when, and why.
    """

    number: str
    clock: str
    text: Text
    moved: workflow.Moved


@dataclass(frozen=True, slots=True)
class _Stored:
    """A running term with the calendar that it is counted by."""

    number: str
    clock: str
    text: Text
    calendar: workflow.Calendar
    deadline: workflow.Deadline


def shifted(store: Reader, files: Sequence[tuple[str, bytes]]) -> tuple[Shifted, ...]:
    """The running terms that end on another day when these files take the place of their years.

    What stands still has no last day yet, and what runs beyond the calendar was never counted, so
    neither moves.  Nothing is changed by asking.

    Args:
        store: where dossiers are kept.
        files: the name of each file of a year, for the places of mistakes, and its content.

    Raises:
        workflow.CalendarFileError: a file has mistakes.
        workflow.CalendarYearsError: the files do not make one calendar with the shipped years.
        workflow.OutsideCalendarError: the new calendar lacks a year that a term needs.
    """
    found = []
    for one in _running(store):
        new = workflow.amended(one.calendar, files)
        if new.id != one.calendar.id:
            continue  # a calendar of its own counts no term of these dossiers
        moved = workflow.moved([one.deadline], one.calendar, new)
        found += [Shifted(one.number, one.clock, one.text, each) for each in moved]
    return tuple(found)


def _running(store: Reader) -> Iterator[_Stored]:
    """Every term that runs and has a last day, by the number of its dossier."""
    for dossier in unerased(store):
        definition = procedure_of(store, dossier).definition
        if definition.calendar is None or not dossier.course.clocks:
            continue
        calendar = workflow.shipped_calendar(definition.calendar)
        for reading in terms_of(definition, case_of(dossier)).readings:
            if not isinstance(reading.ends, workflow.Due):
                continue
            running = dossier.course.clocks[reading.clock]
            deadline = workflow.Deadline(
                name=dossier.number,
                start=running.since,
                term=reading.ends.term,
                day=reading.ends.day,
                calendar=calendar.version,
                suspensions=running.stops.entries,
            )
            words = definition.clocks[reading.clock].text
            yield _Stored(dossier.number, reading.clock, words, calendar, deadline)
