"""The engine, the table and the quick step say the same, and dossiers weigh little."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import workflow
from bench.deciding import weight_of
from texts import Text
from workflow import Answer, Case, Definition, Move, Person
from workflow.forecasting.walked import goals_of
from workflow.language.council import BallotRule
from workflow.language.ways import senders, ways_of
from workflow.running.ballot import Poll, Sheet
from workflow.running.casting import Paper, Roll, Vote
from workflow.running.clock import moment_of, readings
from workflow.running.course import _by_way, _straights, acts_here, taken
from workflow.running.outcome import Moment, Running

NAMES = workflow.shipped_names()
SHIPPED = {name: workflow.read(workflow.shipped(name), file=f"{name}.yaml") for name in NAMES}
AWARD = SHIPPED["provincial-award"]
DAY = date(2026, 3, 2)
LASTING: dict[str, set[tuple[str, str, str]]] = {name: set() for name in NAMES}
"""Ways that no dossier can go: a task alone in its state never waits for another."""

LASTING["registration"] = {
    ("signing", act, way)
    for act, way in (
        ("sign_for_unit", "stay"),
        ("sign_for_unit", "otherwise"),
        ("decline_for_unit", "stay"),
        ("decline_for_unit", "joined"),
    )
}

MEMBERS = frozenset(f"m{number}" for number in range(9))


@pytest.mark.parametrize("name", NAMES)
def test_the_course_and_the_table_agree_on_every_way_of_every_act(name: str) -> None:
    definition = SHIPPED[name]
    gone = set()

    for state, act, one in definition.doings():
        ways = ways_of(definition, state, one)
        for sender in (None, *senders(definition).get(state, ())):
            for paper, poll, marks in situations(definition, state):
                case = Case(state, sender, settings=chosen(definition, act), marks=marks, poll=poll)
                step = taken(definition, case, act, by=frozenset({"an"}), paper=paper)
                landings = {workflow.step(definition, state, act, sender, way) for way in ways}
                if step is None:
                    assert landings == {None}
                elif step.way in ways:
                    landed = (step.case.state, step.case.sender)
                    assert landed == workflow.step(definition, state, act, sender, step.way)
                    gone.add((state, act, step.way))
                else:
                    assert one.ballot in {"close", "count"}, "a ballot that nobody opened"

    every = {(one.state, one.act, one.detail) for one in goals_of(definition) if one.kind == "way"}
    assert every - gone <= LASTING[name]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_decided_lands_where_the_table_says(name: str) -> None:
    definition = SHIPPED[name]
    met = [Answer("x", met=True, text=Text("đạt", "met"))]
    answers = dict.fromkeys(definition.requirements, met)
    everybody = Person("m1", frozenset(definition.roles))
    moved = set()

    for state, act, _ in definition.doings():
        for sender in (None, *definition.states):
            for paper, poll, marks in situations(definition, state):
                case = Case(state, sender, settings=chosen(definition, act), marks=marks, poll=poll)
                outcome = workflow.decide(
                    definition,
                    case,
                    act,
                    by=everybody,
                    answers=answers,
                    reason="lý do",
                    paper=paper,
                )
                if isinstance(outcome, Move):
                    step = taken(definition, case, act, by=frozenset(), paper=paper)
                    assert step is not None
                    landed = workflow.step(definition, state, act, sender, step.way)
                    assert (outcome.target, outcome.sender) == landed
                    moved.add((state, act))

    assert len(moved) * 2 > len(list(definition.doings()))


@given(st.data())
def test_the_quick_step_is_the_step_of_any_act(data: st.DataObject) -> None:
    definition = SHIPPED[data.draw(st.sampled_from(NAMES))]
    state, act = data.draw(st.sampled_from(sorted(_straights(definition))))
    every_mark = sorted([*definition.derived_marks, *definition.marks])
    marks = frozenset(data.draw(st.lists(st.sampled_from(every_mark or ["x"]), max_size=6)))
    clocks = data.draw(st.lists(st.sampled_from(sorted(definition.clocks) or ["x"]), max_size=2))
    case = Case(
        state,
        data.draw(st.sampled_from([None, *definition.states])),
        done_by=data.draw(st.sampled_from([{}, {act: frozenset({"an"})}])),
        settings=chosen(definition, act),
        marks=marks,
        kept=dict.fromkeys(sorted(marks)[:2], frozenset({"titles"})),
        clocks={name: Running(DAY) for name in clocks if name in definition.clocks},
        poll=data.draw(st.sampled_from([None, Poll(members=MEMBERS)])),
        held=data.draw(st.integers(0, 2)),
    )
    on = data.draw(st.sampled_from([None, DAY]))
    changed = data.draw(st.sampled_from([frozenset(), frozenset({"titles"})]))
    found = acts_here(definition)[state, act]
    by = frozenset({"binh"})

    quick = taken(definition, case, act, by=by, on=on, changed=changed)

    assert quick == _by_way(definition, case, act, found, by=by, on=on, paper=None, changed=changed)


def test_a_dossier_weighs_less_than_a_kilobyte_in_the_engine() -> None:
    dossiers = 20_000

    assert weight_of(AWARD, dossiers) < 1_024 * dossiers


def test_equal_files_are_one_definition_and_so_compared_once() -> None:
    again = workflow.read(workflow.shipped("provincial-award"), file="again.yaml")

    assert again is AWARD


def test_a_clock_that_the_quick_step_starts_is_read_as_any_other() -> None:
    case = Case("provincial_review", settings=chosen(AWARD, "approve"))
    step = taken(AWARD, case, "approve", by=frozenset({"an"}), on=DAY)
    assert step is not None

    found = readings(AWARD, step.case, workflow.shipped_calendar("vn-working-days"))

    assert moment_of(found, DAY) == Moment(DAY, {"notify_term": date(2026, 3, 16)})


def chosen(definition: Definition, act: str) -> Mapping[str, str]:
    """Settings under which an act exists, as far as one choice of them can."""
    found = {name: next(iter(one.values)) for name, one in definition.settings.items()}
    for one in definition.acts_called(act).values():
        found |= {name: values[0] for name, values in one.when.items()}
    return {name: "80" if name.endswith("share") else value for name, value in found.items()}


def situations(
    definition: Definition, state: str
) -> list[tuple[Paper | None, Poll | None, frozenset[str]]]:
    """Papers, polls and marks that bring about each way of the acts of a state."""
    tasks = [f"{state}.{task}" for task in definition.states[state].tasks]
    failed = [f"{one}.failed" for one in tasks]
    every = frozenset([*definition.derived_marks, *definition.marks]) - {*failed}
    sets = [frozenset[str](), frozenset(tasks[:-1]), frozenset(failed), every]
    rule = definition.states[state].ballot
    found: list[tuple[Paper | None, Poll | None, frozenset[str]]] = [
        (None, None, one) for one in sets
    ]
    if rule is not None:
        found += [(paper, poll, every) for paper, poll in papers(rule)]
    return found


def papers(rule: BallotRule) -> list[tuple[Paper | None, Poll | None]]:
    """A ballot that passes, fails, has no quorum, opens, goes on, and ends with each result."""
    against = next(one for one in rule.choices if one not in {rule.in_favour, rule.abstain})
    sheets = [Sheet(9, 9, votes={rule.in_favour: votes, against: 9 - votes}) for votes in (9, 0)]
    polls = [open_poll(0, rule.in_favour), open_poll(9, rule.in_favour), open_poll(9, against)]
    voted = open_poll(8, rule.in_favour)
    return [
        *((sheet, None) for sheet in (*sheets, Sheet(9, 1, votes={rule.in_favour: 1}))),
        (Roll(MEMBERS, chair="m0"), None),
        *((None, poll) for poll in polls),
        (Vote("m8", rule.in_favour), voted),
        (Vote("m1", rule.in_favour), polls[0]),
    ]


def open_poll(votes: int, choice: str) -> Poll:
    """A poll in which so many members have voted alike."""
    voted = sorted(MEMBERS)[:votes]
    poll = Poll(members=MEMBERS, voted=frozenset(voted))
    return replace(poll, votes=dict.fromkeys(voted, choice), counts={})
