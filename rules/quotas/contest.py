"""One quota in one group: its contestants, their keys, and what becomes of each.

A contestant that may not compete after all (its verdict is open, or it is not known whether the
quota counts it) can still be ahead of others, and so keeps them from being certain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from rules.meaning.interpret import truth_of
from rules.meaning.language import Kleene
from rules.meaning.vocabulary import Vocabulary
from rules.quotas.batch import Candidate, Quota
from rules.quotas.places import Entrant, Key, Place, answered, places_of
from rules.quotas.selection import Limit, Outcome


@dataclass(frozen=True, slots=True)
class Contestant:
    """A candidate as one quota sees it.

    A candidate that waits for an earlier quota, or for its verdict, is counted but not certain.

    Attributes:
        candidate: who.
        key: what ranks it: the keys of the order, then the preferences, then a body's choice; it
            ends before the first of them that is not known.
        counted: whether the quota surely counts it, in this very group.
        certain: whether it surely competes: counted, and judged eligible.
        missing: the facts that would continue the key, or say whether it is counted.
    """

    candidate: Candidate
    key: Key
    counted: bool
    certain: bool
    missing: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of the candidate."""
        return self.candidate.id


@dataclass(frozen=True)
class Contest:
    """One quota applied to one group.

    Attributes:
        quota: the quota.
        limit: its places here.
        field: everybody who competes or may compete, by id.
    """

    quota: Quota
    limit: Limit
    field: Mapping[str, Contestant]

    @cached_property
    def levels(self) -> tuple[dict[str, Place], ...]:
        """The places by the order alone, then with each preference, then with a body's choice."""
        first = len(self.quota.order)
        return tuple(self._places(length) for length in range(first, first + self._more + 1))

    @property
    def _more(self) -> int:
        """How many parts of a key come after the order."""
        return len(self.quota.prefer) + 1

    def _places(self, length: int) -> dict[str, Place]:
        """The places when only so many parts of each key are looked at."""
        field = self.field.values()
        return places_of(Entrant(one.id, one.key[:length], one.certain) for one in field)

    def place(self, name: str) -> Place:
        """The place of a contestant when all that is known is looked at."""
        return self.levels[-1][name]

    def outcome(self, name: str, level: int = -1) -> Outcome:
        """What becomes of a contestant.

        Args:
            name: its id.
            level: how much of the keys is looked at, an index of `levels`; all by default.

        Returns:
            In when its worst place has a seat, out when its best has none and it surely is counted
            here, else asked.
        """
        place, limit = self.levels[level][name], self.limit
        if limit.least is None or place.worst <= limit.least:
            return "in"
        if limit.most is not None and place.best > limit.most and self.field[name].counted:
            return "out"
        return "asked"

    def decided_at(self, name: str) -> int:
        """The first level at which the outcome is what it is: 0 for the order itself."""
        final = self.outcome(name)
        levels = range(len(self.levels))
        return next(level for level in levels if self.outcome(name, level) == final)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """Those on whom somebody has to decide, by place and id."""
        waiting = [name for name in self.field if self.outcome(name) == "asked"]
        return tuple(sorted(waiting, key=lambda name: (self.place(name).best, name)))

    @cached_property
    def left(self) -> int:
        """The places that are not taken for certain."""
        certain = sum(self.outcome(name) == "in" for name in self.field)
        return max(0, (self.limit.least or 0) - certain)

    @cached_property
    def holding_up(self) -> tuple[Contestant, ...]:
        """Those of whom too little is known, and who may take a place."""
        return tuple(self._unsettled())

    def _unsettled(self) -> Iterator[Contestant]:
        """Contestants with an open verdict, or with a fact missing where it matters."""
        for name in sorted(self.field):
            one, outcome = self.field[name], self.outcome(name)
            may_drop_out = outcome != "out" and not one.certain
            if may_drop_out or (outcome == "asked" and one.missing):
                yield one


def contestant(
    candidate: Candidate, quota: Quota, *, counts: Kleene, open_: bool, words: Vocabulary
) -> Contestant:
    """A candidate as a quota sees it.

    Args:
        candidate: who.
        quota: the quota.
        counts: whether the quota counts it in this group; None where that is not known.
        open_: whether its verdict, or an earlier quota, still waits for an answer.
        words: the vocabulary of its facts.

    Returns:
        The contestant, with its key as far as it is known and what would continue it.
    """
    parts, missing = _ranked_by(candidate, quota, words)
    if counts is None:
        homeless = (name for name in quota.per if candidate.facts.get(name) is None)
        unknown = truth_of(quota.who, candidate.facts).unknown
        missing = tuple(sorted({*homeless, *unknown, *missing}))
    counted = counts is True
    return Contestant(candidate, parts, counted, counted and not open_, missing)


def _ranked_by(
    candidate: Candidate, quota: Quota, words: Vocabulary
) -> tuple[Key, tuple[str, ...]]:
    """The key as far as it is known, and the facts that would continue it."""
    parts: list[Fraction] = []
    for one in quota.order:
        rank = one.rank(candidate.facts, words)
        if rank is None:
            gaps = [name for name in one.facts if candidate.facts.get(name) is None]
            return tuple(parts), tuple(gaps or one.facts)
        parts.append(rank)
    for preference in quota.prefer:
        truth = truth_of(preference.condition, candidate.facts)
        if truth.value is None:
            return tuple(parts), tuple(sorted(truth.unknown))
        parts.append(Fraction(0 if truth.value else 1))
    return (*parts, *answered(candidate.answer(quota.id))), ()
