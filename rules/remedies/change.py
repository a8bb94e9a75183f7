"""What can still be done about a dossier, and facts before and after it was done.

A fact is *actionable* where somebody may still act on it: a vote can be added in writing, a paper
handed in, a consultation held.  Which facts are is declared by whoever owns them; everything else
is past or protected (ratings, titles, days, discipline, the kind of nominee) and is never changed.
What is not known can always be sent, and an open question can always be answered: that adds to the
facts and changes none of them.

Invariants:

* a change never lowers a number that `Rises`, never undoes what is `Done`, never takes a record
  out of a list, and never replaces the answer that a body gave;
* `applied(before, changes_between(before, after, can))` is `after`, for every `after` that keeps
  the first invariant.

    >>> before = {"votes": 11, "papers": [{"kind": "report"}]}
    >>> after = {"votes": 12, "papers": [{"kind": "report"}, {"kind": "minutes"}], "cases": []}
    >>> can = {"votes": Rises(up_to="members"), "papers": Grows()}
    >>> changes = changes_between(before, after, can)
    >>> [(one.action, one.fact, one.before, one.after) for one in changes]
    [('raise', 'votes', 11, 12), ('add', 'papers', None, {'kind': 'minutes'}), \
('send', 'cases', None, [])]
    >>> applied(before, changes) == after
    True
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, cast

from rules.meaning.interpret import Facts, Record
from rules.meaning.vocabulary import ANSWERS

Action = Literal["raise", "do", "add", "send", "answer"]
"""How a fact changes: a number grows, something is done, a record is added to a list, what was not
known is sent, a body answers a question."""


@dataclass(frozen=True, slots=True)
class Rises:
    """A number that can still grow, such as votes given in writing; it never falls.

    Attributes:
        up_to: the fact that it cannot exceed, such as the members of the council; None where it has
            no limit.
    """

    up_to: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """A flag for something that can still be done, such as a consultation; it is never undone."""


@dataclass(frozen=True, slots=True)
class Grows:
    """A list to which records can still be added, such as papers; none is taken out or changed."""


Doable = Rises | Done | Grows

Actionable = Mapping[str, Doable]
"""The facts on which somebody can still act, by name; a fact that is not in it is past or
protected."""

NOTHING: Actionable = {}
"""No fact can be acted on: what is not known can be sent, open questions can be answered."""


@dataclass(frozen=True, slots=True)
class Change:
    """One fact as it is and as it would have to be.

    Attributes:
        action: how it changes.
        fact: the fact; for a field of a record its list and field, as `cases.outcome`; for an
            answer the id of the question.
        before: the value now; None where it is not known, and for a record that is added.
        after: the value that would do: for `send` an example of it, for `add` the record.
        record: which record of its list, counted from 0; None where no record is meant.
    """

    action: Action
    fact: str
    before: object
    after: object
    record: int | None = None


def is_open(name: str, facts: Facts, can: Actionable) -> bool:
    """Whether a fact may change at all: it is not known, or somebody can act on it.

    >>> is_open("votes", {"votes": 11}, {"votes": Rises()}), is_open("year", {"year": 2024}, {})
    (True, False)
    """
    return facts.get(name) is None or name in can


def may_become(name: str, value: object, facts: Facts, can: Actionable) -> bool:
    """Whether a fact that is no list may get this value.

    Args:
        name: the fact.
        value: what it would be.
        facts: the facts as they are; a limit that is not known limits nothing.
        can: the facts on which somebody can act.

    >>> can = {"votes": Rises(up_to="members"), "held": Done()}
    >>> [may_become("votes", n, {"votes": 11, "members": 15}, can) for n in (10, 12, 16)]
    [False, True, False]
    >>> may_become("held", False, {"held": True}, can), may_become("held", True, {}, can)
    (False, True)
    """
    now, doable = facts.get(name), can.get(name)
    if isinstance(doable, Rises):
        limit = facts.get(doable.up_to) if doable.up_to else None
        low, high = cast("int | None", now), cast("int | None", limit)
        number = cast("int", value)
        return (low is None or number > low) and (high is None or number <= high)
    return now is None or (isinstance(doable, Done) and value is True)


def changes_between(before: Facts, after: Facts, can: Actionable) -> tuple[Change, ...]:
    """What must change so that the facts before become those after, in the order of the latter.

    Args:
        before: the facts as they are.
        after: the facts as they would be; nothing that was known is absent.
        can: the facts on which somebody can act.
    """
    found: list[Change] = []
    for name, value in after.items():
        was = before.get(name)
        if value is was or value == was:
            continue
        found.extend(_changes_of(name, was, value, can))
    return tuple(found)


def applied(facts: Facts, changes: Iterable[Change]) -> dict[str, object]:
    """The facts after these changes; those given stay as they were.

    >>> applied({}, [Change("answer", "c.select", None, True)])
    {'answers': {'c.select': True}}
    >>> applied({"cases": [{}]}, [Change("send", "cases.outcome", None, "cleared", 0)])
    {'cases': [{'outcome': 'cleared'}]}
    """
    changed = dict(facts)
    for change in changes:
        if change.action == "answer":
            changed[ANSWERS] = {**_answers(changed), change.fact: change.after}
        elif change.record is None:
            changed[change.fact] = change.after
        else:
            _apply_to_record(changed, change, change.record)
    return changed


def records_in(facts: Facts, records: str) -> list[Record]:
    """The records of a list; none where the list was not sent.

    >>> records_in({"cases": [{"kind": "press"}]}, "cases"), records_in({}, "cases")
    ([{'kind': 'press'}], [])
    """
    return list(cast("Iterable[Record]", facts.get(records) or ()))


def _apply_to_record(changed: dict[str, object], change: Change, index: int) -> None:
    """Add a record at the end of its list, or fill a field of the one at an index."""
    if isinstance(change.after, Mapping):
        rows = records_in(changed, change.fact)
        changed[change.fact] = [*rows, change.after]
        return
    records, _, field = change.fact.rpartition(".")
    rows = records_in(changed, records)
    rows[index] = {**rows[index], field: change.after}
    changed[records] = rows


def _changes_of(name: str, was: object, value: object, can: Actionable) -> Iterator[Change]:
    """What must change about one fact."""
    if name == ANSWERS:
        yield from _of_answers(cast("Mapping[str, bool]", value), was)
    elif isinstance(value, list) and was is not None:
        yield from _of_rows(name, cast("list[Record]", was), value, can)
    else:
        yield Change(_action(name, was, can), name, was, value)


def _action(name: str, was: object, can: Actionable) -> Action:
    """How a fact that is no list changes; what was not known is sent, whatever else can be done."""
    if was is None:
        return "send"
    return "raise" if isinstance(can.get(name), Rises) else "do"


def _of_answers(answers: Mapping[str, bool], was: object) -> Iterator[Change]:
    """The questions that get an answer."""
    given = cast("Mapping[str, bool]", was or {})
    for question, answer in answers.items():
        if given.get(question) is None and answer is not None:
            yield Change("answer", question, None, answer)


def _of_rows(name: str, was: list[Record], rows: list[Record], can: Actionable) -> Iterator[Change]:
    """The fields of known records that are filled, and the records that are added."""
    for index, (old, new) in enumerate(zip(was, rows, strict=False)):
        for field, value in new.items():
            if old.get(field) is None and value is not None:
                yield Change("send", f"{name}.{field}", None, value, index)
    action: Action = "add" if isinstance(can.get(name), Grows) else "send"
    for index, row in enumerate(rows[len(was) :], start=len(was)):
        yield Change(action, name, None, row, index)


def _answers(facts: Facts) -> Mapping[str, bool]:
    """The recorded answers by question."""
    return cast("Mapping[str, bool]", facts.get(ANSWERS) or {})
