"""Pictures, books, forecasts and coverage on the command line: what is printed, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import workflow
from tests.terminal.conftest import Run
from workflow.forecasting.walked import Trace, goals_of, log_line

RATES = Path(__file__).resolve().parents[2] / "examples" / "rates" / "provincial-award.yaml"
AWARD = workflow.read(workflow.shipped("provincial-award"), file="provincial-award.yaml")


def test_a_picture_of_a_dossier_shows_where_it_was_and_what_is_closed(run: Run) -> None:
    number = run("dossier", "list", "--json").out
    named = json.loads(number)[0]["number"]

    ended = run("workflow", "draw", "--dossier", named, "--on", "2025-01-10")

    assert (ended.code, ended.err) == (0, "")
    ET.fromstring(ended.out)  # noqa: S314 -- our own picture
    assert "ĐANG Ở ĐÂY · Hội đồng cơ sở xét" in ended.out
    assert "Đã đi 1 bước." in ended.out
    assert "<title>Đang đóng – Chuyển lên cấp trên: " in ended.out


@pytest.mark.parametrize(
    ("form", "first"), [("mermaid", "stateDiagram-v2"), ("dot", 'digraph "provincial-award" {')]
)
def test_a_workflow_is_drawn_in_the_form_that_was_asked_for(
    run: Run, form: str, first: str
) -> None:
    ended = run("workflow", "draw", "provincial-award", "--as", form)

    assert ended.code == 0
    assert ended.out.splitlines()[0] == first


def test_a_picture_of_nothing_is_wrong_usage(run: Run) -> None:
    ended = run("workflow", "draw")

    assert ended.code == 2
    assert "hãy nêu quy trình hoặc --dossier SỐ" in ended.err


def test_a_dossier_that_follows_another_workflow_is_not_drawn(run: Run) -> None:
    named = json.loads(run("dossier", "list", "--json").out)[0]["number"]

    ended = run("workflow", "draw", "rules-publication", "--dossier", named)

    assert ended.code == 2
    assert "'provincial-award'" in ended.err


def test_an_unknown_workflow_is_told_with_the_nearest_name(run: Run) -> None:
    ended = run("workflow", "book", "provincial-awards")

    assert ended.code == 2
    assert "Có phải ý bạn là 'provincial-award'?" in ended.err


def test_a_book_is_printed_in_the_language_of_the_person(run: Run) -> None:
    vietnamese = run("workflow", "book", "rules-publication")
    english = run("workflow", "book", "rules-publication", "--lang", "en")

    assert vietnamese.out.startswith("# Ban hành quy tắc xét danh hiệu\n")
    assert "## Who may do what" in english.out


def test_a_forecast_is_told_with_its_bottleneck(run: Run) -> None:
    words = ("workflow", "simulate", "provincial-award", "--rates", str(RATES))

    ended = run(*words, "--dossiers", "60")

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines()[-1].startswith("Nghẽn nhất: Cấp tỉnh đang xét, chiếm ")
    assert ended.out == run(*words, "--dossiers", "60").out


def test_a_forecast_as_data_has_every_figure(run: Run) -> None:
    words = ("workflow", "simulate", "provincial-award", "--rates", str(RATES))

    data = json.loads(run(*words, "--dossiers", "30", "--json").out)

    assert data["dossiers"] == sum(data["ends"].values()) == 30
    assert set(data["states"]["draft"]) == {"dossiers", "mean", "median", "p90"}
    assert data["workflow"]["id"] == "provincial-award"
    assert data["not_ended"] == []


def test_walks_that_do_not_end_are_told_and_the_answer_is_no(run: Run, tmp_path: Path) -> None:
    text = RATES.read_text(encoding="utf-8").replace("2026-01-05", "2027-11-01")
    file = tmp_path / "late.yaml"
    file.write_text(text, encoding="utf-8")

    ended = run(
        "workflow", "simulate", "provincial-award", "--rates", str(file), "--dossiers", "20"
    )

    assert ended.code == 1
    assert "đi quá năm cuối của lịch làm việc." in ended.out


def test_rates_that_do_not_fit_are_an_input_error(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "rates.yaml"
    file.write_text("kind: rates/v1\nworkflow: provincial-award\n", encoding="utf-8")

    ended = run("workflow", "simulate", "provincial-award", "--rates", str(file))

    assert ended.code == 3
    assert f"{file}:" in ended.err


def test_coverage_of_a_database_knows_what_was_done(run: Run, url: str) -> None:
    ended = run("workflow", "coverage", "provincial-award", "--from", url, "--json")

    data = json.loads(ended.out)

    missing = [(one["state"], one["act"]) for one in data["way"]["missing"]]
    assert ended.code == 1
    assert ("draft", "submit") not in missing
    assert ("draft", "amend") in missing


def test_coverage_of_a_full_log_is_complete(run: Run, tmp_path: Path) -> None:
    log = tmp_path / "walk.jsonl"
    lines = [log_line("provincial-award", one) for one in goals_of(AWARD)]
    log.write_text("\n".join(lines), encoding="utf-8")

    full = run("workflow", "coverage", "provincial-award", "--log", str(log))
    log.write_text("\n".join(line for line in lines if "clock" in line), encoding="utf-8")
    empty = run("workflow", "coverage", "provincial-award", "--log", str(log))

    assert (full.code, empty.code) == (0, 1)
    assert "  – Bản dự thảo – Sửa hồ sơ [draft amend]" in empty.out.splitlines()


def test_a_log_that_is_none_and_no_log_at_all_are_told(run: Run, tmp_path: Path) -> None:
    log = tmp_path / "walk.jsonl"
    log.write_text(log_line("a", Trace("way", "b", "c", "")) + "\nodd\n", encoding="utf-8")

    wrong = run("workflow", "coverage", "provincial-award", "--log", str(log))
    none = run("workflow", "coverage", "provincial-award")

    assert wrong.code == 2
    assert f"{log}:2: " in wrong.err
    assert none.code == 2
