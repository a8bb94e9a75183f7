"""`tdkt dossier propose` warns of a nominee who may have a dossier already, and opens it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.terminal.conftest import Run

NAME = "Trần Thị Ví Dụ"


@pytest.fixture
def first(run: Run, nomination_file: Path) -> str:
    """A dossier for Trần Thị Ví Dụ."""
    return run("dossier", "propose", str(nomination_file)).out.strip()


def written(file: Path, name: str) -> str:
    file.write_text(file.read_text("utf-8").replace(NAME, name), encoding="utf-8")
    return str(file)


def test_a_name_written_otherwise_is_warned_of_and_the_dossier_opened(
    run: Run, first: str, nomination_file: Path
) -> None:
    ended = run("dossier", "propose", written(nomination_file, "TRẦN  THỊ VÍ DỤ"))

    assert (ended.code, ended.out) == (0, "CSTDCS-2024-0002\n")
    assert (
        f"Lưu ý: Hồ sơ {first} (so-cong-thuong; Bản dự thảo) đề nghị cùng danh hiệu, cùng năm "
        "cho 'Trần Thị Ví Dụ', tên đọc như nhau nhưng viết khác; hãy kiểm tra có phải là một và "
        "tên nào viết đúng."
    ) in ended.err.splitlines()


def test_the_same_name_is_warned_of_in_english_too(
    tdkt: Run, first: str, nomination_file: Path
) -> None:
    ended = tdkt("--lang", "en", "dossier", "propose", str(nomination_file))

    assert (ended.code, ended.out) == (0, "CSTDCS-2024-0002\n")
    assert (
        f"Note: Dossier {first} (so-cong-thuong; Draft) proposes 'Trần Thị Ví Dụ' for the same "
        "award and year, by exactly this name; check whether they are one."
    ) in ended.err.splitlines()


def test_data_name_the_other_dossiers(run: Run, first: str, nomination_file: Path) -> None:
    file = written(nomination_file, "Trần Thị Ví Dụ\u00a0")

    data = json.loads(run("dossier", "propose", file, "--json").out)

    (other,) = data["namesakes"]
    assert data["number"] == "CSTDCS-2024-0002"
    assert (other["number"], other["name"], other["exact"]) == (first, NAME, False)
    assert set(other["text"]) == {"vi", "en"}


def test_whoever_is_proposed_once_is_not_warned_of(run: Run, nomination_file: Path) -> None:
    ended = run("dossier", "propose", str(nomination_file))

    assert "Lưu ý" not in ended.err
    again = run("dossier", "propose", str(nomination_file), "--number", "X-1", "--json")
    assert [one["number"] for one in json.loads(again.out)["namesakes"]] == [ended.out.strip()]
