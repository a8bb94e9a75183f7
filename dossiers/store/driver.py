"""What the store asks of a connection, whichever database it leads to.

`sqlite3.Connection` is one as it stands; the one to PostgreSQL is `dossiers.store.postgresql`'s.
Statements are those of `dossiers.store.tables`, which have a text for each database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from dossiers.store.tables import Statement

Bound = Mapping[str, object]
"""The values of a statement, by their names."""


class Found(Protocol):
    """What a statement found; what stands in a row is asked where it is used."""

    @property
    def rowcount(self) -> int:
        """How many rows were added, changed or taken out."""

    def fetchone(self) -> Any:  # noqa: ANN401 -- as both drivers say of their rows
        """The next row, or None."""

    def fetchall(self) -> list[Any]:
        """The rows that are left."""

    def __iter__(self) -> Iterator[Any]:
        """The rows one by one."""


class Driver(Protocol):
    """A connection inside or outside of a transaction."""

    def execute(self, statement: Statement, bound: Bound = ..., /) -> Found:
        """Run a statement once.

        Args:
            statement: of `dossiers.store.tables`.
            bound: its values.
        """

    def executemany(self, statement: Statement, rows: Sequence[Bound], /) -> Found:
        """Run a statement for each of many rows; the count of what it found is that of all.

        Args:
            statement: of `dossiers.store.tables`.
            rows: the values of each.
        """
