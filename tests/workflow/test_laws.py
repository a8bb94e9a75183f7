"""What holds for every definition, every dossier and every order of acts."""

from __future__ import annotations

import copy
import json
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise, product
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from transitions import MachineError

import workflow
from tests.workflow.editions import FORMER, FORMER_BYTES
from texts import Text
from workflow import Answer, Case, Definition, Move, Person, Refusal
from workflow.language.ways import landing
from workflow.running.machine import Token, machine_of

AWARD = FORMER
EVERYBODY = Person("an", frozenset(AWARD.roles))
YES = {need: [Answer(need, met=True, text=Text("đạt", "met"))] for need in AWARD.requirements}

NAMES = ["begin", "state", "initial", "model", "end"]
ACTS = ["state", "sender", "trigger", "events"]
"""Names that mean something inside the library, and must not in a workflow file."""
TEXT = {"vi": "Chữ", "en": "Words"}
DOING = {"text": TEXT, "by": "clerk"}


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Workflow files of the right shape with a way through; what is added may make no sense."""
    names = NAMES[: draw(st.integers(2, len(NAMES)))]
    states: dict[str, dict[str, Any]] = {name: {"text": TEXT} for name in names}
    for name, following in pairwise(names):
        targets = st.sampled_from([*names, "same", "back"])
        added = draw(st.dictionaries(st.sampled_from(ACTS), targets, max_size=2))
        states[name]["acts"] = {act: leading(to) for act, to in added.items()}
        states[name]["acts"]["go"] = leading(draw(st.sampled_from([following, names[-1]])))
    states[names[0]]["start"] = "true"
    states[names[-1]]["end"] = draw(st.sampled_from(["decided", "closed"]))
    homes = draw(st.lists(st.sampled_from(names), max_size=2, unique=True))
    shared = {"leave": {**leading(draw(st.sampled_from(names))), "from": homes}} if homes else {}
    head = {"kind": "workflow/v1", "id": "drawn", "version": "1", "text": TEXT}
    return {**head, "roles": {"clerk": {"text": TEXT}}, "states": states, "anywhere": shared}


def leading(to: str) -> dict[str, Any]:
    return {**DOING, "back_to": "sender"} if to == "back" else {**DOING, "to": to}


definitions = documents().map(Definition.model_validate)


def test_machine_and_table_agree_on_every_step_of_the_shipped_workflow() -> None:
    assert disagreements(AWARD) == []


@given(definitions)
def test_machine_and_table_agree_on_every_step_of_any_workflow(definition: Definition) -> None:
    assert disagreements(definition) == []


@given(documents())
def test_whatever_is_read_can_be_walked_to_an_end_from_everywhere(document: dict[str, Any]) -> None:
    try:
        definition = workflow.read(json.dumps(document), file="drawn.json")
    except workflow.DefinitionFileError:
        return

    met = reached(definition, (definition.start, None))

    assert {state for state, _ in met} == set(definition.states)
    assert all(ends(definition, situation) for situation in met)


@given(st.sampled_from(sorted(AWARD.states)), st.sampled_from(AWARD.act_names))
def test_no_act_leaves_a_closed_end(state: str, act: str) -> None:
    if AWARD.states[state].end != "closed":
        return

    steps = [workflow.step(AWARD, state, act, sender) for sender in (None, *AWARD.states)]
    outcome = workflow.decide(AWARD, Case(state), act, by=EVERYBODY, answers=YES, reason="lý do")

    assert set(steps) == {None}
    assert isinstance(outcome, Refusal)


@given(
    st.dictionaries(
        st.sampled_from(sorted(AWARD.requirements)),
        st.lists(st.sampled_from([True, False, None]), max_size=4),
    ),
    st.sampled_from(list(AWARD.doings())),
)
def test_a_refusal_lists_every_unmet_answer(
    given_answers: dict[str, list[bool | None]], doing: tuple[str, str, workflow.Act]
) -> None:
    state, act, asked = doing
    case = Case(state, sender="council_review")
    answers = {
        need: [Answer(f"{need}.{at}", met, Text("v", "e")) for at, met in enumerate(met_ones)]
        for need, met_ones in given_answers.items()
    }

    outcome = workflow.decide(AWARD, case, act, by=EVERYBODY, answers=answers, reason="lý do")

    found = {one.id for one in outcome.blockers} if isinstance(outcome, Refusal) else set()
    unmet = {one.id for need in asked.needs for one in answers.get(need, ()) if not one.met}
    assert found == unmet | {need for need in asked.needs if not answers.get(need)}


@given(st.randoms(use_true_random=False))
def test_a_walk_by_decisions_is_the_walk_by_steps(random: Random) -> None:
    situation: tuple[str, str | None] = (AWARD.start, None)

    for act in (random.choice(AWARD.act_names) for _ in range(30)):
        case = Case(*situation)
        outcome = workflow.decide(AWARD, case, act, by=EVERYBODY, answers=YES, reason="lý do")
        stepped = workflow.step(AWARD, *(case.state, act, case.sender))
        moved = (outcome.target, outcome.sender) if isinstance(outcome, Move) else None
        assert moved == stepped
        situation = moved or situation


@given(st.sampled_from(sorted(AWARD.states)), st.sampled_from(AWARD.act_names))
def test_a_decision_changes_nothing_it_was_given(state: str, act: str) -> None:
    case = Case(state, "council_review", {"submit": frozenset({"an"})})
    answers = {"papers": [Answer("papers", met=None, text=Text("chưa", "not yet"))]}
    before = copy.deepcopy((case, answers, AWARD.model_dump()))

    workflow.decide(AWARD, case, act, by=EVERYBODY, answers=answers)
    workflow.options(AWARD, case, by=EVERYBODY, answers=answers)

    assert (case, answers, AWARD.model_dump()) == before


def test_one_machine_serves_eight_threads_and_keeps_nothing() -> None:
    situations = list(product(AWARD.states, AWARD.act_names, [None, "council_review"]))
    expected = [workflow.step(AWARD, *one) for one in situations]

    with ThreadPoolExecutor(8) as threads:
        rounds = list(threads.map(lambda _: [moved(*one) for one in situations], range(24)))

    assert all(one == expected for one in rounds)
    assert machine_of(AWARD).models == []


def test_equal_definitions_share_one_machine() -> None:
    again = workflow.read(FORMER_BYTES, file="again.yaml")

    assert machine_of(again) is machine_of(AWARD)


def test_definitions_of_one_name_that_differ_do_not_share_a_machine() -> None:
    other = AWARD.model_copy(update={"anywhere": {}})

    assert machine_of(other) is not machine_of(AWARD)


def disagreements(definition: Definition) -> list[tuple[str, str, str | None]]:
    situations = product(definition.states, definition.act_names, (None, *definition.states))
    return [
        one for one in situations if dispatched(definition, *one) != workflow.step(definition, *one)
    ]


def dispatched(
    definition: Definition, state: str, act: str, sender: str | None
) -> tuple[str, str | None] | None:
    token = Token(state, sender)
    try:
        done = machine_of(definition).events[act].trigger(token)
    except (MachineError, KeyError):  # an act without a single transition is no event at all
        return None
    return landing(definition, state, token.state, sender) if done else None


def moved(state: str, act: str, sender: str | None) -> tuple[str, str | None] | None:
    case = Case(state, sender)
    outcome = workflow.decide(AWARD, case, act, by=EVERYBODY, answers=YES, reason="lý do")
    return (outcome.target, outcome.sender) if isinstance(outcome, Move) else None


def reached(definition: Definition, start: tuple[str, str | None]) -> set[tuple[str, str | None]]:
    seen, waiting = {start}, [start]
    while waiting:
        state, sender = waiting.pop()
        steps = {workflow.step(definition, state, act, sender) for act in definition.act_names}
        new = {one for one in steps if one is not None} - seen
        seen |= new
        waiting.extend(new)
    return seen


def ends(definition: Definition, situation: tuple[str, str | None]) -> bool:
    return any(definition.states[state].end for state, _ in reached(definition, situation))
