"""The second stage as it decides: how many of those who meet the criteria an award may have.

The criteria of an award look at one nominee.  A quota looks at all of them together: "không quá
15 %" says nothing about anybody alone.  This module holds what a batch file says, and the list of
candidates it is applied to; `rules.quotas.selecting` applies it.

* A quota is a share, a number, or a number split among units; it may hold for a part only, such
  as each unit, or direct workers.
* Ranks follow keys in a stated order; every comparison is one of whole numbers.
* A tie is never broken silently: a preference that the law states is applied and named, and what
  is still equal is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, cast

from rules.files.award_file import Body
from rules.judging.verdict import Verdict
from rules.law.award import Source
from rules.meaning.interpret import Facts, number_of
from rules.meaning.language import Condition, Constant, FactValue, Operand
from rules.meaning.vocabulary import ANSWERS, Choice, Vocabulary, Words
from texts import Text

ALL = Constant(value=True)
NEVER = Constant(value=False)


@dataclass(frozen=True, slots=True)
class ShareOf:
    """So many of a hundred, or one of three, of a number of the group; rounded down.

    "Không quá" leaves no room above the share: 15 % of 19 is 2.85 and therefore 2.

        at_most: 15%
        of: ldtt_holders
        round: down

    Attributes:
        numerator: of the share.
        denominator: of the share; positive.
        of: the fact of the group that holds the number.
    """

    numerator: int
    denominator: int
    of: str


@dataclass(frozen=True, slots=True)
class Number:
    """So many, as the file or a fact of the group says.

        at_most: 5
        at_most: places

    Attributes:
        operand: the number.
    """

    operand: Operand


@dataclass(frozen=True, slots=True)
class SplitNumber:
    """A number of the whole batch that the groups share, by largest remainder.

        at_most: 10
        split_by: staff

    Places that a group does not fill stay empty: no text that was read passes them on.

    Attributes:
        operand: the number; a fact is one of the whole batch.
        weight: the fact of a group that says how much it counts.
    """

    operand: Operand
    weight: str


Amount = ShareOf | Number | SplitNumber


@dataclass(frozen=True, slots=True)
class OrderKey:
    """One thing by which candidates are ranked.

    Attributes:
        part: the fact, or the upper one of a ratio.
        whole: the lower fact of a ratio; None where there is none.
        descending: whether more is better.
    """

    part: str
    whole: str | None
    descending: bool

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts it needs."""
        return (self.part,) if self.whole is None else (self.part, self.whole)

    def rank(self, facts: Facts, words: Vocabulary) -> Fraction | None:
        """The exact value of this key, turned so that less is better; None when it is not known.

        A ratio whose lower number is not positive is not known.

        >>> votes = OrderKey("yes", "all", descending=True)
        >>> votes.rank({"yes": 14, "all": 15}, Vocabulary({}))
        Fraction(-14, 15)
        >>> votes.rank({"yes": 14, "all": 0}, Vocabulary({})) is None
        True
        """
        values = [_ordinal(name, facts, words) for name in self.facts]
        if None in values:
            return None
        part, whole = cast("int", values[0]), cast("int", values[-1])
        if self.whole is None:
            whole = 1
        if whole <= 0:
            return None
        return Fraction(-part if self.descending else part, whole)


def _ordinal(name: str, facts: Facts, words: Vocabulary) -> int | None:
    """The value of a fact as a whole number: itself, the number of the day, the step of a grade."""
    value: Any = number_of(FactValue(name), facts)
    if isinstance(value, date):
        return value.toordinal()
    fact = words.find(name)
    if fact is not None and isinstance(fact.kind, Choice) and value is not None:
        return tuple(fact.kind.options).index(value)
    return cast("int | None", value)


@dataclass(frozen=True, slots=True)
class Preference:
    """Whom the law puts first among those who are equal on every key.

    Attributes:
        condition: whom.
        text: the preference in words.
        source: where the law states it.
        warning: what a reader must know about the source; None where nothing.
    """

    condition: Condition
    text: Text
    source: Source
    warning: Text | None = None


@dataclass(frozen=True, slots=True)
class Quota:
    """The most that may be chosen.

    Attributes:
        id: its name; never renamed, for answers and decisions refer to it.
        text: the quota in words.
        amount: how many.
        asks: the body that chooses among those who are equal.
        source: where the law states it.
        warning: what a reader must know about the source; None where nothing.
        per: the facts that make the groups, such as the unit; empty for the whole batch.
        who: whose places it counts; everybody else passes it untouched.
        unless: the exception, asked of the group.
        order: how candidates are ranked, the most important key first.
        prefer: whom the law puts first among equals, in this order.
    """

    id: str
    text: Text
    amount: Amount
    asks: Body
    source: Source
    warning: Text | None = None
    per: tuple[str, ...] = ()
    who: Condition = ALL
    unless: Condition = NEVER
    order: tuple[OrderKey, ...] = ()
    prefer: tuple[Preference, ...] = ()

    @property
    def doubtful(self) -> bool:
        """Whether its source was not read and nobody said to keep it all the same."""
        return self.source.status == "unverified" and self.warning is None


@dataclass(frozen=True, slots=True)
class FreeChoice:
    """That the law of these days states no quota.

    Attributes:
        text: the fact that there is none, in words.
        source: where that was read.
    """

    text: Text
    source: Source


@dataclass(frozen=True, slots=True)
class BatchVersion:
    """The quotas in force between two days; exactly one of the last three says what holds.

    Attributes:
        id: its name.
        first: the first day.
        last: the last day; None while no end is known.
        quotas: the quotas, applied one after the other.
        free: that there is no quota.
        not_loaded: why it is not known whether there is one.
    """

    id: str
    first: date
    last: date | None
    quotas: tuple[Quota, ...] = ()
    free: FreeChoice | None = None
    not_loaded: Text | None = None

    def __contains__(self, day: date) -> bool:
        """Whether it is in force on a day, the first and the last one included."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, eq=False)
class BatchRules:
    """Everything that a batch file says.

    Attributes:
        code: the award, or whatever else is rationed, such as the rating `HTXSNV`.
        text: its name.
        versions: the quotas by their days, oldest first.
        candidates: the vocabulary of facts about one candidate.
        groups: the vocabulary of facts about a group, or about the whole batch.
    """

    code: str
    text: Text
    versions: tuple[BatchVersion, ...]
    candidates: Vocabulary
    groups: Vocabulary

    def on(self, day: date) -> BatchVersion | None:
        """The version in force on a day; None when the file is silent about it."""
        return next((one for one in self.versions if day in one), None)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One who was judged by the criteria and now competes for a place.

    Attributes:
        id: its name in the list; no two are equal.
        verdict: what the criteria said; one that is still open may yet take a place.
        facts: what is known; `answers` holds, by quota, whether a body chose this one in a tie.
        name: the name people read; empty where the id is one.
    """

    id: str
    verdict: Verdict = Verdict.eligible
    facts: Mapping[str, object] = field(default_factory=dict)
    name: str = ""

    @property
    def label(self) -> str:
        """The name that people read."""
        return self.name or self.id

    def answer(self, quota: str) -> bool | None:
        """Whether a body chose this candidate in a tie; None while it has not answered."""
        return answer_in(self.facts, quota)


@dataclass(frozen=True, slots=True)
class Pool:
    """The candidates of one batch, and the numbers that quotas are taken of.

    Attributes:
        candidates: those who compete, in any order.
        groups: facts of each group, with the facts that make it one (`unit: so_noi_vu`).
        whole: facts of the whole batch.
    """

    candidates: tuple[Candidate, ...]
    groups: tuple[Mapping[str, object], ...] = ()
    whole: Mapping[str, object] = field(default_factory=dict)

    def groups_by(self, per: tuple[str, ...], words: Vocabulary) -> Iterator[Mapping[str, object]]:
        """The groups that exactly these facts make.

        >>> from rules.meaning.vocabulary import Fact
        >>> words = Vocabulary({"unit": Fact(Words(), Text("Đơn vị", "Unit"))})
        >>> list(Pool((), ({"unit": "a"}, {})).groups_by(("unit",), words))
        [{'unit': 'a'}]
        """
        for group in self.groups:
            if set(per) == {name for name in group if name in makers(words)}:
                yield group


def makers(words: Vocabulary) -> tuple[str, ...]:
    """The facts that make groups: the words in a vocabulary of groups, such as the unit."""
    return tuple(name for name, fact in words.facts.items() if isinstance(fact.kind, Words))


def answer_in(facts: Facts, name: str) -> bool | None:
    """The recorded answer to a question; None while there is none."""
    answers = cast("Mapping[str, bool]", facts.get(ANSWERS) or {})
    return answers.get(name)
