"""Every row of a database into another one that is empty, whichever of the two kinds either is.

A backup of a server is made so, and restored so; so is a database that moves from a file to a
server.  What was written while rows travelled is not among them: they are read as of one moment.

    >>> [table.name for table in TABLES][:3]
    ['account', 'account_password', 'checkpoint']
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from sqlalchemy import Engine, Table, bindparam, delete, func, insert, select

from dossiers.store.access_tables import PASSING
from dossiers.store.driver import Driver
from dossiers.store.engine import Backend, backend_of, place_of, told_plainly, writing
from dossiers.store.tables import EVENT, META, METADATA, PENDING, Statement

TABLES: Sequence[Table] = tuple(one for one in METADATA.sorted_tables if one.name not in PASSING)
"""What travels; sessions, tokens and failed attempts belong to the database that they began in."""

BATCH = 1_000

EVERYTHING: Mapping[str, Statement] = {
    table.name: Statement.of(select(table).order_by(*table.primary_key)) for table in TABLES
}
ADDING: Mapping[str, Statement] = {
    table.name: Statement.of(
        insert(table).values({column.name: bindparam(column.name) for column in table.columns})
    )
    for table in TABLES
}
FORGET_META = Statement.of(delete(META))
FORGET_PENDING = Statement.of(delete(PENDING))
COUNT = Statement.of(select(func.count()).select_from(EVENT))


def is_empty(target: Engine) -> bool:
    """Whether nothing was ever recorded in a database that was initialised.

    Raises:
        dossiers.errors.StoreError: it cannot be read.
    """
    with told_plainly(place_of(target)), backend_of(target).reading(target) as driver:
        return int(driver.execute(COUNT).fetchone()[0]) == 0


def transferred(source: Engine, target: Engine) -> None:
    """Put every row of one database into another, in one transaction.

    Args:
        source: read as it stands at one moment; it may be in use.
        target: initialised, and nothing was recorded in it.

    Raises:
        dossiers.errors.StoreError: one cannot be read, or the other not be written.
    """
    with (
        told_plainly(place_of(source)),
        backend_of(source).snapshot(source) as rows,
        writing(target, place_of(target)) as driver,
    ):
        driver.execute(FORGET_META)
        for table in TABLES:
            if table is PENDING:
                continue
            for batch in _batches(_rows(rows, backend_of(source), table)):
                driver.executemany(ADDING[table.name], batch)
        # Each event has gone into the outbox by its trigger; those with a number leave it again.
        driver.execute(FORGET_PENDING)
        for batch in _batches(_rows(rows, backend_of(source), PENDING)):
            driver.executemany(ADDING[PENDING.name], batch)
        backend_of(target).counted_on(driver)


def _rows(driver: Driver, backend: Backend, table: Table) -> Iterator[dict[str, object]]:
    """The rows of a table by the names of their columns, in the order of its key."""
    names = [column.name for column in table.columns]
    for row in backend.streamed(driver, EVERYTHING[table.name], {}):
        yield dict(zip(names, row, strict=True))


def _batches(rows: Iterator[dict[str, object]]) -> Iterator[list[dict[str, object]]]:
    """Rows a thousand at a time."""
    while batch := list(islice(rows, BATCH)):
        yield batch
