"""Texts with places for facts, prepared once and filled when somebody reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from rules.meaning.interpret import Facts, number_of
from rules.meaning.language import FactValue, Operand, Value
from rules.meaning.vocabulary import Choice, Fact, Vocabulary
from texts import Text

UNKNOWN = Text(vi="chưa rõ", en="not known")
YES = Text(vi="có", en="yes")
NO = Text(vi="không", en="no")
SHIFTED = re.compile(r"(?P<name>.+)\.(?P<way>plus|minus)(?P<by>[0-9]{1,4})")


@dataclass(frozen=True, slots=True)
class Template:
    """A text, and the facts that belong into it.

    Attributes:
        text: the text, with `{fact}` where a fact belongs.
        places: each placeholder with its fact.
    """

    text: Text
    places: tuple[tuple[str, FactValue], ...] = ()

    def filled(self, facts: Facts, words: Vocabulary) -> Text:
        """The text with the facts in it; one that is not known says so."""
        if not self.places:
            return self.text
        values = {
            name: shown(number_of(fact, facts), words.find(fact.name)) for name, fact in self.places
        }
        return self.text.fill(**values)


def template(text: Text) -> Template:
    """A text prepared for filling.

    >>> template(Text("năm {award_year.minus1}", "year {award_year.minus1}")).places
    (('award_year.minus1', FactValue(name='award_year', shift=-1)),)
    """
    names = sorted(text.placeholders())
    return Template(text, tuple((name, _fact(name)) for name in names))


def placeholder(operand: Operand, fact: Fact | None = None) -> Text:
    """What stands for an operand in a template: its value, or a placeholder for a fact.

    >>> placeholder(FactValue("award_year", -1)).vi, placeholder(Value(3)).en
    ('{award_year.minus1}', '3')
    """
    if isinstance(operand, Value):
        return shown(operand.value, fact)
    way = "plus" if operand.shift > 0 else "minus"
    shift = f".{way}{abs(operand.shift)}" if operand.shift else ""
    name = f"{{{operand.name}{shift}}}"
    return Text(vi=name, en=name)


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


def _fact(name: str) -> FactValue:
    """The fact that a placeholder stands for."""
    found = SHIFTED.fullmatch(name)
    if found is None:
        return FactValue(name)
    shift = int(found["by"])
    return FactValue(found["name"], shift if found["way"] == "plus" else -shift)
