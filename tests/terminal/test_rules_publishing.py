"""Publishing rules as whole commands: bytes that were handed in count, and no id is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.dossiers.publishing import shipped_rules, stricter_rules
from tests.terminal.conftest import Ended, Run

FROM = ("--from", "2024-01-01", "--basis", "Quyết định 01/QĐ-MẪU", "--may-change", "9")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A rules file with stricter rules, and its examples beside it."""
    award, examples = stricter_rules()
    (tmp_path / "cstdcs.tests.yaml").write_bytes(examples)
    path = tmp_path / "cstdcs.yaml"
    path.write_bytes(award)
    return path


def handed_in(run: Run, file: Path, *more: str) -> Ended:
    examples = str(file.with_suffix(".tests.yaml"))
    return run(
        "rules", "propose", str(file), "--examples", examples, *FROM, "--by", "author", *more
    )


def published(run: Run, file: Path) -> str:
    number = handed_in(run, file).out.strip()
    assert run("rules", "publish", number, "--by", "head").code == 0
    return number


def test_a_file_edited_after_it_was_handed_in_changes_nothing(run: Run, file: Path) -> None:
    waiting = json.loads(handed_in(run, file, "--json").out)
    file.write_bytes(shipped_rules()[0].replace(b">= 80%", b">= 1%"))

    decided = run("rules", "publish", waiting["number"], "--by", "head", "--json")

    assert decided.code == 0
    assert json.loads(decided.out)["digest"] == waiting["digest"]


def test_show_and_why_say_that_newer_rules_exist(run: Run, file: Path) -> None:
    before = run("dossier", "show", "D-1", "--on", "2024-12-10").out
    assert "mới hơn" not in before

    number = published(run, file)

    for command in ("show", "why"):
        told = run("dossier", command, "D-1", "--on", "2024-12-10").out
        assert f"Đã có quy tắc mới hơn ({number}, áp dụng từ 01/01/2024)" in told
        assert "vẫn được xét theo quy tắc đã ghim khi tiếp nhận" in told


def test_show_names_both_digests_for_programs(run: Run, file: Path) -> None:
    number = published(run, file)

    told = json.loads(run("dossier", "show", "D-1", "--on", "2024-12-10", "--json").out)["rules"]

    assert told["newer"]["publication"] == number
    assert told["newer"]["digest"] != told["digest"]


def test_a_renamed_criterion_is_refused_with_both_ids(run: Run, file: Path) -> None:
    award, examples = shipped_rules()
    file.write_bytes(award.replace(b"c.vote", b"c.ballot"))
    file.with_suffix(".tests.yaml").write_bytes(examples.replace(b"c.vote", b"c.ballot"))

    checked = run("rules", "check", str(file))
    ended = handed_in(run, file)

    assert checked.code == 0
    for told in (checked.out, ended.err):
        assert "'c.vote'" in told
        assert "'c.ballot'" in told
        assert "Hãy giữ nguyên mã cũ" in told
    assert (ended.code, ended.out) == (1, "")
    assert json.loads(run("rules", "publications", "--json").out) == []


def test_a_file_that_keeps_every_id_is_fine_without_a_word_more(run: Run, file: Path) -> None:
    assert run("rules", "check", str(file)).out == f"{file}: tốt – CSTDCS\n"
