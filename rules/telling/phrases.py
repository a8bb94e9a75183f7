"""Words that sentences about rules share: who answers, when evidence is due, a condition, a source.

Conditions and facts have their words from `rules.meaning.describe` and the vocabulary; here is
only what stands around them.

    >>> from rules.meaning.vocabulary import Fact, Whole
    >>> words = Vocabulary({"months": Fact(Whole(), Text("Số tháng", "Months"))})
    >>> six = Compare(FactValue("months"), Relation(">=", (Value(6),)))
    >>> in_words(six, {}, words).en, in_words(opposite(six), {}, words).en
    ('Months ≥ 6', 'Months < 6')
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rules.law.award import Due, Source
from rules.meaning.describe import needed
from rules.meaning.interpret import Facts
from rules.meaning.language import (
    Compare,
    Condition,
    Count,
    FactValue,
    Not,
    Operator,
    Relation,
    Share,
    Value,
)
from rules.meaning.naming import name_words
from rules.meaning.template import Template, template
from rules.meaning.vocabulary import Vocabulary
from texts import Text, joined

BODIES = {
    "unit": Text(vi="đơn vị", en="the unit"),
    "council": Text(vi="Hội đồng", en="the council"),
    "cluster": Text(vi="cụm, khối thi đua", en="the cluster"),
    "province": Text(vi="cấp tỉnh", en="the province"),
    "administrator": Text(vi="quản trị viên", en="the administrator"),
}
"""Who can be asked, as a body is named inside a sentence."""

DUES: dict[Due, Text] = {
    "proposal": Text(vi="Khi đơn vị đề nghị", en="When the unit proposes"),
    "council": Text(vi="Khi Hội đồng cơ sở xét", en="When the unit's council reviews"),
    "cluster": Text(vi="Khi cụm, khối thi đua bình xét", en="When the cluster ranks"),
    "province": Text(vi="Khi cấp tỉnh xét", en="When the province reviews"),
}
"""The stages at which evidence must be there, in their order."""

CITED = Text(vi="{document}, {article}{status}", en="{document}, {article}{status}")
STATUS = {
    "confirmed": Text(vi="", en=""),
    "unverified": Text(vi=" (chưa xác nhận)", en=" (not verified)"),
    "local": Text(vi=" (quy định của địa phương)", en=" (local rule)"),
}
NAMED = Text(vi="[{name}]", en="[{name}]")
SHIFTED = Text(vi="[{name} {sign} {by}]", en="[{name} {sign} {by}]")
OPPOSITE: dict[Operator, Operator] = {
    "=": "!=",
    "!=": "=",
    "<": ">=",
    ">=": "<",
    ">": "<=",
    "<=": ">",
}


def cited(source: Source) -> Text:
    """A source as people cite it, with a word where it was not read or holds in one place only.

    >>> cited(Source("Luật 06/2022/QH15", "Điều 23", "unverified")).vi
    'Luật 06/2022/QH15, Điều 23 (chưa xác nhận)'
    """
    return CITED.fill(
        document=source.document, article=source.article, status=STATUS[source.status]
    )


def body_named(name: str) -> Text:
    """Who is asked, inside a sentence; a body without words of its own by its name."""
    return BODIES.get(name, Text(vi=name, en=name))


def opposite(condition: Condition) -> Condition:
    """A condition that holds exactly where this one does not, in the plainest form.

    >>> opposite(Count("cases", (), "<=", 0)) == Count("cases", (), ">=", 1)
    True
    """
    match condition:
        case Not():
            return condition.part
        case Compare() if condition.relation.op in OPPOSITE:
            return replace(condition, relation=_opposite_relation(condition.relation))
        case Share() if condition.op in OPPOSITE:
            return replace(condition, op=OPPOSITE[condition.op])
        case Count():
            at_least = condition.op == ">="
            op: Operator = "<=" if at_least else ">="
            return replace(condition, op=op, bound=condition.bound + (-1 if at_least else 1))
        case _:
            return Not(condition)


def _opposite_relation(relation: Relation) -> Relation:
    """The relation that holds where this one does not; "is true" becomes "is false"."""
    match relation:
        case Relation("=", (Value(bool(flag)),)):
            return Relation("=", (Value(not flag),))
        case _:
            return Relation(OPPOSITE[relation.op], relation.against)


def in_words(condition: Condition, facts: Facts, words: Vocabulary) -> Text:
    """What a condition asks for, with the facts that it compares with filled in."""
    return template(needed(condition, words)).filled(facts, words)


def with_names(text: Template, words: Vocabulary) -> Text:
    """A text in which each fact that belongs into it stands by its name, in square brackets.

    >>> from rules.meaning.vocabulary import Fact, Whole
    >>> words = Vocabulary({"award_year": Fact(Whole(), Text("Năm xét", "Award year"))})
    >>> with_names(template(Text("trước {award_year.minus1}", "before {award_year.minus1}")), words)
    Text(vi='trước [Năm xét − 1]', en='before [Award year − 1]')
    """
    return text.text.fill(**{place: _named(fact, words) for place, fact in text.places})


def one_after_another(several: Iterable[Text], between: str = "; ") -> Text:
    """Several texts as one, each said once, in the order in which they first come.

    >>> one_after_another([Text("a", "a"), Text("b", "b"), Text("a", "a")]).vi
    'a; b'
    """
    return joined(dict.fromkeys(several), between)


def _named(value: FactValue, words: Vocabulary) -> Text:
    """The name of a fact in brackets, with what is added to it."""
    name = name_words(FactValue(value.name), words)
    if value.shift == 0:
        return NAMED.fill(name=name)
    sign = "+" if value.shift > 0 else "−"
    return SHIFTED.fill(name=name, sign=sign, by=abs(value.shift))
