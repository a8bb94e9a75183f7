"""Conditions and facts in words: what was needed, and what is there instead.

The words are made from the texts of the vocabulary when somebody reads a finding, never before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rules.meaning.interpret import Facts, holds, matching, number_of, rows_of, years_of
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
    Named,
    Not,
    Period,
    Run,
    Share,
    Within,
    Yearly,
)
from rules.meaning.naming import (
    EMPTY,
    SIGNS,
    between,
    field_words,
    list_words,
    name_words,
    related,
    value_words,
    where_words,
)
from rules.meaning.periods import yearbook
from rules.meaning.template import UNKNOWN, placeholder, shown
from rules.meaning.vocabulary import ANSWERS, Vocabulary
from texts import Text, joined

AND = Text(vi="; và ", en="; and ")
OR = Text(vi="; hoặc ", en="; or ")
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
RUN_OF_STEPS = Text(
    vi="{length} lần liên tục, mỗi lần cách nhau {step} năm, lần cuối năm {ending}, ở "
    "'{records}'{where}",
    en="{length} in a row, each {step} years apart, the last in {ending}, in '{records}'{where}",
)
PERIOD = Text(
    vi="từ {length} năm liên tục trở lên {until}{after}, mỗi năm có {each}{inside}",
    en="{length} consecutive years or more {until}{after}, each with {each}{inside}",
)
UNTIL = {
    False: Text(vi="đến năm {ending}", en="up to {ending}"),
    True: Text(vi="không muộn hơn năm {ending}", en="ending in {ending} or before"),
}
AFTER = Text(vi=", sau năm có {record}", en=", after the year of {record}")
INSIDE = Text(vi="; trong thời gian đó có {parts}", en="; in that time {parts}")
TIMES = {
    False: Text(vi="ít nhất {bound} mục: {what}", en="at least {bound} of: {what}"),
    True: Text(vi="ít nhất {bound} năm: {what}", en="at least {bound} years of: {what}"),
}
RECORD = Text(vi="'{records}'{where}", en="'{records}'{where}")
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


def needed(condition: Condition, words: Vocabulary) -> Text:
    """What a condition asks for, with `{fact}` where it compares with a fact.

    Args:
        condition: what is asked.
        words: the vocabulary, for the names that people know.

    >>> from rules.meaning.language import Relation, Value
    >>> from rules.meaning.vocabulary import Fact, Whole
    >>> words = Vocabulary({"months": Fact(Whole(), Text("Số tháng", "Months"))})
    >>> needed(Compare(FactValue("months"), Relation(">=", (Value(6),))), words).vi
    'Số tháng ≥ 6'
    """
    return NEEDED[type(condition)](condition, words)


def actual(condition: Condition, facts: Facts, words: Vocabulary) -> Text:
    """What the facts say about a condition; independent of the order of records.

    Args:
        condition: what was asked.
        facts: what is known.
        words: the vocabulary, for the names that people know.

    >>> share = Share(FactValue("yes"), FactValue("all"), ">=", 80, 100)
    >>> actual(share, {"yes": 11, "all": 15}, Vocabulary({})).en
    '11/15 (73.3 %)'
    """
    return ACTUAL[type(condition)](condition, facts, words)


def _need_constant(condition: Constant, _: Vocabulary) -> Text:
    """A setting needs nothing."""
    return ALWAYS[condition.value]


def _need_compare(condition: Compare, words: Vocabulary) -> Text:
    """`service months ≥ 6`."""
    left = condition.left
    fact = words.find(left.name) if isinstance(left, FactValue) else None
    return related(name_words(left, words), fact, condition.relation)


def _need_share(condition: Share, words: Vocabulary) -> Text:
    """`approvals / members ≥ 80 %`."""
    hundredths, rest = divmod(condition.numerator * 100, condition.denominator)
    exact = f"{hundredths} %" if rest == 0 else f"{condition.numerator}/{condition.denominator}"
    return SHARE.fill(
        part=name_words(condition.part, words),
        whole=name_words(condition.whole, words),
        sign=SIGNS[condition.op],
        share=exact,
    )


def _need_not(condition: Not, words: Vocabulary) -> Text:
    """The opposite in words."""
    return NOT.fill(inner=needed(condition.part, words))


def _need_all(condition: AllOf, words: Vocabulary) -> Text:
    """Every part, joined by *and*."""
    return between([needed(part, words) for part in condition.parts], AND)


def _need_any(condition: AnyOf, words: Vocabulary) -> Text:
    """Every part, joined by *or*."""
    return between([needed(part, words) for part in condition.parts], OR)


def _need_several(condition: AtLeast, words: Vocabulary) -> Text:
    """How many of which parts."""
    inner = between([needed(part, words) for part in condition.parts], AND)
    return AT_LEAST.fill(least=condition.least, inner=inner)


def _need_count(condition: Count, words: Vocabulary) -> Text:
    """How many records of which kind."""
    more = MORE if condition.op == ">=" else FEWER
    return (NONE if condition.bound == 0 else more).fill(
        records=list_words(condition.records, words),
        where=where_words(condition.records, condition.where, words),
        bound=condition.bound,
    )


def _need_record(condition: Lookup, words: Vocabulary) -> Text:
    """What the record that is meant must say."""
    return LOOKUP.fill(
        records=list_words(condition.records, words),
        where=where_words(condition.records, condition.where, words),
        has=field_words(condition.records, condition.has, words),
    )


def _need_run(condition: Run, words: Vocabulary) -> Text:
    """How many years up to which."""
    return (RUN if condition.step == 1 else RUN_OF_STEPS).fill(
        step=condition.step,
        records=list_words(condition.records, words),
        where=where_words(condition.records, condition.where, words),
        length=condition.length,
        ending=placeholder(condition.ending),
    )


def _need_period(condition: Period, words: Vocabulary) -> Text:
    """How many years, after what, each with what, and what is found in them."""
    inside = joined([_inside(one, words) for one in condition.inside], ", ")
    after = condition.after
    return PERIOD.fill(
        length=condition.length,
        until=UNTIL[condition.may_end_earlier].fill(ending=placeholder(condition.ending)),
        after=EMPTY if after is None else AFTER.fill(record=_yearly(after, words)),
        each=between([_yearly(one, words) for one in condition.each], Text(vi=" hoặc ", en=" or ")),
        inside=INSIDE.fill(parts=inside) if condition.inside else EMPTY,
    )


def _inside(within: Within, words: Vocabulary) -> Text:
    """How often what must be found in a period."""
    return TIMES[within.by_year].fill(bound=within.bound, what=_yearly(within.yearly, words))


def _yearly(yearly: Yearly, words: Vocabulary) -> Text:
    """Which records of a list count, and what they must say."""
    name, fields = list_words(yearly.records, words), (*yearly.where, *yearly.has)
    return RECORD.fill(records=name, where=where_words(yearly.records, fields, words))


def _need_answer(_: Answered, __: Vocabulary) -> Text:
    """A yes."""
    return ANSWER


def _need_named(condition: Named, words: Vocabulary) -> Text:
    """What the name stands for."""
    return needed(condition.condition, words)


def _is_constant(_: Constant, __: Facts, ___: Vocabulary) -> Text:
    """Nothing to say."""
    return EMPTY


def _is_compared(condition: Compare, facts: Facts, words: Vocabulary) -> Text:
    """The value of the left side."""
    left = condition.left
    return IS.fill(left=name_words(left, words), value=value_words(left, facts, words))


def _is_share(condition: Share, facts: Facts, _: Vocabulary) -> Text:
    """The two numbers and the share, cut off after one decimal: `11/15 (73.3 %)`."""
    part, whole = number_of(condition.part, facts), number_of(condition.whole, facts)
    percent = EMPTY
    if part is not None and whole is not None and whole > 0:
        tenths = part * 1000 // whole
        percent = PERCENT.fill(whole=tenths // 10, tenth=tenths % 10)
    return SHARE_IS.fill(part=shown(part), whole=shown(whole), percent=percent)


def _is_inside(condition: Not | Named, facts: Facts, words: Vocabulary) -> Text:
    """What is there for the condition inside."""
    inner = condition.part if isinstance(condition, Not) else condition.condition
    return actual(inner, facts, words)


def _is_all(condition: AllOf, facts: Facts, words: Vocabulary) -> Text:
    """What is there for each part, each thing said once."""
    found = (actual(part, facts, words) for part in condition.parts)
    return joined(dict.fromkeys(one for one in found if one != EMPTY), "; ")


def _is_some(condition: AnyOf | AtLeast, facts: Facts, _: Vocabulary) -> Text:
    """How many of the parts hold."""
    yes = sum(holds(part, facts) is True for part in condition.parts)
    return MET_OF.fill(yes=yes, all=len(condition.parts))


def _is_found(condition: Count | Lookup, facts: Facts, words: Vocabulary) -> Text:
    """How many records match, and how many may."""
    found = matching(condition.records, condition.where, facts)
    name = list_words(condition.records, words)
    if found is None:
        return IS.fill(left=name, value=UNKNOWN)
    yes, maybe = found
    return (FOUND_MAYBE if maybe else FOUND).fill(records=name, yes=yes, maybe=maybe)


def _is_years(condition: Run, facts: Facts, words: Vocabulary) -> Text:
    """The years that certainly count."""
    name = list_words(condition.records, words)
    if facts.get(condition.records) is None:
        return IS.fill(left=name, value=UNKNOWN)
    certain, _, _ = years_of(condition, facts)
    years = ", ".join(str(year) for year in sorted(certain))
    return (YEARS if years else NO_YEARS).fill(records=name, years=years)


def _is_period(condition: Period, facts: Facts, words: Vocabulary) -> Text:
    """For each list that is asked, the years that certainly count."""
    return joined(dict.fromkeys(_counted(one, facts, words) for one in condition.lists), "; ")


def _counted(yearly: Yearly, facts: Facts, words: Vocabulary) -> Text:
    """The years of a list that certainly count, with what must be true of them."""
    name, rows = _yearly(yearly, words), rows_of(yearly, facts)
    if rows is None:
        return IS.fill(left=name, value=UNKNOWN)
    sure = dict.fromkeys(yearbook(rows, by_record=bool(yearly.has)).sure)
    years = ", ".join(str(year) for year in sure)
    return (YEARS if years else NO_YEARS).fill(records=name, years=years)


def _is_answered(condition: Answered, facts: Facts, _: Vocabulary) -> Text:
    """The recorded answer."""
    answers = facts.get(ANSWERS)
    return shown(answers.get(condition.question) if isinstance(answers, Mapping) else None)


Describe = Callable[..., Text]

NEEDED: dict[type, Describe] = {
    Constant: _need_constant,
    Compare: _need_compare,
    Share: _need_share,
    Not: _need_not,
    AllOf: _need_all,
    AnyOf: _need_any,
    AtLeast: _need_several,
    Count: _need_count,
    Lookup: _need_record,
    Run: _need_run,
    Period: _need_period,
    Answered: _need_answer,
    Named: _need_named,
}
"""Who says what a condition asks for."""

ACTUAL: dict[type, Describe] = {
    Constant: _is_constant,
    Compare: _is_compared,
    Share: _is_share,
    Not: _is_inside,
    AllOf: _is_all,
    AnyOf: _is_some,
    AtLeast: _is_some,
    Count: _is_found,
    Lookup: _is_found,
    Run: _is_years,
    Period: _is_period,
    Answered: _is_answered,
    Named: _is_inside,
}
"""Who says what the facts say about a condition."""
