"""Mandates: who may act for whom, from day to day."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "mandate",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("number", sa.String, nullable=False, unique=True),
        sa.Column("from_person", sa.String, nullable=False),
        sa.Column("to_person", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("head", sa.String, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_index("mandate_by_giver", "mandate", ["from_person"])
    op.create_index("mandate_by_taker", "mandate", ["to_person"])
