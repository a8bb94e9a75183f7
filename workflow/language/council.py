"""Councils and their ballots as a workflow file describes them.

What happens when people vote is in `workflow.running.ballot`; here is only what the file says.

    ballot:
      body: unit_council
      choices: [for, against, abstain]
      in_favour: for
      pass_when: "{council_share}% of members"
      secret: true
      written: counted
      tie: fails
      outcomes: {passed: same, failed: refused, no_quorum: same, expired: returned}
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from texts import Text
from texts.reading import Closed, Flag, Name, Whole, bounded
from workflow.language.naming import Names, Source, When
from workflow.language.share import ShareField

Result = Literal["passed", "failed", "no_quorum", "expired"]
"""How a ballot can end; every ballot says of each where it leads, so none ends in nothing."""

RESULTS: tuple[Result, ...] = ("passed", "failed", "no_quorum", "expired")

BallotStep = Literal["open", "vote", "recuse", "count", "close", "expire"]
"""What an act does with the ballot of its state.

`open` calls the roll, `vote` casts one member's vote, `recuse` takes a member out with a reason,
`count` records the counted sheet of a ballot held on paper and with it ends the ballot, `close`
counts and ends one that was cast vote by vote, `expire` ends it when its time is over.
"""


class Body(Closed):
    """A council or another circle of people who decide by voting.

    Attributes:
        text: its name.
        quorum: how many have to take part before a result counts.
        least: the fewest members it can have.
        most: the most; with `least` the sizes for which a workflow is proved.
        proxies: whether whoever acts for a member by a mandate may cast the member's vote; no rule
            was found that allows it, for the absent send a written opinion.
        source: where its composition or quorum stands.
    """

    text: Text
    quorum: ShareField
    least: Annotated[Whole, bounded(1, 999)] = 3
    most: Annotated[Whole, bounded(1, 999)] = 50
    proxies: Flag = False
    source: Source | None = None


class Outcomes(Closed):
    """Where each result leads: a state, or `same`.

    There is no default: a result that the file forgets would leave a dossier without a way on.
    """

    passed: Name
    failed: Name
    no_quorum: Name
    expired: Name


class BallotRule(Closed):
    """The ballot that is held in a state.

    Attributes:
        body: who votes.
        choices: what can be voted for.
        in_favour: the choice that `pass_when` counts.
        abstain: the choice that takes part without deciding; None when there is none.
        pass_when: the share of votes in favour that passes.
        quorum: how many have to take part; None leaves that of the body.
        secret: whether it is kept apart who voted how; then only counts are stored.
        written: whether the written opinion of an absent member counts as a vote and as taking
            part (`counted`), or not (`not_counted`).
        recused: whether a recused member stays in the total of members (`stays`) or leaves it
            (`leaves`); no rule was found that says so, and `stays` never lowers a threshold.
        tie: what happens when as many vote in favour as against and that alone decides: `fails`,
            or `chair` (the side of the chair's own vote wins; a secret ballot cannot have it).
        bar: relations to the dossier that keep a member from voting, such as `nominee`.
        close: `by_act`, or `when_decided`: also at once when no further vote can change the result.
        rounds: how many times it may be held in one stay; a later round keeps the lineage.
        when: settings under which the ballot is held at all; empty means always.
        outcomes: where each result leads.
        source: where the law asks for it.
    """

    body: Name
    choices: Annotated[tuple[Name, ...], Field(min_length=2)] = ("for", "against", "abstain")
    in_favour: Name = "for"
    abstain: Name | None = "abstain"
    pass_when: ShareField
    quorum: ShareField | None = None
    secret: Flag = False
    written: Literal["counted", "not_counted"] = "counted"
    recused: Literal["stays", "leaves"] = "stays"
    tie: Literal["fails", "chair"] = "fails"
    bar: Names = ()
    close: Literal["by_act", "when_decided"] = "by_act"
    rounds: Annotated[Whole, bounded(1, 9)] = 1
    when: When = {}
    outcomes: Outcomes
    source: Source | None = None

    def leads_to(self, result: Result) -> str:
        """Where a result leads: a state, or `same`."""
        target: str = getattr(self.outcomes, result)
        return target
