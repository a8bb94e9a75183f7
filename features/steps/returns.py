"""Sentences about returns that keep what is true, terms that run, and people who act for others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import pytest
from pytest_bdd import given, parsers, then, when

from dossiers.following import case_of
from dossiers.use_cases import Done, dossier_of, looked_at, ticked
from features.steps.context import Story
from features.steps.councils import MEMBERS, VOTED_ON
from tests.dossiers.building import NUMBER, PERSON, YEAR, moment, proposed
from tests.dossiers.nominating import COUNCIL_DAY, answered, nomination_of, recorded, sent_on


@dataclass
class Looks:
    """What the program did when it looked at its terms last."""

    ticked: tuple[Done, ...] = ()


@pytest.fixture
def looks() -> Looks:
    """The program has not looked yet."""
    return Looks()


@when("the clerk supplements the list of papers")
def supplements_papers(story: Story) -> None:
    papers = PERSON["documents"]
    assert isinstance(papers, list)
    story.surely("amend", "unit_clerk", details={"documents": [*papers, {"kind": "bao_cao"}]})


@when("the clerk changes the rating of the year")
def changes_rating(story: Story) -> None:
    rating = [{"year": YEAR, "grade": "HTTNV"}]
    story.surely("amend", "unit_clerk", details={"ratings": rating})


@when("the clerk sends the rating of the year as it was")
def same_rating(story: Story) -> None:
    story.surely("amend", "unit_clerk", details={"ratings": PERSON["ratings"]})


@then("the council has to vote again")
def votes_again(story: Story) -> None:
    assert "council_review.passed" not in story.dossier.course.marks


@then("the council's pass still holds")
def still_holds(story: Story) -> None:
    assert "council_review.passed" in story.dossier.course.marks


@when(parsers.parse("the council of {members:d} votes again with {favour:d} in favour"))
def second_vote(story: Story, members: int, favour: int) -> None:
    sheet = {"members": members, "approvals": favour}
    story.surely("record_vote", "council_secretary", details=sheet, on=date(2024, 12, 13))


@given(parsers.parse("the unit head has sent it on on {day:ti}"))
def has_sent_on(story: Story, day: datetime) -> None:
    story.surely("advance", "unit_head", on=day.date())


@given(parsers.parse("the unit head has approved it on {day:ti}"))
def has_approved(story: Story, day: datetime) -> None:
    story.surely("approve", "unit_head", on=day.date())


def last_day(story: Story, clock: str) -> date | None:
    """The last day of a term; None while it stands still."""
    look = looked_at(story.store, NUMBER, on=story.on)
    (found,) = [one for one in look.terms.readings if one.clock == clock]
    return found.last_day


@then(parsers.parse('"{clock}" ends on {day:ti}'))
def ends_on(story: Story, clock: str, day: datetime) -> None:
    assert last_day(story, clock) == day.date()


@then(parsers.parse('"{clock}" stands still'))
def stands_still(story: Story, clock: str) -> None:
    assert last_day(story, clock) is None


@then(parsers.parse('"{clock}" is over'))
def is_over(story: Story, clock: str) -> None:
    assert clock not in story.dossier.course.clocks


@when(parsers.parse("the program looks at its terms on {day:ti}"))
def program_looks(story: Story, looks: Looks, day: datetime) -> None:
    looks.ticked = ticked(story.store, NUMBER, on=day.date(), at=moment(day.date()))


@then("the program did nothing")
def did_nothing(looks: Looks) -> None:
    assert looks.ticked == ()


@then(parsers.parse('the program did "{act}"'))
def did(looks: Looks, act: str) -> None:
    assert [one.act for one in looks.ticked] == [act]


@when(parsers.parse("the decision is sent on on {day:ti}"))
def sent_on_on(story: Story, day: datetime) -> None:
    story.act("notify", "unit_clerk", details={"paper": "55/TB"}, on=day.date())


@when(parsers.parse("the program is told to note the delay on {day:ti}"))
def hurried(story: Story, day: datetime) -> None:
    story.act("note_late_notice", "engine", on=day.date())


@given(parsers.parse('a dossier for "{award}" that has come to the province'))
def at_the_province(story: Story, award: str) -> None:
    proposed(story.store, nomination_of(award))
    story.opened = True
    story.surely("submit", "unit_clerk", on=date(2026, 1, 15))
    while dossier_of(story.store, NUMBER).state != "provincial_review":
        recorded(story.store)
        answered(story.store)
        sent_on(story.store)


@when(parsers.parse("the provincial chair submits it to the centre on {day:ti}"))
def to_the_centre(story: Story, day: datetime) -> None:
    story.act("forward", "provincial_chair", on=day.date())


@given(parsers.parse("everything was recorded and it was submitted to the centre on {day:ti}"))
def was_forwarded(story: Story, day: datetime) -> None:
    assert day.date() == COUNCIL_DAY
    recorded(story.store)
    answered(story.store)
    story.surely("forward", "provincial_chair", on=day.date())


@when(parsers.parse("a case is opened on {day:ti}"))
def case_opened(story: Story, day: datetime) -> None:
    case = {"kind": "complaint", "opened_on": day.date().isoformat()}
    story.surely("suspend", "provincial_secretary", details=case, reason="có đơn", on=day.date())


@given(parsers.parse("a case is verified from {first:ti} to {last:ti}"))
def case_verified(story: Story, first: datetime, last: datetime) -> None:
    case_opened(story, first)
    found = {"outcome": "cleared", "concluded_on": last.date().isoformat(), "conclusion": "KL-01"}
    story.surely("conclude_case", "provincial_secretary", details=found, on=last.date())
    story.surely("resume", "provincial_secretary", on=last.date())


@when("the central decision is recorded without its number")
def without_number(story: Story) -> None:
    details = {"decided_on": "2026-03-10"}
    on = date(2026, 3, 10)
    story.act("record_central_decision", "provincial_secretary", details=details, on=on)


@when(parsers.parse('the central decision "{number}" is recorded on {day:ti}'))
def central_decision(story: Story, number: str, day: datetime) -> None:
    details = {"number": number, "decided_on": day.date().isoformat()}
    story.act("record_central_decision", "provincial_secretary", details=details, on=day.date())


@given(parsers.parse('"{person}" has submitted it as unit clerk on {day:ti}'))
def submitted_by(story: Story, person: str, day: datetime) -> None:
    story.surely("submit", "unit_clerk", by=person, on=day.date())


@given("the council has passed it and it waits for the head")
def waits_for_head(story: Story) -> None:
    sheet = {"members": MEMBERS, "approvals": 13}
    story.surely("record_vote", "council_secretary", details=sheet, on=VOTED_ON)
    story.surely("advance", "unit_head", by="head-2", on=date(2024, 12, 10))


@given(parsers.parse('it was recorded that "{person}" is the nominee'))
def is_nominee(story: Story, person: str) -> None:
    near = {"person": person, "relation": "nominee"}
    story.surely("declare_conflict", "council_secretary", details=near, on=VOTED_ON)


@when(parsers.parse('"{deputy}" approves it on behalf of "{head}" on {day:ti}'))
def approves_for(story: Story, deputy: str, head: str, day: datetime) -> None:
    story.act("approve", "unit_head", by=deputy, stands_for=head, on=day.date())


@then(parsers.parse('the approval counts for "{one}" and "{other}"'))
def counts_for(story: Story, one: str, other: str) -> None:
    assert case_of(story.dossier).done_by["approve"] == {one, other}
