"""Local profiles at the terminal: listed, checked, judged by, pinned, and told in the answer."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import cli
import rules
from terminal.language import settle

Run = Callable[..., tuple[int, str]]
FACTS = """\
nominee.kind: collective
award_year: 2025
award_year_begins: 2025-01-01
received_on: 2026-01-05
collective_ratings: [{year: 2025, grade: HTXSNV}]
members.total: 20
members.ldtt: 14
members.cstdcs: 2
members.completed_tasks: 20
members.newcomers: 0
collective_discipline_from_warning: 1
assessments:
  - {standard: movement_regular, outcome: meets}
  - {standard: unity, outcome: meets}
  - {standard: exemplary, outcome: meets}
cases: []
consultation.held: false
documents: [{kind: to_trinh}, {kind: bao_cao}, {kind: bien_ban}]
"""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Run a command of `tdkt rules` and give its code and everything it said."""

    def command(*words: str) -> tuple[int, str]:
        code = cli.main(["--lang", "en", "rules", *words])
        said = capsys.readouterr()
        return code, said.out + said.err

    yield command
    settle(["--lang", "vi"], {})


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A profile that somebody is writing."""
    profile = rules.shipped_profile("bac-ninh")
    folder = tmp_path / "mine"
    folder.mkdir()
    for name in ("profile.yaml", "ttldxs.yaml", "ttldxs.tests.yaml"):
        (folder / name).write_bytes(profile.files[name])
    return folder


def line_of(path: Path, words: str) -> int:
    """The first line of a file with these words, counted from 1."""
    lines = path.read_text("utf-8").splitlines()
    return next(n for n, line in enumerate(lines, start=1) if words in line)


@pytest.fixture
def person(tmp_path: Path) -> str:
    path = tmp_path / "facts.yaml"
    path.write_text(FACTS, encoding="utf-8")
    return str(path)


def test_the_profiles_are_listed_for_people_and_programs(run: Run) -> None:
    code, out = run("profiles")
    listed = json.loads(run("profiles", "--json")[1])

    assert code == 0
    assert "Quyết định 86/2025/QĐ-UBND" in out
    assert [one["id"] for one in listed] == ["bac-ninh", "ha-noi"]
    assert listed[1]["awards"] == ["CONG_DAN_TDUT"]


def test_the_answer_says_whether_the_profile_judged(run: Run, person: str) -> None:
    asked = ("evaluate", "TTLDXS", "--facts", person, "--profile", "bac-ninh", "--on")

    inside, before = run(*asked, "2026-01-05"), run(*asked, "2025-12-14")

    assert inside[0] == 1
    assert inside[1].splitlines()[0] == "TTLDXS (law V2022b_bac_ninh): not eligible"
    assert "Bắc Ninh province: judged by Quyết định 86/2025/QĐ-UBND." in inside[1]
    assert before[0] == 0
    assert "not on 14/12/2025; the national rules judge." in before[1]


def test_explain_and_show_take_a_profile(run: Run, person: str) -> None:
    day = ("--on", "2026-01-05", "--profile", "bac-ninh")
    explained = run("explain", "TTLDXS", "--facts", person, *day)
    shown = run("show", "TTLDXS", *day)

    assert explained[0] == 1
    assert "c.discipline" in explained[1]
    assert "Different from V2022b\n  c.discipline: new." in shown[1]


def test_a_profile_has_a_pin_of_its_own(run: Run) -> None:
    national, local = run("pin", "TTLDXS")[1], run("pin", "TTLDXS", "--profile", "bac-ninh")[1]

    assert national != local
    assert run("pin", "CSTDCS", "--profile", "bac-ninh")[1] == run("pin", "CSTDCS")[1]


def test_the_shipped_check_and_test_include_the_profiles(run: Run) -> None:
    checked = run("check")

    assert checked[0] == 0
    assert "rules/profiles/ha-noi/cong-dan-tdut.yaml: fine – CONG_DAN_TDUT" in checked[1]
    assert "TTLDXS V2022b_bac_ninh: nobody was disciplined" in run("test")[1]


def test_a_folder_is_checked_and_tested_like_a_shipped_profile(run: Run, mine: Path) -> None:
    assert run("check", "--profile", str(mine))[0] == 0
    assert run("check", str(mine / "ttldxs.yaml"))[0] == 0
    assert run("test", "--profile", str(mine))[0] == 0
    assert run("coverage", "--profile", str(mine))[0] == 0
    assert run("mutants", "--profile", str(mine))[0] == 0


def test_a_mistake_of_a_profile_is_shown_with_its_line(run: Run, mine: Path) -> None:
    path = mine / "ttldxs.yaml"
    path.write_text(path.read_text("utf-8").replace("_from_warning = 0", "_from_warnin = 0", 1))

    code, out = run("check", "--profile", str(mine))

    assert code == 1
    assert f"{path}:{line_of(path, 'must:')}:15: unknown-name" in out
    assert "did you mean 'collective_discipline_from_warning'?" in out
    assert "^^^^" in out


def test_loosening_the_law_is_refused_with_the_article_that_would_allow_it(
    run: Run, mine: Path
) -> None:
    path = mine / "ttldxs.yaml"
    path.write_text(path.read_text("utf-8").replace("    add:", "    drop: [c.inner]\n    add:"))

    code, out = run("check", str(path))

    assert code == 1
    assert "drops-national" in out
    assert "Điều 27 khoản 3" in out


def test_a_rule_without_an_example_is_found_in_a_folder(run: Run, mine: Path) -> None:
    (mine / "ttldxs.tests.yaml").unlink()

    code, out = run("coverage", "--profile", str(mine))

    assert code == 1
    line = line_of(mine / "ttldxs.yaml", "- id: c.discipline")
    assert f"{mine / 'ttldxs.yaml'}:{line}:13: no example has the criterion 'c.discipline'" in out


def test_an_unknown_profile_and_an_unknown_award_are_wrong_usage(run: Run, mine: Path) -> None:
    shutil.rmtree(mine)

    assert run("check", "--profile", "bac-nin")[0] == 2
    assert "Did you mean 'bac-ninh'?" in run("test", "--profile", "bac-nin")[1]
    assert run("test", "LDTT", "--profile", "bac-ninh")[0] == 2
    assert run("check", "--profile", str(mine))[0] == 2
