"""Tables of what lets people in: passwords, sessions, tokens, failed attempts.

No event tells of what stands here, and nothing here says what anybody may do (ADR 0050).  Only the
program reads these tables on PostgreSQL, not auditors and not the sequencer.

Invariants:

* no password, no token of a session and no token of an interface stands here, only digests;
* what is in `PASSING` goes into no backup, so no restore brings a revoked session back to life.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    String,
    Table,
    bindparam,
    delete,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from dossiers.store.tables import METADATA, Statement, adding, keeping

PASSWORD = Table(
    "account_password",
    METADATA,
    Column("account", String, primary_key=True),
    Column("hash", String, nullable=False),
)

SESSION = Table(
    "desk_session",
    METADATA,
    Column("digest", String, primary_key=True),
    Column("id", String, nullable=False, unique=True),
    Column("account", String, nullable=False),
    Column("began", BigInteger, nullable=False),
    Column("seen", BigInteger, nullable=False),
    Column("confirmed", BigInteger, nullable=False),
    Index("desk_session_by_account", "account"),
)

TOKEN = Table(
    "api_token",
    METADATA,
    Column("id", String, primary_key=True),
    Column("digest", String, nullable=False),
    Column("account", String, nullable=False),
    Column("scopes", String, nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
    Index("api_token_by_account", "account"),
)

ATTEMPT = Table(
    "sign_in_attempt",
    METADATA,
    Column("mark", String, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last", BigInteger, nullable=False),
    Index("sign_in_attempt_by_last", "last"),
)

PASSING = frozenset({"desk_session", "api_token", "sign_in_attempt"})
"""What ends by itself and belongs to no backup."""

SECRET = PASSING | {"account_password"}
"""What only the program itself may read."""

_sql = Statement.of


def _held() -> Statement:
    """Make a row of attempts where there is none, and keep others from it until the commit."""
    named: dict[str, object] = {
        "mark": bindparam("mark"),
        "failures": bindparam("none"),
        "last": bindparam("at"),
    }
    ours, other = sqlite.insert(ATTEMPT).values(named), postgresql.insert(ATTEMPT).values(named)
    same = {"failures": ATTEMPT.c.failures}
    return _sql(
        ours.on_conflict_do_update(["mark"], set_=same),
        other.on_conflict_do_update(index_elements=["mark"], set_=same),
    )


HASH_OF = _sql(select(PASSWORD.c.hash).where(PASSWORD.c.account == bindparam("account")))
SET_HASH = keeping(PASSWORD, "hash")
REPLACE_HASH = _sql(
    update(PASSWORD)
    .where(PASSWORD.c.account == bindparam("is_account"), PASSWORD.c.hash == bindparam("was_hash"))
    .values(hash=bindparam("new_hash"))
)

ADD_SESSION = adding(SESSION)
SESSION_COLUMNS = (
    SESSION.c.id,
    SESSION.c.account,
    SESSION.c.began,
    SESSION.c.seen,
    SESSION.c.confirmed,
)
SESSION_BY_DIGEST = _sql(select(*SESSION_COLUMNS).where(SESSION.c.digest == bindparam("digest")))
SESSIONS_OF = _sql(
    select(*SESSION_COLUMNS)
    .where(SESSION.c.account == bindparam("account"))
    .order_by(SESSION.c.began, SESSION.c.id)
)
SEE_SESSION = _sql(
    update(SESSION).where(SESSION.c.id == bindparam("is_id")).values(seen=bindparam("new_seen"))
)
CONFIRM_SESSION = _sql(
    update(SESSION)
    .where(SESSION.c.id == bindparam("is_id"))
    .values(confirmed=bindparam("new_confirmed"))
)
END_SESSION = _sql(
    delete(SESSION).where(
        SESSION.c.account == bindparam("account"), SESSION.c.id == bindparam("id")
    )
)
END_SESSIONS = _sql(delete(SESSION).where(SESSION.c.account == bindparam("account")))
FORGET_SESSIONS = _sql(
    delete(SESSION).where(
        (SESSION.c.began < bindparam("began")) | (SESSION.c.seen < bindparam("seen"))
    )
)

ADD_TOKEN = adding(TOKEN)
TOKEN_COLUMNS = (
    TOKEN.c.id,
    TOKEN.c.digest,
    TOKEN.c.account,
    TOKEN.c.scopes,
    TOKEN.c.made,
    TOKEN.c.until,
)
TOKEN_BY_ID = _sql(select(*TOKEN_COLUMNS).where(TOKEN.c.id == bindparam("id")))
TOKENS_OF = _sql(
    select(*TOKEN_COLUMNS)
    .where(TOKEN.c.account == bindparam("account"))
    .order_by(TOKEN.c.made, TOKEN.c.id)
)
END_TOKEN = _sql(
    delete(TOKEN).where(TOKEN.c.account == bindparam("account"), TOKEN.c.id == bindparam("id"))
)
END_TOKENS = _sql(delete(TOKEN).where(TOKEN.c.account == bindparam("account")))
FORGET_TOKENS = _sql(delete(TOKEN).where(TOKEN.c.until < bindparam("until")))

HOLD_ATTEMPTS = _held()
ATTEMPTS = _sql(
    select(ATTEMPT.c.failures, ATTEMPT.c.last).where(ATTEMPT.c.mark == bindparam("mark"))
)
COUNT_ATTEMPT = _sql(
    update(ATTEMPT)
    .where(ATTEMPT.c.mark == bindparam("is_mark"))
    .values(failures=bindparam("new_failures"), last=bindparam("new_last"))
)
TAKE_ATTEMPT_BACK = _sql(
    update(ATTEMPT)
    .where(ATTEMPT.c.mark == bindparam("is_mark"), ATTEMPT.c.failures > literal_column("0"))
    .values(failures=ATTEMPT.c.failures - literal_column("1"))
)
FORGET_ATTEMPTS_OF = _sql(delete(ATTEMPT).where(ATTEMPT.c.mark == bindparam("mark")))
FORGET_ATTEMPTS = _sql(delete(ATTEMPT).where(ATTEMPT.c.last < bindparam("last")))
PASSING_GONE = tuple(_sql(delete(one)) for one in (SESSION, TOKEN, ATTEMPT))
