"""Values and records that would make a comparison come out as wanted: the examples of `explain`.

Nothing here says what is true; it says what a paper would have to show.  Every value that is handed
out was tried: the interpreter of rules itself says that it does.

    >>> from rules.meaning.language import Relation, Value
    >>> from texts import Text
    >>> grade = Choice({"fair": Text("khá", "fair"), "good": Text("tốt", "good")}, ordered=True)
    >>> fields = {"grade": Fact(grade, Text("Mức", "Grade")), "year": Fact(Whole(), Text("N", "Y"))}
    >>> good = Demand(Match("grade", Relation("=", (Value("good"),))), holds=True)
    >>> recent = Demand(Match("year", Relation(">=", (Value(2024),))), holds=True)
    >>> records_with(fields, [good, recent], {})[0]
    {'grade': 'good', 'year': 2024}
    >>> records_with(fields, [good, Demand(good.match, holds=False)], {})
    []
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from rules.meaning.interpret import Facts, Record, matches, number_of
from rules.meaning.language import Match, Operand
from rules.meaning.vocabulary import Choice, Day, Fact, Flag, Kind, Whole

MOST_VALUES = 6
"""Values that are tried further for one field; more would only multiply what is the same."""

MOST_RECORDS = 8
"""Records that are tried further for one demand."""

OTHER_WORDS = "…"
"""Stands for any words that are none of those named."""

EARLIEST, LATEST = date.min.toordinal(), date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Demand:
    """A comparison of a field that must hold, or must not.

    Attributes:
        match: the field and what it is compared with.
        holds: whether the comparison must hold.
    """

    match: Match
    holds: bool


def wanted(where: Iterable[Match]) -> list[Demand]:
    """The demands that every one of these comparisons holds.

    >>> wanted([])
    []
    """
    return [Demand(match, holds=True) for match in where]


def records_with(
    fields: Mapping[str, Fact], demands: Sequence[Demand], facts: Facts, known: Record | None = None
) -> list[Record]:
    """Records that meet every demand: the plainest first, then those that differ in one field.

    Args:
        fields: the fields of such a record.
        demands: what must hold of it, and what must not.
        facts: the facts that demands compare with.
        known: a record whose fields stay as they are where they are known; a new one if None.

    Returns:
        Records that certainly meet the demands; none where no value was found that does.
    """
    row = dict(known or {})
    asked = dict.fromkeys(demand.match.field for demand in demands)
    unsettled = [name for name in asked if row.get(name) is None and name in fields]
    choices = {name: _values_of(name, fields[name].kind, demands, facts) for name in unsettled}
    if not all(choices.values()):
        return []
    plainest = {**row, **{name: values[0] for name, values in choices.items()}}
    others = ({**plainest, name: one} for name, values in choices.items() for one in values[1:])
    fitting = (one for one in (plainest, *others) if _meets(one, demands, facts))
    return list(islice(fitting, MOST_RECORDS))


def values_near(kind: Kind, rights: Iterable[object]) -> Iterator[object]:
    """Values worth trying where a value is compared with these, each once, the plainest first.

    Args:
        kind: the kind of the value.
        rights: what it is compared with; what is not known (None) says nothing.

    >>> list(values_near(Whole(), [3, 3])), list(values_near(Flag(), []))
    ([3, 4, 2], [True, False])
    """
    yield from dict.fromkeys(_tried(kind, [one for one in rights if one is not None]))


def _values_of(name: str, kind: Kind, demands: Sequence[Demand], facts: Facts) -> list[object]:
    """Values of one field that meet all demands on it."""
    own = [demand for demand in demands if demand.match.field == name]
    rights = (number_of(one, facts) for demand in own for one in _against(demand))
    near = values_near(kind, rights)
    fitting = (value for value in near if _meets({name: value}, own, facts))
    return list(islice(fitting, MOST_VALUES))


def _against(demand: Demand) -> tuple[Operand, ...]:
    """What the field of a demand is compared with."""
    return demand.match.relation.against


def _meets(row: Record, demands: Iterable[Demand], facts: Facts) -> bool:
    """Whether a record certainly meets every demand."""
    return all(matches(one.match, row, facts).value is one.holds for one in demands)


def _tried(kind: Kind, rights: Sequence[object]) -> Iterator[object]:
    """Values of a kind near those it is compared with, repetitions included."""
    match kind:
        case Choice(options):
            yield from options
        case Flag():
            yield from (True, False)
        case Whole():
            yield from _whole_near([one for one in rights if isinstance(one, int)])
        case Day():
            yield from (_shifted(right, step) for step in (0, 1, -1) for right in rights)
        case _:
            yield from rights
            yield OTHER_WORDS


def _whole_near(rights: Sequence[int]) -> Iterator[int]:
    """The numbers themselves, their neighbours, and one above them all."""
    yield from (right + step for step in (0, 1, -1) for right in rights)
    if rights:
        yield max(rights) + 1


def _shifted(day: object, days: int) -> object:
    """A day some days later; the day itself at either end of the calendar."""
    if not isinstance(day, date) or not EARLIEST <= day.toordinal() + days <= LATEST:
        return day
    return day + timedelta(days=days)
