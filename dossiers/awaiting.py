"""For whom a dossier waits: the roles that can bring it on, and members who have not voted.

Bringing on is what leads nearer to the grant, or in a workflow without one to a decision.  Where
such an act is open, it waits for whoever may do it; where something is in the way, for whoever can
cure that here: count a ballot, do a task, answer a question, bring a paper.  Where nobody can cure
it here, for whoever can send it to where it can be cured.  Of an open ballot it waits for the
members who may vote and have not, and for whoever closes it as soon as no vote can change it.

Who may end a dossier, suspend or return it though it could go on, is not waited for.

    >>> from dossiers.rulebook import procedure
    >>> definition = procedure().definition
    >>> sorted(awaited(definition, workflow.Case("draft")).roles)
    ['unit_clerk']
    >>> poll = workflow.Poll(members=frozenset({"an", "binh", "chi"}), voted=frozenset({"an"}))
    >>> case = workflow.Case("council_review", settings={"ballot": "unit"}, poll=poll)
    >>> found = awaited(definition, case)
    >>> sorted(found.roles), sorted(found.members)
    (['council_member'], ['binh', 'chi'])

Invariants:

* the same dossier gives the same answer on any day; neither a clock nor a person is asked;
* dossiers that stand alike wait for the same, which is worked out once for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

import workflow
from texts import Text
from workflow.language.ways import leads_back, ways_of
from workflow.running.course import holds

CLOSED = "closed"
DECIDED = "decided"
PASSED = "passed"
VOTING = frozenset({"vote", "recuse"})
FAR = 1_000
"""Stands for the way to a goal that cannot be reached."""

PERSONAL = frozenset({"role", "reason", "same_person", "relation", "mandate", "clock"})
"""What is in the way of one person or on one day, and not of the dossier."""

NO_PAPER = "no-paper"
YES = Text(vi="không hỏi", en="not asked")

Answers = Mapping[str, Sequence[workflow.Answer]]
Named = tuple[str, workflow.Act]
"""An act of a state with its id."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """For whom a dossier waits.

    Attributes:
        roles: the ids of roles, those of the program not among them.
        members: the ids of members whose vote is awaited.
        acts: the acts by which they bring it on or may cure what is in the way.
    """

    roles: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()


class _Granted(Mapping[str, Sequence[workflow.Answer]]):
    """Every requirement answered with yes, for a dossier that no rules judge yet."""

    def __getitem__(self, name: str) -> Sequence[workflow.Answer]:
        return (workflow.Answer(name, met=True, text=YES),)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def awaited(
    definition: workflow.Definition,
    case: workflow.Case,
    answers: Answers | None = None,
    by_ballot: frozenset[str] = frozenset(),
) -> Awaited:
    """For whom a dossier waits that stands so.

    Args:
        definition: the workflow that it follows.
        case: where it stands.
        answers: for each requirement the findings on it; None takes all of them as met.
        by_ballot: the findings that the count of the ballot held here will settle.

    Raises:
        workflow.UnknownStateError: the workflow has no such state.
    """
    definition.state(case.state)
    if case.poll is not None:  # its members are people, of whom hardly two ballots have the same
        given = _Granted() if answers is None else answers
        return _Waiting(definition, case, given, by_ballot).found()
    known = None if answers is None else _known(definition, case.state, answers)
    return _found(definition, _Place.of(case), known, by_ballot)


Known = tuple[tuple[str, tuple[tuple[str, bool | None, tuple[str, ...]], ...]], ...]
"""For each requirement its findings: id, whether it is met, and who can cure it."""


class _Place(NamedTuple):
    """Of where a dossier stands, what decides for whom it waits; no day and no person does."""

    state: str
    sender: str | None
    settings: frozenset[tuple[str, str]]
    marks: frozenset[str]
    times: frozenset[tuple[str, int]]
    held: int

    @classmethod
    def of(cls, case: workflow.Case) -> _Place:
        """Where a dossier stands that has no open ballot."""
        settings, times = frozenset(case.settings.items()), frozenset(case.times.items())
        return cls(case.state, case.sender, settings, case.marks, times, case.held)

    @property
    def case(self) -> workflow.Case:
        """A dossier that stands there, and of which nothing else is known."""
        return workflow.Case(
            self.state,
            sender=self.sender,
            settings=dict(self.settings),
            marks=self.marks,
            times=dict(self.times),
            held=self.held,
        )


@lru_cache(maxsize=4_096)
def _found(
    definition: workflow.Definition,
    place: _Place,
    known: Known | None,
    by_ballot: frozenset[str],
) -> Awaited:
    """For whom dossiers wait that stand so, and of which so much is known."""
    answers: Answers = _Granted()
    if known is not None:
        answers = {
            name: tuple(workflow.Answer(one, met, YES, cured_by=by) for one, met, by in found)
            for name, found in known
        }
    return _Waiting(definition, place.case, answers, by_ballot).found()


def _known(definition: workflow.Definition, state: str, answers: Answers) -> Known:
    """What the answers to the requirements of a state come to."""
    return tuple(
        (name, tuple((one.id, one.met, one.cured_by) for one in answers.get(name, ())))
        for name in _needs(definition, state)
    )


@lru_cache(maxsize=1_024)
def _needs(definition: workflow.Definition, state: str) -> tuple[str, ...]:
    """The requirements of the acts of a state."""
    acts = definition.states[state].acts.values()
    return tuple(sorted({need for act in acts for need in act.needs}))


@lru_cache(maxsize=64)
def voters(definition: workflow.Definition) -> frozenset[str]:
    """The roles that do nothing but vote or stand aside; of them, members are waited for by id.

    >>> from dossiers.rulebook import procedure
    >>> sorted(voters(procedure().definition))
    ['council_member']
    """
    every = [(role, act.ballot in VOTING) for _, _, act in definition.doings() for role in act.by]
    others = {role for role, votes in every if not votes}
    return frozenset(role for role, _ in every if role not in others)


@dataclass(slots=True)
class _Waiting:
    """The way from where a dossier stands to those it waits for."""

    definition: workflow.Definition
    case: workflow.Case
    answers: Answers
    by_ballot: frozenset[str]
    roles: set[str] = field(default_factory=set)
    members: set[str] = field(default_factory=set)
    acts: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)

    def found(self) -> Awaited:
        """Everybody that is waited for."""
        for one in self._leading():
            self._of(one)
        if not self.roles and not self.members and self.state.end is None:
            self._for(self._elsewhere())
        programs = {name for name, role in self.definition.roles.items() if role.program}
        people = frozenset(self.roles - programs)
        return Awaited(people, frozenset(self.members), frozenset(self.acts))

    @property
    def state(self) -> workflow.State:
        """The state that the dossier is in."""
        return self.definition.states[self.case.state]

    def _acts(self) -> Iterator[Named]:
        """The acts of the state, without those that are not asked of this dossier."""
        for name, act in self.state.acts.items():
            if holds(act.when, self.case.settings) is not False:
                yield name, act

    def _targets(self, act: workflow.Act) -> set[str]:
        """The other states to which an act can lead."""
        found = ways_of(self.definition, self.case.state, act).values()
        return {self.case.sender or "" if one is None else one for one in found} - {self.case.state}

    def _leading(self) -> list[Named]:
        """The acts that bring the dossier on."""
        if self.state.end is not None:
            return [one for one in self._acts() if self._goes_on_after(one[1])]
        ways = _ways(self.definition, frozenset(self.case.settings.items()))
        here = ways.get(self.case.state, FAR)
        return [
            (name, act)
            for name, act in self._acts()
            if leads_back(act) or any(ways.get(one, FAR) < here for one in self._targets(act))
        ]

    def _goes_on_after(self, act: workflow.Act) -> bool:
        """Whether an act carries out a decision, and does not undo it."""
        ends = [self.definition.states[one] for one in self._targets(act)]
        return any(one.end == DECIDED and one.grants == self.state.grants for one in ends)

    def _of(self, one: Named) -> None:
        """Wait for whoever may do an act, or can cure what is in its way."""
        name, act = one
        if act.ballot is not None:
            self._of_ballot()
        elif act.completes is None or not self._is_done(act.completes):
            self._of_act(name, act)

    def _of_act(self, name: str, act: workflow.Act) -> None:
        """The same for an act that is not yet done, once."""
        if name in self.asked:
            return
        self.asked.add(name)
        hindrances = self._in_the_way(name, act)
        if not hindrances:
            self._for([(name, act)])
        for one in hindrances:
            self._cured(one)

    def _in_the_way(self, name: str, act: workflow.Act) -> list[workflow.Blocker]:
        """What is in the way of an act, whoever does it."""
        by = workflow.Person("", frozenset(act.by))
        answer = workflow.decide(
            self.definition, self.case, name, by=by, answers=self.answers, reason=name
        )
        found = answer.blockers if isinstance(answer, workflow.Refusal) else ()
        return [one for one in found if one.kind not in PERSONAL and one.id != NO_PAPER]

    def _cured(self, one: workflow.Blocker) -> None:
        """Wait for whoever can cure something here."""
        if one.kind == "mark":
            self._of_mark(one.id)
        elif not (one.id in self.by_ballot and self._is_ballot_missing()):
            self._for(self._cures(frozenset(one.cured_by)), only=frozenset(one.cured_by))

    def _of_mark(self, mark: str) -> None:
        """Wait for whoever can set a mark here."""
        home, part = self.definition.derived_marks.get(mark, ("", ""))
        if home == self.case.state and part == PASSED:
            self._of_ballot()
        for name, act in self._acts():
            if (home == self.case.state and act.completes == part) or mark in act.marks:
                self._of_act(name, act)

    def _is_done(self, task: str) -> bool:
        """Whether a task of this state is done."""
        return f"{self.case.state}.{task}" in self.case.marks

    def _is_ballot_missing(self) -> bool:
        """Whether a ballot is held here that has not passed."""
        rule = self.state.ballot
        asked = rule is not None and holds(rule.when, self.case.settings) is not False
        return asked and f"{self.case.state}.{PASSED}" not in self.case.marks

    def _of_ballot(self) -> None:
        """Wait for whoever can hold the ballot, vote in it or close it."""
        if not self._is_ballot_missing():
            return
        if self.case.poll is None:
            self._by_kind("open", "count")
            return
        waiting = self._not_voted(self.case.poll)
        self.members.update(waiting)
        if waiting:
            voting = [(name, act) for name, act in self._acts() if act.ballot in VOTING]
            self._for(voting, only=self._voting_roles())
        if not waiting or self._is_decided(self.case.poll, len(waiting)):
            self._by_kind("close")

    def _not_voted(self, poll: workflow.Poll) -> frozenset[str]:
        """The members who may vote and have not."""
        return poll.members - poll.voted - poll.recused.keys() - poll.barred

    def _is_decided(self, poll: workflow.Poll, waiting: int) -> bool:
        """Whether no vote still outstanding can change the result."""
        rule = self.state.ballot
        assert rule is not None, "a poll belongs to a ballot"
        tally = replace(workflow.tally_of(rule, poll), open=waiting)
        body = self.definition.bodies[rule.body]
        return workflow.decided(rule, body, tally, self.case.settings) is not None

    def _voting_roles(self) -> frozenset[str]:
        """The roles that vote here, without those that only record a vote."""
        voting = {role for _, act in self._acts() if act.ballot == "vote" for role in act.by}
        return frozenset(voting & voters(self.definition)) or frozenset(voting)

    def _by_kind(self, *kinds: str) -> None:
        """Wait for whoever may do what is asked of a ballot."""
        for name, act in self._acts():
            if act.ballot in kinds:
                self._of_act(name, act)

    def _cures(self, roles: frozenset[str]) -> list[Named]:
        """The acts with which these roles may cure something here: those that stay, or else any."""
        here = [one for one in self._acts() if roles.intersection(one[1].by)]
        return [one for one in here if not self._targets(one[1])] or here

    def _elsewhere(self) -> Iterator[Named]:
        """The acts that send a dossier to where it can be cured; ending it is none of them."""
        for name, act in self._acts():
            targets = [self.definition.states[one] for one in self._targets(act) if one]
            if any(one.end is None for one in targets):
                yield name, act

    def _for(self, acts: Iterable[Named], only: frozenset[str] | None = None) -> None:
        """Wait for whoever may do one of these acts, or for those of them that are meant."""
        for name, act in acts:
            self.acts.add(name)
            self.roles.update(role for role in act.by if only is None or role in only)


@lru_cache(maxsize=1_024)
def _ways(
    definition: workflow.Definition, settings: frozenset[tuple[str, str]]
) -> Mapping[str, int]:
    """For each state how many acts it is from the grant, or without one from a decision."""
    steps = list(_steps(definition, dict(settings)))
    goals = {name for name, one in definition.states.items() if one.grants}
    sources = {source for source, target in steps if target in goals and source not in goals}
    if not sources:
        goals = {name for name, one in definition.states.items() if one.end == DECIDED}
    far = dict.fromkeys(goals, 0)
    frontier, away = goals, 0
    while frontier:
        away += 1
        frontier = {source for source, target in steps if target in frontier} - far.keys()
        far |= dict.fromkeys(frontier, away)
    return far


def _steps(
    definition: workflow.Definition, settings: Mapping[str, str]
) -> Iterator[tuple[str, str | None]]:
    """Every step that an act of its state can take, and does not undo a decision."""
    for name, state in definition.states.items():
        if state.end is not None:
            continue
        for act in state.acts.values():
            if holds(act.when, settings) is not False:
                targets = ways_of(definition, name, act).values()
                yield from ((name, one) for one in targets if one not in {None, name})
