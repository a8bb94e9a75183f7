"""By what dossiers are found, the series of their numbers, and which worker has one in hand.

Of dossiers that stand there the series is entered here; by what they are found, by whoever opens
the database after it was upgraded (`dossiers.use_cases.upgrading`), for it follows from content
that is sealed.
"""

import sqlalchemy as sa
from alembic import op

from dossiers.store.series import series_of

revision = "0008"
down_revision = "0007"


DOSSIER = sa.table(
    "dossier", sa.column("id"), sa.column("number"), sa.column("stem"), sa.column("serial")
)
BATCH = 1_000


def upgrade() -> None:
    """Make the tables, and enter the series of every number."""
    _make_series()
    _make_tables()


def _make_series() -> None:
    """Add the columns with their index, and fill them."""
    op.add_column("dossier", sa.Column("stem", sa.String, nullable=False, server_default=""))
    serial = sa.Column("serial", sa.BigInteger, nullable=False, server_default="0")
    op.add_column("dossier", serial)
    op.create_index("dossier_by_serial", "dossier", ["stem", "serial"])
    connection = op.get_bind()
    change = DOSSIER.update().where(DOSSIER.c.id == sa.bindparam("is_id"))
    rows = connection.execute(sa.select(DOSSIER.c.id, DOSSIER.c.number)).all()
    for start in range(0, len(rows), BATCH):
        connection.execute(change, [_series(*one) for one in rows[start : start + BATCH]])


def _series(name: str, number: str) -> dict[str, object]:
    """The series of one dossier as the parameters of its change."""
    stem, serial = series_of(number)
    return {"is_id": name, "stem": stem, "serial": serial}


def _make_tables() -> None:
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
    )
    op.create_index("sought_by_due", "sought", ["due", "number"])
    op.create_index("sought_by_unit", "sought", ["unit", "state", "due", "number"])
    op.create_index("sought_by_state", "sought", ["state", "due", "number"])
    op.create_table(
        "word",
        sa.Column("word", sa.LargeBinary, primary_key=True),
        sa.Column("dossier", sa.String, primary_key=True),
        sqlite_with_rowid=False,
    )
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
