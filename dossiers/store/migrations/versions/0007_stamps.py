"""Time stamps from outside, over checkpoints of the log."""

import sqlalchemy as sa
from alembic import op

from dossiers.store.guards import triggers_of

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the table and set its guards."""
    op.create_table(
        "stamp",
        sa.Column("digest", sa.String, primary_key=True),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("token", sa.LargeBinary, nullable=False),
    )
    # On PostgreSQL the guards are set after each upgrade (`dossiers.store.postgresql`).
    for text in triggers_of("stamp").values() if op.get_bind().dialect.name == "sqlite" else ():
        op.execute(text)
