"""Alembic's door to a migration: it uses the connection, and the transaction, of whoever asked."""

from alembic import context

from dossiers.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    transactional_ddl=False,  # the caller's BEGIN IMMEDIATE is the one transaction
)
context.run_migrations()
