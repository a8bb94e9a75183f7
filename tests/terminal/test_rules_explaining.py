"""Whole commands that make rules readable: explain, show, facts, schema, pin."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

import rules
from dossiers.actionable import ACTIONABLE
from dossiers.rulebook import bundle_of
from dossiers.vocabulary import VOCABULARY
from tests.terminal.conftest import Ended, Run

ROOT = Path(__file__).resolve().parent.parent.parent
COMMANDS = ("explain", "show", "facts", "schema", "pin")
PERSON: dict[str, object] = {
    "nominee.kind": "individual",
    "award_year": 2024,
    "award_year_begins": "2024-01-01",
    "received_on": "2025-01-10",
    "deciding_unit": "agency",
    "service_months": 12,
    "ratings": [{"year": 2024, "grade": "HTXSNV"}],
    "assessments": [{"standard": "spirit", "outcome": "meets"}],
    "initiatives": [],
    "discipline": [],
    "cases": [],
    "consultation.held": False,
    "documents": [
        {"kind": kind} for kind in ("to_trinh", "bao_cao", "bien_ban", "quyet_dinh_xep_loai")
    ],
    "unit_council.members": 15,
    "unit_council.approvals": 12,
}


@pytest.fixture
def explained(run: Run, tmp_path: Path) -> Run:
    """Explain the verdict on a person with everything in order but for some facts."""

    def command(*arguments: str, **changed: object) -> Ended:
        named = {name.replace("__", "."): value for name, value in changed.items()}
        facts = {name: value for name, value in {**PERSON, **named}.items() if value is not None}
        file = tmp_path / "person.yaml"
        file.write_text(yaml.safe_dump(facts, allow_unicode=True), encoding="utf-8")
        given = ("--facts", str(file), "--on", "10/01/2025")
        return run("rules", "explain", "CSTDCS", *given, *arguments)

    return command


def test_whoever_is_eligible_needs_nothing(explained: Run) -> None:
    ended = explained()

    assert ended.code == 0
    assert ended.out.startswith("CSTDCS (luật V2022a): đủ điều kiện\n")
    assert "Không cần thay đổi gì để đủ điều kiện." in ended.out


def test_one_vote_short_names_the_votes_that_are_needed_and_the_article(explained: Run) -> None:
    ended = explained(unit_council__approvals=11)

    assert ended.code == 1
    assert "✗ c.vote: Chỉ đạt 11 phiếu" in ended.out
    assert "1. Số phiếu đồng ý của Hội đồng cơ sở: cần 12 thay vì 11" in ended.out
    assert "Cho c.vote; căn cứ: Nghị định 98/2023/NĐ-CP, Điều 30 khoản 7" in ended.out


def test_a_rating_of_the_past_ends_in_a_plain_sentence(explained: Run) -> None:
    ended = explained(ratings=[{"year": 2024, "grade": "HTNV"}])

    assert ended.code == 1
    assert "Không việc gì còn làm được có thể thay đổi kết luận này: c.rating" in ended.out
    assert "\n 1. " not in ended.out


def test_what_decides_stands_above_the_rest(explained: Run) -> None:
    lines = explained(service_months=4, discipline=None).out.splitlines()

    marks = [line[1] for line in lines if line[:1] == " " and line[1] in "✗?✓–"]

    assert marks == sorted(marks, key="✗?✓–".index)


def test_an_explanation_is_data_in_both_languages(explained: Run) -> None:
    answer = json.loads(explained("--json", documents=None).out)
    (change,) = answer["changes"]

    assert (answer["verdict"], answer["outlook"]) == ("undetermined", "reachable")
    assert (change["action"], change["fact"], change["before"]) == ("send", "documents", None)
    assert change["text"].keys() == {"vi", "en"}
    assert all(one["source"]["document"] for one in answer["reasons"])


def test_the_english_words_are_english(explained: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TDKT_LANG", "en")
    ended = explained(unit_council__approvals=11)

    assert "12 are needed instead of 11 (of 15)." in ended.out
    assert "For c.vote; source: " in ended.out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("explain", "CSTDC", "--facts", "x.yaml", "--on", "2025-01-10"), 3, "x.yaml"),
        (("show", "CSTDC", "--on", "2025-01-10"), 2, "CSTDCS"),
        (("show", "CSTDCS", "--on", "31/02/2025"), 2, "31/02/2025"),
        (("show", "CSTDCS", "--on", "1999-01-01"), 2, "1999"),
        (("show", "CSTDCS"), 2, "--on"),
        (("pin", "CO_TIN"), 2, "CO_TINH"),
    ],
)
def test_whatever_is_typed_wrongly_is_one_message(
    run: Run, arguments: tuple[str, ...], code: int, words: str
) -> None:
    ended = run("rules", *arguments)

    assert (ended.code, ended.out) == (code, "")
    assert words in ended.err
    assert "Traceback" not in ended.err


def test_a_misspelt_fact_comes_back_with_the_nearest_one(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "person.yaml"
    file.write_text("ratngs: []\n", encoding="utf-8")

    ended = run("rules", "explain", "CSTDCS", "--facts", str(file), "--on", "2025-01-10")

    assert ended.code == 3
    assert "'ratings'" in ended.err


def test_a_rules_file_of_ones_own_is_explained_too(run: Run, tmp_path: Path) -> None:
    award = tmp_path / "cstdcs.yaml"
    text = rules.shipped("CSTDCS")[1].decode()
    award.write_text(text.replace("members >= 80%", "members >= 90%"), encoding="utf-8")
    facts = tmp_path / "person.yaml"
    facts.write_text(yaml.safe_dump(PERSON, allow_unicode=True), encoding="utf-8")

    ended = run("rules", "explain", str(award), "--facts", str(facts), "--on", "2025-01-10")

    assert "cần 14 thay vì 12" in ended.out


def test_the_rules_of_a_day_are_shown_in_sentences(run: Run) -> None:
    ended = run("rules", "show", "CSTDCS", "--on", "2025-08-01")

    assert ended.code == 0
    assert "Ngày 01/08/2025 thuộc thời gian hiệu lực của V2022b" in ended.out
    assert "\nKhi đơn vị đề nghị\n  applies_to: " in ended.out
    assert "\nKhác với V2022a\n" in ended.out


def test_the_rules_of_a_day_are_data_too(run: Run) -> None:
    answer = json.loads(run("rules", "show", "CO_TINH", "--on", "2024-05-01", "--json").out)

    assert (answer["award"], answer["version"], answer["before"]) == ("CO_TINH", "V2022a", None)
    assert answer["groups"][0]["due"] == "proposal"


def test_every_fact_and_field_has_a_line(run: Run) -> None:
    head, *rows = run("rules", "facts").out.splitlines()
    names = [row.split("\t")[0] for row in rows]

    assert head.split("\t")[0] == "DỮ KIỆN"
    assert set(VOCABULARY.facts) <= set(names)
    assert {f"ratings.{field}" for field in VOCABULARY.fields("ratings")} <= set(names)
    assert len(names) == len(set(names))


def test_facts_are_data_with_kind_options_papers_and_what_can_still_change(run: Run) -> None:
    facts = {one["name"]: one for one in json.loads(run("rules", "facts", "--json").out)}

    assert facts["ratings.grade"]["kind"] == "choice"
    assert facts["ratings.grade"]["ordered"] is True
    assert list(facts["ratings.grade"]["options"])[-1] == "HTXSNV"
    assert facts["discipline.year"]["papers"][0]["en"].startswith("Confirmation")
    assert {name for name, one in facts.items() if one["can_still_change"]} == set(ACTIONABLE)


def test_the_schema_is_the_one_that_is_shipped(run: Run) -> None:
    shipped = (ROOT / "rules" / "award.schema.json").read_text(encoding="utf-8")

    assert run("rules", "schema").out == shipped
    assert run("rules", "schema", "--json").out == shipped


@pytest.mark.parametrize("code", rules.shipped_awards())
def test_the_pin_is_the_digest_that_dossiers_keep(run: Run, code: str) -> None:
    assert run("rules", "pin", code).out == f"{bundle_of(code).digest}\n"


def test_the_pin_is_data_too(run: Run) -> None:
    answer = json.loads(run("rules", "pin", "CSTDCS", "--json").out)

    assert answer.keys() == {"award", "digest", "evaluator"}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_page_has_an_example(run: Run, name: str) -> None:
    ended = run("rules", name, "--help")

    assert ended.code == 0
    assert f"tdkt rules {name}" in ended.out.split("Ví dụ:")[1]
    assert "--json" in ended.out
