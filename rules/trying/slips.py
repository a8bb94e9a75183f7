"""Small slips in a comparison: another operator, a bound one step off, an option left out.

Of two slips that always answer alike (`> 5` and `>= 6` on whole numbers) only one is made.

    >>> [one.op + str(one.against[0].value) for one in slips_of(Relation(">=", (Value(6),)), None)]
    ['<6', '>=5', '>=7']
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from rules.meaning.language import FactValue, Match, Operand, Operator, Relation, Value
from rules.meaning.spelling import spelled_match
from rules.meaning.vocabulary import Choice, Fact, Vocabulary
from rules.trying.spots import Spot
from texts import Text

OPPOSITE: dict[Operator, Operator] = {
    "=": "!=", "!=": "=", "<": ">=", ">=": "<", "<=": ">", ">": "<=",
}  # fmt: skip
STRICTER: dict[Operator, Operator] = {"<=": "<", ">=": ">", "<": "<=", ">": ">="}
"""The operator that differs only where both sides are equal."""
ONE_DAY = timedelta(days=1)

BECOMES = Text(vi="'{before}' đổi thành '{after}'", en="'{before}' becomes '{after}'")
DROPPED = Text(vi="bỏ '{before}'", en="'{before}' is dropped")


@dataclass(frozen=True, slots=True)
class Change:
    """One small change of a file.

    Attributes:
        spot: where.
        before: what stands there, in words of the file.
        after: what would stand there instead; empty when it is dropped.
    """

    spot: Spot
    before: str
    after: str = ""

    @property
    def text(self) -> Text:
        """The change in words."""
        return (BECOMES if self.after else DROPPED).fill(before=self.before, after=self.after)


class Slipped(NamedTuple):
    """A change of a list of matches, and the matches after it."""

    change: Change
    where: tuple[Match, ...]


def slips_of(relation: Relation, fact: Fact | None) -> Iterator[Relation]:
    """Every small change of a comparison that lacks its left side.

    Args:
        relation: the comparison.
        fact: what stands on the left, for the order of its options; None where that is not known.
    """
    if relation.op == "in":
        yield from (Relation("in", options) for options in _options(relation.against, fact))
        return
    (right,) = relation.against
    yield Relation(OPPOSITE[relation.op], (right,))
    steps = tuple(_steps(right))
    counts_up = bool(steps) and isinstance(right, Value)
    if relation.op in STRICTER and not counts_up:
        yield Relation(STRICTER[relation.op], (right,))
    if relation.op == "=" and counts_up:
        yield from (Relation(op, (right,)) for op in _wider(right))
    yield from (Relation(relation.op, (step,)) for step in steps)


def _wider(right: Operand) -> tuple[Operator, ...]:
    """The operators that hold for more than one value; nothing is counted below 1."""
    lowest = isinstance(right, Value) and right.value in {0, 1}
    return (">=",) if lowest else (">=", "<=")


def _steps(operand: Operand) -> Iterator[Operand]:
    """One step down and up from a number, a day or the year of a fact that is shifted."""
    for way in (-1, 1):
        match operand:
            case FactValue(name, shift) if shift:
                yield FactValue(name, shift + way)
            case Value(value) if isinstance(value, date):
                yield Value(value + way * ONE_DAY)
            case Value(value) if isinstance(value, int) and not isinstance(value, bool):
                yield Value(value + way)


def _options(against: tuple[Operand, ...], fact: Fact | None) -> Iterator[tuple[Operand, ...]]:
    """One level higher and lower where the options are a range; else each of them dropped."""
    values = tuple(one.value for one in against if isinstance(one, Value))
    kind = None if fact is None else fact.kind
    names = tuple(kind.options) if isinstance(kind, Choice) and kind.ordered else ()
    sizes = [size for size in (len(values) - 1, len(values) + 1) if 0 < size <= len(names)]
    if values and values == names[-len(values) :]:
        yield from (tuple(Value(name) for name in names[-size:]) for size in sizes)
    elif values and values == names[: len(values)]:
        yield from (tuple(Value(name) for name in names[:size]) for size in sizes)
    elif len(against) > 1:
        yield from ((*against[:n], *against[n + 1 :]) for n in range(len(against)))


def slips_in(
    where: tuple[Match, ...], spots: Sequence[Spot], records: str, words: Vocabulary
) -> Iterator[Slipped]:
    """Each match dropped, and each changed in its comparison.

    Args:
        where: what the fields of a record must be.
        spots: where each of these matches stands; more of them say nothing.
        records: the list.
        words: the vocabulary, for the order of options.
    """
    fields = words.fields(records)
    for n, (match, spot) in enumerate(zip(where, spots, strict=False)):
        before = spelled_match(match)
        yield Slipped(Change(spot, before), (*where[:n], *where[n + 1 :]))
        for relation in slips_of(match.relation, fields.get(match.field)):
            other = Match(match.field, relation)
            change = Change(spot, before, spelled_match(other))
            yield Slipped(change, (*where[:n], other, *where[n + 1 :]))


def shifted(operand: Operand, way: int) -> Operand:
    """A year later or earlier.

    >>> shifted(FactValue("award_year"), -1)
    FactValue(name='award_year', shift=-1)
    """
    if isinstance(operand, FactValue):
        return FactValue(operand.name, operand.shift + way)
    assert isinstance(operand.value, int)
    return Value(operand.value + way)
