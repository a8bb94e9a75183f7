"""Whether facts have the kinds that the vocabulary declares; the first that has not is named.

Facts from a file or from a dossier have passed a door that types them.  A program may hand over
any dictionary: a year as text would equal no year, and `"no"` would count as true, so what is of a
wrong kind is refused before anything is judged.

    >>> from rules.meaning.vocabulary import Vocabulary
    >>> words = Vocabulary({"service_months": Fact(Whole(), Text("Số tháng", "Months"))})
    >>> check_kinds({"service_months": "6"}, words)
    Traceback (most recent call last):
    rules.errors.FactsError: The fact 'service_months' has to be a whole number; found text: '6'.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from rules.errors import FactsError
from rules.meaning.vocabulary import (
    ANSWERS,
    Choice,
    Day,
    Fact,
    Flag,
    Kind,
    Records,
    Vocabulary,
    Whole,
)
from texts import Text

MOST = 10**15
"""A whole number has at most 15 digits, as in files of facts (`texts.fields.Whole`)."""

SHOWN = 60
KINDS = {
    Whole: Text(vi="số nguyên", en="a whole number"),
    Flag: Text(vi="đúng hoặc sai", en="true or false"),
    Day: Text(vi="một ngày", en="a day"),
    Records: Text(vi="danh sách các mục", en="a list of records"),
}
WORDS = Text(vi="chữ", en="text")
ANSWERED = Text(vi="các câu trả lời theo mã câu hỏi", en="answers by question")
RECORD = Text(vi="một mục gồm các trường", en="a record of fields")
TYPES: Mapping[type, type | tuple[type, ...]] = {
    Whole: (),
    Flag: bool,
    Day: date,
    Records: (list, tuple),
}
"""What a value of a kind is made of; everything else is text.  A number is asked for itself."""
FOUND: Mapping[type, Text] = {
    str: Text(vi="chữ: {shown}", en="text: {shown}"),
    bool: Text(vi="đúng/sai: {shown}", en="true or false: {shown}"),
    int: Text(vi="số: {shown}", en="a number: {shown}"),
    float: Text(vi="số thập phân: {shown}", en="a decimal number: {shown}"),
    list: Text(vi="một danh sách", en="a list"),
    tuple: Text(vi="một danh sách", en="a list"),
    dict: Text(vi="một nhóm", en="a group"),
}
OTHER = Text(vi="giá trị kiểu {kind}", en="a value of the type {kind}")
HUGE = Text(vi="số có hơn 15 chữ số", en="a number of more than 15 digits")
AT = Text(vi="{fact} (mục {n})", en="{fact} (record {n})")


def check_kinds(facts: Mapping[str, object], words: Vocabulary) -> None:
    """Refuse facts of which one has another kind than is declared.

    What is None is not known and fits every kind; names outside the vocabulary are never asked.

    Args:
        facts: the facts, by the names of the vocabulary; `answers` by question.
        words: what kind each of them has.

    Raises:
        FactsError: a fact, a field of a record or an answer is of a wrong kind.
    """
    for name, value in facts.items():
        fact = words.facts.get(name)
        if name == ANSWERS:
            _check_answers(value)
        elif fact is not None and not _fits(value, fact.kind):
            raise FactsError(_same(name), _expected(fact.kind), _found(value))
        elif fact is not None and isinstance(fact.kind, Records):
            _check_records(name, value, fact.kind.fields)


def _check_records(name: str, value: object, fields: Mapping[str, Fact]) -> None:
    """Refuse a list of which a record, or a field of one, is of a wrong kind."""
    for n, record in _numbered(value):
        if not isinstance(record, Mapping):
            raise FactsError(AT.fill(fact=name, n=n), RECORD, _found(record))
        for part, one in record.items():
            fact = fields.get(part)
            if fact is not None and not _fits(one, fact.kind):
                at = AT.fill(fact=f"{name}.{part}", n=n)
                raise FactsError(at, _expected(fact.kind), _found(one))


def _check_answers(value: object) -> None:
    """Refuse answers that are no group of true and false."""
    if value is None:
        return
    if not isinstance(value, Mapping):
        raise FactsError(_same(ANSWERS), ANSWERED, _found(value))
    for question, answer in value.items():
        if not _fits(answer, Flag()):
            raise FactsError(_same(f"{ANSWERS}.{question}"), KINDS[Flag], _found(answer))


def _numbered(value: object) -> Iterator[tuple[int, object]]:
    """The records of a list with their numbers, from 1; none of what is not known."""
    return enumerate(value if isinstance(value, list | tuple) else (), start=1)


def _fits(value: object, kind: Kind) -> bool:
    """Whether a value is of a kind; True is no number, and a moment is no day.

    >>> _fits(True, Whole()), _fits(1, Flag()), _fits(None, Day())
    (False, False, True)
    """
    if value is None:
        return True
    if type(value) is int:
        return type(kind) is Whole and -MOST < value < MOST
    return isinstance(value, TYPES.get(type(kind), str)) and not isinstance(value, datetime)


def _expected(kind: Kind) -> Text:
    """What values of a kind are, in words; the options of a choice are named."""
    if isinstance(kind, Choice):
        options = ", ".join(kind.options)
        return Text(vi=f"một trong: {options}", en=f"one of: {options}")
    return KINDS.get(type(kind), WORDS)


def _found(value: object) -> Text:
    """What was found, as a person would call it; long values are cut.

    >>> _found(2.5).en, _found(b"x").en
    ('a decimal number: 2.5', 'a value of the type bytes')
    """
    if type(value) is int and not -MOST < value < MOST:
        return HUGE
    text = FOUND.get(type(value))
    if text is None:
        return OTHER.fill(kind=type(value).__name__)
    return text.fill(shown=repr(value[:SHOWN] if isinstance(value, str) else value)[: SHOWN + 2])


def _same(words: str) -> Text:
    """Words that are the same in both languages."""
    return Text(vi=words, en=words)
