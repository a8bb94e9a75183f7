"""Runs every bench in one go, prints the table, and writes it beside this file."""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
from pathlib import Path

from bench import acting, deciding, evaluating, starting
from bench.timing import Row

RESULTS = Path(__file__).with_name("RESULTS.md")
HEAD = """# Results

Medians of interleaved readings of one run; `ratio` is the time divided by the floor's (the first
line of each group).  Only the ratios carry over to another machine.
"""


def main() -> int:
    """Measure, print and write; 1 when a target is missed."""
    rows = [*deciding.rows(), *evaluating.rows(), *acting.rows(), *starting.rows()]
    table = "\n".join([_machine(), "", *_table(rows), ""])
    print(table)
    RESULTS.write_text(f"{HEAD}\n{table}", encoding="utf-8")
    return 0 if all(row.held for row in rows) else 1


def _machine() -> str:
    return (
        f"{platform.python_implementation()} {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, {os.cpu_count()} cores, {platform.system()}"
    )


def _table(rows: list[Row]) -> list[str]:
    lines = ["| topic | what | time | ratio | target |", "| --- | --- | ---: | ---: | --- |"]
    for row in rows:
        target = "" if row.target is None else f"≤ {row.target:g} {'✓' if row.held else '✗'}"
        micro = f"{row.seconds * 1e6:,.1f} µs"
        lines.append(f"| {row.topic} | {row.name} | {micro} | {row.ratio:.2f} | {target} |")
    return lines


if __name__ == "__main__":
    sys.exit(main())
