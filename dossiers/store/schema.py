"""Making and upgrading a database: Alembic migrations, from the first table on.

Opening a store never migrates anything; only `initialise` does, so that an upgrade is somebody's
decision and happens at a moment of their choosing.
"""

from __future__ import annotations

import secrets
from importlib.resources import files
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, select
from sqlalchemy.exc import OperationalError, ProgrammingError

from dossiers.errors import DatabaseForeignError, DatabaseHalfMadeError, DatabaseNewerError
from dossiers.store.engine import (
    address,
    backend_of,
    connected,
    migrating,
    place_of,
    told_plainly,
)
from dossiers.store.key_store import KeyStore
from dossiers.store.strongbox import Strongbox
from dossiers.store.tables import DOSSIER, META

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0011"
"""The newest migration; a test compares it with the files."""

SEALED = "0006"
"""The migration since which dossiers are sealed in the cache."""


def initialise(url: str, *, lone: bool = False) -> bool:
    """Make the database, or bring an older one to this release.

    Nothing that stands in it is overwritten.  Made or upgraded, it is one transaction.  The file of
    keys beside it is made where there is none; it is never made again over one.

    Args:
        url: an SQLAlchemy address, such as `sqlite:////folder/file.sqlite` or
            `postgresql://somebody@server/database`.  Of a file, missing folders are made, and only
            its owner may read it; on a server the database must be there.
        lone: whether nobody else opens it meanwhile, as a copy that is being made; such a file may
            lie on a network drive.

    Returns:
        True when it was made or upgraded, False when it was up to date already.

    Raises:
        UnknownDatabaseError: the address cannot be used by this release.
        DatabaseNewerError: a later release made it.
        DatabaseForeignError: another product keeps its tables there.
        DatabaseOnNetworkError: its file would lie on a network drive.
        DatabaseHalfMadeError: its tables are not those of the release that it names.
        StoreError: it cannot be reached or written, or is no database.
    """
    there = address(url)
    if not lone:
        backend_of(there).check_drive(there)
    backend_of(there).prepared(there)
    engine = connected(there, guarded=False)
    try:
        with told_plainly(place_of(there)):
            return _brought_up(engine)
    finally:
        engine.dispose()


def is_sealed(found: str) -> bool:
    """Whether dossiers are sealed at a migration, so that its keys are beside it.

    >>> is_sealed("0005"), is_sealed("0006")
    (False, True)
    """
    return found >= SEALED


def revision(engine: Engine) -> str | None:
    """The migration that a database stands at; None for one that was never initialised."""
    with engine.connect() as connection:
        return _revision(connection)


def is_ours(found: str) -> bool:
    """Whether the name of a migration is one that a release of this program gives.

    >>> is_ours("0005"), is_ours("9999"), is_ours("1f3a9c0b7d22")
    (True, True, False)
    """
    return len(found) == len(HEAD) and found.isdecimal()


def _revision(connection: Connection) -> str | None:
    """The migration that a database stands at, read inside a transaction or outside of any."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return None if row is None else str(row[0])


def _brought_up(engine: Engine) -> bool:
    """Run the missing migrations; True when there were any.

    A database that is made also draws the origin of its log.
    """
    place, backend = place_of(engine), backend_of(engine)
    strongbox = Strongbox(KeyStore(backend.keys(engine.url)))
    strongbox.store.make()
    if _is_missing(revision(engine), place) and _migrated(engine, strongbox):
        return True
    with engine.connect() as connection:
        settled = backend.is_settled(connection)
    if not settled:
        with migrating(engine, place) as connection:
            backend.settled(connection)
    return False


def _migrated(engine: Engine, strongbox: Strongbox) -> bool:
    """Run the missing migrations in one transaction; False where another process did meanwhile."""
    place = place_of(engine)
    with migrating(engine, place) as connection:
        before = _revision(connection)
        if not _is_missing(before, place):
            return False
        _upgrade(connection, before, place)
        if before is not None and before < SEALED:
            _seal_rows(connection, strongbox)
        backend_of(engine).settled(connection)
    return True


def _is_missing(found: str | None, place: str) -> bool:
    """Whether migrations are missing.

    Raises:
        DatabaseForeignError: another product made it.
        DatabaseNewerError: a later release made it.
    """
    if found is not None and not is_ours(found):
        raise DatabaseForeignError(place)
    if found is not None and found > HEAD:
        raise DatabaseNewerError(place)
    return found != HEAD


def _upgrade(connection: Connection, before: str | None, place: str) -> None:
    """Run migrations on a connection that is inside a transaction."""
    if before is None and set(inspect(connection).get_table_names()) - {"alembic_version"}:
        raise DatabaseForeignError(place)
    # Whoever only opens a database need not load Alembic, which is larger than the store.
    from alembic import command  # noqa: PLC0415

    try:
        command.upgrade(_settings(connection), "head")
    except (OperationalError, ProgrammingError) as failed:
        if backend_of(connection.engine).meaning(failed, place) is None:
            # Something is there already that a migration makes, or not there that it changes.
            raise DatabaseHalfMadeError(place) from failed
        raise
    if before is None:
        # The origin of this log: every event names it, so that two databases are never confused.
        connection.execute(META.insert(), {"name": "log", "value": secrets.token_hex(16)})


def _seal_rows(connection: Connection, strongbox: Strongbox) -> None:
    """Put what is personal in the cache of an older database under keys; events stay as they are.

    What such a database holds in plain documents stays plain (ADR 0034).
    """
    columns = select(DOSSIER.c.id, DOSSIER.c.body, DOSSIER.c.likeness)
    for name, body, word in connection.execute(columns).fetchall():
        sealed = {"body": strongbox.row(name, body), "likeness": strongbox.looks(word)}
        connection.execute(DOSSIER.update().where(DOSSIER.c.id == name).values(sealed))


def _settings(connection: object) -> Config:
    """What Alembic has to know: where the migrations stand, and the connection to use."""
    from alembic.config import Config  # noqa: PLC0415

    settings = Config()
    settings.set_main_option("script_location", str(files("dossiers.store") / "migrations"))
    settings.attributes["connection"] = connection
    return settings
