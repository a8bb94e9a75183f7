"""The tree over all events and its outbox, and guards; what was recorded before waits in order."""

import sqlalchemy as sa
from alembic import op

from dossiers.store.guards import TRIGGERS

revision = "0004"
down_revision = "0003"

WHOLE = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the tables, put every event into the outbox, and set the guards."""
    op.create_table("pending", sa.Column("seq", WHOLE, primary_key=True, autoincrement=False))
    op.create_table(
        "log_leaf",
        sa.Column("idx", WHOLE, primary_key=True, autoincrement=False),
        sa.Column("stream", sa.String, nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("leaf", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("stream", "n", name="log_leaf_position"),
    )
    op.create_table(
        "tile",
        sa.Column("level", sa.Integer, primary_key=True),
        sa.Column("idx", sa.BigInteger, primary_key=True),
        sa.Column("hashes", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "checkpoint",
        sa.Column("size", WHOLE, primary_key=True, autoincrement=False),
        sa.Column("root", sa.LargeBinary, nullable=False),
        sa.Column("note", sa.LargeBinary, nullable=False),
    )
    op.execute("INSERT INTO pending (seq) SELECT seq FROM event ORDER BY seq")
    # On PostgreSQL the guards are set after each upgrade (`dossiers.store.postgresql`).
    for text in TRIGGERS.values() if op.get_bind().dialect.name == "sqlite" else ():
        op.execute(text)
