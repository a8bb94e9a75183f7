"""The command for award money: what an award is worth on a day, how that was computed, and why.

It computes and never pays.  What was not read (the multiple of an award, the base salary of a day)
is said with its reason and is never a number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import click

import rules
from dossiers.telling.plain import as_data
from rules.files.award_file import SourceShape
from rules.money import NAMES
from rules.money_file import Recipient, Salary
from terminal.answers import print_json
from terminal.exits import Exit
from terminal.language import said, say
from terminal.lazy import Command
from terminal.options import day_option, json_option
from texts import Text
from texts.moments import shown_day

NOT_KNOWN = Text(vi="chưa xác định được", en="not known")
DONG = Text(vi="{dong} đồng", en="{dong} đồng")
HEAD = Text(vi="{award}, {to}, {day}: {amount}", en="{award}, {to}, {day}: {amount}")
TIMES = Text(vi="Hệ số: {times}", en="Multiple: {times}")
SALARY = Text(vi="Mức lương cơ sở: {dong}, {days}", en="Base salary: {dong}, {days}")
BETWEEN = Text(vi="từ {first} đến {last}", en="from {first} to {last}")
SINCE = Text(vi="từ {first}", en="since {first}")
ROUNDED = Text(vi="Làm tròn lên đến {step}", en="Rounded up to {step}")
RECIPIENTS: tuple[Recipient, ...] = ("individual", "collective")


@dataclass(frozen=True, slots=True)
class Worth:
    """What one award is worth to one kind of recipient on a day, with everything it rests on.

    Attributes:
        award: its code.
        to: who is given it.
        on: the day of the decision.
        law: the law version of that day.
        amount: the amount, or why there is none.
        salary: the base salary of that day; None on a day before the first that was read.
        money: the file that it was computed from.
    """

    award: str
    to: Recipient
    on: date
    law: str
    amount: rules.Amount
    salary: Salary | None
    money: rules.Money


@click.command(
    cls=Command,
    help=say(
        "Tính tiền thưởng kèm theo một danh hiệu hoặc hình thức khen thưởng vào ngày ký quyết "
        "định: hệ số, mức lương cơ sở của ngày đó, cách làm tròn và điều luật. Điều chưa đọc được "
        "thì nêu lý do, không đoán. Mã thoát 1 khi có mức chưa xác định được.\n\n\b\n"
        "Ví dụ:\n  tdkt rules money CSTDCS --on 2025-12-20\n"
        "  tdkt rules money BK_TINH --on 20/12/2025 --individual --json",
        "Compute the money that goes with an award on the day of the decision: the multiple, the "
        "base salary of that day, the rounding and the article. What was not read is said with "
        "its reason, never guessed. Exit code 1 when an amount is not known.\n\n\b\n"
        "Examples:\n  tdkt rules money CSTDCS --on 2025-12-20\n"
        "  tdkt rules money BK_TINH --on 20/12/2025 --individual --json",
    ),
)
@click.argument("award", metavar=say("DANH HIỆU", "AWARD"))
@day_option("--on", help_text=say("Ngày ký quyết định.", "The day of the decision."), required=True)
@click.option("--individual", is_flag=True, help=say("Tính cho cá nhân.", "For an individual."))
@click.option("--collective", is_flag=True, help=say("Tính cho tập thể.", "For a collective."))
@json_option
def money(award: str, on: date, as_json: bool, **to: bool) -> int:  # noqa: FBT001 -- click passes options by name
    """Print what the award is worth to each kind of recipient; 1 when an amount is not known.

    Args:
        award: its code.
        on: the day of the decision; it chooses the base salary and the law version.
        as_json: whether programs read the answer.
        to: for whom; where nobody is named, for everybody who can be given the award.

    Raises:
        rules.UnknownAwardError: the file of award money does not know this code.
        rules.UnknownLawVersionError: no law version is in force on that day.
    """
    file = rules.read_money(rules.shipped_money(), file="money.yaml")
    laws = rules.read_laws(rules.shipped_laws(), file="laws.yaml")
    asked = [one for one in RECIPIENTS if to[one]] or recipients(award, file)
    worth = [_worth(award, one, on, file, laws) for one in asked]
    if as_json:
        print_json([_data(one) for one in worth])
    else:
        click.echo("\n".join(line for one in worth for line in _lines(one)))
    return Exit.DONE if all(one.amount.dong is not None for one in worth) else Exit.NO


def recipients(award: str, money: rules.Money) -> tuple[Recipient, ...]:
    """Who can be given an award: a form goes to both; a title to whomever a multiple names.

    Args:
        award: its code; an unknown one is answered like a form.
        money: the multiples of all laws.

    >>> file = rules.read_money(rules.shipped_money(), file="money.yaml")
    >>> recipients("CSTDCS", file), recipients("TTLDXS", file)
    (('individual',), ('collective',))
    >>> recipients("BK_TINH", file)
    ('individual', 'collective')
    """
    rates = [rate for schedule in money.schedules for rate in schedule.rates or ()]
    named = {rate.to for rate in rates if rate.award == award and award in money.titles}
    return tuple(one for one in RECIPIENTS if one in named) or RECIPIENTS


def _worth(award: str, to: Recipient, on: date, money: rules.Money, laws: rules.Laws) -> Worth:
    """What the award is worth to one kind of recipient."""
    amount = rules.amount_of(award, to=to, on=on, money=money, laws=laws)
    return Worth(award, to, on, laws.on(on).id, amount, money.salary_on(on), money)


def _lines(worth: Worth) -> Iterator[str]:
    """The answer for people: the amount, how it came about, and each part with its source."""
    amount = worth.amount
    shown = NOT_KNOWN if amount.dong is None else _dong(amount.dong)
    day = shown_day(worth.on)
    yield said(HEAD.fill(award=worth.award, to=NAMES[worth.to], day=day, amount=shown))
    yield f"  {said(amount.because)}"
    if amount.rate is not None and amount.source is not None:
        times = Text(vi=amount.rate.times.replace(".", ","), en=amount.rate.times)
        yield f"  {said(TIMES.fill(times=times))}  {_cited(amount.source)}"
    if worth.salary is not None and worth.salary.dong is not None:
        text = SALARY.fill(dong=_dong(worth.salary.dong), days=_days(worth.salary))
        yield f"  {said(text)}  {_cited(worth.salary.source)}"
    if amount.dong is not None:
        step = ROUNDED.fill(step=_dong(worth.money.round_up_to))
        yield f"  {said(step)}  {_cited(worth.money.rounding)}"


def _dong(amount: int) -> Text:
    """An amount of money as people write it.

    >>> _dong(2340000).vi, _dong(2340000).en
    ('2.340.000 đồng', '2,340,000 đồng')
    """
    english = f"{amount:,}"
    return DONG.fill(dong=Text(vi=english.replace(",", "."), en=english))


def _days(salary: Salary) -> Text:
    """The days of a base salary, in words."""
    first = shown_day(salary.first)
    if salary.last is None:
        return SINCE.fill(first=first)
    return BETWEEN.fill(first=first, last=shown_day(salary.last))


def _cited(source: rules.Source | SourceShape) -> str:
    """Document and article, in brackets."""
    return f"[{source.document}, {source.article}]"


def _data(worth: Worth) -> dict[str, object]:
    """The answer for programs."""
    amount, salary = worth.amount, worth.salary
    return {
        "award": worth.award,
        "to": worth.to,
        "on": worth.on,
        "law": worth.law,
        "dong": amount.dong,
        "because": amount.because,
        "times": None if amount.rate is None else amount.rate.times,
        "source": None if amount.source is None else _source(amount.source),
        "base_salary": None if salary is None else _salary(salary),
        "round_up_to": worth.money.round_up_to,
        "rounding": _source(worth.money.rounding),
    }


def _salary(salary: Salary) -> dict[str, object]:
    """A base salary with its days, for programs."""
    return {
        "dong": salary.dong,
        "from": salary.first,
        "to": salary.last,
        "unknown": as_data(salary.unknown),
        "source": _source(salary.source),
    }


def _source(source: rules.Source | SourceShape) -> dict[str, str]:
    """Where something stands, for programs."""
    return {"document": source.document, "article": source.article, "status": source.status}
