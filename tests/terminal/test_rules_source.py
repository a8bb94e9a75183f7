"""The shipped file of an award as it stands, and that a publication has overtaken it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import rules
from tests.dossiers.publishing import stricter_rules
from tests.terminal.conftest import Run

LATER = (
    " ! Cơ sở dữ liệu có quy tắc CSTDCS đã ban hành sau tệp có sẵn này (CSTDCS-QT-001); hồ sơ tiếp"
    " nhận từ 01/01/2024 được xét theo bản đó.\n"
)
COMMANDS = (
    ("show", "CSTDCS", "--on", "2025-01-10"),
    ("show", "CSTDCS", "--source"),
    ("test", "CSTDCS"),
    ("pin", "CSTDCS"),
)


@pytest.fixture
def published(run: Run, tmp_path: Path) -> None:
    """Stricter rules of CSTDCS, published in the database."""
    award, examples = stricter_rules()
    file, beside = tmp_path / "cstdcs.yaml", tmp_path / "cstdcs.tests.yaml"
    file.write_bytes(award)
    beside.write_bytes(examples)
    asked = ("--basis", "QĐ 1", "--from", "2024-01-01", "--may-change", "9", "--by", "author")
    number = run("rules", "propose", str(file), "--examples", str(beside), *asked).out.strip()
    assert run("rules", "publish", number, "--by", "head").code == 0


@pytest.mark.parametrize("code", rules.shipped_awards())
def test_the_file_of_an_award_is_printed_byte_for_byte(run: Run, code: str) -> None:
    for option, shipped in (("--source", rules.shipped), ("--examples", rules.shipped_examples)):
        assert run("rules", "show", code, option).out.encode() == shipped(code)[1]


def test_the_file_is_data_too_and_so_is_that_of_a_profile(run: Run) -> None:
    told = json.loads(run("rules", "show", "CSTDCS", "--source", "--json").out)
    local = run("rules", "show", "TTLDXS", "--source", "--profile", "bac-ninh").out.encode()

    file, content = rules.shipped("CSTDCS")
    assert told == {"file": file, "content": content.decode()}
    assert local == rules.shipped_profile("bac-ninh").rules_file("TTLDXS")[1]


def test_a_copied_file_is_fine_as_it_stands(run: Run, tmp_path: Path) -> None:
    copied = tmp_path / "mine.yaml"
    copied.write_text(run("rules", "show", "CSTDCS", "--source").out, encoding="utf-8")

    assert run("rules", "check", str(copied)).out == f"{copied}: tốt – CSTDCS\n"


def test_without_a_day_or_a_file_the_day_is_asked_for(run: Run) -> None:
    ended = run("rules", "show", "CSTDCS")

    assert (ended.code, ended.out) == (2, "")
    assert "thiếu '--on'" in ended.err


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.usefixtures("published")
def test_a_later_publication_is_told_in_one_line_beside_the_answer(
    run: Run, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ended = run("rules", *command)
    monkeypatch.setenv("TDKT_DATABASE", f"sqlite:///{tmp_path / 'none.sqlite'}")
    without = run("rules", *command)

    assert (ended.code, ended.err) == (0, LATER)
    assert (without.out, without.err) == (ended.out, "")


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_is_told_where_nothing_was_published(run: Run, command: tuple[str, ...]) -> None:
    assert run("rules", *command).err == ""


@pytest.mark.usefixtures("published")
def test_other_awards_and_files_are_not_spoken_of(run: Run, tmp_path: Path) -> None:
    assert run("rules", "pin", "CO_TINH").err == ""
    assert run("rules", "test", str(tmp_path / "cstdcs.yaml")).err == ""


def test_a_damaged_database_takes_nothing_away(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"no database" * 99)
    monkeypatch.setenv("TDKT_DATABASE", f"sqlite:///{broken}")

    ended = run("rules", "pin", "CSTDCS")

    assert (ended.code, ended.err) == (0, "")
