"""Proving a workflow on the command line: what is printed, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.terminal.conftest import Run
from tests.workflow.proofs import Plain, act, plain


@pytest.fixture
def trap(tmp_path: Path) -> str:
    """A file whose dossiers can be stuck."""
    states: dict[str, Plain] = {
        "draft": {
            "start": True,
            "acts": {"go": act("clerk", "hall"), "stop": act("clerk", "gone")},
        },
        "hall": {
            "acts": {
                "leave": act("chair", "gone", before="seen"),
                "look": act("chair", "same", marks="seen"),
            }
        },
        "gone": {"end": "closed"},
    }
    file = tmp_path / "trap.yaml"
    file.write_text(json.dumps(plain(states, marks={"seen": {}})), encoding="utf-8")
    return str(file)


def test_a_shipped_workflow_is_proved_by_its_name(run: Run) -> None:
    ended = run("workflow", "verify", "rules-publication")

    assert ended.code == 0
    assert "Đã xét 5 tình huống, 1 tổ hợp thiết lập và số thành viên." in ended.out
    assert ", 0 điều không đúng.\n" in ended.out


def test_what_fails_is_told_as_a_story_and_ends_with_one(run: Run, trap: str) -> None:
    ended = run("workflow", "verify", trap)

    assert ended.code == 1
    assert " ✗ can-end: " in ended.out
    assert "     2. chair: 'look'\n" in ended.out
    assert "hồ sơ nằm lại 'hall' mãi mãi." in ended.out


def test_data_holds_the_digest_and_each_step(run: Run, trap: str) -> None:
    data = json.loads(run("workflow", "verify", trap, "--json").out)

    assert data["workflow"]["digest"].startswith("sha256:")
    failed = [one for one in data["checks"] if not one["holds"]]
    assert [one["id"] for one in failed] == ["can-end"]
    assert [step["act"] for step in failed[0]["story"]["steps"]] == ["go", "look"]


def test_a_counter_example_is_printed_as_a_scenario(run: Run, trap: str) -> None:
    ended = run("workflow", "verify", trap, "--gherkin")

    assert ended.code == 1
    assert ended.out.startswith("# language: vi\nTính năng: ")
    assert '    Và "chair" (2) làm "look"\n' in ended.out


def test_a_name_or_a_file_that_is_not_there_is_told_apart(run: Run) -> None:
    assert run("workflow", "verify", "provincial_award").code == 2
    assert run("workflow", "verify", "nowhere.yaml").code == 3


def test_a_council_of_nobody_is_refused(run: Run) -> None:
    assert run("workflow", "verify", "provincial-award", "--members", "0").code == 2
