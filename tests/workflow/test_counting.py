"""What counting says of a ballot is what the engine does with real votes."""

from __future__ import annotations

from itertools import product

import pytest

import workflow
from tests.workflow.proofs import act, ballot, flow
from texts import Text
from workflow import Case, Move, Person
from workflow.language.council import BallotRule, Body, Outcomes
from workflow.language.share import share_of
from workflow.proving.counting import VOTED, endings
from workflow.running.ballot import Poll, decided, result, tally_of
from workflow.running.casting import Paper, Recusal, Roll, Vote

BODY = Body(text=Text("Hội đồng", "Council"), quorum=share_of("2/3 of members"))
WHERE = Outcomes(passed="same", failed="same", no_quorum="same", expired="same")


@pytest.mark.parametrize("share", ["80% of members", "> 1/2 of present", "1/2 of members"])
@pytest.mark.parametrize("tie", ["fails", "chair"])
def test_counted_results_are_those_of_every_way_to_vote(share: str, tie: str) -> None:
    rule = BallotRule.model_validate(
        {"body": "council", "pass_when": share, "tie": tie, "outcomes": WHERE.model_dump()}
    )
    for size in (3, 4, 5):
        names = [f"m{number}" for number in range(size)]
        found = set()
        for choices in product(("for", "against", "abstain", None), repeat=size):
            votes = {n: c for n, c in zip(names, choices, strict=True) if c is not None}
            chair = names[0] if tie == "chair" else None
            poll = Poll(frozenset(names), chair, votes, frozenset(votes))
            found |= {result(rule, BODY, tally_of(rule, poll), {})} if votes else set()

        counted = endings(rule, BODY, size, {}, may_recuse=False)["close", VOTED]
        assert set(counted) == found


def test_a_last_vote_without_a_quorum_ends_the_ballot() -> None:
    rule = ballot(
        close="when_decided",
        outcomes={"passed": "done", "failed": "done", "no_quorum": "gone", "expired": "gone"},
    )
    steps = ("open", "vote", "recuse", "close")
    definition = flow(
        {
            "draft": {"start": True, "acts": {"go": act("clerk", "hall")}},
            "hall": {"ballot": rule, "acts": {s: act("secretary", ballot=s) for s in steps}},
            "done": {"end": "decided"},
            "gone": {"end": "closed"},
        },
        bodies={"council": {"quorum": "2/3 of members"}},
    )
    case = Case("hall")
    papers: dict[str, list[Paper]] = {
        "open": [Roll(frozenset({"a", "b", "c"}))],
        "recuse": [Recusal("a", "nominee"), Recusal("b", "nominee")],
        "vote": [Vote("c", "for")],
    }
    for name, paper in ((name, one) for name, given in papers.items() for one in given):
        by = Person("c", frozenset({"secretary"}))
        move = workflow.decide(definition, case, name, by=by, answers={}, paper=paper)
        assert isinstance(move, Move)
        assert move.after is not None
        case = move.after

    assert (case.state, case.marks) == ("gone", frozenset({"hall.no_quorum"}))


def test_a_council_whose_members_all_stand_aside_passes_nothing() -> None:
    rule = BallotRule(
        body="council", pass_when=share_of("80% of members"), recused="leaves", outcomes=WHERE
    )
    aside = dict.fromkeys(("a", "b", "c"), "nominee")
    tally = tally_of(rule, Poll(frozenset(aside), recused=aside))

    assert result(rule, BODY, tally, {}) == "no_quorum"
    assert decided(rule, BODY, tally, {}) != "passed"


def test_a_return_to_an_ordinary_state_keeps_a_pass_on_its_condition() -> None:
    rule = ballot(outcomes=dict.fromkeys(("passed", "failed", "no_quorum", "expired"), "desk"))
    keeps = {"review.passed": {"unless_changed": ["achievements"]}}
    definition = flow(
        {
            "draft": {
                "start": True,
                "acts": {"submit": act("clerk", "review"), "again": act("clerk", "desk")},
            },
            "review": {"ballot": rule, "acts": {"count": act("secretary", ballot="count")}},
            "desk": {
                "acts": {
                    "send_back": act("chair", "draft", keeps=keeps),
                    "approve": act("chair", "done", after="review.passed"),
                    "refuse": act("chair", "gone"),
                }
            },
            "done": {"end": "decided"},
            "gone": {"end": "closed"},
        },
        bodies={"council": {"quorum": "1/2 of members"}},
    )
    people = {
        "chair": Person("h", frozenset({"chair"})),
        "clerk": Person("c", frozenset({"clerk"})),
    }
    case = Case("desk", marks=frozenset({"review.passed"}))
    changed = frozenset({"achievements"})
    for name, role, parts in (("send_back", "chair", frozenset()), ("again", "clerk", changed)):
        move = workflow.decide(
            definition, case, name, by=people[role], answers={}, changed=frozenset(parts)
        )
        assert isinstance(move, Move)
        assert move.after is not None
        case = move.after

    assert (case.state, case.marks) == ("desk", frozenset())
