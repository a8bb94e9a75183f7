"""What waits for somebody: a page of it by the last days, from the rows of who is waited for.

Of each role, and each unit where it is held for some units only, the database has what waits in
the order of its last days (`duty`).  A page is the first of these rows together; its cost grows
with the number of roles and units and not with that of dossiers.

    >>> "UNION" in str(waiting((Post("unit_head", ("sct-bk", "snv-bk")),), (), None, 50).compile())
    True
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Integer,
    Select,
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
from dossiers.store.tables import DOSSIER, DUTY

ASKED_ONE_BY_ONE = 100
"""Pairs of role and unit that are looked up one by one; of more, roles are gone through."""

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
) -> Row:
    """The statement for one page of what waits for some and not for others.

    Args:
        wanted: for whom; at least one.
        without: whatever waits for one of these is left out.
        after: the key of the last dossier of the page before, last day and number; None for none.
        most: how many dossiers a page has.

    Returns:
        A statement whose rows are last day and number, then id and stored body of the dossier.
    """
    asked = [one for post in wanted for one in _spread(post, len(wanted))]
    # Named, so that both databases bind the same: for SQLite the library adds an OFFSET of its own.
    count = bindparam("most", most, Integer)
    rows = _first_of(asked, without, after, count)
    ordered = select(rows).order_by(rows.c.due, rows.c.number)
    page = ordered.limit(count).offset(NONE).subquery("page")
    return (
        select(page.c.due, page.c.number, DOSSIER.c.id, DOSSIER.c.body)
        .join_from(page, DOSSIER, DOSSIER.c.id == page.c.dossier)
        .order_by(page.c.due, page.c.number)
    )


def _spread(post: Post, roles: int) -> list[ColumnElement[bool]]:
    """What is asked of the rows of a post: one question a unit, or one for all of them."""
    role = DUTY.c.role == post.role
    if post.units is None:
        return [role]
    if len(post.units) * roles > ASKED_ONE_BY_ONE:
        return [role & _within(DUTY, post)]
    return [role & (DUTY.c.unit == unit) for unit in post.units]


def _first_of(
    asked: Sequence[ColumnElement[bool]],
    without: Sequence[Post],
    after: tuple[object, ...] | None,
    most: BindParameter[int],
) -> Subquery:
    """The first rows of each question, each dossier once."""
    others = [_not_for(without)] if without else []
    if after is not None:
        others.append(tuple_(*KEYS) > tuple_(*after))
    every = [select(*KEYS, DUTY.c.dossier).where(one, *others).order_by(*KEYS) for one in asked]
    first = [one.limit(most).offset(NONE).subquery() for one in every]
    parts: list[Row] = [select(one) for one in first]
    whole: Row | CompoundSelect[*tuple[object, ...]] = union(*parts) if parts[1:] else parts[0]
    return whole.subquery("rows")


def _not_for(without: Sequence[Post]) -> ColumnElement[bool]:
    """That a dossier waits for none of these."""
    other = DUTY.alias("other")
    theirs = [(other.c.role == one.role) & _within(other, one) for one in without]
    here = other.c.dossier == DUTY.c.dossier
    return ~select(other.c.dossier).where(here, or_(*theirs)).exists()


def _within(duty: FromClause, post: Post) -> ColumnElement[bool]:
    """That a row of `duty` is of one of the units of a post."""
    if post.units is None:
        return true()
    return or_(false(), *(duty.c.unit == unit for unit in post.units))
