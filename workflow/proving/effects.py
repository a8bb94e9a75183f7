"""What one act does to a configuration, asked of the engine itself and remembered.

An act changes each mark that it does not look at in one of three ways: it sets it, takes it away,
or leaves it; so a try with none of them and a try with all of them tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from workflow.language.council import BallotRule
from workflow.language.definition import Act, AnywhereAct
from workflow.language.ways import PLAIN, leads_back
from workflow.proving.counting import OPENED, VOTED, Counted, papers_of, roll_of, sheet_of
from workflow.proving.shape import (
    BEFORE,
    EXHAUSTED,
    FEW_ROUNDS,
    NOBODY,
    STOPPED,
    Effect,
    Kept,
    Label,
    Place,
    Shape,
    World,
)
from workflow.running import preconditions
from workflow.running.ballot import Poll
from workflow.running.casting import Paper, after_paper
from workflow.running.course import taken
from workflow.running.outcome import Case, Moment, Running
from workflow.running.table import table_of
from workflow.terms.suspension import Ledger

EARLIER = date(2025, 3, 3)

DAY = timedelta(days=1)

NOW = EARLIER + 2 * DAY


def case_at(shape: Shape, world: World, place: Place, marks: int) -> Case:
    """A configuration as the engine knows it; its ballot is left to the act."""
    stops = Ledger().stop(EARLIER)
    return Case(
        state=place.state,
        sender=place.sender,
        settings=world.settings,
        marks=shape.names(marks),
        kept=dict(place.kept),
        times=dict(place.times),
        clocks={
            name: Running(EARLIER, stops if phase > STOPPED else Ledger())
            for name, phase in place.clocks
        },
        poll=opened(world, shape, place) if place.poll else None,
        held=place.held,
    )


def opened(world: World, shape: Shape, place: Place) -> Poll:
    """A ballot that is open in a place, or that waits there for the dossier to come back."""
    home = place.state if place.state in world.ballots else place.sender
    rule = shape.definition.states[home or place.state].ballot
    least = 1 if rule is None else _size(shape, world, rule)
    return after_paper(None, roll_of(least), secret=False, held=place.held)


def effects(shape: Shape, world: World, place: Place, name: str, seen: int) -> tuple[Effect, ...]:
    """Everything that an act can do in a place; nothing where limits, ballots or clocks close it.

    Args:
        shape: the definition.
        world: the settings.
        place: where the act is done.
        name: the act.
        seen: those of the marks that the state reckons with.
    """
    act = shape.named[place.state, name]
    seen &= shape.looked_at[place.state, name]
    ways = 0 if act.ballot is None else id(world.ballots.get(place.state))
    tasks = None if act.completes is act.fails is None else world.tasks
    key = (place, name, seen, tasks, world.clocks, ways)
    if key not in shape.memory:
        shape.memory[key] = tuple(dict.fromkeys(_effects(shape, world, place, name, seen)))
    return shape.memory[key]


def _effects(shape: Shape, world: World, place: Place, name: str, seen: int) -> Iterator[Effect]:
    """Everything that an act can do in a place, each way tried with each change that matters."""
    act = shape.named[place.state, name]
    landings = table_of(shape.definition).landings
    if leads_back(act) and (place.state, name, PLAIN, place.sender) not in landings:
        return
    fewest = case_at(shape, world, place, seen)
    most = replace(fewest, marks=fewest.marks | shape.names(~shape.looked_at[place.state, name]))
    for poll, paper, counted in _ballots(shape, world, place, act):
        if poll is not None:
            fewest, most = replace(fewest, poll=poll), replace(most, poll=poll)
        if _is_closed(shape, place, name, act, fewest, paper):
            continue
        for changed in _changes(place.kept):
            one = _tried(shape, place, (fewest, most), name, paper, changed, counted)
            yield from _with_rounds(shape, place, one)


def _ballots(
    shape: Shape, world: World, place: Place, act: Act | AnywhereAct
) -> Iterator[tuple[Poll | None, Paper | None, Counted | None]]:
    """What can come with an act: for a ballot, one paper for each result; else nothing.

    Each is the ballot before it (None leaves that of the place), the paper and the count.
    """
    rule = shape.definition.states[place.state].ballot
    if act.ballot is None or rule is None or act.ballot == "expire":
        yield None, None, None
        return
    if place.state not in world.ballots:
        return
    size = _size(shape, world, rule)
    if act.ballot == "open":
        yield None, roll_of(size), None
        return
    if act.ballot == "recuse":
        yield None, papers_of(rule, Counted(size, recused=1))[0][0], None
        return
    step = (act.ballot, 0 if act.ballot == "count" else place.poll)
    for counted in world.ballots[place.state].get(step, {}).values():
        yield *_cast(rule, act, counted, place), counted


def _cast(
    rule: BallotRule, act: Act | AnywhereAct, counted: Counted, place: Place
) -> tuple[Poll | None, Paper | None]:
    """A ballot before the act that brings it to a count, and the paper of that act."""
    if act.ballot == "count":
        return None, sheet_of(rule, counted)
    roll = roll_of(counted.members, chair=counted.chair is not None)
    poll = after_paper(None, roll, secret=rule.secret, held=place.held)
    aside, votes = papers_of(rule, counted)
    last = votes[-1] if act.ballot == "vote" else None
    papers: tuple[Paper, ...] = (*aside, *(votes[:-1] if last else votes))
    for paper in papers:
        poll = after_paper(poll, paper, secret=rule.secret)
    return poll, last


def _is_closed(
    shape: Shape,
    place: Place,
    name: str,
    act: Act | AnywhereAct,
    case: Case,
    paper: Paper | None,
) -> bool:
    """Whether a limit, the ballot or a clock stands in the way; marks and settings were asked."""
    definition = shape.definition
    moment = Moment(NOW, dict(_dues(shape, place)))
    found = (
        preconditions.of_times(name, act, case),
        preconditions.of_ballot(definition, act, case, paper),
        preconditions.of_clocks(definition, name, act, case, moment),
    )
    return any(next(one, None) is not None for one in found)


def _dues(shape: Shape, place: Place) -> Iterator[tuple[str, date]]:
    """The last day of each clock that runs, past where it may be."""
    for clock, phase in place.clocks:
        if phase <= STOPPED:
            in_time = phase == BEFORE and clock in shape.timed
            yield clock, NOW + DAY if in_time else NOW - DAY


def _changes(kept: Kept) -> Iterator[frozenset[str]]:
    """Changes of the dossier that void different marks, the smallest first."""
    seen = {NOBODY: NOBODY}
    for part in sorted({part for _, parts in kept for part in parts}):
        for changed in list(seen.values()):
            more = changed | {part}
            seen.setdefault(frozenset(mark for mark, parts in kept if parts & more), more)
    yield from seen.values()


def _tried(
    shape: Shape,
    place: Place,
    cases: tuple[Case, Case],
    name: str,
    paper: Paper | None,
    changed: frozenset[str],
    counted: Counted | None,
) -> Effect:
    """What the engine makes of an act, with the fewest and with the most marks."""
    fewest, most = (
        taken(shape.definition, one, name, by=NOBODY, on=NOW, paper=paper, changed=changed)
        for one in cases
    )
    assert fewest is not None, "what nothing closes has a way"
    assert most is not None, "what nothing closes has a way"
    after = _place(shape, place, fewest.case)
    assert after == _place(shape, place, most.case), "marks that are not watched lead nowhere"
    new = shape.as_bits(fewest.case.marks)
    stay = shape.as_bits(most.case.marks) & ~new & ~shape.looked_at[place.state, name]
    return Effect(Label(name, fewest.way, changed, counted), after, stay, new)


def _with_rounds(shape: Shape, before: Place, effect: Effect) -> Iterator[Effect]:
    """An effect; where it ends one of many rounds of a ballot, once as the last and once as not."""
    rule = shape.definition.states[before.state].ballot
    ended = rule is not None and effect.place.held > before.held
    if not ended or rule is None or rule.rounds <= FEW_ROUNDS or effect.place.held == 0:
        yield effect
        return
    for held in (0, EXHAUSTED):
        yield replace(effect, place=replace(effect.place, held=held))


def _place(shape: Shape, before: Place, case: Case) -> Place:
    """Where the engine says a dossier stands, in the words of this module."""
    said = dict(before.clocks)
    poll = 0
    if case.poll is not None:
        poll = VOTED if case.poll.voted else OPENED
        poll = max(poll, before.poll)
    kept = ((mark, parts) for mark, parts in case.kept.items() if parts and mark in shape.bits)
    return Place(
        state=case.state,
        sender=case.sender,
        kept=tuple(sorted(kept)),
        poll=poll,
        held=min(case.held, EXHAUSTED),
        clocks=tuple((name, _phase(one, said.get(name))) for name, one in case.clocks.items()),
        times=tuple(sorted(case.times.items())),
    )


def _phase(running: Running, before: int | None) -> int:
    """What a clock says after an act: started anew, or what it said, stopped or not."""
    if running.since == NOW or before is None:
        return BEFORE
    said = before - STOPPED if before > STOPPED else before
    return said + STOPPED if running.stops.open is not None else said


def _size(shape: Shape, world: World, rule: BallotRule) -> int:
    """How many members vote."""
    return world.members.get(rule.body, shape.definition.bodies[rule.body].least)
