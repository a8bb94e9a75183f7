"""The nearest change that would make a verdict *eligible*, or the proof that there is none.

Only what is not past and not protected is changed (`rules.remedies.change`); a rating, a title,
a day, a disciplinary measure and the kind of nominee stay what they are.

    >>> import rules
    >>> from rules.remedies.change import Grows
    >>> from dossiers.vocabulary import VOCABULARY
    >>> laws = rules.read_laws(rules.shipped_laws(), file="laws.yaml")
    >>> file, text = rules.shipped("CO_TINH")
    >>> flag = rules.read(text, file=file, facts=VOCABULARY, laws=laws)
    >>> person = {"nominee.kind": "individual"}
    >>> found = outlook_of(flag, person, on=date(2025, 3, 3), can={"documents": Grows()})
    >>> found.kind, [one.id for one in found.barriers]
    ('out_of_reach', ['applies_to'])
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from rules.judging.evaluate import evaluate
from rules.judging.verdict import Verdict
from rules.law.award import AwardRules, Criterion, Step
from rules.meaning.interpret import Facts
from rules.meaning.language import AllOf, AnyOf, Condition, Not
from rules.remedies.change import Actionable, Change, Rises, applied
from rules.remedies.reach import Reach
from rules.remedies.reaching import is_out_of_reach, lists_awaited, ways_to

Kind = Literal["eligible", "reachable", "out_of_reach", "open"]
"""How it stands: eligible already; reachable by the changes; proved to be out of reach; or open,
where no way was found and none was ruled out."""

ROUNDS = 2
"""How often all criteria are gone through; the second time for those that a later one undid."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What can still become of a verdict.

    Attributes:
        kind: how it stands.
        changes: what has to change, none of it superfluous; empty unless reachable.
        barriers: the criteria that certainly stay not met; empty unless out of reach.
        after: the facts after the changes; those that were given where there are none.
    """

    kind: Kind
    changes: tuple[Change, ...]
    barriers: tuple[Criterion, ...]
    after: Facts


def outlook_of(award: AwardRules, facts: Facts, *, on: date, can: Actionable) -> Outlook:
    """What can still become of a verdict.

    Args:
        award: the rules.
        facts: what is known.
        on: the day that chooses the law version.
        can: the facts on which somebody can act.

    Returns:
        For `reachable`, changes after which the verdict certainly is *eligible*.

    Raises:
        UnknownLawVersionError: no law version is in force on that day.
    """
    version = award.on(on)
    if version.not_loaded is not None:
        return Outlook("open", (), (), facts)
    asked = [asked_by(one.step) for one in version.criteria]
    reach = Reach(facts, can, award.facts, lists_awaited(asked, facts))
    pairs = zip(version.criteria, asked, strict=True)
    barriers = tuple(one for one, what in pairs if is_out_of_reach(what, True, reach))  # noqa: FBT003 -- it must hold
    if barriers:
        return Outlook("out_of_reach", (), barriers, facts)
    return _nearest(award, asked, reach, on)


def asked_by(step: Step) -> Condition:
    """What a criterion asks as one condition: that its gate is closed, or that it is met.

    >>> from rules.meaning.language import Answered, Constant
    >>> asked_by(Step("c.one", 0, Constant(True))) == Constant(True)
    True
    >>> type(asked_by(Step("c.one", 0, Constant(True), when=Answered("q.one")))).__name__
    'AnyOf'
    """
    if step.when is None:
        return step.body
    return AnyOf((Not(step.when), AllOf((step.when, step.body))))


def _nearest(award: AwardRules, asked: Sequence[Condition], reach: Reach, on: date) -> Outlook:
    """The way that needs least of those after which the rules themselves say *eligible*."""
    for facts in _ways(asked, reach):
        if _does(award, reach, facts, on):
            changes = _needed(award, reach, reach.changes(facts), on)
            after = applied(reach.base, changes)
            return Outlook("reachable" if changes else "eligible", changes, (), after)
    return Outlook("open", (), (), reach.base)


def _ways(asked: Iterable[Condition], reach: Reach) -> list[Facts]:
    """The ways through all criteria, those that need least first."""
    ways = [reach.base]
    for condition in (*asked,) * ROUNDS:
        ways = reach.shortest(more for one in ways for more in ways_to(condition, True, one, reach))  # noqa: FBT003 -- it must hold
    return ways


def _needed(
    award: AwardRules, reach: Reach, changes: tuple[Change, ...], on: date
) -> tuple[Change, ...]:
    """The changes without those that can be left out."""
    for change in changes:
        fewer = tuple(one for one in changes if one is not change)
        if _does(award, reach, applied(reach.base, fewer), on):
            return _needed(award, reach, fewer, on)
    return changes


def _does(award: AwardRules, reach: Reach, facts: Facts, on: date) -> bool:
    """Whether the rules say *eligible* on these facts, and no number was led above its limit."""
    rising = ((name, one) for name, one in reach.can.items() if isinstance(one, Rises))
    if any(
        _is_above(name, one, facts) and not _is_above(name, one, reach.base) for name, one in rising
    ):
        return False
    return evaluate(award, facts, on=on, checked=True).verdict is Verdict.eligible


def _is_above(name: str, rises: Rises, facts: Facts) -> bool:
    """Whether a number is above its limit; one of which either is not known is not."""
    now, most = facts.get(name), facts.get(rises.up_to) if rises.up_to else None
    return now is not None and most is not None and cast("int", now) > cast("int", most)
