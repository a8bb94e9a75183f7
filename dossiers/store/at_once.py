"""A whole entry as one statement of PostgreSQL: the guarded change, and all that hangs on it.

Written as a transaction an act takes a dozen journeys to the server; as one statement it takes one,
and the server begins, carries out and commits in it.  The statement changes the row of the dossier
by compare-and-set, and everything else hangs on the row that this gives: where the dossier has been
moved meanwhile, nothing is written.

Invariants:

* all of an entry is written, or nothing;
* an event gets its `seq` while the row of its dossier is held, in the order of the entry;
* why nothing was written is not asked here: `Store.written` does the same step by step and names
  the reason (ADR 0051).

Statements are compiled once for each shape of an entry; there are few, for what
comes more than once comes in arrays.

    >>> shape = Shape((RowShape(Row, new=False, sought=False, named=True),), ("event",))
    >>> statement_of(shape).postgresql.split()[:6]
    ['WITH', 'row_0', 'AS', '(UPDATE', 'dossier', 'SET']
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ARRAY,
    CTE,
    Column,
    ColumnElement,
    Table,
    TableValuedAlias,
    all_,
    bindparam,
    delete,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import Insert, insert

from dossiers.store.driver import Driver
from dossiers.store.postgresql import Session
from dossiers.store.row_writing import moved_values, values
from dossiers.store.rows import AccountRow, AnyRow, MandateRow, PublicationRow, Row, Sought
from dossiers.store.seeking import found_change
from dossiers.store.tables import (
    ACCOUNT,
    COMMAND,
    DISCLOSURE,
    DOCUMENT,
    DOSSIER,
    DUTY,
    EVENT,
    MANDATE,
    NUMBER,
    PUBLICATION,
    SOUGHT,
    WORD,
    Statement,
    moving,
    moving_sought,
)

TABLES: Mapping[type[AnyRow], Table] = {
    Row: DOSSIER,
    PublicationRow: PUBLICATION,
    MandateRow: MANDATE,
    AccountRow: ACCOUNT,
}
"""The table of each kind of row."""

MANY: Mapping[str, Table] = {"event": EVENT, "document": DOCUMENT, "disclosure": DISCLOSURE}
"""What an entry brings any number of."""

FILLED = frozenset({("event", "seq")})
"""The columns that the database fills by itself."""

KEPT = frozenset({"document"})
"""Where a row that is there already is left as it is."""


WRITTEN = (1,)
"""What the statement answers where the first row of the entry was written."""


class NotWrittenError(Exception):
    """An entry of several was not written, so that nothing of them may stay."""


class RowShape(NamedTuple):
    """What one row of an entry asks for.

    Attributes:
        kind: of which table it is.
        new: whether it is added; else it is changed.
        sought: whether what it is found by comes with it.
        named: whether it is found by words of a name.
    """

    kind: type[AnyRow]
    new: bool
    sought: bool
    named: bool


class Shape(NamedTuple):
    """What sets the statements of two entries apart.

    Attributes:
        rows: its rows; only the first may be one that is changed.
        one: the names in `MANY` of which it has one.
        more: those of which it has more.
    """

    rows: tuple[RowShape, ...]
    one: tuple[str, ...]
    more: tuple[str, ...] = ()


class Whole(NamedTuple):
    """An entry as rows of tables, everything personal sealed.

    Attributes:
        answer: the row of its key.
        rows: its rows, each with the number of events that it was read with; at least one.
        brought: the rows of each table in `MANY`.
    """

    answer: Mapping[str, object]
    rows: Sequence[tuple[AnyRow, int]]
    brought: Mapping[str, Sequence[Mapping[str, object]]]


def written_at_once(driver: Driver, whole: Whole) -> bool:
    """Write an entry by one statement, which outside of a transaction is durable when it returns.

    Args:
        driver: a connection to PostgreSQL, inside of a transaction or outside of any.
        whole: the entry.

    Returns:
        False where its dossier is not as it was read; nothing was written then.

    Raises:
        psycopg.Error: the database refuses it, such as a key or a number that is taken; nothing was
            written, unless the connection was lost.
    """
    found = driver.execute(statement_of(shape_of(whole)), bound_of(whole))
    return bool(found.fetchone() == WRITTEN)


def write_together(driver: Driver, wholes: Sequence[Whole]) -> None:
    """Write entries one after another without waiting for the answer to each.

    Args:
        driver: a connection to PostgreSQL inside of a transaction, which whatever is raised here
            has to take back.
        wholes: the entries.

    Raises:
        NotWrittenError: the dossier of one is not as it was read.
        psycopg.Error: as of `written_at_once`.
    """
    assert isinstance(driver, Session), "only PostgreSQL has such statements"
    orders = [(statement_of(shape_of(one)), bound_of(one)) for one in wholes]
    if any(answer != WRITTEN for answer in driver.answers(orders)):
        raise NotWrittenError


def shape_of(whole: Whole) -> Shape:
    """Which statement writes an entry."""
    rows = tuple(_row_shape(row, was_n) for row, was_n in whole.rows)
    counts = {name: len(whole.brought[name]) for name in MANY}
    one, more = (
        tuple(name for name, count in counts.items() if found(count))
        for found in ((1).__eq__, (1).__lt__)
    )
    return Shape(rows, one, more)


def bound_of(whole: Whole) -> dict[str, object]:
    """The values of the statement of an entry."""
    bound = {f"command_{name}": value for name, value in whole.answer.items()}
    for at, (row, was_n) in enumerate(whole.rows):
        if was_n:
            bound.update(moved_values(row, was_n))
        else:
            bound.update((f"row_{at}_{name}", one) for name, one in values(row).items())
        if isinstance(row, Row) and was_n == 0:
            bound.update({f"number_{at}_number": row.number, f"number_{at}_dossier": row.id})
        if isinstance(row, Row) and row.sought is not None:
            bound.update(_bound_sought(at, row.sought, new=was_n == 0))
    for table, rows in whole.brought.items():
        if len(rows) == 1:
            bound.update((f"{table}_{name}", one) for name, one in rows[0].items())
        elif rows:
            bound.update((f"{table}_{name}", [one[name] for one in rows]) for name in rows[0])
    return bound


@cache
def statement_of(shape: Shape) -> Statement:
    """The statement that writes every entry of a shape."""
    first = _first(shape.rows[0])
    parts = [_one(COMMAND, "command", first).cte("command_0")]
    for at, one in enumerate(shape.rows):
        row = _further(at, one, first) if at else first
        parts += [row] if at else []
        if one.kind is Row and one.new:
            parts.append(_one(NUMBER, f"number_{at}", row).cte(f"number_{at}"))
        parts += _found(row, at, one) if one.sought else ()
    single = [(name, _one(MANY[name], name, first)) for name in shape.one]
    several = [(name, _many(name, first)) for name in shape.more]
    parts += [_kept(name, adding).cte(f"{name}_0") for name, adding in (*single, *several)]
    return Statement.for_server(select(func.count()).select_from(first).add_cte(*parts))


def _row_shape(row: AnyRow, was_n: int) -> RowShape:
    """What a row asks for."""
    sought = row.sought if isinstance(row, Row) else None
    return RowShape(type(row), was_n == 0, sought is not None, sought is None or bool(sought.words))


def _bound_sought(at: int, one: Sought, *, new: bool) -> Iterator[tuple[str, object]]:
    """The values of what a row is found by."""
    if new:
        yield from ((f"sought_{at}_{name.name}", getattr(one, name.name)) for name in SOUGHT.c)
        yield f"words_{at}", sorted(one.words)
    else:
        yield from found_change(one).items()
    yield f"due_{at}", one.due
    yield f"roles_{at}", sorted(one.duties)


def _first(shape: RowShape) -> CTE:
    """The first row of an entry: added, or changed where it still is as it was read."""
    table = TABLES[shape.kind]
    if shape.new:
        return insert(table).values(_given(table, "row_0")).returning(table.c.id).cte("row_0")
    return moving(table).returning(table.c.id).cte("row_0")


def _further(at: int, shape: RowShape, first: CTE) -> CTE:
    """Another row of an entry, which is always a new one."""
    assert shape.new, "a command changes one dossier; others it only opens"
    table = TABLES[shape.kind]
    return _one(table, f"row_{at}", first).returning(table.c.id).cte(f"row_{at}")


def _found(row: CTE, at: int, shape: RowShape) -> Iterator[CTE]:
    """Enter what a row is found by, or what has changed of it (`seeking.entered`)."""
    columns = (SOUGHT.c.dossier, SOUGHT.c.number, SOUGHT.c.unit)
    if shape.new:
        found = _one(SOUGHT, f"sought_{at}", row).returning(*columns).cte(f"found_{at}")
        yield found
        yield _words(found, at)
    else:
        moved = moving_sought().where(SOUGHT.c.dossier == row.c.id)
        found = moved.returning(*columns).cte(f"found_{at}")
        yield found
        if not shape.named:
            yield delete(WORD).where(WORD.c.dossier == found.c.dossier).cte(f"unnamed_{at}")
    yield from _duties(found, at, new=shape.new)


def _words(found: CTE, at: int) -> CTE:
    """Enter the words of a name."""
    given = _unnested(f"words_{at}", WORD.c.word)
    rows = select(given.c.one, found.c.dossier).select_from(found.join(given, true()))
    return insert(WORD).from_select(["word", "dossier"], rows).cte(f"word_{at}")


def _duties(found: CTE, at: int, *, new: bool) -> Iterator[CTE]:
    """Enter who may act next; what is entered already stays, what is no longer so goes.

    What goes and what comes are different rows, for all of a statement happens at one moment.
    """
    due = bindparam(f"due_{at}", type_=DUTY.c.due.type)
    roles = bindparam(f"roles_{at}", type_=ARRAY(DUTY.c.role.type))
    if not new:
        gone = or_(DUTY.c.due != due, DUTY.c.role != all_(roles))
        yield delete(DUTY).where(DUTY.c.dossier == found.c.dossier, gone).cte(f"undone_{at}")
    given = _unnested(f"roles_{at}", DUTY.c.role)
    columns = (given.c.one, due, found.c.number, found.c.dossier, found.c.unit)
    rows = select(*columns).select_from(found.join(given, true()))
    adding = insert(DUTY).from_select(["role", "due", "number", "dossier", "unit"], rows)
    yield adding.on_conflict_do_nothing().cte(f"duty_{at}")


def _many(name: str, first: CTE) -> Insert:
    """Add rows of a table in the order in which they come."""
    wanted = {one.name: one.type for one in _columns(MANY[name])}
    arrays = [bindparam(f"{name}_{one}", type_=ARRAY(kind)) for one, kind in wanted.items()]
    given = func.unnest(*arrays).table_valued(*wanted, with_ordinality="place", name=f"{name}s")
    given = given.render_derived()
    rows = select(*(given.c[one] for one in wanted)).select_from(first.join(given, true()))
    return insert(MANY[name]).from_select(list(wanted), rows.order_by(given.c.place))


def _kept(name: str, adding: Insert) -> Insert:
    """Leave a row that is there already as it is, where that may be."""
    return adding.on_conflict_do_nothing() if name in KEPT else adding


def _one(table: Table, prefix: str, after: CTE) -> Insert:
    """Add one row, if another was written."""
    given = _given(table, prefix)
    return insert(table).from_select(list(given), select(*given.values()).select_from(after))


def _given(table: Table, prefix: str) -> dict[str, ColumnElement[object]]:
    """The values of one row by column."""
    return {one.name: bindparam(f"{prefix}_{one.name}", type_=one.type) for one in _columns(table)}


def _columns(table: Table) -> Iterator[Column[object]]:
    """The columns of a table, but those that the database fills by itself."""
    return (one for one in table.c if (table.name, one.name) not in FILLED)


def _unnested(name: str, like: Column[Any]) -> TableValuedAlias:
    """The values of an array, one in each row, in a column called `one`."""
    array = bindparam(name, type_=ARRAY(like.type))
    return func.unnest(array).table_valued("one", name=f"{name}_given").render_derived()
