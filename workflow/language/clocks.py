"""The terms that the law sets, as a workflow file describes them.

How days are counted is in `workflow.terms.term` and `workflow.terms.calendar`; what a clock of
one dossier does is in `workflow.running.clock`; here is only what the file says.

    clocks:
      supplement_term:
        text: {vi: Thời hạn bổ sung, en: Term for the supplement}
        length: 10 working_days
        starts: return_for_supplement
        runs_in: returned
        warn: [3 working_days]
        outcome: lapse
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator

from texts import Text
from texts.reading import Closed, Name, Words, wrong
from workflow.language.naming import Names, SomeNames, Source, When
from workflow.terms.clock_errors import TermError
from workflow.terms.term import Term, term


def _read(value: object) -> object:
    """The term that words say; anything else is left to the check of its kind."""
    if not isinstance(value, str):
        return value
    try:
        return term(value)
    except TermError as no_term:
        raise wrong("not-term", no_term.text, meant=no_term.nearest) from None


TermField = Annotated[Term, BeforeValidator(_read, json_schema_input_type=Words)]
"""A legal term in words: `10 working_days`, `7 calendar_days`, `3 months`."""


class ClockRule(Closed):
    """A term that runs on a dossier.

    It starts with one of its acts, runs in its states, stands still where it stops, and is over
    when the dossier comes to any other state.

    Attributes:
        text: its name.
        length: how long it runs, such as `20 working_days`.
        starts: the acts that start it, each time anew; the day of the act is not counted.
        runs_in: the states in which it runs.
        stops_in: the states in which it stands still and keeps what is left of it.
        warn: how long before its end people are warned, the earliest first.
        outcome: the act of the program that is done when it is over; possible in every state of
            `runs_in`, and it never leads to a state that grants the award.
        when: the settings under which it runs at all; empty means always.
        source: where the law sets it.
    """

    text: Text
    length: TermField
    starts: SomeNames
    runs_in: SomeNames
    stops_in: Names = ()
    warn: tuple[TermField, ...] = ()
    outcome: Name
    when: When = {}
    source: Source | None = None
