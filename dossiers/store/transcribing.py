"""A database of PostgreSQL written into a file of SQLite, row by row: a copy for games and travel.

What is copied is what stands there, believed or not; the copy has the same origin, so that proofs
and checkpoints speak of both.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from shutil import copyfile

from sqlalchemy import Connection, Table, select

from dossiers.store.engine import address, backend_of, connected, place_of, told_plainly
from dossiers.store.guards import TRIGGERS
from dossiers.store.schema import initialise
from dossiers.store.sqlite import keys_beside
from dossiers.store.tables import METADATA

SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
ROWS = 1_000


def as_file(url: str, target: Path) -> Path:
    """The database as a file: the one that it is, or a copy of it as it stands at this moment.

    Args:
        url: its address; it is only read.
        target: where a copy goes; nothing stands there yet.

    Raises:
        UnknownDatabaseError: the address cannot be used.
        StoreError: it cannot be read.
    """
    there = address(url)
    file = backend_of(there).file(there)
    if file is not None:
        return file
    initialise(f"sqlite:///{target}")
    copyfile(backend_of(there).keys(there), keys_beside(target))
    engine, copy = connected(there), sqlite3.connect(target)
    try:
        with told_plainly(place_of(there)), engine.connect() as source:
            source.exec_driver_sql(SNAPSHOT)
            _transcribe(source, copy)
            source.exec_driver_sql("COMMIT")
    finally:
        copy.close()
        engine.dispose()
    return target


def _transcribe(source: Connection, copy: sqlite3.Connection) -> None:
    """Copy every table; the guards are set again when all rows are there."""
    for name in TRIGGERS:
        copy.execute(f"DROP TRIGGER {name}")
    for table in METADATA.sorted_tables:
        copy.execute(f"DELETE FROM {table.name}")  # noqa: S608 -- names of ours
        _transcribe_table(source, copy, table)
    for text in TRIGGERS.values():
        copy.execute(text)
    copy.commit()


def _transcribe_table(source: Connection, copy: sqlite3.Connection, table: Table) -> None:
    """Copy one table, a thousand rows at a time."""
    marks = ", ".join("?" for _ in table.columns)
    into = f"INSERT INTO {table.name} VALUES ({marks})"  # noqa: S608 -- names of ours
    for rows in source.execute(select(table)).partitions(ROWS):
        copy.executemany(into, [tuple(row) for row in rows])
