"""Sentences about editions of a workflow, and dossiers that go over from one to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from pytest_bdd import given, parsers, then, when

import workflow
from dossiers.model import Dossier
from dossiers.use_cases import dossier_of
from dossiers.use_cases.migrating import Migrating, Survey, Undone, migrate, survey, undo
from features.steps.context import Story
from ledger import digest
from tests.dossiers.building import NUMBER, a_nomination, done, proposed
from tests.dossiers.migrating import MEMBERS, OLD, RENAMED, STRICTER, migrating, newer, voting
from workflow.editions.difference import Difference, difference

REFUSAL = """\
      refuse:
        text: {vi: Không đồng ý đề nghị, en: Refuse}
        by: cluster_head
        to: refused
        reason: required
"""


@dataclass
class Change:
    """A change of the workflow under way.

    Attributes:
        found: the difference, where one was asked for.
        command: the migration, where one was asked for.
        survey: what came of looking or of migrating.
        undone: what came of undoing.
        before: the dossier before it went over.
        voted: how many have voted.
    """

    found: Difference | None = None
    command: Migrating | None = None
    survey: Survey | None = None
    undone: tuple[Undone, ...] = ()
    before: dict[str, Dossier] = field(default_factory=dict)
    voted: int = 0

    def compare(self, *edits: tuple[str, str]) -> None:
        """Compare the shipped edition with one of other words."""
        old, new = (workflow.read(text, file="a.yaml") for text in (OLD, newer(*edits)))
        self.found = difference(old, new)

    @property
    def told(self) -> Difference:
        """The difference."""
        assert self.found is not None, "editions were compared"
        return self.found

    @property
    def asked(self) -> Migrating:
        """The command."""
        assert self.command is not None, "a migration was asked for"
        return self.command

    @property
    def seen(self) -> Survey:
        """What came of looking."""
        assert self.survey is not None, "dossiers were looked at"
        return self.survey


@pytest.fixture
def change() -> Change:
    """A workflow that nobody has changed yet."""
    return Change()


@given("a dossier in draft")
def in_draft(story: Story) -> None:
    proposed(story.store, a_nomination())


@given(parsers.parse("a dossier whose council is voting, with {votes:d} votes cast"))
def is_voting(story: Story, change: Change, votes: int) -> None:
    voting(story.store, NUMBER, *MEMBERS[:votes])
    change.voted = votes
    change.before[NUMBER] = dossier_of(story.store, NUMBER)


@given("somebody decided that it goes over to the higher threshold")
def goes_over(story: Story, change: Change) -> None:
    change.command = migrating(newer(STRICTER), decisions={NUMBER: "go"})
    assert migrate(story.store, change.asked).moved == (NUMBER,)


@given("the plan lets ballots finish under the old edition")
def finishes(story: Story, change: Change) -> None:
    change.command = migrating(newer(STRICTER), "ballots: finish_under_old_rules\n")
    assert migrate(story.store, change.asked).moved == ()


@given("another member has voted since")
def has_voted(story: Story, change: Change) -> None:
    _vote(story, change)


@when("the cluster's refusal is taken out of the workflow")
def no_refusal(change: Change) -> None:
    change.compare((REFUSAL, ""))


@when("the council needs nine tenths instead of the share of the award")
def nine_tenths(change: Change) -> None:
    change.compare(STRICTER)


@when("who submitted may approve as well")
def may_approve(change: Change) -> None:
    old = workflow.read(OLD, file="a.yaml")
    states = dict(old.states)
    for at, act in old.acts_called("approve").items():
        assert "submit" in act.not_same_person_as
        rest = tuple(one for one in act.not_same_person_as if one != "submit")
        loose = act.model_copy(update={"not_same_person_as": rest})
        acts = {**states[at].acts, "approve": loose}
        states[at] = states[at].model_copy(update={"acts": acts})
    change.found = difference(old, old.model_copy(update={"states": states}))


@when("only the title of a state is worded otherwise")
def reworded(change: Change) -> None:
    change.compare(("vi: Bản dự thảo", "vi: Bản nháp"))


@when("a higher threshold for the council is to apply to running dossiers")
def is_to_apply(story: Story, change: Change) -> None:
    _look(story, change, migrating(newer(STRICTER)))


@when("the draft has another name and the plan does not say so")
def another_name(story: Story, change: Change) -> None:
    _look(story, change, migrating(newer(*RENAMED)))


@when("the plan opens every ballot anew")
def opens_anew(story: Story, change: Change) -> None:
    _look(story, change, migrating(newer(STRICTER), "ballots: restart\n"))


@when(
    parsers.parse("{votes:d} more members vote in favour and the ballot of {members:d} is closed")
)
def vote_and_close(story: Story, change: Change, votes: int, members: int) -> None:
    assert members == len(MEMBERS)
    for _ in range(votes):
        _vote(story, change)
    done(story.store, "close_ballot", "council_secretary")


@when("the migration is undone")
def is_undone(story: Story, change: Change) -> None:
    change.undone = undo(story.store, change.asked)


@then(parsers.parse('the difference says "{words}"'))
def difference_says(change: Change, words: str) -> None:
    assert words in " ".join(one.text.vi for one in change.told.changes)


@then("it is counted as stricter")
def is_stricter(change: Change) -> None:
    assert set(change.told.grouped) == {"stricter"}


@then("the difference flags that a safeguard is weakened")
def is_flagged(change: Change) -> None:
    assert change.told.weakenings == change.told.changes != ()


@then("the difference says that both mean the same")
def means_the_same(change: Change) -> None:
    assert change.told.same
    assert change.told.reworded


@then(parsers.parse('it is classified as "{kind}"'))
def is_classified(change: Change, kind: str) -> None:
    assert [one.found.kind for one in change.seen.fates] == [kind]


@then(parsers.parse('the reason tells of "{words}"'))
def reason_tells(change: Change, words: str) -> None:
    assert words in change.seen.fates[0].found.text.vi


@then("nothing is written without the decision")
def nothing_written(story: Story, change: Change) -> None:
    before = story.store.bodies()
    assert migrate(story.store, change.asked).moved == ()
    assert story.store.bodies() == before


@then(parsers.parse("its ballot ends as {result:w}"))
def ballot_has(story: Story, result: str) -> None:
    assert f"council_review.{result}" in dossier_of(story.store, NUMBER).course.marks


@then("the dossier stands as it stood before")
def as_before(story: Story, change: Change) -> None:
    was, now = change.before[NUMBER], dossier_of(story.store, NUMBER)
    assert _place(now) == _place(was)
    assert now.definition == digest(OLD)


@then("the dossier stays under the new edition, because of that vote")
def stays(story: Story, change: Change) -> None:
    assert [(one.undone, "cast_vote" in one.text.vi) for one in change.undone] == [(False, True)]
    assert dossier_of(story.store, NUMBER).definition == digest(change.asked.new)


def _look(story: Story, change: Change, command: Migrating) -> None:
    change.command = command
    change.survey = survey(story.store, command)


def _vote(story: Story, change: Change) -> None:
    details: Mapping[str, object] = {"choice": "for"}
    member = MEMBERS[change.voted]
    done(story.store, "cast_vote", "council_member", by=member, details=details)
    change.voted += 1


def _place(dossier: Dossier) -> tuple[object, ...]:
    return dossier.state, dossier.sender, dossier.done_by, dossier.course
