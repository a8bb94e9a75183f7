"""Whether the guards of each table hold against another program that keeps the triggers in place.

`dossiers.store.forging.held` attacks through a connection of our own, where the authorizer stops
most of it.  Here nothing but the triggers stands in the way: somebody opens the file with another
tool and forgets, or does not dare, to take them out.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from dossiers.store.guards import GUARDED

PROBES: Mapping[str, Mapping[str, object]] = {
    "event": {"seq": 10**9, "stream": "probe", "n": 1, "at": 0, "body": b"1", "leaf": b"1"},
    "log_leaf": {"idx": 10**9, "stream": "probe", "n": 1, "leaf": b"1"},
    "tile": {"level": 9, "idx": 10**9, "hashes": b"1"},
    "checkpoint": {"size": 10**9, "root": b"1", "note": b"1"},
    "stamp": {"digest": "probe", "size": 10**9, "token": b"1"},
}
"""A row for each guarded table; it is added before the table is attacked."""

OUTBOX = "event: INSERT"


def held_outside(file: Path) -> Mapping[str, bool]:
    """Each attack on each guarded table from another program, and whether the triggers stopped it.

    Args:
        file: a copy; it is spoiled.
    """
    raw = sqlite3.connect(file, isolation_level=None)
    try:
        found = {}
        for table in GUARDED:
            _add(raw, table)
            for name, statement in _attacks(table).items():
                before = _rows(raw, table)
                _try(raw, statement)
                found[f"{table}: {name}"] = _rows(raw, table) == before
        found[OUTBOX] = _waits(raw)
        return found
    finally:
        raw.close()


def _attacks(table: str) -> Mapping[str, str]:
    """The three ways in which a row is changed or lost, as statements on its last column."""
    *others, last = PROBES[table]
    kept = ", ".join(others)
    return {
        "UPDATE": f"UPDATE {table} SET {last} = x'00'",  # noqa: S608 -- names of ours
        "REPLACE": f"REPLACE INTO {table} ({kept}, {last}) SELECT {kept}, x'00' FROM {table}",  # noqa: S608 -- names of ours
        "DELETE": f"DELETE FROM {table}",  # noqa: S608 -- names of ours
    }


def _add(raw: sqlite3.Connection, table: str) -> None:
    """Add the row that is then attacked."""
    row = PROBES[table]
    names, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    raw.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", row)  # noqa: S608 -- names of ours


def _try(raw: sqlite3.Connection, statement: str) -> None:
    """Do it, if nothing refuses it."""
    try:
        raw.execute(statement)
    except sqlite3.DatabaseError:
        return


def _rows(raw: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    """All that a table holds."""
    return raw.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()  # noqa: S608 -- names of ours


def _waits(raw: sqlite3.Connection) -> bool:
    """Whether the event that was added waits for its number, as every recorded event does."""
    found = raw.execute("SELECT seq FROM pending WHERE seq = ?", (PROBES["event"]["seq"],))
    return found.fetchone() is not None
