"""A clock starts, stands still, warns and is over as its file says, to the day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import workflow
from tests.workflow.calendars import VN, naive_end
from tests.workflow.playing import Play, shipped, trial
from workflow import Suspension
from workflow.running.clock import overdue, readings
from workflow.running.outcome import Moment, Running
from workflow.terms.suspension import Ledger
from workflow.terms.term import term

CLOCKED = """
clocks:
  answer_term:
    text: {vi: Thời hạn trả lời, en: Term to answer}
    length: 10 working_days
    starts: ask
    runs_in: [waiting, second_waiting]
    stops_in: paused
    warn: [5 working_days, 1 working_days]
    outcome: lapse
states:
  draft:
    text: {vi: Dự thảo, en: Draft}
    start: true
    acts:
      ask: {text: {vi: Hỏi, en: Ask}, by: clerk, to: waiting}
  waiting:
    text: {vi: Chờ, en: Waiting}
    acts:
      ask: {text: {vi: Hỏi lại, en: Ask again}, by: clerk, to: same}
      note: {text: {vi: Ghi, en: Note}, by: clerk, to: same}
      move_on: {text: {vi: Chuyển, en: Move on}, by: clerk, to: second_waiting}
      pause: {text: {vi: Dừng, en: Pause}, by: clerk, to: paused}
      answer: {text: {vi: Trả lời, en: Answer}, by: clerk, to: answered, within: answer_term}
      drop: {text: {vi: Bỏ, en: Drop}, by: clerk, to: draft}
      lapse: {text: {vi: Hết hạn, en: Lapse}, by: engine, to: lapsed}
  second_waiting:
    text: {vi: Chờ tiếp, en: Still waiting}
    acts:
      answer: {text: {vi: Trả lời, en: Answer}, by: clerk, to: answered, within: answer_term}
      lapse: {text: {vi: Hết hạn, en: Lapse}, by: engine, to: lapsed}
  paused:
    text: {vi: Đang dừng, en: Paused}
    acts:
      resume: {text: {vi: Tiếp, en: Resume}, by: clerk, back_to: sender}
  answered:
    text: {vi: Đã trả lời, en: Answered}
    end: decided
  lapsed:
    text: {vi: Đã hết hạn, en: Lapsed}
    end: closed
"""
MONDAY = date(2025, 3, 3)
LAST_DAY = date(2025, 3, 17)
OVER = [("clock", "answer_term")]


def waiting(on: date = MONDAY) -> Play:
    return Play(trial(CLOCKED)).do("ask", on=on)


def last_day(play: Play) -> date | None:
    (reading,) = readings(play.definition, play.case, VN)
    return reading.last_day


def test_a_clock_starts_with_its_act_and_does_not_count_that_day() -> None:
    assert waiting().case.clocks == {"answer_term": Running(MONDAY)}
    assert last_day(waiting()) == LAST_DAY == naive_end(MONDAY, term("10 working days"), VN)


def test_an_act_on_the_last_day_is_in_time_and_a_day_later_it_is_not() -> None:
    assert waiting().do("answer", on=LAST_DAY).state == "answered"
    assert waiting().refused("answer", on=LAST_DAY + timedelta(days=1)) == OVER


def test_the_program_acts_only_when_the_last_day_is_over() -> None:
    assert waiting().refused("lapse", on=LAST_DAY) == OVER
    assert waiting().do("lapse", on=LAST_DAY + timedelta(days=1)).state == "lapsed"


def test_at_every_day_either_the_answer_or_the_lapse_is_possible_and_never_both() -> None:
    for days in range(1, 40):
        on = MONDAY + timedelta(days=days)
        play = waiting()
        answered = isinstance(play.decide("answer", on=on), workflow.Move)
        lapsed = isinstance(play.decide("lapse", on=on), workflow.Move)
        assert answered != lapsed


def test_without_a_day_or_its_last_day_a_term_opens_nothing() -> None:
    play = waiting()

    assert play.refused("answer") == OVER
    assert play.refused("lapse") == OVER
    unknown = workflow.decide(
        play.definition,
        play.case,
        "answer",
        by=play.person("an"),
        answers={},
        moment=Moment(LAST_DAY),
    )
    assert isinstance(unknown, workflow.Refusal)


def test_a_clock_that_does_not_run_lapses_nothing() -> None:
    play = Play(trial(CLOCKED))
    play.case = replace(play.case, state="waiting")

    assert play.refused("lapse", on=MONDAY) == OVER
    assert play.refused("answer", on=MONDAY) == OVER


def test_a_clock_goes_on_from_one_of_its_states_to_the_next() -> None:
    play = waiting().do("note", on=date(2025, 3, 5)).do("move_on", on=date(2025, 3, 6))

    assert play.case.clocks == {"answer_term": Running(MONDAY)}


def test_the_same_act_again_starts_the_clock_anew() -> None:
    play = waiting().do("ask", on=date(2025, 3, 10))

    assert play.case.clocks == {"answer_term": Running(date(2025, 3, 10))}


@pytest.mark.parametrize(
    ("act", "day"), [("answer", LAST_DAY), ("drop", LAST_DAY), ("lapse", date(2025, 3, 18))]
)
def test_a_clock_is_over_wherever_else_the_dossier_goes(act: str, day: date) -> None:
    assert waiting().do(act, on=day).case.clocks == {}


def test_a_clock_stands_still_from_the_day_it_stops_to_the_day_before_it_runs_again() -> None:
    play = waiting().do("pause", on=date(2025, 3, 5))
    assert last_day(play) is None
    assert overdue(readings(play.definition, play.case, VN), date(2030, 1, 1)) == ()

    play.do("resume", on=date(2025, 3, 12))

    still = Suspension(date(2025, 3, 5), date(2025, 3, 11))
    assert play.case.clocks == {"answer_term": Running(MONDAY, Ledger((still,)))}
    assert last_day(play) == naive_end(MONDAY, term("10 working days"), VN, [still])


@given(st.lists(st.integers(0, 9), min_size=1, max_size=6))
def test_however_often_it_stops_a_clock_counts_each_day_it_runs_once(gaps: list[int]) -> None:
    play, day = waiting(), MONDAY
    still = []
    for number, gap in enumerate(gaps):
        before, day = day, day + timedelta(days=gap)
        play.do("resume" if number % 2 else "pause", on=day)
        if number % 2 and before < day:
            still.append(Suspension(before, day - timedelta(days=1)))
    ends = naive_end(MONDAY, term("10 working days"), VN, still)
    stands_still = len(gaps) % 2 and day <= ends
    assert last_day(play) == (None if stands_still else ends)


def test_a_clock_does_not_go_backwards() -> None:
    backwards = MONDAY - timedelta(days=1)
    assert waiting().refused("note", on=backwards) == OVER
    stopped = waiting().do("pause", on=date(2025, 3, 10))
    assert stopped.refused("resume", on=date(2025, 3, 9)) == OVER
    assert stopped.copy().do("resume", on=date(2025, 3, 10)).state == "waiting"


@pytest.mark.parametrize("day", [date(2025, 3, 10), date(2025, 3, 11)])
def test_no_act_lies_within_a_suspension_that_is_over(day: date) -> None:
    play = waiting().do("pause", on=date(2025, 3, 10)).do("resume", on=date(2025, 3, 12))

    assert play.refused("pause", on=day) == OVER
    assert play.refused("note", on=day) == OVER
    assert play.do("pause", on=date(2025, 3, 12)).state == "paused"


def test_people_are_warned_the_earliest_first_and_not_while_it_stands_still() -> None:
    (reading,) = readings(waiting().definition, waiting().case, VN)

    assert [one.day for one in reading.warned] == [date(2025, 3, 10), date(2025, 3, 14)]
    paused = waiting().do("pause", on=MONDAY)
    assert readings(paused.definition, paused.case, VN)[0].warned == ()


def test_after_days_without_a_run_what_ended_first_comes_first() -> None:
    two = CLOCKED.replace(
        "states:\n",
        "  short_term:\n    text: {vi: Hạn ngắn, en: Short}\n    length: 2 working_days\n"
        "    starts: ask\n    runs_in: waiting\n    outcome: lapse\nstates:\n",
        1,
    )
    play = Play(trial(two)).do("ask", on=MONDAY)

    found = overdue(readings(play.definition, play.case, VN), date(2025, 6, 2))

    assert [one.clock for one in found] == ["short_term", "answer_term"]


def test_a_clock_over_new_year_skips_tet() -> None:
    play = waiting(date(2025, 1, 20))

    ends = last_day(play)

    assert ends == naive_end(date(2025, 1, 20), term("10 working days"), VN)
    assert ends is not None
    assert ends > date(2025, 2, 3)


def test_a_clock_of_a_setting_runs_only_under_it() -> None:
    for value in ("unit", "commune"):
        play = Play(shipped("unit-title"), ballot="not_asked", decided_by=value)
        play.do("submit", on=MONDAY)
        assert bool(play.case.clocks) == (value == "commune")
