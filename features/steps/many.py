"""Sentences about finding dossiers, and about one act on many of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from pytest_bdd import given, parsers, then, when

from dossiers.asking import QueryError, read_query
from dossiers.errors import PlanError, PlanStaleError
from dossiers.store.seeking import Order
from dossiers.use_cases import perform
from dossiers.use_cases.bulk import Asked, Plan, apply, preview, read_plan
from dossiers.use_cases.finding import all_found
from features.steps.context import Story
from ledger import Actor
from tests.dossiers.building import RECEIVED, a_nomination, acting, proposed

AT = datetime(2024, 12, 3, 2, tzinfo=UTC)
SUBMIT = Asked("state:draft", "submit", Actor("unit_clerk", "unit_clerk", "sct-bk"), RECEIVED)


@dataclass
class Pile:
    """The dossiers on a desk, and what was asked about them.

    Attributes:
        numbers: the number of each nominee's dossier.
        found: the nominees that were found, in order.
        mistakes: what was wrong with a question.
        plan: the plan that was made.
        overtaken: the dossiers for which the plan was refused.
        recorded: how many events there were before the preview.
    """

    numbers: dict[str, str] = field(default_factory=dict)
    found: list[str] = field(default_factory=list)
    mistakes: QueryError | None = None
    plan: Plan | None = None
    overtaken: tuple[str, ...] = ()
    recorded: int = 0

    def add(self, story: Story, name: str, changes: dict[str, object] | None = None) -> None:
        """Propose somebody."""
        number = f"D-{len(self.numbers) + 1}"
        proposed(story.store, a_nomination(name=name, changes=changes), number=number)
        self.numbers[name] = number

    def ask(self, story: Story, typed: str, order: Order = Order.NUMBER) -> None:
        """Ask, and keep what is found or wrong."""
        try:
            query = read_query(typed, on=RECEIVED)
        except QueryError as wrong:
            self.mistakes = wrong
            return
        found = all_found(story.store, query, order)
        self.found = [one.nomination.nominee.name for one in found]

    def look_ahead(self, story: Story) -> Plan:
        """Look ahead at submitting every draft."""
        self.recorded = sum(1 for _ in story.store.events())
        drafts = all_found(story.store, read_query(SUBMIT.query, on=RECEIVED), Order.NUMBER)
        self.plan = preview(story.store, drafts, SUBMIT, at=AT)
        return self.plan

    def states(self, story: Story) -> Counter[str]:
        """How many dossiers stand in each state."""
        found = all_found(story.store, read_query("", on=RECEIVED), Order.NUMBER)
        return Counter(one.state for one in found)


@pytest.fixture
def pile() -> Pile:
    return Pile()


@given(parsers.parse('drafts of "{one}", "{two}" and "{three}"'))
def drafts(story: Story, pile: Pile, one: str, two: str, three: str) -> None:
    for name in (one, two, three):
        pile.add(story, name)


@given(parsers.parse('a draft of "{name}" whose papers are missing'))
def lacking_draft(story: Story, pile: Pile, name: str) -> None:
    pile.add(story, name, {"documents": []})


@when(parsers.parse('somebody searches for "{typed}"'))
def searched(story: Story, pile: Pile, typed: str) -> None:
    pile.ask(story, typed)


@when("the list is asked for by name")
def listed_by_name(story: Story, pile: Pile) -> None:
    pile.ask(story, "", Order.NAME)


@then(parsers.parse('"{one}" and "{two}" are found'))
def two_found(pile: Pile, one: str, two: str) -> None:
    assert pile.found == [one, two]


@then(parsers.parse('only "{one}" is found'))
def one_found(pile: Pile, one: str) -> None:
    assert pile.found == [one]


@then(parsers.parse("it reads {names}"))
def reads(pile: Pile, names: str) -> None:
    assert pile.found == [name.strip('"') for name in names.split(", ")]


@then(parsers.parse("{count:d} mistakes are told, each with its place"))
def mistakes_told(pile: Pile, count: int) -> None:
    assert pile.mistakes is not None
    assert len({one.place.column for one in pile.mistakes.mistakes}) == count


@given("the clerk has looked ahead at submitting every draft")
@when("the clerk looks ahead at submitting every draft")
def looked_ahead(story: Story, pile: Pile) -> None:
    pile.look_ahead(story)


@then(parsers.parse("{moving:d} dossiers would move and {held:d} is held because of its papers"))
def would_move(pile: Pile, moving: int, held: int) -> None:
    assert pile.plan is not None
    assert len(pile.plan.items) == moving
    (group,) = pile.plan.held
    assert len(group.numbers) == held
    assert any("paper" in reason.en.lower() for reason in group.reasons)


@then("nothing has been recorded")
def nothing_recorded(story: Story, pile: Pile) -> None:
    assert sum(1 for _ in story.store.events()) == pile.recorded


@given(parsers.parse('the draft of "{name}" has been withdrawn meanwhile'))
def withdrawn_meanwhile(story: Story, pile: Pile, name: str) -> None:
    number = pile.numbers[name]
    perform(story.store, acting("withdraw", "unit_clerk", number=number, reason="xin rút"))


@given(parsers.parse("the work broke off after {count:d} dossiers"))
def broken_off(story: Story, pile: Pile, count: int) -> None:
    def stop(through: int, _of: int) -> None:
        if through == count:
            raise KeyboardInterrupt

    assert pile.plan is not None
    with pytest.raises(KeyboardInterrupt):
        apply(story.store, pile.plan, at=AT, told=stop)


@when("the clerk applies the plan")
def plan_applied(story: Story, pile: Pile) -> None:
    assert pile.plan is not None
    try:
        apply(story.store, read_plan(pile.plan.body()), at=AT)
    except PlanStaleError as stale:
        pile.overtaken = stale.numbers


@when("somebody writes another act into the plan")
def plan_edited(pile: Pile) -> None:
    assert pile.plan is not None
    with pytest.raises(PlanError):
        read_plan(pile.plan.body().replace(b'"submit"', b'"refuse"'))


@then("the plan cannot be used")
def plan_unused(story: Story, pile: Pile) -> None:
    nothing_recorded(story, pile)


@then(parsers.parse("the plan is refused because of {count:d} dossier"))
def plan_refused(pile: Pile, count: int) -> None:
    assert len(pile.overtaken) == count


@then(
    parsers.re(
        r'(?P<many>\d+) dossiers stand in "(?P<one>\w+)" and (?P<few>\d+) in "(?P<other>\w+)"'
    )
)
def dossiers_stand(story: Story, pile: Pile, many: str, one: str, few: str, other: str) -> None:
    assert pile.states(story) == {one: int(many), other: int(few)}


@then("every dossier was submitted once")
def submitted_once(story: Story) -> None:
    assert Counter(one.n for one in story.store.events()) == {1: 5, 2: 3}  # the plan too
