"""Reading: dossiers, what may be done next and what is in the way, what was done.

Whether an act is open is judged by the same code that an attempt at it would meet.  Looking writes
nothing and leaves no trace.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import takewhile
from typing import cast

import rules
import workflow
from dossiers.actionable import ACTIONABLE
from dossiers.calendars import calendar_for
from dossiers.crossings import CROSSINGS
from dossiers.documents import read_document, read_dossier, read_origin
from dossiers.erased import ACT, ERASE, content_text
from dossiers.errors import ErasedError, NotYetError
from dossiers.history import OPEN_LINKED, opened_by
from dossiers.model import Dossier
from dossiers.rulebook import Procedure, named_procedure, procedure, read_procedure
from dossiers.store import Reader
from dossiers.terms import Terms, terms_of
from dossiers.use_cases.judging import answers_for_anybody, case_of, ruling_on
from dossiers.use_cases.linking import ALONE, Kin, kin_of
from dossiers.use_cases.performing import opened, procedure_of, whole
from dossiers.use_cases.rules_of import Newer, digest_of_rules, newer_than_pinned
from ledger import Actor, Event, read_event
from rules.remedies.explain import Explanation, explain
from texts import Text


@dataclass(frozen=True, slots=True)
class Look:
    """A dossier with everything that can be said of it on a day.

    Attributes:
        dossier: as it stands.
        procedure: the workflow it follows.
        evaluation: what the rules find.
        options: every act, open and closed, with all that is in the way.
        judged_by: digest of the rules that were asked.
        case: where it stands, as the workflow has it: marks, settings, ballot, terms.
        terms: the terms that run on it, with their last days.
        kin: the dossiers that hang together with it.
        calendar: by which the terms were counted; None where there is none, or none is known.
        newer: the rules in force, where the dossier is judged by older ones pinned at its receipt.
    """

    dossier: Dossier
    procedure: Procedure
    evaluation: rules.Evaluation
    options: tuple[workflow.Option, ...]
    judged_by: str
    case: workflow.Case
    terms: Terms
    kin: Kin
    calendar: workflow.Calendar | None = None
    newer: Newer | None = None

    @property
    def state(self) -> workflow.State:
        """The state it is in, with its texts.

        It comes from the workflow the dossier follows, which may be an older edition than today's.
        """
        return self.procedure.definition.state(self.dossier.state)


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a timeline.

    Attributes:
        n: position in the history of the dossier, from 1.
        at: when it was recorded, in UTC.
        on: the business day.
        act: what was done, and `text` the same in words.
        by: who did it, in what capacity.
        source: the state before.
        target: the state after.
        reason: the reason that was given, or the legal reason of a stage passed over.
        details: what the act brought.
        stands_for: the id of the person for whom it was done; None for nobody else.
        opened: the number of the linked dossier that it opened; None for most acts; `HIDDEN` for
            one that whoever asks may not see.
        opened_from: the number of the dossier that opened this one, told by its first event only.
    """

    n: int
    at: datetime
    on: date
    act: str
    text: Text
    by: Actor
    source: str
    target: str
    reason: Text
    details: Mapping[str, object]
    stands_for: str | None = None
    opened: str | None = None
    opened_from: str | None = None

    def data(self) -> dict[str, object]:
        """The line as plain values, the person spelt out."""
        fields = {name: getattr(self, name) for name in Happening.__dataclass_fields__}
        return {**fields, "by": {"id": self.by.id, "role": self.by.role, "unit": self.by.unit}}


OUTSIDE: Mapping[str, Text] = {**CROSSINGS, ERASE: ACT}
"""What is done to a dossier by no act of its workflow."""

HIDDEN = "***"
"""Stands for the number of a linked dossier that whoever asks may not see."""

PROPOSED = Text(vi="Lập hồ sơ", en="Propose")
LINKED = Text(vi="Mở hồ sơ liên quan", en="Open as a linked dossier")


def listed(store: Reader) -> tuple[Dossier, ...]:
    """Every dossier, by number.

    Args:
        store: where they are kept; all of them are read.

    Raises:
        dossiers.errors.HistoryError: the stored content of one cannot be read.
    """
    return tuple(read_dossier(body) for body in store.bodies())


def unerased(store: Reader) -> tuple[Dossier, ...]:
    """Every dossier that still has something to judge, by number.

    Raises:
        dossiers.errors.HistoryError: the stored content of one cannot be read.
    """
    return tuple(one for one in listed(store) if one.erased is None)


def looked_at(store: Reader, number: str, *, on: date, role: str | None = None) -> Look:
    """A dossier, its evaluation and every act.

    Args:
        store: where it is kept.
        number: the dossier.
        on: the day to assume as receipt while there has been none.
        role: judge the acts for somebody in this role; None judges them for nobody in particular.

    Raises:
        dossiers.errors.DossierNotFoundError: no dossier has the number.
        dossiers.errors.DossierErasedError: its content was erased.
        workflow.UnknownRoleError: the workflow has no such role.
    """
    found = opened(store, number)
    dossier = whole(found.dossier)

    def seen() -> Look:
        return _seen(store, dossier, procedure_of(store, dossier), on=on, role=role)

    key = ("look", on, role, digest_of_rules(store, dossier, on=on))
    return _among_others(store, found.beside.kept(key, seen), on=on)


def explained(store: Reader, number: str, *, on: date) -> Explanation:
    """Why the rules come to their verdict on a dossier, and what could still be done.

    Args:
        store: where it is kept.
        number: the dossier.
        on: the day to assume as receipt while there has been none.

    Raises:
        dossiers.errors.DossierNotFoundError: no dossier has the number.
        dossiers.errors.DossierErasedError: its content was erased.
    """
    found = opened(store, number)
    dossier = whole(found.dossier)

    def told() -> Explanation:
        ruling = ruling_on(store, dossier, on=on)
        day = dossier.received_on or on
        return explain(ruling.bundle.award, ruling.facts, on=day, actionable=ACTIONABLE)

    return found.beside.kept(("why", on, digest_of_rules(store, dossier, on=on)), told)


def look(
    store: Reader, dossier: Dossier, procedure: Procedure, *, on: date, role: str | None = None
) -> Look:
    """The same for a dossier that was read already.

    Args:
        store: where published and pinned rules are kept.
        dossier: as it stands.
        procedure: the workflow it follows.
        on: the day to assume as receipt while there has been none.
        role: judge the acts for somebody in this role; None judges them for nobody in particular.

    Raises:
        rules.UnknownAwardError: the award has no rules.
        workflow.UnknownRoleError: the workflow has no such role.
    """
    return _among_others(store, _seen(store, dossier, procedure, on=on, role=role), on=on)


def _seen(
    store: Reader, dossier: Dossier, procedure: Procedure, *, on: date, role: str | None
) -> Look:
    """A dossier by itself: nothing of it depends on others, or on rules that do not judge it."""
    if role is not None:
        procedure.definition.role(role)
    ruling = ruling_on(store, dossier, on=on)
    case = case_of(procedure, dossier, ruling)
    calendar = calendar_for(store, dossier, procedure.definition)
    terms = Terms((), tuple(case.clocks))
    if calendar is not None:
        terms = terms_of(procedure.definition, case, calendar)
    options = workflow.options(
        procedure.definition,
        case,
        by=None if role is None else workflow.Person("", frozenset({role})),
        answers=answers_for_anybody(procedure, dossier, ruling),
        moment=terms.moment(max([on, *known_days(case)])),
    )
    digest = ruling.bundle.digest
    return Look(
        dossier, procedure, ruling.evaluation, options, digest, case, terms, ALONE, calendar
    )


def _among_others(store: Reader, found: Look, *, on: date) -> Look:
    """The same with what hangs together with it, and rules that are newer; both asked each time."""
    newer = newer_than_pinned(store, found.dossier, on=on)
    kin = kin_of(store, found.dossier)
    return found if (newer, kin) == (None, ALONE) else replace(found, newer=newer, kin=kin)


def known_days(case: workflow.Case) -> Iterator[date]:
    """The days that the terms of a dossier know of; whoever looks does not look further back."""
    for running in case.clocks.values():
        yield running.since
        yield from (one.last or one.first for one in running.stops.entries)


def state_text(state: str) -> Text:
    """The name of a state in the workflow of today, or in one that it opens linked dossiers under.

    It is the id of the state where today's files have it no longer.

    >>> state_text("draft").vi, state_text("checking").en, state_text("of_old").vi
    ('Bản dự thảo', 'Being checked against the dossier', 'of_old')
    """
    known = (one.states.get(state) for one in _definitions())
    return next((one.text for one in known if one), Text(vi=state, en=state))


@lru_cache
def _definitions() -> tuple[workflow.Definition, ...]:
    """The workflow of new dossiers, and those of the linked dossiers that its acts open."""
    definition = procedure().definition
    opened = dict.fromkeys(act.opens for _, _, act in definition.doings() if act.opens)
    return (definition, *(named_procedure(name).definition for name in opened))


def timeline(store: Reader, number: str) -> Iterator[Happening]:
    """What was done to a dossier, oldest first, as far as it stands in its row.

    Args:
        store: where it is kept.
        number: the dossier.

    Raises:
        dossiers.errors.DossierNotFoundError: no dossier has the number.
        dossiers.errors.HistoryError: a document of an event is lost.
    """
    found = opened(store, number)
    history = found.beside.kept("timeline", lambda: tuple(_history(store, found.dossier)))
    for one in history:
        if one.opened is None and one.opened_from is None:
            yield one
        else:
            linked = (_shown(store, one.opened), _shown(store, one.opened_from))
            yield replace(one, opened=linked[0], opened_from=linked[1])


def _history(store: Reader, dossier: Dossier) -> Iterator[Happening]:
    """The same with the numbers of linked dossiers, whoever may see them.

    What was recorded after the row was read is left to the next look.
    """
    definition = procedure_of(store, dossier).definition
    for stored in takewhile(lambda one: one.n <= dossier.n, store.events(dossier.id)):
        event = read_event(stored.body)
        data = _brought(store, dossier, event)
        origin = read_origin(cast("Mapping[str, str] | None", data.get("origin")))
        yield Happening(
            n=event.n,
            at=event.at,
            on=event.on,
            act=event.type,
            text=_act_text(_pinned(store, definition, event), event.type, event.source),
            by=event.actor,
            source=event.source,
            target=event.target,
            reason=_reason(data),
            details=cast("Mapping[str, object]", data.get("details", {})),
            stands_for=cast("str | None", data.get("for")),
            opened=next(iter(opened_by(data)), None),
            opened_from=None if origin is None else origin.number,
        )


def _shown(store: Reader, number: str | None) -> str | None:
    """The number of a linked dossier, or the word for one that whoever asks may not see."""
    if number is None:
        return None
    with suppress(NotYetError):  # it is there, and began later than what is looked at
        return number if store.body(number) is not None else HIDDEN
    return number


def _brought(store: Reader, dossier: Dossier, event: Event) -> Mapping[str, object]:
    """The document of an event; where it was erased, only that, as the reason.

    Raises:
        dossiers.errors.HistoryError: it is lost.
    """
    try:
        return read_document(store.document(event.data))
    except ErasedError as gone:
        if dossier.erased is None:
            raise
        told = content_text(dossier.erased, gone.commitment)
        return {"because": {"vi": told.vi, "en": told.en}}


def _pinned(store: Reader, definition: workflow.Definition, event: Event) -> workflow.Definition:
    """The workflow that knows an act: the present one, or the edition that the event pins."""
    if not event.source or event.type in OUTSIDE or event.type in definition.act_names:
        return definition
    return read_procedure(store.document(event.judged.definition)).definition


def _act_text(definition: workflow.Definition, act: str, state: str) -> Text:
    """The act as a verb, in the words of the state it was done in; a proposal has none."""
    if not state:
        return LINKED if act == OPEN_LINKED else PROPOSED
    if act in OUTSIDE:
        return OUTSIDE[act]
    acts = definition.acts_called(act)
    return acts[state].text if state in acts else next(iter(acts.values())).text


def _reason(data: Mapping[str, object]) -> Text:
    """The reason a person gave, the same in both languages, or the law's for a stage passed over.

    >>> _reason({"reason": "Xếp thứ 4 trên 9"}).en
    'Xếp thứ 4 trên 9'
    >>> _reason({"reason": "x", "because": {"vi": "Không áp dụng.", "en": "Does not apply."}}).en
    'Does not apply.'
    """
    because = data.get("because")
    if isinstance(because, dict):
        return Text(vi=str(because["vi"]), en=str(because["en"]))
    reason = str(data.get("reason", ""))
    return Text(vi=reason, en=reason)
