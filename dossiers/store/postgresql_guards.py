"""What keeps recorded history from being changed on PostgreSQL: roles, triggers, a constraint.

* Four roles that nobody logs in with: the owner of the tables, and what the program, the sequencer
  and auditors may do.  Accounts that people make become members of the last three.
* Two triggers a table refuse UPDATE, DELETE and TRUNCATE, `ENABLE ALWAYS`, so that pretending to be
  a replica does not pass them by.  The upsert of PostgreSQL is an UPDATE to them.
* A constraint hashes the bytes of an event again, so that no row with another leaf comes in.
* A policy a table shows each connection the dossiers of its units (`postgresql_rows`).
* An event trigger writes every change of the schema to the server's own log.

The owner and a superuser can take all of it away; what they change then is seen by hashes.  What
whoever runs `tdkt init` may not set is left out and named by `tdkt audit verify` (ADR 0040).

    >>> sorted(TRIGGERS)[:3]
    ['checkpoint_not_emptied', 'checkpoint_only_grows', 'event_not_emptied']
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dossiers.store import postgresql_rows
from dossiers.store.access_tables import SECRET
from dossiers.store.guards import GUARDED, RIGHTS_OF
from dossiers.store.tables import METADATA

if TYPE_CHECKING:
    import psycopg

OWNER, APPLICATION, SEQUENCER, AUDITOR = ROLES = (
    "tdkt_owner",
    "tdkt_app",
    "tdkt_sequencer",
    "tdkt_auditor",
)
NUMBERED = frozenset({"log_leaf", "tile", "checkpoint", "stamp"})
"""What only the sequencer writes."""
KEPT = frozenset({"event", "document", "command"})
"""What the program writes and nobody changes."""
FIXED = frozenset({"meta", "alembic_version"})
"""What only a migration writes."""
OUTBOX = "pending"

ROW, BEFORE, INSERT, DELETE, UPDATE, TRUNCATE = 1, 2, 4, 8, 16, 32
"""The bits by which the catalog tells what a trigger does."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger as it should be.

    Attributes:
        table: on which it lies.
        when: as CREATE TRIGGER says it.
        bits: as the catalog says it.
        calls: its function.
    """

    table: str
    when: str
    bits: int
    calls: str


def _triggers() -> Iterator[tuple[str, Trigger]]:
    """Name and content of every trigger."""
    for table in GUARDED:
        change = f"BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW"
        empty = f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
        bits = ROW | BEFORE | UPDATE | DELETE
        yield f"{table}_only_grows", Trigger(table, change, bits, "only_grows")
        yield f"{table}_not_emptied", Trigger(table, empty, BEFORE | TRUNCATE, "only_grows")
    waits = "AFTER INSERT ON event FOR EACH ROW"
    yield "event_to_outbox", Trigger("event", waits, ROW | INSERT, "to_outbox")


TRIGGERS: Mapping[str, Trigger] = dict(_triggers())
"""Every trigger by its name; the last one of `event` puts what is recorded into the outbox."""

FUNCTIONS: Mapping[str, str] = {
    "only_grows": "BEGIN RAISE EXCEPTION USING ERRCODE = 'restrict_violation',"
    " MESSAGE = TG_TABLE_NAME || ' only grows'; END",
    "to_outbox": "BEGIN INSERT INTO {schema}.pending (seq) VALUES (NEW.seq); RETURN NULL; END",
}
"""The body of each function.  It runs with the rights of the owner of the tables, so that nobody
else needs any on the outbox, and finds nothing but what it names."""
LOGGING = "BEGIN RAISE LOG USING MESSAGE = 'tdkt schema: ' || TG_TAG || ' by ' || session_user; END"

HASH = "event_leaf_is_hash"
HASHED = r"CHECK ((leaf = sha256(('\x00'::bytea || body))))"
SCHEMA_LOG = "tdkt_schema_log"

SCHEMA = "SELECT quote_ident(current_schema())"
WORDS = """SELECT table_name, column_name
FROM information_schema.columns WHERE table_schema = current_schema()
    AND data_type = 'character varying' AND collation_name IS DISTINCT FROM 'C'"""
TABLES = (*(table.name for table in METADATA.sorted_tables), "alembic_version")
"""What is ours; whatever else stands in the database is none of our business."""
MAY = """SELECT count(*) FROM pg_class
WHERE oid = 'event'::regclass AND pg_has_role(current_user, relowner, 'USAGE')"""
FOUND = """SELECT t.tgname, c.relname, t.tgtype, p.prosrc,
    t.tgenabled = 'A' AND t.tgqual IS NULL AND t.tgattr = ''::int2vector AND p.prosecdef
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace"""
CONSTRAINED = """SELECT pg_get_constraintdef(oid), convalidated FROM pg_constraint
WHERE conname = 'event_leaf_is_hash' AND conrelid = 'event'::regclass"""
OWNED = """SELECT c.relname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND r.rolcanlogin"""
RIGHTS = """SELECT current_user, bool_or(pg_has_role(current_user, c.relowner, 'MEMBER')
    OR has_table_privilege(c.oid, 'UPDATE') OR has_table_privilege(c.oid, 'DELETE')
    OR has_table_privilege(c.oid, 'TRUNCATE') OR has_table_privilege(c.oid, 'TRIGGER'))
FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace
    AND c.relname IN ('event', 'document', 'command', 'log_leaf', 'tile', 'checkpoint', 'stamp')"""
LOGGED = """SELECT count(*) FROM pg_event_trigger
WHERE evtname = 'tdkt_schema_log' AND evtenabled = 'A'"""


def is_settled(driver: psycopg.Connection) -> bool:
    """Whether there is nothing that whoever is connected could set."""
    if not _asked(driver, MAY)[0][0]:
        return True
    return all(name.startswith(RIGHTS_OF) for name in _missing(driver))


def settled(driver: psycopg.Connection) -> None:
    """Set everything anew, as far as whoever is connected may; in the caller's transaction.

    Columns of words get the order of their bytes, which is the order that the program goes by; the
    one of a language would differ from server to server.
    """
    schema = str(_asked(driver, SCHEMA)[0][0])
    for table, column in _asked(driver, WORDS):
        if table in METADATA.tables:
            _run(driver, [f'ALTER TABLE {table} ALTER COLUMN {column} TYPE varchar COLLATE "C"'])
    _run(driver, _guards(schema))
    _run(driver, postgresql_rows.guards())
    if not _asked(driver, CONSTRAINED):
        _run(driver, [f"ALTER TABLE event ADD CONSTRAINT {HASH} {HASHED}"])
    _tried(driver, _logging(schema))
    _tried(driver, _rights(schema))


def missing(driver: psycopg.Connection) -> tuple[str, ...]:
    """The guards that are not there, or not as this release sets them, by name.

    Besides triggers, `event_leaf_is_hash` is the constraint; `owner_role` says that the tables
    belong to an account that logs in, `rights_of_NAME` that the account we are connected by may
    change the record, and `tdkt_schema_log` that changes of the schema are not logged.
    """
    return tuple(_missing(driver))


def _missing(driver: psycopg.Connection) -> Iterator[str]:
    """Their names, one by one."""
    schema = str(_asked(driver, SCHEMA)[0][0])
    found = {row[0]: tuple(row[1:]) for row in _asked(driver, FOUND)}
    for name, one in TRIGGERS.items():
        body = FUNCTIONS[one.calls].format(schema=schema)
        if found.get(name) != (one.table, one.bits, body, True):
            yield name
    if _asked(driver, CONSTRAINED) != [(HASHED, True)]:
        yield HASH
    yield from postgresql_rows.missing(driver)
    if any(name in TABLES for (name,) in _asked(driver, OWNED)):
        yield "owner_role"
    ((account, may_change),) = _asked(driver, RIGHTS)
    if may_change:
        yield f"{RIGHTS_OF}{account}"
    if not _asked(driver, LOGGED)[0][0]:
        yield SCHEMA_LOG


def _asked(driver: psycopg.Connection, statement: str) -> list[tuple[object, ...]]:
    """The rows of a question to the catalog."""
    return list(driver.execute(statement.encode()).fetchall())


def _run(driver: psycopg.Connection, statements: Iterable[str]) -> None:
    """Run statements one by one."""
    for statement in statements:
        driver.execute(statement.encode())


def _tried(driver: psycopg.Connection, statements: Iterable[str]) -> None:
    """Run statements, or none of them where the account may not; `missing` tells of it later."""
    from psycopg.errors import InsufficientPrivilege  # noqa: PLC0415 -- SQLite needs no psycopg

    with suppress(InsufficientPrivilege), driver.transaction():
        _run(driver, statements)


def _guards(schema: str) -> Iterator[str]:
    """Functions and triggers."""
    for name, body in FUNCTIONS.items():
        yield _function(schema, name, "trigger", body.format(schema=schema))
        yield f"REVOKE ALL ON FUNCTION {schema}.{name}() FROM PUBLIC"
    for name, one in TRIGGERS.items():
        yield f"DROP TRIGGER IF EXISTS {name} ON {one.table}"
        yield f"CREATE TRIGGER {name} {one.when} EXECUTE FUNCTION {schema}.{one.calls}()"
        yield f"ALTER TABLE {one.table} ENABLE ALWAYS TRIGGER {name}"


def _logging(schema: str) -> Iterator[str]:
    """The event trigger, which only a superuser may set."""
    yield f"DROP EVENT TRIGGER IF EXISTS {SCHEMA_LOG}"
    yield _function(schema, "log_schema_change", "event_trigger", LOGGING)
    yield (
        f"CREATE EVENT TRIGGER {SCHEMA_LOG} ON ddl_command_end "
        f"EXECUTE FUNCTION {schema}.log_schema_change()"
    )
    yield f"ALTER EVENT TRIGGER {SCHEMA_LOG} ENABLE ALWAYS"


def _function(schema: str, name: str, gives: str, body: str) -> str:
    """The statement that makes a function, or puts it in place of an older one."""
    return (
        f"CREATE OR REPLACE FUNCTION {schema}.{name}() RETURNS {gives} LANGUAGE plpgsql "
        f"SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $${body}$$"
    )


def _rights(schema: str) -> Iterator[str]:
    """Roles, and what each may do; whoever sets them up belongs to the owner from then on."""
    for role in ROLES:
        # Roles belong to the whole server: another database may have made them already.
        yield (
            f"DO $$BEGIN CREATE ROLE {role} NOLOGIN; "
            f"EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END$$"
        )
    yield (
        f"DO $$BEGIN IF NOT pg_has_role(current_user, '{OWNER}', 'USAGE') THEN "
        f"EXECUTE 'GRANT {OWNER} TO ' || quote_ident(current_user); END IF; END$$"
    )
    yield f"GRANT USAGE, CREATE ON SCHEMA {schema} TO {OWNER}"
    yield f"GRANT USAGE ON SCHEMA {schema} TO {APPLICATION}, {SEQUENCER}, {AUDITOR}"
    yield from postgresql_rows.rights(SEQUENCER, AUDITOR)
    for name in FUNCTIONS:
        yield f"ALTER FUNCTION {schema}.{name}() OWNER TO {OWNER}"
    for table in TABLES:
        yield f"REVOKE ALL ON {table} FROM PUBLIC, {APPLICATION}, {SEQUENCER}, {AUDITOR}"
        for role, what in _granted(table):
            yield f"GRANT {what} ON {table} TO {role}"
        yield f"ALTER TABLE {table} OWNER TO {OWNER}"


def _granted(table: str) -> Iterator[tuple[str, str]]:
    """What each role may do with a table; of one that is not named here, what a cache needs."""
    if table in SECRET:
        yield APPLICATION, "SELECT, INSERT, UPDATE, DELETE"
        return
    yield AUDITOR, "SELECT"
    if table in NUMBERED:
        yield APPLICATION, "SELECT"
        yield SEQUENCER, "SELECT, INSERT"
    elif table in KEPT:
        yield APPLICATION, "SELECT, INSERT"
        yield SEQUENCER, "SELECT"
    elif table in FIXED:
        yield f"{APPLICATION}, {SEQUENCER}", "SELECT"
    elif table == OUTBOX:
        yield APPLICATION, "SELECT"
        yield SEQUENCER, "SELECT, DELETE"
    else:
        yield APPLICATION, "SELECT, INSERT, UPDATE, DELETE"
        yield SEQUENCER, "SELECT"
