"""Sentences about councils that vote, member by member or on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from pytest_bdd import given, parsers, then, when

import workflow
from dossiers.documents import read_document
from dossiers.standing_ballots import OpenBallot, open_ballot
from dossiers.use_cases import looked_at, relations_of
from features.steps.context import Story
from ledger import read_event
from tests.dossiers.building import NUMBER
from texts import Text
from workflow.language.council import BallotRule, Body, Outcomes
from workflow.running.ballot import Poll, tally_of

VOTED_ON = date(2024, 12, 9)
MEMBERS = 15


@dataclass
class Session:
    """A ballot that is tried on its own: its rule, how it ended, what is kept of it."""

    rule: BallotRule | None = None
    result: str | None = None
    poll: Poll | None = None


@pytest.fixture
def session() -> Session:
    """A ballot that nobody has tried yet."""
    return Session()


def roll(members: int) -> list[str]:
    """The members of a council: m01, m02, ..."""
    return [f"m{n:02}" for n in range(1, members + 1)]


def standing(story: Story) -> OpenBallot:
    """The open ballot as a secretary sees it."""
    look = looked_at(story.store, NUMBER, on=VOTED_ON)
    assert look.case.poll is not None
    near = {one: relations_of(look.dossier, one) for one in look.case.poll.members}
    found = open_ballot(look.procedure.definition, look.dossier, look.case, near)
    assert found is not None
    return found


def unvoted(story: Story, members: int = MEMBERS) -> list[str]:
    """The members who have neither voted nor stood aside."""
    poll = story.dossier.course.poll
    gone = set() if poll is None else poll.voted | set(poll.recused)
    return [one for one in roll(members) if one not in gone]


def opens(story: Story, members: int, relatives: str = "") -> None:
    called = {"members": roll(members), "chair": "m01", "relatives": relatives}
    story.act("open_ballot", "council_secretary", details=called, on=VOTED_ON)


@given(parsers.parse("the council of {members:d} has opened its ballot"))
def has_opened(story: Story, members: int) -> None:
    opens(story, members)
    assert story.refused is None, story.blockers()


@given(parsers.parse('the council of {members:d} has opened its ballot with the relative "{who}"'))
def has_opened_with(story: Story, members: int, who: str) -> None:
    opens(story, members, who)
    assert story.refused is None, story.blockers()


@when(parsers.parse("the council of {members:d} opens a ballot"))
def opens_one(story: Story, members: int) -> None:
    opens(story, members)


@given(parsers.parse('{count:d} members have voted "{choice}"'))
@when(parsers.parse('{count:d} members vote "{choice}"'))
def members_vote(story: Story, count: int, choice: str) -> None:
    for member in unvoted(story)[:count]:
        story.surely(
            "cast_vote", "council_member", by=member, details={"choice": choice}, on=VOTED_ON
        )


@when(parsers.parse('the member "{member}" votes "{choice}"'))
def member_votes(story: Story, member: str, choice: str) -> None:
    story.act("cast_vote", "council_member", by=member, details={"choice": choice}, on=VOTED_ON)


@when(parsers.parse('the absent member "{member}" writes "{choice}"'))
def member_writes(story: Story, member: str, choice: str) -> None:
    letter = {"member": member, "choice": choice, "paper": "61/YK"}
    story.act("record_written_opinion", "council_secretary", details=letter, on=VOTED_ON)


@when(parsers.parse('"{deputy}" votes "{choice}" on behalf of "{member}"'))
def votes_for(story: Story, deputy: str, choice: str, member: str) -> None:
    details = {"choice": choice}
    story.act(
        "cast_vote", "council_member", by=deputy, stands_for=member, details=details, on=VOTED_ON
    )


@when(parsers.parse('the member "{member}" stands aside because "{reason}"'))
def stands_aside(story: Story, member: str, reason: str) -> None:
    story.act("stand_aside", "council_member", by=member, reason=reason, on=VOTED_ON)


@given(parsers.parse('the secretary has recorded that "{person}" is a relative of the nominee'))
def recorded_relative(story: Story, person: str) -> None:
    near = {"person": person, "relation": "relative", "paper": "02/BC"}
    story.surely("declare_conflict", "council_secretary", details=near, on=VOTED_ON)


@given("the secretary closes the ballot")
@when("the secretary closes the ballot")
def closes(story: Story) -> None:
    story.surely("close_ballot", "council_secretary", on=VOTED_ON)


SHEET = (
    "the session is recorded with {present:d} present, {written:d} in writing, "
    "{favour:d} for and {against:d} against"
)


@given(parsers.parse(SHEET))
@when(parsers.parse(SHEET))
def minutes(story: Story, present: int, written: int, favour: int, against: int) -> None:
    sheet = {
        "members": MEMBERS,
        "approvals": favour - min(written, favour),
        "written_approvals": min(written, favour),
        "present": present,
        "written": written,
        "against": against,
        "minutes": "41/BB",
    }
    if favour == 11 and written:  # one of the letters was against
        sheet |= {"approvals": favour - 2, "written_approvals": 2}
    story.act("record_vote", "council_secretary", details=sheet, on=VOTED_ON)


@then(parsers.parse("the ballot has {result}"))
def has_result(story: Story, result: str) -> None:
    assert story.dossier.course.poll is None, "a ballot is still open"
    found = [mark for mark in story.dossier.course.marks if mark.startswith("council_review.")]
    assert found == [f"council_review.{result}"], story.blockers()


@then(parsers.parse("the evidence counts {favour:d} votes in favour of {members:d}"))
def evidence_counts(story: Story, favour: int, members: int) -> None:
    ballot = story.dossier.evidence.unit_council
    assert ballot is not None
    assert (ballot.in_favour, ballot.members) == (favour, members)


@then(parsers.parse("the evidence counts {written:d} written opinion in favour"))
def evidence_written(story: Story, written: int) -> None:
    ballot = story.dossier.evidence.unit_council
    assert ballot is not None
    assert ballot.written_approvals == written


@then(parsers.parse('the unit head is kept from sending it on by "{mark}"'))
def kept_from(story: Story, mark: str) -> None:
    story.act("advance", "unit_head", on=date(2024, 12, 10))
    assert story.blockers()[mark] == "mark"


@then(parsers.parse('that is refused for "{blocker}"'))
def refused_for(story: Story, blocker: str) -> None:
    assert blocker in story.blockers(), (story.blockers(), story.misfit)
    assert story.dossier == story.before


@then(parsers.parse("{count:d} member has voted"))
def count_voted(story: Story, count: int) -> None:
    assert standing(story).tally.present == count


@then(parsers.parse("the ballot is decided as {result} with {open_:d} members yet to vote"))
def is_decided(story: Story, result: str, open_: int) -> None:
    found = standing(story)
    assert (found.decided, len(found.waiting)) == (result, open_)


@then(parsers.parse("the ballot is not decided and {wanting:d} vote in favour is wanting"))
def not_decided(story: Story, wanting: int) -> None:
    found = standing(story)
    assert (found.decided, found.missing) == (None, wanting)


@then(parsers.parse("it is ballot number {number:d}"))
def ballot_number(story: Story, number: int) -> None:
    assert standing(story).round == number


@then(parsers.parse('the history holds the results "{results}"'))
def history_results(story: Story, results: str) -> None:
    events = [read_event(one.body) for one in story.store.events(story.dossier.id)]
    documents = [read_document(story.store.document(one.data)) for one in events]
    assert [one["result"] for one in documents if "result" in one] == results.split(", ")


@given("a workflow whose ballots end as soon as they are decided", target_fixture="ending")
def ends_when_decided() -> workflow.Definition:
    text = workflow.shipped("provincial-award").decode()
    changed = text.replace("      rounds: 9\n", "      rounds: 9\n      close: when_decided\n")
    assert changed != text
    return workflow.read(changed, file="decided.yaml")


@when(
    parsers.parse('{count:d} of {members:d} members vote "{choice}" one after the other'),
    target_fixture="course",
)
def one_after_the_other(
    ending: workflow.Definition, count: int, members: int, choice: str
) -> list[workflow.Move]:
    case = workflow.Case("council_review", settings={"ballot": "unit", "ballot_share": "80"})
    secretary = workflow.Person("s", frozenset({"council_secretary"}))
    paper: workflow.Paper = workflow.Roll(frozenset(roll(members)))
    moves = [_moved(ending, case, "open_ballot", secretary, paper)]
    for member in roll(members)[:count]:
        before = moves[-1].after
        assert before is not None
        voter = workflow.Person(member, frozenset({"council_member"}))
        moves.append(_moved(ending, before, "cast_vote", voter, workflow.Vote(member, choice)))
    return moves


def _moved(
    definition: workflow.Definition,
    case: workflow.Case,
    act: str,
    by: workflow.Person,
    paper: workflow.Paper,
) -> workflow.Move:
    """The move of an act that has to be possible."""
    move = workflow.decide(definition, case, act, by=by, answers={}, paper=paper)
    assert isinstance(move, workflow.Move), move
    return move


@then("the twelfth vote ends the ballot as passed")
def twelfth_ends(course: list[workflow.Move]) -> None:
    assert [move.result for move in course] == [None] * 12 + ["passed"]


@given(parsers.parse("a council of {members:d} whose ties are decided by {whom}"))
def council_with_ties(session: Session, members: int, whom: str) -> None:
    same = Outcomes(passed="same", failed="same", no_quorum="same", expired="same")
    tie = "chair" if whom == "the chair" else "fails"
    share = "> 1/2 of present"
    session.rule = BallotRule.model_validate(
        {"body": "council", "pass_when": share, "tie": tie, "outcomes": same}
    )
    session.poll = workflow.after_paper(
        None, workflow.Roll(frozenset(roll(members)), "m01"), secret=False
    )


@when(parsers.parse("two vote for and two against, and the chair votes {choice}"))
def tie(session: Session, choice: str) -> None:
    other = "against" if choice == "for" else "for"
    assert session.rule is not None
    for member, vote in zip(roll(4), (choice, choice, other, other), strict=True):
        paper = workflow.Vote(member, vote)
        session.poll = workflow.after_paper(session.poll, paper, secret=False)
    assert session.poll is not None
    body = Body.model_validate(
        {"text": Text(vi="Hội đồng", en="Council"), "quorum": "2/3 of members"}
    )
    session.result = workflow.result(session.rule, body, tally_of(session.rule, session.poll), {})


@then(parsers.parse("the tie ends as {result}"))
def tie_ends(session: Session, result: str) -> None:
    assert session.result == result


@given(parsers.parse("a secret ballot of {members:d} members"))
def secret_ballot(session: Session, members: int) -> None:
    names = frozenset(["an", "binh", *roll(members - 2)])
    session.poll = workflow.after_paper(None, workflow.Roll(names), secret=True)


@when(parsers.parse('"{one}" votes "{first}" and "{other}" votes "{second}" in secret'))
def vote_in_secret(session: Session, one: str, first: str, other: str, second: str) -> None:
    for member, choice in ((one, first), (other, second)):
        paper = workflow.Vote(member, choice)
        session.poll = workflow.after_paper(session.poll, paper, secret=True)


@then(
    parsers.parse(
        "the counts are {favour:d} for and {against:d} against, and nobody's vote is kept"
    )
)
def only_counts(session: Session, favour: int, against: int) -> None:
    assert session.poll is not None
    assert session.poll.counts == {"for": favour, "against": against}
    assert session.poll.votes == {}
    assert session.poll.voted == {"an", "binh"}
