"""A query as a value: what is asked, without how it was typed.

`str()` of a query is its one canonical text, which reads back as the same query on any day: days
that were counted from today stand there as days.

    >>> str(All((Named("duong"), Not(Among("award", ("CSTDCS", "CO_TINH"))))))
    'duong -award:CSTDCS,CO_TINH'
    >>> str(Any((Within("year", low=2022, high=2024), Named("đường"))))
    'year:2022..2024 | đường'
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

OR = frozenset({"or", "hoặc"})
"""Words that stand for `|`; sought as words of a name they are put in quotes."""

Bound = int | date
"""Years are whole numbers, days are days."""


@dataclass(frozen=True, slots=True)
class Named:
    """A word of the name, whole where it carries marks, else its beginning without marks.

    Attributes:
        word: in small letters and composed Unicode, letters and digits only.
    """

    word: str

    def __str__(self) -> str:
        return f'"{self.word}"' if self.word in OR else self.word


@dataclass(frozen=True, slots=True)
class Among:
    """A field has one of these values.

    Attributes:
        field: the name of the field.
        values: at least one, of letters, digits and `-_.`; numbers also with `/` and, at the
            end, a star.
    """

    field: str
    values: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.field}:{','.join(self.values)}"


@dataclass(frozen=True, slots=True)
class Within:
    """A year or day lies between two, both included; None leaves a side open.

    What has no such year or day at all lies nowhere.
    """

    field: str
    low: Bound | None = None
    high: Bound | None = None

    def __str__(self) -> str:
        if self.low == self.high:
            return f"{self.field}:{self.low}"
        if self.low is None:
            assert self.high is not None, "one side is given"
            return f"{self.field}:<{_after(self.high)}"
        if self.high is None:
            return f"{self.field}:>={self.low}"
        return f"{self.field}:{self.low}..{self.high}"


@dataclass(frozen=True, slots=True)
class Not:
    """What a query does not find."""

    part: Query

    def __str__(self) -> str:
        return f"-({self.part})" if isinstance(self.part, Not) else f"-{_grouped(self.part)}"


@dataclass(frozen=True, slots=True)
class All:
    """Everything that all parts find; without parts, everything."""

    parts: tuple[Query, ...] = ()

    def __str__(self) -> str:
        return " ".join(_grouped(one) for one in self.parts)


@dataclass(frozen=True, slots=True)
class Any:
    """Everything that one of the parts finds; at least two."""

    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return " | ".join(_grouped(one, inside=Any) for one in self.parts)


Query = Named | Among | Within | Not | All | Any


def _grouped(part: Query, inside: type = All) -> str:
    """A part as it stands in a larger query, in brackets where it would fall apart."""
    loose = isinstance(part, Any | All) and not (inside is Any and isinstance(part, All))
    return f"({part})" if loose else str(part)


def _after(bound: Bound) -> Bound:
    """The first year or day that is beyond a bound."""
    return bound + timedelta(days=1) if isinstance(bound, date) else bound + 1
