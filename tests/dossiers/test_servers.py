"""Whatever goes wrong between program and server is one sentence, and nothing is half done."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, repeat

import psycopg
import pytest

from dossiers import errors, server_errors
from dossiers.store import Store, initialise, tables
from dossiers.store.engine import tried_again, writing
from dossiers.store.postgresql import Session
from tests.databases import MADE, Shared, admin, on_postgresql
from tests.dossiers.test_store import an_entry
from tests.postgres import Server, running

SECRET = "bi-mat-9999"  # noqa: S105 -- of an account that lives as long as these tests

DIES = "$$BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END$$"
AT_COMMIT = "CONSTRAINT TRIGGER dies AFTER INSERT ON command DEFERRABLE INITIALLY DEFERRED"
DYING = (
    f"CREATE FUNCTION dies() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS {DIES}",
    f"CREATE {AT_COMMIT} FOR EACH ROW EXECUTE FUNCTION dies()",
)
"""Statements by which a connection is lost at the commit of every command."""


@pytest.fixture
def store(postgresql: str) -> Iterator[Store]:
    with Store.open(postgresql) as opened:
        yield opened


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three attempts, one after another."""
    monkeypatch.setattr("dossiers.store.engine.PAUSES_MS", (1, 1))


@pytest.fixture(scope="module")
def own() -> Iterator[Server]:
    """A server of our own, where an account needs its password."""
    with running() as server:
        server.run(
            f"CREATE ROLE guarded LOGIN PASSWORD '{SECRET}'",
            "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0",
            "CREATE DATABASE blank",
        )
        yield server


def content(store: Store) -> tuple[object, ...]:
    return store.bodies(), store.numbers(), tuple(store.events())


def ruined(store: Store, *statements: str) -> None:
    """Change the database as its administrator."""
    with admin(*MADE[store.place]) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def raising(code: str, times: int) -> tuple[str, ...]:
    """Statements by which the first few commands end with an error of the server."""
    raised = f"RAISE EXCEPTION USING ERRCODE = '{code}'"
    body = f"BEGIN IF nextval('tries') <= {times} THEN {raised}; END IF; RETURN NEW; END"
    return (
        "CREATE SEQUENCE tries",
        "GRANT USAGE ON tries TO PUBLIC",
        f"CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS $${body}$$",
        "CREATE TRIGGER fails BEFORE INSERT ON command FOR EACH ROW EXECUTE FUNCTION fails()",
    )


def test_a_server_that_is_not_there_is_told() -> None:
    for url in ("postgresql://127.0.0.1:1/x", "postgresql://web@/x?host=/nowhere"):
        for opening in (Store.open, initialise):
            with pytest.raises(server_errors.DatabaseUnreachableError, match="cannot be reached"):
                opening(url)


@pytest.mark.parametrize("password", ["sai-mat-khau", None])
def test_a_wrong_or_missing_password_is_told_and_never_repeated(
    own: Server, password: str | None
) -> None:
    url = own.address("postgres", "guarded", password)

    with pytest.raises(server_errors.DatabaseLoginError) as refused:
        Store.open(url)

    assert "guarded@" in refused.value.place
    assert "sai-mat-khau" not in f"{refused.value} {refused.value.text.vi}"


def test_an_account_that_is_not_there_is_told(own: Server) -> None:
    with pytest.raises(server_errors.DatabaseLoginError, match="does not let you into"):
        Store.open(own.address("postgres", "nobody-here"))


def test_the_right_password_opens(own: Server) -> None:
    with pytest.raises(errors.DatabaseMissingError):
        Store.open(own.address("blank", "guarded", SECRET))


def test_a_database_that_the_server_does_not_have_is_told(own: Server) -> None:
    for opening in (Store.open, initialise):
        with pytest.raises(server_errors.DatabaseAbsentError, match="CREATE DATABASE"):
            opening(own.address("no_such_database"))


def test_a_database_of_another_encoding_is_told_and_left_empty(own: Server) -> None:
    with pytest.raises(server_errors.DatabaseEncodingError, match="UTF8"):
        initialise(own.address("latin"))

    tables = "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
    assert own.run(tables, database="latin") == [(0,)]


def test_whoever_may_not_make_tables_is_told(own: Server) -> None:
    with pytest.raises(server_errors.DatabaseRightsError, match="run-on-postgresql"):
        initialise(own.address("blank", "guarded", SECRET))


def test_a_database_with_tables_of_another_product_is_left_alone(
    empty: str, shared: Shared
) -> None:
    name = empty.rsplit("/", 1)[-1].split("?", maxsplit=1)[0]
    shared.server.run("CREATE TABLE orders (id int)", database=name)

    with pytest.raises(errors.DatabaseForeignError, match="another product"):
        initialise(empty)

    tables = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 2200"
    assert shared.server.run(tables, database=name) == [("orders",)]


def test_two_who_initialise_at_once_make_one_database(empty: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(initialise, [empty] * 4))

    assert sorted(made) == [False, False, False, True]
    with Store.open(empty) as store:
        assert content(store) == ((), (), ())


def test_whoever_was_given_no_role_reads_and_writes_nothing(store: Store) -> None:
    server, name = MADE[store.place]
    server.run("DROP ROLE IF EXISTS stranger", "CREATE ROLE stranger LOGIN")

    with pytest.raises(server_errors.DatabaseRightsError, match="not the right"):
        Store.open(server.address(name, "stranger"))


def test_a_read_only_server_is_told_and_left_as_it_was(store: Store, postgresql: str) -> None:
    store.record(an_entry())
    before = content(store)
    name = MADE[store.place][1]
    ruined(store, f"ALTER DATABASE {name} SET default_transaction_read_only = on")

    with Store.open(postgresql) as read_only, pytest.raises(errors.DatabaseReadOnlyError):
        read_only.record(an_entry(2, key="k-2"))

    assert content(store) == before


def test_a_full_disk_of_the_server_is_told_and_nothing_is_half_written(store: Store) -> None:
    ruined(store, *raising("53100", 1))

    with pytest.raises(errors.DatabaseFullError):
        store.record(an_entry())

    assert content(store) == ((), (), ())
    assert store.record(an_entry()).repeated is False


@pytest.mark.parametrize("code", ["40001", "40P01"])
def test_what_passes_by_itself_is_tried_again(store: Store, code: str) -> None:
    ruined(store, *raising(code, 3))

    assert store.record(an_entry()).repeated is False

    assert len(list(store.events())) == 1


@pytest.mark.usefixtures("impatient")
def test_what_does_not_pass_is_told_after_a_bounded_time(store: Store) -> None:
    ruined(store, *raising("40001", 99))

    with pytest.raises(errors.DatabaseBusyError):
        store.record(an_entry())

    assert content(store) == ((), (), ())


def test_under_serializable_every_command_is_carried_out_once(
    store: Store, postgresql: str
) -> None:
    name = MADE[store.place][1]
    ruined(store, f"ALTER DATABASE {name} SET default_transaction_isolation = 'serializable'")
    entries = [an_entry(stream=f"d-{at}", key=f"k-{at}") for at in range(24)]

    with Store.open(postgresql) as strict, ThreadPoolExecutor(8) as pool:
        done = list(pool.map(strict.record, entries))

    assert [one.repeated for one in done] == [False] * 24
    assert len(list(store.events())) == 24


def test_a_client_that_holds_a_row_for_too_long_is_told_to_the_others(
    postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dossiers.store.postgresql.PATIENCE_S", 1)
    with Store.open(postgresql) as store:
        store.record(an_entry())
        before = content(store)
        with admin(*MADE[store.place]) as idle, idle.transaction():
            idle.execute("SELECT 1 FROM dossier FOR UPDATE")
            with pytest.raises(server_errors.DatabaseHeldError, match="is held by") as held:
                store.record(an_entry(2, key="k-2"))
            (who,) = held.value.who
            assert who == f"{idle.info.user} (?, {idle.info.backend_pid})"

        assert content(store) == before
        assert store.record(an_entry(2, key="k-2")).repeated is False


def test_a_whole_table_that_somebody_holds_is_told_with_the_name_of_the_program(
    postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dossiers.store.postgresql.PATIENCE_S", 1)
    with Store.open(postgresql) as store, admin(*MADE[store.place]) as idle:
        idle.execute("SET application_name = 'bao cao tay'")
        with idle.transaction():
            idle.execute("LOCK TABLE command IN EXCLUSIVE MODE")
            with pytest.raises(server_errors.DatabaseHeldError) as held:
                store.record(an_entry())
        assert "(bao cao tay, " in held.value.text.vi
        assert store.record(an_entry()).repeated is False


def test_a_client_of_ours_that_hangs_in_a_transaction_is_ended_and_others_go_on(
    postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dossiers.store.postgresql.FORGOTTEN_S", 1)
    with Store.open(postgresql) as store, Store.open(postgresql) as hanging:
        store.record(an_entry())

        def hang() -> None:
            with writing(hanging._engine, hanging.place) as driver:
                driver.execute(tables.DROP_DOSSIERS)
                # It holds every row and does nothing more; the other one waits for the server.
                assert store.record(an_entry(2, key="k-2")).repeated is False
                driver.execute(tables.CLOCK)

        with pytest.raises(server_errors.DatabaseUnreachableError):
            hang()

        assert len(list(store.events())) == 2
        assert hanging.numbers() == ("N-d-1",)


def test_connections_that_the_server_closed_are_replaced_unnoticed(store: Store) -> None:
    store.record(an_entry())
    _closed(store)

    assert store.numbers() == ("N-d-1",)

    _closed(store)
    assert store.record(an_entry(2, key="k-2")).repeated is False


def _closed(store: Store) -> None:
    """End every connection of `web`, as a restart of the server does."""
    ended = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'web'"
    ruined(store, f"{ended} AND datname = current_database()")


def test_a_connection_lost_in_the_middle_is_no_loss(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    execute, left = Session.execute, [2]

    def dying(session: Session, *given: object) -> object:
        if left[0]:
            left[0] -= 1
            _closed(store)
        return execute(session, *given)  # type: ignore[arg-type]  # passed on as given

    monkeypatch.setattr(Session, "execute", dying)

    assert store.record(an_entry()).repeated is False

    assert left == [0]
    assert len(list(store.events())) == 1


def test_an_answer_lost_at_the_commit_is_found_by_its_key(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    execute, left = Session.execute, [1]

    def unheard(session: Session, *given: object) -> object:
        answer = execute(session, *given)  # type: ignore[arg-type]  # passed on as given
        if left[0]:
            left[0] -= 1
            session.connection.close()
            raise psycopg.OperationalError("the network is gone")
        return answer

    monkeypatch.setattr(Session, "execute", unheard)

    recorded = store.record(an_entry())

    assert (left, recorded.result, recorded.repeated) == ([0], b'{"n":1}', True)
    assert len(list(store.events())) == 1


@pytest.mark.usefixtures("impatient")
def test_an_outcome_that_nobody_can_find_out_is_told_with_its_key(store: Store) -> None:
    ruined(store, *DYING)

    with pytest.raises(server_errors.OutcomeUnknownError, match="--key k-1") as unknown:
        store.record(an_entry())

    assert unknown.value.key == "k-1"
    ruined(store, "DROP TRIGGER dies ON command")
    assert store.record(an_entry()).repeated is False


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    "later", [errors.DatabaseReadOnlyError, server_errors.DatabaseUnreachableError]
)
def test_after_a_lost_commit_no_later_failure_says_that_nothing_was_written(
    later: type[errors.StoreError],
) -> None:
    failures = chain([server_errors.DatabaseLostError("x")], repeat(later("x")))

    def work() -> None:
        raise next(failures)

    with pytest.raises(server_errors.DatabaseLostError):
        tried_again(work)


def test_what_cannot_pass_is_told_at_once() -> None:
    failures = iter([errors.DatabaseFullError("x")])

    def work() -> None:
        raise next(failures)

    with pytest.raises(errors.DatabaseFullError):
        tried_again(work)


def test_without_its_library_postgresql_is_told_and_sqlite_works(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in [one for one in sys.modules if one.split(".")[0] == "psycopg"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(server_errors.DatabaseDriverError, match=r"tdkt\[postgresql\]"):
        Store.open("postgresql://web@127.0.0.1:1/x")


def test_every_connection_waits_for_what_is_durable_whatever_the_server_is_set_to(
    shared: Shared,
) -> None:
    with on_postgresql(shared) as url, Store.open(url) as store:
        ruined(store, f"ALTER DATABASE {MADE[store.place][1]} SET synchronous_commit = off")
        with Store.open(url) as fresh:
            pooled = fresh._engine.raw_connection()
            driver = pooled.driver_connection
            assert isinstance(driver, psycopg.Connection)
            asked = ("synchronous_commit", "lock_timeout", "default_transaction_isolation")
            shown = [driver.execute(f"SHOW {one}".encode()).fetchone() for one in asked]
            pooled.close()

    assert shown == [("on",), ("10s",), ("read committed",)]


def test_reading_a_long_history_begins_before_it_has_come_whole(store: Store) -> None:
    for at in range(3):
        store.record(an_entry(stream=f"d-{at}", key=f"k-{at}"))
    history = store.events()

    first = next(history)
    assert isinstance(history, Generator)
    history.close()

    assert first.stream == "d-0"
    assert store.record(an_entry(stream="d-9", key="k-9")).repeated is False
