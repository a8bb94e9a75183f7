"""The unit in every statement: what is asked within a scope finds nothing of anybody else.

Each statement that reads what belongs to somebody has a twin with one condition more.  A dossier
outside the scope is then not a row that is left out afterwards but one that was never found, so
that nothing tells it from a dossier that does not exist: no count, no place of a page, no time.

    >>> from dossiers.store.tables import NUMBERS
    >>> within(NUMBERS, by_dossier).split("WHERE ")[1].split(chr(10))[0]
    'dossier.unit IN (SELECT value '
    >>> told(Scope(frozenset({"snv-bk", "sct-bk"}))), told(EVERYTHING)
    ('["","sct-bk","snv-bk"]', None)
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import orjson
from sqlalchemy import (
    Column,
    ColumnElement,
    Select,
    String,
    Update,
    bindparam,
    cast,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB

from dossiers.scope import Scope
from dossiers.store.tables import (
    DISCLOSURE,
    DOSSIER,
    EVENT,
    MANDATE,
    PUBLICATION,
    Statement,
)

HOUSE = ""
"""Stands for the unit of what belongs to all who share a database, such as rules."""

Among = Callable[[ColumnElement[str]], ColumnElement[bool]]
"""That a column holds one of the units that are bound, in the words of one database."""

Owner = Callable[[Among], ColumnElement[bool]]
"""That the owner of a row is among the units."""


def told(scope: Scope) -> str | None:
    """The units of a scope as statements take them, with the house; None for all units."""
    if scope.units is None:
        return None
    return orjson.dumps(sorted({HOUSE, *scope.units})).decode()


def _on_sqlite(column: ColumnElement[str]) -> ColumnElement[bool]:
    """That a column holds one of the units, as SQLite says it."""
    units = func.json_each(bindparam("units"))
    return column.in_(select(literal_column("value")).select_from(units))


def _on_postgresql(column: ColumnElement[str]) -> ColumnElement[bool]:
    """The same, as PostgreSQL says it."""
    units = cast(bindparam("units", type_=String), JSONB)
    return column.in_(select(func.jsonb_array_elements_text(units)))


def _stream(column: Column[str]) -> Owner:
    """That a stream is a dossier or a mandate of the units, or a publication of rules."""

    def owned(among: Among) -> ColumnElement[bool]:
        return or_(
            select(DOSSIER.c.id).where(DOSSIER.c.id == column, among(DOSSIER.c.unit)).exists(),
            select(PUBLICATION.c.id).where(PUBLICATION.c.id == column).exists(),
            select(MANDATE.c.id).where(MANDATE.c.id == column, among(MANDATE.c.unit)).exists(),
        )

    return owned


def by_dossier(among: Among) -> ColumnElement[bool]:
    """By the unit of the dossier."""
    return among(DOSSIER.c.unit)


def by_mandate(among: Among) -> ColumnElement[bool]:
    """By the unit of the mandate; one of the house concerns everybody."""
    return among(MANDATE.c.unit)


by_event = _stream(EVENT.c.stream)
by_disclosure = _stream(DISCLOSURE.c.subject)


@cache
def within(statement: Statement, owner: Owner) -> Statement:
    """The twin of a statement that finds, or changes, only what belongs to the units bound to it.

    Args:
        statement: of `dossiers.store.tables`; its core has a WHERE.
        owner: by what its rows belong to somebody.

    Returns:
        It takes one value more: `units`, as `told` gives them.
    """
    core = statement.core
    assert isinstance(core, Select | Update), "what is narrowed has a WHERE"
    return Statement.of(core.where(owner(_on_sqlite)), core.where(owner(_on_postgresql)))
