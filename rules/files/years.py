"""Conditions over years in a file: `run` and `period`.

run: {of: titles, where: {code: CSTDCS}, length: 3, ending: award_year}

period:
each: {record: ratings, has: {grade: {at_least: HTTNV}}}     or {of: titles, where: ...}
at_least: 5                                                  years or more, without a gap
ending: award_year                                           may_end_earlier: true, if it may
after: {of: titles, where: {code: BKTTG}}                    "and then"
with:                                                        in that time
- {count: initiatives, where: {kind: topic}, at_least: 2}
- {years: titles, where: {code: CSTDCS}, at_least: 3}
- {record: ratings, has: {grade: HTXSNV}, at_least: 1}
"""

from __future__ import annotations

from rules import wording
from rules.files.checking import FALSE, operand_of
from rules.files.entry import Entry, unknown_keys
from rules.files.records import field_of, list_of, one_of, positive, where_of
from rules.files.scope import Scope
from rules.meaning.language import (
    Condition,
    Match,
    Operand,
    Period,
    Relation,
    Run,
    Value,
    Within,
    Yearly,
)
from rules.meaning.vocabulary import Choice, Whole

LAW_FIELD = "law"
YEAR_FIELD = "year"
RUN_KEYS = ("of", "where", "by", "length", "ending", "step", "gaps", "older_law")
PERIOD_KEYS = ("each", "at_least", "ending", "may_end_earlier", "after", "with")
YEARLY_HEADS = ("of", "record")
WITHIN_HEADS = ("count", "years", "record")
MOST_LISTS = 20
"""Lists that one period may ask; the law never asks five."""


def run_of(entry: Entry, scope: Scope) -> Condition:
    """The condition at `run: {...}`: consecutive years without a gap.

    Args:
        entry: the group with the key `run`.
        scope: the names it may use, and where mistakes are noted.
    """
    run = entry.at("run")
    unknown_keys(scope.notes, run, RUN_KEYS)
    records = list_of(run.at("of"), scope)
    field = _year_field(run, records, scope)
    one_of(run.at("gaps"), ("none",), scope)
    where = (*where_of(run.at("where"), records, scope), *_of_this_law(run, records, scope))
    length = positive(run.at("length"), scope)
    step = positive(run.at("step"), scope) if run.has("step") else 1
    return Run(records, where, field, length, _ending(run.at("ending"), scope), step)


def period_of(entry: Entry, scope: Scope) -> Condition:
    """The condition at `period: {...}`: a period of years and what was found in it.

    Args:
        entry: the group with the key `period`.
        scope: the names it may use, and where mistakes are noted.
    """
    period = entry.at("period")
    unknown_keys(scope.notes, period, PERIOD_KEYS)
    each = _several(period.at("each"))
    if not each:
        scope.notes.add(period, "empty-list", wording.EMPTY_LIST, words="")
    if len(each) + len(period.at("with").items) > MOST_LISTS:
        text = wording.TOO_MANY.fill(
            count=len(each) + len(period.at("with").items), limit=MOST_LISTS
        )
        scope.notes.add(period, "too-many", text, words="")
        return FALSE
    one_of(period.at("may_end_earlier"), ("true", "false"), scope)
    return Period(
        each=tuple(_yearly(one, YEARLY_HEADS, scope) for one in each),
        length=positive(period.at("at_least"), scope),
        ending=_ending(period.at("ending"), scope),
        may_end_earlier=period.at("may_end_earlier").words == "true",
        after=_yearly(period.at("after"), ("of",), scope) if period.has("after") else None,
        inside=tuple(_within(one, scope) for one in period.at("with").items),
    )


def _several(entry: Entry) -> tuple[Entry, ...]:
    """The entries of a list; one group counts as a list of one."""
    return (entry,) if entry.keys else entry.items


def _within(entry: Entry, scope: Scope) -> Within:
    """One thing that must be found inside a period."""
    yearly = _yearly(entry, WITHIN_HEADS, scope, "at_least")
    return Within(yearly, positive(entry.at("at_least"), scope), not entry.has("count"))


def _yearly(entry: Entry, heads: tuple[str, ...], scope: Scope, *more: str) -> Yearly:
    """What a list says of years; `has` belongs to `record` and to nothing else."""
    head = next((one for one in heads if entry.has(one)), None)
    own = ("where", "by", *more, *(("has",) if head == "record" else ()))
    unknown_keys(scope.notes, entry, (*(heads if head is None else (head,)), *own))
    if head is None:
        text = wording.ONE_CONDITION.fill(known=" | ".join(heads))
        scope.notes.add(entry, "one-condition", text, words="")
        return Yearly("", (), YEAR_FIELD)
    records = list_of(entry.at(head), scope)
    where = where_of(entry.at("where"), records, scope)
    has = where_of(entry.at("has"), records, scope) if head == "record" else ()
    if head == "record" and not entry.has("has"):
        scope.notes.add(entry, "empty-list", wording.EMPTY_LIST, words="")
    return Yearly(records, where, _year_field(entry, records, scope), has)


def _year_field(entry: Entry, records: str, scope: Scope) -> str:
    """The field that holds the year: `by`, or the one that is called so."""
    by = entry.at("by") if entry.has("by") else Entry(YEAR_FIELD, entry.path)
    kind = field_of(by, records, scope)
    if kind is not None and not isinstance(kind, Whole):
        scope.notes.add(by, "wrong-kind", wording.WRONG_TYPE["Whole"])
    return by.words


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
    one_of(older, ("counts", "does_not_count"), scope)
    if older.words != "does_not_count" or scope.version is None:
        return ()
    kind = field_of(Entry(LAW_FIELD, older.path), records, scope)
    if not isinstance(kind, Choice):
        return ()
    same = [one.id for one in scope.laws.versions if one.law == scope.version.law]
    return (Match(LAW_FIELD, Relation("in", tuple(Value(name) for name in same))),)
