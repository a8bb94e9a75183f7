"""From the form of a comparison to its meaning: names are looked up and kinds compared.

Nothing is guessed: a name that nobody knows, an option that a choice does not have, a day compared
with a number are mistakes with their place, and with the nearest word that would have done.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rules import wording
from rules.files import expression
from rules.files.entry import Entry
from rules.files.expression import Bare, Comparison, ExpressionError, Joined, Opposite, Ratio, Term
from rules.files.scope import Scope
from rules.meaning.language import (
    AllOf,
    AnyOf,
    Compare,
    Condition,
    Constant,
    FactValue,
    Not,
    Operand,
    Operator,
    Relation,
    Scalar,
    Share,
    Value,
)
from rules.meaning.vocabulary import Choice, Day, Flag, Kind, Whole, Words
from texts import Text

MOST_DIGITS = 9
FLAGS = {"true": True, "false": False}
FALSE = Constant(value=False)
"""Stands in for whatever could not be read; a file with a mistake never gives rules."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a word of an expression stands, for the mistakes in it."""

    scope: Scope
    entry: Entry

    def note(self, code: str, term: Term, text: Text, known: Iterable[str] = ()) -> None:
        """Note a mistake at a term."""
        token = term.token
        self.scope.notes.add(
            self.entry, code, text, words=token.text, known=known, offset=token.column
        )


def condition_of(entry: Entry, scope: Scope) -> Condition:
    """The condition that an expression says; every mistake in it is noted.

    A form that cannot be read is one mistake; names and values of a form that can be read are
    checked each for itself, so that several of them are told at once.
    """
    spot = Spot(scope, entry)
    try:
        return _meaning(expression.parse(entry.words), spot)
    except ExpressionError as wrong:
        _note_error(wrong, entry, scope)
        return FALSE


def operand_of(entry: Entry, scope: Scope, kind: Kind) -> Operand:
    """The operand that some words say: `$fact`, `$fact - 1`, or a value of this kind.

    Args:
        entry: the words.
        scope: the facts, and where mistakes are noted.
        kind: the kind that the other side of the comparison has.
    """
    words = entry.words
    if not words.startswith("$"):
        return Value(_literal_or_note(entry, scope, kind))
    try:
        tokens = expression.parse(words[1:])
    except ExpressionError as wrong:
        _note_error(wrong, entry, scope, offset=1)
        return Value(0)
    spot = Spot(scope, entry)
    if not isinstance(tokens, Bare):
        spot.note("not-an-operand", Term(expression.tokens_of(words[1:])[0]), wording.UNKNOWN_FACT)
        return Value(0)
    return _fact(tokens.term, kind, words, spot)


def relation(op: Operator, against: tuple[Operand, ...], kind: Kind) -> Relation:
    """A relation in its plain form: an order among options becomes the list of those that fit.

    >>> from texts import Text
    >>> ranks = Choice({"low": Text("a", "a"), "mid": Text("b", "b"), "top": Text("c", "c")}, True)
    >>> relation(">", (Value("low"),), ranks)
    Relation(op='in', against=(Value(value='mid'), Value(value='top')))
    """
    only = against[0]
    if not isinstance(kind, Choice) or op in {"=", "!=", "in"} or not isinstance(only, Value):
        return Relation(op, against)
    fitting = _fitting(kind, op, str(only.value))
    return Relation("in", tuple(Value(option) for option in fitting))


def can_be_ordered(kind: Kind) -> bool:
    """Whether values of this kind have an order.

    >>> can_be_ordered(Whole()), can_be_ordered(Flag())
    (True, False)
    """
    return isinstance(kind, Whole | Day) or (isinstance(kind, Choice) and kind.ordered)


def literal(words: str, kind: Kind) -> Scalar | None:
    """The value that words stand for; None when they stand for none of this kind.

    >>> literal("010", Whole()), literal("12", Whole()), literal("true", Flag())
    (None, 12, True)
    """
    match kind:
        case Whole():
            return _whole(words)
        case Flag():
            return FLAGS.get(words)
        case Day():
            return _day(words)
        case Choice():
            return words if words in kind.options else None
        case _:
            return words or None


def _fitting(kind: Choice, op: Operator, option: str) -> tuple[str, ...]:
    """The options that stand in this order to one."""
    if option not in kind.options:
        return ()
    if op in {">", ">="}:
        names = kind.from_(option)
        return names if op == ">=" else names[1:]
    names = kind.up_to(option)
    return names if op == "<=" else names[:-1]


def _whole(words: str) -> int | None:
    """A whole number as files write it; None for `010`, `1_0` and ten digits or more."""
    digits = words.removeprefix("-")
    plain = digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS
    return int(words) if plain and (digits == "0" or not digits.startswith("0")) else None


def _day(words: str) -> date | None:
    """A day that exists, in the form 2025-03-12."""
    try:
        return date.fromisoformat(words) if len(words) == len("2025-03-12") else None
    except ValueError:
        return None


def _meaning(syntax: expression.Syntax, spot: Spot) -> Condition:
    """The condition that a form says."""
    match syntax:
        case Joined(word, parts):
            inside = tuple(_meaning(part, spot) for part in parts)
            return AllOf(inside) if word == "and" else AnyOf(inside)
        case Opposite(part):
            return Not(_meaning(part, spot))
        case Ratio():
            return _share(syntax, spot)
        case Comparison():
            return _comparison(syntax, spot)
        case Bare(term):
            return _bare(term, spot)


def _bare(term: Term, spot: Spot) -> Condition:
    """A name that stands alone: a named condition, a parameter, a flag, `true` or `false`."""
    name, scope = term.token.text, spot.scope
    if name in FLAGS:
        return Constant(FLAGS[name])
    if name in scope.named:
        return scope.named[name]
    parameter = scope.parameters.get(name)
    if isinstance(parameter, bool):
        return Constant(parameter)
    kind = scope.scalar(name)
    if isinstance(kind, Flag):
        return Compare(FactValue(name), Relation("=", (Value(value=True),)))
    if kind is None and name not in scope.parameters:
        _note_unknown(term, spot)
    else:
        spot.note("not-a-condition", term, wording.NOT_A_CONDITION)
    return FALSE


def _note_unknown(term: Term, spot: Spot) -> None:
    """Note a name that is no single value, with the nearest one that is."""
    scope = spot.scope
    if term.token.text in scope.vocabulary.facts:
        spot.note("list-as-value", term, wording.LIST_AS_VALUE)
    else:
        spot.note("unknown-name", term, wording.UNKNOWN_NAME, scope.known)


def _comparison(found: Comparison, spot: Spot) -> Condition:
    """A comparison whose sides are of one kind."""
    left, kind = _side(found.left, spot)
    if left is None or kind is None:
        return FALSE
    if found.op in {"<", "<=", ">", ">="} and not can_be_ordered(kind):
        text = wording.NEEDS_ORDER.fill(op=found.op)
        spot.note("needs-order", found.left, text)
        return FALSE
    name = found.left.token.text
    right = tuple(_right(term, kind, name, spot) for term in found.right)
    for term, operand in zip(found.right, right, strict=True):
        if found.op == "in" and isinstance(operand, FactValue):
            spot.note("not-a-value", term, wording.NOT_A_VALUE)
    return Compare(left, relation(found.op, right, kind))


def _share(found: Ratio, spot: Spot) -> Condition:
    """A share whose two numbers are whole numbers."""
    part, above = _side(found.part, spot)
    whole, below = _side(found.whole, spot)
    if part is None or whole is None:
        return FALSE
    for kind, term in ((above, found.part), (below, found.whole)):
        if not isinstance(kind, Whole):
            spot.note("wrong-kind", term, wording.WRONG_TYPE["Whole"])
    return Share(part, whole, found.op, found.numerator, found.denominator)


def _side(term: Term, spot: Spot) -> tuple[Operand | None, Kind | None]:
    """The left side of a comparison: a fact or a parameter."""
    name = term.token.text
    parameter = spot.scope.parameters.get(name)
    if parameter is not None and not isinstance(parameter, bool):
        return Value(parameter + term.shift), Whole()
    kind = spot.scope.scalar(name) if term.token.kind == "name" else None
    if kind is None:
        _note_unknown(term, spot)
        return None, None
    return _shifted(term, kind, spot), kind


def _shifted(term: Term, kind: Kind, spot: Spot) -> Operand:
    """A fact with a number added, which only whole numbers allow."""
    if term.shift and not isinstance(kind, Whole):
        spot.note("no-shift", term, wording.NO_SHIFT)
    return FactValue(term.token.text, term.shift)


def _right(term: Term, kind: Kind, left: str, spot: Spot) -> Operand:
    """The right side of a comparison: a value of the kind of the left, or a fact of it."""
    words = term.token.text
    if term.token.kind == "quoted":
        words = words.strip("'")
    value = None if term.token.kind == "name" and term.shift else literal(words, kind)
    bare_words = isinstance(kind, Words) and term.token.kind != "quoted"
    if value is not None and not bare_words:
        return Value(value)
    if term.token.kind == "name":
        return _named_right(term, kind, left, spot)
    _note_wrong(term, kind, spot)
    return Value(0)


def _named_right(term: Term, kind: Kind, left: str, spot: Spot) -> Operand:
    """A name on the right: a misspelt option, or a fact."""
    name = term.token.text
    if isinstance(kind, Choice) and spot.scope.scalar(name) is None:
        _note_wrong(term, kind, spot)
        return Value(name)
    return _fact(term, kind, left, spot)


def _fact(term: Term, kind: Kind, left: str, spot: Spot) -> Operand:
    """A fact or parameter as the right side, which must be of the kind of the left."""
    name = term.token.text
    parameter = spot.scope.parameters.get(name)
    if parameter is not None and isinstance(kind, Flag if isinstance(parameter, bool) else Whole):
        return Value(parameter + term.shift if term.shift else parameter)
    own = spot.scope.scalar(name)
    if own is None:
        _note_unknown(term, spot)
    elif not _alike(own, kind):
        spot.note("wrong-kind", term, wording.WRONG_KIND.fill(left=left))
    return _shifted(term, own or kind, spot)


def _alike(one: Kind, other: Kind) -> bool:
    """Whether values of two kinds can be equal; options only where they are the same ones."""
    if isinstance(one, Choice) and isinstance(other, Choice):
        return tuple(one.options) == tuple(other.options) and not one.ordered
    return type(one) is type(other)


def _note_wrong(term: Term, kind: Kind, spot: Spot) -> None:
    """Note a value of the wrong kind, with the nearest option where there is one."""
    if isinstance(kind, Choice):
        text = wording.UNKNOWN_OPTION.fill(known=" | ".join(kind.options))
        spot.note("unknown-option", term, text, kind.options)
    else:
        spot.note("wrong-kind", term, wording.WRONG_TYPE[type(kind).__name__])


def _literal_or_note(entry: Entry, scope: Scope, kind: Kind) -> Scalar:
    """The value that words under `where` stand for."""
    value = literal(entry.words, kind)
    if value is not None:
        return value
    if isinstance(kind, Choice):
        text = wording.UNKNOWN_OPTION.fill(known=" | ".join(kind.options))
        scope.notes.add(entry, "unknown-option", text, known=kind.options)
    else:
        scope.notes.add(entry, "wrong-kind", wording.WRONG_TYPE[type(kind).__name__])
    return 0


def _note_error(wrong: ExpressionError, entry: Entry, scope: Scope, offset: int = 0) -> None:
    """Note that an expression cannot be read, at the very character."""
    scope.notes.add(
        entry,
        "expression",
        wrong.text,
        words=wrong.token.text,
        meant=wrong.meant,
        offset=wrong.token.column + offset,
    )
