"""One act of one dossier, asked of `workflow.decide` and of two libraries of state charts.

The peers get every state and every act of the provincial workflow with its plain target, and no
condition, role or reason, which makes it easier for them; they only move.  The act leaves a dossier
where it is, so that each reading finds the same state.  A peer is timed only after it has moved
through other acts as ours does; one that is not installed has a line that says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import workflow
from bench.timing import Row, at_least, measured
from texts import Text
from workflow.language.definition import SAME, Definition

TOPIC = "one act on one chart"
OURS = "workflow.decide, everything judged"
GOAL = at_least(5)
STATE = "council_review"
ACT = "answer_question"
WAY_THERE = ("submit",)
WAY_BACK = ("return_for_supplement", "withdraw")

Send = Callable[[str], str]
"""Sends an act to a running chart and says the state afterwards."""


def rows() -> list[Row]:
    """Ours first; its time is the floor, so a peer's ratio is how much faster ours is."""
    definition = workflow.read(workflow.shipped("provincial-award"), file="provincial-award.yaml")
    act = definition.states[STATE].acts[ACT]
    person = workflow.Person("an", frozenset(act.by))
    met = (workflow.Answer("x", met=True, text=Text("đạt", "met")),)
    answers = dict.fromkeys(definition.requirements, met)
    settings = {name: one.default for name, one in definition.settings.items() if one.default}
    case = workflow.Case(STATE, settings=settings)
    installed = {name: send for name, make in PEERS.items() if (send := make(definition))}
    for name, send in installed.items():
        assert [send(one) for one in WAY_THERE] == [STATE], name
    found = measured(
        TOPIC,
        {
            OURS: lambda: workflow.decide(
                definition, case, ACT, by=person, answers=answers, reason="theo biên bản"
            ),
            **{name: _bound(send) for name, send in installed.items()},
        },
        repeats=2_000,
        goals=dict.fromkeys(PEERS, GOAL),
    )
    for name, send in installed.items():
        assert [send(one) for one in WAY_BACK] == ["returned", "withdrawn"], name
    absent = [Row(TOPIC, name, None, None, GOAL) for name in PEERS if name not in installed]
    return [*found, *absent]


def _bound(send: Send) -> Callable[[], object]:
    """A peer that takes the act."""
    return lambda: send(ACT)


def _steps(definition: Definition) -> Iterator[tuple[str, str, str]]:
    """Every act with a plain target: state, act, state afterwards."""
    for state, name, act in definition.doings():
        if act.to is not None:
            yield state, name, state if act.to == SAME else act.to
        elif name == "resubmit":
            yield state, name, STATE


def _module(name: str) -> Any:  # noqa: ANN401 - the peers are installed for benches only
    """A module of a peer; None where it is not installed."""
    try:
        return import_module(name)
    except ImportError:
        return None


def _statemachine(definition: Definition) -> Send | None:
    """The chart as a class of python-statemachine."""
    library = _module("statemachine")
    if library is None:
        return None
    states = {name: library.State(initial=name == definition.start) for name in definition.states}
    events: dict[str, Any] = {}
    for source, act, target in _steps(definition):
        way = states[source].to.itself() if source == target else states[source].to(states[target])
        events[act] = events[act] | way if act in events else way
    lenient = {"validate_trap_states": False, "validate_final_reachability": False}
    named = {**lenient, **states, **{f"do_{act}": event for act, event in events.items()}}
    machine = type("Chart", (library.StateMachine,), named)()

    def send(act: str) -> str:
        """Send one event."""
        machine.send(f"do_{act}")
        return str(next(iter(machine.configuration)).id)

    return send


def _sismic(definition: Definition) -> Send | None:
    """The chart as a statechart of sismic."""
    model = _module("sismic.model")
    if model is None:
        return None
    chart = model.Statechart("chart")
    chart.add_state(model.CompoundState("root", initial=definition.start), None)
    for name in definition.states:
        chart.add_state(model.BasicState(name), "root")
    for source, act, target in _steps(definition):
        chart.add_transition(model.Transition(source, target, event=act))
    interpreter = _module("sismic.interpreter").Interpreter(chart)
    interpreter.execute_once()

    def send(act: str) -> str:
        """Queue one event and take one step."""
        interpreter.queue(act).execute_once()
        return str(interpreter.configuration[-1])

    return send


PEERS: dict[str, Callable[[Definition], Send | None]] = {
    "python-statemachine": _statemachine,
    "sismic": _sismic,
}
