"""Sentences about people who act for others by a mandate."""

from __future__ import annotations

from datetime import datetime

from pytest_bdd import given, parsers, then, when

from dossiers.use_cases import mandates
from features.steps.context import Story
from features.steps.councils import VOTED_ON
from tests.dossiers.mandating import mandated, withdrawn

GIVEN = '"{giver}" has delegated "{role}" to "{taker}" from {first:ti} to {last:ti}'


@given(parsers.parse(GIVEN))
@when(parsers.parse(GIVEN.replace("has delegated", "delegates")))
def delegated(
    story: Story, giver: str, role: str, taker: str, first: datetime, last: datetime
) -> None:
    story.refused = story.misfit = None
    story.before = story.dossier
    begins, ends = first.date(), last.date()
    story.attempt(lambda: mandated(story.store, giver, taker, role=role, first=begins, last=ends))


@when(parsers.parse('"{taker}" writes down a mandate from "{giver}" for oneself'))
def for_oneself(story: Story, taker: str, giver: str) -> None:
    story.before = story.dossier
    story.attempt(lambda: mandated(story.store, giver, taker, by=taker))


@given(parsers.parse("the mandate is withdrawn on {day:ti}"))
def taken_back(story: Story, day: datetime) -> None:
    (one,) = mandates(story.store)
    withdrawn(story.store, one.number, on=day.date())


@when(parsers.parse('"{person}" approves it in the own name on {day:ti}'))
def approves_alone(story: Story, person: str, day: datetime) -> None:
    story.act("approve", "unit_head", by=person, on=day.date())


@when(parsers.parse('the secretary records the opinion of "{member}" without a letter'))
def without_letter(story: Story, member: str) -> None:
    details = {"member": member, "choice": "for"}
    story.act("record_written_opinion", "council_secretary", details=details, on=VOTED_ON)


@then(parsers.parse('the details are refused for "{key}"'))
def misfit(story: Story, key: str) -> None:
    assert story.misfit is not None, story.blockers()
    assert key in story.misfit.text.en
    assert story.dossier == story.before
