"""The second lock: PostgreSQL itself leaves out the rows of other units, whatever is asked.

Here our own statements are gone round: somebody speaks to the server with the account of the
program and asks for everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import psycopg
import pytest

from dossiers.proofs import checked
from dossiers.scope import EVERYTHING, Scope
from dossiers.store import Store, initialise, tables
from dossiers.store.postgresql_rows import POLICIES, shown
from dossiers.store.scoped import by_dossier
from dossiers.use_cases import dossier_of, mandates
from dossiers.verification import verify
from tests.databases import MADE, admin
from tests.dossiers.building import a_nomination, done, proposed
from tests.dossiers.test_tenants import HIDDEN, MINE, OTHER, OURS, OWN, THEIRS, filled
from tests.postgres import running

DESK = "tenant_desk"
"""An account with the role of the program alone; the one of other tests numbers events too."""

HOLDING = {
    table: f"SELECT count(*) FROM {table}"  # noqa: S608 -- names of ours
    for table in POLICIES
    if table != "claim"
}


@pytest.fixture
def both(on_server: str) -> Iterator[Store]:
    with Store.open(on_server) as store:
        filled(store, OURS)
        filled(store, THEIRS)
        yield store


@pytest.fixture
def spoiled(postgresql: str) -> Iterator[Store]:
    """The same, for a test that changes the schema."""
    with Store.open(postgresql) as store:
        filled(store, OURS)
        yield store


def account(store: Store, role: str = "tdkt_app", name: str = DESK) -> psycopg.Connection:
    """A connection as an account that has one role of the program."""
    server, database = MADE[store.place]
    with admin(server, database) as connection:
        with suppress(psycopg.errors.DuplicateObject):
            connection.execute(f"CREATE ROLE {name} LOGIN".encode())
        connection.execute(f"GRANT {role} TO {name}".encode())
    return psycopg.connect(server.address(database, name).replace("+psycopg", ""), autocommit=True)


def counted(connection: psycopg.Connection) -> dict[str, int]:
    return {
        table: connection.execute(text.encode()).fetchall()[0][0] for table, text in HOLDING.items()
    }


def narrowed(connection: psycopg.Connection, scope: Scope) -> psycopg.Connection:
    connection.execute(shown(scope, only_now=False).encode())
    return connection


def test_whoever_did_not_say_for_whom_sees_nothing(both: Store) -> None:
    with account(both) as desk:
        assert set(counted(desk).values()) == {0}


def test_two_units_together_are_the_whole_and_neither_sees_the_other(both: Store) -> None:
    with account(both) as desk:
        ours, theirs = counted(narrowed(desk, OWN)), counted(narrowed(desk, OTHER))
        whole = counted(narrowed(desk, EVERYTHING))
        found = desk.execute("SELECT unit FROM dossier UNION SELECT unit FROM sought").fetchall()

    assert {table: ours[table] + theirs[table] for table in whole} == whole
    assert all(ours.values())
    assert {unit for (unit,) in found} == {OURS, THEIRS}


@pytest.mark.parametrize("table", sorted(HOLDING))
def test_by_no_statement_a_row_of_another_unit_is_read(both: Store, table: str) -> None:
    everything = f"SELECT to_jsonb(t)::text FROM {table} t"  # noqa: S608 -- names of ours
    with account(both) as desk:
        ours = {row for (row,) in narrowed(desk, OWN).execute(everything.encode()).fetchall()}
        theirs = {row for (row,) in narrowed(desk, OTHER).execute(everything.encode()).fetchall()}

    assert ours
    assert theirs
    assert not ours & theirs


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dossier SET state = 'approved' WHERE unit = '{theirs}'",
        "UPDATE sought SET due = '2000-01-01'",
        "DELETE FROM word",
        "DELETE FROM mandate",
        "UPDATE disclosure SET box = NULL",
    ],
)
def test_rows_of_another_unit_are_neither_changed_nor_taken_out(
    both: Store, statement: str
) -> None:
    theirs = both.within(OTHER)
    before = (theirs.bodies(), theirs.numbers(), mandates(theirs))

    with account(both) as desk:
        narrowed(desk, OWN).execute(statement.format(theirs=THEIRS).encode())

    assert (theirs.bodies(), theirs.numbers(), mandates(theirs)) == before


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO command (tenant, key, request, result) VALUES ('{unit}', 'k', 'r', 'x')",
        (
            "INSERT INTO event (stream, n, at, body, leaf)"
            " VALUES ('{stream}', 99, 0, 'x', sha256('\\x00'::bytea || 'x'::bytea))"
        ),
        "INSERT INTO claim (dossier, holder, until) VALUES ('{stream}', 'me', 0)",
        "INSERT INTO disclosure (commitment, subject) VALUES ('c', '{stream}')",
    ],
)
def test_a_row_for_another_unit_does_not_come_in(both: Store, statement: str) -> None:
    said = statement.format(unit=THEIRS, stream=dossier_of(both, HIDDEN).id)
    with account(both) as desk:
        narrowed(desk, OWN)
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level"):
            desk.execute(said.encode())


def test_a_statement_of_ours_that_forgets_the_unit_still_finds_nothing(
    both: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first lock is taken away; the second one holds by itself."""
    server, name = MADE[both.place]
    account(both).close()
    monkeypatch.setattr("dossiers.store.records.within", lambda statement, _owner: statement)
    with Store.open(server.address(name, DESK), scope=OWN) as store:
        assert store._narrowed(tables.NUMBERS, by_dossier, {})[0] is tables.NUMBERS
        assert store.numbers() == (MINE, f"CSTDCS-2024-{OURS}-0002")
        assert (store.body(HIDDEN), len(store.mandates())) == (None, 1)
        assert {one.stream for one in store.events()} == {
            *(dossier_of(both, number).id for number in store.numbers()),
            *(one.id for one in mandates(both.within(OWN))),
        }
    with Store.open(server.address(name, DESK)) as store:
        assert store.within(OWN).numbers() == (MINE, f"CSTDCS-2024-{OURS}-0002")
        assert len(store.numbers()) == 4


@pytest.mark.parametrize("role", ["tdkt_sequencer", "tdkt_auditor"])
def test_who_works_on_the_whole_record_sees_it_and_passes_no_lock_by(
    both: Store, role: str
) -> None:
    name = f"tenant_{role}"
    with account(both, role, name) as one:
        assert counted(one) == counted(narrowed(one, EVERYTHING))
        assert counted(narrowed(one, OWN)) != counted(narrowed(one, EVERYTHING))
    found = both.numbered
    assert not [guard for guard in found.missing_guards() if "rows" in guard]
    server, database = MADE[both.place]
    with admin(server, database) as connection:
        passing = connection.execute(
            "SELECT rolname FROM pg_roles WHERE rolname LIKE 'tdkt%' AND rolbypassrls"
        ).fetchall()
    assert passing == []


def test_the_whole_record_is_verified_and_numbered_by_accounts_that_are_held(both: Store) -> None:
    assert both.numbered.number() == len(list(both.events()))
    assert verify(both).problems == ()
    assert checked(both).findings == ()


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("ALTER TABLE event DISABLE ROW LEVEL SECURITY", "rows_of_event"),
        ("ALTER TABLE dossier NO FORCE ROW LEVEL SECURITY", "rows_of_dossier"),
        ("DROP POLICY tdkt_units ON word", "rows_of_word"),
        ("ALTER POLICY tdkt_units ON command USING (true)", "rows_of_command"),
        ("ALTER POLICY tdkt_units ON mandate TO web", "rows_of_mandate"),
        (
            "ALTER POLICY tdkt_units ON dossier WITH CHECK (true)",
            "rows_of_dossier",
        ),
        ("CREATE POLICY mine ON dossier USING (true)", "further_policy_mine"),
        ("ALTER POLICY tdkt_whole ON event USING (true)", "further_policy_tdkt_whole"),
        ("ALTER ROLE web BYPASSRLS", "passes_rows_web"),
    ],
)
def test_a_lock_that_is_off_is_named(spoiled: Store, statement: str, named: str) -> None:
    server, name = MADE[spoiled.place]
    with admin(server, name) as connection:
        connection.execute(statement.encode())

    assert spoiled.numbered.missing_guards() == (named,)
    assert named in " ".join(one.vi for one in checked(spoiled).guards)
    with admin(server, name) as connection:
        connection.execute("ALTER ROLE web NOBYPASSRLS")
    initialise(server.address(name))
    missing = spoiled.numbered.missing_guards()
    assert missing == ((named,) if named == "further_policy_mine" else ())


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE dossier DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE dossier NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY tdkt_units ON dossier",
        "CREATE POLICY mine ON dossier USING (true)",
        "ALTER ROLE tenant_desk BYPASSRLS",
        "SET ROLE tdkt_owner",
        "SET SESSION AUTHORIZATION tdkt_owner",
        "SET row_security = off; SELECT count(*) FROM dossier",
        "CREATE VIEW everything AS SELECT * FROM dossier",
        "COPY dossier TO PROGRAM 'cat'",
    ],
)
def test_attacks_of_the_programs_account_on_the_lock_are_stopped(
    both: Store, statement: str
) -> None:
    with account(both) as desk:
        narrowed(desk, OWN)
        with pytest.raises(psycopg.Error):
            desk.execute(statement.encode())


def test_the_owner_of_the_tables_is_held_too_until_it_says_for_whom(both: Store) -> None:
    with account(both, "tdkt_owner", "tenant_owner") as owner:
        assert set(counted(owner).values()) == {0}
    server, name = MADE[both.place]
    with admin(server, name) as connection:
        connection.execute("REVOKE tdkt_owner FROM tenant_owner")


def test_who_may_not_make_roles_is_held_as_well() -> None:
    with running() as server:
        server.run("CREATE ROLE plain LOGIN", "CREATE DATABASE small OWNER plain")
        url = server.address("small", "plain")
        initialise(url)
        with Store.open(url) as store:
            filled(store, OURS)
            filled(store, THEIRS)
            assert len(store.within(OWN).numbers()) == 2
        with psycopg.connect(url.replace("+psycopg", "")) as plain:
            assert set(counted(plain).values()) == {0}


# Nobody waits for anybody on another dossier


def test_an_act_waits_for_no_act_on_another_dossier_of_any_unit(both: Store) -> None:
    """One has written everything and not committed yet; the other goes through meanwhile."""
    server, name = MADE[both.place]
    stream = dossier_of(both, MINE).id
    held = psycopg.connect(server.conninfo(name))
    try:
        held.execute(
            "INSERT INTO command (tenant, key, request, result) VALUES (%s, 'held', 'r', 'x')",
            (OURS,),
        )
        held.execute("UPDATE dossier SET n = n WHERE id = %s", (stream,))
        held.execute(
            "INSERT INTO event (stream, n, at, body, leaf)"
            " VALUES (%s, 99, 0, 'x', sha256('\\x00'::bytea || 'x'::bytea))",
            (stream,),
        )
        for number in (f"CSTDCS-2024-{OURS}-0002", f"CSTDCS-2024-{THEIRS}-0002"):
            assert done(both, "submit", "unit_clerk", number=number).target == "council_review"
        proposed(both, a_nomination(name="Người khác"), number=None)
    finally:
        held.rollback()
        held.close()
