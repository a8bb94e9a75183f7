"""Sentences about who is waited for, deciding at once, digests, and plans in the record."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from threading import Barrier

import pytest
from pytest_bdd import given, parsers, then, when

from dossiers.errors import DossierError, StaleDossierError, TransitionRefusedError
from dossiers.manifests import manifests
from dossiers.scope import Scope
from dossiers.store import Entry, Recorded, Store
from dossiers.use_cases import Acting, Done, perform
from dossiers.use_cases.bulk import Asked, Plan, apply, preview
from dossiers.use_cases.digests import Addressee as Somebody
from dossiers.use_cases.digests import Digest, Held, digests
from dossiers.use_cases.matching import found_by
from dossiers.use_cases.worklist import Office, Seat, worklist
from features.steps.context import Story
from ledger import Actor
from tests.dossiers.building import NUMBER, a_key, acting

UNIT = "so-cong-thuong"
ROLES = {"secretary": "council_secretary", "head": "unit_head"}
CASE = {"kind": "complaint", "opened_on": "2024-12-12"}
ON = date(2024, 12, 12)
AT = datetime(2024, 12, 13, 1, tzinfo=UTC)


class Together(Store):
    """A store that lets commands write only when all of them have decided."""

    gate: Barrier

    def record(self, entry: Entry) -> Recorded:
        self.gate.wait(20)
        return super().record(entry)


@dataclass
class Morning:
    """What people ask and do at the same time.

    Attributes:
        commands: what was done at once.
        ended: what came of each.
        made: the digests of a day.
        plan: the plan that was made.
    """

    commands: list[Acting] = field(default_factory=list)
    ended: list[Done | DossierError] = field(default_factory=list)
    made: list[Digest] = field(default_factory=list)
    plan: Plan | None = None


@pytest.fixture
def morning() -> Morning:
    return Morning()


def seat(person: str, role: str) -> Seat:
    return Seat(person, (Office(role, Scope(frozenset({UNIT}))),))


def listed(story: Story, one: Seat) -> list[str]:
    return [line.number for line in worklist(story.store, one, on=ON).lines]


@then(parsers.parse('it waits for "{role}" and is on the {whose}\'s list'))
def waits_for_role(story: Story, role: str, whose: str) -> None:
    assert found_by(story.store, story.dossier).duties == {role}
    assert listed(story, seat("somebody", ROLES[whose])) == [NUMBER]


@then("it is not on the list of the head, who could only refuse it")
def not_listed(story: Story) -> None:
    assert listed(story, seat("somebody", "unit_head")) == []


@given(parsers.parse('the ballot of "{one}", "{two}" and "{three}" was opened'))
def ballot_opened(story: Story, one: str, two: str, three: str) -> None:
    story.surely("open_ballot", "council_secretary", details={"members": [one, two, three]})


@given(parsers.parse('"{member}" has voted'))
def has_voted(story: Story, member: str) -> None:
    story.surely("cast_vote", "council_member", by=member, details={"choice": "for"})


@then(parsers.parse('it waits for the votes of "{one}" and "{other}"'))
def waits_for_votes(story: Story, one: str, other: str) -> None:
    found = found_by(story.store, story.dossier).duties
    assert found == {"council_member", f"@{one}", f"@{other}"}


@then(parsers.parse('it is on the list of "{one}" and not on that of "{other}"'))
def on_the_list_of(story: Story, one: str, other: str) -> None:
    assert listed(story, seat(one, "council_member")) == [NUMBER]
    assert listed(story, seat(other, "council_member")) == []


@given("the head has sent it on for a decision")
def sent_on(story: Story) -> None:
    story.surely("advance", "unit_head", by="head-0", on=ON)


@when("two heads approve it and the secretary suspends it over a complaint, all at once")
def at_once(story: Story, morning: Morning) -> None:
    morning.commands = [
        acting("approve", "unit_head", by="head-1", on=ON),
        acting("approve", "unit_head", by="head-2", on=ON),
        acting("suspend", "council_secretary", details=CASE, reason="có đơn", on=ON),
    ]
    gate = Barrier(len(morning.commands))

    def carried_out(command: Acting) -> Done | DossierError:
        with Together.open(story.store.url) as own:
            own.gate = gate
            try:
                return perform(own, command)
            except DossierError as refused:
                return refused

    with ThreadPoolExecutor(len(morning.commands)) as pool:
        morning.ended = list(pool.map(carried_out, morning.commands))


@then("one of the three is recorded and the two others read that somebody was faster")
def one_wins(story: Story, morning: Morning) -> None:
    lost = [one for one in morning.ended if isinstance(one, StaleDossierError)]
    assert len(lost) == len(morning.ended) - 1
    assert all("vừa được người khác xử lý" in one.text.vi for one in lost)
    (won,) = (one for one in morning.ended if isinstance(one, Done))
    assert story.dossier.n == won.n


@then("whoever tries again reads what is in the way")
def reads_why(story: Story, morning: Morning) -> None:
    won = next(one.act for one in morning.ended if isinstance(one, Done))
    for command, ended in zip(morning.commands, morning.ended, strict=True):
        # A complaint about what was approved in between can still be looked into.
        if isinstance(ended, Done) or (command.act, won) == ("suspend", "approve"):
            continue
        with pytest.raises(TransitionRefusedError) as refused:
            perform(story.store, replace(command, key=a_key()))
        assert all(one.text.vi for one in refused.value.refusal.blockers)


@given(parsers.parse("the dossier was approved on {day:ti}"))
def was_approved(story: Story, day: datetime) -> None:
    on = day.date()
    counted = {"members": 15, "approvals": 12}
    story.surely("record_vote", "council_secretary", details=counted, on=on)
    story.surely("advance", "unit_head", by="head-0", on=on)
    story.surely("approve", "unit_head", by="head-1", on=on)


@when(parsers.parse("the clerk's digest of {day:ti} is made"))
def digest_made(story: Story, morning: Morning, day: datetime) -> None:
    clerk = Somebody(person="clerk", offices=(Held(role="unit_clerk", units=(UNIT,)),))
    morning.made = list(digests(story.store, [clerk], on=day.date()))


@then("it names the dossier, and that it is over")
def digest_names(morning: Morning) -> None:
    ((line,),) = (one.lines for one in morning.made)
    assert line.number == NUMBER
    assert line.last is not None
    assert "quá hạn" in line.last.words.vi


@then("there is none")
def no_digest(morning: Morning) -> None:
    assert morning.made == []


@given("a plan by which the secretary suspends it")
def plan_made(story: Story, morning: Morning) -> None:
    by = Actor("secretary-1", "council_secretary", UNIT)
    asked = Asked("state:council_review", "suspend", by, ON, "có đơn", CASE)
    morning.plan = preview(story.store, [story.dossier], asked, at=AT)


@when("the plan is applied twice")
def applied_twice(story: Story, morning: Morning) -> None:
    assert morning.plan is not None
    for _ in range(2):
        apply(story.store, morning.plan, at=AT)


@then(
    parsers.parse(
        "the record has one entry for the plan, with {count:d} dossier and who applied it"
    )
)
def one_entry(story: Story, morning: Morning, count: int) -> None:
    assert morning.plan is not None
    (one,) = manifests(story.store)
    assert (one.plan, one.by, len(one.done)) == (morning.plan.id, "secretary-1", count)
