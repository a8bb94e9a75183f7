"""From the YAML form of a condition to the condition: one leading key says which kind it is.

    all_of: [...]         all of these hold            any_of: [...]    one of these holds
    at_least: 2, of: []   two of these hold            not: ...         the opposite
    any: titles, where:   a record matches             none: ..., where:   no record matches
    count: titles, where:, at_least: 3   (or at_most)  so many records match
    record: ratings, where:, has:        the record that matches has these values
    run: {of: titles, where:, length: 3, ending: award_year}   consecutive years
    period: {each:, at_least: 5, ending:, after:, with:}   years, and what is found in them
    documents: [to_trinh, bao_cao]       all these papers are in the dossier

Plain words are an expression (`rules.files.expression`).  What stands under `where` and `has` is
read by `rules.files.records`, runs and periods by `rules.files.years`.
"""

from __future__ import annotations

from collections.abc import Callable

from rules import wording
from rules.files.checking import FALSE, condition_of, operand_of
from rules.files.entry import Entry, unknown_keys
from rules.files.records import LARGEST, list_of, positive, where_of
from rules.files.scope import Scope
from rules.files.years import period_of, run_of
from rules.meaning.language import (
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    Count,
    Lookup,
    Match,
    Not,
    Relation,
    cost_of,
)
from rules.meaning.vocabulary import Kind

NOWHERE = object()
"""What no entry has as its value."""

PAPERS = "documents"
PAPER_KIND = "kind"


def condition(entry: Entry, scope: Scope) -> Condition:
    """The condition that stands at an entry; every mistake in it is noted.

    Args:
        entry: words, or a group with one leading key.
        scope: the names it may use, and where mistakes are noted.

    Returns:
        The condition.  After a mistake it is one that stands in for what could not be read; rules
        with a mistake are never used.
    """
    if entry.own:
        return _affordable(entry, scope)
    if scope.read.get(entry.path, (NOWHERE,))[0] is not entry.value:
        scope.read[entry.path] = entry.value, _affordable(entry, scope)
    return scope.read[entry.path][1]


def _affordable(entry: Entry, scope: Scope) -> Condition:
    """The condition at an entry, unless it costs too much."""
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
    records = list_of(entry.at("any"), scope)
    return Count(records, where_of(entry.at("where"), records, scope), ">=", 1)


def _none(entry: Entry, scope: Scope) -> Condition:
    """`none: list`, with `where`."""
    records = list_of(entry.at("none"), scope)
    return Count(records, where_of(entry.at("where"), records, scope), "<=", 0)


def _count(entry: Entry, scope: Scope) -> Condition:
    """`count: list`, with `where` and one bound."""
    records = list_of(entry.at("count"), scope)
    where = where_of(entry.at("where"), records, scope)
    if entry.has("at_least") == entry.has("at_most"):
        scope.notes.add(entry, "one-bound", wording.ONE_BOUND, words="")
        return FALSE
    if entry.has("at_least"):
        return Count(records, where, ">=", positive(entry.at("at_least"), scope))
    return Count(records, where, "<=", positive(entry.at("at_most"), scope, least=0))


def _record(entry: Entry, scope: Scope) -> Condition:
    """`record: list`, with `where` and `has`."""
    records = list_of(entry.at("record"), scope)
    where = where_of(entry.at("where"), records, scope)
    return Lookup(records, where, where_of(entry.at("has"), records, scope))


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
    "run": (run_of, ()),
    "period": (period_of, ()),
    "documents": (_documents, ()),
}
"""For each leading key, who reads the condition and which keys may stand beside it."""
