"""Sentences about history as a table, and the program that proves it again."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from pytest_bdd import parsers, then, when

from dossiers.columns import Proved, first_broken, write_columns
from features.steps.context import Story


@when("the auditor writes history as columns", target_fixture="table")
def written(story: Story, tmp_path: Path) -> Path:
    table = tmp_path / "history.parquet"
    write_columns(story.store, table)
    return table


@when("another program proves the chain in the table", target_fixture="proved")
def proved_again(table: Path) -> Proved:
    return first_broken(table)


@then(parsers.parse("the table has {count:d} rows"))
def has_rows(table: Path, count: int) -> None:
    assert len(rows_of(table)) == count


@then(parsers.parse('row {n:d} says that "{act}" led from "{source}" to "{target}"'))
def row_says(table: Path, n: int, act: str, source: str, target: str) -> None:
    row = rows_of(table)[n - 1]
    assert (row["act"], row["source"], row["target"]) == (act, source, target)


@then(parsers.parse("it finds nothing wrong in {count:d} events"))
def nothing_wrong(proved: Proved, count: int) -> None:
    assert (proved.events, proved.wrong, proved.first) == (count, 0, None)


@then(parsers.parse('it names event {n:d}, because of its "{kind}"'))
def names_event(proved: Proved, n: int, kind: str) -> None:
    assert proved.first is not None
    assert (proved.first.n, proved.first.kind) == (n, kind)


def rows_of(table: Path) -> list[dict[str, object]]:
    """The table as another program reads it."""
    rows: list[dict[str, object]] = (
        import_module("pyarrow.parquet").ParquetFile(table).read().to_pylist()
    )
    return rows
