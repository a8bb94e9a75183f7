"""What somebody does who edits the file itself: the guards are taken out and set again."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.databases import changed


def unguarded(file: str | Path) -> sqlite3.Connection:
    """A connection of another program, with every trigger taken out."""
    connection = sqlite3.connect(file)
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    return connection


def tampered(place: str | Path, statement: str, *bound: object) -> None:
    """Change rows behind the program's back, and leave the guards as they were."""
    assert all(count > 0 for count in changed(place, (statement, bound)))
