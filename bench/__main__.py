"""Runs every bench in one go, prints the table, and writes it beside this file.

`python -m bench scale` runs `bench.scale` instead, which takes an hour and fifty gigabytes of disk,
and writes its own section of the same file; either leaves the section of the other as it is.
"""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
from collections.abc import Iterable
from pathlib import Path

from bench import (
    acting,
    appending,
    auditing,
    charts,
    conforming,
    counting,
    deciding,
    desk,
    evaluating,
    peers,
    proving,
    queueing,
    rulebook,
    scale,
    starting,
    verifying,
    writing_postgresql,
)
from bench.timing import Row

RESULTS = Path(__file__).with_name("RESULTS.md")
HEAD = """# Results

Medians of interleaved readings of one run; `ratio` is the figure divided by the floor's (the first
line of each group).  Only the ratios carry over to another machine; a target in seconds or bytes
holds for the machine of the run.  Everything about the rulebook (compile, reload, test, mutants) is
in processor seconds, commands included; all else is in seconds of the clock.

`rules.evaluate` answers three-valued and keeps the result of every step; findings are put together
when they are read, which has a line of its own.  The peers answer the same twelve criteria on facts
that were made easy for them (`bench/peers.py`); their target is that ours is so many times faster.

What to know when reading it: the target of three times is held by the verdict with the full trace
kept; with all twelve findings put together as well it is somewhat more than three times.  The
largest award files (30 kB, thirty steps in each of two versions) take about five times their strict
parse, which is near the 20 ms of a reload and over them on a busy machine; the middle file is well
below.  Half of the whole command `rules test` is starting it and what is read besides the awards.
"""


PARTS = (
    deciding,
    desk,
    charts,
    conforming,
    verifying,
    evaluating,
    peers,
    rulebook,
    acting,
    appending,
    writing_postgresql,
    queueing,
    auditing,
    proving,
    counting,
    starting,
)


SCALE = "\n## A million dossiers\n"
SCALE_HEAD = """
Written by `python -m bench scale`; every other section by `make bench`.  What is compared with what
stands in `bench/scale.py`, how the databases are made in `bench/manydossiers.py`.
"""


def main() -> int:
    """Measure, print and write; 1 when a target is missed."""
    whole = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else ""
    usual, _, many = whole.partition(SCALE)
    if sys.argv[1:] == ["scale"]:
        rows = _told(scale.rows())
        many = "\n".join([SCALE_HEAD, _machine(), "", *_table(rows), ""])
    else:
        rows = _told(row for part in PARTS for row in part.rows())
        table = "\n".join([_machine(), "", *_table(rows), ""])
        usual = f"{HEAD}\n{table}"
    RESULTS.write_text(usual + (SCALE + many if many else ""), encoding="utf-8")
    return 0 if all(row.held for row in rows) else 1


def _told(found: Iterable[Row]) -> list[Row]:
    """Rows that take long to come, each printed when it does."""
    rows = []
    for row in found:
        print(_table([row])[-1], flush=True)
        rows.append(row)
    return rows


def _machine() -> str:
    return (
        f"{platform.python_implementation()} {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, {os.cpu_count()} cores, {platform.system()}, "
        f"load {os.getloadavg()[0]:.1f}"
    )


def _table(rows: list[Row]) -> list[str]:
    lines = ["| topic | what | figure | ratio | target |", "| --- | --- | ---: | ---: | --- |"]
    for row in rows:
        target = "" if row.goal is None else f"{row.goal.text} {'✓' if row.held else '✗'}"
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        lines.append(f"| {row.topic} | {row.name} | {row.shown} | {ratio} | {target} |")
    return lines


if __name__ == "__main__":
    sys.exit(main())
