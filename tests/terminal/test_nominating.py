"""A nomination file of any award through real commands, and who confirmed what on the screen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import rules
from dossiers.circumstances import PARTS
from terminal.dossier_writing import PARTS_OF_A_FILE
from tests.dossiers.nominating import NOMINATIONS
from tests.terminal.conftest import Run


def named(award: str) -> str:
    return str(NOMINATIONS / f"{award.lower().replace('_', '-')}.yaml")


def test_the_help_names_every_part_that_a_file_may_hold() -> None:
    for words in (PARTS_OF_A_FILE.vi, PARTS_OF_A_FILE.en):
        unnamed = [part for part in PARTS if part not in words.replace(",", " ").split()]
        # Its number of days is old; the notice itself says more.
        assert unnamed == ["consultation_working_days"]
        assert "confirmations" in words


@pytest.mark.parametrize("award", rules.shipped_awards())
def test_a_file_of_every_award_is_proposed_and_handed_in(run: Run, award: str) -> None:
    proposed = run("dossier", "propose", named(award), "--on", "2026-01-12")
    number = proposed.out.strip()
    act = ("submit", "--role", "unit_clerk", "--on", "2026-01-15")
    submitted = run("dossier", "act", number, *act)

    assert (proposed.code, number) == (0, f"{award}-2025-0001")
    assert (submitted.code, submitted.out) == (0, f"{number}\n")


def test_show_says_who_confirmed_what_and_what_nobody_did(run: Run, tmp_path: Path) -> None:
    supplement = tmp_path / "supplement.yaml"
    supplement.write_text("employed_months: 97\n", encoding="utf-8")
    number = run("dossier", "propose", named("LDTT"), "--on", "2026-01-12").out.strip()

    before = run("dossier", "show", number).out
    amend = ("amend", "--role", "unit_clerk", "--details", str(supplement))
    assert run("dossier", "act", number, *amend).code == 0
    after = run("dossier", "show", number).out
    data = json.loads(run("dossier", "show", number, "--json").out)

    assert "category, employed_months" in before
    assert "(Phòng Tổ chức cán bộ, 12/XN-TCCB, ngày 06/01/2026)" in before
    assert "Chưa ghi ai xác nhận" not in before
    assert "Chưa ghi ai xác nhận: employed_months." in after
    assert data["unconfirmed"] == ["employed_months"]
    assert data["confirmations"][0]["paper"] == "12/XN-TCCB"


def test_a_misspelt_part_of_a_confirmation_is_told_with_its_line(run: Run, tmp_path: Path) -> None:
    text = Path(named("TTLDTT")).read_text(encoding="utf-8")
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(text.replace("[members,", "[member,"), encoding="utf-8")

    ended = run("dossier", "propose", str(wrong))

    assert ended.code == 3
    assert f"{wrong}:{text[: text.index('[members,')].count(chr(10)) + 1}:" in ended.err
    assert "'members'" in ended.err
