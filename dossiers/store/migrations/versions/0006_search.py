"""By what dossiers are found, and which worker has one in hand.

Dossiers that stand there are entered by whoever upgrades.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables."""
    words = [
        sa.Column(name, sa.String, nullable=False)
        for name in ("award", "unit", "state", "stage", "kind")
    ]
    op.create_table(
        "sought",
        sa.Column("dossier", sa.String, primary_key=True),
        sa.Column("number", sa.String, nullable=False, unique=True),
        *words,
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("received", sa.String, nullable=False),
        sa.Column("due", sa.String, nullable=False),
        sa.Column("name", sa.LargeBinary, nullable=False),
    )
    op.create_index("sought_by_due", "sought", ["due", "number"])
    op.create_index("sought_by_unit", "sought", ["unit", "state", "due", "number"])
    op.create_index("sought_by_state", "sought", ["state", "due", "number"])
    op.create_index("sought_by_name", "sought", ["name", "number"])
    op.create_table(
        "word",
        sa.Column("word", sa.LargeBinary, primary_key=True),
        sa.Column("dossier", sa.String, primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("word_by_dossier", "word", ["dossier"])
    op.create_table(
        "duty",
        sa.Column("role", sa.String, primary_key=True),
        sa.Column("due", sa.String, primary_key=True),
        sa.Column("number", sa.String, primary_key=True),
        sa.Column("dossier", sa.String, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("duty_by_dossier", "duty", ["dossier", "role"])
    op.create_table(
        "claim",
        sa.Column("dossier", sa.String, primary_key=True),
        sa.Column("holder", sa.String, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
    )
