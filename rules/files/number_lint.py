"""Numbers that people are told and the rule does not have: 80 % in words, 85 % in the condition.

The program judges by the condition and people believe the words, so a number in what is said about
a criterion has to stand in its condition, in its gate or in its question.  Only digits count: no
words for numbers, no years, no days, no placeholders, no numbers of articles and instruments.

This is a lint of `tdkt rules check` and not a mistake for `rules.read`: a draft that is being tried
may say the old number for a while.

    >>> [str(one) for one in numbers_in("Điều 9 khoản 3: ít nhất 80 %, 2 trên {all} năm 2024, 1/3")]
    ['80 %', '2', '1/3']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction

from rules.files.entry import Entry, Notes
from rules.files.expansion import drafts_of
from rules.law.award import AwardRules, Criterion
from rules.meaning.language import Relation, Share
from texts import LANGUAGES, Mistake, Text, reading

HUNDRED = 100
YEARS = range(1900, 2101)

ASIDE = re.compile(
    r"\{[^}]*\}"
    # days, in either language
    r"|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}|ngày [0-9]{1,2}/[0-9]{1,2}"
    r"|[0-9]{1,2} tháng [0-9]{1,2}(?= năm)|tháng [0-9]{1,2}(?= năm|/[0-9])"
    r"|[0-9]{1,2} (?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)"
    # instruments: 152/2025/NĐ-CP, 29-CT/TW; articles: Điều 9 khoản 3, Article 24(1)(a), 74(2)
    r"|[0-9]+/[0-9]{4}(?:/[\w-]+)*|[0-9]+/[\w-]*[^\W\d][\w-]*|[0-9]+(?:\([0-9a-zđ]+\))+"
    r"|(?:Điều|khoản|điểm|Khoản|Điểm|Mẫu số|Phụ lục|Luật|Nghị định|Thông tư|Quyết định|Công văn"
    r"|[Aa]rticles?|[Cc]lauses?|[Pp]oints?|Law|Decree|Circular|Decision|Form|Annex|Official Letter)"
    r" (?:số )?[0-9]+(?:\([0-9a-zđ]+\))*(?:(?:, | và | and | or | hoặc )[0-9]+(?:\([0-9a-zđ]+\))*)*"
    # names: V2022a, 3a
    r"|[^\W\d_]+[0-9]\w*|[0-9]+[^\W\d_]\w*"
)
"""What is no number of a rule: placeholders, days, instruments, articles, names such as V2022a."""
NUMBER = re.compile(
    r"(?P<part>[0-9]+)/(?P<whole>[1-9][0-9]*)"
    r"|(?P<percent>[0-9]+(?:[.,][0-9]+)?) ?(?:%|phần trăm|percent|per cent)"
    r"|(?P<plain>[0-9]+(?:[.,][0-9]{3})*)"
)

NOT_IN_RULE = Text(
    vi="lời nói nêu '{words}' nhưng điều kiện của tiêu chuẩn '{criterion}' không có số đó; số trong"
    " điều kiện: {known}",
    en="the words say '{words}', but the condition of the criterion '{criterion}' has no such"
    " number; it has: {known}",
)
NONE = Text(vi="không có số nào", en="none")

Number = Fraction | int
"""A share as a fraction, a whole number as itself."""


@dataclass(frozen=True, slots=True)
class Told:
    """A number in a text.

    Attributes:
        words: as it is written.
        at: the character at which it begins, counted from 0.
        value: what it says.
    """

    words: str
    at: int
    value: Number

    def __str__(self) -> str:
        """The words."""
        return self.words


def numbers_in(text: str) -> Iterator[Told]:
    """The numbers of a text that a rule would have, in their order."""
    kept = ASIDE.sub(lambda found: " " * len(found[0]), text)
    for found in NUMBER.finditer(kept):
        value = _value(found)
        if value is not None:
            yield Told(text[found.start() : found.end()], found.start(), value)


def numbers_of(criterion: Criterion) -> set[Number]:
    """The numbers that a criterion has: in its conditions, its gates and its questions.

    >>> from rules.meaning.language import Compare, FactValue, Value
    >>> months = Compare(FactValue("service_months"), Relation(">=", (Value(6),)))
    >>> sorted(_inside(months))
    [6]
    """
    steps = tuple(criterion.step.walk())
    found = {number for step in steps for number in _inside((step.body, step.when))}
    found |= {step.at_least for step in steps if step.at_least}
    questions = [question.text for step in steps for question in step.questions]
    asked = (text.to(language) for text in questions for language in LANGUAGES)
    return found | {one.value for text in asked for one in numbers_in(text)}


def number_mistakes(award: AwardRules, text: str | bytes, *, file: str) -> list[Mistake]:
    """Every number that is said about a criterion and is not in it, once a place.

    Args:
        award: the rules that the text says.
        text: the content of the award file, without mistakes.
        file: its name, for places.
    """
    tree = reading.parse(text, file=file)
    lines = (text.decode() if isinstance(text, bytes) else text).split("\n")
    notes = Notes(tree, tuple(lines))
    for draft in drafts_of(Entry(tree.plain()), award.laws, notes):
        version = {one.id: one for one in award.versions}.get(draft.id)
        for name, entry in draft.criteria.items():
            criterion = None if version is None else version.criterion(name)
            if criterion is not None:
                _note(criterion, entry, notes)
    return list(notes.found)


def _note(criterion: Criterion, entry: Entry, notes: Notes) -> None:
    """Note every number in what is said about one criterion that it does not have."""
    known = numbers_of(criterion)
    listed = ", ".join(_shown(one) for one in sorted(known))
    told = NOT_IN_RULE.fill(criterion=criterion.id, known=listed or NONE)
    for place in _said(entry):
        for one in numbers_in(place.words):
            if one.value not in known:
                meant = _meant(one, known)
                notes.add(
                    place, "number-not-in-rule", told, words=one.words, meant=meant, offset=one.at
                )


def _said(entry: Entry) -> Iterator[Entry]:
    """Everything that people are told about a criterion or a way of it: `say` and `text`."""
    for language in LANGUAGES:
        yield entry.at("text").at(language)
        said = entry.at("say").at(language)
        yield from (said.at(outcome) for outcome in said.keys)
    for key in ("of", "first_of"):
        for way in entry.at(key).items:
            yield from _said(way)


def _value(found: re.Match[str]) -> Number | None:
    """What a number says; None for a year."""
    if found["part"] is not None:
        return Fraction(int(found["part"]), int(found["whole"]))
    if found["percent"] is not None:
        return Fraction(found["percent"].replace(",", ".")) / HUNDRED
    plain = int(re.sub("[.,]", "", found["plain"]))
    return None if plain in YEARS else plain


def _inside(part: object) -> Iterator[Number]:
    """The numbers in a part of a condition, whatever it is made of.

    A bound that must be passed counts with the number beyond it: "over 5" is "6 and more".
    """
    if isinstance(part, bool):
        return
    if isinstance(part, int):
        yield part
    elif isinstance(part, Share):
        yield Fraction(part.numerator, part.denominator)
    elif isinstance(part, Relation) and part.op in {"<", ">"}:
        beyond = 1 if part.op == ">" else -1
        yield from (one for own in _inside(part.against) for one in (own, own + beyond))
    elif isinstance(part, Mapping):
        yield from (one for own in part.values() for one in _inside(own))
    elif isinstance(part, tuple):
        yield from (one for own in part for one in _inside(own))
    elif is_dataclass(part):
        named = (getattr(part, own.name) for own in fields(part) if own.name != "shift")
        yield from (one for own in named for one in _inside(own))


def _meant(told: Told, known: Iterable[Number]) -> str | None:
    """The only number of the same kind that the rule has, as it would be written."""
    alike = [one for one in known if isinstance(one, Fraction) == isinstance(told.value, Fraction)]
    return _shown(alike[0]) if len(alike) == 1 else None


def _shown(number: Number) -> str:
    """A number as people write it.

    >>> _shown(Fraction(4, 5)), _shown(Fraction(1, 3)), _shown(6)
    ('80 %', '1/3', '6')
    """
    if isinstance(number, int):
        return str(number)
    percent = number * HUNDRED
    return f"{percent} %" if percent.denominator == 1 else str(number)
