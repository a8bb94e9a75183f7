"""Interleaved timing: every round measures each contender once, and medians are compared."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        topic: what was measured.
        name: whose figure it is.
        seconds: the median time of one piece of work.
        ratio: that time divided by the floor's; 1.0 for the floor itself.
        target: the greatest ratio wanted; None where there is none.
    """

    topic: str
    name: str
    seconds: float
    ratio: float
    target: float | None = None

    @property
    def held(self) -> bool:
        """Whether the target is met; true where there is none."""
        return self.target is None or self.ratio <= self.target


def measured(
    topic: str,
    contenders: Mapping[str, Work],
    *,
    repeats: int,
    rounds: int = 9,
    targets: Mapping[str, float] | None = None,
) -> list[Row]:
    """Time several ways to do the same work.

    Args:
        topic: what is measured.
        contenders: name to work; the first is the floor that the others are divided by.
        repeats: how often the work is done within one reading.
        rounds: how many readings of each; they are interleaved.
        targets: the greatest ratio wanted, by name.
    """
    for work in contenders.values():
        work()
    readings: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, work in contenders.items():
            readings[name].append(_timed(work, repeats))
    medians = {name: median(values) for name, values in readings.items()}
    floor = next(iter(medians.values()))
    wanted = targets or {}
    return [Row(topic, name, one, one / floor, wanted.get(name)) for name, one in medians.items()]


def _timed(work: Work, repeats: int) -> float:
    gc.disable()
    try:
        began = perf_counter()
        for _ in range(repeats):
            work()
        return (perf_counter() - began) / repeats
    finally:
        gc.enable()
