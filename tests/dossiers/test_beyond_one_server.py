"""What docs/scale.md says of parts and of several servers, as far as one server can show it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import psycopg.errors
import pytest
from sqlalchemy import Table, UniqueConstraint

from dossiers.seasons import play, read_season, shipped_season
from dossiers.store import Store
from dossiers.store.engine import address, place_of
from dossiers.store.tables import METADATA
from ledger import Link, first_break
from tests.databases import MADE, Shared, admin, on_postgresql

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "scale.md").read_text(encoding="utf-8")
DDL = PAGE.partition("```sql\n")[2].partition("```")[0]
ROWS = re.findall(r"^\| `(\w+)` \| (?:`(\w+)`|[\w ]+) \| (.*?) \| .* \|$", PAGE, re.MULTILINE)


@pytest.fixture(scope="module")
def parted(shared: Shared) -> Iterator[psycopg.Connection]:
    """A connection to a database with the season, its events cut as the page says."""
    with on_postgresql(shared) as url:
        with Store.open(url) as store:
            assert play(read_season(shipped_season()), store).surprises == ()
        with admin(*MADE[place_of(address(url))]) as connection:
            for statement in filter(str.strip, DDL.split(";\n")):
                connection.execute(statement.encode())
            yield connection


def found(connection: psycopg.Connection, statement: str) -> list[tuple[object, ...]]:
    return connection.execute(statement.encode()).fetchall()


def test_the_parts_of_the_page_hold_every_event_and_each_chain_across_them(
    parted: psycopg.Connection,
) -> None:
    said = "SELECT stream, n, at, body, leaf FROM {} ORDER BY stream, n"

    whole = found(parted, said.format("event"))

    assert len(whole) > 200
    assert found(parted, said.format("event_by_season")) == whole
    assert found(parted, "SELECT count(*) FROM event_2024")[0][0] == len(whole) - crossed(parted)
    for stream in {str(row[0]) for row in whole}:
        own = "SELECT n, body, leaf FROM event_by_season WHERE stream = %s ORDER BY n"
        links = [Link(*row) for row in parted.execute(own.encode(), (stream,))]
        assert first_break(links, stream=stream) is None


def crossed(connection: psycopg.Connection) -> int:
    """How many events lie in the other parts; some do, or the test would show little."""
    (count,) = found(
        connection,
        "SELECT count(*) FROM event_by_season WHERE at < 1717200000000 OR at >= 1748736000000",
    )[0]
    assert isinstance(count, int)
    return count


def test_a_question_about_one_season_touches_its_part_only(parted: psycopg.Connection) -> None:
    asked = "EXPLAIN SELECT * FROM event_by_season WHERE at > 1720000000000 AND at < 1740000000000"

    plan = str(found(parted, asked))

    assert "event_2024" in plan
    assert "event_2023" not in plan
    assert "event_later" not in plan


@pytest.mark.parametrize(
    ("statement", "refused"),
    [
        ("UPDATE event_by_season SET n = n + 1", psycopg.errors.RestrictViolation),
        ("DELETE FROM event_2024", psycopg.errors.RestrictViolation),
        (
            "INSERT INTO event_by_season VALUES (0, 's', 1, 0, '\\x00', '\\x00')",
            psycopg.errors.CheckViolation,
        ),
        (
            "ALTER TABLE event_by_season ADD UNIQUE (stream, n)",
            psycopg.errors.FeatureNotSupported,
        ),
    ],
)
def test_what_is_refused_of_the_whole_is_refused_of_a_part(
    parted: psycopg.Connection, statement: str, refused: type[psycopg.Error]
) -> None:
    with pytest.raises(refused):
        parted.execute(statement.encode())


def test_a_season_is_taken_off_and_put_back(parted: psycopg.Connection) -> None:
    before = found(parted, "SELECT count(*) FROM event_by_season")
    parted.execute(b"ALTER TABLE event_by_season DETACH PARTITION event_2024")
    rest = found(parted, "SELECT count(*) FROM event_by_season")
    parted.execute(
        b"ALTER TABLE event_by_season ATTACH PARTITION event_2024"
        b" FOR VALUES FROM (1717200000000) TO (1748736000000)"
    )

    assert rest[0][0] < before[0][0]  # type: ignore[operator]
    assert found(parted, "SELECT count(*) FROM event_by_season") == before


def unique_keys(table: Table) -> set[frozenset[str]]:
    """The columns of each unique key of a table."""
    keys = {frozenset(column.name for column in table.primary_key)}
    for one in table.constraints:
        if isinstance(one, UniqueConstraint):
            keys.add(frozenset(column.name for column in one.columns))
    return keys


def test_every_table_of_the_program_stands_on_the_page() -> None:
    assert {name for name, _, _ in ROWS} >= set(METADATA.tables)


@pytest.mark.parametrize(("name", "column", "lacking"), ROWS, ids=[row[0] for row in ROWS])
def test_each_key_that_lacks_the_column_of_distribution_is_named(
    name: str, column: str, lacking: str
) -> None:
    if name not in METADATA.tables or not column:
        return
    table = METADATA.tables[name]
    named = set(re.findall(r"`(\w+)`", lacking))

    assert column in table.columns
    missing = {key for key in unique_keys(table) if column not in key}
    assert {one for key in missing for one in key} <= named
