"""Accounts, and what lets people in: passwords, sessions, tokens, failed attempts."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "account",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("number", sa.String, nullable=False, unique=True),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("head", sa.String, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "account_password",
        sa.Column("account", sa.String, primary_key=True),
        sa.Column("hash", sa.String, nullable=False),
    )
    op.create_table(
        "desk_session",
        sa.Column("digest", sa.String, primary_key=True),
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("account", sa.String, nullable=False),
        sa.Column("began", sa.BigInteger, nullable=False),
        sa.Column("seen", sa.BigInteger, nullable=False),
        sa.Column("confirmed", sa.BigInteger, nullable=False),
    )
    op.create_index("desk_session_by_account", "desk_session", ["account"])
    _make_tokens_and_attempts()


def _make_tokens_and_attempts() -> None:
    """Make the other two."""
    op.create_table(
        "api_token",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("digest", sa.String, nullable=False),
        sa.Column("account", sa.String, nullable=False),
        sa.Column("scopes", sa.String, nullable=False),
        sa.Column("made", sa.BigInteger, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
    )
    op.create_index("api_token_by_account", "api_token", ["account"])
    op.create_table(
        "sign_in_attempt",
        sa.Column("mark", sa.String, primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("last", sa.BigInteger, nullable=False),
    )
    op.create_index("sign_in_attempt_by_last", "sign_in_attempt", ["last"])
