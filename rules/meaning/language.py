"""The closed list of conditions that rules are made of.

There is nothing else: no function of a user, no loop, no recursion, no text that is run.  Every
condition is three-valued after Kleene: True, False, or None for *not known*; a missing value, field
or list is never a yes and never a no.  `rules.meaning.interpret` says what each condition means,
`rules.judging.compile` says the same faster, and tests hold the two together.

Invariant: a condition that came from `rules.read` names only facts of its vocabulary, and compares
only values of one kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

Kleene = bool | None
"""True, False, or None for not known."""

Scalar = int | bool | str | date

Operator = Literal["=", "!=", "<", "<=", ">", ">=", "in"]


@dataclass(frozen=True, slots=True)
class Value:
    """A value that stands in the file: a number, a flag, a day, an option or words."""

    value: Scalar


@dataclass(frozen=True, slots=True)
class FactValue:
    """The value of a fact.

    Attributes:
        name: which fact.
        shift: a whole number added to it, as in `award_year - 1`; 0 for any other kind.
    """

    name: str
    shift: int = 0


Operand = Value | FactValue


@dataclass(frozen=True, slots=True)
class Relation:
    """A comparison that lacks its left side.

    Attributes:
        op: how to compare; `in` holds when the left side equals one of `against`.
        against: the right side: exactly one operand, or for `in` any number of values of the file.
    """

    op: Operator
    against: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Constant:
    """A condition that is settled by the file itself, such as a parameter.

    when: third_title_may_be_current_year
    """

    value: bool


@dataclass(frozen=True, slots=True)
class Compare:
    """A fact compared with values or other facts; not known when one of them is not.

    must: service_months >= 6
    must: received_on between 2024-01-01 and 2025-06-30
    """

    left: Operand
    relation: Relation


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole compared with a share, in whole numbers and therefore exactly.

    `approvals / members >= 80%` is `approvals * 100 >= 80 * members`.  A whole that is zero or
    negative makes it not known.

        must: unit_council.approvals / unit_council.members >= 80%
        must: cluster.rank / cluster.units <= 1/3

    Attributes:
        part: the upper number.
        whole: the lower number.
        op: how to compare; never `in`.
        numerator: of the share in the file.
        denominator: of the share in the file; positive.
    """

    part: Operand
    whole: Operand
    op: Operator
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite; not known stays not known.

    must: {not: {any: discipline}}
    """

    part: Condition


@dataclass(frozen=True, slots=True)
class AllOf:
    """All hold; one that certainly does not settles it, whatever is not known.

    must: movement.final_review and movement.rank = 1

    With `in_order`, a part is only asked once those before it hold: first a gate, then a question.
    """

    parts: tuple[Condition, ...]
    in_order: bool = False


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One holds; one that certainly does settles it, whatever is not known.

    must: cluster.rank = 1 or movement.rank = 1
    """

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """So many of the parts hold.

    must: {at_least: 2, of: [cluster.rank = 1, movement.rank = 1, consultation.held]}
    """

    least: int
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What a field of a record must be.

    where: {year: $award_year, grade: {at_least: HTTNV}, status: {is_not: revoked}}
    """

    field: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class Count:
    """How many records match: at least, or at most, so many.

    Records of which it is not known whether they match make the answer not known only where they
    could change it.  A list that was not sent makes it not known.

        must: {any: initiatives, where: {used_as: none}}
        must: {none: cases, where: {outcome: upheld}}
        must: {count: titles, where: {code: CSTDCS}, at_least: 3}

    Attributes:
        records: the name of the list.
        where: what the fields of a record must be, all of them.
        op: `>=` or `<=`.
        bound: how many; for `>=` at least 1.
    """

    records: str
    where: tuple[Match, ...]
    op: Operator
    bound: int


@dataclass(frozen=True, slots=True)
class Lookup:
    """The record that matches has these values.

    Unlike `Count`, the absence of any such record is *not known*: a rating that was not sent is no
    bad rating.  Records that contradict each other are not known either.

        must: {record: ratings, where: {year: $award_year}, has: {grade: HTXSNV}}

    Attributes:
        records: the name of the list.
        where: which record is meant.
        has: what must be true of it.
    """

    records: str
    where: tuple[Match, ...]
    has: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """In each of so many consecutive years, without a gap, there is a record that matches.

        run: {of: titles, where: {code: CSTDCS}, length: 3, ending: award_year, gaps: none}

    With `step: 3`, a title of 2022 and one of 2025 are two in a row.

    Attributes:
        records: the name of the list.
        where: what a record must be to count.
        field: the field that holds the year.
        length: how many years.
        ending: the last of them.
        step: years from one to the next; positive.
    """

    records: str
    where: tuple[Match, ...]
    field: str
    length: int
    ending: Operand
    step: int = 1


@dataclass(frozen=True, slots=True)
class Yearly:
    """What a list says of years: which of them count.

    Without `has`, a year counts when some record of it matches.  With `has`, *the* record of the
    year must say so: a year without a record, or with contradicting ones, is not known.

        {of: titles, where: {code: TTLDXS}}
        {record: ratings, has: {grade: {at_least: HTTNV}}}

    Attributes:
        records: the name of the list; its field `field` holds the year.
        where: which records are meant.
        has: what the record of a year must say; empty where any record will do.
    """

    records: str
    where: tuple[Match, ...]
    field: str
    has: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Within:
    """What must be found inside a period, at least so often.

        {count: initiatives, where: {kind: topic}, at_least: 2}    records
        {years: titles, where: {code: CSTDCS}, at_least: 3}        years with such a record
        {record: ratings, has: {grade: HTXSNV}, at_least: 1}       years whose record says so

    Attributes:
        yearly: the list, and what counts in it.
        bound: how often; positive.
        by_year: whether years are counted, each once, and not records.
    """

    yearly: Yearly
    bound: int
    by_year: bool


@dataclass(frozen=True, slots=True)
class Period:
    """There are so many consecutive years, or more, that all count, and things found inside them.

    Of several lists one is enough for a year.  With `after` the period begins after the year of an
    earlier record: "and then", and not just "and".  All of a longer period counts for `with`.

        period:
          each: {record: ratings, has: {grade: {at_least: HTTNV}}}
          at_least: 5
          ending: award_year
          after: {of: titles, where: {code: BKTTG, status: {is_not: revoked}}}
          with: [{years: titles, where: {code: CSTDCS}, at_least: 3}]

    Attributes:
        each: what makes a year count, one of these.
        length: the least number of years; positive.
        ending: the last year.
        may_end_earlier: whether the period may lie before that year; else it reaches it.
        after: what must be there before the first year; None where nothing must.
        inside: what must be found inside, all of it.
    """

    each: tuple[Yearly, ...]
    length: int
    ending: Operand
    may_end_earlier: bool = False
    after: Yearly | None = None
    inside: tuple[Within, ...] = ()

    @property
    def lists(self) -> tuple[Yearly, ...]:
        """Every list that is asked: those of the years, of what is inside, of what is before."""
        before = () if self.after is None else (self.after,)
        return (*self.each, *(one.yearly for one in self.inside), *before)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a named body answered to a question; not known until it has.

    human: {vi: ..., en: Does the council select this person?}
    asks: council
    """

    question: str


@dataclass(frozen=True, slots=True)
class Named:
    """A condition that the file defines once and uses by name.

        facts:
          top_rating: {record: ratings, where: {year: $award_year}, has: {grade: HTXSNV}}

    Attributes:
        name: the name.
        condition: what it stands for.
        cost: `cost_of` that condition; kept, because names inside names would multiply the work
            of counting as they multiply the cost.
    """

    name: str
    condition: Condition
    cost: int


Condition = (
    Constant
    | Compare
    | Share
    | Not
    | AllOf
    | AnyOf
    | AtLeast
    | Count
    | Lookup
    | Run
    | Period
    | Answered
    | Named
)


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """The conditions directly inside one.

    >>> parts_of(Not(Constant(True)))
    (Constant(value=True),)
    """
    match condition:
        case AllOf() | AnyOf() | AtLeast():
            return condition.parts
        case Not():
            return (condition.part,)
        case Named():
            return (condition.condition,)
        case _:
            return ()


def cost_of(condition: Condition) -> int:
    """How many conditions are looked at to answer one, repetitions included.

    >>> cost_of(AllOf((Constant(True), Not(Constant(False)))))
    4
    """
    if isinstance(condition, Named):
        return 1 + condition.cost
    if isinstance(condition, Period):
        return 1 + len(condition.lists)
    return 1 + sum(cost_of(part) for part in parts_of(condition))


def leaves_of(condition: Condition) -> Iterator[Condition]:
    """The conditions at the bottom, which ask the facts.

    >>> [leaf for leaf in leaves_of(Not(AllOf((Constant(True), Answered("q.one")))))]
    [Constant(value=True), Answered(question='q.one')]
    """
    inside = parts_of(condition)
    if not inside:
        yield condition
    for part in inside:
        yield from leaves_of(part)
