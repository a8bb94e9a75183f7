"""Interleaved timing: every round measures each contender once, and medians are compared."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import perf_counter, process_time

Work = Callable[[], object]
SCALES = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"))


@dataclass(frozen=True, slots=True)
class Goal:
    """What a figure is wanted to be.

    Attributes:
        text: as the table says it.
        held: whether a row reaches it.
    """

    text: str
    held: Callable[[Row], bool]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        topic: what was measured.
        name: whose figure it is.
        value: the median: seconds for one piece of work, or bytes; None where it was not measured.
        ratio: the value divided by the floor's; 1.0 for the floor itself, None without a floor.
        goal: what is wanted; None where nothing is.
        unit: `s` or `B`.
    """

    topic: str
    name: str
    value: float | None
    ratio: float | None = None
    goal: Goal | None = None
    unit: str = "s"

    @property
    def held(self) -> bool:
        """Whether the goal is reached; true where there is none, false where nothing was measured.

        >>> ours, peer = Row("t", "a", 2.0, 2.5, at_most(3)), Row("t", "b", None, None, at_least(2))
        >>> ours.held, peer.held
        (True, False)
        """
        if self.goal is None:
            return True
        return self.value is not None and self.goal.held(self)

    @property
    def shown(self) -> str:
        """The value with its unit.

        >>> Row("t", "a", 0.0042).shown, Row("t", "a", 21e6, unit="B").shown
        ('4.20 ms', '21.0 MB')
        """
        if self.value is None:
            return "not installed"
        if self.unit == "B":
            return f"{self.value / 1e6:,.1f} MB"
        scale, unit = next((one for one in SCALES if self.value >= one[0]), SCALES[-1])
        return f"{self.value / scale:,.2f} {unit}"


def at_most(ratio: float) -> Goal:
    """At most so many times the floor."""
    return Goal(f"≤ {ratio:g} ×", lambda row: row.ratio is not None and row.ratio <= ratio)


def at_least(ratio: float) -> Goal:
    """At least so many times the floor: the floor is ours, and this is a peer."""
    return Goal(f"≥ {ratio:g} ×", lambda row: row.ratio is not None and row.ratio >= ratio)


def below(value: float, text: str) -> Goal:
    """Less than an absolute figure, which holds on the machine of the run only."""
    return Goal(f"< {text}", lambda row: row.value is not None and row.value < value)


def measured(
    topic: str,
    contenders: Mapping[str, Work],
    *,
    repeats: int,
    rounds: int = 9,
    goals: Mapping[str, Goal] | None = None,
    at_work: bool = False,
) -> list[Row]:
    """Time several ways to do the same work.

    Args:
        topic: what is measured.
        contenders: name to work; the first is the floor that the others are divided by.
        repeats: how often the work is done within one reading.
        rounds: how many readings of each; they are interleaved.
        goals: what is wanted, by name.
        at_work: whether processor seconds are counted, of commands too, and garbage is collected
            as ever: for figures that have absolute goals.
    """
    for work in contenders.values():
        work()
    readings: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, work in contenders.items():
            readings[name].append(timed(work, repeats, at_work=at_work))
    medians = {name: median(values) for name, values in readings.items()}
    floor = next(iter(medians.values()))
    wanted = goals or {}
    return [Row(topic, name, one, one / floor, wanted.get(name)) for name, one in medians.items()]


def timed(work: Work, repeats: int, *, at_work: bool = False) -> float:
    """Seconds for one piece of work."""
    clock = processor_seconds if at_work else perf_counter
    gc.collect()
    if not at_work:
        gc.disable()
    try:
        began = clock()
        for _ in range(repeats):
            work()
        return (clock() - began) / repeats
    finally:
        gc.enable()


def processor_seconds() -> float:
    """What this process and the commands it has waited for have used of the processors."""
    commands = getrusage(RUSAGE_CHILDREN)
    return process_time() + commands.ru_utime + commands.ru_stime
