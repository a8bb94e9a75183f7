"""Databases of ten thousand to a million dossiers with ten events each, made by bulk statements.

Three dossiers are brought through ten events by the program itself, in the same database.  Every
other one is a copy of one of them under an id, number, unit and name of its own: its events have
the bytes that the program writes and a chain of their own, its row is sealed under its own key, and
it is found by the words of its own name.  Six of ten are decided, three are under review and one
was returned.  A thousand at a time take turns, so that the events of a dossier do not lie together.

Two things are less than in life: events name the sealed documents of the three, so that a
full replay is not asked of these databases, and instead of its own documents each event has one
sealed row of 64 random bytes, so that the table is as long as it would be.

A database is kept in the folder that TDKT_BENCH_FOLDER names, where one is named; else it goes when
the program ends.
"""

from __future__ import annotations

import os
import random
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from struct import Struct
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import BigInteger, Column, LargeBinary, String

from dossiers.documents import dossier_bytes
from dossiers.model import Dossier, Nomination
from dossiers.seasons import read_season, shipped_season
from dossiers.store import Store, initialise, likeness
from dossiers.store.guards import TRIGGERS
from dossiers.store.postgresql_guards import TRIGGERS as ON_POSTGRESQL
from dossiers.store.seeking import NEVER, stored_words
from dossiers.store.strongbox import MARK, SALT, Strongbox, _label
from dossiers.store.tables import METADATA
from dossiers.use_cases import Acting, Proposing, dossier_of, perform, propose
from dossiers.use_cases.indexing import sought_of
from dossiers.use_cases.performing import procedure_of
from ledger import NO_LEAF, Actor, tiles_with_bytes
from ledger.commitment import sealed_bytes
from ledger.tiles import WIDTH, root_within
from texts.folding import words_of

VARIABLE = "TDKT_BENCH_FOLDER"
LONG: Callable[[Any], bytes] = Struct(">q").pack
SHORT: Callable[[Any], bytes] = Struct(">i").pack
EVENTS = 10
AT_ONCE = 1_000
UNITS = 300
DAYS = 60
FAMILY = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
]
MIDDLE = [
    "Văn",
    "Thị",
    "Đức",
    "Minh",
    "Thu",
    "Ngọc",
    "Quang",
    "Hữu",
    "Xuân",
    "Thanh",
    "Hồng",
    "Kim",
]
GIVEN = [
    "An",
    "Bình",
    "Chi",
    "Dũng",
    "Đạt",
    "Giang",
    "Hà",
    "Hải",
    "Hạnh",
    "Hoa",
    "Hùng",
    "Khánh",
    "Lan",
    "Linh",
    "Long",
    "Mai",
    "Nam",
    "Nga",
    "Phúc",
    "Quân",
    "Sơn",
    "Thảo",
    "Trang",
    "Tuấn",
    "Vinh",
    "Yến",
]
FIRST = datetime(2024, 12, 2, 1, tzinfo=UTC)
DAY = date(2024, 12, 2)
CLERK = Actor("clerk-bk", "unit_clerk")
SECRETARY = Actor("secretary-bk", "council_secretary")
HEAD = Actor("head-bk", "unit_head")
NOTICE = ("record_notice", SECRETARY)
RETURN = ("return_for_supplement", SECRETARY)
SUBMIT, RESUBMIT = ("submit", CLERK), ("resubmit", CLERK)
VOTE, ADVANCE, APPROVE = ("record_vote", SECRETARY), ("advance", HEAD), ("approve", HEAD)
STORIES: Mapping[str, Sequence[tuple[str, Actor]]] = {
    "decided": (SUBMIT, RETURN, RESUBMIT, VOTE, VOTE, ADVANCE, APPROVE),
    "review": (SUBMIT, NOTICE, RETURN, RESUBMIT, NOTICE, RETURN, RESUBMIT, NOTICE, NOTICE),
    "returned": (SUBMIT, *(NOTICE,) * 7, RETURN),
}
"""What the three do after the proposal; passing over stages makes the first one ten events long."""
OF_TEN = ("decided",) * 6 + ("review",) * 3 + ("returned",)
DETAILS: Mapping[str, Mapping[str, object]] = {
    "record_notice": {"published_on": "2024-11-01", "until": "2024-11-29", "working_days": 15},
    "record_vote": {"members": 15, "approvals": 15, "minutes": "41/BB-MẪU"},
}
RESULT = b'{"act":"record_notice","n":5,"number":"CSTDCS-2024-0000000","passed_over":[]}'
NAME, UNIT, NUMBER = "Nguyễn Văn Khuôn Mẫu", "don-vi-khuon-mau", "KM-{}"

Rows = list[tuple[object, ...]]
Batch = dict[str, Rows]
"""Rows by table, in the order of `COLUMNS`."""
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "event": ("seq", "stream", "n", "at", "body", "leaf"),
    "log_leaf": ("idx", "stream", "n", "leaf"),
    "tile": ("level", "idx", "hashes"),
    "command": ("tenant", "key", "request", "result"),
    "disclosure": ("commitment", "subject", "box"),
    "dossier": (
        *("id", "number", "award", "unit", "state", "n", "head", "body", "likeness"),
        *("stem", "serial"),
    ),
    "number": ("number", "dossier"),
    "sought": (
        *("dossier", "number", "award", "unit", "state", "stage", "kind", "year", "received"),
        "due",
    ),
    "word": ("word", "dossier"),
    "duty": ("role", "due", "number", "dossier", "unit"),
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A dossier that the others are copied from.

    Attributes:
        events: for each event, its bytes with a `%` wherever two dossiers differ, its moment, and
            whether a command of its own stands behind it.
        row: the canonical bytes of the dossier, likewise.
        dossier: the dossier.
        found: what it is found by.
    """

    events: tuple[tuple[bytes, int, bool], ...]
    row: bytes
    dossier: Dossier
    found: Mapping[str, object]
    duties: tuple[str, ...]


def number_of(at: int) -> str:
    """The number of a dossier."""
    return f"CSTDCS-2024-{at:07}"


def stream_of(at: int) -> str:
    """The id of a dossier, which looks drawn as ids are."""
    return sha256(b"%d" % at).hexdigest()[:32]


def patterns(store: Store) -> dict[str, Pattern]:
    """The three dossiers, played and read back."""
    nomination = next(
        one.nomination
        for one in read_season(shipped_season()).stories
        if one.nomination.award == "CSTDCS" and one.ends == "approved"
    )
    nominee = nomination.nominee.model_copy(update={"name": NAME})
    update: dict[str, object] = {"unit": UNIT, "nominee": nominee}
    meant = nomination.model_copy(update=update)
    return {name: _pattern(store, name, meant) for name in STORIES}


def _pattern(store: Store, name: str, nomination: Nomination) -> Pattern:
    """One of the three."""
    number = NUMBER.format(name)
    moments = (FIRST + timedelta(minutes=at) for at in range(100))
    at = next(moments)
    propose(
        store,
        Proposing(nomination=nomination, number=number, by=CLERK, on=DAY, at=at, key=f"k/{name}/0"),
    )
    for place, (act, by) in enumerate(STORIES[name], 1):
        command = Acting(
            number=number,
            act=act,
            by=by,
            on=date(2024, 12, 12),
            at=next(moments),
            key=f"k/{name}/{place}",
            reason="thiếu xác nhận" if act == "return_for_supplement" else "",
            details=DETAILS.get(act, {}),
        )
        perform(store, command)
    dossier = dossier_of(store, number)
    assert dossier.n == EVENTS, (name, dossier.n)
    return _read(store, dossier)


def _read(store: Store, dossier: Dossier) -> Pattern:
    """What the program has written of a dossier, as a pattern."""
    events: list[tuple[bytes, int, bool]] = []
    prev, keys = NO_LEAF, set[bytes]()
    for one in store.events(dossier.id):
        body = one.body.replace(b"%", b"%%").replace(dossier.id.encode(), b"%(id)b")
        key = body.partition(b'"key":"')[2].partition(b'"')[0]
        own = key not in keys
        keys.add(key)
        body = body.replace(b'"key":"' + key + b'"', b'"key":"%(key)b"')
        body = body.replace(prev.encode(), b"%(prev)b")
        prev = one.leaf.hex()
        events.append((body, int(one.body.partition(b'"at":')[2].partition(b",")[0]), own))
    row = dossier_bytes(dossier).decode().replace("%", "%%")
    for told, token in ((dossier.id, "id"), (dossier.number, "number"), (dossier.head, "head")):
        row = row.replace(told, f"%({token})s")
    row = row.replace(NAME, "%(name)s").replace(UNIT, "%(unit)s")
    found = sought_of(dossier, procedure_of(store, dossier).definition, None)
    columns = {name: getattr(found, name) for name in COLUMNS["sought"]}
    return Pattern(tuple(events), row.encode(), dossier, columns, tuple(sorted(found.duties)))


@dataclass(slots=True)
class Copier:
    """What makes the copies.

    Attributes:
        strongbox: of the database that they go to.
        made: the three, by name.
        seq: the last place in the order of recording so far.
        rest: leaves of events whose tile is not full yet.
        tops: the roots of full tiles of the lowest level.
    """

    strongbox: Strongbox
    made: Mapping[str, Pattern]
    seq: int
    rest: list[bytes]
    tops: list[bytes]

    def batch(self, first: int, end: int) -> tuple[Batch, Rows]:
        """The rows of some dossiers, and their keys."""
        rows: Batch = {name: [] for name in COLUMNS}
        keys: Rows = []
        heads = dict.fromkeys(range(first, end), NO_LEAF)
        streams = {at: stream_of(at) for at in heads}
        for place in range(EVENTS):
            for at, stream in streams.items():
                heads[at] = self._event(rows, at, stream, place, heads[at])
        for at, stream in streams.items():
            keys.append(self._dossier(rows, at, stream, heads[at]))
        rows["word"].sort()
        return rows, keys

    def _event(self, rows: Batch, at: int, stream: str, place: int, prev: str) -> str:
        """The next event of a dossier; its leaf."""
        body, moment, own = self.made[OF_TEN[at % 10]].events[place]
        self.seq += 1
        # Of a thousand that take turns they lie together, and each thousand elsewhere.
        key = f"{at // AT_ONCE * 2_654_435_761 % 2**32:08x}-{at}-{place}"
        words = {b"id": stream.encode(), b"key": key.encode(), b"prev": prev.encode()}
        written = body % words
        leaf = sha256(b"\0" + written).digest()
        rows["event"].append((self.seq, stream, place + 1, moment, written, leaf))
        rows["log_leaf"].append((self.seq - 1, stream, place + 1, leaf))
        if own:
            rows["command"].append((unit_of(at), key, leaf.hex(), RESULT))
        # Ascending, so that they are written quickly; the row is never read.
        commitment = f"{self.seq:012x}{leaf.hex()[:52]}"
        rows["disclosure"].append((commitment, stream, leaf * 2))
        self._tile(rows, leaf)
        return leaf.hex()

    def _tile(self, rows: Batch, leaf: bytes) -> None:
        """Count a leaf into the tree; a full tile is a row."""
        self.rest.append(leaf)
        if len(self.rest) == WIDTH:
            content = b"".join(self.rest)
            rows["tile"].append((0, len(self.tops), content))
            self.tops.append(root_within(content))
            self.rest.clear()

    def _dossier(self, rows: Batch, at: int, stream: str, head: str) -> tuple[object, ...]:
        """The row of a dossier and what it is found by; its key."""
        pattern = self.made[OF_TEN[at % 10]]
        number, unit = number_of(at), unit_of(at)
        name = name_of(at)
        words = {"id": stream, "number": number, "head": head, "name": name, "unit": unit}
        body = (pattern.row.decode() % words).encode()
        key, salt = self.strongbox.draw(32), self.strongbox.draw(SALT)
        state, award = pattern.dossier.state, "CSTDCS"
        looks = self.strongbox.looks(likeness(award, 2024, "individual", name))
        sealed = MARK + salt + sealed_bytes(body, key=key, label=_label(stream, salt))
        rows["dossier"].append(
            (stream, number, award, unit, state, EVENTS, head, sealed, looks, "CSTDCS-2024-", at)
        )
        rows["number"].append((number, stream))
        due = str(pattern.found["due"])
        if due != NEVER:
            due = (DAY + timedelta(days=at * 11 % DAYS)).isoformat()
        found = {**pattern.found, "dossier": stream, "number": number, "unit": unit, "due": due}
        rows["sought"].append(tuple(found[name] for name in COLUMNS["sought"]))
        marks = (self.strongbox.mark(word) for word in stored_words(words_of(name)))
        rows["word"] += [(mark, stream) for mark in marks]
        rows["duty"] += [(role, due, number, stream, unit) for role in pattern.duties]
        return stream, key


def unit_of(at: int) -> str:
    """The unit of a dossier."""
    return f"dv-{at * 7 % UNITS:03}"


def name_of(at: int) -> str:
    """The name of a nominee, always the same for one dossier; nobody's."""
    drawn = random.Random(at)
    parts = (drawn.choice(one) for one in (FAMILY, MIDDLE, MIDDLE, GIVEN))
    return " ".join(parts)


class Sqlite:
    """Rows into a file, past guards, journal and indexes, which stand again at the end."""

    def __init__(self, file: Path) -> None:
        """Begin."""
        raw = sqlite3.connect(file, isolation_level=None)
        raw.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1200000; "
            "BEGIN"
        )
        found = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        self.indexes = dict(raw.execute(found))
        for name in TRIGGERS:
            raw.execute(f"DROP TRIGGER {name}")
        for name in self.indexes:
            raw.execute(f"DROP INDEX {name}")
        self.raw = raw

    def put(self, table: str, rows: Rows) -> None:
        """Add rows to a table."""
        names = COLUMNS[table]
        marks = ", ".join("?" * len(names))
        self.raw.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", rows)

    def end(self) -> None:
        """Set everything up again."""
        for text in (*self.indexes.values(), *TRIGGERS.values(), "COMMIT", "ANALYZE"):
            self.raw.execute(text)
        self.raw.close()


class Server:
    """Rows into PostgreSQL by COPY, past guards and indexes, which stand again at the end."""

    def __init__(self, conninfo: str) -> None:
        """Begin."""
        import psycopg  # noqa: PLC0415 -- whoever measures SQLite needs none

        self.raw = psycopg.connect(conninfo)
        run = self.raw.execute
        tables = ", ".join(f"'{name}'" for name in COLUMNS)
        self.again: list[str] = []
        keys = run(CONSTRAINTS.format(tables=tables).encode()).fetchall()
        for table, name, text in keys:
            run(f"ALTER TABLE {table} DROP CONSTRAINT {name}".encode())
            self.again.append(f"ALTER TABLE {table} ADD CONSTRAINT {name} {text}")
        for name, text in run(INDEXES.format(tables=tables).encode()).fetchall():
            run(f"DROP INDEX {name}".encode())
            self.again.append(text)
        for name, one in ON_POSTGRESQL.items():
            run(f"ALTER TABLE {one.table} DISABLE TRIGGER {name}".encode())
            self.again.append(f"ALTER TABLE {one.table} ENABLE ALWAYS TRIGGER {name}")
        run(b"SET LOCAL maintenance_work_mem = '1GB'")

    def put(self, table: str, rows: Rows) -> None:
        """Add rows to a table."""
        columns = [METADATA.tables[table].c[name] for name in COLUMNS[table]]
        names = ", ".join(COLUMNS[table])
        said = f"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)"
        with self.raw.cursor().copy(said.encode()) as copy:
            copy.write(HEADER + packed(rows, [kind_of(one) for one in columns]) + TRAILER)

    def end(self) -> None:
        """Set everything up again, and tell the planner what there is."""
        for text in self.again:
            self.raw.execute(text.encode())
        self.raw.execute(
            b"SELECT setval(pg_get_serial_sequence('event', 'seq'), max(seq)) FROM event"
        )
        self.raw.commit()
        self.raw.autocommit = True
        self.raw.execute(b"VACUUM ANALYZE")
        self.raw.execute(b"CHECKPOINT")
        self.raw.close()


CONSTRAINTS = """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
FROM pg_constraint WHERE contype IN ('p', 'u') AND conrelid::regclass::text IN ({tables})"""
INDEXES = """SELECT indexname, indexdef FROM pg_indexes
WHERE schemaname = current_schema() AND tablename IN ({tables})"""
TRAILER = b"\xff\xff"
HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)


def _as_it_is(value: bytes) -> bytes:
    return value


def _in_utf8(value: str) -> bytes:
    return value.encode()


def kind_of(column: Column[Any]) -> Callable[[Any], bytes]:
    """How a value of a column travels in the binary form of COPY, its length before it."""
    if isinstance(column.type, LargeBinary):
        return _as_it_is
    if isinstance(column.type, String):
        return _in_utf8
    return LONG if isinstance(column.type, BigInteger) else SHORT


def packed(rows: Sequence[tuple[object, ...]], kinds: Sequence[Callable[[Any], bytes]]) -> bytes:
    """Rows in the binary form of COPY."""
    count = Struct(">h").pack(len(kinds))
    length = Struct(">i").pack
    parts: list[bytes] = []
    for row in rows:
        parts.append(count)
        for value, kind in zip(row, kinds, strict=True):
            written = kind(value)
            parts += (length(len(written)), written)
    return b"".join(parts)


def filled(url: str, dossiers: int, begin: Callable[[], Sqlite | Server]) -> None:
    """Fill a database that was initialised.

    Args:
        url: its address.
        dossiers: how many there are to be beside the three.
        begin: opens what rows go into.
    """
    with Store.open(url) as store:
        made = patterns(store)
        store.numbered.number()
        leaves = list(store.numbered.leaves())
        into = begin()
        with closing(sqlite3.connect(store.strongbox.store.path, isolation_level=None)) as kept:
            kept.executescript("PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; BEGIN")
            copier = Copier(store.strongbox, made, len(leaves), leaves, [])
            for first in range(0, dossiers, AT_ONCE):
                rows, drawn = copier.batch(first, min(first + AT_ONCE, dossiers))
                for table, found in rows.items():
                    into.put(table, found)
                kept.executemany("INSERT INTO subject_key (id, key) VALUES (?, ?)", drawn)
            kept.execute("COMMIT")
        into.put("tile", list(_above(copier.tops)))
        into.end()


def _above(tops: list[bytes]) -> Iterator[tuple[object, ...]]:
    """The full tiles above the lowest level."""
    for tile, content in tiles_with_bytes(tops):
        if tile.width == WIDTH:
            yield tile.level + 1, tile.index, content


def on_sqlite(folder: Path, dossiers: int) -> str:
    """A database in a file; its address.  One that was made before is taken as it is."""
    file = folder / f"{dossiers}.sqlite"
    url = f"sqlite:///{file}"
    done = folder / f"{dossiers}.made"
    if not done.exists():
        initialise(url)
        filled(url, dossiers, lambda: Sqlite(file))
        done.touch()
    return url


def on_server(url: str, dossiers: int) -> str:
    """A database of a server, to whose administrator the address belongs; the same address."""
    initialise(url)
    filled(url, dossiers, lambda: Server(url.replace("+psycopg", "")))
    return url


@contextmanager
def folder() -> Iterator[Path]:
    """Where databases of a bench lie: as TDKT_BENCH_FOLDER says, or for this run only."""
    named = os.environ.get(VARIABLE)
    if named:
        Path(named).mkdir(parents=True, exist_ok=True)
        yield Path(named)
        return
    with TemporaryDirectory() as made:
        yield Path(made)
