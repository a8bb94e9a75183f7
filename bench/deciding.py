"""`workflow.decide` beside a plain dictionary, and beside `transitions` alone."""

from __future__ import annotations

import workflow
from bench.timing import Row, measured
from texts import Text
from workflow import Answer, Case, Person
from workflow.machine import Token, machine_of

ACT = "advance"
STATE = "council_review"


def rows() -> list[Row]:
    """Deciding one act that is allowed, with every requirement answered."""
    definition = workflow.read(workflow.shipped("provincial-award"), file="provincial-award.yaml")
    table = {
        (state, act): kind.to
        for state, one in definition.states.items()
        for act, kind in one.acts.items()
    }
    event = machine_of(definition).events[ACT]
    met = (Answer("x", met=True, text=Text("đạt", "met")),)
    answers = dict.fromkeys(definition.requirements, met)
    person = Person("head", frozenset({"unit_head"}))
    case = Case(STATE)
    return measured(
        "decide one act",
        {
            "plain dictionary": lambda: table[STATE, ACT],
            "transitions, dispatch alone": lambda: event.trigger(Token(STATE, None)),
            "workflow.decide, every requirement judged": lambda: workflow.decide(
                definition, case, ACT, by=person, answers=answers
            ),
        },
        repeats=5_000,
    )
