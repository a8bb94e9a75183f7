"""Whole commands: what they print, where, and with which exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dossiers.store import Store
from terminal.audit_homes import AUDIT
from terminal.db_homes import DB
from terminal.mandate_homes import MANDATE
from terminal.running import DOSSIER, ROOT, RULES, WORKFLOW
from terminal.user_homes import USER
from tests.dossiers.tampering import tampered
from tests.terminal.conftest import Run

GROUPS = {"dossier", "mandate", "rules", "workflow", "audit", "db", "user"}
LEAVES = [
    *((name,) for name in ROOT if name not in GROUPS),
    *(("dossier", name) for name in DOSSIER),
    *(("mandate", name) for name in MANDATE),
    *(("user", name) for name in USER),
    *(("rules", name) for name in RULES),
    *(("workflow", name) for name in WORKFLOW),
    *(("audit", name) for name in AUDIT),
    *(("db", name) for name in DB),
]


def test_a_dossier_is_proposed_and_its_number_is_the_data(run: Run, nomination_file: Path) -> None:
    ended = run("dossier", "propose", str(nomination_file), "--on", "20/11/2024")

    assert (ended.code, ended.out) == (0, "CSTDCS-2024-0001\n")
    assert "Bản dự thảo" in ended.err


def test_list_has_one_object_a_dossier(run: Run) -> None:
    (one,) = json.loads(run("dossier", "list", "--json").out)

    assert (one["number"], one["award"], one["state"]) == ("D-1", "CSTDCS", "council_review")


def test_off_a_terminal_a_list_is_tab_separated(run: Run) -> None:
    head, row = run("dossier", "list").out.splitlines()

    assert head.split("\t")[0] == "SỐ"
    assert row.split("\t")[0] == "D-1"


@pytest.mark.parametrize(
    ("option", "value", "count"),
    [("--state", "draft", 0), ("--state", "council_review", 1), ("--award", "CO_TINH", 0)],
)
def test_a_list_is_narrowed(run: Run, option: str, value: str, count: int) -> None:
    assert len(json.loads(run("dossier", "list", option, value, "--json").out)) == count


def test_show_names_each_criterion_with_its_source(run: Run) -> None:
    shown = run("dossier", "show", "D-1").out

    assert "Hội đồng cơ sở đang xét" in shown
    assert "06/2022/QH15, Điều 23" in shown


def test_why_names_every_blocker_and_who_can_cure_it(run: Run) -> None:
    ended = run("dossier", "why", "D-1", "--act", "advance")

    assert ended.code == 1
    assert "? c.vote" in ended.out
    assert "Ai gỡ được: Thư ký Hội đồng" in ended.out


def test_why_says_when_nothing_is_in_the_way(run: Run) -> None:
    ended = run("dossier", "why", "D-1", "--act", "withdraw")

    assert (ended.code, ended.out.splitlines()[1]) == (
        0,
        "Không có gì cản trở các việc ở bước này.",
    )


def test_acts_lists_open_and_closed_ones(run: Run) -> None:
    acts = {one["act"]: one for one in json.loads(run("dossier", "acts", "D-1", "--json").out)}

    assert acts["record_vote"]["open"] is True
    assert acts["advance"]["open"] is False
    assert acts["advance"]["blockers"][0]["text"].keys() == {"vi", "en"}


def test_an_act_moves_the_dossier_and_says_what_comes_next(run: Run) -> None:
    vote = ("--detail", "members=15", "--detail", "approvals=12")
    run("dossier", "act", "D-1", "record_vote", "--role", "council_secretary", *vote)

    ended = run("dossier", "act", "D-1", "advance", "--role", "unit_head", "--on", "2024-12-10")

    assert (ended.code, ended.out) == (0, "D-1\n")
    assert "Chờ thủ trưởng" in ended.err or "không áp dụng" in ended.err


def test_a_refused_act_is_exit_code_1_with_every_reason_on_stderr(run: Run, url: str) -> None:
    with Store.open(url) as store:
        before = store.bodies()

    ended = run("dossier", "act", "D-1", "advance", "--role", "unit_clerk", "--on", "2024-12-10")

    assert (ended.code, ended.out) == (1, "")
    assert "role" in ended.err
    assert "c.vote" in ended.err
    with Store.open(url) as store:
        assert store.bodies() == before


def test_a_timeline_says_who_in_what_capacity(run: Run) -> None:
    lines = run("dossier", "timeline", "D-1").out.splitlines()

    assert "Lập hồ sơ" in lines[0]
    assert "[unit-clerk-1, Cán bộ phụ trách thi đua khen thưởng của đơn vị]" in lines[1]


def test_replay_and_verify_say_that_history_is_whole(run: Run) -> None:
    assert run("audit", "verify").code == 0
    ended = run("audit", "replay", "D-1")
    assert (ended.code, "khớp" in ended.out) == (0, True)


def test_replay_names_the_event_that_was_changed(run: Run, url: str) -> None:
    tampered(
        url.removeprefix("sqlite:///"),
        "UPDATE event SET body = replace(body, 'unit_clerk', 'unit_clark') WHERE n = 2",
    )

    assert run("audit", "verify").code == 1
    ended = run("audit", "replay")
    assert (ended.code, "khác tại sự kiện 2" in ended.out) == (1, True)


def test_rebuild_gives_the_same_table(run: Run, url: str) -> None:
    with Store.open(url) as store:
        before = store.bodies()

    assert run("audit", "rebuild").code == 0

    with Store.open(url) as store:
        assert store.bodies() == before


def test_the_shipped_files_are_fine_and_their_examples_hold(run: Run) -> None:
    assert run("rules", "check").code == 0
    assert run("rules", "test").code == 0
    assert run("workflow", "check").code == 0


def test_a_diagram_marks_the_present_state(run: Run) -> None:
    award = ("workflow", "draw", "provincial-award")

    assert "council_review" in run(*award, "--state", "council_review", "--as", "mermaid").out
    assert run(*award, "--as", "dot").out.startswith("digraph")


def test_mistakes_in_a_file_come_with_a_caret(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "award.yaml"
    file.write_text("kind: award_rules/v1\nawrad: CSTDCS\n", encoding="utf-8")

    ended = run("rules", "check", str(file))

    assert ended.code == 1
    assert f"{file}:2:1: unknown-key" in ended.out
    assert "    2 | awrad: CSTDCS" in ended.out
    assert "| ^^^^^" in ended.out


def test_facts_are_judged_with_findings_and_what_is_missing(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text("nominee.kind: individual\naward_year: 2024\n", encoding="utf-8")

    ended = run("rules", "evaluate", "CSTDCS", "--facts", str(file), "--on", "2025-01-10", "--json")
    answer = json.loads(ended.out)

    assert (ended.code, answer["verdict"]) == (1, "undetermined")
    assert all(one["source"]["document"] for one in answer["findings"])
    assert "discipline" in {one["fact"] for one in answer["missing"]}


@pytest.mark.parametrize("leaf", LEAVES, ids=" ".join)
def test_every_help_page_has_an_example_and_its_line_in_the_table(
    run: Run, leaf: tuple[str, ...]
) -> None:
    ended = run(*leaf, "--help")

    assert ended.code == 0
    assert f"tdkt {' '.join(leaf)}" in ended.out.split("Ví dụ:")[1]


@pytest.mark.parametrize("leaf", LEAVES, ids=" ".join)
def test_every_command_that_reads_speaks_json(run: Run, leaf: tuple[str, ...]) -> None:
    writes = {"init", "demo", "completion", "rebuild", "draw", "book", "fmt"}
    writes |= {
        "keygen",
        "policy",
        "checkpoint",
        "witness",
        "export",
        "stamp",
        "rotate",
        "verifiers",
    }
    writes |= {"xes", "ocel", "prov", "net"}
    writes |= {"upgrade", "backup", "restore", "desk", "password"}
    if leaf[-1] not in writes:
        assert "--json" in run(*leaf, "--help").out


def test_english_is_one_word_away(tdkt: Run) -> None:
    ended = tdkt("dossier", "--lang", "en", "why", "D-1", "--act", "advance")

    assert "Who can cure it: Secretary" in ended.out
    assert "Examples:" in tdkt("dossier", "why", "--help", TDKT_LANG="en").out


def test_help_in_vietnamese_has_no_english_left(tdkt: Run) -> None:
    for leaf in (("--help",), ("dossier", "act", "--help"), ("rules", "evaluate", "--help")):
        page = tdkt(*leaf).out
        left = [
            word
            for word in ("Usage", "Options", "Commands", "Show this", "OPTIONS")
            if word in page
        ]
        assert left == []


def test_help_loads_neither_the_database_library_nor_the_models() -> None:
    probe = (
        "import sys, cli; cli.main(['--help']); "
        "sys.exit(len({'sqlalchemy', 'pydantic', 'yaml', 'transitions'} & set(sys.modules)))"
    )

    ended = subprocess.run([sys.executable, "-c", probe], check=False, capture_output=True)

    assert ended.returncode == 0


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_printed_for_each_shell(run: Run, shell: str) -> None:
    assert "_TDKT_COMPLETE" in run("completion", shell).out


def test_version_is_told(run: Run) -> None:
    assert run("--version").out.startswith("tdkt ")
