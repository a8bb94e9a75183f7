"""How an answer is printed: JSON for programs, a table on a terminal, tabs elsewhere.

Data goes to stdout; whatever else is to be said goes to stderr, so that a pipe carries data only.
The keys of JSON are English and part of the interface; texts in it are in both languages, whatever
language the terminal speaks.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence

import click

from dossiers.telling.plain import plain
from terminal.language import said
from texts import Text


def print_json(data: object) -> None:
    """Print data as indented JSON; texts as `{vi, en}`, days and moments as in ISO 8601.

    Args:
        data: lists and groups of values that JSON knows, of texts, days and moments.

    Raises:
        TypeError: a value of another type; that is a bug of the command.

    >>> from datetime import date
    >>> print_json({"received_on": date(2024, 12, 2), "text": Text(vi="đạt", en="met")})
    {
      "received_on": "2024-12-02",
      "text": {
        "vi": "đạt",
        "en": "met"
      }
    }
    """
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=plain))


def print_table(head: Sequence[Text], rows: Iterable[Sequence[str]]) -> None:
    """Print rows in columns on a terminal, and tab-separated with the same head anywhere else.

    Off a terminal a tab or line break inside a cell becomes a space, so one row is always one line.

    Args:
        head: the names of the columns.
        rows: as many cells each as there are columns, in the language of the person already.
    """
    lines = [tuple(said(one) for one in head), *(tuple(row) for row in rows)]
    if not sys.stdout.isatty():
        for line in lines:
            click.echo("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in line))
        return
    widths = [max(len(line[at]) for line in lines) for at in range(len(head))]
    for line in lines:
        click.echo("  ".join(cell.ljust(widths[at]) for at, cell in enumerate(line)).rstrip())


def tell(message: str) -> None:
    """Say something to the person, on stderr, where it cannot be mistaken for data."""
    click.echo(message, err=True)
