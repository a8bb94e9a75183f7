"""What is personal, sealed, beside the documents that everybody may see."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table; what was recorded before stays as it was recorded."""
    op.create_table(
        "disclosure",
        sa.Column("commitment", sa.String, primary_key=True),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("box", sa.LargeBinary, nullable=True),
    )
