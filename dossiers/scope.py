"""Whose dossiers somebody may see: those of some units, or all.

A unit is the tenant of the house: a council, a department, a cluster or a province is told nothing
of a dossier outside its units, not even that there is one.

    >>> own = Scope(frozenset({"sct-bk"}))
    >>> own.holds("sct-bk"), own.holds("snv-bk"), EVERYTHING.holds("snv-bk")
    (True, False, True)

A program that is narrowed to a scope can be narrowed further and never widened.

    >>> sorted((own & Scope(frozenset({"snv-bk"}))).units or ()), (own & EVERYTHING) == own
    ([], True)
"""

from __future__ import annotations

from dataclasses import dataclass

from dossiers.errors import DossierError
from texts import Text


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

    def __and__(self, other: Scope) -> Scope:
        """What may be seen by somebody who is held to both."""
        if self.units is None:
            return other
        return self if other.units is None else Scope(self.units & other.units)


SHARED = ""
"""Stands for the unit of what belongs to all who share a database, such as rules."""

NOBODYS = Scope(frozenset())
"""No unit: of those who see nobody's dossiers."""

EVERYTHING = Scope()
"""All units: of a program that serves one office, and of those who decide for all."""


class OutsideScopeError(DossierError):
    """Something was to be written for a unit that whoever writes may not see.

    Attributes:
        unit: the unit that was named; nothing is said of what there is of it.
    """

    def __init__(self, unit: str) -> None:
        """Name the unit and who can help."""
        self.unit = unit
        super().__init__(
            Text(
                vi="Đơn vị '{unit}' không thuộc các đơn vị mà phần mềm ở đây được làm thay; chưa "
                "ghi gì. Hãy xem lại mã đơn vị, hoặc hỏi người quản trị.",
                en="The unit '{unit}' is none of those that this installation works for; nothing "
                "was written. Check the id of the unit, or ask the administrator.",
            ).fill(unit=unit)
        )


class NeedsWholeError(DossierError):
    """What is done to the whole record was asked of a program that sees some units only."""

    def __init__(self) -> None:
        """Say who can do it."""
        super().__init__(
            Text(
                vi="Việc này làm trên toàn bộ sổ, còn phần mềm ở đây chỉ được xem một số đơn vị; "
                "chưa làm gì. Hãy nhờ nơi giữ cơ sở dữ liệu, hoặc bỏ TDKT_UNITS (--unit-scope).",
                en="This is done to the whole record, and this installation sees some units only; "
                "nothing was done. Ask whoever keeps the database, or leave out TDKT_UNITS "
                "(--unit-scope).",
            )
        )
