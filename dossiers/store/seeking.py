"""By what dossiers are found: a page of them for a query, in an order, by keys, not by counting.

Three tables are written beside the cache of dossiers and can be dropped and built again like it:
`sought` holds what is asked of a dossier as a whole, `word` the words of its nominee, `duty` the
roles that may act on it next.  Values that people type are bound, never put into a statement.

A page begins after the last key of the page before, so the thousandth costs what the first does and
nothing is shown twice when dossiers move in between.

    >>> from dossiers.asking import Named
    >>> "EXISTS" in str(selection(Named("duong"), Order.DUE, None, 50).compile())
    True
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from sqlalchemy import (
    Column,
    ColumnElement,
    Select,
    and_,
    false,
    func,
    not_,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.dialects import sqlite

from dossiers.asking import All, Among, Any, Named, Not, Query, Within
from dossiers.store.driver import Bound, Driver
from dossiers.store.rows import Sought
from dossiers.store.tables import (
    ADD_DUTY,
    ADD_WORD,
    DOSSIER,
    DROP_DUTIES_OF,
    DUTY,
    KEEP_SOUGHT,
    SOUGHT,
    WORD,
    Statement,
)
from texts.folding import is_marked, marked_word, plain_word

NEVER = "9999-12-31"
"""Stands for the last day of a dossier on which no term runs, so that such dossiers come last."""

STAR = "*"
PLAIN = b"p:"
MARKED = b"m:"
BEYOND = b"\xff"
"""More than any byte of UTF-8: where words with a certain beginning end."""

FEW = 8_000
SOME = 60_000
"""Names with a word up to which it is rare, and up to which it is worth listing (measured)."""

NAMED = sqlite.dialect(paramstyle="named")
NOT_COUNTED: Mapping[str, int] = {}


class Order(Enum):
    """In which order a page stands; the number of the dossier decides between equals."""

    DUE = "due"
    """The nearest last day first."""
    NUMBER = "number"
    NAME = "name"
    """By given name, family name, names between."""


KEYS: Mapping[Order, tuple[Column[object], ...]] = {
    Order.DUE: (SOUGHT.c.due, SOUGHT.c.number),
    Order.NUMBER: (SOUGHT.c.number,),
    Order.NAME: (SOUGHT.c.name, SOUGHT.c.number),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement that was made for one question, with the values of the question.

    Attributes:
        statement: it has no value in its text.
        bound: the values, by name.
    """

    statement: Statement
    bound: Bound

    @classmethod
    def of(cls, core: Select[*tuple[object, ...]]) -> Asked:
        """The statement and the values of a selection."""
        made = Statement.of(core)
        return cls(made, core.compile(dialect=NAMED).params)


def stored_words(words: tuple[str, ...]) -> frozenset[bytes]:
    """The words of a name as they are stored: each without marks, and each with them.

    >>> sorted(stored_words(("đường", "an")))[-2:]
    [b'p:an', b'p:duong']
    """
    plain = {PLAIN + plain_word(one).encode() for one in words}
    return frozenset(plain | {MARKED + marked_word(one).encode() for one in words})


def selection(
    query: Query,
    order: Order,
    after: tuple[object, ...] | None,
    most: int,
    reach: Mapping[str, int] = NOT_COUNTED,
) -> Select[*tuple[object, ...]]:
    """The statement for one page.

    Args:
        query: what is asked.
        order: how the page stands.
        after: the key of the last dossier of the page before; None for the first page.
        most: how many dossiers a page has.
        reach: how many names have a word, as far as it was counted (`counting`); it decides how the
            word is looked up, never what is found.

    Returns:
        A statement whose rows are the key of the order, then the body of the dossier.
    """
    keys = KEYS[order]
    where = [condition(query, reach)]
    if after is not None:
        where.append(tuple_(*keys) > tuple_(*after))
    page = (
        select(*keys, SOUGHT.c.dossier.label("dossier"))
        .where(*where)
        .order_by(*keys)
        .limit(most)
        .subquery("page")
    )
    named = [page.c[key.name] for key in keys]
    return (
        select(*named, DOSSIER.c.body)
        .join_from(page, DOSSIER, DOSSIER.c.id == page.c.dossier)
        .order_by(*named)
    )


def words_in(query: Query) -> frozenset[str]:
    """The words that everything found must have; worth counting before a page is asked for."""
    if isinstance(query, Named):
        return frozenset({query.word})
    if isinstance(query, All):
        return frozenset(one.word for one in query.parts if isinstance(one, Named))
    return frozenset()


def counting(word: str) -> Select[int]:
    """The statement that counts the names with a word, as far as it matters."""
    some = select(WORD.c.dossier).where(_is_word(word)).limit(SOME + 1).subquery()
    return select(func.count()).select_from(some)


def condition(query: Query, reach: Mapping[str, int] = NOT_COUNTED) -> ColumnElement[bool]:
    """What a query asks of a row of `sought`; true or false of every row, never unknown."""
    match query:
        case All(parts):
            return and_(true(), *(condition(one, reach) for one in parts))
        case Any(parts):
            return or_(false(), *(condition(one) for one in parts))
        case Not(part):
            return not_(condition(part))
        case Named(word):
            return _named(word, reach.get(word, SOME + 1))
        case Among(field, values):
            return or_(false(), *(_is(field, one) for one in values))
        case Within():
            return _within(query)


def _named(word: str, reach: int) -> ColumnElement[bool]:
    """That a word stands in the name, looked up as suits how many names have it.

    A rare word is where the search begins; of one that is neither rare nor frequent the dossiers
    are listed once; a frequent one is looked for in every dossier until the page is full.
    """
    if reach > SOME:
        here = WORD.c.dossier == SOUGHT.c.dossier
        return select(WORD.c.dossier).where(here, _is_word(word)).exists()
    listed = select(WORD.c.dossier).where(_is_word(word))
    # Joined to nothing, the id can no longer be looked up by its index.
    column = SOUGHT.c.dossier if reach <= FEW else SOUGHT.c.dossier.concat("")
    return column.in_(listed)


def _is_word(word: str) -> ColumnElement[bool]:
    """That a stored word is this one, or begins so where it was typed without marks."""
    if is_marked(word):
        return WORD.c.word == MARKED + marked_word(word).encode()
    begins = PLAIN + plain_word(word).encode()
    return and_(WORD.c.word >= begins, WORD.c.word < begins + BEYOND)


def _is(field: str, value: str) -> ColumnElement[bool]:
    """That a field has a value."""
    if field == "waits":
        here = DUTY.c.dossier == SOUGHT.c.dossier
        return select(DUTY.c.dossier).where(here, DUTY.c.role == value).exists()
    column = SOUGHT.c[field]
    if field == "number" and value.endswith(STAR):
        begins = value.removesuffix(STAR)
        return func.substr(column, 1, len(begins)) == begins
    return column == value


def _within(query: Within) -> ColumnElement[bool]:
    """That a year or a day lies between two; what has none lies nowhere."""
    column = SOUGHT.c[query.field]
    sides = [column != (NEVER if query.field == "due" else "")]
    if query.field == "year":
        sides = [true()]
    if query.low is not None:
        sides.append(column >= _told(query.low))
    if query.high is not None:
        sides.append(column <= _told(query.high))
    return and_(*sides)


def _told(bound: int | date) -> int | str:
    """A bound as its column holds it."""
    return bound.isoformat() if isinstance(bound, date) else bound


def entered(driver: Driver, one: Sought, *, new: bool) -> None:
    """Enter a dossier into the tables, or what has changed of it.

    The words of a name are entered once: no act renames a nominee.

    Args:
        driver: inside the transaction that writes the dossier.
        one: what it is found by now.
        new: whether it was not there before.
    """
    driver.execute(KEEP_SOUGHT, {column.name: getattr(one, column.name) for column in SOUGHT.c})
    if new:
        words = [{"word": word, "dossier": one.dossier} for word in sorted(one.words)]
        driver.executemany(ADD_WORD, words)
    else:
        driver.execute(DROP_DUTIES_OF, {"dossier": one.dossier})
    duties = [
        {"role": role, "due": one.due, "number": one.number, "dossier": one.dossier}
        for role in sorted(one.duties)
    ]
    driver.executemany(ADD_DUTY, duties)
