"""What waits for somebody: a page of it by the last days, from the rows of who is waited for.

Of each role, and each unit where it is held for some units only, the database has what waits in
the order of its last days (`duty`).  A page is the first of these rows together; its cost grows
with the number of roles and units and not with that of dossiers.

Posts of one shape are asked by one statement, which is compiled once.

    >>> one = waiting((Post("unit_head", ("sct-bk", "snv-bk")),), (), None, 50)
    >>> "UNION" in one.statement, one.bound["wanted_0_1"]
    (True, 'snv-bk')
    >>> other = waiting((Post("unit_clerk", ("sct-bk", "xa-mau")),), (), None, 50)
    >>> other.statement is one.statement
    True
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    String,
    Subquery,
    bindparam,
    false,
    literal_column,
    or_,
    select,
    true,
    tuple_,
    union,
)
from sqlalchemy.sql import CompoundSelect

from dossiers.scope import Scope
from dossiers.store.seeking import Asked
from dossiers.store.tables import DOSSIER, DUTY, Statement

ASKED_ONE_BY_ONE = 100
"""Pairs of role and unit that are looked up one by one; of more, roles are gone through."""

MOST_SHAPES = 256
"""Statements that are kept: by how many units each post has, and whether a page comes before."""

WANTED, WITHOUT, AFTER = "wanted", "without", ("after_due", "after_number")
"""What the names of bound values begin with."""

NONE: ColumnElement[int] = literal_column("0")
KEYS = (DUTY.c.due, DUTY.c.number)
Row = Select[*tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Post:
    """A role, or a member of councils, for some units or for all.

    Attributes:
        role: the id of the role; of a member, with `seeking.MEMBER` before it.
        units: the ids of the units; None for all of them.
    """

    role: str
    units: tuple[str, ...] | None = None

    def within(self, scope: Scope) -> Post:
        """The same post as far as a scope shows its units.

        >>> Post("unit_head", ("sct-bk", "snv-bk")).within(Scope(frozenset({"snv-bk"}))).units
        ('snv-bk',)
        """
        if scope.units is None:
            return self
        held = scope.units if self.units is None else scope.units.intersection(self.units)
        return Post(self.role, tuple(sorted(held)))


def waiting(
    wanted: Sequence[Post],
    without: Sequence[Post],
    after: tuple[object, ...] | None,
    most: int,
) -> Asked:
    """The statement for one page of what waits for some and not for others.

    Args:
        wanted: for whom; at least one.
        without: whatever waits for one of these is left out.
        after: the key of the last dossier of the page before, last day and number; None for none.
        most: how many dossiers a page has.

    Returns:
        A statement whose rows are last day and number, then id and stored body of the dossier.
    """
    shapes = tuple(map(_shape, wanted)), tuple(map(_shape, without))
    bound: dict[str, object] = {"most": most}
    for side, posts in ((WANTED, wanted), (WITHOUT, without)):
        for at, post in enumerate(posts):
            bound[_role(side, at)] = post.role
            bound |= {_unit(side, at, i): unit for i, unit in enumerate(post.units or ())}
    if after is not None:
        bound |= dict(zip(AFTER, after, strict=True))
    return Asked(_statement(*shapes, paged=after is not None), bound)


def _shape(post: Post) -> int | None:
    """How many units a post has; None for all.  Posts of one shape are asked by one statement."""
    return None if post.units is None else len(post.units)


def _role(side: str, at: int) -> str:
    """The name under which the role of a post is bound."""
    return f"{side}_{at}"


def _unit(side: str, at: int, i: int) -> str:
    """The name under which a unit of a post is bound."""
    return f"{side}_{at}_{i}"


@lru_cache(maxsize=MOST_SHAPES)
def _statement(
    wanted: tuple[int | None, ...], without: tuple[int | None, ...], *, paged: bool
) -> Statement:
    """The statement for posts of these shapes, compiled once; all their values are bound."""
    asked = [
        one
        for at, units in enumerate(wanted)
        for one in _spread(_role(WANTED, at), _units(WANTED, at, units), len(wanted))
    ]
    # Named, so that both databases bind the same: for SQLite the library adds an OFFSET of its own.
    count = bindparam("most", type_=Integer)
    others = [_not_for(without)] if without else []
    if paged:
        others.append(tuple_(*KEYS) > tuple_(*(bindparam(name, type_=String) for name in AFTER)))
    rows = _first_of(asked, others, count)
    ordered = select(rows).order_by(rows.c.due, rows.c.number)
    page = ordered.limit(count).offset(NONE).subquery("page")
    return Statement.asking(
        select(page.c.due, page.c.number, DOSSIER.c.id, DOSSIER.c.body)
        .join_from(page, DOSSIER, DOSSIER.c.id == page.c.dossier)
        .order_by(page.c.due, page.c.number)
    )


def _units(side: str, at: int, units: int | None) -> tuple[str, ...] | None:
    """The names under which the units of a post are bound; None for all units."""
    return None if units is None else tuple(_unit(side, at, i) for i in range(units))


def _spread(role: str, units: tuple[str, ...] | None, roles: int) -> list[ColumnElement[bool]]:
    """What is asked of the rows of a post: one question a unit, or one for all of them."""
    here = DUTY.c.role == bindparam(role, type_=String)
    if units is None:
        return [here]
    if len(units) * roles > ASKED_ONE_BY_ONE:
        return [here & _within(DUTY, units)]
    return [here & _within(DUTY, (unit,)) for unit in units]


def _first_of(
    asked: Sequence[ColumnElement[bool]],
    others: Sequence[ColumnElement[bool]],
    most: BindParameter[int],
) -> Subquery:
    """The first rows of each question, each dossier once."""
    every = [select(*KEYS, DUTY.c.dossier).where(one, *others).order_by(*KEYS) for one in asked]
    first = [one.limit(most).offset(NONE).subquery() for one in every]
    parts: list[Row] = [select(one) for one in first]
    whole: Row | CompoundSelect[*tuple[object, ...]] = union(*parts) if parts[1:] else parts[0]
    return whole.subquery("rows")


def _not_for(without: tuple[int | None, ...]) -> ColumnElement[bool]:
    """That a dossier waits for none of these."""
    other = DUTY.alias("other")
    theirs = [
        (other.c.role == bindparam(_role(WITHOUT, at), type_=String))
        & _within(other, _units(WITHOUT, at, units))
        for at, units in enumerate(without)
    ]
    here = other.c.dossier == DUTY.c.dossier
    return ~select(other.c.dossier).where(here, or_(*theirs)).exists()


def _within(duty: FromClause, units: tuple[str, ...] | None) -> ColumnElement[bool]:
    """That a row of `duty` is of one of the units that are bound under these names."""
    if units is None:
        return true()
    return or_(false(), *(duty.c.unit == bindparam(unit, type_=String) for unit in units))
