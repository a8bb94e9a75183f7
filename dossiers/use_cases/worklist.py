"""What somebody has to do, and what waits for others: a page of dossiers, the nearest day first.

Who is waited for was entered with each act (`dossiers.awaiting`); a page is read from these rows
alone.  Only the dossiers of the page are judged: which acts are open to this person, and, where
none is that brings it on, for whom it waits.  So a page costs the same among a thousand dossiers
and a million; and a line that was judged is kept until anything that it depends on is another
(ADR 0056).

    >>> Seat("thu-ky", (Office("council_secretary", Scope(frozenset({"sct-bk"}))),)).scope.units
    frozenset({'sct-bk'})
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import lru_cache, reduce

import workflow
from dossiers.awaiting import NO_PAPER, VOTING, Awaited, voters
from dossiers.following import relations_of
from dossiers.last_days import LastDay, last_day_of
from dossiers.mandates import delegations_of, read_mandate
from dossiers.model import Dossier
from dossiers.rulebook import Procedure, named_procedure, procedure
from dossiers.scope import EVERYTHING, Scope
from dossiers.store import Beside, Reader
from dossiers.store.seeking import MEMBER, Order
from dossiers.store.waiting import Post
from dossiers.terms import terms_of
from dossiers.use_cases.finding import MOST, cursor_of, read_cursor
from dossiers.use_cases.indexing import awaited_of, judging
from dossiers.use_cases.judging import answers_for_anybody, case_of, ruling_on
from dossiers.use_cases.looking import known_days
from dossiers.use_cases.performing import Opened, procedure_of, read_row
from dossiers.use_cases.rules_of import digest_of_rules
from texts import Text
from workflow.language.ways import ways_of
from workflow.running.mandate import Delegation, linked


@dataclass(frozen=True, slots=True)
class Office:
    """A role that somebody holds for some units, or for all.

    Attributes:
        role: the id of the role.
        scope: whose dossiers it is held for.
        stands_for: the id of the person who holds it, where it is filled by mandate; else empty.
    """

    role: str
    scope: Scope = EVERYTHING
    stands_for: str = ""


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody with everything they hold.

    Attributes:
        person: the id, by which acts are counted to them and councils list their members.
        offices: the roles they hold.
    """

    person: str
    offices: tuple[Office, ...]

    @property
    def scope(self) -> Scope:
        """Everything that they may see: that of all offices together."""
        return reduce(Scope.__or__, (one.scope for one in self.offices), Scope(frozenset()))

    def roles_for(self, unit: str, stands_for: str = "") -> frozenset[str]:
        """The roles that they hold for a unit, or fill there in the place of somebody."""
        return frozenset(
            one.role
            for one in self.offices
            if one.stands_for == stands_for and one.scope.holds(unit)
        )

    def givers(self, unit: str | None = None) -> tuple[str, ...]:
        """The ids of those for whom they may act, on a unit's dossiers or on any, each once."""
        held = (one for one in self.offices if unit is None or one.scope.holds(unit))
        return tuple(dict.fromkeys(one.stands_for for one in held if one.stands_for))


class Part(Enum):
    """Which part of the worklist is asked for."""

    MINE = "mine"
    """What waits for this person."""
    OTHERS = "others"
    """What they may see and waits for others."""


@dataclass(frozen=True, slots=True)
class OpenAct:
    """An act that this person may do now.

    Attributes:
        act: its id.
        text: the act as a verb.
        target: the state it leads to; None where that depends.
        reason_required: whether it has to come with a reason in words.
        roles: the roles they hold that may do it; never empty.
        onward: whether it brings the dossier on, alone or with a ballot or task; the others could
            be done as well, such as a return or a suspension.
        stands_for: the id of the person for whom they may do it, by mandate; empty where they may
            themselves.
    """

    act: str
    text: Text
    target: str | None
    reason_required: bool
    roles: tuple[str, ...]
    onward: bool
    stands_for: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A dossier of a worklist.

    Attributes:
        number: of the dossier.
        name: of the nominee.
        award: the code of the award.
        unit: the unit that nominates.
        year: the award year.
        state: the id of its state, and `state_text` the same in words.
        last: the nearest last day; None where no term runs.
        acts: what is open to this person, those that bring it on first.
        roles: for whom it waits: the ids of roles, each with its text.
        members: the ids of members whose vote is awaited.
        beside: what is made of the line, as long as the line itself is kept.
    """

    number: str
    name: str
    award: str
    unit: str
    year: int
    state: str
    state_text: Text
    last: LastDay | None
    acts: tuple[OpenAct, ...]
    roles: tuple[tuple[str, Text], ...]
    members: tuple[str, ...]
    beside: Beside = field(default_factory=Beside, compare=False, repr=False)

    @property
    def onward(self) -> tuple[OpenAct, ...]:
        """The open acts that bring it on; none where another person has to do it."""
        return tuple(one for one in self.acts if one.onward)


@dataclass(frozen=True, slots=True)
class Worklist:
    """A page of a worklist.

    Attributes:
        lines: the nearest last day first, those without one last; by number between equals.
        following: where the next page begins; None where this is the last one.
    """

    lines: tuple[Line, ...]
    following: str | None


def worklist(
    store: Reader,
    seat: Seat,
    *,
    on: date,
    part: Part = Part.MINE,
    after: str | None = None,
    most: int = 25,
) -> Worklist:
    """A page of what somebody has to do, or of what waits for others where they may see it.

    Args:
        store: the database, as it is or as it was.
        seat: who asks, with everything they hold.
        on: today.
        part: what waits for them, or for others.
        after: what the page before said of the one that follows; None for the first.
        most: how many lines, up to 200.

    Raises:
        dossiers.use_cases.finding.CursorError: `after` comes from nowhere.
        dossiers.errors.HistoryError: the stored content of one cannot be read.
    """
    most = max(1, min(most, MOST))
    key = None if after is None else read_cursor(after, Order.DUE)
    wanted, without = _posts(seat, part)
    if not wanted:
        return Worklist((), None)
    found = store.waiting(wanted, without, after=key, most=most + 1)
    judge = _Judge(store, seat, on, _delegations(store, seat))
    lines = tuple(judge.line(read_row(store, body)) for _, body in found[:most])
    return Worklist(lines, cursor_of(found[most - 1][0]) if len(found) > most else None)


def _posts(seat: Seat, part: Part) -> tuple[tuple[Post, ...], tuple[Post, ...]]:
    """For whom is asked, and for whom not."""
    mine = tuple(dict.fromkeys(_mine(seat)))
    if part is Part.MINE:
        return mine, ()
    units = _units(seat.scope)
    if units == ():
        return (), ()
    held = {one.role for one in mine if one.units == units}
    return tuple(Post(role, units) for role in sorted(_people() - held)), mine


def _mine(seat: Seat) -> Iterator[Post]:
    """What somebody is waited for as: each office, and as the member that they are.

    A role that only votes is no office here, since of it each member is waited for by name.
    """
    voting = _voters()
    for one in seat.offices:
        if one.role not in voting and one.scope.units != frozenset():
            yield Post(one.role, _units(one.scope))
    units = _units(seat.scope)
    if units != ():
        yield Post(MEMBER + seat.person, units)


def _units(scope: Scope) -> tuple[str, ...] | None:
    """The units of a scope in their order; None for all."""
    return None if scope.units is None else tuple(sorted(scope.units))


@lru_cache(maxsize=1)
def _definitions() -> tuple[workflow.Definition, ...]:
    """The workflows that dossiers follow today."""
    current = procedure().definition
    opened = dict.fromkeys(act.opens for _, _, act in current.doings() if act.opens)
    return (current, *(named_procedure(name).definition for name in opened))


@lru_cache(maxsize=1)
def _people() -> frozenset[str]:
    """The roles of people in these workflows."""
    return frozenset(
        name for one in _definitions() for name, role in one.roles.items() if not role.program
    )


@lru_cache(maxsize=1)
def _voters() -> frozenset[str]:
    """The roles that only vote."""
    return frozenset(role for one in _definitions() for role in voters(one))


def _delegations(store: Reader, seat: Seat) -> tuple[Delegation, ...]:
    """The mandates of this person, and of whoever gave them one; read once for a page."""
    people = (seat.person, *seat.givers())
    return delegations_of(tuple(read_mandate(body) for body in store.mandates(*people)))


@dataclass(frozen=True, slots=True)
class _Judge:
    """What the lines of a page are judged with.

    Attributes:
        store: where rules and workflows are kept.
        seat: who asks.
        on: today.
        delegations: the mandates that they gave or have.
        digests: the rules of the day by award and profile, found once for a page.
    """

    store: Reader
    seat: Seat
    on: date
    delegations: tuple[Delegation, ...]
    digests: dict[tuple[str, str | None], str] = field(default_factory=dict)

    def line(self, found: Opened) -> Line:
        """One dossier as a line, judged where it was not judged so before.

        A line depends on the row of the dossier, the day, the rules that judge it, and on who asks:
        the person, the roles that they hold or fill for others, the mandates given and had.
        """
        rules = found.dossier.rules or self._rules(found.dossier)
        key = ("line", self.on, rules, self.seat, self.delegations)
        return found.beside.kept(key, lambda: self._judged(found))

    def _rules(self, dossier: Dossier) -> str:
        """The digest of the rules that judge a dossier which has not been received."""
        named = (dossier.nomination.award, dossier.profile)
        if named not in self.digests:
            self.digests[named] = digest_of_rules(self.store, dossier, on=self.on)
        return self.digests[named]

    def _judged(self, row: Opened) -> Line:
        """One dossier as a line, judged now."""
        dossier = row.dossier
        followed = procedure_of(self.store, dossier)
        definition, asked = followed.definition, dossier.nomination
        ruling = ruling_on(self.store, dossier, on=self.on)
        case = case_of(followed, dossier, ruling)
        terms = terms_of(definition, case)
        waits = _awaited(self.store, row, followed)
        answers = answers_for_anybody(followed, dossier, ruling)
        moment = terms.moment(max([self.on, *known_days(case)]))
        found = (
            _Open(definition, case, by, answers, moment, waits).found()
            for by in self._people(dossier)
        )
        return Line(
            number=dossier.number,
            name=asked.nominee.name,
            award=asked.award,
            unit=asked.unit,
            year=asked.evidence.award_year,
            state=dossier.state,
            state_text=definition.state(dossier.state).text,
            last=last_day_of(definition, terms.readings, self.on),
            acts=_together(found),
            roles=tuple((one, definition.role(one).text) for one in sorted(waits.roles)),
            members=tuple(sorted(waits.members)),
        )

    def _people(self, dossier: Dossier) -> Iterator[workflow.Person]:
        """Who asks, as the workflow weighs people on this dossier: first as nobody but themselves.

        Then in the place of each who lets them; who acts, and for whom, count as one.
        """
        one, unit = self.seat.person, dossier.nomination.unit
        first = min(dossier.received_on or self.on, self.on)
        for giver in ("", *self.seat.givers(unit)):
            others = frozenset({giver} - {""})
            people = {one, *others}
            near = frozenset(each for who in people for each in relations_of(dossier, who))
            together = linked(frozenset(people), self.delegations, first=first, last=self.on)
            held = self.seat.roles_for(unit, giver)
            yield workflow.Person(one, held, near, others, together)


def _awaited(store: Reader, found: Opened, followed: Procedure) -> Awaited:
    """For whom a dossier waits: its row and what is pinned there say it, on any day."""
    dossier = found.dossier
    return found.beside.kept(
        "awaited",
        lambda: awaited_of(dossier, followed.definition, judging(store, dossier)),
    )


def _together(found: Iterable[tuple[OpenAct, ...]]) -> tuple[OpenAct, ...]:
    """The acts that are open to somebody in any capacity, each in the first of them."""
    every: dict[str, OpenAct] = {}
    for several in found:
        for one in several:
            every.setdefault(one.act, one)
    return tuple(sorted(every.values(), key=lambda one: not one.onward))


@dataclass(frozen=True, slots=True)
class _Open:
    """Which acts are open to somebody on a dossier, judged as an attempt would be."""

    definition: workflow.Definition
    case: workflow.Case
    by: workflow.Person
    answers: Mapping[str, Sequence[workflow.Answer]]
    moment: workflow.Moment
    waits: Awaited

    def found(self) -> tuple[OpenAct, ...]:
        """The open acts, in the order of the workflow."""
        state = self.definition.states[self.case.state]
        shared = self.definition.anywhere.items()
        here: list[tuple[str, workflow.Act | workflow.AnywhereAct]] = [*state.acts.items()]
        here += [(name, one) for name, one in shared if self._is_home(one)]
        found = (self._open(name, act) for name, act in here)
        return tuple(one for one in found if one is not None)

    def _is_home(self, act: workflow.AnywhereAct) -> bool:
        """Whether a shared act belongs to this state."""
        return self.case.state in act.from_

    def _open(self, name: str, act: workflow.Act | workflow.AnywhereAct) -> OpenAct | None:
        """An act as it is open to them; None where it is not."""
        roles = tuple(role for role in act.by if role in self.by.roles)
        if not roles or not self._may_vote(act, roles):
            return None
        answer = workflow.decide(
            self.definition,
            self.case,
            name,
            by=self.by,
            answers=self.answers,
            reason=name,
            moment=self.moment,
        )
        if isinstance(answer, workflow.Refusal) and any(
            one.id != NO_PAPER for one in answer.blockers
        ):
            return None
        ways = set(ways_of(self.definition, self.case.state, act).values())
        target = ways.pop() if len(ways) == 1 else None
        reasoned = act.reason == "required"
        onward, (giver,) = name in self.waits.acts, self.by.stands_for or ("",)
        return OpenAct(name, act.text, target, reasoned, roles, onward, giver)

    def _may_vote(self, act: workflow.Act | workflow.AnywhereAct, roles: Sequence[str]) -> bool:
        """Whether they are a member whose vote is awaited, where that is what the act is about.

        A vote is the member's own, and nobody casts it by mandate.
        """
        if act.ballot not in VOTING or not set(roles) <= voters(self.definition):
            return True
        return not self.by.stands_for and self.by.id in self.waits.members
