"""Warnings come in order, and a changed calendar names exactly the deadlines that move."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import workflow
from tests.workflow.calendars import VN, off, trial
from workflow import Deadline, Due, due, term_of


def test_warnings_missed_during_a_downtime_come_in_order() -> None:
    steps = [
        term_of("1 working day"),
        term_of("1 month"),
        term_of("5 working days"),
        term_of("1 week"),
    ]
    ladder = workflow.ladder(date(2026, 3, 4), steps, VN)

    days = [one.day.isoformat() for one in ladder]

    assert days == ["2026-02-04", "2026-02-25", "2026-02-25", "2026-03-03"]
    assert workflow.rung(ladder, seen=date(2026, 2, 4), today=date(2026, 3, 10)) == ladder[1:]
    assert workflow.rung(ladder, seen=date(2026, 3, 10), today=date(2026, 3, 10)) == ()


@pytest.mark.parametrize("step", ["200 working days", "200 days", "12 months"])
def test_a_warning_before_the_first_year_is_refused(step: str) -> None:
    with pytest.raises(workflow.OutsideCalendarError):
        workflow.ladder(date(2020, 2, 3), [term_of(step)], VN)


def test_a_changed_calendar_names_the_deadlines_that_move_and_why() -> None:
    old, new = trial(2026, 2027), trial(2026, 2027, more=off("2026-03-05"))
    stored = [_stored(name, start, old) for name, start in (("D-1", 2), ("D-2", 5), ("D-3", 20))]

    (one,) = workflow.moved(stored, old, new)

    assert (one.deadline.name, one.deadline.day, one.day) == (
        "D-1",
        date(2026, 3, 6),
        date(2026, 3, 9),
    )
    assert [why.vi for why in one.why] == ["05/03/2026 nay là ngày nghỉ: Nghỉ thêm"]
    (back,) = workflow.moved([_stored("D-1", 2, new)], new, old)
    assert [why.en for why in back.why] == ["05/03/2026 is now worked (before: Another day off)"]


def test_every_day_that_moves_a_deadline_is_a_reason_and_the_day_of_the_event_is_none() -> None:
    changed = off("2026-03-02") + off("2026-03-06") + off("2026-03-09")
    old, new = trial(2026), trial(2026, more=changed)

    (one,) = workflow.moved([_stored("D-1", 2, old)], old, new)

    assert one.day == date(2026, 3, 10)
    assert [why.en[:10] for why in one.why] == ["06/03/2026", "09/03/2026"]


def test_nothing_moves_where_only_a_comment_changed() -> None:
    old = trial(2026)
    new = trial(2026, more="# checked\n")

    assert old.version != new.version
    assert workflow.moved([_stored("D-1", 2, old)], old, new) == ()


def test_a_deadline_of_another_calendar_is_refused() -> None:
    old, new = trial(2026), trial(2026, more=off("2026-03-05"))

    with pytest.raises(workflow.OtherCalendarError, match="'D-1'"):
        workflow.moved([_stored("D-1", 2, new)], old, new)


@given(st.lists(st.integers(1, 300), max_size=6), st.integers(1, 364))
def test_exactly_the_deadlines_whose_day_differs_are_named(starts: list[int], free: int) -> None:
    day = date(2026, 1, 1) + timedelta(days=free)
    old, new = trial(2026, 2027), trial(2026, 2027, more=off(day.isoformat()))
    stored = [_stored(f"D-{at}", at, old) for at in starts]

    named = {one.deadline.name: one for one in workflow.moved(stored, old, new)}

    for one in stored:
        now = due(one.start, one.term, new)
        assert isinstance(now, Due)
        assert (one.name in named) == (now.day != one.day)
    assert all(one.why for one in named.values())


def _stored(name: str, days: int, calendar: workflow.Calendar) -> Deadline:
    start = (
        date(2026, 2, 28) + timedelta(days=days)
        if days < 30
        else date(2026, 1, 1) + timedelta(days)
    )
    ended = due(start, term_of("4 working days"), calendar)
    assert isinstance(ended, Due)
    return Deadline(name, start, ended.term, ended.day, calendar.version)
