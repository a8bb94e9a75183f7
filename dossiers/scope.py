"""Whose dossiers somebody may see: those of some units, or all.

A unit is the tenant of the house: a council, a department, a cluster or a province is told nothing
of a dossier outside its units, not even that there is one.

    >>> own = Scope(frozenset({"sct-bk"}))
    >>> own.holds("sct-bk"), own.holds("snv-bk"), EVERYTHING.holds("snv-bk")
    (True, False, True)
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """Some units, or all.

    Attributes:
        units: the ids of the units; None for all of them.  No unit at all sees nothing.
    """

    units: frozenset[str] | None = None

    def holds(self, unit: str) -> bool:
        """Whether what belongs to a unit may be seen."""
        return self.units is None or unit in self.units

    def __or__(self, other: Scope) -> Scope:
        """What may be seen by somebody who has both."""
        if self.units is None or other.units is None:
            return EVERYTHING
        return Scope(self.units | other.units)


EVERYTHING = Scope()
"""All units: of a program that serves one office, and of those who decide for all."""
