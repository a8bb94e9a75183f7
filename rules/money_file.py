"""The shape of the file of award money: what a base salary is worth when, and which multiple of it.

A file says of every day and every law either a number or why there is none, so that a gap is never
a silent zero.  `rules.money` computes with it.

    >>> money = read_money(shipped_money(), file="money.yaml")
    >>> money.salary_on(date(2025, 12, 20)).dong
    2340000
    >>> money.salary_on(date(2026, 12, 20)).dong is None
    True
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from rules.errors import RulesFileError
from rules.files.award_file import AwardCode, SourceShape
from rules.law.award import Source, Status
from rules.law.shipped import HOME
from rules.spans import SpanTexts, misplaced
from texts import Mistake, Text, nearest
from texts.look_alikes import look_alikes
from texts.reading import Closed, Day, Tree, Whole, Words, read_model, wrong

Recipient = Literal["individual", "collective", "household"]
"""Who is given the award, in the words of the fact `nominee.kind`."""

TENTHS = re.compile(r"(?:0|[1-9][0-9]{0,2})\.[0-9]")

NOT_TIMES = Text(
    vi="hãy viết hệ số có đúng một chữ số thập phân như 0.3, không phải '{words}'",
    en="write the multiple with exactly one decimal, such as 0.3, not '{words}'",
)
NUMBER_OR_REASON = Text(
    vi="hãy ghi một con số, hoặc ghi unknown kèm lý do; không ghi cả hai",
    en="write a number, or unknown with the reason; not both",
)
BACKWARDS = Text(
    vi="ngày cuối {words} đứng trước ngày đầu", en="the last day {words} is before the first"
)
NO_END = Text(
    vi="chỉ mức lương cơ sở cuối cùng được để trống ngày cuối",
    en="only the last base salary may have no last day",
)
OVERLAP = Text(
    vi="ngày {words} vẫn thuộc mức lương cơ sở trước, kéo dài đến {end}",
    en="{words} still belongs to the base salary before, which lasts until {end}",
)
GAP = Text(
    vi="giữa mức trước (đến {end}) và mức này (từ {words}) có ngày không rõ mức lương cơ sở",
    en="between the amount before (until {end}) and this one (from {words}) there are days without",
)
DAYS = SpanTexts(BACKWARDS, NO_END, OVERLAP, GAP)

REPEATED_RATE = Text(
    vi="hệ số của '{words}' cho cùng đối tượng đã ghi ở trên",
    en="the multiple of '{words}' for the same recipient stands above already",
)
UNKNOWN_AWARD = Text(
    vi="'{words}' không có trong titles và cũng không có trong forms",
    en="'{words}' is listed neither under titles nor under forms",
)
REPEATED_LAW = Text(
    vi="phiên bản pháp luật '{words}' đã ghi ở trên",
    en="the law version '{words}' stands above already",
)


def _times(value: str) -> str:
    """A multiple as the decree writes it; anything else is a mistake."""
    if not TENTHS.fullmatch(value):
        raise wrong("not-times", NOT_TIMES.fill(words=value))
    return value


class Salary(Closed):
    """The base salary between two days, or why it is not known.

    Attributes:
        first: the first day (written `from`).
        last: the last day (written `to`); None while no end is known.
        dong: the amount a month, in whole đồng.
        unknown: why there is no amount.
        source: where the law sets it.
    """

    first: Day = Field(alias="from")
    last: Day | None = Field(default=None, alias="to")
    dong: Annotated[Whole, Field(gt=0)] | None = None
    unknown: Text | None = None
    source: SourceShape

    def __contains__(self, day: date) -> bool:
        """Whether it holds on a day, the first and the last one included."""
        return self.first <= day and (self.last is None or day <= self.last)


class Rate(Closed):
    """The multiple of the base salary that goes with one award.

    Attributes:
        award: its code.
        to: who is given it.
        times: the multiple, with one decimal.
        article: where it stands in the document of its schedule.
        status: whether the wording was read.
        key: where it was read, a key of docs/sources.md.
    """

    award: AwardCode
    to: Recipient
    times: Annotated[Words, AfterValidator(_times)]
    article: Annotated[Words, Field(min_length=1)]
    status: Status = "confirmed"
    key: Words = ""

    @property
    def tenths(self) -> int:
        """The multiple in tenths, so that 0.3 of a salary is computed exactly."""
        return int(self.times.replace(".", ""))


class Schedule(Closed):
    """The multiples under one law version, or why they are not known.

    Attributes:
        law: the law version, a name of laws.yaml.
        document: the instrument that sets them.
        rates: the multiples.
        unknown: why there are none.
    """

    law: Words
    document: Words = ""
    rates: tuple[Rate, ...] | None = None
    unknown: Text | None = None

    def rate(self, award: str, recipient: Recipient) -> Rate | None:
        """The multiple for this award and recipient; None where none was read."""
        wanted = (award, recipient)
        return next((one for one in self.rates or () if (one.award, one.to) == wanted), None)

    def source(self, rate: Rate) -> Source:
        """Where a multiple stands."""
        return Source(self.document, rate.article, rate.status, rate.key)


class Money(Closed):
    """Everything that award money is computed from.

    Attributes:
        kind: the version of this file format.
        round_up_to: amounts are rounded up to a whole multiple of so many đồng.
        rounding: where the law says so.
        titles: the codes of emulation titles.
        forms: the codes of forms of commendation; a title and a form are paid beside one another.
        base_salary: the base salaries, oldest first, without overlap or gap.
        schedules: the multiples, by law version.
    """

    kind: Literal["award_money/v1"]
    round_up_to: Annotated[Whole, Field(gt=0)]
    rounding: SourceShape
    titles: tuple[AwardCode, ...]
    forms: tuple[AwardCode, ...]
    base_salary: Annotated[tuple[Salary, ...], Field(min_length=1)]
    schedules: Annotated[tuple[Schedule, ...], Field(min_length=1)]

    def salary_on(self, day: date) -> Salary | None:
        """The base salary in force on a day; None on a day before the first that was read."""
        return next((one for one in self.base_salary if day in one), None)

    def under(self, law: str) -> Schedule | None:
        """The multiples under a law version; None where the file does not speak of it."""
        return next((one for one in self.schedules if one.law == law), None)

    @property
    def awards(self) -> tuple[str, ...]:
        """The codes of all awards that the file knows."""
        return (*self.titles, *self.forms)


def shipped_money() -> bytes:
    """The file of award money that comes with the program."""
    return (HOME / "money.yaml").read_bytes()


def read_money(text: str | bytes, *, file: str) -> Money:
    """Read a file of award money.

    Args:
        text: its content, YAML or JSON.
        file: its name, for the places of mistakes.

    Raises:
        RulesFileError: it has mistakes; salaries that overlap or leave a gap, a multiple given
            twice or for an award that is neither a title nor a form, and an entry with both a
            number and a reason for having none are such.
    """
    money, tree = read_model(text, file=file, model=Money, error=RulesFileError)
    checks = (_unsaid, _repeated, _unknown)
    mistakes = [mistake for check in checks for mistake in check(money, tree)]
    mistakes += misplaced(money.base_salary, tree, "base_salary", DAYS)
    mistakes += look_alikes(text, tree)
    if mistakes:
        raise RulesFileError(mistakes)
    return money


def _unsaid(money: Money, tree: Tree) -> Iterator[Mistake]:
    """Entries that give neither a number nor a reason, or both."""
    entries = [
        *(("base_salary", n, one.dong, one.unknown) for n, one in enumerate(money.base_salary)),
        *(("schedules", n, one.rates, one.unknown) for n, one in enumerate(money.schedules)),
    ]
    for key, n, number, unknown in entries:
        if (number is None) == (unknown is None):
            yield Mistake(tree.place((key, n)), "number-or-reason", NUMBER_OR_REASON)


def _repeated(money: Money, tree: Tree) -> Iterator[Mistake]:
    """Law versions that are given twice, and multiples that are given twice under one of them."""
    seen: set[tuple[str, ...]] = set()
    for n, schedule in enumerate(money.schedules):
        if (schedule.law,) in seen:
            text = REPEATED_LAW.fill(words=schedule.law)
            place = tree.place(("schedules", n, "law"))
            yield Mistake(place, "repeated", text, schedule.law)
        seen.add((schedule.law,))
        for k, rate in enumerate(schedule.rates or ()):
            name = (schedule.law, rate.award, rate.to)
            if name in seen:
                yield _at_rate(tree, (n, k), rate.award, "repeated", REPEATED_RATE)
            seen.add(name)


def _unknown(money: Money, tree: Tree) -> Iterator[Mistake]:
    """Multiples of an award that is listed neither as a title nor as a form."""
    for n, schedule in enumerate(money.schedules):
        for k, rate in enumerate(schedule.rates or ()):
            if rate.award not in money.awards:
                found = _at_rate(tree, (n, k), rate.award, "unknown-award", UNKNOWN_AWARD)
                yield replace(found, suggestion=nearest(rate.award, money.awards))


def _at_rate(tree: Tree, at: tuple[int, int], award: str, code: str, text: Text) -> Mistake:
    """A mistake at the award of a multiple, by the places of its schedule and in it."""
    n, k = at
    place = tree.place(("schedules", n, "rates", k, "award"))
    return Mistake(place, code, text.fill(words=award), award)
