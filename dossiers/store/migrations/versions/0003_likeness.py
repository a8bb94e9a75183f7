"""Dossiers are found by the look of their nominee's name; those that stand there get it now."""

import json

import sqlalchemy as sa
from alembic import op

from dossiers.store.likeness import likeness

revision = "0003"
down_revision = "0002"

DOSSIER = sa.table("dossier", sa.column("id"), sa.column("body"), sa.column("likeness"))


def upgrade() -> None:
    """Add the column and its index, and fill it."""
    column = sa.Column("likeness", sa.String, nullable=False, server_default="")
    op.add_column("dossier", column)
    op.create_index("dossier_by_likeness", "dossier", ["likeness"])
    connection = op.get_bind()
    for name, body in connection.execute(sa.select(DOSSIER.c.id, DOSSIER.c.body)).all():
        change = DOSSIER.update().where(DOSSIER.c.id == name)
        connection.execute(change.values(likeness=_likeness(body)))


def _likeness(body: bytes) -> str:
    """The word of a stored dossier; empty for one that cannot be read, which the audit tells."""
    try:
        asked = json.loads(body)["nomination"]
        year, who = asked["evidence"]["award_year"], asked["nominee"]
        return likeness(asked["award"], year, who["kind"], who["name"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""
