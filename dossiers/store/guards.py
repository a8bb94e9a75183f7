"""What keeps recorded history from being changed: three triggers a table, and who may do what.

A trigger that refuses UPDATE and one that refuses DELETE are not enough: `INSERT OR REPLACE` takes
out the former row without waking either.  So a third one refuses an INSERT of a key that is there.
Whoever may change the schema can take all three away; therefore every connection of the program
carries an authorizer that lets it read and write rows and nothing else (ADR 0033).

Against somebody who edits the file with another program none of this helps; what was changed is
then seen by hashes (`tdkt audit verify`), which also says that a guard is missing.

    >>> sorted(GUARDED)
    ['checkpoint', 'event', 'log_leaf', 'stamp', 'tile']
    >>> [name for name in TRIGGERS if name.startswith("event_")]
    ['event_no_update', 'event_no_delete', 'event_no_replace', 'event_to_outbox']
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

GUARDED: Mapping[str, str] = {
    "event": "seq = NEW.seq OR (stream = NEW.stream AND n = NEW.n)",
    "log_leaf": "idx = NEW.idx OR (stream = NEW.stream AND n = NEW.n)",
    "tile": "level = NEW.level AND idx = NEW.idx",
    "checkpoint": "size = NEW.size",
    "stamp": "digest = NEW.digest",
}
"""The tables to which rows are only added, each with what makes a new row one that is there."""


def triggers_of(*tables: str) -> Mapping[str, str]:
    """The triggers that guard some tables, by name; migrations set those of their own tables.

    >>> list(triggers_of("stamp"))
    ['stamp_no_update', 'stamp_no_delete', 'stamp_no_replace']
    """
    return dict(_triggers(*tables))


def _triggers(*tables: str) -> Iterator[tuple[str, str]]:
    """Name and text of every trigger of some tables."""
    for table in tables:
        same = GUARDED[table]
        there = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 -- names of ours
        for name, when in (
            ("no_update", f"BEFORE UPDATE ON {table}"),
            ("no_delete", f"BEFORE DELETE ON {table}"),
            ("no_replace", f"BEFORE INSERT ON {table} WHEN {there}"),
        ):
            refused = f"BEGIN SELECT RAISE(ABORT, '{table} only grows'); END"
            yield f"{table}_{name}", f"CREATE TRIGGER {table}_{name} {when} {refused}"
    if "event" not in tables:
        return
    waits = "BEGIN INSERT INTO pending (seq) VALUES (NEW.seq); END"
    yield "event_to_outbox", f"CREATE TRIGGER event_to_outbox AFTER INSERT ON event {waits}"


TRIGGERS: Mapping[str, str] = triggers_of(*GUARDED)
"""Every trigger by its name; the last one of `event` puts what is recorded into the outbox."""

RIGHTS_OF = "rights_of_"
"""How the name of a missing guard begins that is an account which may change the record."""

HARMLESS = frozenset(
    {
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_READ,
        sqlite3.SQLITE_TRANSACTION,
        sqlite3.SQLITE_SAVEPOINT,
        sqlite3.SQLITE_FUNCTION,
        sqlite3.SQLITE_RECURSIVE,
    }
)
WRITING = frozenset({sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE})
PRAGMAS = frozenset(
    {
        "foreign_key_list",
        "index_info",
        "index_list",
        "index_xinfo",
        "max_page_count",
        "table_info",
        "table_xinfo",
    }
)
"""The pragmas that may be given a value on a connection that is guarded; none alters a row."""


def authorized(
    action: int, first: str | None, second: str | None, _database: str | None, _by: str | None
) -> int:
    """What SQLite asks before it compiles a statement: may this be done at all?

    Args:
        action: the code of what is to be done.
        first: the table or the pragma.
        second: the column, or the value of the pragma; None where it is only read.

    Returns:
        `SQLITE_OK` or `SQLITE_DENY`; what is not known is denied.

    >>> authorized(sqlite3.SQLITE_DELETE, "event", None, None, None) == sqlite3.SQLITE_DENY
    True
    """
    if action in HARMLESS:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA:
        fine = second is None or first in PRAGMAS
    else:
        fine = action in WRITING and _may_write(action, first or "")
    return sqlite3.SQLITE_OK if fine else sqlite3.SQLITE_DENY


def missing_guards(driver: sqlite3.Connection) -> tuple[str, ...]:
    """The triggers that are not there, or not as this release made them, by name."""
    found = dict(driver.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    return tuple(name for name, text in TRIGGERS.items() if found.get(name) != text)


def _may_write(action: int, table: str) -> bool:
    """Whether rows of a table may be added, changed or taken out."""
    if table.startswith("sqlite_"):
        return False
    return action == sqlite3.SQLITE_INSERT or table not in GUARDED
