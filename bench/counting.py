"""The end of a legal term over ten years of calendar, beside the barest ways to count."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from datetime import date, timedelta
from itertools import cycle

import workflow
from bench.timing import Row, at_most, measured

YEARS = range(2020, 2030)
WANTED = 200_000
"""Terms a second; the ratio of the last row is the time of one against a second so divided."""

LENGTH = workflow.Term(10, "working_days")
STARTS = tuple(date(2020, 1, 2) + timedelta(days=at) for at in range(3_600))
YEAR = """\
{{kind: calendar/v1, id: bench, year: {year}, provenance: confirmed, text: {{vi: A, en: A}},
basis: {{vi: A, en: A}}, sources: {{law: {{document: A, article: A}}}},
off: [{{day: {year}-01-01, text: {{vi: A, en: A}}, source: law}}]}}"""
Count = Callable[[date], object]


def rows() -> list[Row]:
    """Ten working days after each of 3,600 starts; all ways must agree."""
    files = [(f"{year}.yaml", YEAR.format(year=year).encode()) for year in YEARS]
    calendar = workflow.read_calendar(files)
    worked = frozenset(calendar.working)
    ways: dict[str, Count] = {
        "bisect over a list, no reasons": lambda day: bisected(day, calendar.working),
        "naive loop, day by day, no reasons": lambda day: looped(day, worked),
        "workflow.due, with every day off and its reason": lambda day: workflow.due(
            day, LENGTH, calendar
        ),
    }
    for day in STARTS:
        ended = workflow.due(day, LENGTH, calendar)
        assert isinstance(ended, workflow.Due)
        assert ended.day == looped(day, worked) == bisected(day, calendar.working), day
    found = measured(
        "count one term",
        {name: _over_all_starts(way) for name, way in ways.items()},
        repeats=20_000,
    )
    seconds = found[-1].value or 0
    pace = Row(
        "count one term",
        f"workflow.due, {WANTED:,} a second",
        seconds,
        seconds * WANTED,
        at_most(1),
    )
    return [*found, pace]


def bisected(day: date, working: tuple[date, ...]) -> date:
    """The end by a binary search in the list of working days."""
    return working[bisect_right(working, day) + LENGTH.number - 1]


def looped(day: date, worked: frozenset[date]) -> date:
    """The end as a beginner counts it."""
    left = LENGTH.number
    while left:
        day += timedelta(days=1)
        left -= day in worked
    return day


def _over_all_starts(way: Count) -> Callable[[], object]:
    """A piece of work that takes the next start each time."""
    following = cycle(STARTS).__next__
    return lambda: way(following())
