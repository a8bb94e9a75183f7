"""Sentences about auditors, and about people who change history."""

from __future__ import annotations

from datetime import UTC, date, datetime

from pytest_bdd import given, parsers, then, when

from dossiers.replay import Replayed, rebuilt_rows, replay
from dossiers.use_cases import Happening, timeline
from dossiers.verification import verify
from features.steps.context import Story
from ledger import read_event
from tests.dossiers.building import NUMBER
from tests.dossiers.tampering import tampered as changed


def tampered(story: Story, statement: str, *bound: object) -> None:
    """Change the file behind the program's back."""
    changed(story.store.place, statement, *bound)


def rules_of_event(story: Story, n: int) -> str:
    """The digest of the rules that judged an event."""
    stored = next(one for one in story.store.events() if one.n == n)
    name = read_event(stored.body).judged.rules
    assert name is not None
    return name


@given(parsers.parse("somebody changed a letter in event {n:d}"))
def letter_changed(story: Story, n: int) -> None:
    stored = next(one for one in story.store.events() if one.n == n)
    body = stored.body.replace(b"unit_clerk", b"unit_clark")
    tampered(story, "UPDATE event SET body = ? WHERE n = ?", body, n)


@given(parsers.parse('somebody set the state to "{state}" in the table'))
def state_changed(story: Story, state: str) -> None:
    body = story.store.body(NUMBER)
    assert body is not None
    forged = body.replace(b'"state":"council_review"', f'"state":"{state}"'.encode())
    tampered(story, "UPDATE dossier SET state = ?, body = ?", state, forged)


@given(parsers.parse("somebody removed event {n:d}"))
def event_removed(story: Story, n: int) -> None:
    tampered(story, "DELETE FROM event WHERE n = ?", n)


@given(parsers.parse("somebody changed the rules that judged event {n:d}"))
def rules_changed(story: Story, n: int) -> None:
    name = rules_of_event(story, n)
    body = story.store.document(name).replace(b"80%", b"50%")
    tampered(story, "UPDATE document SET body = ? WHERE digest = ?", body, name)


@when("the auditor replays history", target_fixture="replayed")
def replays(story: Story) -> tuple[Replayed, ...]:
    return replay(story.store)


@when(
    parsers.parse("the auditor replays history as recorded until {day:ti}"),
    target_fixture="replayed",
)
def replays_until(story: Story, day: datetime) -> tuple[Replayed, ...]:
    return replay(story.store, until=day.replace(hour=23, tzinfo=UTC))


@when("the table of dossiers is dropped and rebuilt", target_fixture="before")
def rebuilt(story: Story) -> tuple[bytes, ...]:
    before = story.store.bodies()
    tampered(story, "DELETE FROM dossier")
    story.store.rebuild(lambda: rebuilt_rows(story.store))
    return before


@when("the auditor asks for the timeline", target_fixture="happenings")
def timeline_asked(story: Story) -> list[Happening]:
    return list(timeline(story.store, NUMBER))


@then("every dossier is equal")
def all_equal(replayed: tuple[Replayed, ...]) -> None:
    assert {one.equal for one in replayed} == {True}


@then("history is whole")
def whole(story: Story) -> None:
    assert verify(story.store).problems == ()


@then("it holds what it held before")
def same_as_before(story: Story, before: tuple[bytes, ...]) -> None:
    assert story.store.bodies() == before


@then(parsers.parse('the dossier was in "{state}" after {count:d} events'))
def was_in(replayed: tuple[Replayed, ...], state: str, count: int) -> None:
    (one,) = replayed
    assert one.subject is not None
    assert (one.subject.state, one.events) == (state, count)


@then(parsers.parse("it differs at event {n:d}"))
def differs_at(replayed: tuple[Replayed, ...], n: int) -> None:
    assert [one.differs_at for one in replayed] == [n]


@then(parsers.parse('line {n:d} says that "{act}" was done as "{role}" on {day:ti}'))
def line_says(happenings: list[Happening], n: int, act: str, role: str, day: datetime) -> None:
    line = happenings[n - 1]
    assert (line.act, line.by.role, line.on) == (act, role, date(day.year, day.month, day.day))
