"""By what dossiers are found: a page of them for a query, in an order, by keys, not by counting.

Three tables are written beside the cache of dossiers and can be dropped and built again like it:
`sought` holds what is asked of a dossier as a whole, `word` by what words its nominee is found,
`duty` the roles that may act on it next.  Values that people type are bound, never put into a
statement.

No name stands in them (ADR 0034): of a word there are fingerprints under a key that lies apart, one
of the word with its marks and one of each beginning of it without, so that a word is looked up by
equality.  Whoever has the file without the keys can neither read a name there nor try one out.

A page begins after the last key of the page before, so the thousandth costs what the first does and
nothing is shown twice when dossiers move in between.

    >>> from dossiers.asking import Named
    >>> words = {"duong": Word(b"fingerprint")}
    >>> "EXISTS" in str(selection(Named("duong"), Order.DUE, None, 50, words).compile())
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

from dossiers.asking import All, Among, Any, Named, Not, Query, Within
from dossiers.scope import EVERYTHING, Scope
from dossiers.store.driver import Bound, Driver
from dossiers.store.rows import Sought
from dossiers.store.tables import (
    ADD_DUTY,
    ADD_SOUGHT,
    ADD_WORD,
    DOSSIER,
    DROP_DUTIES_OF,
    DROP_WORDS_OF,
    DUTY,
    MOVE_SOUGHT,
    NAMED,
    SOUGHT,
    WORD,
    Statement,
)
from texts.folding import is_marked, marked_word, plain_word

NEVER = "9999-12-31"
"""Stands for the last day of a dossier on which no term runs, so that such dossiers come last."""

STAR = "*"
MEMBER = "@"
"""Stands before the id of a member whose vote is awaited; no role begins so."""

PLAIN = b"p:"
MARKED = b"m:"

FEW = 8_000
SOME = 60_000
"""Names with a word up to which it is rare, and up to which it is worth listing (measured)."""


class Order(Enum):
    """In which order a page stands; the number of the dossier decides between equals."""

    DUE = "due"
    """The nearest last day first."""
    NUMBER = "number"
    NAME = "name"
    """By given name, family name, names between; no table has names, so what is found is sorted in
    memory (`dossiers.use_cases.finding`)."""


KEYS: Mapping[Order, tuple[Column[object], ...]] = {
    Order.DUE: (SOUGHT.c.due, SOUGHT.c.number),
    Order.NUMBER: (SOUGHT.c.number,),
}
"""The columns of each order in which the database has its pages."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a query, as it is looked up.

    Attributes:
        mark: its fingerprint.
        reach: how many names have it, as far as it was counted (`counting`); it decides how the
            word is looked up, never what is found.
    """

    mark: bytes
    reach: int = SOME + 1


WAITS: Mapping[str, str] = {"waits": "", "member": MEMBER}
"""The fields that ask who is waited for, each with what stands before its values."""

NO_WORDS: Mapping[str, Word] = {}


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
        made = Statement.asking(core)
        return cls(made, core.compile(dialect=NAMED).params)


def stored_words(words: tuple[str, ...]) -> frozenset[bytes]:
    r"""What the words of a name are found by: each with its marks, and its beginnings without.

    >>> sorted(stored_words(("án",)))
    [b'm:an\xcc\x81', b'p:a', b'p:an']
    """
    plain = (plain_word(one) for one in words)
    begun = {PLAIN + one[:end].encode() for one in plain for end in range(1, len(one) + 1)}
    return frozenset(begun | {MARKED + marked_word(one).encode() for one in words})


def asked_word(word: str) -> bytes:
    """By which of these a word is found that somebody typed.

    >>> asked_word("an"), asked_word("AN") in stored_words(("ánh",))
    (b'p:an', True)
    """
    if is_marked(word):
        return MARKED + marked_word(word).encode()
    return PLAIN + plain_word(word).encode()


def selection(
    query: Query,
    order: Order,
    after: tuple[object, ...] | None,
    most: int,
    words: Mapping[str, Word] = NO_WORDS,
    scope: Scope = EVERYTHING,
) -> Select[*tuple[object, ...]]:
    """The statement for one page.

    Args:
        query: what is asked.
        order: how the page stands; `Order.NAME` is none of the database's.
        after: the key of the last dossier of the page before; None for the first page.
        most: how many dossiers a page has.
        words: every word of the query, as it is looked up.
        scope: whose dossiers are looked at.

    Returns:
        A statement whose rows are the key of the order, then id and stored body of the dossier.
    """
    duty = _duty_in(query) if order is Order.DUE else None
    keys = KEYS[order] if duty is None else (DUTY.c.due, DUTY.c.number)
    where = [condition(query, words), *(duty or ())]
    if scope.units is not None:
        where.append(or_(false(), *(SOUGHT.c.unit == unit for unit in sorted(scope.units))))
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
        select(*named, DOSSIER.c.id, DOSSIER.c.body)
        .join_from(page, DOSSIER, DOSSIER.c.id == page.c.dossier)
        .order_by(*named)
    )


def _duty_in(query: Query) -> list[ColumnElement[bool]] | None:
    """That a row of `duty` is the one by which everything found is waited for; None for none.

    By it the database has those that wait for somebody in the order of their last days, and need
    not look for them among all that wait for nobody.
    """
    parts = query.parts if isinstance(query, All) else (query,)
    wanted = [one for one in parts if isinstance(one, Among) and len(one.values) == 1]
    waits = next((one for one in wanted if one.field in WAITS), None)
    if waits is None:
        return None
    units = [DUTY.c.unit == one.values[0] for one in wanted if one.field == "unit"]
    here = DUTY.c.dossier == SOUGHT.c.dossier
    return [here, DUTY.c.role == WAITS[waits.field] + waits.values[0], *units]


def words_in(query: Query) -> frozenset[str]:
    """Every word of a query."""
    match query:
        case Named(word):
            return frozenset({word})
        case Not(part):
            return words_in(part)
        case All(parts) | Any(parts):
            return frozenset(word for one in parts for word in words_in(one))
        case _:
            return frozenset()


def needed_in(query: Query) -> frozenset[str]:
    """The words that everything found must have; worth counting before a page is asked for."""
    if isinstance(query, Named):
        return frozenset({query.word})
    if isinstance(query, All):
        return frozenset(one.word for one in query.parts if isinstance(one, Named))
    return frozenset()


def counting(mark: bytes) -> Select[int]:
    """The statement that counts the names with a word, as far as it matters."""
    some = select(WORD.c.dossier).where(WORD.c.word == mark).limit(SOME + 1).subquery()
    return select(func.count()).select_from(some)


def condition(query: Query, words: Mapping[str, Word]) -> ColumnElement[bool]:
    """What a query asks of a row of `sought`; true or false of every row, never unknown."""
    match query:
        case All(parts):
            return and_(true(), *(condition(one, words) for one in parts))
        case Any(parts):
            return or_(false(), *(condition(one, words) for one in parts))
        case Not(part):
            return not_(condition(part, words))
        case Named(word):
            return _named(words[word])
        case Among(field, values):
            return or_(false(), *(_is(field, one) for one in values))
        case Within():
            return _within(query)


def _named(word: Word) -> ColumnElement[bool]:
    """That a word stands in the name, looked up as suits how many names have it.

    A rare word is where the search begins; of one that is neither rare nor frequent the dossiers
    are listed once; a frequent one is looked for in every dossier until the page is full.
    """
    is_word = WORD.c.word == word.mark
    if word.reach > SOME:
        here = WORD.c.dossier == SOUGHT.c.dossier
        return select(WORD.c.dossier).where(here, is_word).exists()
    listed = select(WORD.c.dossier).where(is_word)
    # Joined to nothing, the id can no longer be looked up by its index.
    column = SOUGHT.c.dossier if word.reach <= FEW else SOUGHT.c.dossier.concat("")
    return column.in_(listed)


def _is(field: str, value: str) -> ColumnElement[bool]:
    """That a field has a value."""
    if field in WAITS:
        duty = DUTY.alias("awaited")
        here = duty.c.dossier == SOUGHT.c.dossier
        return select(duty.c.dossier).where(here, duty.c.role == WAITS[field] + value).exists()
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

    The words of a name are entered once: no act renames a nominee.  They go when it is erased.

    Args:
        driver: inside the transaction that writes the dossier.
        one: what it is found by now; its words are fingerprints.
        new: whether it was not there before; a dossier of an older database that was not entered
            yet is left to the upgrade, which enters all of it.
    """
    if new:
        driver.execute(ADD_SOUGHT, {column.name: getattr(one, column.name) for column in SOUGHT.c})
        words = [{"word": word, "dossier": one.dossier} for word in sorted(one.words)]
        driver.executemany(ADD_WORD, words)
    elif not _moved(driver, one):
        return
    duties = [
        {
            "role": role,
            "due": one.due,
            "number": one.number,
            "dossier": one.dossier,
            "unit": one.unit,
        }
        for role in sorted(one.duties)
    ]
    driver.executemany(ADD_DUTY, duties)


def _moved(driver: Driver, one: Sought) -> bool:
    """Change what is entered of a dossier; False where it was not entered yet.

    Then its words are not there either, and the upgrade enters all of it.
    """
    if driver.execute(MOVE_SOUGHT, found_change(one)).rowcount == 0:
        return False
    if not one.words:
        driver.execute(DROP_WORDS_OF, {"dossier": one.dossier})
    driver.execute(DROP_DUTIES_OF, {"dossier": one.dossier})
    return True


def found_change(one: Sought) -> dict[str, object]:
    """What has changed of what a dossier is found by, as the parameters of its statement."""
    return {
        "is_dossier": one.dossier,
        "now_state": one.state,
        "now_stage": one.stage,
        "now_received": one.received,
        "now_due": one.due,
    }
