"""Conditions and facts in words: what was needed, and what is there instead.

The words are made from the texts of the vocabulary when somebody reads a finding, never before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from rules.interpret import Facts, holds, matching, number_of, years_of
from rules.language import (
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
    Operator,
    Relation,
    Run,
    Share,
)
from rules.vocabulary import ANSWERS, Choice, Fact, Vocabulary
from texts import Text, joined

UNKNOWN = Text(vi="chưa rõ", en="not known")
YES = Text(vi="có", en="yes")
NO = Text(vi="không", en="no")
EMPTY = Text(vi="", en="")
AND = Text(vi="; và ", en="; and ")
OR = Text(vi="; hoặc ", en="; or ")
SIGNS: dict[Operator, str] = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}

COMPARED = Text(vi="{left} {sign} {right}", en="{left} {sign} {right}")
ONE_OF = Text(vi="{left}: {right}", en="{left}: {right}")
SHARE = Text(vi="{part} / {whole} {sign} {share}", en="{part} / {whole} {sign} {share}")
NOT = Text(vi="không phải: {inner}", en="not: {inner}")
AT_LEAST = Text(vi="ít nhất {least} trong số: {inner}", en="at least {least} of: {inner}")
NONE = Text(vi="không có mục nào ở '{records}'{where}", en="no entry in '{records}'{where}")
MORE = Text(
    vi="ít nhất {bound} mục ở '{records}'{where}", en="at least {bound} in '{records}'{where}"
)
FEWER = Text(
    vi="nhiều nhất {bound} mục ở '{records}'{where}", en="at most {bound} in '{records}'{where}"
)
LOOKUP = Text(vi="'{records}'{where}: {has}", en="'{records}'{where}: {has}")
RUN = Text(
    vi="{length} năm liên tiếp đến năm {ending} ở '{records}'{where}",
    en="{length} consecutive years up to {ending} in '{records}'{where}",
)
WHERE = Text(vi=" có {fields}", en=" with {fields}")
ANSWER = Text(vi="câu trả lời 'có'", en="the answer 'yes'")
ALWAYS = {
    True: Text(vi="luôn đạt", en="always"),
    False: Text(vi="không bao giờ đạt", en="never"),
}

IS = Text(vi="{left}: {value}", en="{left}: {value}")
SHARE_IS = Text(vi="{part}/{whole}{percent}", en="{part}/{whole}{percent}")
PERCENT = Text(vi=" ({whole},{tenth} %)", en=" ({whole}.{tenth} %)")
FOUND = Text(vi="{records}: {yes} mục phù hợp", en="{records}: {yes} found")
FOUND_MAYBE = Text(
    vi="{records}: {yes} mục phù hợp, {maybe} mục chưa rõ",
    en="{records}: {yes} found, {maybe} not known",
)
YEARS = Text(vi="{records}: các năm {years}", en="{records}: the years {years}")
NO_YEARS = Text(vi="{records}: không có năm nào", en="{records}: no year")
MET_OF = Text(vi="đạt {yes} trong {all}", en="{yes} of {all} hold")


def shown(value: object, fact: Fact | None = None) -> Text:
    """A value as people read it.

    >>> shown(date(2025, 3, 2)).vi, shown(None).en
    ('02/03/2025', 'not known')
    """
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):
        return Text(vi=value.strftime("%d/%m/%Y"), en=value.isoformat())
    if fact is not None and isinstance(fact.kind, Choice) and str(value) in fact.kind.options:
        return fact.kind.options[str(value)]
    return Text(vi=str(value), en=str(value))


def needed(condition: Condition, facts: Facts, words: Vocabulary) -> Text:
    """What a condition asks for; facts that it compares with are filled in."""
    match condition:
        case Constant(value):
            return ALWAYS[value]
        case Compare(left, relation):
            fact = words.find(left.name) if isinstance(left, FactValue) else None
            return _related(_name(left, words), fact, relation, facts)
        case Share():
            return _share(condition, words)
        case Not(part):
            return NOT.fill(inner=needed(part, facts, words))
        case AllOf(parts):
            return _all([needed(part, facts, words) for part in parts], AND)
        case AnyOf(parts):
            return _all([needed(part, facts, words) for part in parts], OR)
        case AtLeast(least, parts):
            inner = _all([needed(part, facts, words) for part in parts], AND)
            return AT_LEAST.fill(least=least, inner=inner)
        case Answered():
            return ANSWER
        case Named(_, inner_condition):
            return needed(inner_condition, facts, words)
        case _:
            return _of_records(condition, facts, words)


def actual(condition: Condition, facts: Facts, words: Vocabulary) -> Text:
    """What the facts say about a condition; independent of the order of records."""
    match condition:
        case Compare(left, _):
            return IS.fill(left=_name(left, words), value=_value(left, facts, words))
        case Share(part, whole):
            return _share_is(number_of(part, facts), number_of(whole, facts))
        case Count(records, where) | Lookup(records, where):
            return _found(records, where, facts, words)
        case Run(records):
            return _years(condition, facts, words)
        case AtLeast(_, parts) | AnyOf(parts) if len(parts) > 1:
            yes = sum(holds(part, facts) is True for part in parts)
            return MET_OF.fill(yes=yes, all=len(parts))
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            return _distinct(actual(part, facts, words) for part in parts)
        case Not(part):
            return actual(part, facts, words)
        case Named(_, inner):
            return actual(inner, facts, words)
        case Answered(question):
            answers = facts.get(ANSWERS)
            return shown(answers.get(question) if isinstance(answers, Mapping) else None)
        case Constant():
            return EMPTY


def filled(text: Text, facts: Facts, words: Vocabulary, **more: Text) -> Text:
    """A text with its placeholders filled from the facts."""
    names = text.placeholders() - more.keys()
    values = {name: shown(facts.get(name), words.find(name)) for name in names}
    return text.fill(**values, **more)


def _of_records(condition: Condition, facts: Facts, words: Vocabulary) -> Text:
    match condition:
        case Count(records, where, op, bound):
            values = {"records": _list(records, words), "bound": bound}
            form = NONE if bound == 0 else MORE if op == ">=" else FEWER
            return form.fill(where=_where(records, where, facts, words), **values)
        case Lookup(records, where, has):
            which = _where(records, where, facts, words)
            fields = _fields(records, has, facts, words)
            return LOOKUP.fill(records=_list(records, words), where=which, has=fields)
        case Run(records, where, _, length, ending):
            return RUN.fill(
                records=_list(records, words),
                where=_where(records, where, facts, words),
                length=length,
                ending=_value(ending, facts, words),
            )
        case _:
            return EMPTY


def _related(left: Text, fact: Fact | None, relation: Relation, facts: Facts) -> Text:
    right = [shown(number_of(one, facts), fact) for one in relation.against]
    if relation.op in {"in", "="}:
        return ONE_OF.fill(left=left, right=_all(right, Text(vi=" hoặc ", en=" or ")))
    return COMPARED.fill(left=left, sign=SIGNS[relation.op], right=right[0])


def _share(condition: Share, words: Vocabulary) -> Text:
    hundredths, rest = divmod(condition.numerator * 100, condition.denominator)
    exact = f"{hundredths} %" if rest == 0 else f"{condition.numerator}/{condition.denominator}"
    return SHARE.fill(
        part=_name(condition.part, words),
        whole=_name(condition.whole, words),
        sign=SIGNS[condition.op],
        share=exact,
    )


def _share_is(part: int | None, whole: int | None) -> Text:
    percent = EMPTY
    if part is not None and whole is not None and whole > 0:
        tenths = part * 1000 // whole
        percent = PERCENT.fill(whole=tenths // 10, tenth=tenths % 10)
    return SHARE_IS.fill(part=shown(part), whole=shown(whole), percent=percent)


def _found(records: str, where: tuple[Match, ...], facts: Facts, words: Vocabulary) -> Text:
    found = matching(records, where, facts)
    name = _list(records, words)
    if found is None:
        return IS.fill(left=name, value=UNKNOWN)
    yes, maybe = found
    return (FOUND_MAYBE if maybe else FOUND).fill(records=name, yes=yes, maybe=maybe)


def _years(run: Run, facts: Facts, words: Vocabulary) -> Text:
    name = _list(run.records, words)
    if facts.get(run.records) is None:
        return IS.fill(left=name, value=UNKNOWN)
    certain, _, _ = years_of(run, facts)
    years = ", ".join(str(year) for year in sorted(certain))
    return (YEARS if years else NO_YEARS).fill(records=name, years=years)


def _where(records: str, where: tuple[Match, ...], facts: Facts, words: Vocabulary) -> Text:
    return WHERE.fill(fields=_fields(records, where, facts, words)) if where else EMPTY


def _fields(records: str, where: tuple[Match, ...], facts: Facts, words: Vocabulary) -> Text:
    return joined([_field(records, match, facts, words) for match in where])


def _field(records: str, match: Match, facts: Facts, words: Vocabulary) -> Text:
    fact = words.fields(records).get(match.field)
    name = fact.text if fact is not None else shown(match.field)
    return _related(name, fact, match.relation, facts)


def _value(operand: Operand, facts: Facts, words: Vocabulary) -> Text:
    fact = words.find(operand.name) if isinstance(operand, FactValue) else None
    return shown(number_of(operand, facts), fact)


def _name(operand: Operand, words: Vocabulary) -> Text:
    if not isinstance(operand, FactValue):
        return shown(operand.value)
    fact = words.find(operand.name)
    return fact.text if fact is not None else shown(operand.name)


def _list(records: str, words: Vocabulary) -> Text:
    fact = words.find(records)
    return fact.text if fact is not None else shown(records)


def _all(several: Iterable[Text], between: Text) -> Text:
    parts = list(several)
    return Text(
        vi=between.vi.join(part.vi for part in parts), en=between.en.join(part.en for part in parts)
    )


def _distinct(several: Iterable[Text]) -> Text:
    return joined(dict.fromkeys(one for one in several if one != EMPTY), "; ")
