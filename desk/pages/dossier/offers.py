"""The acts at a point as somebody is offered them: theirs, those of others, and the closed ones.

Nothing that could be done is left out: an act that belongs to somebody else says to whom, and one
that is closed says everything that is in its way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import workflow
from desk.asked import Asked
from dossiers.accounts import Denied, capacities, deed_of
from dossiers.forms.asking import AMEND
from dossiers.requirements import answering_roles
from dossiers.use_cases import Look
from dossiers.use_cases.indexing import awaited_of, judging
from texts import Text, joined

ANSWER = "answer_question"
"""The act that answers what the rules ask of people; it is nobody's where they ask nothing."""

ASIDE = "stand_aside"
"""The act of a member who does not vote; it is waited for, and leads nowhere by itself."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An act as it is offered to whoever looks.

    Attributes:
        option: the act, and whether it is possible now.
        denied: why whoever looks may not do it; None where they may.
        onward: whether it brings the dossier on, or cures what is in the way of that.
        ends: whether it ends the matter without a grant, or undoes one.
        roles: whose act it is.
    """

    option: workflow.Option
    denied: Text | None
    onward: bool
    ends: bool
    roles: Text

    @property
    def blockers(self) -> tuple[workflow.Blocker, ...]:
        """Everything in its way; nothing for an open one."""
        refused = self.option.outcome
        return refused.blockers if isinstance(refused, workflow.Refusal) else ()


@dataclass(frozen=True, slots=True)
class Offers:
    """The acts of people at this point.

    Attributes:
        mine: open, and whoever looks may do them; those that lead on come first, then what could
            be done as well, and last what ends the matter.
        others: open, somebody else's, and awaited from them.
        closed: closed now, whoever's they are; those that lead on come first.
    """

    mine: tuple[Offer, ...]
    others: tuple[Offer, ...]
    closed: tuple[Offer, ...]


def offers(asked: Asked, look: Look) -> Offers:
    """The acts of people at the point where a dossier stands.

    Args:
        asked: the request.
        look: the dossier as it was looked at.
    """
    found = sorted(_with_cure(_offers(asked, look)), key=lambda one: (one.ends, not one.onward))
    open_ones = [one for one in found if not one.blockers]
    return Offers(
        tuple(one for one in open_ones if one.denied is None),
        tuple(one for one in open_ones if one.denied is not None and one.onward),
        tuple(one for one in found if one.blockers),
    )


def _with_cure(offered: Iterable[Offer]) -> Iterator[Offer]:
    """The same; where nothing open leads on, to add what is missing does."""
    every = tuple(offered)
    stuck = not any(one.onward and not one.blockers for one in every)
    for one in every:
        yield replace(one, onward=one.onward or (stuck and one.option.act == AMEND))


def _offers(asked: Asked, look: Look) -> Iterator[Offer]:
    """Every act that has its place here and belongs to people."""
    definition = look.procedure.definition
    waits = awaited_of(look.dossier, definition, judging(asked.reader, look.dossier))
    for one in look.options:
        if any(definition.role(role).program for role in one.roles) or _is_elsewhere(one):
            continue
        if one.act == ANSWER and not _is_asked(look, one):
            continue
        roles = joined(definition.role(role).text for role in one.roles)
        target = None if one.target is None else definition.state(one.target)
        ends = target is not None and target.end is not None and not target.grants
        onward = one.act in waits.acts and one.act != ASIDE
        yield Offer(one, _denied(asked, look, one.act), onward, ends and not onward, roles)


def _is_asked(look: Look, option: workflow.Option) -> bool:
    """Whether the rules ask something that a role of this act may answer."""
    definition = look.procedure.definition
    asked = (answering_roles(definition, one.asks) for one in look.evaluation.questions)
    return any(not roles or set(roles) & set(option.roles) for roles in asked)


def _denied(asked: Asked, look: Look, act: str) -> Text | None:
    """Why whoever looks may not do an act; None where they may."""
    deed = deed_of(act, definition=look.procedure.definition)
    unit = look.dossier.nomination.unit
    answer = capacities(asked.signed_in, asked.stand_ins, deed, unit=unit, on=asked.today)
    return answer.text if isinstance(answer, Denied) else None


def _is_elsewhere(option: workflow.Option) -> bool:
    """Whether an act is closed only because it has no place here, or is not asked."""
    refused = option.outcome
    return isinstance(refused, workflow.Refusal) and any(
        one.kind in {"state", "setting"} for one in refused.blockers
    )
