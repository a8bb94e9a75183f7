"""The statements of those who look at all of the record: sequencer, signer and auditors.

The tables are those of `dossiers.store.tables`, beside which stands what an act reads and writes.
"""

from __future__ import annotations

from sqlalchemy import and_, bindparam, delete, func, literal_column, select

from dossiers.store.tables import (
    CHECKPOINT,
    DISCLOSURE,
    DOCUMENT,
    DOSSIER,
    EVENT,
    LOG_LEAF,
    MANDATE,
    PENDING,
    PUBLICATION,
    STAMP,
    STORED,
    TILE,
    Statement,
    adding,
)

_sql = Statement.of

WAITING = _sql(
    select(PENDING.c.seq, EVENT.c.stream, EVENT.c.n, EVENT.c.body, EVENT.c.leaf)
    .outerjoin(EVENT, EVENT.c.seq == PENDING.c.seq)
    .order_by(PENDING.c.seq)
    .limit(bindparam("most"))
    .offset(literal_column("0"))
)
WAITING_SEQ = _sql(select(PENDING.c.seq).order_by(PENDING.c.seq))
WAITING_COUNT = _sql(select(func.count()).select_from(PENDING))
STILL_WAITING = _sql(
    select(PENDING.c.seq)
    .join(EVENT, EVENT.c.seq == PENDING.c.seq)
    .where(EVENT.c.stream == bindparam("stream"), EVENT.c.n == bindparam("n"))
)
NUMBERED = _sql(delete(PENDING).where(PENDING.c.seq == bindparam("seq")))

SIZE = _sql(
    select(func.coalesce(func.max(LOG_LEAF.c.idx) + literal_column("1"), literal_column("0")))
)
LOG = _sql(
    select(LOG_LEAF.c.idx, LOG_LEAF.c.stream, LOG_LEAF.c.n, LOG_LEAF.c.leaf).order_by(
        LOG_LEAF.c.idx
    )
)
LEAVES = _sql(
    select(LOG_LEAF.c.leaf)
    .where(LOG_LEAF.c.idx >= bindparam("start"), LOG_LEAF.c.idx < bindparam("end"))
    .order_by(LOG_LEAF.c.idx)
)
LAST_LEAF_OF = _sql(
    select(LOG_LEAF.c.n, LOG_LEAF.c.leaf)
    .where(LOG_LEAF.c.stream == bindparam("stream"))
    .order_by(LOG_LEAF.c.n.desc())
)
NUMBERS_OF = _sql(
    select(LOG_LEAF.c.n, LOG_LEAF.c.idx).where(LOG_LEAF.c.stream == bindparam("stream"))
)
ADD_LEAF = adding(LOG_LEAF)
_IN_LOG = select(
    LOG_LEAF.c.idx,
    LOG_LEAF.c.stream,
    LOG_LEAF.c.n,
    LOG_LEAF.c.leaf,
    EVENT.c.seq,
    EVENT.c.body,
    EVENT.c.leaf.label("stored"),
).outerjoin(EVENT, and_(EVENT.c.stream == LOG_LEAF.c.stream, EVENT.c.n == LOG_LEAF.c.n))
IN_LOG = _sql(_IN_LOG.order_by(LOG_LEAF.c.idx))
IN_LOG_OF = _sql(_IN_LOG.where(LOG_LEAF.c.stream == bindparam("stream")).order_by(LOG_LEAF.c.idx))
NOWHERE = _sql(
    select(EVENT.c.stream, EVENT.c.n)
    .outerjoin(LOG_LEAF, and_(EVENT.c.stream == LOG_LEAF.c.stream, EVENT.c.n == LOG_LEAF.c.n))
    .outerjoin(PENDING, PENDING.c.seq == EVENT.c.seq)
    .where(LOG_LEAF.c.idx.is_(None), PENDING.c.seq.is_(None))
    .order_by(EVENT.c.seq)
)
BEFORE = EVENT.alias("before")
NEXT_PLACE = BEFORE.c.n + literal_column("1")
INVERTED = _sql(
    select(EVENT.c.stream, EVENT.c.n)
    .join_from(EVENT, BEFORE, and_(BEFORE.c.stream == EVENT.c.stream, EVENT.c.n == NEXT_PLACE))
    .where(BEFORE.c.seq >= EVENT.c.seq)
    .order_by(EVENT.c.seq)
)

TILES = _sql(select(TILE.c.level, TILE.c.idx, TILE.c.hashes).order_by(TILE.c.level, TILE.c.idx))
TILE_BY_NAME = _sql(
    select(TILE.c.hashes).where(TILE.c.level == bindparam("level"), TILE.c.idx == bindparam("idx"))
)
ADD_TILE = adding(TILE)

CHECKPOINTS = _sql(
    select(CHECKPOINT.c.size, CHECKPOINT.c.root, CHECKPOINT.c.note).order_by(CHECKPOINT.c.size)
)
NEWEST_CHECKPOINT = _sql(
    select(CHECKPOINT.c.size, CHECKPOINT.c.root).order_by(CHECKPOINT.c.size.desc())
)
ADD_CHECKPOINT = adding(CHECKPOINT)
STAMPS = _sql(
    select(STAMP.c.digest, STAMP.c.size, STAMP.c.token).order_by(STAMP.c.size, STAMP.c.digest)
)
ADD_STAMP = adding(STAMP)

SIGNED_UP_TO = _sql(
    select(func.coalesce(func.max(EVENT.c.seq), literal_column("0")))
    .join_from(
        LOG_LEAF, EVENT, and_(EVENT.c.stream == LOG_LEAF.c.stream, EVENT.c.n == LOG_LEAF.c.n)
    )
    .where(LOG_LEAF.c.idx == bindparam("index"))
)
TAIL = _sql(
    select(*STORED, LOG_LEAF.c.leaf.label("numbered"))
    .outerjoin(LOG_LEAF, and_(EVENT.c.stream == LOG_LEAF.c.stream, EVENT.c.n == LOG_LEAF.c.n))
    .where(EVENT.c.seq > bindparam("after"))
    .order_by(EVENT.c.seq.desc())
    .limit(bindparam("most"))
    .offset(literal_column("0"))
)
"""The newest events with the leaf that the log has for each, the newest first."""
LEAF_AT = _sql(
    select(EVENT.c.leaf).where(EVENT.c.stream == bindparam("stream"), EVENT.c.n == bindparam("n"))
)

LAST_EVENT = _sql(select(func.coalesce(func.max(EVENT.c.seq), literal_column("0"))))
EVENTS_WITHIN = _sql(
    select(*STORED)
    .where(EVENT.c.seq >= bindparam("since"), EVENT.c.seq <= bindparam("until"))
    .order_by(EVENT.c.seq)
)
STREAMS_WITHIN = _sql(
    select(*STORED)
    .where(EVENT.c.stream >= bindparam("low"), EVENT.c.stream < bindparam("high"))
    .order_by(EVENT.c.stream, EVENT.c.n)
)
STATES = tuple(_sql(select(one.c.id, one.c.state)) for one in (DOSSIER, PUBLICATION, MANDATE))
STATES_WITHIN = tuple(
    _sql(
        select(one.c.id, one.c.state)
        .where(one.c.id >= bindparam("low"), one.c.id < bindparam("high"))
        .order_by(one.c.id)
    )
    for one in (DOSSIER, PUBLICATION, MANDATE)
)
DIGESTS = _sql(select(DOCUMENT.c.digest).order_by(DOCUMENT.c.digest))
DOCUMENTS = _sql(select(DOCUMENT.c.digest, DOCUMENT.c.body))
BOXES = _sql(select(DISCLOSURE.c.commitment, DISCLOSURE.c.subject, DISCLOSURE.c.box))
COMMITMENTS = _sql(select(DISCLOSURE.c.commitment).order_by(DISCLOSURE.c.commitment))
