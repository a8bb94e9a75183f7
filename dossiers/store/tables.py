"""The tables, and every statement of the write path, built once.

`event` is the record; `document` holds, by digest, what events refer to.  `dossier` is a cache
that can be dropped and built again from those two; `command` remembers which request was answered
how.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    bindparam,
    insert,
    select,
    update,
)

METADATA = MetaData()

META = Table(
    "meta",
    METADATA,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

EVENT = Table(
    "event",
    METADATA,
    # SQLite numbers rows by itself only where the key is a plain INTEGER.
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("stream", String, nullable=False),
    Column("n", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
    UniqueConstraint("stream", "n", name="event_position"),
    sqlite_autoincrement=True,
)

DOCUMENT = Table(
    "document",
    METADATA,
    Column("digest", String, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

COMMAND = Table(
    "command",
    METADATA,
    Column("key", String, primary_key=True),
    Column("request", String, nullable=False),
    Column("result", LargeBinary, nullable=False),
)

DOSSIER = Table(
    "dossier",
    METADATA,
    Column("id", String, primary_key=True),
    Column("number", String, nullable=False, unique=True),
    Column("award", String, nullable=False),
    Column("unit", String, nullable=False),
    Column("state", String, nullable=False),
    Column("n", Integer, nullable=False),
    Column("head", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("dossier_by_state", "state", "number"),
)

ADD_EVENT = insert(EVENT)
ADD_COMMAND = insert(COMMAND)
ADD_DOCUMENT = insert(DOCUMENT).prefix_with("OR IGNORE", dialect="sqlite")
ADD_DOSSIER = insert(DOSSIER)
MOVE_DOSSIER = (
    update(DOSSIER)
    .where(DOSSIER.c.id == bindparam("is_id"), DOSSIER.c.n == bindparam("was_n"))
    .values(
        state=bindparam("new_state"),
        n=bindparam("new_n"),
        head=bindparam("new_head"),
        body=bindparam("new_body"),
    )
)

ANSWER = select(COMMAND.c.request, COMMAND.c.result).where(COMMAND.c.key == bindparam("key"))
DOSSIER_BY_NUMBER = select(DOSSIER.c.body).where(DOSSIER.c.number == bindparam("number"))
DOSSIERS = select(DOSSIER.c.body).order_by(DOSSIER.c.number)
NUMBERS = select(DOSSIER.c.number).order_by(DOSSIER.c.number)
DOCUMENT_BY_DIGEST = select(DOCUMENT.c.body).where(DOCUMENT.c.digest == bindparam("digest"))
STORED = (EVENT.c.seq, EVENT.c.stream, EVENT.c.n, EVENT.c.body, EVENT.c.leaf)
EVENTS = select(*STORED).order_by(EVENT.c.seq)
EVENTS_OF = select(*STORED).where(EVENT.c.stream == bindparam("stream")).order_by(EVENT.c.n)
META_VALUE = select(META.c.value).where(META.c.name == bindparam("name"))
