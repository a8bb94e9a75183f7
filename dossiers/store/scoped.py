r"""The unit in every statement: what is asked within a scope finds nothing of anybody else.

Each statement that reads what belongs to somebody has a twin with one condition more.  A dossier
outside the scope is then not a row that is left out afterwards but one that was never found, so
that nothing tells it from a dossier that does not exist: no count, no place of a page, no time.

    >>> from dossiers.scope import EVERYTHING
    >>> from dossiers.store.tables import NUMBERS
    >>> within(NUMBERS, by_dossier).split("WHERE ")[1].split(" (")[0]
    'dossier.unit IN'
    >>> told(Scope(frozenset({"snv-bk", "sct-bk"}))), told(EVERYTHING)
    ('sct-bk\nsnv-bk\n', None)
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from sqlalchemy import (
    Column,
    ColumnElement,
    Select,
    String,
    Update,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    text,
)

from dossiers.scope import Scope
from dossiers.store.tables import (
    DISCLOSURE,
    DOSSIER,
    EVENT,
    MANDATE,
    PUBLICATION,
    Statement,
)

LINES = """(WITH RECURSIVE line (unit, rest) AS (SELECT '', :units UNION ALL
SELECT substr(rest, 1, instr(rest, char(10)) - 1), substr(rest, instr(rest, char(10)) + 1)
FROM line WHERE rest <> '') SELECT unit FROM line)"""
"""The units that are bound, and the house; the authorizer lets no table of a function be made."""

Among = Callable[[ColumnElement[str]], ColumnElement[bool]]
"""That a column holds one of the units that are bound, in the words of one database."""

Owner = Callable[[Among], ColumnElement[bool]]
"""That the owner of a row is among the units."""


def told(scope: Scope) -> str | None:
    """The units of a scope as statements take them, a line each; None for all units.

    What follows the last line break is the house.
    """
    if scope.units is None:
        return None
    return "".join(f"{unit}\n" for unit in sorted(scope.units))


def _on_sqlite(column: ColumnElement[str]) -> ColumnElement[bool]:
    """That a column holds one of the units, as SQLite says it."""
    return column.op("IN", is_comparison=True)(text(LINES))


def _on_postgresql(column: ColumnElement[str]) -> ColumnElement[bool]:
    """The same, as PostgreSQL says it."""
    lines = func.string_to_array(bindparam("units", type_=String), literal_column("E'\\n'"))
    return column.op("=", is_comparison=True)(func.any(lines))


def _stream(column: Column[str]) -> Owner:
    """That a stream is a dossier or a mandate of the units, or a publication of rules."""

    def owned(among: Among) -> ColumnElement[bool]:
        """By whichever of the three the stream is."""
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
