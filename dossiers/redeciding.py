"""Deciding again: the pinned rules on the pinned facts, and, apart from that, other rules on them.

Three answers are never mixed.  *Replayed* says that states follow from events (`dossiers.replay`).
*Re-decided* says that the rules which an event pins, asked again with the facts which it pins, find
the recorded verdict and the recorded outcome, to the byte.  *Re-argued* is a what-if: other rules
on the old facts; it says nothing about the record.

Invariants:

* nothing but stored bytes is asked: no clock, no table, and no file of today for a re-decision;
* what is lost, erased or can no longer be read is *cannot tell*, never *the same*.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

import rules
from dossiers.documents import read_document
from dossiers.errors import ErasedError, HistoryError
from dossiers.facts import Facts
from dossiers.model import Dossier
from dossiers.replay import Replayed
from dossiers.rulebook import Bundle, read_bundle
from dossiers.store import Reader, Store
from dossiers.use_cases.judging import outcome_document
from dossiers.use_cases.rules_of import in_force
from dossiers.vocabulary import VOCABULARY
from ledger import Event, EventBytesError, canonical, read_event
from texts import FileMistakesError, Text

VERDICT = Text(
    vi="sự kiện {n} ghi kết luận '{recorded}', xét lại được '{found}'",
    en="event {n} records the verdict '{recorded}', deciding again gives '{found}'",
)
OUTCOME = Text(
    vi="sự kiện {n}: kết luận như đã ghi nhưng nhận định từng tiêu chuẩn khác",
    en="event {n}: the verdict is as recorded, the findings of single criteria are not",
)
CANNOT = Text(
    vi="sự kiện {n}: chưa xét lại được, tài liệu đã mất hoặc không đọc được",
    en="event {n}: it cannot be told, a document is lost or cannot be read",
)
GONE = Text(
    vi="sự kiện {n}: không xét lại được vì nội dung đã xóa; chứng minh còn nguyên",
    en="event {n}: not re-decidable, its content was erased; its proof is intact",
)


@dataclass(frozen=True, slots=True)
class Redecided:
    """What deciding again gave for one dossier.

    Attributes:
        same: how many events come out as they were recorded.
        differs: the first event that does not, in words; None for none.
        unknown: the first event of which it cannot be told, in words; None for none.
    """

    same: int
    differs: Text | None
    unknown: Text | None


@dataclass(frozen=True, slots=True)
class Redecision:
    """What deciding again gave for one event.

    Attributes:
        n: the event.
        verdict: the one that it records.
        text: how it differs, or why that cannot be told; None where it comes out as recorded.
        unknown: whether it cannot be told.
    """

    n: int
    verdict: str
    text: Text | None
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Reargued:
    """A what-if: other rules on the facts that a dossier was last judged by.

    Attributes:
        number: the dossier.
        n: the event whose facts were asked.
        recorded: the verdict that it records.
        found: the verdict that the other rules would give.
        version: the law version by which.
    """

    number: str
    n: int
    recorded: str
    found: str
    version: str


WHAT_IF = Text(
    vi="GIẢ ĐỊNH: quy tắc khác trên dữ kiện cũ; không phải kết quả đã ghi.",
    en="WHAT IF: other rules on the old facts; this is not the record.",
)
"""What stands over every re-argument."""

Rules = Callable[[Dossier, date], tuple[Bundle, date] | None]
"""The rules to be asked about a dossier that was received on a day, and the day that chooses the
law version; None for a dossier that they do not concern."""


def redecided(store: Store, stream: str, *, until: datetime | None = None) -> Redecided:
    """Decide again whatever was decided in one dossier.

    Args:
        store: the database; only events and documents are read.
        stream: the id of the dossier.
        until: only what was recorded up to this moment.

    Raises:
        StoreError: the database cannot be read.
    """
    several = tuple(redecisions(store, stream, until=until))
    wrong = (one.text for one in several if one.text is not None and not one.unknown)
    open_ = (one.text for one in several if one.unknown)
    same = sum(one.text is None for one in several)
    return Redecided(same, next(wrong, None), next(open_, None))


def redecisions(
    store: Store, stream: str, *, until: datetime | None = None
) -> Iterator[Redecision]:
    """Decide again whatever was decided in one dossier, event by event.

    Args:
        store: the database; only events and documents are read.
        stream: the id of the dossier.
        until: only what was recorded up to this moment.

    Raises:
        StoreError: the database cannot be read.
    """
    for event in _judged(store, stream, until):
        verdict = str(event.judged.verdict)
        try:
            yield Redecision(event.n, verdict, _against(store, event))
        except ErasedError:
            yield Redecision(event.n, verdict, GONE.fill(n=event.n), unknown=True)
        except (HistoryError, FileMistakesError, KeyError, TypeError, ValueError):
            yield Redecision(event.n, verdict, CANNOT.fill(n=event.n), unknown=True)


def reargued(store: Store, replayed: Replayed, asked: Rules) -> Reargued | None:
    """Ask other rules about the facts by which a dossier was last judged.

    Args:
        store: the database.
        replayed: the dossier, rebuilt.
        asked: which rules.

    Returns:
        None where the rules do not concern it, or no rules ever judged it.

    Raises:
        HistoryError: its facts are lost.
    """
    if not isinstance(replayed.subject, Dossier) or replayed.subject.erased is not None:
        return None
    judged = list(_judged(store, replayed.stream, None))
    if not judged:
        return None
    last = judged[-1]
    facts = facts_in(store.document(str(last.judged.facts)))
    chosen = asked(replayed.subject, cast("date", facts["received_on"]))
    if chosen is None:
        return None
    bundle, day = chosen
    found = rules.evaluate(bundle.award, facts, on=day, checked=True)
    recorded = str(last.judged.verdict)
    return Reargued(replayed.number, last.n, recorded, found.verdict.value, found.version)


def rules_of_day(store: Reader, day: date | None) -> Rules:
    """The rules in force, for asking them about old facts.

    Args:
        store: where publications are.
        day: the day of the rules and of the law; None for the day of receipt of each dossier.
    """

    def of(dossier: Dossier, received: date) -> tuple[Bundle, date]:
        on = day or received
        return in_force(store, dossier.nomination.award, on=on, profile=dossier.profile), on

    return of


def facts_in(body: bytes) -> Facts:
    """The facts that a pinned document holds, with the days that its texts stand for.

    Raises:
        HistoryError: it is no document.
        ValueError: what has to be a day is none.

    >>> facts_in(b'{"award_year":2024,"received_on":"2024-12-02"}')["received_on"]
    datetime.date(2024, 12, 2)
    """
    return {name: _typed(name, value) for name, value in read_document(body).items()}


def _typed(name: str, value: object) -> object:
    """A recorded value as the rules were given it; the opposite of how it was written."""
    if isinstance(value, list):
        return [_record(name, one) for one in value]
    fact = VOCABULARY.find(name)
    if fact is not None and isinstance(fact.kind, rules.Day):
        return date.fromisoformat(str(value))
    return value


def _record(name: str, record: object) -> object:
    """One record of a list; its fields are typed by their own names."""
    if not isinstance(record, dict):
        return record
    return {field: _typed(f"{name}.{field}", value) for field, value in record.items()}


def _judged(store: Store, stream: str, until: datetime | None) -> Iterator[Event]:
    """The events of a dossier that pin rules, facts and an outcome, up to what cannot be read."""
    for stored in store.events(stream):
        try:
            event = read_event(stored.body)
        except EventBytesError:
            return
        if until is not None and event.at > until:
            return
        if event.judged.outcome is not None and event.judged.facts is not None:
            yield event


def _against(store: Store, event: Event) -> Text | None:
    """How deciding again differs from what an event records; None when it does not.

    Raises:
        HistoryError: a document is lost.
        texts.FileMistakesError: this release cannot read rules or facts.
    """
    judged = event.judged
    bundle = read_bundle(store.document(str(judged.rules)))
    facts = facts_in(store.document(str(judged.facts)))
    found = rules.evaluate(bundle.award, facts, on=cast("date", facts["received_on"]), checked=True)
    if found.verdict.value != judged.verdict:
        return VERDICT.fill(n=event.n, recorded=judged.verdict, found=found.verdict.value)
    # Both are opened and compared: the same outcome has another commitment each time.
    if canonical(outcome_document(found)) != store.document(str(judged.outcome)):
        return OUTCOME.fill(n=event.n)
    return None
