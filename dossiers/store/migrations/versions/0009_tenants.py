"""The unit, or the stream, stands in every key; the table of events is not touched.

A command belongs to the unit of its dossier; of those that stand here the unit follows from their
answer.  Numbers get a table of their own, so that no key of a dossier spans all units.

On SQLite, whose one file is never divided, `disclosure` and `duty` keep their narrower keys: a key
that holds over the whole holds over each part too.
"""

from collections.abc import Iterator, Mapping
from json import loads
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

BATCH = 5_000
NEW = "made_by_0009"
DOSSIER = sa.table("dossier", sa.column("id"), sa.column("number"), sa.column("unit"))
COMMAND = sa.table(
    "command", sa.column("tenant"), sa.column("key"), sa.column("request"), sa.column("result")
)
MADE = sa.table(NEW, *(sa.column(one.name) for one in COMMAND.columns))
INDEXES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "dossier_by_likeness": ("dossier", ("likeness",)),
    "dossier_by_serial": ("dossier", ("stem", "serial")),
    "sought_by_due": ("sought", ("due", "number")),
    "sought_by_unit": ("sought", ("unit", "state", "due", "number")),
    "sought_by_state": ("sought", ("state", "due", "number")),
}
"""The indexes of before that go with a table which SQLite makes anew."""

NEW_INDEXES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "dossier_by_number": ("dossier", ("number",)),
    "dossier_by_unit": ("dossier", ("unit", "number")),
    "sought_by_number": ("sought", ("number",)),
    "sought_in_unit": ("sought", ("unit", "due", "number")),
    "number_by_dossier": ("number", ("dossier",)),
}


def upgrade() -> None:
    """Make the table of numbers, and change keys."""
    op.create_table(
        "number",
        sa.Column("number", sa.String, primary_key=True),
        sa.Column("dossier", sa.String, nullable=False),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO number (number, dossier) SELECT number, id FROM dossier")
    op.add_column("mandate", sa.Column("unit", sa.String, nullable=False, server_default=""))
    # A worker takes a dossier in hand by its stream from now on; what is in hand ends by itself.
    op.execute("DELETE FROM claim")
    op.drop_index("dossier_by_state", "dossier")
    if op.get_bind().dialect.name == "sqlite":
        _on_sqlite()
    else:
        _on_postgresql()
    for name, (table, columns) in NEW_INDEXES.items():
        op.create_index(name, table, list(columns))


def _on_sqlite() -> None:
    """Make tables anew whose keys change: commands and caches, never events or documents."""
    op.create_table(
        NEW,
        sa.Column("tenant", sa.String, primary_key=True, server_default=""),
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("request", sa.String, nullable=False),
        sa.Column("result", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    for batch in _commands():
        op.get_bind().execute(MADE.insert(), batch)
    _in_place_of("command")
    for table, columns in (("dossier", _dossiers()), ("sought", _sought())):
        names = ", ".join(str(one.name) for one in columns)
        op.create_table(NEW, *columns)
        op.execute(f"INSERT INTO {NEW} ({names}) SELECT {names} FROM {table}")  # noqa: S608 -- names of ours
        _in_place_of(table)
    for name, (table, columns_of) in INDEXES.items():
        op.create_index(name, table, list(columns_of))


def _dossiers() -> tuple[sa.Column[Any], ...]:
    """The columns of `dossier`."""
    return (
        sa.Column("id", sa.String, primary_key=True),
        *_words("number", "award", "unit", "state"),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("head", sa.String, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("likeness", sa.String, nullable=False, server_default=""),
        sa.Column("stem", sa.String, nullable=False, server_default=""),
        sa.Column("serial", sa.BigInteger, nullable=False, server_default="0"),
    )


def _sought() -> tuple[sa.Column[Any], ...]:
    """The columns of `sought`."""
    return (
        sa.Column("dossier", sa.String, primary_key=True),
        *_words("number", "award", "unit", "state", "stage", "kind"),
        sa.Column("year", sa.Integer, nullable=False),
        *_words("received", "due"),
    )


def _words(*names: str) -> Iterator[sa.Column[Any]]:
    """Columns of words."""
    return (sa.Column(name, sa.String, nullable=False) for name in names)


def _in_place_of(table: str) -> None:
    """Put the table that was made in the place of an older one."""
    op.drop_table(table)
    op.rename_table(NEW, table)


def _on_postgresql() -> None:
    """Change keys in place; no row of `event` is written, and none of `disclosure`."""
    tenant = sa.Column("tenant", sa.String, nullable=False, server_default="")
    op.add_column("command", tenant)
    is_key = COMMAND.c.key == sa.bindparam("is_key")
    change = COMMAND.update().where(is_key).values(tenant=sa.bindparam("of_unit"))
    for batch in _commands():
        found = [{"is_key": one["key"], "of_unit": one["tenant"]} for one in batch if one["tenant"]]
        if found:
            op.get_bind().execute(change, found)
    for table, key in (
        ("command", "tenant, key"),
        ("disclosure", "commitment, subject"),
        ("duty", "role, due, number, dossier"),
    ):
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey, ADD PRIMARY KEY ({key})")
    for table in ("dossier", "sought"):
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_number_key")


def _commands() -> Iterator[list[dict[str, object]]]:
    """The commands that were carried out, some thousand at a time, each with its unit."""
    connection = op.get_bind()
    rows = connection.execute(sa.select(DOSSIER.c.number, DOSSIER.c.unit)).all()
    units = {str(number): str(unit) for number, unit in rows}
    columns = (COMMAND.c.key, COMMAND.c.request, COMMAND.c.result)
    page = sa.select(*columns).order_by(COMMAND.c.key).limit(BATCH)
    found = connection.execute(page).all()
    while found:
        yield [
            {"tenant": _unit(units, result), "key": key, "request": request, "result": result}
            for key, request, result in found
        ]
        found = connection.execute(page.where(COMMAND.c.key > found[-1].key)).all()


def _unit(units: Mapping[str, str], result: object) -> str:
    """The unit of a command by its answer; empty where that names no dossier."""
    try:
        told = loads(result if isinstance(result, bytes) else str(result))
        number = told["number"] if "number" in told else told["numbers"][0]
    except (ValueError, KeyError, TypeError, IndexError):
        return ""
    return units.get(str(number), "")
