"""Sentences about quotas: how many places there are, who is in, who is asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest
from pytest_bdd import given, parsers, then, when

import rules
from dossiers.candidates import CANDIDATES, GROUPS

LAWS = rules.read_laws(rules.shipped_laws(), file="laws.yaml")
UNIT = "so_noi_vu"
NAMES = ("first", "second", "third", "fourth")


@dataclass
class Batch:
    """A list of candidates under way.

    Attributes:
        group: what is known of their unit or group.
        whole: what is known of the whole batch.
        facts: what is known of each candidate, by its name in the story.
        award: what they compete for.
        selection: the answer.
    """

    group: dict[str, object] = field(default_factory=dict)
    whole: dict[str, object] = field(default_factory=dict)
    facts: dict[str, dict[str, object]] = field(default_factory=dict)
    award: str = "CSTDCS"
    selection: rules.Selection | None = None

    def choose(self, on: date) -> None:
        """Apply the shipped quotas of a day."""
        file, text = rules.shipped_batch(self.award)
        read = rules.read_batch(text, file=file, candidates=CANDIDATES, groups=GROUPS, laws=LAWS)
        listed = tuple(rules.Candidate(name, facts=one) for name, one in self.facts.items())
        self.selection = rules.select(read, rules.Pool(listed, (self.group,), self.whole), on=on)

    @property
    def answer(self) -> rules.Selection:
        """The answer, which must be there."""
        assert self.selection is not None
        return self.selection

    def reasons(self, name: str) -> tuple[rules.Reason, ...]:
        """Why a candidate ended as it did."""
        outcome = self.answer.outcome(name)
        assert outcome is not None
        return outcome.reasons


@pytest.fixture
def batch() -> Batch:
    return Batch()


@given(
    parsers.parse('{people:d} people who meet every criterion for "{award}"'),
    target_fixture="people",
)
def eligible_people(batch: Batch, people: int, award: str) -> list[rules.Candidate]:
    batch.award = award
    return [rules.Candidate(f"n{n}") for n in range(people)]


@when(parsers.parse("the city chooses by its regulation on {day}"))
def city_chooses(batch: Batch, people: list[rules.Candidate], day: str) -> None:
    hanoi = rules.shipped_profile("ha-noi")
    read = rules.local_batch(hanoi, batch.award, candidates=CANDIDATES, groups=GROUPS)
    batch.selection = rules.select(read, rules.Pool(tuple(people)), on=date.fromisoformat(day))


@then(parsers.parse("{chosen:d} of them are in and {asked:d} wait for the council"))
def in_and_asked(batch: Batch, chosen: int, asked: int) -> None:
    assert batch.answer.totals == {"in": chosen, "out": 0, "asked": asked}
    reasons = [reason for one in batch.answer.outcomes for reason in one.reasons]
    assert {reason.asks for reason in reasons if reason.outcome == "asked"} <= {"council"}


@given(parsers.parse('a unit with {holders:d} holders of "Lao động tiên tiến"'))
def unit_with_holders(batch: Batch, holders: int) -> None:
    batch.group = {"unit": UNIT, "ldtt_holders": holders}


@given("a unit that did not send its number of holders")
def unit_without_holders(batch: Batch) -> None:
    batch.group = {"unit": UNIT}


@given(parsers.parse('{count:d} candidates for "{award}" with {votes} of {members:d} votes'))
def candidates_with_votes(batch: Batch, count: int, award: str, votes: str, members: int) -> None:
    counted = [int(one) for one in votes.replace(" and ", ", ").split(", ")]
    assert len(counted) == count
    batch.award = award
    for name, approvals in zip(NAMES, counted, strict=False):
        batch.facts[name] = {
            "unit": UNIT,
            "unit_council.members": members,
            "unit_council.approvals": approvals,
        }


@given(
    parsers.parse("a group of {count:d} people who were rated as having completed their tasks well")
)
def rated_group(batch: Batch, count: int) -> None:
    batch.group = {"unit": UNIT, "task_group": "chuyen_vien", "httnv_rated": count}


@given("the group is under no exception")
def no_exception(batch: Batch) -> None:
    batch.group["outstanding_exception"] = False


@given(parsers.parse('one place for "{award}" and two collectives that the council holds equal'))
def equal_collectives(batch: Batch, award: str) -> None:
    batch.award = award
    batch.whole = {"places": 1}
    for name in NAMES[:2]:
        batch.facts[name] = {"nominee.kind": "collective", "council_place": 1}


@when(parsers.parse("the unit chooses on {day:ti}"))
def unit_chooses(batch: Batch, day: object) -> None:
    batch.choose(day.date())  # type: ignore[attr-defined]  # parse gives a datetime


@when(parsers.parse('{count:d} of them are proposed for the rating "{code}" of {year:d}'))
def proposed_for_rating(batch: Batch, count: int, code: str, year: int) -> None:
    batch.award = code
    for n, name in enumerate(NAMES[:count]):
        batch.facts[name] = {
            "unit": UNIT,
            "task_group": "chuyen_vien",
            "score_hundredths": 9800 - 100 * n,
        }
    batch.choose(date(year, 12, 1))


@when("the council has chosen the second")
def council_chose(batch: Batch) -> None:
    for name in batch.facts:
        batch.facts[name]["answers"] = {"q.15": name == "second"}


@when(parsers.parse("{first:d} % of the one and {second:d} % of the other are women"))
def women(batch: Batch, first: int, second: int) -> None:
    for name, share in zip(NAMES, (first, second), strict=False):
        batch.facts[name] |= {"members.women": share, "members.total": 100}
    batch.choose(date(2025, 12, 1))


@then(parsers.parse("{count:d} of them are in"))
def so_many_in(batch: Batch, count: int) -> None:
    assert batch.answer.ids("in") == NAMES[:count]
    assert batch.answer.totals["asked"] == 0


@then(parsers.parse('the {name} is out, with the reason "{reason}"'))
def out_with_reason(batch: Batch, name: str, reason: str) -> None:
    assert name in batch.answer.ids("out")
    assert [one.text.en for one in batch.reasons(name)] == [reason]


@then(parsers.parse('the reason cites "{article}"'))
def reason_cites(batch: Batch, article: str) -> None:
    (name,) = batch.answer.ids("out")
    assert [one.source and one.source.article for one in batch.reasons(name)] == [article]


@then("all of them wait for an answer")
def all_wait(batch: Batch) -> None:
    assert set(batch.answer.ids("asked")) == set(batch.facts)


@then(parsers.parse('the number "{name}" is named as missing'))
def number_missing(batch: Batch, name: str) -> None:
    assert [one.limit.missing for one in batch.answer.rounds] == [(name,)]


@then("both are named, and the council is asked")
def council_asked(batch: Batch) -> None:
    assert batch.answer.ids("asked") == NAMES[:2]
    for name in batch.facts:
        (reason,) = batch.reasons(name)
        assert reason.asks == "council"
        assert all(one in reason.text.vi for one in batch.facts)


@then("only the second is in")
def second_in(batch: Batch) -> None:
    assert (batch.answer.ids("in"), batch.answer.ids("out")) == (("second",), ("first",))


@then(parsers.parse('the place is settled as "{answer}"'))
def settled_as(batch: Batch, answer: str) -> None:
    if answer == "the second is in":
        second_in(batch)
    else:
        council_asked(batch)
