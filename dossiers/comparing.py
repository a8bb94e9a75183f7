"""What changed in one dossier between two points of its past, from its events alone.

At each of the two the dossier is looked at as anybody could have (`dossiers.past`), with the rules,
the calendar and the mandates of then; what lies between are the differences of the two looks.
What cannot be told of one of them is said, and nothing is compared in its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import rules
from dossiers.cuts import Cut
from dossiers.errors import CannotTellError, DossierErasedError, DossierError, NotYetError
from dossiers.evidence_changes import EvidenceChange, evidence_changes
from dossiers.mandates import Mandate
from dossiers.model import Dossier
from dossiers.past import Past
from dossiers.store import Store
from dossiers.use_cases import Happening, Look, dossier_of, looked_at, mandates, timeline
from ledger import read_event
from texts import Text
from texts.moments import day_in_vietnam

NO_EVENT = Text(
    vi="Hồ sơ {number} có {count} sự kiện; không có sự kiện {n}.",
    en="Dossier {number} has {count} events; there is no event {n}.",
)

MOST_DIGITS = 6
"""So many digits are the number of an event; more are the beginning of a day."""


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the past of a dossier.

    Attributes:
        cut: up to where history is looked at.
        on: the business day to judge by while the dossier had not been received.
    """

    cut: Cut
    on: date


@dataclass(frozen=True, slots=True)
class CriterionChange:
    """A criterion that came out differently.

    Attributes:
        before: what the rules found first; None where they did not ask it.
        after: what they found later, likewise.
    """

    before: rules.Finding | None
    after: rules.Finding | None

    @property
    def id(self) -> str:
        """The id of the criterion."""
        found = self.after or self.before
        assert found is not None, "a criterion that nobody asked did not change"
        return found.id


@dataclass(frozen=True, slots=True)
class TermChange:
    """A legal term that began, ended, stood still or got another last day.

    Attributes:
        clock: the id of the term in its workflow.
        text: the term in words.
        running: whether it ran first, and whether later.
        last: the last day first, and later; None where it did not run, stood still, or is unknown.
    """

    clock: str
    text: Text
    running: tuple[bool, bool]
    last: tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Changes:
    """What lies between two points.

    Attributes:
        number: the dossier.
        before: as it stood at the first point; None where there was none yet.
        after: as it stood at the second; None likewise.
        done: what was recorded after the first point and up to the second, oldest first.
        evidence: what differs in its evidence.
        verdicts: what the rules said at each; empty where nothing can be told.
        rules: digests of the rules that said so, likewise.
        criteria: the criteria that came out differently, in the order of the rules.
        terms: the legal terms that differ.
        mandates: the mandates of people who acted on it that were recorded or withdrawn meanwhile.
        calendars: versions of the calendar at each; empty where there is none.
        unknown: what cannot be told of either point.
    """

    number: str
    before: Dossier | None
    after: Dossier | None
    done: tuple[Happening, ...]
    evidence: tuple[EvidenceChange, ...]
    verdicts: tuple[str, str]
    rules: tuple[str, str]
    criteria: tuple[CriterionChange, ...]
    terms: tuple[TermChange, ...]
    mandates: tuple[Mandate, ...]
    calendars: tuple[str, str]
    unknown: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What could be seen of a dossier at one point."""

    dossier: Dossier | None
    look: Look | None
    mandates: tuple[Mandate, ...]
    unknown: Text | None


def event_number(words: str) -> int | None:
    """The number of an event that was typed in the place of a moment; None for anything else.

    >>> event_number("12"), event_number("12/03/2025"), event_number("20250312")
    (12, None, None)
    """
    typed = words.isascii() and words.isdigit() and len(words) <= MOST_DIGITS
    return int(words) if typed else None


def are_backwards(found: Changes) -> bool:
    """Whether more had happened at the first point than at the second."""
    before, after = (0 if one is None else one.n for one in (found.before, found.after))
    return after < before


def point_of(store: Store, number: str, place: datetime | int) -> Point:
    """The point that a person names.

    Args:
        store: the database.
        number: the dossier.
        place: a moment of recording, or how many events of the dossier there were.

    Raises:
        dossiers.errors.DossierNotFoundError: no dossier has the number.
        dossiers.errors.DossierError: it has fewer events than that.
    """
    stored = list(store.events(dossier_of(store, number).id))
    if isinstance(place, datetime):
        return Point(Cut(at=place), day_in_vietnam(place))
    if place > len(stored):
        raise DossierError(NO_EVENT.fill(number=number, count=len(stored), n=place))
    if place == 0:
        return Point(Cut(seq=stored[0].seq - 1), read_event(stored[0].body).on)
    last = stored[place - 1]
    return Point(Cut(seq=last.seq), read_event(last.body).on)


def changes(store: Store, number: str, *, since: Point, until: Point) -> Changes:
    """What changed in a dossier between two points of its past.

    Args:
        store: the database.
        number: the dossier.
        since: the first point.
        until: the second; not before the first.

    Raises:
        dossiers.errors.DossierNotFoundError: no dossier has the number.
        dossiers.errors.HistoryError: a document of it is lost.
    """
    first, second = (_seen(store, number, one) for one in (since, until))
    looks = (first.look, second.look)
    known = 0 if first.dossier is None else first.dossier.n
    later = () if second.dossier is None else _done(store, number, until.cut)
    return Changes(
        number=number,
        before=first.dossier,
        after=second.dossier,
        done=tuple(one for one in later if one.n > known),
        evidence=_evidence(first.dossier, second.dossier),
        verdicts=_pair(*("" if one is None else one.evaluation.verdict.value for one in looks)),
        rules=_pair(*("" if one is None else one.judged_by for one in looks)),
        criteria=_criteria(*looks),
        terms=_terms(*looks),
        mandates=_mandates(first, second),
        calendars=_pair(*(_calendar(one) for one in looks)),
        unknown=tuple(one.unknown for one in (first, second) if one.unknown is not None),
    )


def _done(store: Store, number: str, cut: Cut) -> tuple[Happening, ...]:
    """What had been done to a dossier at a point."""
    return tuple(timeline(Past(store, cut), number))


def _seen(store: Store, number: str, point: Point) -> _Seen:
    """What could be seen of a dossier at a point; no dossier where there was none yet."""
    past = Past(store, point.cut)
    known = mandates(past)
    try:
        dossier = dossier_of(past, number)
    except NotYetError:
        return _Seen(None, None, known, None)
    try:
        return _Seen(dossier, looked_at(past, number, on=point.on), known, None)
    except (CannotTellError, DossierErasedError) as silent:
        return _Seen(dossier, None, known, silent.text)


def _pair(one: str, other: str) -> tuple[str, str]:
    return one, other


def _evidence(old: Dossier | None, new: Dossier | None) -> tuple[EvidenceChange, ...]:
    """What differs in the evidence; nothing where there was no dossier to compare with."""
    if old is None or new is None:
        return ()
    return evidence_changes(old.evidence, new.evidence)


def _criteria(old: Look | None, new: Look | None) -> tuple[CriterionChange, ...]:
    """The criteria that came out differently; nothing where one of the looks is missing."""
    if old is None or new is None:
        return ()
    was, now = ({one.id: one for one in look.evaluation.findings} for look in (old, new))
    pairs = [CriterionChange(was.get(name), now.get(name)) for name in {**now, **was}]
    return tuple(one for one in pairs if _result(one.before) != _result(one.after))


def _result(finding: rules.Finding | None) -> str:
    return "" if finding is None else finding.result


def _terms(old: Look | None, new: Look | None) -> tuple[TermChange, ...]:
    """The terms that differ, in alphabetical order of their ids."""
    was, now = (_running(one) for one in (old, new))
    texts = {name: text for look in (old, new) if look is not None for name, text in _words(look)}
    return tuple(
        TermChange(name, texts[name], (name in was, name in now), (was.get(name), now.get(name)))
        for name in sorted({*was, *now})
        if (name in was, was.get(name)) != (name in now, now.get(name))
    )


def _running(look: Look | None) -> dict[str, date | None]:
    """The last day of each term that runs or stands still; None where there is none."""
    if look is None:
        return {}
    counted = {one.clock: one.last_day for one in look.terms.readings}
    return {**dict.fromkeys(look.terms.uncounted), **counted}


def _words(look: Look) -> list[tuple[str, Text]]:
    """Every term of a workflow in words."""
    clocks = look.procedure.definition.clocks
    return [(name, clock.text) for name, clock in clocks.items()]


def _mandates(first: _Seen, second: _Seen) -> tuple[Mandate, ...]:
    """The mandates of people who acted on the dossier that differ, as they stood later."""
    if second.dossier is None:
        return ()
    people = frozenset().union(*second.dossier.done_by.values())
    return tuple(
        one
        for one in second.mandates
        if one not in first.mandates and people & {one.draft.from_person, one.draft.to_person}
    )


def _calendar(look: Look | None) -> str:
    """The version of the calendar of a look; empty where there is none."""
    return "" if look is None or look.calendar is None else look.calendar.version
