"""An upgrade that is killed anywhere leaves the former release; tables half made are told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect

from dossiers.errors import DatabaseHalfMadeError, DatabaseSchemaError
from dossiers.proofs import checked
from dossiers.store import Store, initialise, schema
from dossiers.store.engine import address, connected, migrating
from dossiers.store.tables import EVENT, META
from tests.dossiers.test_store import an_entry

BEFORE = "0003"
MOMENTS = (5, 12, 20, 27, 34)
"""Before which statements of the upgrade it is killed."""

KILLED = """
import os, signal, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine
from dossiers.store import initialise
left = [int(sys.argv[2])]

@event.listens_for(Engine, "before_cursor_execute")
def counted(connection, cursor, statement, *rest):
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)

initialise(sys.argv[1])
print(int(sys.argv[2]) - left[0])
"""
"""Upgrades, and kills itself before the given statement; at the end, how many there were."""


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of either kind, as its administrator."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'old.sqlite'}"
    return str(request.getfixturevalue("empty"))


@pytest.fixture
def old(url: str) -> str:
    """A database of a former release with three events."""
    engine = connected(address(url), guarded=False)
    with migrating(engine, url) as connection:
        command.upgrade(schema._settings(connection), BEFORE)
        connection.execute(META.insert(), {"name": "log", "value": "log"})
        for at in range(3):
            (event,) = an_entry(stream=f"d-{at}", key=f"k-{at}").events
            values = {name: getattr(event, name) for name in ("stream", "n", "at", "body", "leaf")}
            connection.execute(EVENT.insert(), values)
    engine.dispose()
    return url


def upgraded(url: str, until: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", KILLED, url, str(until)], check=False, capture_output=True, text=True
    )


def content(url: str) -> tuple[object, ...]:
    """Release, tables with their columns, and events."""
    engine = connected(address(url), guarded=False)
    with engine.connect() as connection:
        inspected = inspect(connection)
        tables = {
            name: sorted(one["name"] for one in inspected.get_columns(name))
            for name in inspected.get_table_names()
        }
        found = connection.execute(EVENT.select().order_by(EVENT.c.seq)).fetchall()
        stands = schema.revision(engine)
    engine.dispose()
    return stands, tables, found


def test_an_upgrade_that_is_killed_leaves_the_former_release_and_the_next_one_goes_through(
    old: str,
) -> None:
    before = content(old)
    for until in MOMENTS:
        ended = upgraded(old, until)
        assert ended.returncode == -9, ended.stderr
        assert content(old) == before
        with pytest.raises(DatabaseSchemaError):
            Store.open(old)

    assert initialise(old) is True

    with Store.open(old) as store:
        assert [(one.seq, one.body) for one in store.events()] == [
            (row.seq, row.body)
            for row in before[2]  # type: ignore[attr-defined]
        ]
        assert store.numbered.number() == 3
        assert checked(store).findings == ()


def test_tables_that_another_tool_left_half_made_are_told_and_left_alone(old: str) -> None:
    engine = connected(address(old), guarded=False)
    with migrating(engine, old) as connection:
        connection.exec_driver_sql("CREATE TABLE mandate (id VARCHAR(9))")
    engine.dispose()
    before = content(old)

    with pytest.raises(DatabaseHalfMadeError, match="stopped halfway") as refused:
        initialise(old)

    assert "tdkt db restore" in refused.value.text.vi
    assert content(old) == before
