"""Ten attacks on recorded events by the program's account, by the owner and by a superuser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from dossiers.proofs import Evidence, checked
from dossiers.store import Store, initialise
from dossiers.store.postgresql_guards import HASH, TRIGGERS
from tests.databases import MADE, admin, changed
from tests.dossiers.building import a_nomination, done, proposed
from tests.postgres import running

ATTACKS: Mapping[str, tuple[str, ...]] = {
    "UPDATE": ("UPDATE event SET body = '\\x00' WHERE n = 2",),
    "DELETE": ("DELETE FROM event WHERE n = 2",),
    "TRUNCATE": ("TRUNCATE event",),
    "UPSERT": (
        (
            "INSERT INTO event OVERRIDING SYSTEM VALUE SELECT * FROM event WHERE n = 2"
            " ON CONFLICT (seq) DO UPDATE SET body = '\\x00'"
        ),
    ),
    "MERGE": (
        (
            "MERGE INTO event e USING (VALUES (2)) AS v (n) ON e.n = v.n"
            " WHEN MATCHED THEN UPDATE SET body = '\\x00'"
        ),
    ),
    "as a replica": (
        "SET session_replication_role = replica",
        "DELETE FROM event WHERE n = 2",
    ),
    "DISABLE TRIGGER": (
        "ALTER TABLE event DISABLE TRIGGER ALL",
        "DELETE FROM event WHERE n = 2",
    ),
    "other function": (
        (
            "CREATE OR REPLACE FUNCTION only_grows() RETURNS trigger LANGUAGE plpgsql"
            " AS $$BEGIN RETURN OLD; END$$"
        ),
        "DELETE FROM event WHERE n = 2",
    ),
    "ALTER COLUMN": (
        "ALTER TABLE event DROP CONSTRAINT event_leaf_is_hash",
        "ALTER TABLE event ALTER COLUMN body TYPE bytea USING '\\x00'",
    ),
    "DROP TABLE": ("DROP TABLE event CASCADE",),
}
BY_TRIGGER = ["UPDATE", "DELETE", "TRUNCATE", "UPSERT", "MERGE"]
HELD = {
    "web": list(ATTACKS),
    "owner": [*BY_TRIGGER, "as a replica"],
    "admin": [*BY_TRIGGER, "as a replica"],
}
"""Who is stopped at what; only the superuser may pretend to be a replica, and does it in vain."""


@pytest.fixture
def store(postgresql: str) -> Iterator[Store]:
    with Store.open(postgresql) as opened:
        proposed(opened, a_nomination())
        done(opened, "submit", "unit_clerk")
        yield opened


@pytest.fixture
def sound(on_server: str) -> Iterator[Store]:
    """The same, for what is expected to change nothing."""
    with Store.open(on_server) as opened:
        proposed(opened, a_nomination())
        done(opened, "submit", "unit_clerk")
        yield opened


def account(store: Store, who: str) -> psycopg.Connection:
    """A connection as somebody; the owner is an account that was given the role of the owner."""
    server, name = MADE[store.place]
    if who == "owner":
        with admin(server, name) as connection:
            with suppress(psycopg.errors.DuplicateObject):
                connection.execute("CREATE ROLE owner LOGIN")
            connection.execute("GRANT tdkt_owner TO owner")
    url = server.address(name, None if who == "admin" else who).replace("+psycopg", "")
    connection = psycopg.connect(url, autocommit=True)
    # Whoever attacks knows how to be shown all rows (tests/dossiers/test_rows_on_postgresql.py).
    connection.execute("SET tdkt.units = '*'")
    return connection


def content(store: Store) -> object:
    with admin(*MADE[store.place]) as connection:
        try:
            return connection.execute("SELECT * FROM event ORDER BY seq").fetchall()
        except psycopg.errors.UndefinedTable:
            return None


def passes(store: Store, who: str, name: str) -> bool:
    """Whether an attack changes the events; it stops at the first statement that is refused."""
    before = content(store)
    with account(store, who) as connection, suppress(psycopg.Error):
        for statement in ATTACKS[name]:
            connection.execute(statement.encode())
    return content(store) != before


@pytest.mark.parametrize(
    ("who", "name"), [(who, name) for who, held in HELD.items() for name in held]
)
def test_an_attack_is_stopped_where_the_page_says(sound: Store, who: str, name: str) -> None:
    assert not passes(sound, who, name)


@pytest.mark.parametrize("who", ["owner", "admin"])
@pytest.mark.parametrize("name", sorted(set(ATTACKS) - set(HELD["owner"])))
def test_what_owner_and_superuser_get_through_is_said(store: Store, who: str, name: str) -> None:
    assert passes(store, who, name)


def test_of_ten_attacks_the_program_makes_none_and_owner_and_superuser_four() -> None:
    assert len(ATTACKS) == 10
    assert {who: len(held) for who, held in HELD.items()} == {"web": 10, "owner": 6, "admin": 6}


@pytest.mark.parametrize("name", ["DISABLE TRIGGER", "other function", "ALTER COLUMN"])
def test_what_a_superuser_gets_through_is_noticed_by_hashes_and_missing_guards(
    store: Store, name: str
) -> None:
    store.numbered.number()
    assert passes(store, "admin", name)

    found = checked(store)

    assert Evidence.ORDER in {one.evidence for one in found.findings}
    assert found.guards != ()


@pytest.mark.parametrize("who", ["owner", "admin"])
@pytest.mark.parametrize("name", BY_TRIGGER)
def test_without_the_triggers_the_attack_passes(store: Store, who: str, name: str) -> None:
    with admin(*MADE[store.place]) as connection:
        for trigger, one in TRIGGERS.items():
            connection.execute(f"DROP TRIGGER {trigger} ON {one.table}".encode())
        connection.execute(f"ALTER TABLE event DROP CONSTRAINT {HASH}".encode())

    assert passes(store, who, name)


def test_without_always_a_superuser_who_pretends_to_be_a_replica_passes(store: Store) -> None:
    with admin(*MADE[store.place]) as connection:
        connection.execute("ALTER TABLE event ENABLE TRIGGER event_only_grows")

    assert passes(store, "admin", "as a replica")
    assert store.numbered.missing_guards() == ("event_only_grows",)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO log_leaf VALUES (9, 's', 1, '\\x00')",
        "INSERT INTO checkpoint VALUES (9, '\\x00', '\\x00')",
        "INSERT INTO pending VALUES (99)",
        "DELETE FROM pending",
        "UPDATE command SET result = '\\x00'",
        "DELETE FROM document",
        "UPDATE meta SET value = 'other'",
        "UPDATE alembic_version SET version_num = '0001'",
        "CREATE TABLE other (id int)",
        (
            "CREATE OR REPLACE FUNCTION to_outbox() RETURNS trigger LANGUAGE plpgsql"
            " AS $$BEGIN RETURN NULL; END$$"
        ),
    ],
)
def test_the_program_alone_may_not_number_sign_or_rewrite(sound: Store, statement: str) -> None:
    """`desk` has the role of the program and not that of the sequencer."""
    server, name = MADE[sound.place]
    with admin(server, name) as connection:
        with suppress(psycopg.errors.DuplicateObject):
            connection.execute("CREATE ROLE desk LOGIN")
        connection.execute("GRANT tdkt_app TO desk")

    with account(sound, "desk") as desk, pytest.raises(psycopg.errors.InsufficientPrivilege):
        desk.execute(statement.encode())


def test_an_auditor_reads_everything_and_writes_nothing(sound: Store) -> None:
    server, name = MADE[sound.place]
    with admin(server, name) as connection:
        with suppress(psycopg.errors.DuplicateObject):
            connection.execute("CREATE ROLE visitor LOGIN")
        connection.execute("GRANT tdkt_auditor TO visitor")

    with Store.open(server.address(name, "visitor")) as opened:
        found = checked(opened)
        assert (found.findings, found.guards, found.waiting) == ((), (), 2)
    with account(sound, "visitor") as visitor, pytest.raises(psycopg.errors.InsufficientPrivilege):
        visitor.execute("INSERT INTO document VALUES ('d', '\\x00')")


def test_a_row_with_another_leaf_does_not_come_in(sound: Store) -> None:
    with account(sound, "web") as web, pytest.raises(psycopg.errors.CheckViolation):
        web.execute(
            "INSERT INTO event (stream, n, at, body, leaf) VALUES ('s', 1, 0, 'x', '\\x00')"
        )


def test_what_is_recorded_comes_to_the_outbox_even_past_a_table_of_the_same_name(
    sound: Store,
) -> None:
    waiting = sound.numbered.waiting
    with account(sound, "web") as web:
        web.execute("CREATE TEMP TABLE pending (seq bigint)")
        web.execute(
            "INSERT INTO event (stream, n, at, body, leaf)"
            " VALUES ('s', 1, 0, 'x', sha256('\\x00'::bytea || 'x'::bytea))"
        )

    assert sound.numbered.waiting == waiting + 1


@pytest.mark.parametrize("name", sorted(TRIGGERS))
def test_a_trigger_that_is_gone_is_named(store: Store, name: str) -> None:
    with admin(*MADE[store.place]) as connection:
        connection.execute(f"DROP TRIGGER {name} ON {TRIGGERS[name].table}".encode())

    assert store.numbered.missing_guards() == (name,)


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("ALTER TABLE event DROP CONSTRAINT event_leaf_is_hash", {HASH}),
        ("ALTER EVENT TRIGGER tdkt_schema_log DISABLE", {"tdkt_schema_log"}),
        ("ALTER TABLE event OWNER TO admin", {"owner_role"}),
        ("GRANT UPDATE ON event TO web", {"rights_of_web"}),
        ("GRANT tdkt_owner TO web", {"rights_of_web"}),
        (
            (
                "CREATE OR REPLACE FUNCTION only_grows() RETURNS trigger LANGUAGE plpgsql SECURITY "
                "DEFINER AS $$BEGIN RETURN OLD; END$$"
            ),
            {name for name in TRIGGERS if name != "event_to_outbox"},
        ),
        (
            (
                "CREATE OR REPLACE TRIGGER event_only_grows BEFORE UPDATE OR DELETE ON event"
                " FOR EACH ROW WHEN (OLD.n > 99) EXECUTE FUNCTION only_grows()"
            ),
            {"event_only_grows"},
        ),
    ],
)
def test_a_guard_that_was_made_toothless_is_named(
    store: Store, statement: str, named: set[str]
) -> None:
    server, name = MADE[store.place]
    with admin(server, name) as connection:
        connection.execute(statement.encode())

    assert set(store.numbered.missing_guards()) == named
    with admin(server, name) as connection:
        connection.execute("REVOKE tdkt_owner FROM web")


def test_initialising_again_sets_what_was_taken_away(store: Store) -> None:
    with admin(*MADE[store.place]) as connection:
        connection.execute("DROP TRIGGER event_only_grows ON event")
        connection.execute("ALTER TABLE event DROP CONSTRAINT event_leaf_is_hash")
    server, name = MADE[store.place]

    assert initialise(server.address(name)) is False

    assert store.numbered.missing_guards() == ()


def test_a_forged_row_is_let_in_by_nobody_and_told_when_it_is_there(sound: Store) -> None:
    changed(sound.place, ("UPDATE event SET leaf = zeroblob(32) WHERE n = 2", ()))

    found = checked(sound)

    assert HASH in " ".join(one.en for one in found.guards)


def test_changes_of_the_schema_come_to_the_log_of_the_server() -> None:
    with running() as server:
        assert server.folder is not None
        server.run("CREATE DATABASE watched")
        initialise(server.address("watched"))
        server.run("CREATE TABLE seen_in_the_log (id int)", database="watched")
        log = Path(server.folder, "log").read_text(encoding="utf-8")

    assert "tdkt schema: CREATE TABLE by admin" in log


def test_whoever_may_not_make_roles_gets_what_is_possible_and_is_told_the_rest() -> None:
    with running() as server:
        server.run("CREATE ROLE plain LOGIN", "CREATE DATABASE small OWNER plain")
        url = server.address("small", "plain")

        assert initialise(url) is True

        with Store.open(url) as store:
            proposed(store, a_nomination())
            missing = store.numbered.missing_guards()
        assert missing == ("owner_role", "rights_of_plain", "tdkt_schema_log")


def test_whoever_may_make_roles_but_is_no_superuser_lacks_the_log_of_the_schema_only() -> None:
    with running() as server:
        server.run("CREATE ROLE maker LOGIN CREATEROLE", "CREATE DATABASE middle OWNER maker")
        url = server.address("middle", "maker")

        assert (initialise(url), initialise(url)) == (True, False)

        server.run("CREATE ROLE web LOGIN", "GRANT tdkt_app, tdkt_sequencer TO web")
        with Store.open(server.address("middle", "web")) as store:
            proposed(store, a_nomination())
            assert store.numbered.number() == 1
            assert store.numbered.missing_guards() == ("tdkt_schema_log",)
