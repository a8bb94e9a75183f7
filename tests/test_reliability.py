"""docs/reliability.md claims nothing that no test shows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[a-z_/]+\.py)::(\w+)`", PAGE)))
ROWS = re.findall(r"^\| (\d+) \|(.*)\|$", PAGE, flags=re.MULTILINE)


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_every_test_that_the_page_names_exists(file: str, name: str) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))

    assert name in {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}


@pytest.mark.parametrize(("number", "row"), ROWS, ids=lambda one: one[:3].strip())
def test_every_row_names_a_test(number: str, row: str) -> None:
    assert re.search(r"`tests/[a-z_/]+\.py::test_\w+`", row), number


def test_the_page_speaks_of_each_fault_of_rules_files_once() -> None:
    numbers = [int(number) for number, _ in ROWS]

    assert {39, 40, 47, 48, 49, 50, 51, 52, 55} <= set(numbers)
    assert len(numbers) == len(set(numbers))
    assert len(NAMED) > 50


@pytest.mark.parametrize(
    "file", ["test_faults.py", "test_faults_of_size.py", "test_look_alikes.py", "test_golden.py"]
)
def test_no_test_of_a_fault_is_skipped(file: str) -> None:
    text = (ROOT / "tests" / "rules" / file).read_text(encoding="utf-8")

    assert not re.search(r"pytest\.skip|mark\.(skip|xfail)", text)
