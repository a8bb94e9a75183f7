"""The tables, and the texts of statements, compiled once a database from their columns.

`event` is the record; `document` holds, by digest, what events refer to and everybody may see, and
`disclosure`, by commitment, what is personal, sealed under the key of its stream (ADR 0034).
`dossier` is a cache that can be dropped and built again from those three.  `pending` holds events
that have no number in the log yet, `log_leaf` and `tile` the tree over those that have,
`checkpoint` what was signed of it and `stamp` the time stamps over that
(`dossiers.store.sequencer`); `command` remembers which request
was answered how for which unit, `number` which dossier has which number, `mandate` who may act for
whom, `account` who may sign in (`dossiers.store.access_tables` by what), and `season` which
document tells of the movements, pledges and targets of a season.  `meta` holds the origin of the
log.

What an act reads and writes is stated here, what sequencer and auditors ask of the whole record in
`dossiers.store.log_statements`.

In every key stands the stream or the unit, so that a server can divide a table by it; those in
which neither does are listed, each with its reason, by `tests/dossiers/test_tenants.py` (ADR 0046).

Names of people stand in the sealed bytes of `disclosure` and `dossier` only; the column by which
names that look alike are found holds a digest under a key.  The keys lie in another file.  A change
of a table needs a migration; a test compares the two.

    >>> DOSSIER_BY_NUMBER.replace(chr(10), "")
    'SELECT dossier.id, dossier.body, dossier.unit FROM dossier WHERE dossier.number = :number'
    >>> DOSSIER_BY_NUMBER.postgresql.replace(chr(10), "").split(" ", 5)[-1]
    'dossier WHERE dossier.number = %(number)s::VARCHAR'
"""

from __future__ import annotations

from functools import cache

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    Update,
    and_,
    any_,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal_column,
    or_,
    select,
    text,
    true,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.sql import ClauseElement

METADATA = MetaData()
PSYCOPG = PGDialect_psycopg()  # type: ignore[no-untyped-call]  # its own stub says nothing
WHOLE = BigInteger().with_variant(Integer, "sqlite")
"""A whole number that outgrows 32 bits."""

META = Table(
    "meta",
    METADATA,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

EVENT = Table(
    "event",
    METADATA,
    # SQLite numbers rows by itself only where the key is a plain INTEGER.  PostgreSQL must hand
    # numbers out one by one: kept in stock, they would turn the events of a dossier round.
    Column("seq", WHOLE, Identity(cache=1), primary_key=True),
    Column("stream", String, nullable=False),
    Column("n", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
    UniqueConstraint("stream", "n", name="event_position"),
)

DOCUMENT = Table(
    "document",
    METADATA,
    Column("digest", String, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

DISCLOSURE = Table(
    "disclosure",
    METADATA,
    Column("commitment", String, primary_key=True),
    Column("subject", String, primary_key=True),
    # Null where it was erased; that there was something stays known.
    Column("box", LargeBinary, nullable=True),
)

COMMAND = Table(
    "command",
    METADATA,
    # The unit whose dossier it is; empty for what belongs to the house.
    Column("tenant", String, primary_key=True, server_default=""),
    Column("key", String, primary_key=True),
    Column("request", String, nullable=False),
    Column("result", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

DOSSIER = Table(
    "dossier",
    METADATA,
    Column("id", String, primary_key=True),
    Column("number", String, nullable=False),
    Column("award", String, nullable=False),
    Column("unit", String, nullable=False),
    Column("state", String, nullable=False),
    Column("n", Integer, nullable=False),
    Column("head", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("likeness", String, nullable=False, server_default=""),
    Column("stem", String, nullable=False, server_default=""),
    Column("serial", BigInteger, nullable=False, server_default="0"),
    Index("dossier_by_number", "number"),
    Index("dossier_by_unit", "unit", "number"),
    Index("dossier_by_serial", "stem", "serial"),
    Index("dossier_by_likeness", "likeness"),
)

NUMBER = Table(
    "number",
    METADATA,
    # Nobody has a number that another has: held here, so that no key of `dossier` need say it.
    Column("number", String, primary_key=True),
    Column("dossier", String, nullable=False),
    Index("number_by_dossier", "dossier"),
    sqlite_with_rowid=False,
)

PUBLICATION = Table(
    "publication",
    METADATA,
    Column("id", String, primary_key=True),
    Column("number", String, nullable=False, unique=True),
    Column("award", String, nullable=False),
    Column("state", String, nullable=False),
    Column("n", Integer, nullable=False),
    Column("head", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("publication_by_award", "award", "state"),
)

PENDING = Table(
    "pending",
    METADATA,
    Column("seq", WHOLE, primary_key=True, autoincrement=False),
)

LOG_LEAF = Table(
    "log_leaf",
    METADATA,
    Column("idx", WHOLE, primary_key=True, autoincrement=False),
    Column("stream", String, nullable=False),
    Column("n", Integer, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
    UniqueConstraint("stream", "n", name="log_leaf_position"),
)

TILE = Table(
    "tile",
    METADATA,
    Column("level", Integer, primary_key=True),
    Column("idx", BigInteger, primary_key=True),
    Column("hashes", LargeBinary, nullable=False),
)

CHECKPOINT = Table(
    "checkpoint",
    METADATA,
    Column("size", WHOLE, primary_key=True, autoincrement=False),
    Column("root", LargeBinary, nullable=False),
    Column("note", LargeBinary, nullable=False),
)

STAMP = Table(
    "stamp",
    METADATA,
    Column("digest", String, primary_key=True),
    Column("size", BigInteger().with_variant(Integer, "sqlite"), nullable=False),
    Column("token", LargeBinary, nullable=False),
)

MANDATE = Table(
    "mandate",
    METADATA,
    Column("id", String, primary_key=True),
    Column("number", String, nullable=False, unique=True),
    Column("from_person", String, nullable=False),
    Column("to_person", String, nullable=False),
    Column("state", String, nullable=False),
    Column("n", Integer, nullable=False),
    Column("head", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("unit", String, nullable=False, server_default=""),
    Index("mandate_by_giver", "from_person"),
    Index("mandate_by_taker", "to_person"),
)

ACCOUNT = Table(
    "account",
    METADATA,
    Column("id", String, primary_key=True),
    Column("number", String, nullable=False, unique=True),
    Column("state", String, nullable=False),
    Column("n", Integer, nullable=False),
    Column("head", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

SEASON = Table(
    "season",
    METADATA,
    Column("id", String, primary_key=True),
    Column("digest", String, nullable=False),
)

SOUGHT = Table(
    "sought",
    METADATA,
    Column("dossier", String, primary_key=True),
    Column("number", String, nullable=False),
    Column("award", String, nullable=False),
    Column("unit", String, nullable=False),
    Column("state", String, nullable=False),
    Column("stage", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("received", String, nullable=False),
    Column("due", String, nullable=False),
    Index("sought_by_number", "number"),
    Index("sought_by_due", "due", "number"),
    Index("sought_in_unit", "unit", "due", "number"),
    Index("sought_by_unit", "unit", "state", "due", "number"),
    Index("sought_by_state", "state", "due", "number"),
)

WORD = Table(
    "word",
    METADATA,
    Column("word", LargeBinary, primary_key=True),
    Column("dossier", String, primary_key=True),
    sqlite_with_rowid=False,
)

DUTY = Table(
    "duty",
    METADATA,
    Column("role", String, primary_key=True),
    Column("due", String, primary_key=True),
    Column("number", String, primary_key=True),
    Column("dossier", String, primary_key=True),
    Column("unit", String, nullable=False, server_default=""),
    Index("duty_by_dossier", "dossier", "role"),
    Index("duty_by_unit", "role", "unit", "due", "number"),
    sqlite_with_rowid=False,
)

CLAIM = Table(
    "claim",
    METADATA,
    Column("dossier", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("until", BigInteger, nullable=False),
)


NAMED = sqlite.dialect(paramstyle="named")


class Statement(str):
    """A statement: it is its text for SQLite, and has the one for PostgreSQL beside it.

    Texts are compiled once.  On the path of an act the library's work per statement would cost as
    much as the database's.

    >>> made = Statement.of(select(META.c.value).where(META.c.name == bindparam("name")))
    >>> made.split()[-1], made.postgresql.split()[-1]
    (':name', '%(name)s::VARCHAR')
    """

    __slots__ = ("_core", "_text")

    _core: ClauseElement
    _text: str

    @classmethod
    def of(cls, core: ClauseElement, other: ClauseElement | None = None) -> Statement:
        """Compile a statement.

        Args:
            core: the statement.
            other: the same for PostgreSQL, where the two databases have constructs of their own.
        """
        params = core.compile(dialect=NAMED).params
        assert not any(params.values()), "a value in a statement is bound or literal text"
        return cls.asking(core, other)

    @classmethod
    def asking(cls, core: ClauseElement, other: ClauseElement | None = None) -> Statement:
        """Compile a statement whose values are handed over with it each time."""
        made = cls(core.compile(dialect=NAMED))
        made._core = core if other is None else other
        made._text = ""
        return made

    @classmethod
    def for_server(cls, core: ClauseElement) -> Statement:
        """A statement that only PostgreSQL understands; its text for SQLite is empty."""
        made = cls()
        made._core, made._text = core, ""
        return made

    @property
    def core(self) -> ClauseElement:
        """What it was compiled from, to be narrowed."""
        return self._core

    @property
    def postgresql(self) -> str:
        """The text for psycopg, compiled when it is first asked for."""
        if not self._text:
            self._text = str(self._core.compile(dialect=PSYCOPG))
        return self._text


_sql = Statement.of


def named(table: Table) -> dict[str, object]:
    """Every column of a table, to be bound by its name."""
    return {one.name: bindparam(one.name) for one in table.columns}


@cache
def adding(table: Table, names: tuple[str, ...] = ()) -> Statement:
    """An INSERT of some columns of a table, each bound by its name, or of all of them.

    >>> adding(SEASON)
    'INSERT INTO season (id, digest) VALUES (:id, :digest)'
    >>> adding(EVENT, ("stream", "n"))
    'INSERT INTO event (stream, n) VALUES (:stream, :n)'
    """
    given = {name: one for name, one in named(table).items() if not names or name in names}
    return _sql(insert(table).values(given))


@cache
def unnesting(table: Table, names: tuple[str, ...]) -> str:
    """The same for PostgreSQL and many rows at once: each column is one array.

    >>> unnesting(SEASON, ("id", "digest")).partition(" SELECT ")[2]
    '* FROM unnest(%(id)b::VARCHAR[], %(digest)b::VARCHAR[])'
    """
    kinds = ((name, table.c[name].type.compile(dialect=PSYCOPG)) for name in names)
    arrays = ", ".join(f"%({name})b::{kind}[]" for name, kind in kinds)
    columns = ", ".join(names)
    return f"INSERT INTO {table.name} ({columns}) SELECT * FROM unnest({arrays})"  # noqa: S608 -- names of ours


def keeping(table: Table, *changed: str, where: ColumnElement[bool] | None = None) -> Statement:
    """An INSERT that leaves a row which is there as it is, or changes some columns of it.

    Args:
        table: with every column bound by its name.
        changed: the columns; none to leave it as it is.
        where: of what is there; a row for which it does not hold is left as it is.

    >>> keeping(SEASON, "digest").split("ON ")[1]
    'CONFLICT (id) DO UPDATE SET digest = excluded.digest'
    """
    key = [one.name for one in table.primary_key]
    ours, other = sqlite.insert(table), postgresql.insert(table)
    ours, other = ours.values(named(table)), other.values(named(table))
    if not changed:
        return _sql(
            ours.on_conflict_do_nothing(key), other.on_conflict_do_nothing(index_elements=key)
        )
    return _sql(
        ours.on_conflict_do_update(
            key, set_={one: ours.excluded[one] for one in changed}, where=where
        ),
        other.on_conflict_do_update(
            index_elements=key, set_={one: other.excluded[one] for one in changed}, where=where
        ),
    )


def moving(table: Table) -> Update:
    """Compare and set: only a row that still has the events it was read with is changed.

    A dossier is changed for its own unit only.
    """
    where = [table.c.id == bindparam("is_id"), table.c.n == bindparam("was_n")]
    if table is DOSSIER:
        where.append(DOSSIER.c.unit == bindparam("is_unit"))
    return (
        update(table)
        .where(*where)
        .values(
            state=bindparam("new_state"),
            n=bindparam("new_n"),
            head=bindparam("new_head"),
            body=bindparam("new_body"),
        )
    )


def moving_sought() -> Update:
    """What has changed of what a dossier is found by."""
    return (
        update(SOUGHT)
        .where(SOUGHT.c.dossier == bindparam("is_dossier"))
        .values({name: bindparam(f"now_{name}") for name in ("state", "stage", "received", "due")})
    )


GIVEN = bindparam("given", type_=postgresql.ARRAY(String))
CLOCK = _sql(
    text("SELECT CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"),
    text("SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)"),
)
"""Milliseconds since 1970 UTC, by the clock of the database; of a file that is the machine's."""
SAVEPOINT = _sql(text("SAVEPOINT entry"))
BACK_TO_SAVEPOINT = _sql(text("ROLLBACK TO SAVEPOINT entry"))
RELEASE = _sql(text("RELEASE SAVEPOINT entry"))
TAKE_CLAIM = keeping(CLAIM, "holder", "until", where=CLAIM.c.until < bindparam("now"))
DROP_CLAIM = _sql(
    delete(CLAIM).where(
        CLAIM.c.dossier == bindparam("dossier"), CLAIM.c.holder == bindparam("holder")
    )
)
ADD_WORD = adding(WORD)
ADD_DUTY = adding(DUTY)
ADD_SOUGHT = adding(SOUGHT)
MOVE_SOUGHT = _sql(moving_sought())
DROP_SOUGHT = _sql(delete(SOUGHT))
DROP_WORDS = _sql(delete(WORD))
DROP_DUTIES = _sql(delete(DUTY))
DROP_WORDS_OF = _sql(delete(WORD).where(WORD.c.dossier == bindparam("dossier")))
DROP_DUTIES_OF = _sql(delete(DUTY).where(DUTY.c.dossier == bindparam("dossier")))
ADD_EVENT = adding(EVENT, ("stream", "n", "at", "body", "leaf"))
ADD_COMMAND = keeping(COMMAND)
ADD_DOCUMENT = keeping(DOCUMENT)
ADD_DISCLOSURE = adding(DISCLOSURE)
ADD_DOSSIER = adding(DOSSIER)
ADD_NUMBER = adding(NUMBER)
ADD_PUBLICATION = adding(PUBLICATION)
ADD_MANDATE = adding(MANDATE)
ADD_ACCOUNT = adding(ACCOUNT)
MOVE_DOSSIER = _sql(moving(DOSSIER))
MOVE_PUBLICATION = _sql(moving(PUBLICATION))
MOVE_MANDATE = _sql(moving(MANDATE))
MOVE_ACCOUNT = _sql(moving(ACCOUNT))
DROP_DOSSIERS = _sql(delete(DOSSIER))
DROP_NUMBERS = _sql(delete(NUMBER))
DROP_PUBLICATIONS = _sql(delete(PUBLICATION))
DROP_MANDATES = _sql(delete(MANDATE))
DROP_ACCOUNTS = _sql(delete(ACCOUNT))

STORED = (EVENT.c.seq, EVENT.c.stream, EVENT.c.n, EVENT.c.body, EVENT.c.leaf)
ANSWER = _sql(
    select(COMMAND.c.request, COMMAND.c.result).where(
        COMMAND.c.tenant == bindparam("tenant"), COMMAND.c.key == bindparam("key")
    )
)
ANSWER_OF_ANY = _sql(
    select(COMMAND.c.result)
    .where(COMMAND.c.key == bindparam("key"))
    .limit(literal_column("1"))
    .offset(literal_column("0"))
)
CACHED = (DOSSIER.c.id, DOSSIER.c.body)
DOSSIER_BY_NUMBER = _sql(
    select(*CACHED, DOSSIER.c.unit).where(DOSSIER.c.number == bindparam("number"))
)
DOSSIERS = _sql(select(*CACHED).order_by(DOSSIER.c.number))
COLUMNS_OF = _sql(
    select(
        DOSSIER.c.id,
        DOSSIER.c.number,
        DOSSIER.c.award,
        DOSSIER.c.unit,
        DOSSIER.c.state,
        DOSSIER.c.n,
        DOSSIER.c.head,
    ).where(DOSSIER.c.id == bindparam("id"))
)
ALIKE = _sql(
    select(*CACHED).where(DOSSIER.c.likeness == bindparam("likeness")).order_by(DOSSIER.c.number)
)
PUBLICATIONS = _sql(select(PUBLICATION.c.body).order_by(PUBLICATION.c.number))
PUBLICATIONS_OF = _sql(
    select(PUBLICATION.c.body)
    .where(PUBLICATION.c.award == bindparam("award"))
    .order_by(PUBLICATION.c.number)
)
PUBLICATIONS_IN = _sql(
    select(PUBLICATION.c.body)
    .where(PUBLICATION.c.award == bindparam("award"), PUBLICATION.c.state == bindparam("state"))
    .order_by(PUBLICATION.c.number)
)
MANDATES = _sql(select(MANDATE.c.body).order_by(MANDATE.c.number))
MANDATES_OF = _sql(
    select(MANDATE.c.body)
    .where(
        or_(
            MANDATE.c.from_person == bindparam("person"), MANDATE.c.to_person == bindparam("person")
        )
    )
    .order_by(MANDATE.c.number)
)
ACCOUNTS = _sql(select(ACCOUNT.c.body).order_by(ACCOUNT.c.number))
ACCOUNT_BY_NUMBER = _sql(select(ACCOUNT.c.body).where(ACCOUNT.c.number == bindparam("number")))
THESE_NUMBERS = _sql(
    select(DOSSIER.c.number, DOSSIER.c.id).where(DOSSIER.c.number == bindparam("given")),
    select(DOSSIER.c.number, DOSSIER.c.id).where(DOSSIER.c.number == any_(GIVEN)),
)
THESE_LOOKS = _sql(
    select(DOSSIER.c.likeness).where(DOSSIER.c.likeness == bindparam("given")),
    select(DOSSIER.c.likeness).where(DOSSIER.c.likeness == any_(GIVEN)),
)
"""Of one value on SQLite, of an array of them on PostgreSQL (`Backend.each`)."""
NUMBERS = _sql(select(DOSSIER.c.number).order_by(DOSSIER.c.number))
NUMBERS_FROM = _sql(
    select(DOSSIER.c.number)
    .where(DOSSIER.c.number >= bindparam("number"))
    .order_by(DOSSIER.c.number)
    .limit(bindparam("most"))
    .offset(literal_column("0"))
)
NUMBERS_UNTIL = _sql(
    select(DOSSIER.c.number)
    .where(DOSSIER.c.number < bindparam("number"))
    .order_by(DOSSIER.c.number.desc())
    .limit(bindparam("most"))
    .offset(literal_column("0"))
)
HIGHEST = _sql(
    select(func.coalesce(func.max(DOSSIER.c.serial), literal_column("0"))).where(
        DOSSIER.c.stem == bindparam("stem")
    )
)
DOCUMENT_BY_DIGEST = _sql(select(DOCUMENT.c.body).where(DOCUMENT.c.digest == bindparam("digest")))
DISCLOSED = _sql(
    select(DISCLOSURE.c.subject, DISCLOSURE.c.box).where(
        DISCLOSURE.c.commitment == bindparam("commitment")
    )
)
ERASE = _sql(
    update(DISCLOSURE)
    .where(DISCLOSURE.c.commitment == bindparam("is_commitment"))
    .values(box=bindparam("gone"))
)
NOT_FOUND = _sql(
    select(DOSSIER.c.id)
    .outerjoin(SOUGHT, SOUGHT.c.dossier == DOSSIER.c.id)
    .where(SOUGHT.c.dossier.is_(None))
    .limit(literal_column("1"))
    .offset(literal_column("0"))
)
SCRUB = _sql(
    update(DOSSIER).where(DOSSIER.c.id == bindparam("is_id")).values(likeness=bindparam("nothing"))
)
EVENTS = _sql(select(*STORED).order_by(EVENT.c.seq))
RECORDED = _sql(
    select(func.count(), func.coalesce(func.max(EVENT.c.seq), literal_column("0"))).select_from(
        EVENT
    )
)
EVENTS_OF = _sql(select(*STORED).where(EVENT.c.stream == bindparam("stream")).order_by(EVENT.c.n))
STREAMS = _sql(select(*STORED).order_by(EVENT.c.stream, EVENT.c.n))
ADD_SEASON = keeping(SEASON, "digest")
SEASON_DIGEST = _sql(select(SEASON.c.digest).where(SEASON.c.id == bindparam("id")))
META_VALUE = _sql(select(META.c.value).where(META.c.name == bindparam("name")))


def _begun() -> Statement:
    """Everything that an act begins with: one row, or as many as there are mandates."""
    one = select(literal_column("1").label("one")).subquery("one")
    newest = (
        select(CHECKPOINT.c.size, CHECKPOINT.c.root)
        .order_by(CHECKPOINT.c.size.desc())
        .limit(literal_column("1"))
        .offset(literal_column("0"))
        .subquery("newest")
    )
    whose = (MANDATE.c.from_person, MANDATE.c.to_person)
    first, second = (
        or_(*(column == bindparam(person) for column in whose)) for person in ("person", "other")
    )
    here = or_(MANDATE.c.unit == literal_column("''"), MANDATE.c.unit == DOSSIER.c.unit)
    columns = (*CACHED, COMMAND.c.request, COMMAND.c.result, newest.c.size, newest.c.root)
    return _sql(
        select(*columns, MANDATE.c.body)
        .select_from(one)
        .outerjoin(DOSSIER, DOSSIER.c.number == bindparam("number"))
        .outerjoin(
            COMMAND, and_(COMMAND.c.tenant == DOSSIER.c.unit, COMMAND.c.key == bindparam("key"))
        )
        .outerjoin(newest, true())
        .outerjoin(MANDATE, and_(or_(first, second), here))
        .order_by(case((first, literal_column("0")), else_=literal_column("1")), MANDATE.c.number)
    )


BEGUN = _begun()


@cache
def present() -> Statement:
    """How many of all tables are there, those of `dossiers.store.access_tables` among them."""
    names = ", ".join(f"'{table.name}'" for table in METADATA.sorted_tables)
    return _sql(
        text(f"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ({names})"),  # noqa: S608 -- names of ours
        text(f"SELECT count(to_regclass(name)) FROM unnest(ARRAY[{names}]) AS name"),  # noqa: S608 -- names of ours
    )
