"""Whether a condition is surely at least as strict as another, by the form of both.

A province may make a national criterion stricter or more precise; whether it does is not guessed
from cases but shown from the conditions.  "Not shown" is no accusation: the two may still mean the
same.  It only means that the file has to name the article that leaves the matter to the province.

Invariant, which properties hold the module to: where `implies(a, b)` holds and `a` is met on some
facts, `b` is met on them too, whatever is not known.

    >>> from rules.meaning.language import FactValue
    >>> more = Share(FactValue("a"), FactValue("b"), ">=", 80, 100)
    >>> less = Share(FactValue("a"), FactValue("b"), ">=", 70, 100)
    >>> implies(more, less), implies(less, more)
    (True, False)
"""

from __future__ import annotations

from rules.law.award import DUES, Criterion, Step
from rules.meaning.language import (
    AllOf,
    AnyOf,
    AtLeast,
    Compare,
    Condition,
    Constant,
    Count,
    Named,
    Share,
    Value,
)

UPWARD = frozenset({">", ">="})
DOWNWARD = frozenset({"<", "<="})


def as_strict(new: Criterion, old: Criterion) -> bool:
    """Whether whoever meets a criterion surely meets the one that it replaces.

    Its evidence may not fall due later, a no may not become a request for papers, and a question to
    people stays the same question.

    Args:
        new: the criterion of the province.
        old: that of the national rules.
    """
    earlier = DUES.index(new.due) <= DUES.index(old.due)
    barred = new.severity in {old.severity, "bar"}
    return earlier and barred and _as_strict(new.step, old.step)


def implies(strict: Condition, loose: Condition) -> bool:
    """Whether one condition can be met only where the other is met, as far as their form tells.

    Args:
        strict: the one that should be the stricter.
        loose: the one that it is compared with.

    Returns:
        True where it is certain; False where it is not, which does not mean that it is wrong.

    >>> held = Constant(value=True)
    >>> implies(AllOf((held, Constant(value=False))), held)
    True
    """
    if strict == loose or strict == Constant(value=False) or loose == Constant(value=True):
        return True
    if isinstance(strict, Named):
        return implies(strict.condition, loose)
    if isinstance(loose, Named):
        return implies(strict, loose.condition)
    return _by_parts(strict, loose) or _by_bound(strict, loose)


def _as_strict(new: Step, old: Step) -> bool:
    """The same for a step: what it asks, the gate before it, and the questions it puts."""
    gate = new.when is None or (old.when is not None and implies(old.when, new.when))
    asked = {one.id: one.text for one in old.questions}
    same = all(asked.get(one.id, one.text) == one.text for one in new.questions)
    inner = {part.id: part for part in old.parts}
    parts = all(_as_strict(part, inner[part.id]) for part in new.parts if part.id in inner)
    return gate and same and parts and implies(new.body, old.body)


def _by_parts(strict: Condition, loose: Condition) -> bool:
    """By what they are put together from: all of, any of, so many of several."""
    if isinstance(loose, AllOf):
        return all(implies(strict, part) for part in loose.parts)
    if isinstance(strict, AnyOf):
        return all(implies(part, loose) for part in strict.parts)
    if isinstance(strict, AtLeast) and isinstance(loose, AtLeast) and loose.least > 1:
        return strict.least >= loose.least and _each_in(strict.parts, loose.parts)
    by_strict = isinstance(strict, AllOf) and any(implies(part, loose) for part in strict.parts)
    if by_strict or not isinstance(loose, AnyOf | AtLeast):
        return by_strict
    if isinstance(strict, AtLeast) and isinstance(loose, AtLeast):
        return _each_in(strict.parts, loose.parts)
    one_is_enough = isinstance(loose, AnyOf) or loose.least == 1
    return one_is_enough and any(implies(strict, part) for part in loose.parts)


def _each_in(strict: tuple[Condition, ...], loose: tuple[Condition, ...]) -> bool:
    """Whether each part has a looser one of its own, in the same order."""
    rest = iter(loose)
    return all(any(implies(part, other) for other in rest) for part in strict)


def _by_bound(strict: Condition, loose: Condition) -> bool:
    """By their bounds, where both compare the same thing in the same direction."""
    if isinstance(strict, Share) and isinstance(loose, Share):
        same = (strict.part, strict.whole) == (loose.part, loose.whole)
        above = strict.numerator * loose.denominator, loose.numerator * strict.denominator
        return same and _tighter(strict.op, loose.op, *above)
    if isinstance(strict, Compare) and isinstance(loose, Compare):
        bounds = _bound(strict), _bound(loose)
        same = strict.left == loose.left
        ops = strict.relation.op, loose.relation.op
        return same and None not in bounds and _tighter(*ops, bounds[0] or 0, bounds[1] or 0)
    if isinstance(strict, Count) and isinstance(loose, Count):
        same = (strict.records, strict.where) == (loose.records, loose.where)
        return same and _tighter(strict.op, loose.op, strict.bound, loose.bound)
    return False


def _tighter(strict: str, loose: str, bound: int, other: int) -> bool:
    """Whether `x strict bound` lets nothing through that `x loose other` would not."""
    if strict in UPWARD and loose in UPWARD:
        return bound > other or (bound == other and (strict == ">" or loose == ">="))
    if strict in DOWNWARD and loose in DOWNWARD:
        return bound < other or (bound == other and (strict == "<" or loose == "<="))
    if strict == "=":
        holds = {">=": bound >= other, ">": bound > other, "<=": bound <= other, "<": bound < other}
        return holds.get(loose, False)
    return False


def _bound(condition: Compare) -> int | None:
    """The whole number that a comparison names; None for anything else."""
    against = condition.relation.against
    only = against[0] if len(against) == 1 else None
    value = only.value if isinstance(only, Value) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None
