"""Where a dossier stands after an act: the one function that both deciding and replaying fold with.

    >>> from workflow import read, shipped
    >>> from workflow.running.outcome import Case
    >>> definition = read(shipped("provincial-award"), file="provincial-award.yaml")
    >>> step = taken(definition, Case("draft"), "submit", by=frozenset({"an"}))
    >>> step.case.state, dict(step.case.done_by)
    ('council_review', {'submit': frozenset({'an'})})

It asks neither roles nor requirements; whether an act may be done is
`workflow.running.machine`'s to say. Given the same case, act and paper it comes to the same
case, years later and in any order of keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from workflow.language.clocks import ClockRule
from workflow.language.council import RESULTS, BallotRule, Result
from workflow.language.definition import Act, AnywhereAct, Definition, Kept, State
from workflow.language.naming import When
from workflow.language.ways import (
    JOINED,
    OTHERWISE,
    PLAIN,
    STAY,
    landing,
    leads_back,
    returning_states,
    ways_of,
)
from workflow.running.ballot import Poll, decided, result, tally_of
from workflow.running.casting import KIND, Paper, after_paper
from workflow.running.outcome import Case, Running
from workflow.running.stay import held_in, home_of

FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken.

    Attributes:
        way: which of the ways of the act it went.
        result: how a ballot ended by it.
        case: where the dossier stands now.
    """

    way: str
    result: Result | None
    case: Case


def taken(
    definition: Definition,
    case: Case,
    act: str,
    *,
    by: frozenset[str],
    on: date | None = None,
    paper: Paper | None = None,
    changed: frozenset[str] = frozenset(),
) -> Taken | None:
    """The step that an act takes from here; None when there is no way from here.

    Args:
        definition: the workflow of the dossier.
        case: where it stands.
        act: what is done.
        by: who does it, and for whom.
        on: the day; None leaves clocks alone.
        paper: what comes with an act on a ballot.
        changed: the parts of the dossier that the act changes.
    """
    straight = _straights(definition).get((case.state, act))
    if straight is not None:
        return _straight_on(definition, case, act, straight, by=by, on=on, changed=changed)
    found = acts_here(definition).get((case.state, act))
    if found is None:
        return None
    return _by_way(definition, case, act, found, by=by, on=on, paper=paper, changed=changed)


def _by_way(
    definition: Definition,
    case: Case,
    act: str,
    found: Act | AnywhereAct,
    *,
    by: frozenset[str],
    on: date | None,
    paper: Paper | None,
    changed: frozenset[str],
) -> Taken | None:
    """The step of any act: which way it goes, and all that follows from it."""
    state = definition.states[case.state]
    ballot = _balloted(definition, state, found, case, paper)
    way = _way(state, found, case, ballot)
    target = ways_of(definition, case.state, found).get(way, case.state)
    target = case.sender if target is None else target
    if target is None:
        return None
    ended: Result | None = ballot.result if way not in {PLAIN, STAY} else None
    after = _marked(definition, case, found, ballot=ballot, ended=ended, changed=changed)
    after = _arrived(definition, case, after, found, target)
    after = _done(after, act, found, by)
    return Taken(way, ended, replace(after, clocks=clocks_after(definition, case, act, target, on)))


@dataclass(frozen=True, slots=True)
class _Straight:
    """An act with one way and no ballot, task, return or limit; most acts are of this kind.

    What it does is known before any dossier comes, so its step is one look-up and one new case;
    that it is the step of `_by_way` is tested.
    """

    target: str
    stays: bool
    remembers: bool
    marks: frozenset[str]
    unmarks: frozenset[str]


@lru_cache(maxsize=64)
def _straights(definition: Definition) -> Mapping[tuple[str, str], _Straight]:
    """The straight acts, by state and act."""
    found = {}
    for (state, name), act in acts_here(definition).items():
        ways = ways_of(definition, state, act)
        target = ways.get(PLAIN)
        special = (act.ballot, act.completes, act.fails, act.keeps, act.at_most)
        if target is None or len(ways) > 1 or any(one is not None for one in special):
            continue
        remembers = target in returning_states(definition)
        forgets = target != state and not remembers
        derived = definition.derived_marks.items() if forgets else ()
        gone = frozenset((*act.unmarks, *(mark for mark, (home, _) in derived if home == target)))
        marks = frozenset(act.marks) - gone
        found[state, name] = _Straight(target, target == state, remembers, marks, gone)
    return found


def _straight_on(
    definition: Definition,
    case: Case,
    act: str,
    straight: _Straight,
    *,
    by: frozenset[str],
    on: date | None,
    changed: frozenset[str],
) -> Taken:
    """The step of a straight act."""
    marks, held = case.marks, case.held
    if straight.marks or straight.unmarks or case.kept:
        voided = [mark for mark, parts in case.kept.items() if parts & changed]
        marks = (marks | straight.marks) - straight.unmarks.union(voided)
        held = held_in(definition, case, frozenset(voided))
    same = straight.stays or straight.remembers
    sender = None
    if straight.remembers:
        sender = case.sender if straight.stays else case.state
    done = case.done_by.get(act)
    clocks = case.clocks
    if on is not None and definition.clocks:
        clocks = clocks_after(definition, case, act, straight.target, on)
    after = Case(
        straight.target,
        sender,
        {**case.done_by, act: by if done is None else done | by},
        case.settings,
        marks,
        case.kept if same else {},
        case.times,
        clocks,
        case.poll if same else None,
        held if same else 0,
    )
    return Taken(PLAIN, None, after)


@lru_cache(maxsize=64)
def acts_here(definition: Definition) -> Mapping[tuple[str, str], Act | AnywhereAct]:
    """What an act says in a state, by state and act."""
    return {(state, name): act for state, name, act in definition.doings()}


def is_asked(definition: Definition, mark: str, settings: Mapping[str, str]) -> bool:
    """Whether a mark can be asked of a dossier: not that of a ballot or task it does not have.

    Where a setting is not known the mark is asked, for silence opens nothing.
    """
    if mark not in definition.derived_marks:
        return True
    home, part = definition.derived_marks[mark]
    state = definition.states[home]
    task = state.tasks.get(part.removesuffix(f".{FAILED}"))
    when = task.when if task is not None else state.ballot.when if state.ballot else {}
    return holds(when, settings) is not False


def holds(when: When, settings: Mapping[str, str]) -> bool | None:
    """Whether something is asked under these settings; None where one of them is not known."""
    known = [settings[name] in values for name, values in when.items() if name in settings]
    if not all(known):
        return False
    return True if len(known) == len(when) else None


@dataclass(frozen=True, slots=True)
class _Balloted:
    """The ballot of the state after the act: the poll, and how it ended if it did."""

    poll: Poll | None
    result: Result | None


def _balloted(
    definition: Definition, state: State, act: Act | AnywhereAct, case: Case, paper: Paper | None
) -> _Balloted:
    """What an act does with the ballot of its state."""
    if state.ballot is None or act.ballot is None:
        return _Balloted(case.poll, None)
    if act.ballot == "expire":
        return _Balloted(case.poll, "expired")
    rule = state.ballot
    poll = case.poll
    if paper is not None and isinstance(paper, KIND.get(act.ballot, ())):
        poll = after_paper(poll, paper, secret=rule.secret, held=case.held)
    return _Balloted(poll, _ended(definition, rule, act, poll, case))


def _ended(
    definition: Definition,
    rule: BallotRule,
    act: Act | AnywhereAct,
    poll: Poll | None,
    case: Case,
) -> Result | None:
    """How the ballot ends by this act; None while it goes on."""
    if poll is None:
        return None
    body = definition.bodies[rule.body]
    tally = tally_of(rule, poll)
    if act.ballot in {"close", "count"}:
        return result(rule, body, tally, case.settings)
    if act.ballot == "vote" and rule.close == "when_decided":
        return decided(rule, body, tally, case.settings)
    return None


def _way(state: State, act: Act | AnywhereAct, case: Case, ballot: _Balloted) -> str:
    """Which of its ways an act goes."""
    if act.ballot is not None:
        return ballot.result or STAY
    if act.completes is not None or act.fails is not None:
        return _joined(state, act, case)
    return PLAIN


def _joined(state: State, act: Act | AnywhereAct, case: Case) -> str:
    """Whether the tasks of the state are enough now, can no longer be, or neither."""
    asked = frozenset(
        task for task, one in state.tasks.items() if holds(one.when, case.settings) is not False
    )
    completed = asked & {act.completes}
    ended = asked & {act.fails}
    done = {task for task in asked if f"{case.state}.{task}" in case.marks} - ended | completed
    failed = {task for task in asked if f"{case.state}.{task}.{FAILED}" in case.marks}
    failed = failed - completed | ended
    need = needed_of(state, len(asked))
    if len(done) >= need:
        return JOINED
    return OTHERWISE if len(asked) - len(failed) < need else STAY


def needed_of(state: State, asked: int) -> int:
    """How many of the tasks asked have to be done before the state is left."""
    assert state.join is not None, "tasks have a join; the checks of the file see to it"
    when = state.join.when
    return {"all": asked, "any": 1}.get(when) or min(int(when) if when.isdigit() else asked, asked)


def _marked(
    definition: Definition,
    case: Case,
    act: Act | AnywhereAct,
    *,
    ballot: _Balloted,
    ended: Result | None,
    changed: frozenset[str],
) -> Case:
    """The case with the marks that the act sets and takes away, and the poll after it."""
    state = case.state
    marks = (set(case.marks) | set(act.marks)) - set(act.unmarks)
    if act.completes is not None:
        marks = (marks | {f"{state}.{act.completes}"}) - {f"{state}.{act.completes}.{FAILED}"}
    if act.fails is not None:
        marks = (marks | {f"{state}.{act.fails}.{FAILED}"}) - {f"{state}.{act.fails}"}
    if ended is not None:
        marks = (marks - {f"{state}.{one}" for one in RESULTS}) | {f"{state}.{ended}"}
    voided = frozenset(mark for mark, parts in case.kept.items() if parts & changed)
    marks -= voided
    return replace(
        case,
        marks=frozenset(marks),
        poll=None if ended is not None else ballot.poll,
        held=held_in(definition, case, voided) + (1 if ended is not None else 0),
    )


def _arrived(
    definition: Definition, before: Case, case: Case, act: Act | AnywhereAct, target: str
) -> Case:
    """The case in its new state: what it remembers of where it came from, and what it forgets."""
    target, sender = landing(definition, before.state, target, before.sender)
    if act.keeps is not None:
        case = _returned(definition, case, act.keeps)
    if target == before.state:
        return replace(case, sender=sender)
    if leads_back(act):
        return replace(case, state=target, sender=sender, kept={})
    if target in returning_states(definition):
        return replace(case, state=target, sender=sender)
    own = {mark for mark, (home, _) in definition.derived_marks.items() if home == target}
    kept = case.kept if act.keeps is not None else {}
    fresh = replace(case, marks=case.marks - own, poll=None, held=0, kept=kept)
    return replace(fresh, state=target, sender=sender)


def _returned(definition: Definition, case: Case, keeps: Mapping[str, Kept]) -> Case:
    """The case of a dossier that is returned: without its open ballot, and with the marks kept.

    Milestones stay; of the marks of ballots and tasks, only those that the act keeps.  Where the
    result of the ballot is not kept, coming back begins a new stay, with all its rounds.
    """
    lost = {mark for mark in case.marks if mark in definition.derived_marks and mark not in keeps}
    marks = case.marks - lost
    kept = {mark: frozenset(one.unless_changed) for mark, one in keeps.items() if mark in marks}
    home = home_of(definition, case)
    stays = any(f"{home}.{one}" in marks for one in RESULTS)
    return replace(case, marks=marks, kept=kept, poll=None, held=case.held if stays else 0)


def _done(case: Case, act: str, found: Act | AnywhereAct, by: frozenset[str]) -> Case:
    """The case that knows who has done the act, and how many times where that is limited."""
    done = case.done_by.get(act, frozenset()) | by
    times = case.times
    if found.at_most is not None:
        times = {**times, act: times.get(act, 0) + 1}
    return replace(case, done_by={**case.done_by, act: done}, times=times)


def clocks_after(
    definition: Definition, case: Case, act: str, target: str, on: date | None
) -> Mapping[str, Running]:
    """The clocks after an act: started, going on, standing still or over.

    Of the case only its state, its settings and its clocks are looked at.

    Args:
        definition: the workflow of the dossier.
        case: where it stood before.
        act: what is done.
        target: where that leads.
        on: the day; None leaves clocks alone.

    Raises:
        ClockBackwardsError: the act comes before one that was done already.
    """
    if on is None or not definition.clocks:
        return case.clocks
    found = {
        name: _clock(rule, case, name, act, target, on) for name, rule in definition.clocks.items()
    }
    return {name: running for name, running in found.items() if running is not None}


def _clock(
    rule: ClockRule, case: Case, name: str, act: str, target: str, on: date
) -> Running | None:
    """One clock after the act; None when it does not run.

    It stands still from the day of the act that stops it to the day before the one that lets it
    run again (`workflow.terms.suspension`).

    Raises:
        ClockBackwardsError: the act comes before one that was done already.
    """
    ended = act == rule.outcome and case.state in rule.runs_in
    if ended or holds(rule.when, case.settings) is False:
        return None
    if act in rule.starts and target in rule.runs_in:
        return Running(on)
    running = case.clocks.get(name)
    if running is None or target not in (*rule.runs_in, *rule.stops_in):
        return None
    stands = running.stops.open is not None
    if target in rule.stops_in and not stands:
        return replace(running, stops=running.stops.stop(on))
    if target in rule.runs_in and stands:
        return replace(running, stops=running.stops.resume(on))
    return running
