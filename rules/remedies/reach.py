"""From where, and by what, a condition can be reached; and which of several ways needs least.

Nothing here looks at a condition; `rules.remedies.reaching` does.  A condition is reached on
facts that become richer step by step, and at every turn only few ways, those that need least, go
on.

    >>> from rules.remedies.change import Rises
    >>> reach = Reach({"votes": 11, "members": 15}, {"votes": Rises("members")}, Vocabulary({}))
    >>> reach.may_set("votes", 12, reach.base), reach.may_set("members", 13, reach.base)
    (True, False)
    >>> reach.shortest([{"votes": 14, "members": 15}, {"votes": 12, "members": 15}])[0]["votes"]
    12
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from rules.meaning.interpret import Facts
from rules.meaning.vocabulary import Vocabulary
from rules.remedies.change import Actionable, Change, Grows, changes_between, is_open, may_become

WIDTH = 24
"""Ways that are followed further at every turn from criterion to criterion."""

LEAST_WIDTH = 4
"""Ways that are followed further inside the innermost conditions."""

Cost = tuple[int, int, int, int]
"""What a set of changes asks, for comparing: see `cost_of`."""

Goal = bool
"""What a condition is to become: True where it must hold, False where it certainly must not."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The facts to start from, and what about them may change.

    Attributes:
        base: the facts as they are; which of them are open is always asked of these.
        can: the facts on which somebody can act.
        words: the vocabulary, for the kinds of facts and fields.
        awaited: lists of which a record is not on file; sending it may change what they say.
        width: how many ways are followed further.
    """

    base: Facts
    can: Actionable
    words: Vocabulary
    awaited: frozenset[str] = frozenset()
    width: int = WIDTH

    @property
    def inside(self) -> Reach:
        """The same for the parts of a condition: half as wide, or work would grow with depth."""
        return replace(self, width=max(LEAST_WIDTH, self.width // 2))

    def changes(self, facts: Facts) -> tuple[Change, ...]:
        """What has changed since the base."""
        return changes_between(self.base, facts, self.can)

    def shortest(self, several: Iterable[Facts]) -> list[Facts]:
        """At most `width` of these: each once, what needs least first, equals as they came."""
        kept: list[Facts] = []
        for facts in sorted(several, key=lambda one: cost_of(self.changes(one))):
            if len(kept) < self.width and facts not in kept:
                kept.append(facts)
        return kept

    def may_set(self, name: str, value: object, facts: Facts) -> bool:
        """Whether a fact that is no list may get this value.

        Args:
            name: the fact.
            value: what it would be.
            facts: the facts on the way, for the limit of a number that rises.
        """
        start = {**facts, name: self.base.get(name)}
        return is_open(name, self.base, self.can) and may_become(name, value, start, self.can)

    def may_add(self, records: str) -> bool:
        """Whether records may be added to a list: it was not sent, or it can still grow."""
        return self.base.get(records) is None or isinstance(self.can.get(records), Grows)

    def can_move(self, names: Iterable[str]) -> set[str]:
        """Those of these facts that may change although they are known."""
        return {name for name in names if name in self.can or name in self.awaited}


def cost_of(changes: Sequence[Change]) -> Cost:
    """How much a set of changes asks.

    First how many questions would have to be answered "no", for that evades a criterion instead of
    meeting it; then how many changes there are; then how many of them are hopes (sending what is
    not known) and no deeds; then their size.

    >>> add = Change("add", "papers", None, {})
    >>> cost_of([add]) < cost_of([Change("send", "cases", None, [])])
    True
    """
    evading = sum(one.action == "answer" and one.after is False for one in changes)
    hoping = sum(one.action == "send" for one in changes)
    return evading, len(changes), hoping, sum(_size(one) for one in changes)


def _size(change: Change) -> int:
    """By how much a number grows, or how many records are sent."""
    if change.action == "raise":
        return cast("int", change.after) - cast("int", change.before)
    return len(change.after) if isinstance(change.after, list) else 0
