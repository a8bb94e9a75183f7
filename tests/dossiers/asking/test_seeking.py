"""What a query finds in the database is what it says, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, delete, insert
from sqlalchemy.pool import StaticPool

from dossiers.asking import All, Among, Any, Named, Not, Query, Within
from dossiers.store.rows import Sought
from dossiers.store.seeking import (
    NEVER,
    SOME,
    Order,
    Word,
    asked_word,
    selection,
    stored_words,
    words_in,
)
from dossiers.store.tables import DOSSIER, DUTY, METADATA, SOUGHT, WORD
from dossiers.use_cases.matching import matches
from texts.folding import is_marked, marked_word, plain_word, words_of

NAMES = st.lists(
    st.sampled_from(["An", "Ánh", "Dương", "Đường", "Đương", "Hoà", "Hòa", "Hóa", "Nguyễn"]),
    min_size=1,
    max_size=3,
).map(" ".join)
ROLES = ["unit_clerk", "council_clerk", "head"]
DAYS = st.sampled_from(["2025-03-11", "2025-03-12", "2025-03-20"])


@dataclass(frozen=True)
class Facts:
    """A dossier as the test knows it."""

    name: str
    award: str
    unit: str
    state: str
    year: int
    received: str
    due: str
    duties: frozenset[str]


FACTS = st.lists(
    st.builds(
        Facts,
        name=NAMES,
        award=st.sampled_from(["CSTDCS", "LDTT"]),
        unit=st.sampled_from(["a", "b"]),
        state=st.sampled_from(["draft", "council_review"]),
        year=st.sampled_from([2023, 2024]),
        received=DAYS | st.just(""),
        due=DAYS | st.just(NEVER),
        duties=st.frozensets(st.sampled_from(ROLES)),
    ),
    max_size=9,
)
BOUNDS = st.sampled_from([date(2025, 3, 10), date(2025, 3, 12), date(2025, 3, 19)])
LEAVES: st.SearchStrategy[Query] = st.one_of(
    st.sampled_from(["duong", "d", "hoa", "hòa", "đường", "ng", "án"]).map(Named),
    st.just(Among("award", ("CSTDCS",))),
    st.just(Among("unit", ("a", "c"))),
    st.just(Among("number", ("N-1*",))),
    st.just(Among("number", ("N-00%",))),
    st.sampled_from(ROLES).map(lambda role: Among("waits", (role,))),
    st.sampled_from([2022, 2023]).map(lambda low: Within("year", low, None)),
    st.builds(Within, st.sampled_from(["due", "received"]), BOUNDS, st.none()),
    st.builds(Within, st.sampled_from(["due", "received"]), st.none(), BOUNDS),
)
QUERIES = st.recursive(
    LEAVES,
    lambda inner: (
        inner.map(Not)
        | st.lists(inner, max_size=3).map(lambda parts: All(tuple(parts)))
        | st.lists(inner, min_size=2, max_size=3).map(lambda parts: Any(tuple(parts)))
    ),
    max_leaves=5,
)


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    METADATA.create_all(engine)
    with engine.connect() as opened:
        yield opened
    engine.dispose()


def sought(at: int, one: Facts) -> Sought:
    return Sought(
        dossier=f"d-{at}",
        number=number(at),
        award=one.award,
        unit=one.unit,
        state=one.state,
        stage="",
        kind="individual",
        year=one.year,
        received=one.received,
        due=one.due,
        words=stored_words(words_of(one.name)),
        duties=one.duties,
    )


def number(at: int) -> str:
    return f"N-{at:02}"


def fill(connection: Connection, facts: list[Facts]) -> None:
    for table in (DOSSIER, SOUGHT, WORD, DUTY):
        connection.execute(delete(table))
    for at, fact in enumerate(facts):
        one = sought(at, fact)
        dossier = {
            "id": one.dossier,
            "number": one.number,
            "award": one.award,
            "unit": one.unit,
            "state": one.state,
            "n": 1,
            "head": "",
            "body": one.number.encode(),
        }
        connection.execute(insert(DOSSIER), dossier)
        columns = {each.name for each in SOUGHT.columns}
        row = {each.name: getattr(one, each.name) for each in fields(one) if each.name in columns}
        connection.execute(insert(SOUGHT), row)
        for word in one.words:
            connection.execute(insert(WORD), {"word": word, "dossier": one.dossier})
        for role in one.duties:
            duty = {"role": role, "due": one.due, "number": one.number, "dossier": one.dossier}
            connection.execute(insert(DUTY), duty)


def holds(query: Query, at: int, one: Facts) -> bool:
    """What a query means, said once more without a database."""
    match query:
        case All(parts):
            return all(holds(part, at, one) for part in parts)
        case Any(parts):
            return any(holds(part, at, one) for part in parts)
        case Not(part):
            return not holds(part, at, one)
        case Named(word):
            return named(one.name, word)
        case Among(field, values):
            return any(has(one, at, field, value) for value in values)
        case Within(field, low, high):
            return lies(getattr(one, field), low, high)


def named(name: str, word: str) -> bool:
    words = words_of(name)
    if is_marked(word):
        return marked_word(word) in [marked_word(each) for each in words]
    return any(plain_word(each).startswith(plain_word(word)) for each in words)


def has(one: Facts, at: int, field: str, value: str) -> bool:
    if field == "waits":
        return value in one.duties
    if field == "number":
        return number(at).startswith(value[:-1]) if value[-1] == "*" else number(at) == value
    return str(getattr(one, field)) == value


def lies(value: str | int, low: date | int | None, high: date | int | None) -> bool:
    return (
        value not in ("", NEVER)
        and (low is None or str(value) >= str(low))
        and (high is None or str(value) <= str(high))
    )


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    facts=FACTS,
    query=QUERIES,
    order=st.sampled_from([Order.DUE, Order.NUMBER]),
    most=st.integers(1, 4),
    reach=st.sampled_from([0, SOME, SOME + 1]),
)
def test_pages_hold_what_the_query_says_once_each_and_in_order(
    connection: Connection, facts: list[Facts], query: Query, order: Order, most: int, reach: int
) -> None:
    fill(connection, facts)
    words = {one: Word(asked_word(one), reach) for one in words_in(query)}
    pages: list[str] = []
    after: tuple[object, ...] | None = None
    for _ in range(len(facts) + 2):
        rows = connection.execute(selection(query, order, after, most, words)).all()
        if not rows:
            break
        pages += [cast("bytes", row[-1]).decode() for row in rows]
        after = tuple(rows[-1][:-2])
    keys = {
        Order.DUE: lambda at: (facts[at].due, number(at)),
        Order.NUMBER: lambda at: (number(at),),
    }

    wanted = [at for at, one in enumerate(facts) if holds(query, at, one)]
    assert [at for at, one in enumerate(facts) if matches(query, sought(at, one))] == wanted
    assert pages == [number(at) for at in sorted(wanted, key=keys[order])]
