"""Lists of records in a condition: which list, and what the fields of a record must be.

Under `where` and `has`, each field of a record is a value, `$fact`, or a group: `at_least`,
`at_most`, `before`, `after`, `not_before`, `not_after`, `is_not`, `one_of`.

    where: {year: $award_year, grade: {at_least: HTTNV}, status: {is_not: revoked}}
"""

from __future__ import annotations

from collections.abc import Iterable

from rules import wording
from rules.files.checking import can_be_ordered, operand_of, relation
from rules.files.entry import Entry, unknown_keys
from rules.files.scope import Scope
from rules.meaning.language import FactValue, Match, Operand, Operator, Relation
from rules.meaning.vocabulary import Choice, Day, Kind

LARGEST = 2_000
"""The largest number that a condition may count to, and the steps that answering it may take."""

ORDERS: dict[str, Operator] = {
    "at_least": ">=",
    "at_most": "<=",
    "before": "<",
    "after": ">",
    "not_before": ">=",
    "not_after": "<=",
}
OF_DAYS = frozenset({"before", "after", "not_before", "not_after"})
MATCHERS = (*ORDERS, "is_not", "one_of")


def list_of(entry: Entry, scope: Scope) -> str:
    """The name of a list of records; empty, and noted, where there is no such list.

    Args:
        entry: the words that name it.
        scope: the vocabulary, and where mistakes are noted.
    """
    name = entry.words
    if name in scope.vocabulary.lists:
        return name
    if name in scope.vocabulary.facts:
        scope.notes.add(entry, "value-as-list", wording.VALUE_AS_LIST)
    else:
        scope.notes.add(entry, "unknown-fact", wording.UNKNOWN_FACT, known=scope.vocabulary.lists)
    return ""


def where_of(entry: Entry, records: str, scope: Scope) -> tuple[Match, ...]:
    """What the fields of a record must be, all of them, in the order of the file.

    Args:
        entry: the group under `where` or `has`; empty where there is none.
        records: the list; after a mistake in its name nothing is checked further.
        scope: the names it may use, and where mistakes are noted.
    """
    if not records:
        return ()
    return tuple(
        match for key in entry.keys for match in _matches(key, entry.at(key), records, scope)
    )


def _matches(name: str, entry: Entry, records: str, scope: Scope) -> Iterable[Match]:
    """What one field must be: a value, a fact, or a group of matchers."""
    kind = field_of(Entry(name, entry.path), records, scope, key=True)
    if kind is None:
        return
    if isinstance(entry.value, str):
        yield Match(name, relation("=", (operand_of(entry, scope, kind),), kind))
        return
    unknown_keys(scope.notes, entry, MATCHERS)
    if not entry.keys:
        scope.notes.add(entry, "empty-list", wording.EMPTY_LIST, words="")
    for matcher in entry.keys:
        yield Match(name, _relation(matcher, entry.at(matcher), kind, scope))


def _relation(matcher: str, entry: Entry, kind: Kind, scope: Scope) -> Relation:
    """One matcher of a field."""
    if matcher == "one_of":
        return Relation("in", _options(entry, kind, scope))
    operand = operand_of(entry, scope, kind)
    op = ORDERS.get(matcher, "!=")
    fits = isinstance(kind, Day) if matcher in OF_DAYS else can_be_ordered(kind)
    if matcher in ORDERS and not (fits and _orderable(operand, kind)):
        text = wording.NEEDS_ORDER.fill(op=matcher)
        scope.notes.add(entry, "needs-order", text, key=True)
        return Relation("=", (operand,))
    return relation(op, (operand,), kind)


def _options(entry: Entry, kind: Kind, scope: Scope) -> tuple[Operand, ...]:
    """The values of `one_of`, none of which may be a fact."""
    if not entry.items:
        scope.notes.add(entry, "empty-list", wording.EMPTY_LIST, words="")
    for one in entry.items:
        if one.words.startswith("$"):
            scope.notes.add(one, "not-a-value", wording.NOT_A_VALUE)
    return tuple(
        operand_of(one, scope, kind) for one in entry.items if not one.words.startswith("$")
    )


def _orderable(operand: Operand, kind: Kind) -> bool:
    """Whether the right side has a place in the order; a choice knows only that of its options."""
    return not (isinstance(kind, Choice) and isinstance(operand, FactValue))


def field_of(entry: Entry, records: str, scope: Scope, *, key: bool = False) -> Kind | None:
    """The kind of a field; None, and noted, where the records have no such field.

    Args:
        entry: the words that name it.
        records: the list.
        scope: the vocabulary, and where mistakes are noted.
        key: whether the name stands as a key in the file.
    """
    fields = scope.vocabulary.fields(records)
    if entry.words in fields:
        return fields[entry.words].kind
    if records:
        text = wording.UNKNOWN_FIELD.fill(records=records)
        scope.notes.add(entry, "unknown-field", text, known=fields, key=key)
    return None


def one_of(entry: Entry, known: tuple[str, ...], scope: Scope) -> None:
    """Note a word that is none of the known ones; that there is none at all is no mistake.

    Args:
        entry: where the word stands.
        known: the words that would do.
        scope: where mistakes are noted.
    """
    if entry.value is not None and entry.words not in known:
        text = wording.UNKNOWN_OPTION.fill(known=" | ".join(known))
        scope.notes.add(entry, "unknown-option", text, known=known)


def positive(entry: Entry, scope: Scope, *, least: int = 1) -> int:
    """The whole number at an entry, which must not be below the least; 1 after a mistake.

    The name of a parameter stands for its number, so that a local profile may set a bound.

    Args:
        entry: where the number stands, or the name of a parameter.
        scope: the parameters, and where mistakes are noted.
        least: the lowest number allowed.
    """
    setting = scope.parameters.get(entry.words)
    number = entry.whole if setting is None or isinstance(setting, bool) else setting
    if number is None or number < least or number > LARGEST:
        scope.notes.add(entry, "not-positive", wording.NOT_POSITIVE.fill(least=least))
        return max(least, 1)
    return number
