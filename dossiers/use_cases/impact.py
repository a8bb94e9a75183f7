"""Whom rules that nobody has published yet would judge differently, among the recorded dossiers.

Both the author asks this, before handing in, and the workflow, before it lets somebody publish.
Nothing is written: each dossier is judged twice on the facts that it holds now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import rules
from dossiers.facts import facts_of
from dossiers.model import Dossier
from dossiers.rulebook import Bundle
from dossiers.store import Reader
from dossiers.use_cases.looking import unerased
from dossiers.use_cases.rules_of import in_force, under_profile
from rules.trying.diff import Direction, direction_of, moved_between


@dataclass(frozen=True, slots=True)
class Touched:
    """A dossier that gets another verdict.

    Attributes:
        number: its number.
        name: the nominee.
        unit: the unit that proposed it.
        before: the verdict of the rules in force.
        after: the verdict of the rules in question.
        criteria: the criteria that come out differently, by id.
    """

    number: str
    name: str
    unit: str
    before: rules.Verdict
    after: rules.Verdict
    criteria: tuple[str, ...]

    @property
    def direction(self) -> Direction:
        """Whether the new verdict is worse (`stricter`) or better (`looser`) for the nominee."""
        direction = direction_of(self.before, self.after)
        assert direction is not None, "a dossier with the same verdict is not touched"
        return direction


@dataclass(frozen=True, slots=True)
class Impact:
    """What rules would change about the recorded dossiers.

    Attributes:
        award: the code of the award.
        effective_on: the first day of receipt that the rules judge.
        judged: how many dossiers they would judge.
        touched: those that get another verdict, by number.
    """

    award: str
    effective_on: date
    judged: int
    touched: tuple[Touched, ...]

    @property
    def by_direction(self) -> Mapping[str, int]:
        """How many are judged more strictly, and how many more loosely."""
        found = Counter(one.direction for one in self.touched)
        return {"stricter": found["stricter"], "looser": found["looser"]}

    @property
    def by_unit(self) -> Mapping[str, int]:
        """How many there are of each unit, in alphabetical order."""
        return dict(sorted(Counter(one.unit for one in self.touched).items()))

    @property
    def by_criterion(self) -> Mapping[str, int]:
        """In how many each criterion comes out differently, in alphabetical order.

        The numbers add up to more than the dossiers where several criteria move in one.
        """
        names = (name for one in self.touched for name in one.criteria)
        return dict(sorted(Counter(names).items()))


def impact_of(store: Reader, bundle: Bundle, *, effective_on: date) -> Impact:
    """What rules would change about the recorded dossiers, had they judged them.

    Only dossiers of the award count that were received on the day of effect or later, or were not
    received yet.

    Args:
        store: where the dossiers are kept.
        bundle: the rules in question.
        effective_on: the first day of receipt that they judge.

    Raises:
        rules.RulesFileError: the local profile of a dossier does not fit these rules.
    """
    judged = tuple(_judged(store, bundle, effective_on))
    found = (_touched(store, bundle, dossier, day) for dossier, day in judged)
    touched = tuple(one for one in found if one is not None)
    return Impact(bundle.award.code, effective_on, len(judged), touched)


def _judged(store: Reader, bundle: Bundle, effective_on: date) -> Iterator[tuple[Dossier, date]]:
    """The dossiers that the rules would judge, each with its day of receipt."""
    for dossier in unerased(store):
        day = dossier.received_on or effective_on
        asked = dossier.nomination.award == bundle.award.code and dossier.origin is None
        if asked and day >= effective_on:
            yield dossier, day


def _touched(store: Reader, bundle: Bundle, dossier: Dossier, day: date) -> Touched | None:
    """How a dossier is judged differently; None where its verdict stays."""
    nomination, facts = dossier.nomination, facts_of(dossier, on=day)
    today = in_force(store, nomination.award, on=day, profile=dossier.profile).award
    then = under_profile(bundle, dossier.profile).award
    before, after = (rules.evaluate(award, facts, on=day, checked=True) for award in (today, then))
    if before.verdict is after.verdict:
        return None
    return Touched(
        dossier.number,
        nomination.nominee.name,
        nomination.unit,
        before.verdict,
        after.verdict,
        tuple(moved_between(before, after)),
    )
