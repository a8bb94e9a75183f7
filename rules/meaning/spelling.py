"""Conditions back in words of the file, on one line.

What is said about a changed or an unreached condition quotes it as policy staff write it.  A long
group is quoted whole, so that two different conditions never read alike.

    >>> from rules.meaning.language import Compare, FactValue, Relation, Value
    >>> spelled(Not(Compare(FactValue("award_year", -1), Relation("=", (Value(2024),)))))
    'not award_year - 1 = 2024'
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from rules.meaning.language import (
    AllOf,
    Answered,
    AnyOf,
    AtLeast,
    Compare,
    Condition,
    Constant,
    Count,
    FactValue,
    Lookup,
    Match,
    Named,
    Not,
    Operand,
    Period,
    Relation,
    Run,
    Scalar,
    Share,
    Yearly,
)


def spelled(condition: Condition) -> str:
    """A condition on one line; a kind that this module does not know is quoted by its class.

    >>> from rules.meaning.language import Relation, Value
    >>> valid = Match("status", Relation("!=", (Value("revoked"),)))
    >>> spelled(Run("titles", (valid,), "year", 3, FactValue("award_year")))
    'run of 3 years of titles ending award_year where status != revoked'
    >>> spelled(Count("cases", (), "<=", 0)), spelled(Count("cases", (), ">=", 2))
    ('none cases', 'at least 2 cases')
    """
    spell = SPELLED.get(type(condition))
    return type(condition).__name__ if spell is None else spell(condition)


def spelled_match(match: Match) -> str:
    """What a field of a record must be.

    >>> from rules.meaning.language import Value
    >>> spelled_match(Match("grade", Relation("in", (Value("HTTNV"), Value("HTXSNV")))))
    'grade in [HTTNV, HTXSNV]'
    """
    return f"{match.field} {_related(match.relation)}"


def spelled_operand(operand: Operand) -> str:
    """A value or a fact, as an expression writes it."""
    if not isinstance(operand, FactValue):
        return _value(operand.value)
    sign = "+" if operand.shift > 0 else "-"
    return f"{operand.name} {sign} {abs(operand.shift)}" if operand.shift else operand.name


def spelled_share(numerator: int, denominator: int) -> str:
    """A share, in percent where it was written so.

    >>> spelled_share(80, 100), spelled_share(1, 3), spelled_share(666, 1000)
    ('80%', '1/3', '66.6%')
    """
    places = len(str(denominator)) - 3
    if places < 0 or denominator != 100 * 10**places:
        return f"{numerator}/{denominator}"
    whole, rest = divmod(numerator, 10**places)
    return f"{whole}.{rest:0{places}}%" if places else f"{whole}%"


def _value(value: Scalar) -> str:
    """A value as a file writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)


def _related(relation: Relation) -> str:
    """A comparison without its left side."""
    right = [spelled_operand(one) for one in relation.against]
    return f"in [{', '.join(right)}]" if relation.op == "in" else f"{relation.op} {right[0]}"


def _compare(condition: Compare) -> str:
    """`service_months >= 6`."""
    return f"{spelled_operand(condition.left)} {_related(condition.relation)}"


def _share(condition: Share) -> str:
    """`approvals / members >= 80%`."""
    share = spelled_share(condition.numerator, condition.denominator)
    part, whole = spelled_operand(condition.part), spelled_operand(condition.whole)
    return f"{part} / {whole} {condition.op} {share}"


def _not(condition: Not) -> str:
    """`not ...`, with brackets around what is joined."""
    inner = spelled(condition.part)
    return f"not ({inner})" if isinstance(condition.part, AllOf | AnyOf) else f"not {inner}"


def _joined(parts: Iterable[Condition], word: str) -> str:
    """Several conditions with a word between them, brackets around those that are joined again."""
    several = [
        f"({spelled(one)})" if isinstance(one, AllOf | AnyOf) else spelled(one) for one in parts
    ]
    return f" {word} ".join(several)


def _count(condition: Count) -> str:
    """`any titles where ...`, `none of cases ...`, `at least 3 titles ...`."""
    bound = f"{'at least' if condition.op == '>=' else 'at most'} {condition.bound}"
    plain = {(">=", 1): "any", ("<=", 0): "none"}
    head = plain.get((condition.op, condition.bound), bound)
    return f"{head} {condition.records}{_where(condition.where)}"


def _where(where: Iterable[Match]) -> str:
    """Which records are meant."""
    fields = ", ".join(spelled_match(one) for one in where)
    return f" where {fields}" if fields else ""


def _lookup(condition: Lookup) -> str:
    """`record ratings where ... has ...`."""
    has = ", ".join(spelled_match(one) for one in condition.has)
    return f"record {condition.records}{_where(condition.where)} has {has}"


def _run(condition: Run) -> str:
    """`run of 3 years of titles ending award_year where ...`."""
    ending = spelled_operand(condition.ending)
    step = f" every {condition.step} years" if condition.step > 1 else ""
    head = f"run of {condition.length} years of {condition.records}{step} ending {ending}"
    return f"{head}{_where(condition.where)}"


def spelled_yearly(yearly: Yearly) -> str:
    """What a list says of years.

    >>> spelled_yearly(Yearly("titles", (), "year"))
    'titles'
    """
    has = ", ".join(spelled_match(one) for one in yearly.has)
    return f"{yearly.records}{_where(yearly.where)}{f' has {has}' if has else ''}"


def _period(condition: Period) -> str:
    """`period of 5 years of ratings ... ending award_year with ... after ...`."""
    each = " or ".join(spelled_yearly(one) for one in condition.each)
    earlier = " or earlier" if condition.may_end_earlier else ""
    ending = f"{spelled_operand(condition.ending)}{earlier}"
    inside = "".join(
        f" with at least {one.bound} {'years of ' if one.by_year else ''}"
        f"{spelled_yearly(one.yearly)}"
        for one in condition.inside
    )
    after = "" if condition.after is None else f" after {spelled_yearly(condition.after)}"
    return f"period of {condition.length} years of {each} ending {ending}{inside}{after}"


SPELLED: dict[type, Callable[..., str]] = {
    Constant: lambda one: _value(one.value),
    Compare: _compare,
    Share: _share,
    Not: _not,
    AllOf: lambda one: _joined(one.parts, "and"),
    AnyOf: lambda one: _joined(one.parts, "or"),
    AtLeast: lambda one: f"at least {one.least} of ({_joined(one.parts, ';')})",
    Count: _count,
    Lookup: _lookup,
    Run: _run,
    Period: _period,
    Answered: lambda one: f"answer to {one.question}",
    Named: lambda one: one.name,
}
"""Who writes which condition."""
