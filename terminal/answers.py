"""How an answer is printed: JSON for programs, a table on a terminal, tabs elsewhere.

Data goes to stdout; whatever else is to be said goes to stderr.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime

import click

from terminal.language import said
from texts import Text


def print_json(data: object) -> None:
    """Print data as indented JSON; texts as `{vi, en}`, days and moments as in ISO 8601."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=_plain))


def print_table(head: Sequence[Text], rows: Iterable[Sequence[str]]) -> None:
    """Print rows in columns on a terminal, and tab-separated with the same head anywhere else."""
    lines = [tuple(said(one) for one in head), *(tuple(row) for row in rows)]
    if not sys.stdout.isatty():
        for line in lines:
            click.echo("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in line))
        return
    widths = [max(len(line[at]) for line in lines) for at in range(len(head))]
    for line in lines:
        click.echo("  ".join(cell.ljust(widths[at]) for at, cell in enumerate(line)).rstrip())


def tell(message: str) -> None:
    """Say something to the person, on stderr."""
    click.echo(message, err=True)


def shown_day(day: date | None) -> str:
    """A day as people in Vietnam write it.

    >>> shown_day(date(2025, 3, 12))
    '12/03/2025'
    """
    return "" if day is None else day.strftime("%d/%m/%Y")


def as_data(text: Text | None) -> dict[str, str] | None:
    """A text for JSON, in both languages."""
    return None if text is None else {"vi": text.vi, "en": text.en}


def _plain(value: object) -> object:
    if isinstance(value, Text):
        return as_data(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")
