"""A forecast: dossiers sent through a workflow by given rates, and how long they take.

Each dossier takes real steps (`workflow.running.course.taken`), so what is closed to a dossier
is closed here: settings, marks, limits, the results of ballots and the ends of clocks are those
of the workflow.  What people decide is drawn by the rates: which of the open acts comes next,
how many days it takes, how each member votes.  Requirements are taken as met and people as
allowed, for the share of an act says how often that comes about.

    >>> from workflow import read, shipped
    >>> from workflow.forecasting.rates import read_rates
    >>> definition = read(shipped("rules-publication"), file="rules-publication.yaml")
    >>> rates = read_rates(EXAMPLE, file="rates.yaml", definition=definition)
    >>> forecast = simulate(definition, rates, dossiers=200, seed=7)
    >>> dict(forecast.ends), forecast.bottleneck
    ({'published': 200}, 'draft')

Invariants:

* the same workflow, rates, seed and calendar give the same forecast, and the first hundred
  dossiers of two hundred are the hundred of one hundred;
* no walk has more than `MOST_ACTS` acts; one that would is told as not ended, never cut silently;
* days are elapsed calendar days, whatever unit the rates are in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from random import Random

from workflow.forecasting.forecast import (
    ENDED,
    PAST_CALENDAR,
    STUCK,
    TOO_LONG,
    Forecast,
    Walk,
    summed,
)
from workflow.forecasting.rates import Council, Rate, Rates, settings_of
from workflow.language.definition import Act, AnywhereAct, Definition
from workflow.language.ways import returning_states
from workflow.running import clock, preconditions
from workflow.running.ballot import Sheet
from workflow.running.casting import Paper, Roll, Vote
from workflow.running.course import acts_here, taken
from workflow.running.outcome import Case
from workflow.terms.calendar import Calendar, shipped_calendar
from workflow.terms.clock_errors import OutsideCalendarError
from workflow.terms.term import Due, Term, due

EXAMPLE = """\
kind: rates/v1
workflow: rules-publication
text: {vi: Ví dụ hư cấu, en: A fictional example}
starts_on: 2026-03-02
acts:
  draft: {propose_rules: {share: 100, least: 5, likely: 8, most: 20}}
  proposed: {publish: {share: 100, least: 1, likely: 2, most: 3}}
"""
"""The smallest file that says everything needed of one workflow."""

CALENDAR = "vn-working-days"
MOST_ACTS = 500
"""Acts of one walk."""

MOST_DOSSIERS = 100_000
DAY = timedelta(days=1)
HUNDRED = 100


@dataclass(slots=True)
class _Going:
    """A walk under way; it changes as it goes and is nobody else's."""

    case: Case
    on: date
    days: Counter[str] = field(default_factory=Counter)
    returns: Counter[str] = field(default_factory=Counter)
    acts: int = 0


@dataclass(frozen=True, slots=True)
class _World:
    """What is the same for all walks."""

    definition: Definition
    rates: Rates
    calendar: Calendar


def simulate(
    definition: Definition,
    rates: Rates,
    *,
    dossiers: int,
    seed: int,
    calendar: Calendar | None = None,
) -> Forecast:
    """Send dossiers through a workflow and sum up.

    Args:
        definition: the workflow.
        rates: what is expected, read for this workflow.
        dossiers: how many, from 1 to `MOST_DOSSIERS`.
        seed: where the draws begin.
        calendar: which days are worked; None for the shipped one that the workflow names.
    """
    days = calendar or shipped_calendar(definition.calendar or CALENDAR)
    walks = list(islice(walks_of(definition, rates, seed=seed, calendar=days), dossiers))
    return summed(definition, walks, seed, days)


def walks_of(
    definition: Definition, rates: Rates, *, seed: int, calendar: Calendar
) -> Iterator[Walk]:
    """One walk after another, without end; each draws for itself.

    Args:
        definition: the workflow.
        rates: what is expected, read for this workflow.
        seed: where the draws begin.
        calendar: which days are worked.
    """
    world = _World(definition, rates, calendar)
    settings = settings_of(definition, rates)
    number = 0
    while True:
        start = Case(definition.start, settings=settings)
        yield _walk(world, _Going(start, rates.starts_on), Random(f"{seed}:{number}"))  # noqa: S311 -- draws of a forecast, no secrets
        number += 1


def _walk(world: _World, going: _Going, random: Random) -> Walk:
    """One dossier from its start to its end, or to the reason why it has none."""
    came = TOO_LONG
    try:
        while going.acts < MOST_ACTS:
            stopped = _stopped(world, going)
            if stopped is not None:
                came = stopped
                break
            _act(world, going, random)
    except OutsideCalendarError:
        came = PAST_CALENDAR
    return Walk(going.case.state, came, going.days, going.returns, going.acts)


def _stopped(world: _World, going: _Going) -> str | None:
    """Why the walk goes no further: it has ended, or nothing is open; None while it goes on."""
    state = going.case.state
    if state not in world.rates.acts and world.definition.states[state].end is not None:
        return ENDED
    return None if _open(world, going.case) or _next_clock(world, going) else STUCK


def _act(world: _World, going: _Going, random: Random) -> None:
    """Draw the next act, let every clock that ends before it speak, and take the step."""
    choices = _open(world, going.case)
    if not choices:
        _clocks_speak(world, going, date.max)
        return
    (act,) = random.choices(list(choices), [one.share for one in choices.values()])
    day = _later(world, going.on, choices[act], random)
    state = going.case.state
    if _clocks_speak(world, going, day) and (
        going.case.state != state or act not in _open(world, going.case)
    ):
        return
    here = acts_here(world.definition)[state, act]
    _step(world, going, act, max(day, going.on), _paper(world, going.case, here, random))


def _clocks_speak(world: _World, going: _Going, day: date) -> bool:
    """Do what clocks do that end before this day, while the dossier stays; whether any did."""
    state, spoke = going.case.state, False
    while going.case.state == state and going.acts < MOST_ACTS:
        reading = _next_clock(world, going)
        if reading is None or reading.last_day is None or reading.last_day >= day:
            return spoke
        _step(world, going, reading.outcome, max(reading.last_day + DAY, going.on), None)
        spoke = True
    return spoke


def _next_clock(world: _World, going: _Going) -> clock.Reading | None:
    """The clock that ends first and whose act is possible here; None while none runs."""
    if not going.case.clocks:
        return None
    here = acts_here(world.definition)
    readings = clock.overdue(clock.readings(world.definition, going.case, world.calendar), date.max)
    possible = (one for one in readings if (going.case.state, one.outcome) in here)
    return next(possible, None)


def _step(world: _World, going: _Going, act: str, day: date, paper: Paper | None) -> None:
    """Take one step and count the days since the one before."""
    definition, before = world.definition, going.case
    role = acts_here(definition)[before.state, act].by[0]
    step = taken(definition, before, act, by=frozenset({role}), on=day, paper=paper)
    assert step is not None, "an act that is open has a way"
    going.days[before.state] += (day - going.on).days
    going.case, going.on = step.case, day
    going.acts += 1
    if step.case.state != before.state and step.case.state in returning_states(definition):
        going.returns[step.case.state] += 1


def _open(world: _World, case: Case) -> Mapping[str, Rate]:
    """The acts of the file that the dossier could take now."""
    here = acts_here(world.definition)
    return {
        act: rate
        for act, rate in world.rates.acts.get(case.state, {}).items()
        if _is_open(world.definition, act, here[case.state, act], case)
    }


def _is_open(definition: Definition, name: str, act: Act | AnywhereAct, case: Case) -> bool:
    """Whether nothing of the workflow itself stands in the way; what is done is not done again."""
    if isinstance(act, Act) and act.back_to is not None and case.sender is None:
        return False
    if f"{case.state}.{act.completes}" in case.marks or _voted(act, case):
        return False
    found = (
        *preconditions.of_settings(definition, act, case),
        *preconditions.of_times(name, act, case),
        *preconditions.of_marks(definition, act, case),
    )
    return not found and _is_polled(definition, act, case)


def _voted(act: Act | AnywhereAct, case: Case) -> bool:
    """Whether the act would hold a ballot again that has passed in this stay."""
    passed = f"{case.state}.passed" in case.marks
    return passed and act.ballot in {"open", "count"} and case.poll is None


def _is_polled(definition: Definition, act: Act | AnywhereAct, case: Case) -> bool:
    """Whether the ballot of the state stands as the act needs it."""
    rule = definition.states[case.state].ballot
    if act.ballot is None or rule is None:
        return True
    if list(preconditions.of_settings(definition, _asked_as(act, rule.when), case)):
        return False
    if act.ballot in {"open", "count"}:
        return case.held < rule.rounds and (case.poll is None or act.ballot == "count")
    voters = case.poll is not None and case.poll.members - case.poll.voted
    return bool(voters) if act.ballot == "vote" else case.poll is not None


def _asked_as(act: Act | AnywhereAct, when: Mapping[str, tuple[str, ...]]) -> Act | AnywhereAct:
    """The act, asked under other settings than its own."""
    return act.model_copy(update={"when": when})


def _later(world: _World, on: date, rate: Rate, random: Random) -> date:
    """The day on which an act is done, drawn from its rate."""
    drawn = round(random.triangular(rate.least, rate.most, rate.likely))
    if drawn == 0 or rate.unit == "calendar_days":
        day = on + drawn * DAY
        world.calendar.place(day)
        return day
    ended = due(on, Term(drawn, rate.unit), world.calendar)
    assert isinstance(ended, Due), "without a suspension a term ends"
    return ended.day


def _paper(world: _World, case: Case, act: Act | AnywhereAct, random: Random) -> Paper | None:
    """What comes with an act on a ballot; each member votes by the share of the council."""
    rule = world.definition.states[case.state].ballot
    if rule is None or act.ballot not in {"open", "vote", "count"}:
        return None
    council = world.rates.councils[rule.body]
    against = next(one for one in rule.choices if one not in {rule.in_favour, rule.abstain})
    if act.ballot == "open":
        members = [f"member-{number:03}" for number in range(council.members)]
        return Roll(frozenset(members), chair=members[0])
    if act.ballot == "vote":
        assert case.poll is not None, "a vote is open only while a ballot is"
        favours = random.randrange(HUNDRED) < council.in_favour
        return Vote(
            min(case.poll.members - case.poll.voted), rule.in_favour if favours else against
        )
    return _sheet(council, rule.in_favour, against, random)


def _sheet(council: Council, in_favour: str, against: str, random: Random) -> Sheet:
    """The counted sheet of a ballot on paper."""
    present = council.members if council.present is None else council.present
    votes = sum(random.randrange(HUNDRED) < council.in_favour for _ in range(present))
    return Sheet(council.members, present, votes={in_favour: votes, against: present - votes})
