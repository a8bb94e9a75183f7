"""From the YAML form of a condition to the condition: one leading key says which kind it is.

    all_of: [...]         all of these hold            any_of: [...]    one of these holds
    at_least: 2, of: []   two of these hold            not: ...         the opposite
    any: titles, where:   a record matches             none: ..., where:   no record matches
    count: titles, where:, at_least: 3   (or at_most)  so many records match
    record: ratings, where:, has:        the record that matches has these values
    run: {of: titles, where:, length: 3, ending: award_year}   consecutive years
    documents: [to_trinh, bao_cao]       all these papers are in the dossier

Plain words are an expression (`rules.expression`).  Under `where` and `has`, each field of a record
is a value, `$fact`, or a group: `at_least`, `at_most`, `before`, `after`, `not_before`,
`not_after`, `is_not`, `one_of`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rules import wording
from rules.checking import FALSE, can_be_ordered, condition_of, operand_of, relation
from rules.entry import Entry, unknown_keys
from rules.language import (
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    Count,
    FactValue,
    Lookup,
    Match,
    Not,
    Operand,
    Operator,
    Relation,
    Run,
    Value,
    cost_of,
)
from rules.scope import Scope
from rules.vocabulary import Choice, Day, Kind, Whole

LARGEST = 2_000
"""Steps that answering one condition may take for one record."""

PAPERS = "documents"
PAPER_KIND = "kind"
LAW_FIELD = "law"
YEAR_FIELD = "year"

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


def condition(entry: Entry, scope: Scope) -> Condition:
    """The condition that stands at an entry; every mistake in it is noted.

    Args:
        entry: words, or a group with one leading key.
        scope: the names it may use, and where mistakes are noted.

    Returns:
        The condition.  After a mistake it is one that stands in for what could not be read; rules
        with a mistake are never used.
    """
    found = _read(entry, scope)
    cost = cost_of(found)
    if cost > LARGEST:
        text = wording.TOO_COSTLY.fill(cost=cost, limit=LARGEST)
        scope.notes.add(entry, "too-costly", text, words="")
        return FALSE
    return found


def _read(entry: Entry, scope: Scope) -> Condition:
    """The condition at an entry, whatever it costs."""
    if isinstance(entry.value, str):
        return condition_of(entry, scope)
    heads = [head for head in READERS if entry.has(head) or head in entry.keys]
    leading = [head for head in heads if not (head == "at_least" and "count" in heads)]
    if len(leading) != 1:
        _note_heads(entry, scope)
        return FALSE
    read, keys = READERS[leading[0]]
    unknown_keys(scope.notes, entry, (leading[0], *keys))
    return read(entry, scope)


def _note_heads(entry: Entry, scope: Scope) -> None:
    """Note that an entry has no leading key, or more than one, or a misspelt one."""
    keys = {key for _, own in READERS.values() for key in own}
    strange = [key for key in entry.keys if key not in READERS and key not in keys]
    if strange:
        unknown_keys(scope.notes, entry, (*READERS, *sorted(keys)))
    else:
        text = wording.ONE_CONDITION.fill(known=" | ".join(READERS))
        scope.notes.add(entry, "one-condition", text, words="")


def _several(entry: Entry, scope: Scope) -> tuple[Condition, ...]:
    """The conditions of a list, which must not be empty."""
    if not entry.items:
        scope.notes.add(entry, "empty-list", wording.EMPTY_LIST, words="")
    return tuple(_read(one, scope) for one in entry.items)


def _all_of(entry: Entry, scope: Scope) -> Condition:
    """`all_of: [...]`."""
    return AllOf(_several(entry.at("all_of"), scope))


def _any_of(entry: Entry, scope: Scope) -> Condition:
    """`any_of: [...]`."""
    return AnyOf(_several(entry.at("any_of"), scope))


def _not(entry: Entry, scope: Scope) -> Condition:
    """`not: ...`."""
    return Not(_read(entry.at("not"), scope))


def _at_least(entry: Entry, scope: Scope) -> Condition:
    """`at_least: n` with `of: [...]`; n may not exceed the list."""
    parts = _several(entry.at("of"), scope)
    least = positive(entry.at("at_least"), scope)
    if least > len(parts):
        text = wording.TOO_FEW.fill(least=least, count=len(parts))
        scope.notes.add(entry.at("at_least"), "too-few", text)
    return AtLeast(least, parts)


def _any(entry: Entry, scope: Scope) -> Condition:
    """`any: list`, with `where`."""
    records = _list(entry.at("any"), scope)
    return Count(records, _where(entry.at("where"), records, scope), ">=", 1)


def _none(entry: Entry, scope: Scope) -> Condition:
    """`none: list`, with `where`."""
    records = _list(entry.at("none"), scope)
    return Count(records, _where(entry.at("where"), records, scope), "<=", 0)


def _count(entry: Entry, scope: Scope) -> Condition:
    """`count: list`, with `where` and one bound."""
    records = _list(entry.at("count"), scope)
    where = _where(entry.at("where"), records, scope)
    if entry.has("at_least") == entry.has("at_most"):
        scope.notes.add(entry, "one-bound", wording.ONE_BOUND, words="")
        return FALSE
    if entry.has("at_least"):
        return Count(records, where, ">=", positive(entry.at("at_least"), scope))
    return Count(records, where, "<=", positive(entry.at("at_most"), scope, least=0))


def _record(entry: Entry, scope: Scope) -> Condition:
    """`record: list`, with `where` and `has`."""
    records = _list(entry.at("record"), scope)
    where = _where(entry.at("where"), records, scope)
    return Lookup(records, where, _where(entry.at("has"), records, scope))


def _run(entry: Entry, scope: Scope) -> Condition:
    """`run: {...}`: consecutive years without a gap."""
    run = entry.at("run")
    unknown_keys(scope.notes, run, ("of", "where", "by", "length", "ending", "gaps", "older_law"))
    records = _list(run.at("of"), scope)
    by = run.at("by") if run.has("by") else Entry(YEAR_FIELD, run.path)
    kind = _field(by, records, scope)
    if kind is not None and not isinstance(kind, Whole):
        scope.notes.add(by, "wrong-kind", wording.WRONG_TYPE["Whole"])
    _one_of(run.at("gaps"), ("none",), scope)
    where = (*_where(run.at("where"), records, scope), *_of_this_law(run, records, scope))
    length = positive(run.at("length"), scope)
    return Run(records, where, by.words, length, _ending(run.at("ending"), scope))


def _ending(entry: Entry, scope: Scope) -> Operand:
    """The last year of a run: a fact, or a fact with a number added."""
    ending = Entry(f"${entry.words}", entry.path)
    return operand_of(ending, scope, Whole()) if entry.words else _missing(entry, scope)


def _missing(entry: Entry, scope: Scope) -> Operand:
    """Note that the last year of a run is not given."""
    scope.notes.add(entry, "wrong-kind", wording.WRONG_TYPE["Whole"], words="")
    return Value(0)


def _of_this_law(run: Entry, records: str, scope: Scope) -> tuple[Match, ...]:
    """What keeps records of an older law out, where the file wants that."""
    older = run.at("older_law")
    _one_of(older, ("counts", "does_not_count"), scope)
    if older.words != "does_not_count" or scope.version is None:
        return ()
    kind = _field(Entry(LAW_FIELD, older.path), records, scope)
    if not isinstance(kind, Choice):
        return ()
    same = [one.id for one in scope.laws.versions if one.law == scope.version.law]
    return (Match(LAW_FIELD, Relation("in", tuple(Value(name) for name in same))),)


def _documents(entry: Entry, scope: Scope) -> Condition:
    """`documents: [...]`: one record of each kind in the list of papers."""
    kind = scope.vocabulary.fields(PAPERS).get(PAPER_KIND)
    if kind is None:
        scope.notes.add(entry.at("documents"), "unknown-fact", wording.UNKNOWN_FACT, words=PAPERS)
        return FALSE
    papers = entry.at("documents")
    if not papers.items:
        scope.notes.add(papers, "empty-list", wording.EMPTY_LIST, words="")
    return AllOf(tuple(_paper(one, kind.kind, scope) for one in papers.items))


def _paper(entry: Entry, kind: Kind, scope: Scope) -> Condition:
    """That one kind of paper is there."""
    match = Match(PAPER_KIND, Relation("=", (operand_of(entry, scope, kind),)))
    return Count(PAPERS, (match,), ">=", 1)


def _list(entry: Entry, scope: Scope) -> str:
    """The name of a list of records."""
    name = entry.words
    if name in scope.vocabulary.lists:
        return name
    if name in scope.vocabulary.facts:
        scope.notes.add(entry, "value-as-list", wording.VALUE_AS_LIST)
    else:
        scope.notes.add(entry, "unknown-fact", wording.UNKNOWN_FACT, known=scope.vocabulary.lists)
    return ""


def _where(entry: Entry, records: str, scope: Scope) -> tuple[Match, ...]:
    """What the fields of a record must be."""
    if not records:
        return ()
    return tuple(
        match for key in entry.keys for match in _matches(key, entry.at(key), records, scope)
    )


def _matches(name: str, entry: Entry, records: str, scope: Scope) -> Iterable[Match]:
    """What one field must be: a value, a fact, or a group of matchers."""
    kind = _field(Entry(name, entry.path), records, scope, key=True)
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


def _field(entry: Entry, records: str, scope: Scope, *, key: bool = False) -> Kind | None:
    """The kind of a field; an unknown field is noted."""
    fields = scope.vocabulary.fields(records)
    if entry.words in fields:
        return fields[entry.words].kind
    if records:
        text = wording.UNKNOWN_FIELD.fill(records=records)
        scope.notes.add(entry, "unknown-field", text, known=fields, key=key)
    return None


def _one_of(entry: Entry, known: tuple[str, ...], scope: Scope) -> None:
    """Note a word that is none of the known ones."""
    if entry.value is not None and entry.words not in known:
        text = wording.UNKNOWN_OPTION.fill(known=" | ".join(known))
        scope.notes.add(entry, "unknown-option", text, known=known)


def positive(entry: Entry, scope: Scope, *, least: int = 1) -> int:
    """The whole number at an entry, which must not be below the least; 1 after a mistake.

    Args:
        entry: where the number stands.
        scope: where mistakes are noted.
        least: the lowest number allowed.
    """
    number = entry.whole
    if number is None or number < least or number > LARGEST:
        scope.notes.add(entry, "not-positive", wording.NOT_POSITIVE.fill(least=least))
        return max(least, 1)
    return number


Reader = Callable[[Entry, Scope], Condition]

READERS: dict[str, tuple[Reader, tuple[str, ...]]] = {
    "all_of": (_all_of, ()),
    "any_of": (_any_of, ()),
    "at_least": (_at_least, ("of",)),
    "not": (_not, ()),
    "any": (_any, ("where",)),
    "none": (_none, ("where",)),
    "count": (_count, ("where", "at_least", "at_most")),
    "record": (_record, ("where", "has")),
    "run": (_run, ()),
    "documents": (_documents, ()),
}
"""For each leading key, who reads the condition and which keys may stand beside it."""
