"""`tdkt dossier import` as people type it: what it prints, and with which code it ends."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from dossiers.documents import nomination_document
from tests.dossiers.building import a_nomination
from tests.terminal.conftest import Run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ds.jsonl"
    rows = (
        {"number": f"M-{at}", **nomination_document(a_nomination(name="Trần Thị Ví Dụ"))}
        for at in range(3)
    )
    path.write_text("\n\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    return path


def test_a_check_writes_nothing_and_the_import_then_every_row_once(run: Run, file: Path) -> None:
    checked = run("dossier", "import", str(file), "--check")
    first = run("dossier", "import", str(file))
    again = run("dossier", "import", str(file))

    assert (checked.code, checked.out) == (
        0,
        "Tệp không có lỗi; 0 hồ sơ đã có từ trước. Chưa ghi gì.\n",
    )
    assert (first.code, first.out) == (0, "Đã lập 3 hồ sơ; 0 hồ sơ đã có từ trước.\n")
    assert "2 hồ sơ có người hoặc tập thể trùng tên" in first.err
    assert (again.code, again.out) == (0, "Đã lập 0 hồ sơ; 3 hồ sơ đã có từ trước.\n")


def test_for_programs_the_counts_are_data(run: Run, file: Path) -> None:
    found = json.loads(run("dossier", "import", str(file), "--json").out)

    assert found == {"written": 3, "before": 0, "alike": ["M-1", "M-2"], "alike_count": 2}


def test_a_mistake_names_file_line_and_column_and_nothing_is_written(run: Run, file: Path) -> None:
    file.write_text(file.read_text().replace('"award_year": 2024', '"award_year": "x"', 1))

    ended = run("dossier", "import", str(file))

    assert (ended.code, ended.out) == (3, "")
    assert f"{file}:1:" in ended.err
    assert len(json.loads(run("dossier", "list", "--json").out)) == 1


def test_a_file_that_is_none_is_one_sentence(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    lost = run("dossier", "import", str(tmp_path / "lost"))
    pipe = run("dossier", "import", str(tmp_path / "pipe"))

    assert (lost.code, "không có tệp này" in lost.err) == (3, True)
    assert (pipe.code, "phải là một tệp thường" in pipe.err) == (3, True)
