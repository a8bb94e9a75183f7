"""Cases that two sets of rules may judge differently: examples, moved to the edges of what altered.

First the examples as they are; then those that are eligible, with the facts of one altered
condition moved (`rules.trying.boundaries`); then a few of them with two conditions moved at
once.  Beside the examples stands a made-up case that meets as many criteria as can be met
without thinking, so that an award without examples is compared too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import cast

from rules.judging.verdict import Verdict
from rules.law.award import Criterion, Version
from rules.meaning.interpret import Facts, holds
from rules.meaning.language import (
    Compare,
    Condition,
    Count,
    FactValue,
    Lookup,
    Match,
    Operand,
    Period,
    Run,
    leaves_of,
)
from rules.meaning.vocabulary import ANSWERS, Day, Vocabulary, Whole
from rules.telling.alterations import Alteration
from rules.trying.boundaries import Move, after_moves, moves_between, moves_of
from rules.trying.examples import CLOCK, Example

MOST_VARIED = 8
"""Examples that are varied; all others are tried as they are."""
MOST_PAIRED = 2
"""Examples in which two conditions are varied at once."""


@dataclass(frozen=True, slots=True)
class Case:
    """Facts to be judged by two sets of rules.

    Attributes:
        example: the example they were made from; empty when they are made up.
        on: the day of receipt.
        base: the facts of that example.
        moves: what is set differently.
    """

    example: str
    on: date
    base: Facts
    moves: tuple[Move, ...] = ()

    @property
    def facts(self) -> dict[str, object]:
        """The facts as they are judged."""
        return after_moves(self.base, self.moves)


def cases_between(
    old: Version,
    new: Version,
    examples: Sequence[Example],
    alterations: Iterable[Alteration],
    words: Vocabulary,
) -> Iterator[Case]:
    """Cases that may be judged differently, the plainest first; there can be very many.

    Args:
        old: the version as it was.
        new: the version as it is.
        examples: worked examples that this version judges.
        alterations: what stands differently; only what decides is varied.
        words: the vocabulary.
    """
    conditions = list(_altered(old, new, alterations))
    made_up = _made_up(new, words)
    yield from (Case(one.name, one.on, one.facts) for one in examples)
    eligible = [one for one in examples if one.expect.verdict is Verdict.eligible]
    bases = [Case(one.name, one.on, one.facts) for one in (eligible or examples)[:MOST_VARIED]]
    for base in (*bases, made_up):
        for move in _moves(conditions, base.base, words):
            yield Case(base.example, base.on, base.base, (move,))
    for base in (*bases[:MOST_PAIRED], made_up):
        moves = list(_moves(conditions, base.base, words))
        for pair in combinations(moves, 2):
            if not (set(pair[0]) & set(pair[1]) - {ANSWERS}):
                yield Case(base.example, base.on, base.base, pair)


def _moves(conditions: Sequence[Condition], base: Facts, words: Vocabulary) -> Iterator[Move]:
    """The moves of each condition, and those that lie between two of them."""
    for one in conditions:
        yield from moves_of(one, base, words)
    yield from moves_between(conditions)


def _altered(old: Version, new: Version, alterations: Iterable[Alteration]) -> Iterator[Condition]:
    """The conditions of both versions that stand in an altered criterion, each once."""
    found: dict[Condition, None] = {}
    for name in dict.fromkeys(one.criterion for one in alterations if one.decides):
        for criterion in (old.criterion(name), new.criterion(name)):
            found.update(dict.fromkeys(_conditions(criterion)))
    yield from found


def _conditions(criterion: Criterion | None) -> Iterator[Condition]:
    """What a criterion asks, and when."""
    if criterion is not None:
        yield criterion.step.body
        if criterion.step.when is not None:
            yield criterion.step.when


def _made_up(version: Version, words: Vocabulary) -> Case:
    """A case that meets what it can, and for which no gate holds that can be kept shut."""
    day = version.law.first
    steps = [criterion.step for criterion in version.criteria]
    bodies = [step.body for step in steps]
    gates = [step.when for step in steps if step.when is not None]
    leaves = [leaf for one in (*bodies, *gates) for leaf in leaves_of(one)]
    base = _frame(leaves, day, words)
    met: list[Condition] = []
    for body in bodies:
        base = _meeting(body, met, base, words)
        met += [body] if holds(body, base) else []
    for gate in gates:
        base = _shut(gate, base, words)
    return Case("", day, base)


def _meeting(
    body: Condition, met: list[Condition], base: dict[str, object], words: Vocabulary
) -> dict[str, object]:
    """The base with a move that makes each leaf hold, until the body does; nothing is undone."""
    for leaf in leaves_of(body):
        if holds(body, base):
            break
        tried = (_joined(base, move) for move in moves_of(leaf, base, words))
        good = (one for one in tried if all(holds(each, one) for each in (leaf, *met)))
        base = next(good, base)
    return base


def _shut(gate: Condition, base: dict[str, object], words: Vocabulary) -> dict[str, object]:
    """The base with a gate that does not hold, if facts that are still open can do that."""
    if holds(gate, base) is False:
        return base
    for leaf in leaves_of(gate):
        for move in moves_of(leaf, base, words):
            after = after_moves(base, [move])
            if not set(move) & set(base) and holds(leaf, after) is False:
                base = after
                break
    return base


def _frame(leaves: Iterable[Condition], day: date, words: Vocabulary) -> dict[str, object]:
    """Values for days and years that others are compared with: the day itself, the year before."""
    plain: dict[type, object] = {Day: day, Whole: day.year - 1}
    names = {one.name for leaf in leaves for one in _right(leaf) if isinstance(one, FactValue)}
    kinds = {name: type(words.facts[name].kind) for name in words.scalars if name in names}
    frame = {name: plain[kind] for name, kind in kinds.items() if kind in plain}
    return {**frame, CLOCK: day}


def _right(leaf: Condition) -> Iterator[Operand]:
    """What the facts and fields of a leaf are compared with."""
    matches: tuple[Match, ...] = ()
    match leaf:
        case Compare():
            yield from leaf.relation.against
        case Count():
            matches = leaf.where
        case Lookup():
            matches = (*leaf.where, *leaf.has)
        case Run():
            matches = leaf.where
            yield leaf.ending
        case Period():
            matches = tuple(match for one in leaf.lists for match in (*one.where, *one.has))
            yield leaf.ending
    yield from (one for match in matches for one in match.relation.against)


def _joined(base: dict[str, object], move: Move) -> dict[str, object]:
    """The base with a move, lists put together instead of replaced."""
    lists = {
        name: [*cast("list[object]", base[name]), *value]
        for name, value in move.items()
        if isinstance(value, list) and isinstance(base.get(name), list)
    }
    return after_moves(base, [{**move, **lists}])
