"""The ballot that is open on a dossier, as a secretary wants to see it before closing it.

It tells who may vote, who has, what is still needed and whether anything can still change; of a
secret ballot it tells numbers and who has voted, never how.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import workflow
from dossiers.model import Dossier


@dataclass(frozen=True, slots=True)
class OpenBallot:
    """An open ballot in numbers and names.

    Attributes:
        body: the council.
        secret: whether it is kept apart who voted how.
        round: which time it is held in this stay, counted from 1.
        chair: who is in the chair; None where nobody was named.
        tally: its numbers.
        waiting: members who may still vote, in alphabetical order.
        barred: members who may not, with the relations that keep them from it.
        recused: members who stand aside, with their reasons.
        votes: how each voted, in an open ballot; empty in a secret one.
        counts: how many votes each choice has.
        written: those who sent a written opinion.
        quorum: how many have to take part.
        needed: how many votes in favour pass, of the members there are.
        result: how it would end if it were closed now.
        decided: the result that no vote still outstanding can change; None while one could.
    """

    body: workflow.Body
    secret: bool
    round: int
    chair: str | None
    tally: workflow.Tally
    waiting: tuple[str, ...]
    barred: Mapping[str, tuple[str, ...]]
    recused: Mapping[str, str]
    votes: Mapping[str, str]
    counts: Mapping[str, int]
    written: tuple[str, ...]
    quorum: int
    needed: int
    result: str
    decided: str | None

    @property
    def missing(self) -> int:
        """How many votes in favour are still wanting; 0 where they are enough."""
        return max(self.needed - self.tally.favour, 0)


def open_ballot(
    definition: workflow.Definition,
    dossier: Dossier,
    case: workflow.Case,
    relations: Mapping[str, frozenset[str]],
) -> OpenBallot | None:
    """The ballot that is open on a dossier; None where none is.

    Args:
        definition: the workflow of the dossier.
        dossier: as it stands.
        case: where it stands, as the workflow has it.
        relations: how each member of the roll stands to the nominee.
    """
    rule, poll = definition.state(dossier.state).ballot, case.poll
    if rule is None or poll is None:
        return None
    body = definition.bodies[rule.body]
    tally = workflow.tally_of(rule, poll)
    barred = _barred(rule, poll, relations)
    waiting = tuple(sorted(poll.members - poll.voted - set(poll.recused) - set(barred)))
    # Whoever may not vote can change nothing, whatever the engine knows of the roll.
    still = replace(tally, open=len(waiting))
    quorum = (rule.quorum or body.quorum).fixed(case.settings)
    share = rule.pass_when.fixed(case.settings)
    return OpenBallot(
        body=body,
        secret=rule.secret,
        round=poll.round,
        chair=poll.chair,
        tally=tally,
        waiting=waiting,
        barred=barred,
        recused=dict(sorted(poll.recused.items())),
        votes={} if rule.secret else dict(sorted(poll.votes.items())),
        counts=_counts(rule, poll),
        written=tuple(sorted(poll.written)),
        quorum=quorum.needed(members=tally.members, present=tally.members),
        needed=share.needed(members=tally.members, present=tally.present),
        result=workflow.result(rule, body, tally, case.settings),
        decided=workflow.decided(rule, body, still, case.settings),
    )


def _barred(
    rule: workflow.BallotRule, poll: workflow.Poll, relations: Mapping[str, frozenset[str]]
) -> Mapping[str, tuple[str, ...]]:
    """The members who may not vote, with the relations that keep them from it."""
    near = {one: relations.get(one, frozenset()) & set(rule.bar) for one in sorted(poll.members)}
    return {member: tuple(sorted(found)) for member, found in near.items() if found}


def _counts(rule: workflow.BallotRule, poll: workflow.Poll) -> Mapping[str, int]:
    """How many votes each choice has, in the order of the file."""
    cast = list(poll.votes.values())
    return {one: poll.counts.get(one, 0) + cast.count(one) for one in rule.choices}
