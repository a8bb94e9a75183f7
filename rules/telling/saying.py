"""Conditions as plain lines: what must hold together stands in a list, never behind brackets.

`rules.meaning.describe` says a condition in one breath, as a finding needs it.  For somebody who
reads a whole rule, "A; and B; or C" leaves open what belongs together, so here every *and*, *or*
and *n of* has a heading and its parts below it, and signs are said in words.

    >>> from rules.meaning.language import Compare, FactValue, Relation, Value
    >>> from rules.meaning.vocabulary import Fact, Whole
    >>> words = Vocabulary({"rank": Fact(Whole(), Text("Thứ hạng", "Place"))})
    >>> first = Compare(FactValue("rank"), Relation("=", (Value(1),)))
    >>> third = Compare(FactValue("rank"), Relation("<=", (Value(3),)))
    >>> for line in condition_lines(AnyOf((first, Not(third))), words):
    ...     print(line.en)
    One of these:
      – Place: 1
      – Place: above 3
"""

from __future__ import annotations

from collections.abc import Iterator

from rules.meaning.describe import needed
from rules.meaning.language import AllOf, AnyOf, AtLeast, Condition, Lookup, Named, Not
from rules.meaning.naming import field_words, list_words, where_words
from rules.meaning.template import template
from rules.meaning.vocabulary import Vocabulary
from rules.telling.phrases import opposite, with_names
from texts import Text

ALL = Text(vi="Tất cả các điều sau:", en="All of these:")
ONE = Text(vi="Một trong các điều sau:", en="One of these:")
SEVERAL = Text(vi="Ít nhất {least} trong các điều sau:", en="At least {least} of these:")
NONE = Text(vi="Không điều nào sau đây:", en="None of these:")
NOT_ALL = Text(vi="Không phải tất cả các điều sau:", en="Not all of these:")
NOT_SEVERAL = Text(
    vi="Không đến {least} trong các điều sau:", en="Not as many as {least} of these:"
)
ENTRY = Text(
    vi="mục ở '{records}'{where} ghi: {has}", en="the entry in '{records}'{where} says: {has}"
)
NOT_ENTRY = Text(vi="không đúng là {line}", en="it is not so that {line}")
ITEM = Text(vi="  – {line}", en="  – {line}")
BELOW = Text(vi="    {line}", en="    {line}")

ALOUD = {
    " ≥ ": Text(vi=": không dưới ", en=": at least "),
    " ≤ ": Text(vi=": không quá ", en=": at most "),
    " > ": Text(vi=": trên ", en=": above "),
    " < ": Text(vi=": dưới ", en=": below "),
    " ≠ ": Text(vi=": khác ", en=": other than "),
}
"""Signs as they are said; they stand between a name and a value and nowhere else."""

Joined = AllOf | AnyOf | AtLeast


def condition_lines(condition: Condition, words: Vocabulary) -> Iterator[Text]:
    """A condition as lines; what belongs below a line is indented.

    Args:
        condition: what is asked.
        words: the vocabulary, for the names that people know.
    """
    match condition:
        case Named():
            yield from condition_lines(condition.condition, words)
        case AllOf(parts) | AnyOf(parts) if len(parts) == 1:
            yield from condition_lines(parts[0], words)
        case AllOf() | AnyOf() | AtLeast():
            yield _heading(condition)
            yield from _items(condition, words)
        case Not():
            yield from _opposite_lines(condition.part, words)
        case _:
            yield leaf_line(condition, words)


def leaf_line(leaf: Condition, words: Vocabulary) -> Text:
    """A condition at the bottom in one line, with signs said in words.

    Args:
        leaf: what is asked.
        words: the vocabulary, for the names that people know.

    >>> from rules.meaning.language import Match, Relation, Value
    >>> grade = Match("grade", Relation("=", (Value("good"),)))
    >>> leaf_line(Lookup("ratings", (), (grade,)), Vocabulary({})).en
    "the entry in 'ratings' says: grade: good"
    """
    asked = _entry(leaf, words) if isinstance(leaf, Lookup) else needed(leaf, words)
    return aloud(with_names(template(asked), words))


def aloud(text: Text) -> Text:
    """A text with its signs said in words.

    >>> aloud(Text("Số tháng ≥ 6", "Months ≥ 6")).vi
    'Số tháng: không dưới 6'
    """
    vi, en = text.vi, text.en
    for sign, said in ALOUD.items():
        vi, en = vi.replace(sign, said.vi), en.replace(sign, said.en)
    return Text(vi=vi, en=en)


def _heading(condition: Joined) -> Text:
    """How many of the lines below must hold."""
    if isinstance(condition, AtLeast):
        return SEVERAL.fill(least=condition.least)
    return ALL if isinstance(condition, AllOf) else ONE


def _opposite_lines(part: Condition, words: Vocabulary) -> Iterator[Text]:
    """The opposite of a condition as lines."""
    match part:
        case Named():
            yield from _opposite_lines(part.condition, words)
        case Not():
            yield from condition_lines(part.part, words)
        case AllOf() | AnyOf() | AtLeast():
            yield _opposite_heading(part)
            yield from _items(part, words)
        case Lookup():
            yield NOT_ENTRY.fill(line=leaf_line(part, words))
        case _:
            yield leaf_line(opposite(part), words)


def _opposite_heading(condition: Joined) -> Text:
    """How many of the lines below must not hold."""
    if isinstance(condition, AtLeast):
        return NOT_SEVERAL.fill(least=condition.least)
    return NOT_ALL if isinstance(condition, AllOf) else NONE


def _items(condition: Joined, words: Vocabulary) -> Iterator[Text]:
    """The parts below a heading, each with its own lines below it."""
    for part in _flat(condition):
        first, *rest = condition_lines(part, words)
        yield ITEM.fill(line=first)
        yield from (BELOW.fill(line=line) for line in rest)


def _flat(condition: Joined) -> Iterator[Condition]:
    """The parts of a condition; an *and* inside an *and*, an *or* inside an *or* as its parts."""
    for part in condition.parts:
        inner = part
        while isinstance(inner, Named):
            inner = inner.condition
        if isinstance(inner, AllOf | AnyOf) and type(inner) is type(condition):
            yield from _flat(inner)
        else:
            yield part


def _entry(leaf: Lookup, words: Vocabulary) -> Text:
    """What the record that is meant must say."""
    return ENTRY.fill(
        records=list_words(leaf.records, words),
        where=where_words(leaf.records, leaf.where, words),
        has=field_words(leaf.records, leaf.has, words),
    )
