"""Sentences about looking at the past: by recording, by business day, and between two moments."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from pytest_bdd import given, parsers, then, when

from dossiers.cuts import Cut
from dossiers.errors import CannotTellError, NotYetError
from dossiers.past import Past
from dossiers.rulebook import bundle_from
from dossiers.use_cases import (
    Look,
    dossier_of,
    listed,
    looked_at,
    perform,
    proposing,
    publications,
    rules_of,
)
from features.steps.context import Story
from ledger import Judgement, read_event
from terminal.options import MOMENT
from terminal.running import run
from tests.dossiers.building import NUMBER, a_nomination, acting, proposed
from tests.dossiers.publishing import stricter_rules
from workflow import Refusal

OTHER = "D-2"
CORRECTION = 10
"""The months of service that the late correction says."""


@dataclass
class Travel:
    """What an auditor who looks at the past has seen.

    Attributes:
        past: the view.
        by: the moment of recording, as it was typed.
        out: what the last command printed.
        err: what it told the person.
        look: the dossier that was looked at.
        silent: why nothing could be told.
    """

    past: Past | None = None
    by: str = ""
    out: str = ""
    err: str = ""
    look: Look | None = None
    silent: CannotTellError | None = None

    @property
    def view(self) -> Past:
        """The view that was opened."""
        assert self.past is not None
        return self.past

    def run(self, story: Story, *words: str) -> None:
        """Run a command on the story's database."""
        assert story.dossier
        database = ("--database", f"sqlite:///{story.store.place}")
        with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
            run([*words, *database])
        self.out, self.err = out.getvalue(), err.getvalue()


@pytest.fixture
def travel() -> Travel:
    """An auditor who has not looked yet."""
    return Travel()


def recorded_by(story: Story, words: str) -> Past:
    """The database as recorded by a moment that was typed."""
    return Past(story.store, Cut(at=MOMENT.convert(words, None, None)))


@given(
    parsers.parse("a clerk's correction of {day:ti} was written down only on {later:ti}"),
)
def late_correction(story: Story, day: datetime, later: datetime) -> None:
    assert story.dossier
    story.surely("return_for_supplement", "council_secretary", on=day.date(), reason="bổ sung")
    command = acting(
        "amend",
        "unit_clerk",
        on=day.date(),
        details={"service_months": CORRECTION},
        reason="đếm lại",
    )
    perform(story.store, replace(command, at=later.replace(tzinfo=UTC)))


@given("a draft of another person")
def another_draft(story: Story) -> None:
    assert story.dossier
    proposed(story.store, a_nomination(name="Trần Thị Ví Dụ"), number=OTHER)


@given("a draft of another person, recorded before proposals named their rules")
def old_draft(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    def unnamed(definition: str, rules: str) -> Judgement:
        assert rules
        return Judgement(definition=definition)

    monkeypatch.setattr(proposing, "Judgement", unnamed)
    proposed(story.store, a_nomination("CO_TINH", name="Sở Ví Dụ"), number=OTHER)


@given("a later release brings stricter rules")
def later_release(monkeypatch: pytest.MonkeyPatch) -> None:
    stricter = bundle_from(stricter_rules()[0], "cstdcs.yaml")
    monkeypatch.setattr(rules_of, "bundle_of", lambda _: stricter)


@when(parsers.parse('the auditor looks at what was recorded by "{words}"'))
def looks(story: Story, travel: Travel, words: str) -> None:
    assert story.dossier
    travel.past = recorded_by(story, words)


@when(parsers.parse("the auditor looks at the business day {day:ti}"))
def looks_at_day(story: Story, travel: Travel, day: datetime) -> None:
    travel.past = Past(story.store, Cut(as_of=day.date()))


@when(
    parsers.parse(
        'the auditor looks at the business day {day:ti} by what was recorded by "{words}"'
    )
)
def looks_at_both(story: Story, travel: Travel, day: datetime, words: str) -> None:
    moment = MOMENT.convert(words, None, None)
    travel.past = Past(story.store, Cut(at=moment, as_of=day.date()))


@when("the auditor looks at what was recorded before that publication")
def before_publication(story: Story, travel: Travel) -> None:
    (publication,) = publications(story.store)
    first = next(story.store.events(publication.id))
    before = read_event(first.body).at - timedelta(milliseconds=1)
    travel.past = Past(story.store, Cut(at=before))


@when("the auditor looks at the draft as it was then")
def looks_at_draft(story: Story, travel: Travel) -> None:
    first = next(story.store.events(dossier_of(story.store, OTHER).id))
    travel.past = Past(story.store, Cut(at=read_event(first.body).at))
    try:
        travel.look = looked_at(travel.past, OTHER, on=date(2024, 12, 2))
    except CannotTellError as silent:
        travel.silent = silent


@when(
    parsers.parse('the auditor asks by what was recorded by "{words}" why it could not be sent on')
)
def asks_why(story: Story, travel: Travel, words: str) -> None:
    assert story.dossier
    travel.look = looked_at(recorded_by(story, words), NUMBER, on=date(2024, 12, 9))


@when(parsers.parse('the clerk lists the dossiers as recorded by "{words}"'))
def lists(story: Story, travel: Travel, words: str) -> None:
    travel.run(story, "dossier", "list", "--at", words)


@when(parsers.parse('a program asks for the dossier as recorded by "{words}"'))
def program_asks(story: Story, travel: Travel, words: str) -> None:
    travel.run(story, "dossier", "show", NUMBER, "--json", "--at", words)


@when(parsers.parse("the auditor asks for the mandates of {day:ti}"))
def asks_mandates(story: Story, travel: Travel, day: datetime) -> None:
    travel.run(story, "mandate", "list", "--json", "--as-of", day.date().isoformat())


@when(parsers.parse("the auditor compares it between event {first:d} and event {second:d}"))
def compares_events(story: Story, travel: Travel, first: int, second: int) -> None:
    travel.run(story, "audit", "diff", NUMBER, "--from", str(first), "--to", str(second))


@when(parsers.parse('the auditor compares it between "{first}" and "{second}"'))
def compares_days(story: Story, travel: Travel, first: str, second: str) -> None:
    travel.run(story, "audit", "diff", NUMBER, "--from", first, "--to", second)


@then(parsers.parse('it stood in "{state}" after {count:d} events'))
def stood_in(travel: Travel, state: str, count: int) -> None:
    dossier = dossier_of(travel.view, NUMBER)
    assert (dossier.state, dossier.n) == (state, count)


@then("no vote of the unit's council was on file")
def no_vote(travel: Travel) -> None:
    assert dossier_of(travel.view, NUMBER).evidence.unit_council is None


@then(parsers.parse("the unit's council had given {votes:d} votes in favour"))
def vote_was(travel: Travel, votes: int) -> None:
    ballot = dossier_of(travel.view, NUMBER).evidence.unit_council
    assert ballot is not None
    assert ballot.approvals == votes


@then(parsers.parse("there is no such dossier yet, and {day} is named as its day"))
def not_yet(travel: Travel, day: str) -> None:
    with pytest.raises(NotYetError, match=day):
        dossier_of(travel.view, NUMBER)


@then("the list of dossiers is empty")
def empty(travel: Travel) -> None:
    assert listed(travel.view) == ()


def blockers(look: Look | None) -> Iterator[str]:
    """What stood in the way of sending it on."""
    assert look is not None
    for option in look.options:
        if option.act == "advance" and isinstance(option.outcome, Refusal):
            yield from (one.id for one in option.outcome.blockers)


@then(parsers.parse('"{blocker}" stood in the way'))
def was_in_the_way(travel: Travel, blocker: str) -> None:
    assert blocker in set(blockers(travel.look))


@then(parsers.parse('by what was recorded by "{words}" it did not'))
def was_not(story: Story, words: str) -> None:
    look = looked_at(recorded_by(story, words), NUMBER, on=date(2024, 12, 9))
    assert "c.vote" not in set(blockers(look))


@then(parsers.parse('the first line says "{words}"'))
def first_line(travel: Travel, words: str) -> None:
    assert travel.out.splitlines()[0].startswith(words)


@then(parsers.parse('its data say that they are of the past, recorded by "{moment}"'))
def banded(travel: Travel, moment: str) -> None:
    data = json.loads(travel.out)
    assert (data["past"], data["at"], data["answer"]["number"]) == (True, moment, NUMBER)


@then(parsers.parse('the clerk is told that the moment "{words}"'))
def told(travel: Travel, words: str) -> None:
    assert travel.out == ""
    assert words in travel.err


def months(travel: Travel) -> int | None:
    return dossier_of(travel.view, NUMBER).evidence.service_months


@then("the correction is among what had happened")
def corrected(travel: Travel) -> None:
    assert months(travel) == CORRECTION


@then("the correction is not among what had happened")
def not_corrected(travel: Travel) -> None:
    assert months(travel) != CORRECTION


@then("one mandate held")
def one_mandate(travel: Travel) -> None:
    assert len(json.loads(travel.out)["answer"]) == 1


@then(parsers.parse("on {day:ti} none did"))
def no_mandate(story: Story, travel: Travel, day: datetime) -> None:
    asks_mandates(story, travel, day)
    assert json.loads(travel.out)["answer"] == []


@then("no publication is there")
def no_publication(story: Story, travel: Travel) -> None:
    assert publications(story.store) != ()
    assert publications(travel.view) == ()


@then("the rules that its proposal named judge it")
def named_rules(story: Story, travel: Travel) -> None:
    first = next(story.store.events(dossier_of(story.store, OTHER).id))
    assert travel.look is not None
    assert travel.look.judged_by == read_event(first.body).judged.rules
    assert looked_at(story.store, OTHER, on=date(2024, 12, 2)).judged_by != travel.look.judged_by


@then("the auditor is told that it cannot be told")
def cannot_be_told(travel: Travel) -> None:
    assert travel.silent is not None
    assert travel.silent.text.vi.startswith("Không biết được: ")


@then(parsers.parse('the comparison says "{words}"'))
def comparison_says(travel: Travel, words: str) -> None:
    assert words in travel.out
