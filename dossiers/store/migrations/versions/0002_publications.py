"""Publications of rules; and dossiers remember the rules of their first receipt (in their body)."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "publication",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("number", sa.String, nullable=False, unique=True),
        sa.Column("award", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("head", sa.String, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_index("publication_by_award", "publication", ["award", "state"])
