"""Facts, lists and fields by the names that people know, and what is asked of them in a few words.

>>> from rules.meaning.language import Value
>>> from rules.meaning.vocabulary import Whole
>>> words = Vocabulary({"months": Fact(Whole(), Text("Số tháng", "Months"))})
>>> name_words(FactValue("months"), words).vi, name_words(Value(6), words).vi
('Số tháng', '6')
"""

from __future__ import annotations

from collections.abc import Iterable

from rules.meaning.interpret import Facts, number_of
from rules.meaning.language import FactValue, Match, Operand, Operator, Relation
from rules.meaning.template import placeholder, shown
from rules.meaning.vocabulary import Fact, Vocabulary
from texts import Text, joined

EMPTY = Text(vi="", en="")
SIGNS: dict[Operator, str] = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}

COMPARED = Text(vi="{left} {sign} {right}", en="{left} {sign} {right}")
ONE_OF = Text(vi="{left}: {right}", en="{left}: {right}")
WHERE = Text(vi=" có {fields}", en=" with {fields}")


def related(left: Text, fact: Fact | None, relation: Relation) -> Text:
    """A field or fact with what it must be."""
    right = [placeholder(one, fact) for one in relation.against]
    if relation.op in {"in", "="}:
        return ONE_OF.fill(left=left, right=between(right, Text(vi=" hoặc ", en=" or ")))
    return COMPARED.fill(left=left, sign=SIGNS[relation.op], right=right[0])


def where_words(records: str, where: tuple[Match, ...], words: Vocabulary) -> Text:
    """Which records are meant."""
    return WHERE.fill(fields=field_words(records, where, words)) if where else EMPTY


def field_words(records: str, where: tuple[Match, ...], words: Vocabulary) -> Text:
    """What several fields must be."""
    return joined([_field(records, match, words) for match in where])


def _field(records: str, match: Match, words: Vocabulary) -> Text:
    """What one field must be."""
    fact = words.fields(records).get(match.field)
    name = fact.text if fact is not None else shown(match.field)
    return related(name, fact, match.relation)


def value_words(operand: Operand, facts: Facts, words: Vocabulary) -> Text:
    """The value of an operand as people read it."""
    fact = words.find(operand.name) if isinstance(operand, FactValue) else None
    return shown(number_of(operand, facts), fact)


def name_words(operand: Operand, words: Vocabulary) -> Text:
    """The name of an operand for people."""
    if not isinstance(operand, FactValue):
        return shown(operand.value)
    fact = words.find(operand.name)
    return fact.text if fact is not None else shown(operand.name)


def list_words(records: str, words: Vocabulary) -> Text:
    """The name of a list for people."""
    fact = words.find(records)
    return fact.text if fact is not None else shown(records)


def between(several: Iterable[Text], sign: Text) -> Text:
    """Several texts as one, language by language."""
    parts = list(several)
    return Text(
        vi=sign.vi.join(part.vi for part in parts), en=sign.en.join(part.en for part in parts)
    )
