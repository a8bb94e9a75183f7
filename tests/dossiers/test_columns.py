"""History as columns says what the database says, and the proof in SQL finds the first break."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import pytest

from bench.longlog import long_log
from dossiers.columns import (
    COLUMNS,
    ColumnsFileError,
    LibraryMissingError,
    first_broken,
    write_columns,
)
from dossiers.store import Store
from dossiers.store.forging import copied
from ledger import leaf_hash, read_event
from tests.dossiers.tampering import tampered


@pytest.fixture(scope="module")
def made() -> Path:
    return long_log(600)


def table_of(file: Path, folder: Path) -> Path:
    table = folder / "history [1]*.parquet"
    with Store.open(f"sqlite:///{file}") as store:
        assert write_columns(store, table) > 0
    return table


def test_every_event_is_a_row_that_says_what_its_bytes_say(made: Path, tmp_path: Path) -> None:
    table = import_module("pyarrow.parquet").ParquetFile(table_of(made, tmp_path))
    rows = table.read().to_pylist()

    assert tuple(rows[0]) == COLUMNS
    assert [row["seq"] for row in rows] == list(range(1, 601))
    for row in rows[::37]:
        event = read_event(row["body"])
        assert (row["stream"], row["n"], row["prev"]) == (event.stream, event.n, event.prev)
        states = (row["act"], row["source"], row["target"])
        assert states == (event.type, event.source, event.target)
        assert (row["recorded"], row["leaf"]) == (event.at, leaf_hash(row["body"]).hex())


def test_the_proof_in_sql_holds_for_a_whole_log(made: Path, tmp_path: Path) -> None:
    found = first_broken(table_of(made, tmp_path))

    assert (found.events, found.streams, found.wrong, found.first) == (600, 30, 0, None)


@pytest.mark.parametrize(
    ("statement", "seq", "kind"),
    [
        ("UPDATE event SET leaf = zeroblob(32) WHERE seq = 300", 300, "hash"),
        ("UPDATE event SET body = x'ff00' WHERE seq = 300", 300, "hash"),
        ("UPDATE event SET stream = 'x' WHERE seq = 300", 300, "bytes"),
        ("UPDATE event SET n = 77 WHERE seq = 300", 300, "bytes"),
        ("DELETE FROM event WHERE seq = 300", 330, "order"),
    ],
)
def test_the_proof_in_sql_names_the_first_break(
    made: Path, tmp_path: Path, statement: str, seq: int, kind: str
) -> None:
    file = tmp_path / "a.sqlite"
    copied(made, file)
    tampered(file, statement)

    found = first_broken(table_of(file, tmp_path))

    assert found.first is not None
    assert (found.first.seq, found.first.kind) == (seq, kind)


@pytest.mark.parametrize(("kind", "column"), [("link", "prev"), ("state", "from")])
def test_a_forger_who_hashes_again_is_named_by_what_the_event_says(
    made: Path, tmp_path: Path, kind: str, column: str
) -> None:
    file = tmp_path / "a.sqlite"
    copied(made, file)
    with Store.open(f"sqlite:///{file}") as store:
        body = next(one.body for one in store.events() if one.seq == 300)
    former = {"prev": read_event(body).prev, "from": read_event(body).source}[column]
    forged = body.replace(f'"{column}":"{former}"'.encode(), f'"{column}":"{"0" * 64}"'.encode())
    tampered(file, "UPDATE event SET body = ?, leaf = ? WHERE seq = 300", forged, leaf_hash(forged))

    found = first_broken(table_of(file, tmp_path))

    assert found.first is not None
    assert (found.first.seq, found.first.kind) == (300, kind)


@pytest.mark.parametrize("content", [b"", b"PAR1", b"{}"])
def test_another_file_is_no_table(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)

    with pytest.raises(ColumnsFileError):
        first_broken(tmp_path / "x")
    with pytest.raises(ColumnsFileError):
        first_broken(tmp_path / "nowhere")


def test_a_missing_library_is_named_with_what_to_install(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(LibraryMissingError, match=r"duckdb.*tdkt\[columns\]"):
        first_broken(tmp_path)
    with Store.open(f"sqlite:///{made}") as store, pytest.raises(LibraryMissingError):
        write_columns(store, tmp_path / "x")
