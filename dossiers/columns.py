"""History as columns: every event as a row of a Parquet file, and its chain proved again in SQL.

The file is for people who count and compare with tools of their own.  It is also a second auditor:
`first_broken` asks DuckDB, which shares no line with this program, to hash every event, to read its
bytes and to follow the links of each dossier.  What it asks, in this order:

* `hash`: the leaf is SHA-256 over a zero byte and the bytes;
* `bytes`: the other columns say what the bytes say;
* `order`: positions of a dossier count from 1 without a gap;
* `link`: each event names the leaf of the one before;
* `state`: each event starts from the state in which the one before ended.

Invariants:

* rows are written as they lie in the database, believed or not, a batch at a time;
* duckdb and pyarrow are imported here and nowhere else, and only when they are needed.

    >>> COLUMNS[:4]
    ('seq', 'stream', 'n', 'recorded')
"""

from __future__ import annotations

import tempfile
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from dossiers.differences import BROKEN
from dossiers.documents import read_document
from dossiers.errors import DossierError, HistoryError
from dossiers.store import Store, StoredEvent
from texts import Text

COLUMNS = (
    "seq",
    "stream",
    "n",
    "recorded",
    "act",
    "source",
    "target",
    "body",
    "leaf",
    "prev",
)
"""Order of recording; dossier and position there; the moment in UTC; act, state before and after;
the exact bytes; the leaf hash and the leaf before, in hexadecimal."""

REPEATED = ["stream", "act", "source", "target"]
"""Columns of which many rows say the same."""

BATCH = 4_096
"""Events in memory at once, some four megabytes."""

LAST_MOMENT = 2**53
"""Milliseconds that a column of moments holds."""

MEMORY = "1GB"
"""What DuckDB may hold before it goes to a temporary folder."""

KINDS = {
    **{name: BROKEN[name] for name in ("hash", "order", "link")},
    "bytes": Text(
        vi="các cột không khớp nội dung sự kiện", en="the columns are not what the bytes say"
    ),
    "state": Text(
        vi="không bắt đầu từ trạng thái của sự kiện trước",
        en="it does not start from the state of the event before",
    ),
}
"""What each kind of break says."""

MISSING = Text(
    vi="Lệnh này cần thư viện {name}, chưa được cài; cài bằng: pip install 'tdkt[columns]'.",
    en="This needs the library {name}, which is not installed: pip install 'tdkt[columns]'.",
)
UNREADABLE = Text(
    vi="không phải bảng sự kiện do `tdkt audit columns` ghi",
    en="it is no table of events written by `tdkt audit columns`",
)

PROOF = r"""
WITH shown AS (
  SELECT seq, stream, n, source, target, leaf, prev, act, epoch_ms(recorded) AS ms,
    sha256('\x00'::BLOB || body) IS DISTINCT FROM leaf AS hash, TRY(decode(body)) AS said
  FROM read_parquet(?)
), read AS (
  SELECT seq, stream, n, source, target, leaf, prev, hash, CASE
    -- Where canonical bytes of today have them; no quote stands unescaped inside of a text.
    WHEN suffix(said,
        ',"to":"' || target || '","tq":{"bound":null,"source":"system"},"type":"' || act || '"}')
      AND contains(said, '],"s":"award-event/1","seen":')
      AND contains(said, '},"at":' || ms || ',"cmd":{')
      AND contains(said,
        ',"dossier":"' || stream || '","evid":[],"from":"' || source || '","judged":{')
      AND contains(said, ',"n":' || n || ',"on":"')
      AND contains(said, ',"prev":"' || prev || '","priv":[')
    THEN false
    -- Where those of before have them.
    WHEN suffix(said, ',"type":"' || act || '"}')
      AND contains(said, ',"prev":"' || prev || '","') AND contains(said, ',"s":"award-event/1","')
      AND contains(said, ',"to":"' || target || '","')
      AND contains(said, ',"dossier":"' || stream || '","')
      AND contains(said, ',"from":"' || source || '","judged":{')
      AND contains(said, ',"n":' || n || ',"on":"') AND contains(said, '},"at":' || ms || ',"cmd":')
    THEN false
    -- Any other way to write them.
    ELSE TRY(json_extract_string(said, [
      '$.s', '$.dossier', '$.n', '$.prev', '$.type', '$.from', '$.to', '$.at'
    ])) IS DISTINCT FROM [
      'award-event/1', stream, n::VARCHAR, prev, act, source, target, ms::VARCHAR
    ]
  END AS bytes
  FROM shown
), told AS (
  SELECT seq, stream, n, CASE
    WHEN hash THEN 'hash'
    WHEN bytes THEN 'bytes'
    WHEN n IS DISTINCT FROM lag(n, 1, 0) OVER dossier + 1 THEN 'order'
    WHEN prev IS DISTINCT FROM lag(leaf, 1, repeat('0', 64)) OVER dossier THEN 'link'
    WHEN source IS DISTINCT FROM lag(target, 1, '') OVER dossier THEN 'state'
  END AS kind
  FROM read WINDOW dossier AS (PARTITION BY stream ORDER BY n, seq)
)
SELECT count(*), count(DISTINCT stream), count(kind),
  min_by({'seq': seq, 'stream': stream, 'n': n, 'kind': kind}, seq) FILTER (kind IS NOT NULL)
FROM told
"""
"""The proof; nothing of it is made of values."""


class ColumnsFileError(DossierError):
    """A file is no table of events."""


class LibraryMissingError(DossierError):
    """The optional part that columns need is not installed."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The first event, in the order of recording, at which the proof fails.

    Attributes:
        seq: its place in that order.
        stream: the id of the dossier.
        n: its position there.
        kind: `hash`, `bytes`, `order`, `link` or `state`.
    """

    seq: int
    stream: str
    n: int
    kind: str

    @property
    def text(self) -> Text:
        """What is wrong.

        >>> Broken(7, "5d41", 2, "hash").text.en
        'the bytes do not have the hash stored for them'
        """
        return KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class Proved:
    """What the proof over a file gave.

    Attributes:
        events: how many rows it has.
        streams: how many dossiers they belong to.
        wrong: at how many of them the proof fails.
        first: the first of these; None where it holds.
    """

    events: int
    streams: int
    wrong: int
    first: Broken | None


def write_columns(store: Store, file: Path) -> int:
    """Write every event as a row of a Parquet file; how many there were.

    Memory holds one batch, whatever the length of history.

    Args:
        store: the database; it is only read.
        file: where to; it is overwritten, and stays half written where this raises.

    Raises:
        LibraryMissingError: pyarrow is not installed.
        StoreError: the database cannot be read.
        OSError: the file cannot be written.
    """
    arrow = _library("pyarrow")
    writer = _library("pyarrow.parquet").ParquetWriter
    kinds = _kinds(arrow)
    written = 0
    with writer(file, kinds, compression="zstd", use_dictionary=REPEATED) as table:
        events = store.events()
        while batch := list(islice(events, BATCH)):
            columns = zip(*map(_row, batch), strict=True)
            pairs = zip(columns, kinds.types, strict=True)
            arrays = [arrow.array(values, kind) for values, kind in pairs]
            table.write_batch(arrow.record_batch(arrays, schema=kinds))
            written += len(batch)
    return written


def first_broken(file: Path) -> Proved:
    """Prove the chain of every dossier in a file again, in SQL.

    Args:
        file: as `write_columns` wrote it, or somebody else.

    Raises:
        LibraryMissingError: DuckDB is not installed.
        ColumnsFileError: the file is no such table.
    """
    duckdb = _library("duckdb")
    if not file.is_file():
        raise ColumnsFileError(UNREADABLE)
    limits = {
        "memory_limit": MEMORY,
        "temp_directory": tempfile.gettempdir(),
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    with duckdb.connect(config=limits) as connection:
        try:
            found = connection.execute(PROOF, [_exactly(file)]).fetchone()
        except duckdb.Error as wrong:
            raise ColumnsFileError(UNREADABLE) from wrong
    events, streams, broken, first = found
    return Proved(events, streams, broken, None if first is None else Broken(**first))


def _row(event: StoredEvent) -> tuple[object, ...]:
    """An event column by column; where its bytes cannot be read, what they would say is null."""
    said: dict[str, object] = {}
    with suppress(HistoryError):
        said = read_document(event.body)
    texts = [_text(said.get(name)) for name in ("type", "from", "to")]
    at = said.get("at")
    moment = at if isinstance(at, int) and abs(at) < LAST_MOMENT else None
    leaf, prev = event.leaf.hex(), _text(said.get("prev"))
    return event.seq, event.stream, event.n, moment, *texts, event.body, leaf, prev


def _text(value: object) -> str | None:
    """A text; null for anything else."""
    return value if isinstance(value, str) else None


def _kinds(arrow: Any) -> Any:  # noqa: ANN401 -- an optional library without types
    """The columns and their types."""
    text, number = arrow.string(), arrow.int64()
    moment, content = arrow.timestamp("ms", tz="UTC"), arrow.binary()
    kinds = (number, text, number, moment, text, text, text, content, text, text)
    return arrow.schema(list(zip(COLUMNS, kinds, strict=True)))


def _exactly(file: Path) -> str:
    """The name of a file as DuckDB takes it, which reads `*`, `?` and `[` as wild cards."""
    return "".join(f"[{one}]" if one in "*?[" else one for one in str(file))


def _library(name: str) -> Any:  # noqa: ANN401 -- an optional library without types
    """A library of the optional part.

    Raises:
        LibraryMissingError: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError:
        raise LibraryMissingError(MISSING.fill(name=name.partition(".")[0])) from None
