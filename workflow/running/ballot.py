"""A vote of a council, counted in whole numbers: who may vote, what has been cast, how it ends.

    >>> from workflow.language.council import Body, BallotRule, Outcomes
    >>> from texts import Text
    >>> body = Body(text=Text("Hội đồng", "Council"), quorum="2/3 of members")
    >>> where = Outcomes(passed="same", failed="same", no_quorum="same", expired="same")
    >>> rule = BallotRule(body="council", pass_when="80% of members", outcomes=where)
    >>> sheet = Sheet(members=15, present=13, written=1, votes={"for": 12, "against": 2})
    >>> result(rule, body, tally_of(rule, Poll(sheet=sheet)), {})
    'passed'

A ballot is either cast vote by vote (a `Poll` with a roll) or held on paper and entered as one
counted `Sheet`.  In a secret one it is never stored who voted how, only who has voted.

Invariants:

* a member who did not vote is no vote in favour (Decree 98/2023/NĐ-CP, Article 30(7): the base is
  all members);
* every ballot has exactly one result, for every count: passed, failed or no quorum;
* what is decided early stays so, whatever the others would still have cast.

The engine never changes a poll; each step makes a new one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from workflow.language.council import BallotRule, Body, Result


@dataclass(frozen=True, slots=True)
class Sheet:
    """A ballot held on paper, as the minutes give it.

    Attributes:
        members: all members of the council.
        present: those who took part in the session.
        written: absent members whose written opinion was taken.
        votes: how many ballots each choice got; what is missing was not returned or not valid.
        recused: members who stood aside; they are among those present, or sent a letter saying so,
            and are not counted as taking part.
        chair: the choice of the chair, where a tie asks for it.
    """

    members: int
    present: int
    written: int = 0
    votes: Mapping[str, int] = field(default_factory=dict)
    recused: int = 0
    chair: str | None = None


@dataclass(frozen=True, slots=True)
class Poll:
    """A ballot under way, or just closed.

    Attributes:
        members: the roll: who may vote; empty while a ballot is held on paper.
        chair: the member in the chair, whose side may break a tie.
        votes: in an open ballot, for each member the choice.
        voted: who has voted, in an open and in a secret ballot alike.
        counts: in a secret ballot, how many votes each choice has.
        written: those of `voted` who sent a written opinion because they were absent.
        recused: who stands aside, with the reason in words.
        round: which time it is held in this stay, counted from 1.
        sheet: the counted sheet of a ballot held on paper.
        barred: who on the roll stands too near to the dossier to vote, as was known when it was
            called.
    """

    members: frozenset[str] = frozenset()
    chair: str | None = None
    votes: Mapping[str, str] = field(default_factory=dict)
    voted: frozenset[str] = frozenset()
    counts: Mapping[str, int] = field(default_factory=dict)
    written: frozenset[str] = frozenset()
    recused: Mapping[str, str] = field(default_factory=dict)
    round: int = 1
    sheet: Sheet | None = None
    barred: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tally:
    """A ballot in numbers, which is all that its result depends on.

    Attributes:
        members: the members that shares are taken of.
        present: who took part, in the session or, where it counts, in writing.
        favour: votes in favour.
        against: votes for any other choice but the abstention.
        open: members who could still vote.
        chair_favours: whether the chair voted in favour; None when not, or not known.
    """

    members: int
    present: int
    favour: int
    against: int
    open: int = 0
    chair_favours: bool | None = None


def tally_of(rule: BallotRule, poll: Poll) -> Tally:
    """The numbers of a poll.

    Args:
        rule: the ballot as the file describes it.
        poll: what has been cast or counted so far.
    """
    return _of_roll(rule, poll) if poll.sheet is None else _of_sheet(rule, poll.sheet)


def result(rule: BallotRule, body: Body, tally: Tally, settings: Mapping[str, str]) -> Result:
    """How a ballot ends if it is closed at these numbers.

    Args:
        rule: the ballot.
        body: who votes; its quorum holds where the ballot has none of its own.
        tally: the numbers.
        settings: what holds for this dossier, for shares that a setting gives.

    Returns:
        `no_quorum` when too few took part or nobody is left who may vote, else `passed` or
        `failed`; never `expired`, which is what a clock says.
    """
    quorum = (rule.quorum or body.quorum).fixed(settings)
    if tally.members < 1 or tally.present < 1:
        return "no_quorum"
    if not quorum.reached(tally.present, members=tally.members, present=tally.members):
        return "no_quorum"
    return "passed" if _passes(rule, tally, settings) else "failed"


def decided(
    rule: BallotRule, body: Body, tally: Tally, settings: Mapping[str, str]
) -> Result | None:
    """The result, once no vote still outstanding can change it; None while one could.

    Only what is certain is told: where the chair's side may yet break a tie, it waits.

    >>> from texts import Text
    >>> from workflow.language.council import Outcomes
    >>> body = Body(text=Text("Hội đồng", "Council"), quorum="2/3 of members")
    >>> where = Outcomes(passed="same", failed="same", no_quorum="same", expired="same")
    >>> rule = BallotRule(body="council", pass_when="80% of members", outcomes=where)
    >>> decided(rule, body, Tally(members=15, present=12, favour=12, against=0, open=3), {})
    'passed'
    >>> decided(rule, body, Tally(members=15, present=10, favour=6, against=4, open=5), {})
    'failed'
    >>> decided(rule, body, Tally(members=15, present=9, favour=5, against=4, open=6), {}) is None
    True
    """
    now = result(rule, body, tally, settings)
    if tally.open == 0:
        return now
    if now == "no_quorum":
        return None
    worst = replace(
        tally, present=tally.present + tally.open, against=tally.against + tally.open, open=0
    )
    best = replace(
        tally, present=tally.present + tally.open, favour=tally.favour + tally.open, open=0
    )
    if now == "passed" and _surely(rule, worst, settings):
        return "passed"
    return "failed" if now == "failed" and not _perhaps(rule, best, settings) else None


def _passes(rule: BallotRule, tally: Tally, settings: Mapping[str, str]) -> bool:
    """Whether the votes in favour are enough, the chair's side in a tie included."""
    if _surely(rule, tally, settings):
        return True
    tied = rule.tie == "chair" and tally.favour == tally.against and tally.chair_favours is True
    return tied and _perhaps(rule, tally, settings)


def _surely(rule: BallotRule, tally: Tally, settings: Mapping[str, str]) -> bool:
    """Whether the votes in favour reach the share without anybody's second vote.

    No vote in favour reaches none, not even that of a council whose members all stand aside.
    """
    share = rule.pass_when.fixed(settings)
    return tally.favour > 0 and share.reached(
        tally.favour, members=tally.members, present=tally.present
    )


def _perhaps(rule: BallotRule, tally: Tally, settings: Mapping[str, str]) -> bool:
    """Whether they reach it with one vote more, where the chair may have one."""
    share = rule.pass_when.fixed(settings)
    more = 1 if rule.tie == "chair" else 0
    return share.reached(tally.favour + more, members=tally.members, present=tally.present)


def _of_sheet(rule: BallotRule, sheet: Sheet) -> Tally:
    """The numbers of a counted sheet; ballots not returned are nobody's vote.

    Whoever stands aside takes no part, on paper as in a roll call: the minutes list such a member
    among those present, and neither quorum nor a share of those present counts the member.
    """
    written = sheet.written if rule.written == "counted" else 0
    others = sum(votes for choice, votes in sheet.votes.items() if choice not in _harmless(rule))
    favours = None if sheet.chair is None else sheet.chair == rule.in_favour
    return Tally(
        members=sheet.members - (sheet.recused if rule.recused == "leaves" else 0),
        present=max(sheet.present + written - sheet.recused, 0),
        favour=sheet.votes.get(rule.in_favour, 0),
        against=others,
        chair_favours=favours,
    )


def _of_roll(rule: BallotRule, poll: Poll) -> Tally:
    """The numbers of a ballot cast vote by vote.

    Whoever is barred counts as standing aside, for no vote can come from there any more.
    """
    aside = poll.barred.union(poll.recused) - poll.voted
    counts = dict(poll.counts)
    for choice in poll.votes.values():
        counts[choice] = counts.get(choice, 0) + 1
    leaving = len(aside) if rule.recused == "leaves" else 0
    chair = None if poll.chair is None else poll.votes.get(poll.chair)
    return Tally(
        members=len(poll.members) - leaving,
        present=len(poll.voted),
        favour=counts.get(rule.in_favour, 0),
        against=sum(counts[one] for one in counts if one not in _harmless(rule)),
        open=len(poll.members - poll.voted - aside),
        chair_favours=None if chair is None else chair == rule.in_favour,
    )


def _harmless(rule: BallotRule) -> frozenset[str]:
    """The choices that are not against: the one in favour and the abstention."""
    return frozenset({rule.in_favour} | ({rule.abstain} if rule.abstain is not None else set()))
