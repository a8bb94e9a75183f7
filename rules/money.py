"""The money that goes with an award: a multiple of the base salary of the day of the decision.

Decree 152/2025/NĐ-CP, Article 49: the base salary in force when the decision is issued counts (1);
the product is rounded up to tens of thousands of đồng (2); of several titles of one moment for the
same time only the highest is paid, for different times each is (5); so are forms of commendation
for different times and achievements (6); a title and a form are both paid (7).

What it is not: no bookkeeping and no payment order.  Amounts are whole đồng and are computed in
whole numbers.  An amount that was not read is None with the reason, and so is the sum.

    >>> from rules.law.laws import read_laws
    >>> from rules.money_file import read_money, shipped_money
    >>> from rules.law.shipped import shipped_laws
    >>> laws = read_laws(shipped_laws(), file="laws.yaml")
    >>> money = read_money(shipped_money(), file="money.yaml")
    >>> due = payment([Grant("LDTT", 2025, 2025)], to="individual", on=date(2025, 12, 20),
    ...               money=money, laws=laws)
    >>> due.total
    710000
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from rules.errors import UnknownAwardError
from rules.law.award import Source
from rules.law.laws import Laws
from rules.meaning.language import Kleene
from rules.money_file import Money, Rate, Recipient
from texts import Text

TENTHS = 10

NO_SALARY = Text(
    vi="Chưa có mức lương cơ sở cho ngày {day}.", en="There is no base salary on file for {day}."
)
NO_SCHEDULE = Text(
    vi="Chưa có hệ số tiền thưởng theo luật {law}.",
    en="There are no multiples on file under the law {law}.",
)
NO_RATE = Text(
    vi="Chưa đọc được hệ số tiền thưởng của {award} cho {to}.",
    en="The multiple of {award} for {to} was not read.",
)
COMPUTED = Text(
    vi="{times} lần mức lương cơ sở {salary} đồng, làm tròn lên đến {step} đồng.",
    en="{times} times the base salary of {salary} đồng, rounded up to {step} đồng.",
)
UNREAD = Text(
    vi=" Chưa đọc được lời văn của {article}; hãy đối chiếu trước khi chi.",
    en=" The wording of {article} was not read; compare it before paying.",
)
PAID = Text(vi="Được nhận.", en="Paid.")
LOWER = Text(
    vi="Không nhận riêng: cùng thời điểm, cùng thời gian tính thành tích thì chỉ nhận mức thưởng "
    "của danh hiệu cao nhất ({award}).",
    en="Not paid beside it: of several titles at one moment for the same time only the highest "
    "({award}) is paid.",
)
HIGHEST_UNKNOWN = Text(
    vi="Chưa xác định được danh hiệu nào có mức thưởng cao nhất trong cùng thời gian.",
    en="Which title of the same time has the highest amount is not known.",
)
SAME_MERIT = Text(
    vi="Hai hình thức khen thưởng cho cùng một thời gian hoặc cùng một thành tích: quy định chỉ "
    "nói đến thời gian và thành tích khác nhau; hỏi cấp quyết định.",
    en="Two forms of commendation for the same time or the same achievement: the decree speaks "
    "only of different ones; ask the level that decides.",
)
NAMES = {
    "individual": Text(vi="cá nhân", en="an individual"),
    "collective": Text(vi="tập thể", en="a collective"),
    "household": Text(vi="hộ gia đình", en="a household"),
}


@dataclass(frozen=True, slots=True)
class Grant:
    """One award that a recipient is given, with the time that was counted for it.

    Attributes:
        award: its code, such as `LDTT`.
        first_year: the first year whose achievements were counted.
        last_year: the last one.
        merit: what it is for, in the words of the decision; only forms of commendation compare it.
    """

    award: str
    first_year: int
    last_year: int
    merit: str = ""

    @property
    def time(self) -> tuple[int, int]:
        """The years that were counted; two grants are for the same time when these are equal."""
        return self.first_year, self.last_year


@dataclass(frozen=True, slots=True)
class Amount:
    """What an award is worth on a day, whether or not it is paid.

    Attributes:
        dong: whole đồng; None where that is not known.
        because: how it was computed, or why it is not known.
        rate: the multiple; None where it was not read.
        source: where the multiple stands; None where it was not read.
    """

    dong: int | None
    because: Text
    rate: Rate | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One grant in a payment.

    Attributes:
        grant: what was given.
        amount: what it is worth.
        paid: whether it is paid; None where that is for a person to say.
        because: why, or why not.
    """

    grant: Grant
    amount: Amount
    paid: Kleene
    because: Text


@dataclass(frozen=True, slots=True)
class Payment:
    """What one recipient is paid for the awards of one moment.

    Attributes:
        on: the day of the decision.
        lines: one line a grant, in the order given.
    """

    on: date
    lines: tuple[Line, ...]

    @property
    def total(self) -> int | None:
        """The sum of what is paid, in whole đồng; None while any part of it is not known."""
        due = [line.amount.dong for line in self.lines if line.paid]
        open_ = any(line.paid is None for line in self.lines)
        known = [dong for dong in due if dong is not None]
        return None if open_ or len(known) < len(due) else sum(known)

    def document(self) -> dict[str, object]:
        """The payment as plain JSON values."""
        lines = [_plain(line) for line in self.lines]
        return {"on": self.on.isoformat(), "total": self.total, "lines": lines}


def amount_of(award: str, *, to: Recipient, on: date, money: Money, laws: Laws) -> Amount:
    """What an award is worth, rounded up (Decree 152/2025/NĐ-CP, Article 49(1) and 49(2)).

    Args:
        award: its code.
        to: who is given it.
        on: the day of the decision; it chooses the base salary and the law version.
        money: base salaries and multiples.
        laws: the law versions.

    Raises:
        UnknownAwardError: the file of award money does not know this code.
        UnknownLawVersionError: no law version is in force on that day.
    """
    if award not in money.awards:
        raise UnknownAwardError(award, money.awards)
    law = laws.on(on).id
    schedule = money.under(law)
    if schedule is None or schedule.unknown is not None:
        told = NO_SCHEDULE.fill(law=law) if schedule is None else schedule.unknown
        return Amount(None, told or NO_SCHEDULE)
    rate = schedule.rate(award, to)
    if rate is None:
        return Amount(None, NO_RATE.fill(award=award, to=NAMES[to]))
    return _computed(rate, schedule.source(rate), on, money)


def payment(
    grants: Sequence[Grant], *, to: Recipient, on: date, money: Money, laws: Laws
) -> Payment:
    """What one recipient is paid for all awards of one moment.

    Args:
        grants: everything that is given to this recipient at that moment.
        to: whether the recipient is a person, a collective or a household.
        on: the day of the decisions.
        money: base salaries and multiples.
        laws: the law versions.

    Returns:
        One line a grant with the reason why it is paid or not; the sum is None while a part of it
        is not known.

    Raises:
        UnknownAwardError: the file of award money does not know a code.
        UnknownLawVersionError: no law version is in force on that day.
    """
    worth = [amount_of(grant.award, to=to, on=on, money=money, laws=laws) for grant in grants]
    pairs = list(zip(grants, worth, strict=True))
    titles = [pair for pair in pairs if pair[0].award in money.titles]
    forms = [pair for pair in pairs if pair[0].award not in money.titles]
    lines = [
        _title(pair, titles) if pair[0].award in money.titles else _form(pair, forms)
        for pair in pairs
    ]
    return Payment(on, tuple(lines))


Pair = tuple[Grant, Amount]


def _computed(rate: Rate, source: Source, on: date, money: Money) -> Amount:
    """The multiple of the base salary of the day, where that is known."""
    salary = money.salary_on(on)
    if salary is None or salary.dong is None:
        reason = None if salary is None else salary.unknown
        return Amount(None, reason or NO_SALARY.fill(day=on.isoformat()), rate, source)
    dong = _rounded_up(rate.tenths * salary.dong, TENTHS * money.round_up_to) * money.round_up_to
    times = Text(vi=rate.times.replace(".", ","), en=rate.times)
    text = COMPUTED.fill(times=times, salary=_read(salary.dong), step=_read(money.round_up_to))
    warned = source.status == "unverified"
    unread = UNREAD.fill(article=source.article)
    return Amount(dong, _followed(text, unread) if warned else text, rate, source)


def _read(dong: int) -> Text:
    """An amount as people read it.

    >>> _read(2340000).vi, _read(2340000).en
    ('2.340.000', '2,340,000')
    """
    return Text(vi=f"{dong:,}".replace(",", "."), en=f"{dong:,}")


def _rounded_up(upper: int, lower: int) -> int:
    """The quotient, rounded up to a whole number without leaving whole numbers.

    >>> _rounded_up(20, 10), _rounded_up(21, 10)
    (2, 3)
    """
    return -(-upper // lower)


def _title(pair: Pair, titles: Sequence[Pair]) -> Line:
    """A title: of those for the same time only the highest is paid, the first of equals (49(5))."""
    grant, amount = pair
    rivals = [one for one in titles if one[0].time == grant.time]
    rates = [one.rate.tenths for _, one in rivals if one.rate is not None]
    if len(rivals) > 1 and len(rates) < len(rivals):
        return Line(grant, amount, paid=None, because=HIGHEST_UNKNOWN)
    best = rivals[rates.index(max(rates))] if rates else pair
    if best is pair:
        return Line(grant, amount, paid=True, because=PAID)
    return Line(grant, amount, paid=False, because=LOWER.fill(award=best[0].award))


def _form(pair: Pair, forms: Sequence[Pair]) -> Line:
    """A form: paid beside others for another time and another achievement (49(6))."""
    grant, amount = pair
    if any(_same_merit(grant, other[0]) for other in forms if other is not pair):
        return Line(grant, amount, paid=None, because=SAME_MERIT)
    return Line(grant, amount, paid=True, because=PAID)


def _same_merit(one: Grant, other: Grant) -> bool:
    """Whether two forms are for the same time or the same achievement."""
    return one.time == other.time or (one.merit == other.merit and one.merit != "")


def _followed(text: Text, more: Text) -> Text:
    """One text after the other."""
    return Text(vi=text.vi + more.vi, en=text.en + more.en)


def _plain(line: Line) -> dict[str, object]:
    """A line as plain JSON values."""
    amount = line.amount
    return {
        "award": line.grant.award,
        "years": list(line.grant.time),
        "dong": amount.dong,
        "paid": line.paid,
        "because": _both(line.because),
        "computed": _both(amount.because),
        "source": None if amount.source is None else list(_cited(amount.source)),
    }


def _both(text: Text) -> dict[str, str]:
    """A text as JSON."""
    return {"vi": text.vi, "en": text.en}


def _cited(source: Source) -> Iterator[str]:
    """Document and article."""
    yield source.document
    yield source.article
