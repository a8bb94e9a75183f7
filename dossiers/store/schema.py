"""Making and upgrading a database: Alembic migrations, from the first table on.

Opening a store never migrates anything; only `initialise` does, so that an upgrade is somebody's
decision and happens at a moment of their choosing.
"""

from __future__ import annotations

import secrets
from importlib.resources import files

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, inspect, select

from dossiers.errors import DatabaseNewerError, DatabaseReadOnlyError
from dossiers.store.engine import address, connected, file_of, migrating, private_file, told_plainly
from dossiers.store.key_store import KeyStore
from dossiers.store.strongbox import Strongbox
from dossiers.store.tables import DOSSIER, META

HEAD = "0006"
"""The newest migration; a test compares it with the files."""

SEALED = "0006"
"""The migration since which dossiers are sealed in the cache."""


def initialise(url: str) -> bool:
    """Make the database, or bring an older one to this release.

    Nothing that stands in it is overwritten.  Made or upgraded, it is one transaction.  The file of
    keys beside it is made where there is none; it is never made again over one.

    Args:
        url: an SQLAlchemy address, such as `sqlite:////folder/file.sqlite`; missing folders are
            made, and the file is readable by its owner only.

    Returns:
        True when it was made or upgraded, False when it was up to date already.

    Raises:
        UnknownDatabaseError: the address cannot be used by this release.
        DatabaseSchemaError: a later release made it.
        StoreError: the file cannot be written, or is no database.
    """
    place = address(url)
    try:
        private_file(file_of(place))
    except OSError as failed:
        raise DatabaseReadOnlyError(str(file_of(place))) from failed
    engine = connected(place, guarded=False)
    try:
        with told_plainly(str(file_of(place))):
            return _brought_up(engine)
    finally:
        engine.dispose()


def revision(engine: Engine) -> str | None:
    """The migration that a database stands at; None for one that was never initialised."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
        return None if row is None else str(row[0])


def _brought_up(engine: Engine) -> bool:
    """Run the missing migrations; True when there were any.

    A database that is made also draws the origin of its log.
    """
    before = revision(engine)
    strongbox = Strongbox(KeyStore.beside(file_of(engine.url)))
    strongbox.store.make()
    if before == HEAD:
        return False
    if before is not None and before > HEAD:
        raise DatabaseNewerError(str(file_of(engine.url)))
    with migrating(engine, str(file_of(engine.url))) as connection:
        command.upgrade(_settings(connection), "head")
        if before is None:
            # The origin of this log: every event names it, so that two databases are never
            # confused.
            connection.execute(META.insert(), {"name": "log", "value": secrets.token_hex(16)})
        elif before < SEALED:
            _seal_rows(connection, strongbox)
    return True


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
    settings = Config()
    settings.set_main_option("script_location", str(files("dossiers.store") / "migrations"))
    settings.attributes["connection"] = connection
    return settings
