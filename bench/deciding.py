"""`workflow.decide` beside a plain dictionary and `transitions` alone, the table, and memory."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable
from functools import partial

import workflow
from bench.timing import Goal, Row, at_least, at_most, measured
from texts import Text
from workflow import Answer, Case, Definition, Person
from workflow.running.machine import Token, machine_of

TOPIC = "decide one act"
REPLAY = "one step of a replay"
MEMORY = "memory of 20,000 dossiers"
DOSSIERS = 20_000
DISPATCH = "transitions, dispatch alone"
YES = "workflow.decide, allowed, every requirement judged"
NO = "workflow.decide, refused, every blocker told"


def rows() -> list[Row]:
    """Deciding one act, one step by the table, and what dossiers weigh in the engine."""
    definition = workflow.read(workflow.shipped("provincial-award"), file="provincial-award.yaml")
    return [*_deciding(definition), *_replaying(definition), *_weighing(definition)]


def _deciding(definition: Definition) -> list[Row]:
    """One act that is allowed, and the same act of somebody who may not do it, beside floors."""
    allowed, refused = _questions(definition)
    event = machine_of(definition).events["advance"]
    found = measured(
        TOPIC,
        {
            DISPATCH: lambda: event.trigger(Token("council_review", None)),
            "plain dictionary": _dictionary(definition),
            YES: allowed,
            NO: refused,
        },
        repeats=5_000,
        goals={YES: at_most(1.5), NO: at_most(1.5)},
    )
    assert isinstance(allowed(), workflow.Move)
    assert isinstance(refused(), workflow.Refusal)
    return found


def _replaying(definition: Definition) -> list[Row]:
    """The table beside the engine for the same act."""
    allowed, _ = _questions(definition)
    return measured(
        REPLAY,
        {
            "workflow.step, the compiled table": lambda: workflow.step(
                definition, "council_review", "advance", None
            ),
            YES: allowed,
        },
        repeats=5_000,
        goals={YES: at_least(15)},
    )


def _weighing(definition: Definition) -> list[Row]:
    """Bytes of cases that have all walked a way, sharing one machine."""
    weight = weight_of(definition, DOSSIERS)
    goal = Goal("< 1 KB each", lambda row: row.value is not None and row.value < 1_024 * DOSSIERS)
    return [Row(MEMORY, "cases with who did what (tracemalloc)", weight, goal=goal, unit="B")]


def weight_of(definition: Definition, dossiers: int) -> int:
    """Bytes that so many cases take, each moved once by `decide`.

    Args:
        definition: the workflow they share.
        dossiers: how many.
    """
    settings = {name: one.default for name, one in definition.settings.items() if one.default}
    met = (Answer("x", met=True, text=Text("đạt", "met")),)
    answers = dict.fromkeys(definition.requirements, met)
    clerk = Person("clerk", frozenset({"unit_clerk"}))
    start = Case(definition.start, settings=settings)
    ask = partial(workflow.decide, definition, act="submit", by=clerk, answers=answers)
    ask(case=start)
    gc.collect()
    tracemalloc.start()
    held = []
    for _ in range(dossiers):
        move = ask(case=start)
        assert isinstance(move, workflow.Move), move
        held.append(move.after)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(held) == dossiers
    return size


def _questions(definition: Definition) -> tuple[Callable[[], object], Callable[[], object]]:
    """A decision that is a yes, and one that is a no for every reason."""
    met = (Answer("x", met=True, text=Text("đạt", "met")),)
    answers = dict.fromkeys(definition.requirements, met)
    settings = {name: one.default for name, one in definition.settings.items() if one.default}
    marks = frozenset([*definition.derived_marks, *definition.marks])
    case = Case("council_review", settings=settings, marks=marks)
    head, nobody = Person("head", frozenset({"unit_head"})), Person("x", frozenset())
    ask = partial(workflow.decide, definition, case, "advance")
    return partial(ask, by=head, answers=answers), partial(ask, by=nobody, answers={})


def _dictionary(definition: Definition) -> Callable[[], object]:
    """The same step looked up in a dictionary."""
    table = {(state, act): one.to for state, act, one in definition.doings()}
    return lambda: table["council_review", "advance"]
