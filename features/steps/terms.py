"""Sentences about legal terms, clocks that stand still, and years that are announced."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import pytest
from pytest_bdd import given, parsers, then, when

import workflow
from dossiers.use_cases.deadlines import Shifted, shifted
from features.steps.context import Story
from tests.dossiers.building import NUMBER
from tests.workflow.calendars import VN, year_file
from workflow import Due, Ledger, Standing, Suspension


@dataclass
class Counting:
    """A term under way.

    Attributes:
        start: the day of the event.
        ledger: when the clock stood still.
        ended: what came of counting.
        refused: the error, where nothing could be counted.
        stored: deadlines that were counted before.
        moved: those that end on another day now.
    """

    start: date = date.min
    ledger: Ledger = field(default_factory=Ledger)
    ended: Due | Standing | None = None
    refused: workflow.WorkflowError | None = None
    stored: tuple[workflow.Deadline, ...] = ()
    moved: tuple[workflow.Moved, ...] = ()

    @property
    def due(self) -> Due:
        """The end, where there is one."""
        assert isinstance(self.ended, Due), self.ended
        return self.ended


@pytest.fixture
def counting() -> Counting:
    """A term that nobody has counted yet."""
    return Counting()


@given(parsers.parse("a dossier is received on {day:ti}"))
def received(counting: Counting, day: datetime) -> None:
    counting.start = day.date()


@given(parsers.parse("a notice is put up on the day before {day:ti}"))
def put_up(counting: Counting, day: datetime) -> None:
    counting.start = day.date() - timedelta(days=1)


@given(parsers.parse("its clock stood still from {first:ti} to {last:ti}"))
def stood_still(counting: Counting, first: datetime, last: datetime) -> None:
    entry = Suspension(first.date(), last.date())
    counting.ledger = replace(counting.ledger, entries=(*counting.ledger.entries, entry))


@given(parsers.parse("its clock stands still since {day:ti}"))
def stands_still(counting: Counting, day: datetime) -> None:
    counting.ledger = counting.ledger.stop(day.date())


@given(parsers.parse('deadlines of "{words}" for dossiers received on {one:ti} and on {other:ti}'))
def stored(counting: Counting, words: str, one: datetime, other: datetime) -> None:
    counting.stored = tuple(
        _stored(f"D-{at}", day.date(), words) for at, day in enumerate((one, other), start=1)
    )


@when(parsers.parse('a term of "{words}" is counted'))
def counted(counting: Counting, words: str) -> None:
    try:
        counting.ended = workflow.due(
            counting.start, workflow.term_of(words), VN, suspensions=counting.ledger.entries
        )
    except workflow.WorkflowError as refused:
        counting.refused = refused


@when(parsers.parse("somebody resumes it on {day:ti}"))
def resumed(counting: Counting, day: datetime) -> None:
    try:
        counting.ledger = counting.ledger.resume(day.date())
    except workflow.WorkflowError as refused:
        counting.refused = refused


@when(parsers.parse("the government takes {day:ti} off"))
def announced(counting: Counting, day: datetime) -> None:
    counting.moved = workflow.moved(
        counting.stored, VN, workflow.amended(VN, [with_day_off(day.date())])
    )


def with_day_off(day: date) -> tuple[str, bytes]:
    """The file of a year in which one more day is off."""
    name, content = year_file(day.year, name=VN.id)
    shipped = workflow.shipped_calendar(VN.id).years[-1]
    lines = [f"  - {{day: {one.day}, text: {{vi: A, en: A}}, source: law}}" for one in shipped.off]
    lines[0] = f"  - {{day: {day}, text: {{vi: Nghỉ thêm, en: Another}}, source: law}}"
    return name, content + "\n".join(lines).encode() + b"\n"


@given(parsers.parse("a dossier whose decision has to be sent on, approved on {day:ti}"))
def approved(story: Story, day: datetime) -> None:
    story.surely("submit", "unit_clerk")
    sheet = {"members": 15, "approvals": 13}
    story.surely("record_vote", "council_secretary", details=sheet, on=date(2024, 12, 9))
    story.surely("advance", "unit_head", by="head-2", on=date(2024, 12, 10))
    story.surely("approve", "unit_head", on=day.date())


@when(
    parsers.parse("the year in which {day:ti} is taken off is held against the stored deadlines"),
    target_fixture="held_against",
)
def held_against(story: Story, day: datetime) -> tuple[Shifted, ...]:
    return shifted(story.store, [with_day_off(day.date())])


@then(parsers.parse('"{clock}" of the dossier moves from {was:ti} to {now:ti} because of {day}'))
def moves(
    held_against: tuple[Shifted, ...], clock: str, was: datetime, now: datetime, day: str
) -> None:
    (one,) = held_against
    assert (one.number, one.clock) == (NUMBER, clock)
    assert (one.moved.deadline.day, one.moved.day) == (was.date(), now.date())
    assert [why.en.startswith(f"{day} is now off") for why in one.moved.why] == [True]


@then(parsers.parse("it ends on {weekday:w} {day:ti}"))
def ends_on(counting: Counting, weekday: str, day: datetime) -> None:
    assert counting.due.day == day.date()
    assert workflow.WEEKDAYS[counting.due.day.weekday()].en == weekday


@then(parsers.parse("its last day is {day:ti}"))
def last_day(counting: Counting, day: datetime) -> None:
    assert counting.due.day == day.date()


@then(parsers.parse("{number:d} days of Tết are named among the days that did not count"))
def tet_named(counting: Counting, number: int) -> None:
    assert sum("Tết Âm lịch" in one.why.vi for one in counting.due.skipped) == number


@then(parsers.parse("it has no end yet, with {number:d} days counted and {left:d} left"))
def no_end(counting: Counting, number: int, left: int) -> None:
    assert isinstance(counting.ended, Standing)
    assert (counting.ended.counted, counting.ended.left) == (number, left)


@then(parsers.parse("that is refused, because a clock does not run backwards"))
def backwards(counting: Counting) -> None:
    assert isinstance(counting.refused, workflow.ClockBackwardsError)
    assert counting.refused.text.vi.startswith("Đồng hồ không chạy ngược")


@then(parsers.parse("that is refused, because the calendar ends with {year:d}"))
def beyond(counting: Counting, year: int) -> None:
    assert isinstance(counting.refused, workflow.OutsideCalendarError)
    assert counting.refused.years[-1] == year


@then(parsers.parse("the answer warns that {year:d} is a guess by rule"))
def guess(counting: Counting, year: int) -> None:
    (warning,) = counting.due.warnings
    assert str(year) in warning.text.en
    assert "guess by rule" in warning.text.en


@then("the answer warns that 24 November may be off")
def may_be_off(counting: Counting) -> None:
    (warning,) = counting.due.warnings
    assert "24 November" in warning.text.en


@then("the answer warns of nothing")
def no_warning(counting: Counting) -> None:
    assert counting.due.warnings == ()


@then(parsers.parse("only the first one moves, from {was:ti} to {now:ti}"))
def first_moves(counting: Counting, was: datetime, now: datetime) -> None:
    (one,) = counting.moved
    assert one.deadline.name == "D-1"
    assert (one.deadline.day, one.day) == (was.date(), now.date())


@then(parsers.parse("the reason is that {day} is now off"))
def reason(counting: Counting, day: str) -> None:
    ((why,),) = [one.why for one in counting.moved]
    assert why.en.startswith(f"{day} is now off")


def _stored(name: str, start: date, words: str) -> workflow.Deadline:
    """A deadline as it was counted with the shipped calendar."""
    ended = workflow.due(start, workflow.term_of(words), VN)
    assert isinstance(ended, Due)
    return workflow.Deadline(name, start, ended.term, ended.day, VN.version)
