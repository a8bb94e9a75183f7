"""For whom a dossier waits: by units too, and made again by what is known of it now.

What dossiers are found by is forgotten here and entered anew by whoever opens the database after
the upgrade (`dossiers.use_cases.upgrading`), for whom one waits follows from content that is
sealed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the unit with its index, and empty what is entered again."""
    op.add_column("duty", sa.Column("unit", sa.String, nullable=False, server_default=""))
    op.create_index("duty_by_unit", "duty", ["role", "unit", "due", "number"])
    for table in ("sought", "word", "duty"):
        op.execute(sa.delete(sa.table(table)))
