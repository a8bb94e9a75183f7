"""What many walks through a workflow come to: days, ends, returns, and where time is lost.

>>> spread_of([1, 2, 3, 40])
Spread(dossiers=4, mean=11.5, median=2.5, p90=40.0)
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import mean, median

from workflow.language.definition import Definition
from workflow.terms.calendar import Calendar

ENDED = "ended"
STUCK = "stuck"
TOO_LONG = "too_long"
PAST_CALENDAR = "past_calendar"


@dataclass(frozen=True, slots=True)
class Walk:
    """One dossier from its first day to its last.

    Attributes:
        state: where it came to rest.
        came: `ended`; or why it did not: `stuck` (no act of the file was open), `too_long` (more
            than the most acts), `past_calendar` (it went beyond the years of the calendar).
        days: for each state it was in, how many days all its stays there took.
        returns: how often it came to each state that sends dossiers back.
        acts: how many acts were done.
    """

    state: str
    came: str
    days: Mapping[str, int]
    returns: Mapping[str, int]
    acts: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something takes.

    Attributes:
        dossiers: how many dossiers passed it; the figures are theirs.
        mean: days on average.
        median: half of them take no longer.
        p90: nine of ten take no longer.
    """

    dossiers: int
    mean: float
    median: float
    p90: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is to be expected.

    Attributes:
        dossiers: how many walked.
        seed: what the draws began from.
        calendar: the version of the calendar.
        total: from the first day to the end, of those that ended.
        states: for each state where time passed, all stays of a dossier together.
        stages: the same for each stage.
        ends: how many came to rest in each state.
        returns: how many times dossiers came to each state that sends them back.
        not_ended: how many walks did not end, by reason and state.
        bottleneck: the state in which most days of all pass; None where no day passes.
        held: the share of all days that pass there, from 0 to 1.
    """

    dossiers: int
    seed: int
    calendar: str
    total: Spread | None
    states: Mapping[str, Spread]
    stages: Mapping[str, Spread]
    ends: Mapping[str, int]
    returns: Mapping[str, int]
    not_ended: Mapping[tuple[str, str], int]
    bottleneck: str | None
    held: float


def summed(definition: Definition, walks: list[Walk], seed: int, calendar: Calendar) -> Forecast:
    """The forecast of all walks.

    Args:
        definition: the workflow they went through.
        walks: one for each dossier.
        seed: what the draws began from.
        calendar: which days were worked.
    """
    by_state: dict[str, list[int]] = defaultdict(list)
    by_stage: dict[str, list[int]] = defaultdict(list)
    for walk in walks:
        stages: Counter[str] = Counter()
        for state, days in walk.days.items():
            by_state[state].append(days)
            stage = definition.states[state].stage
            stages.update({stage: days} if stage is not None else {})
        for stage, days in stages.items():
            by_stage[stage].append(days)
    sums = {state: sum(days) for state, days in by_state.items()}
    longest = max(sums, key=lambda one: sums[one], default=None)
    longest = longest if longest is not None and sums[longest] else None
    ended = [sum(one.days.values()) for one in walks if one.came == ENDED]
    return Forecast(
        dossiers=len(walks),
        seed=seed,
        calendar=calendar.version,
        total=spread_of(ended) if ended else None,
        states={name: spread_of(by_state[name]) for name in definition.states if name in by_state},
        stages={name: spread_of(by_stage[name]) for name in definition.stages if name in by_stage},
        ends=_ordered(definition, Counter(one.state for one in walks if one.came == ENDED)),
        returns=_ordered(definition, sum((Counter(one.returns) for one in walks), Counter())),
        not_ended=dict(Counter((one.came, one.state) for one in walks if one.came != ENDED)),
        bottleneck=longest,
        held=sums[longest] / sum(sums.values()) if longest is not None else 0.0,
    )


def _ordered(definition: Definition, counts: Counter[str]) -> Mapping[str, int]:
    """Counts by state, in the order of the file."""
    return {name: counts[name] for name in definition.states if name in counts}


def spread_of(days: list[int]) -> Spread:
    """Mean, median, and the number of days that nine of ten do not go over.

    Args:
        days: those of each dossier; at least one.
    """
    ordered = sorted(days)
    at = max(0, -(-len(ordered) * 9 // 10) - 1)
    return Spread(len(ordered), mean(ordered), median(ordered), float(ordered[at]))
