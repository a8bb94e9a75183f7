"""Votes of councils: what people bring to a ballot, and what is kept of one that is counted.

A ballot is held in one of two ways.  On paper: one count, as the minutes give it (`Ballot`).  Or
vote by vote: a roll is called (`Opening`), members vote (`Voting`), the absent send their opinions
(`WrittenOpinion`), who is too near stands aside (`Aside`); what comes of it is a `Ballot` too, so
that the rules find one kind of fact.  Who may vote, and how it ends, says the workflow engine.

    >>> roll = frozenset({"an", "binh", "chi"})
    >>> poll = workflow.Poll(members=roll, votes={"an": "for"}, voted=frozenset({"an"}))
    >>> ballot_of(poll).in_favour
    1

Invariant: a paper is made of the details of its act, the actor and the reason alone, so a replay
makes the same one again; how near a member is to the nominee, `dossiers.following` adds.
"""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Self

from pydantic import BeforeValidator, model_validator

import workflow
from dossiers.choices import among
from texts import Text
from texts.reading import Closed, Whole, Words, wrong

TOO_MANY_VOTES = Text(
    vi="số phiếu đồng ý ({votes}) lớn hơn tổng số thành viên ({members})",
    en="more approvals ({votes}) than members ({members})",
)
NEGATIVE = Text(
    vi="số phiếu và số thành viên không thể âm", en="votes and members cannot be negative"
)

ASIDE_PAPER = Text(
    vi="ghi thay người khác xin không bỏ phiếu thì phải có số văn bản (paper)",
    en="who records that somebody else stands aside has to name the paper (paper)",
)

CHOICES = ("for", "against", "abstain")
"""What a member of a council can vote."""


def _several(value: object) -> object:
    """Names typed in one line, with commas between them; a list stays a list."""
    if isinstance(value, str):
        return [one.strip() for one in value.split(",") if one.strip()]
    return value


People = Annotated[tuple[Words, ...], BeforeValidator(_several)]
"""Ids of people: a list, or words with commas between them."""


class Ballot(Closed):
    """The count of a council's vote; the base is always the total of its members.

    Absent members are asked in writing, and the share is taken of all (Decree 98/2023/NĐ-CP,
    Article 30(7)); a vote that was not cast therefore counts against the nominee.

    Attributes:
        members: all members of the council, present or not.
        approvals: approving votes cast at the meeting.
        written_approvals: approving opinions that absent members sent in writing.
        minutes: the minutes that record the count.
        present: who took part in the session; None where the minutes do not say, and then everybody
            who sent no written opinion.
        written: written opinions of absent members, for or against; None for those in favour alone.
        against: votes against, at the meeting and in writing.
        abstained: abstentions, likewise.
        recused: members who stood aside; they stay in the total.
        chair: the choice of the chair, where a tie asks for it.

    >>> Ballot(members=15, approvals=11, written_approvals=1).in_favour
    12
    >>> from pydantic import ValidationError
    >>> try:
    ...     Ballot(members=9, approvals=9, written_approvals=1)
    ... except ValidationError as wrong:
    ...     wrong.errors()[0]["ctx"]["en"]
    'more approvals (10) than members (9)'
    """

    members: Whole
    approvals: Whole
    written_approvals: Whole = 0
    minutes: Words | None = None
    present: Whole | None = None
    written: Whole | None = None
    against: Whole | None = None
    abstained: Whole | None = None
    recused: Whole | None = None
    chair: Annotated[str, among(CHOICES)] | None = None

    @model_validator(mode="after")
    def _possible(self) -> Self:
        """Refuse counts that no council can have: below zero, or more approvals than members."""
        others = (self.present, self.written, self.against, self.abstained, self.recused)
        counts = (self.members, self.approvals, self.written_approvals, *others)
        if min(count for count in counts if count is not None) < 0:
            raise wrong("negative", NEGATIVE)
        if self.in_favour > self.members:
            text = TOO_MANY_VOTES.fill(votes=self.in_favour, members=self.members)
            raise wrong("too-many-votes", text)
        return self

    @property
    def in_favour(self) -> int:
        """Approvals at the meeting and in writing together."""
        return self.approvals + self.written_approvals


class Opening(Closed):
    """The roll that is called when a ballot opens.

    Attributes:
        members: the ids of all members of the council, present or not.
        chair: who is in the chair; one of them, or None.
        relatives: those of them who are relatives of the nominee, and so do not vote.
        paper: the decision that appoints the council, by number.

    >>> Opening.model_validate({"members": "an, binh,chi"}).members
    ('an', 'binh', 'chi')
    """

    members: People
    chair: Words | None = None
    relatives: People = ()
    paper: Words | None = None


class Voting(Closed):
    """The vote of the member who acts, or of whoever the member stands for.

    Attributes:
        choice: `for`, `against` or `abstain`.
    """

    choice: Words


class WrittenOpinion(Closed):
    """The written opinion of an absent member, which counts as a vote.

    Attributes:
        member: the id of the member.
        choice: `for`, `against` or `abstain`.
        paper: the letter, by number; without one nobody's vote is recorded by somebody else.
    """

    member: Words
    choice: Words
    paper: Words


class Aside(Closed):
    """A member who stands aside; the reason is that of the act.

    Attributes:
        member: the id of the member; None for whoever acts.
        paper: where a member who is named said so, by number.
    """

    member: Words | None = None
    paper: Words | None = None

    @model_validator(mode="after")
    def _on_paper(self) -> Self:
        """Refuse to take somebody else out of a ballot without a paper."""
        if self.member is not None and self.paper is None:
            raise wrong("aside-paper", ASIDE_PAPER)
        return self


def paper_of(details: Closed, *, member: str, reason: str) -> workflow.Paper | None:
    """What an act hands in to the ballot of its state; None where it brings nothing for one.

    Args:
        details: what came with the act, read.
        member: whose vote it is where the details name nobody: whoever acts, or is acted for.
        reason: why, in words, for who stands aside.

    >>> paper_of(Voting(choice="for"), member="an", reason="")
    Vote(member='an', choice='for', written=False, near=frozenset())
    """
    match details:
        case Ballot():
            return sheet_of(details)
        case Opening():
            return workflow.Roll(frozenset(details.members), details.chair)
        case Voting():
            return workflow.Vote(member, details.choice)
        case WrittenOpinion():
            return workflow.Vote(details.member, details.choice, written=True)
        case Aside():
            return workflow.Recusal(details.member or member, reason)
        case _:
            return None


def sheet_of(ballot: Ballot) -> workflow.Sheet:
    """A count as the engine takes it.

    >>> sheet_of(Ballot(members=15, approvals=9, written_approvals=3)).votes
    {'for': 12}
    """
    written = ballot.written_approvals if ballot.written is None else ballot.written
    present = ballot.members - written if ballot.present is None else ballot.present
    counts = {
        "for": ballot.in_favour,
        "against": ballot.against or 0,
        "abstain": ballot.abstained or 0,
    }
    return workflow.Sheet(
        members=ballot.members,
        present=present,
        written=written,
        votes={choice: count for choice, count in counts.items() if count or choice == "for"},
        recused=ballot.recused or 0,
        chair=ballot.chair,
    )


def ballot_of(poll: workflow.Poll) -> Ballot:
    """The count of a ballot that was cast vote by vote.

    Args:
        poll: as it stood when it was closed.
    """
    counts = Counter({**poll.counts}) + Counter(poll.votes.values())
    in_writing = [poll.votes.get(member) for member in poll.written]
    approved = sum(choice == "for" for choice in in_writing)
    aside = len(poll.barred.union(poll.recused) - poll.voted)
    return Ballot(
        members=len(poll.members),
        approvals=counts["for"] - approved,
        written_approvals=approved,
        present=len(poll.voted) - len(poll.written) + aside,
        written=len(poll.written),
        against=counts["against"],
        abstained=counts["abstain"],
        recused=aside,
        chair=None if poll.chair is None else poll.votes.get(poll.chair),
    )
