"""Coverage of a workflow: what can be walked, what was, and what the suite leaves out."""

from __future__ import annotations

import pytest

import workflow
from tests.walking import explained, provincial, traces, way_name
from texts import Text
from workflow import Answer, Case, Person
from workflow.forecasting.walked import (
    Happened,
    LogError,
    Trace,
    coverage_of,
    goals_of,
    log_line,
    read_log,
    traces_of,
)
from workflow.language.ways import OTHERWISE, ways_of

AWARD = provincial()
RULES = workflow.read(workflow.shipped("rules-publication"), file="rules-publication.yaml")


@pytest.mark.parametrize("name", workflow.shipped_names())
def test_every_way_of_every_act_is_a_goal_but_failing_where_nothing_fails(name: str) -> None:
    definition = workflow.read(workflow.shipped(name), file=f"{name}.yaml")
    every = {
        (state, act, way)
        for state, act, one in definition.doings()
        for way in ways_of(definition, state, one)
    }

    goals = {(one.state, one.act, one.detail) for one in goals_of(definition) if one.kind == "way"}

    assert goals <= every
    assert {way for _, _, way in every - goals} <= {OTHERWISE}


def test_refusals_are_the_kinds_that_an_act_can_meet() -> None:
    kinds = {one.detail for one in goals_of(RULES) if (one.kind, one.act) == ("refusal", "publish")}

    assert kinds == {"role", "same_person", "not_met", "not_known"}


def test_every_refusal_of_the_engine_is_a_goal_or_of_the_wrong_state() -> None:
    goals = set(goals_of(RULES))
    nobody = Person("x", frozenset())

    for state, act, _ in RULES.doings():
        case = Case(state, done_by={"propose_rules": frozenset({"x"})})
        refusal = workflow.decide(RULES, case, act, by=nobody, answers={})
        assert isinstance(refusal, workflow.Refusal)
        assert set(traces(RULES, case, refusal)) <= goals


def test_a_history_leaves_its_ways_and_clocks() -> None:
    history = [
        Happened("propose", "draft", "draft"),
        Happened("approve", "provincial_review", "approved"),
        Happened("notify", "approved", "notified"),
        Happened("approve", "provincial_review", "approved"),
        Happened("note_late_notice", "approved", "approved"),
    ]

    found, unclear = traces_of(AWARD, history)

    assert unclear == 0
    assert [one for one in found if one.kind == "clock"] == [
        Trace("clock", "", "notify_term", "started"),
        Trace("clock", "", "notify_term", "started"),
        Trace("clock", "", "notify_term", "ended"),
    ]
    assert Trace("way", "approved", "notify", "") in found


def test_a_step_that_could_have_gone_several_ways_is_told_as_unclear() -> None:
    step = Happened("record_vote", "council_review", "council_review")

    found, unclear = traces_of(AWARD, [step])

    assert (found, unclear) == ((), 1)


def test_a_way_back_counts_only_to_a_state_that_can_have_sent() -> None:
    back = Happened("resubmit", "returned", "council_review")
    lost = Happened("resubmit", "returned", "archived")

    assert traces_of(AWARD, [back]) == ((Trace("way", "returned", "resubmit", ""),), 0)
    assert traces_of(AWARD, [lost]) == ((), 1)


def test_a_log_is_read_back_as_it_was_written_and_other_workflows_are_left_out() -> None:
    trace = Trace("way", "draft", "submit", "")
    log = "\n".join([log_line("provincial-award", trace), "", log_line("other", trace)])

    found = read_log(log, file="log", workflow="provincial-award")

    assert found == {trace}
    assert coverage_of(AWARD, found).reached == {trace}
    assert way_name(trace) not in [
        way_name(one) for one in coverage_of(AWARD, found).missing("way")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "no json",
        "[1, 2]",
        '{"workflow": "a"}',
        '{"workflow": "a", "kind": "odd", "state": "", "act": "", "detail": ""}',
        '{"workflow": "a", "kind": "way", "state": 1, "act": "", "detail": ""}',
        "[" * 100_000,
    ],
)
def test_a_line_that_is_no_trace_is_refused_with_its_place(line: str) -> None:
    with pytest.raises(LogError) as caught:
        read_log(f"\n{line}\n", file="walk.jsonl", workflow="a")

    assert caught.value.text.vi.startswith("walk.jsonl:2: ")


def test_what_a_move_shows_is_the_way_it_went() -> None:
    clerk = Person("an", frozenset({"policy_author"}))
    met = [Answer("x", met=True, text=Text("đạt", "met"))]
    answers = dict.fromkeys(RULES.requirements, met)
    case = Case("draft")
    move = workflow.decide(RULES, case, "propose_rules", by=clerk, answers=answers)
    assert isinstance(move, workflow.Move)

    assert list(traces(RULES, case, move)) == [Trace("way", "draft", "propose_rules", "")]


def test_what_the_suite_need_not_walk_is_a_way_and_says_why() -> None:
    ways = {way_name(one) for one in goals_of(AWARD) if one.kind == "way"}

    assert set(explained()) <= ways
    assert all(len(reason) > 20 for reason in explained().values())
